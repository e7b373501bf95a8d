"""Why nothing was read from a report, in words that say what to do."""

from __future__ import annotations

from dragoman.codebook.gazetteer import country_name
from dragoman.model.record import Record

_FEW = 12
"""Words of a text that is hardly a sentence."""
_REASONS = ("not_english", "no_body", "too_long", "gave_up")


def is_empty(record: Record) -> bool:
    """Whether no event, statement or agreement was read from a report."""
    return not (record.events or record.statements or record.agreements)


def why_nothing(record: Record) -> str:
    """Why a report gave no event, statement or agreement; empty where it gave one."""
    if not is_empty(record):
        return ""
    told = [w.message for w in record.warnings if w.code != "no_publication_date"]
    if told:
        return _sentence(told[0])
    words = len(record.report.text.split())
    if words < _FEW:
        return f"The text has only {words} words: give the whole report, with its sentences."
    if not any(p.kind == "body" for p in record.passages):
        return "No part of the text looks like the body of a report: it may be a menu, a list or a caption."
    states = list(dict.fromkeys(country_name(a.country) for a in record.actors if a.country))
    if not states:
        return (
            "No state is named in it, nor anybody who acts for one; dragoman reads only what states and those who act for them do and say."
        )
    if len(states) == 1:
        return f"It names {states[0]}, but no sentence was understood as something that is done to another state, agreed or said."
    named = " and ".join([", ".join(states[:3]), f"{len(states) - 3} more"] if len(states) > 3 else [", ".join(states[:-1]), states[-1]])
    return f"It names {named}, but no sentence was understood as something that one does, says or agrees with another."


def _sentence(message: str) -> str:
    text = message.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
