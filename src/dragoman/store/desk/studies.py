"""Samples that two people code blind to each other: drawn by the program, compared field by field, settled, and exported as gold."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.store.desk.alpha import alpha, f1, overlap, same
from dragoman.store.desk.coding import KINDS, CodingError, Item, as_read, compared, fields, match
from dragoman.store.desk.tables import codings, studies

GOLD = "gold"
"""The coder of what was settled between the two."""
_ALIKE = 0.5
"""Share of characters in common from which words are the same."""


@dataclass(frozen=True)
class Asked:
    """What a sample is drawn from: reports of an outlet, that name some states (ISO codes), of some days; empty for all."""

    outlet: str = ""
    states: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Study:
    """A sample: its two coders with the keys of their pages, how it was drawn, and the reports drawn, in the order of coding."""

    id: str
    at: str
    author: str
    name: str
    coders: tuple[str, str]
    keys: tuple[str, str]
    kinds: tuple[str, ...]
    seed: str
    candidates: int
    reports: tuple[str, ...]

    def coder_of(self, key: str) -> str | None:
        """Which coder a key belongs to: "1" or "2"."""
        return str(self.keys.index(key) + 1) if key in self.keys else None


@dataclass(frozen=True)
class Coding:
    """What one coder found in one report."""

    items: tuple[Item, ...] = ()
    done: bool = False


@dataclass(frozen=True)
class FieldScore:
    """Agreement on one field of what both found: units, Krippendorff's alpha (None where not defined) and the share that is the same."""

    kind: str
    field: str
    units: int
    alpha: float | None
    same: float | None


@dataclass(frozen=True)
class Agreement:
    """Agreement of two coders: F1 of what was found, with words in common and with the same words, by kind; and fields."""

    found: Mapping[str, tuple[float | None, float | None, int, int]]
    fields: tuple[FieldScore, ...]


def create(
    db: Connection, name: str, author: str, coders: tuple[str, str], size: int, kinds: Sequence[str], asked: Asked, seed: str, at: str
) -> Study:
    """Draw a sample: the reports whose ids, hashed with the seed, come first; the same seed draws the same from the same reports.

    Raises:
        CodingError: the coders are not two, nothing is to be coded, or no report is as asked for.
    """
    names = tuple(c.strip() for c in coders)
    if not all(names) or names[0].casefold() == names[1].casefold():
        raise CodingError("two coders are needed, with different names")
    wanted = tuple(k for k in KINDS if k in kinds)
    if not wanted:
        raise CodingError(f"choose what is coded: {', '.join(KINDS)}")
    there = _candidates(db, asked)
    if not there:
        raise CodingError("no report is as asked for; take a limit away")
    seed = seed.strip() or secrets.token_hex(4)
    drawn = sorted(there, key=lambda r: hashlib.sha256(f"{seed}\0{r}".encode()).hexdigest())[: max(1, size)]
    body = {
        "coders": names,
        "keys": [secrets.token_urlsafe(9) for _ in names],
        "kinds": wanted,
        "seed": seed,
        "asked": vars(asked),
        "candidates": len(there),
        "reports": drawn,
    }
    key = secrets.token_hex(4)
    row = {
        "id": key,
        "at": at,
        "author": author,
        "name": name.strip() or f"Sample of {len(drawn)}",
        "body": json.dumps(body, ensure_ascii=False),
    }
    db.execute(insert(studies), [row])
    return _study(row)


def _candidates(db: Connection, asked: Asked) -> list[str]:
    c, p = schema.reports.c, schema.parties.c
    where = [c.outlet == asked.outlet] * bool(asked.outlet)
    where += [c.published >= asked.since] * bool(asked.since) + [c.published <= asked.until] * bool(asked.until)
    where += [c.id.in_(select(p.report_id).where(p.country == s)) for s in asked.states]
    return list(db.execute(select(c.id).where(*where)).scalars())


def listed(db: Connection) -> list[Study]:
    """All samples, the newest first."""
    return [_study(dict(row)) for row in db.execute(select(studies).order_by(studies.c.at.desc())).mappings()]


def one(db: Connection, key: str) -> Study | None:
    """A sample by its id."""
    row = db.execute(select(studies).where(studies.c.id == key)).mappings().first()
    return _study(dict(row)) if row else None


def _study(row: dict[str, Any]) -> Study:
    body = json.loads(row["body"])
    common = {k: row[k] for k in ("id", "at", "author", "name")}
    lists = {k: tuple(body[k]) for k in ("coders", "keys", "kinds", "reports")}
    return Study(**common, **lists, seed=body["seed"], candidates=body["candidates"])  # type: ignore[arg-type]


