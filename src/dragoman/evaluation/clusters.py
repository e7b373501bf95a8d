"""Clusters of reports in which people coded which tellings are of one event: the pairs of tellings that this decides.

Two layouts of `gold.json` are known: `events`, groups of (report, type, words), and `events_same`, events described by type, states and day, with
the reports that must tell of them and those that may. Only pairs of one cluster are judged, and only those that the coding decides.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluation.gold import GoldError
from dragoman.intake import Source
from dragoman.linking.events import nodes
from dragoman.linking.index import Memory
from dragoman.linking.tellings import Told
from dragoman.linking.times import days, gap
from dragoman.reading.read import read_source


@dataclass(frozen=True)
class Coded:
    """An event as people coded it."""

    fit: Callable[[Told], int]
    """How well a telling fits; 0 where it does not."""
    reports: frozenset[str]
    """Reports that may tell of it; no other does."""


@dataclass(frozen=True)
class JudgedPair:
    """Two tellings that share a key."""

    cluster: str
    x: Told
    y: Told
    one: bool
    """Whether they are of one event, as it was coded."""


def judged_pairs(folder: Path) -> Iterator[JudgedPair]:
    """The pairs of tellings of a folder that linking compares and the coding decides.

    Raises:
        GoldError: the folder has no index.jsonl, gold.json or reports, or they are broken.
    """
    try:
        index = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf8").splitlines() if line.strip()]
        coded = _coded(json.loads((folder / "gold.json").read_text(encoding="utf8")))
        cluster = {row["id"]: row.get("cluster") or row["id"].rpartition("-")[0] for row in index}
        texts = {row["id"]: (folder / row["file"]).read_text(encoding="utf8") for row in index}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{folder}: {error!r}") from error
    memory = Memory()
    for row in index:
        given = {k: row.get(k) for k in ("published", "outlet")}
        memory.take(list(nodes(read_source(Source(text=texts[row["id"]], origin=row["file"], id=row["id"], **given)))))
    meant = _meant([node.body for node in memory.nodes["event"].values() if isinstance(node.body, Told)], coded)
    for x, y in _compared(memory):
        if cluster[x.report] == cluster[y.report] and x.report != y.report:
            one = _one(meant[x.report, x.item], meant[y.report, y.item], x.report, y.report)
            if one is not None:
                yield JudgedPair(cluster[x.report], x, y, one)


Meant = tuple[Coded, ...] | None
"""The event that a telling is of, or none of those that were coded; None where that is open."""


def _meant(told: list[Told], coded: list[Coded]) -> dict[tuple[str, str], Meant]:
    """What each telling is of. Of several of a report that fit one description the one that fits best counts, and the others are left open."""
    fits: dict[tuple[str, str], list[Coded]] = {(t.report, t.item): [] for t in told}
    best: dict[tuple[str, int], Told] = {}
    for n, c in enumerate(coded):
        for t in (t for t in told if t.report in c.reports and c.fit(t)):
            fits[t.report, t.item].append(c)
            before = best.get((t.report, n))
            if before is None or c.fit(t) > c.fit(before):
                best[t.report, n] = t
    chosen = {(t.report, t.item, n) for (_, n), t in best.items()}
    out: dict[tuple[str, str], Meant] = {}
    for at, found in fits.items():
        own = tuple(c for n, c in enumerate(coded) if (*at, n) in chosen)
        out[at] = own if len(own) == len(found) <= 1 else None
    return out


def _compared(memory: Memory) -> Iterator[tuple[Told, Told]]:
    """Each two tellings of which one is found under a key that the other asks for, once."""
    for node in memory.nodes["event"].values():
        for other in memory.near(node):
            if node.id < other.id:
                assert isinstance(node.body, Told) and isinstance(other.body, Told)
                yield node.body, other.body


def _one(a: Meant, b: Meant, first: str, second: str) -> bool | None:
    """Whether two tellings are of one event; None where the coding leaves it open."""
    if a is None or b is None or not (a or b):
        return None
    if a and b:
        return a[0] is b[0]
    return None if (second if a else first) in (a or b)[0].reports else False


def _coded(gold: dict[str, Any]) -> list[Coded]:
    if "events_same" in gold:
        return [_described(row) for row in gold["events_same"]]
    groups = [[(str(r), str(kind), str(words)) for r, kind, words in group] for group in gold["events"]]
    everywhere = frozenset(r for group in groups for r, _, _ in group)
    return [Coded(_worded(frozenset(group)), everywhere) for group in groups]


def _worded(group: frozenset[tuple[str, str, str]]) -> Callable[[Told], int]:
    return lambda t: int(any(t.report == report and t.type == kind and words in t.evidence for report, kind, words in group))


def _described(row: dict[str, Any]) -> Coded:
    types, actors, recipients = (frozenset(row[name]) for name in ("type", "actor", "recipient"))
    when = days(row["date"])

    def fit(t: Told) -> int:
        told = days(t.day_told)
        sides = ((actors, t.actors), (recipients, t.recipients))
        in_time = when is None or told is None or not gap(when, told)
        if t.type not in types or not in_time or any(coded and not coded & t.states for coded, _ in sides):
            return 0
        right = sum(bool(coded & {s.country or s.code for s in read}) for coded, read in sides)
        return 1 + 3 * (when is not None and told is not None) + right

    return Coded(fit, frozenset((*row["reports"], *row["also"])))
