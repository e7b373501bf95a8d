"""Events as pairs of who does and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Party:
    """Somebody who takes part in an event."""

    name: str
    country: str | None
    code: str | None


def sides(row: Row, side: str) -> list[Party]:
    """The actors ("actor") or recipients ("recipient") of an event."""
    return [Party(n, c, k) for n, c, k in zip(row[f"{side}s"], row[f"{side}_countries"], row[f"{side}_codes"], strict=True)]


def pairs(row: Row) -> Iterator[tuple[Party | None, Party | None]]:
    """Each actor with each recipient; where all parties are actors, each of them with each other, both ways."""
    actors, recipients = sides(row, "actor"), sides(row, "recipient")
    if not recipients and len(actors) > 1:
        yield from permutations(actors, 2)
        return
    nobody: list[Party | None] = [None]
    yield from product(actors or nobody, recipients or nobody)


def dyads(row: Row) -> set[tuple[str, str]]:
    """Every two states that take part, each pair once, in alphabetical order."""
    actors = {p.country for p in sides(row, "actor") if p.country}
    recipients = {p.country for p in sides(row, "recipient") if p.country}
    if not recipients:
        return {(a, b) for a in actors for b in actors if a < b}
    return {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