def codings_of(db: Connection, study: Study) -> dict[tuple[str, str], Coding]:
    """What was coded, by report and coder."""
    query = select(codings).where(codings.c.study == study.id)
    return {(r.report_id, r.coder): Coding(tuple(map(Item.of, json.loads(r.body))), bool(r.done)) for r in db.execute(query)}


def keep(db: Connection, study: Study, report: str, coder: str, coding: Coding, at: str) -> None:
    """Keep what a coder found in a report, in place of what was there."""
    c = codings.c
    row = {"at": at, "done": int(coding.done), "body": json.dumps([i.row() for i in coding.items], ensure_ascii=False)}
    here = (c.study == study.id, c.report_id == report, c.coder == coder)
    if not db.execute(update(codings).where(*here).values(row)).rowcount:
        db.execute(insert(codings), [row | {"study": study.id, "report_id": report, "coder": coder}])


def finished(study: Study, coded: Mapping[tuple[str, str], Coding], *coders: str) -> list[str]:
    """The reports that some coders are done with."""
    return [r for r in study.reports if all((found := coded.get((r, c))) is not None and found.done for c in coders)]


def agreement(study: Study, pairs: Iterable[tuple[Sequence[Item], Sequence[Item]]]) -> Agreement:
    """How far two coders agree, from what each found in each report."""
    counts = {kind: _Counts() for kind in study.kinds}
    units: dict[tuple[str, str], list[tuple[str, str]]] = {(k, f): [] for k in study.kinds for f in fields()[k]}
    for one_, other in pairs:
        mine, theirs = ([i for i in side if i.kind in study.kinds] for side in (one_, other))
        for a, b in match(mine, theirs):
            counts[(a or b).kind].add(a, b)  # type: ignore[union-attr]  # one of them is there
            if a is not None and b is not None:
                for name, given in _values(a, b):
                    units[a.kind, name].append(given)
    scores = tuple(FieldScore(k, f, len(u), alpha(u), same(u)) for (k, f), u in units.items())
    return Agreement({k: n.scores() for k, n in counts.items()}, scores)


@dataclass
class _Counts:
    """Items of one kind that two coders found."""

    common: int = 0
    same_words: int = 0
    one: int = 0
    other: int = 0

    def add(self, a: Item | None, b: Item | None) -> None:
        """Count an item that one of them found, or both."""
        self.one += a is not None
        self.other += b is not None
        if a is not None and b is not None:
            self.common += 1
            self.same_words += overlap(a.spans, b.spans) >= _ALIKE

    def scores(self) -> tuple[float | None, float | None, int, int]:
        """F1 of items and of their words, and how many each found."""
        return f1(self.common, self.one, self.other), f1(self.same_words, self.one, self.other), self.one, self.other


def _values(a: Item, b: Item) -> Iterator[tuple[str, tuple[str, str]]]:
    """The values that two coders gave of one item, by field.

    What neither gave is left out: to agree on that would make every field look better than it is.
    """
    for name in fields()[a.kind]:
        given = compared(name, a.values.get(name, "")), compared(name, b.values.get(name, ""))
        if any(given):
            yield name, given


def results(db: Connection, study: Study) -> dict[str, Agreement]:
    """Agreement of the two with each other, and of each, and of what was settled, with dragoman's own reading; of finished reports only."""
    coded = codings_of(db, study)
    read = {r: as_read(_reading(db, r)) for r in study.reports if (r, "1") in coded or (r, "2") in coded}
    out = {}
    both = finished(study, coded, "1", "2")
    if both:
        first, second = study.coders
        out[f"{first} and {second}"] = agreement(study, [(coded[r, "1"].items, coded[r, "2"].items) for r in both])
    for coder, name in (("1", study.coders[0]), ("2", study.coders[1]), (GOLD, "What was settled")):
        done = finished(study, coded, coder)
        if done:
            out[f"{name} and dragoman"] = agreement(study, [(coded[r, coder].items, read[r]) for r in done])
    return out


def _reading(db: Connection, report: str) -> Record:
    """A report as it was read, without corrections."""
    return Record.from_json(str(db.execute(select(schema.reports.c.record).where(schema.reports.c.id == report)).scalar()))


def record_of(db: Connection, report: str) -> Record | None:
    """The report that is coded; None where it is no longer in the dossier."""
    body = db.execute(select(schema.reports.c.record).where(schema.reports.c.id == report)).scalar()
    return Record.from_json(body) if body else None
