"""Which rows `show` gives: those of some types, in plain words, and how many."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from dragoman.cli.common import fail

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.filters import Filter

_DATED = ("events", "agreements", "statements", "disputes")


def types(what: str | None, given: list[str] | None) -> dict[str, Any]:
    """What `--type` limits a question to, as fields of a filter."""
    if not given:
        return {}
    if what in ("events", "disputes", None):
        return {"type": tuple(x for word in given for x in _event_types(word))}
    if what == "statements":
        return {"kind": tuple(_known(word.lower().replace(" ", "_"), {k: k for k in _statement_kinds()}) for word in given)}
    raise fail(f"--type goes with events, disputes or statements, and not with {what}")


def _event_types(word: str) -> list[str]:
    """Types by their code, or by one of the plain words that stand for them."""
    from dragoman.codebook.linking import phrase
    from dragoman.codebook.vocabulary import event_types

    words = {part: t for t in event_types() for part in (t.lower(), phrase(t), *phrase(t).split(" or "))}
    return [_known(word.lower(), words)]


def _statement_kinds() -> tuple[str, ...]:
    from dragoman.correcting.fields import fields

    return tuple(fields()["statement"]["kind"].choices)


def _known(word: str, words: dict[str, str]) -> str:
    if word in words:
        return words[word]
    near = get_close_matches(word, sorted(words), n=3, cutoff=0.6)
    plain = sorted({w for w in words if w != words[w].lower()} or set(words))
    raise fail(f"--type: {word!r} is none; {'did you mean ' + ' or '.join(near) + '?' if near else 'give one of: ' + ', '.join(plain)}")


def some(store: Store, what: str, asked: Filter, limit: int | None) -> tuple[list[dict[str, Any]], int]:
    """The rows of an answer, at most so many, and how many there are: of what has a day the newest, in order."""
    from dragoman.store.queries import Cut

    if limit is None:
        rows = store.every(what, asked)
        return rows, len(rows)
    newest = what in _DATED
    page = store.ask(what, asked, Cut(limit, backward=newest))
    return (page.rows[::-1] if newest else page.rows[:limit]), page.total
