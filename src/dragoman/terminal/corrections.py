"""Corrections in lines."""

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from dragoman.model.correction import StoredCorrection

_STYLE = {"applied": "green", "orphaned": "yellow", "undone": "dim"}


def correction_lines(c: StoredCorrection) -> Iterator[Text]:
    """Who changed what to what, why, and what became of it."""
    yield Text.assemble((f"{c.batch}  ", "bold"), (f"{c.state:<9}", _STYLE[c.state]), (f"{c.at[:16].replace('T', ' ')}  ", "dim"), said(c))
    yield Text(f"    {c.author}: {c.reason}" + (f"  ({c.note})" if c.note else ""), "dim")


_JUDGED = {"join": "the same as", "part": "not the same as", "unsure": "perhaps the same as"}


def said(c: StoredCorrection) -> str:
    """The correction in words."""
    where = f"{c.kind} {c.target.report}/{c.target.item or 'new'} “{_short(c.target.words)}”"
    if c.action == "set":
        return f"{where}: {c.field} {_value(c.was)} → {_value(c.value)}"
    if c.action == "add":
        return f"{where}: added as {', '.join(f'{k} {_value(v)}' for k, v in c.value.items())}"
    if c.action == "reject":
        return f"{where}: rejected"
    if c.action == "remove":
        return f"{where}: removed"
    others = ", ".join(f"{o.report}/{o.item}" for o in c.others[:3])
    return f"{where}: {_JUDGED[c.action]} {others}{' …' if len(c.others) > 3 else ''}"


def _value(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value) if value not in (None, "") else "nothing"


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
