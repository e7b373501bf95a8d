"""The marks by which facts, claims, plans and denials are told apart, without colour as well as with it."""

from typing import Any

from rich.text import Text

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.plain import clipped, field_name, tag
from dragoman.codebook.status import MARKS, MEANINGS, shown

LEGEND = "   ".join(f"{mark} {MEANINGS[name]}" for name, mark in MARKS.items())
_STYLES = {"fact": "bold", "word": "bold green", "claim": "magenta", "disputed": "yellow", "plan": "cyan", "negated": "dim"}


def mark(row: dict[str, Any]) -> tuple[str, str]:
    """Mark and style of an event."""
    name = shown(row)
    return MARKS[name], _STYLES[name]


def event_line(row: dict[str, Any]) -> Text:
    """One event: mark, date, type, who to whom, who says so, and who set something of it."""
    symbol, style = mark(row)
    who = _names(row["actors"], row["actor_countries"]) or "somebody unknown"
    whom = _names(row["recipients"], row["recipient_countries"])
    line = Text()
    line.append(f"{symbol} ", style)
    line.append(f"{when(row):<10} ", "dim")
    line.append(f"{row['type']:<9} ", style)
    line.append(who + (f" → {whom}" if whom else ""))
    line.append(_counts(row))
    if row["modality"] != "asserted":
        line.append(f"  [{row['modality']}]", "cyan")
    if row["according_to"] and not row["fact"]:  # an outlet's own word needs nobody else's
        line.append(f"  according to {', '.join(row['according_to'])}", "magenta")
    elif row["standing"] == "attributed":
        line.append("  alleged", "magenta")
    if row["disputed_by"]:
        line.append(f"  denied by {', '.join(row['disputed_by'])}", "yellow")
    if row.get("uncertain"):
        line.append(f"  uncertain ({row['confidence']:.0%})", "yellow")
    line.append(corrected(row), "green")
    return line


def when(row: dict[str, Any]) -> str:
    """The day of an event; of one that has none, that on which it was told."""
    return row["date"] or (f"told {row['published']}" if row.get("published") else "undated")


def corrected(row: dict[str, Any]) -> str:
    """Who set what of a row, and what it was before; empty where nobody did."""
    found = row.get("corrected") or []
    said = [f"{field_name(a['field'])}{_whose(a)} by {a['corrected_by']} (was {_value(a['before'])})" for a in found]
    return f"  ✎ {'; '.join(said)}" if said else ""


def _whose(a: dict[str, Any]) -> str:
    return f" of {a['of']}" if a["of"] else ""


def _value(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value) if value not in (None, "") else "nothing"


def _names(names: list[str], countries: list[str | None]) -> str:
    """Names, with the state's code behind those that do not show it: "warplanes (IND)"."""
    shown = [
        name if state is None or country_name(state)[:4].lower() in name.lower() else f"{name} ({state})"
        for name, state in zip(names, countries, strict=True)
    ]
    return ", ".join(dict.fromkeys(shown))


def _counts(row: dict[str, Any]) -> str:
    parts = [f"{row[key]} {key}" for key in ("killed", "injured") if row[key]]
    return f" ({', '.join(parts)})" if parts else ""


def words_line(row: dict[str, Any]) -> Text:
    """What kind of event it is in plain words, and the sentence that tells it, clipped at a clause."""
    told = next((e for e in reversed(row["evidence"]) if e.get("sentence")), row["evidence"][0])
    kind = tag(row["type"], tuple(row["modes"]), " ".join(e["words"] for e in row["evidence"]))
    return Text(f"    {kind}: “{clipped(told.get('sentence') or told['words'], told['words'])}”", "dim")


def evidence_line(words: str) -> Text:
    """The words something was read from."""
    line = Text("    “", "dim italic")
    line.append(words, "dim italic")
    line.append("”", "dim italic")
    return line
