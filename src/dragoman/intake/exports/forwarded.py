"""A message that passes another one on: what that one says, and the fields that its mail program set above it."""

import re
from dataclasses import dataclass

_MARK = re.compile(
    r"^[> ]{0,6}(?:-{4,} ?(?P<passed>forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|forwarded by [^\n]{0,80}|original message|ursprüngliche nachricht|message d['’]origine|mensaje original) ?-{0,12}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(r"[> *]{0,8}(?P<name>[A-Za-zéÀ-ÿ-]{2,14}) ?:[ *\t]*(?P<value>.*?)[ *\t]*$")
_NAMES = {
    "from": "from", "von": "from", "de": "from",
    "date": "day", "sent": "day", "datum": "day", "gesendet": "day", "envoyé": "day", "fecha": "day", "enviado": "day",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject",
    "to": "to", "an": "to", "à": "to", "para": "to", "cc": "to", "reply-to": "to",
}  # fmt: skip
_PASSING = re.compile(r"^(?:fw|fwd|wg|tr|rv|i)\s*(?:\[\d+\])?:", re.IGNORECASE)
_FEWEST = 2
"""Fields, at least, of a message that is passed on."""


@dataclass(frozen=True)
class Forwarded:
    """A message within another one: its words, and what stands above them in the fields of its mail program."""

    text: str
    sender: str = ""
    subject: str = ""
    day: str = ""


def forwarded(text: str, subject: str) -> Forwarded | None:
    """The message that a text passes on; None where it passes on none, or only quotes what it answers.

    Args:
        subject: of the message around it.
    """
    found = None
    for mark in _MARK.finditer(text):
        answered = (mark["passed"] or "").lower().startswith(("original", "ursprüngliche", "message d", "mensaje o"))
        if (not answered or _PASSING.match(subject)) and (inner := _below(text[mark.end() :])):
            found = inner
    return found


def _below(text: str) -> Forwarded | None:
    """What stands below a mark: fields up to an empty line, and the words of the message."""
    lines = text.splitlines()
    told: dict[str, str] = {}
    at = 0
    for at, line in enumerate(lines):  # noqa: B007
        m = _FIELD.match(line)
        name = _NAMES.get(m["name"].lower()) if m else None
        if m and name:
            told.setdefault(name, m["value"])
        elif line.strip(" >") or len(told) >= _FEWEST:
            break
    if len(told) < _FEWEST:
        return None
    return Forwarded("\n".join(lines[at:]), told.get("from", ""), told.get("subject", ""), told.get("day", ""))
