"""Plain words for pages and terminals: what an event is called, where its sentence is clipped, and who or what made a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    """A sentence cut at a clause, around the words that matter in it, with an ellipsis where something is left out.

    Args:
        core: words of the sentence that are to stay, as far as they fit.
    """
    if len(sentence) <= most:
        return sentence
    start = _start(sentence, core, most)
    ends = [e for e in _ends(sentence) if max(start + most // 3, _core_end(sentence, core, start, most)) <= e <= start + most]
    end = max(ends, default=None)
    if end is None:
        end = sentence.rfind(" ", start, start + most)
    shown = sentence[start : end if end > start else start + most].strip(" ,;:—–")
    return ("…" if start else "") + shown + "…"


def _start(sentence: str, core: str, most: int) -> int:
    """The beginning of the sentence, or where the core lies late, that of the clause it stands in."""
    at = sentence.find(_first(core)) if core else 0
    if at < 0 or at + min(len(_first(core)), most) <= most:
        return 0
    earlier = [e for e in _ends(sentence) if e <= at and at - e <= most // 2]
    cut = max(earlier, default=sentence.rfind(" ", 0, at) + 1)
    return len(sentence) - len(sentence[cut:].lstrip(" ,;:—–"))


def _core_end(sentence: str, core: str, start: int, most: int) -> int:
    at = sentence.find(_first(core), start) if core else -1
    return min(at + len(_first(core)), start + most) if at >= 0 else start


def _first(core: str) -> str:
    return core.split(" … ")[-1]


def _ends(sentence: str) -> Iterable[int]:
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
