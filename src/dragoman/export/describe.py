"""What every column of the exported tables holds, from the models of the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dragoman.codebook.files import table
from dragoman.model.dossier import Dispute, FollowThrough, LinkedEvent, Official, Organization, Person, Sources, Thread
from dragoman.model.said import Said

MODELS: dict[str, type[BaseModel]] = {
    "agreements": Thread,
    "events": LinkedEvent,
    "officials": Official,
    "people": Person,
    "organizations": Organization,
    "disputes": Dispute,
    "follow-through": FollowThrough,
    "sources": Sources,
    "statements": Said,
}
"""The row of each table."""
_EVIDENCED = ("agreements", "events", "officials", "disputes")


@dataclass(frozen=True)
class Column:
    """One column: name, kind of value and meaning."""

    name: str
    kind: str
    about: str


@cache
def described() -> dict[str, tuple[Column, ...]]:
    """The columns of each table, in order."""
    added: dict[str, dict[str, str]] = table("columns")
    out = {}
    for name, model in MODELS.items():
        own = [Column(f.serialization_alias or key, _kind(f), f.description or "") for key, f in model.model_fields.items()]
        told = _more(added["evidence"]) if name in _EVIDENCED else ()
        out[name] = (*own, *_more(added.get(name, {})), *told, *(_more(added["corrected"]) if "corrected" in model.model_fields else ()))
    return out


def _more(columns: dict[str, str]) -> Iterator[Column]:
    for name, about in columns.items():
        kind, _, rest = about.partition(": ")
        yield Column(name, kind, rest)


def _kind(field: FieldInfo) -> str:
    text = str(field.annotation)
    if "tuple" in text:
        inner: Any = get_args(field.annotation)
        return "list" if inner and inner[0] in (str, str | None) else "JSON"
    for name in ("bool", "int", "float"):
        if name in text:
            return {"bool": "boolean", "int": "integer", "float": "number"}[name]
    return "text" if "str" in text or "Literal" in text else "JSON"


def as_markdown() -> str:
    """The page of the documentation."""
    lines = [
        "# Columns of the exported tables",
        "",
        "`dragoman export csv`, `parquet` and `jsonl` write these tables. In CSV, lists are parted by `; `, and JSON is text; in JSON Lines nested",
        "values are as they are, without the columns that begin with `words`.",
    ]
    for name, columns in described().items():
        lines += ["", f"## {name}", "", "| column | holds | meaning |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.about} |" for c in columns]
    return "\n".join(lines) + "\n"
