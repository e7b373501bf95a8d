"""Writes the pages of the reference from the code: `make docs`. A test fails where they are not as the code is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi.openapi.utils import get_openapi
from typer.main import get_command

from dragoman.cli.main import app
from dragoman.codebook.render import as_markdown as codebook
from dragoman.export import FORMATS
from dragoman.export.describe import as_markdown
from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.version import __version__
from dragoman.web import api


def pages() -> dict[str, str]:
    """The generated pages, by their names in docs/reference."""
    made = {
        name: "\n".join(lines) + "\n"
        for name, lines in (("cli", _commands()), ("api", _api()), ("record", _record()), ("tables", _tables()))
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
            label = ", ".join(f"`{o}`" for o in p.opts) if p in options else f"`{_label(p)}`"
            default = (
                "" if p.default in (None, False, ()) or callable(p.default) or p.required else f"`{getattr(p.default, 'value', p.default)}`"
            )
            yield f"| {label} | {_cell(getattr(p, 'help', '') or '')} | {default} |"
        if name == "dragoman export":
            yield from ("", "| format | what it is |", "|---|---|", *(f"| `{k}` | {f.about} |" for k, f in FORMATS.items()))


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
