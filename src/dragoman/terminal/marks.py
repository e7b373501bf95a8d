"""The marks by which facts, claims, plans and denials are told apart, without colour as well as with it."""

from typing import Any

from rich.text import Text

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.status import MARKS, MEANINGS, status

LEGEND = "   ".join(f"{mark} {MEANINGS[name]}" for name, mark in MARKS.items())
_STYLES = {"fact": "bold", "claim": "magenta", "disputed": "yellow", "plan": "cyan", "negated": "dim"}


def mark(row: dict[str, Any]) -> tuple[str, str]:
    """Mark and style of an event."""
    name = status(row["modality"], row["standing"])
    return MARKS[name], _STYLES[name]


def event_line(row: dict[str, Any]) -> Text:
    """One event: mark, date, type, who to whom, and who says so."""
    symbol, style = mark(row)
    who = _names(row["actors"], row["actor_countries"]) or "somebody unknown"
    whom = _names(row["recipients"], row["recipient_countries"])
    line = Text()
    line.append(f"{symbol} ", style)
    line.append(f"{(row['date'] or 'undated'):<11}", "dim")
    line.append(f"{row['type']:<10}", style)
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
    return line


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


def evidence_line(words: str) -> Text:
    """The words something was read from."""
    line = Text("    “", "dim italic")
    line.append(words, "dim italic")
    line.append("”", "dim italic")
    return line
