"""How often a confidence is right: of the values that carry it, the share that a careful coder has as well."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.evaluation.field.matching import close, is_of, marked, near, place_of
from dragoman.evaluation.field.tally import Case
from dragoman.evaluation.gold import load_slices
from dragoman.model.record import Event, Statement
from dragoman.reading.read import read_source

LEAST = 40
"""Values of a step at least: fewer say little of the share."""
MOST = 0.99
"""The largest share that is told: no reading is certain."""


@dataclass(frozen=True)
class Judged:
    """One value that was read: its kind, its confidence as the reader gave it, and whether it is right."""

    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True)
class Step:
    """Confidences from one on, up to the next step's: how many were judged, and the share that is right."""

    since: float
    judged: int
    right: float


def judged(folder: Path, only: str = "") -> Iterator[Judged]:
    """Every event and statement of the reports whose id begins with `only`.

    Raises:
        GoldError: the folder holds no such reports, or a file in it is broken.
    """
    for gold in load_slices(folder, only):
        record = read_source(gold.source)
        case = Case(gold.gold, record, record)
        yield from (Judged("event", e.confidence, _event(e, case)) for e in record.events)
        spans = [part for g in case.items("statements") for part in (marked(g, "content_text"), marked(g, "cue"))]
        yield from (Judged("statement", s.confidence, _statement(s, spans)) for s in record.statements)


def _event(e: Event, case: Case) -> bool:
    rows = [*case.items("acceptable"), *case.items("events")]
    return any(is_of(g, e, case, True) and near(place_of(g, case.text, "evidence", "trigger"), e.evidence) for g in rows)


def _statement(s: Statement, spans: list[list[tuple[int, int]]]) -> bool:
    return any(close(part, s.content + s.cue, 0) for part in spans)


def steps(values: Iterable[Judged], kind: str) -> list[Step]:
    """The share that is right by confidence, never falling as confidence grows: neighbours that would fall are taken together."""
    found = sorted((v for v in values if v.kind == kind), key=lambda v: v.confidence)
    pools: list[tuple[float, int, int]] = []
    for v in found:
        if pools and (pools[-1][1] < LEAST or pools[-1][0] == v.confidence):
            since, n, right = pools.pop()
            pools.append((since, n + 1, right + v.right))
        else:
            pools.append((v.confidence, 1, int(v.right)))
    if len(pools) > 1 and pools[-1][1] < LEAST:
        _, n, right = pools.pop()
        pools[-1] = pools[-1][0], pools[-1][1] + n, pools[-1][2] + right
    merged: list[tuple[float, int, int]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][2] * merged[-1][1] >= merged[-1][2] * merged[-2][1]:
            since, n, right = merged[-2]
            _, m, more = merged.pop()
            merged[-1] = since, n + m, right + more
    return [Step(0.0 if i == 0 else since, n, round(min(right / n, MOST), 2)) for i, (since, n, right) in enumerate(merged)]


def main(*slices: str) -> None:
    """Print the table of the codebook.

    Args:
        slices: folders of coded reports, each followed by the first letters of the reports' ids: `GOLD/field/c`.
    """
    found = [j for path in map(Path, slices) for j in judged(path.parent, path.name)]
    for kind in ("event", "statement"):
        for s in steps(found, kind):
            print(f"[[{kind}]]\nsince = {s.since}\njudged = {s.judged}\nright = {s.right}")


if __name__ == "__main__":
    main(*sys.argv[1:])
