"""Plain words for pages and terminals: what an event is called, where its sentence is clipped, and who or what made a value."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.codebook.files import table, words

LONGEST = 150
"""Characters of a clipped sentence."""


@lru_cache(maxsize=4096)
def tag(event_type: str, modes: tuple[str, ...], said: str) -> str:
    """What an event is called: "signature", "air strike" …

    Args:
        said: the words that it was read from.
    """
    own = table("plain")["tag"][event_type]
    return next((name for name, by_mode, pattern in _rules(event_type) if by_mode & set(modes) or pattern.search(said)), own)


@cache
def _rules(event_type: str) -> list[tuple[str, frozenset[str], re.Pattern[str]]]:
    found = (r for r in table("plain")["rule"] if r["type"] == event_type)
    return [(r["tag"], frozenset(r.get("modes", ())), words(*r["words"])) for r in found]


def tags_of(event_type: str) -> list[str]:
    """Everything that events of a type may be called."""
    return list(dict.fromkeys([*(name for name, _, _ in _rules(event_type)), table("plain")["tag"][event_type]]))


def made_by(read_by: str) -> str:
    """What made a value, from the name of the rule or model."""
    known: dict[str, str] = table("plain")["read_by"]
    return next((said for start, said in known.items() if read_by.startswith(start)), read_by)


@lru_cache(maxsize=4096)
def clipped(sentence: str, core: str = "", most: int = LONGEST) -> str:
    """A sentence cut at a clause, with an ellipsis where something is left out.

    Args:
        core: words that matter; the beginning is left out only where they would not be seen otherwise.
    """
    if len(sentence) <= most:
        return sentence
    start = _start(sentence, core, most)
    room = start + most
    if len(sentence) <= room:
        return "…" + sentence[start:]
    edges = [e for e in _ends(sentence) if start + most // 2 <= e <= room]
    end = max(edges, default=max(sentence.rfind(" ", start, room), start + most // 2))
    return ("…" if start else "") + sentence[start:end].strip(" ,;:—–") + "…"


def _start(sentence: str, core: str, most: int) -> int:
    """The beginning of the sentence; where the core lies beyond what can be seen from there, that of the clause it stands in."""
    first = core.split(" … ")[-1]
    at = sentence.find(first) if first else -1
    if at <= most // 2:
        return 0
    edges = [e for e in _ends(sentence) if at - most // 3 <= e <= at]
    cut = max(edges, default=sentence.rfind(" ", 0, at) + 1)
    return len(sentence) - len(sentence[cut:].lstrip(" ,;:—–"))


def _ends(sentence: str) -> list[int]:
    """Where clauses may begin or end: after a comma or its like, and before words that join clauses."""
    return [m.end() if m.group(1) else m.start() for m in _edges().finditer(sentence)]


@cache
def _edges() -> re.Pattern[str]:
    clip = table("plain")["clip"]
    after = "|".join(map(re.escape, clip["after"]))
    before = "|".join(clip["before"])
    return re.compile(rf"({after})(?= )| (?=(?:{before})\b)")


def statement(kind: str) -> str:
    """What a statement of a kind is called: "accusation", "denial" …"""
    return str(table("plain")["statement"][kind])


def field_name(field: str) -> str:
    """What a value that people set is called."""
    return str(table("plain")["field"].get(field, field.replace("_", " ")))
