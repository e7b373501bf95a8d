"""Agreements: one thread from draft to force, and two agreements of one pair of states kept apart."""

import re
from collections.abc import Iterator

from dragoman.codebook.vocabulary import stages
from dragoman.linking.events import Side, stems
from dragoman.linking.index import Body, Edge, Member, Node
from dragoman.linking.times import day, days, gap
from dragoman.model.record import Agreement, Record, Stage
from dragoman.model.span import Span

SAME, UNSURE = 0.6, 0.45
_WIDE = {"agreement", "plan", "unspecified", "joint_statement"}
"""Words for an instrument that can stand for any other."""
_YEAR = 365
_PLAIN = {
    "agreement",
    "accord",
    "deal",
    "pact",
    "treaty",
    "protocol",
    "plan",
    "memorand",
    "underst",
    "document",
    "draft",
    "new",
    "bilater",
    "joint",
    "text",
    "contrac",
    "final",
}


class Step(Body):
    """A stage as one report tells it."""

    stage: str
    date: str | None
    evidence: str


class Covered(Body):
    """An area as one report tells it."""

    area: str
    evidence: str


class Mention(Body):
    """One report's account of an agreement."""

    report: str
    item: str
    outlet: str | None
    published: str | None
    name: str
    proper: bool
    year: str | None
    instrument: str
    parties: tuple[Side, ...]
    stage: str
    steps: tuple[Step, ...]
    areas: tuple[Covered, ...]
    signatories: tuple[Side, ...]
    date: str | None
    place: str | None
    standing: str
    evidence: str
    spans: tuple[Span, ...]

    @property
    def states(self) -> frozenset[str]:
        """The parties' codes."""
        return frozenset(c for s in self.parties if (c := s.country or s.code))


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The agreements of a record."""
    for a in record.agreements:
        body = _mention(record, a)
        states = sorted(body.states)
        keys = tuple(f"{x}-{y}" for i, x in enumerate(states) for y in states[i + 1 :])
        node = Node("agreement", f"{record.report.id}/{a.id}", body, keys, keys)
        yield node, Member(node.id, record.report.id, a.id)


def _mention(record: Record, a: Agreement) -> Mention:
    text = record.report.text
    actors = {x.id: x for x in record.actors}

    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(" ".join(text[s:e].split()) for s, e in spans)

    def sides(ids: tuple[str, ...]) -> tuple[Side, ...]:
        return tuple(
            Side(name=x.name, country=x.country, code=x.code, named=x.named, person=x.kind == "person") for i in ids for x in (actors[i],)
        )

    evidence = words(a.evidence)
    year = re.search(r"\b(?:1[89]|20)\d\d\b", evidence)
    return Mention(
        report=record.report.id,
        item=a.id,
        outlet=record.report.outlet,
        published=record.report.published,
        name=a.name,
        proper=sum(w[:1].isupper() for w in a.name.split()) >= 2,
        year=year.group() if year else None,
        instrument=a.instrument,
        parties=sides(a.parties),
        stage=a.stage,
        steps=tuple(Step(stage=s.stage, date=s.date, evidence=words(s.evidence)) for s in a.stage_history if _holds(a, s)),
        areas=tuple(Covered(area=x.area, evidence=words(x.evidence)) for x in a.areas),
        signatories=sides(a.signatories),
        date=a.date,
        place=a.place,
        standing=a.standing,
        evidence=evidence,
        spans=a.evidence,
    )


def _holds(a: Agreement, step: Stage) -> bool:
    """Whether a step is one of the thread's: what somebody denies is none, unless nothing else is told of the agreement."""
    return step.standing != "disputed" or step.stage == a.stage


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two accounts; those of other parties get none."""
    x, y = a.body, b.body
    assert isinstance(x, Mention) and isinstance(y, Mention)
    if not (x.states == y.states or (min(len(x.states), len(y.states)) > 1 and (x.states <= y.states or y.states <= x.states))):
        return None
    score, why = decide(x, y)
    return Edge(a.id, b.id, "same" if score >= SAME else "unsure" if score >= UNSURE else "different", score, why)


def decide(x: Mention, y: Mention) -> tuple[float, str]:
    """A score from which two accounts are of one agreement, and why."""
    apart = _apart(x, y)
    if apart:
        return 0.0, apart
    if x.report == y.report:
        return 0.3, "told apart by one report"
    score, why = 0.4, [f"between {', '.join(sorted(x.states & y.states))}"]
    for points, reason in (_signing(x, y), _names(x, y), _instruments(x, y), _areas(x, y), _nearness(x, y), _signatories(x, y)):
        score += points
        if reason:
            why.append(reason)
    return round(max(0.0, min(1.0, score)), 3), ", ".join(why)


def _apart(x: Mention, y: Mention) -> str | None:
    """What tells two agreements apart whatever else they share."""
    if x.proper and y.proper and not _one_name(x, y):
        return f"other names: {x.name}, {y.name}"
    if x.year and y.year and x.year != y.year:
        return f"of {x.year}, of {y.year}"
    if x.instrument != y.instrument and not {x.instrument, y.instrument} & _WIDE:
        return f"a {x.instrument.replace('_', ' ')}, a {y.instrument.replace('_', ' ')}"
    a, b = days(_date_of(x, "signed")), days(_date_of(y, "signed"))
    if a and b and gap(a, b) > 31 and x.standing == y.standing == "reported":
        return "signed at other times"
    return _begun_again(x, y) or _begun_again(y, x)


def _begun_again(x: Mention, y: Mention) -> str | None:
    """Whether one was signed well before the other is still talked about: a new agreement."""
    signed = days(_date_of(x, "signed"))
    if signed is None and _rank(x.stage) >= _rank("signed"):
        signed = days(x.published)
    told = day(y.published)
    early = _rank(y.stage) < _rank("agreed") and not any(_rank(s.stage) >= _rank("signed") for s in y.steps)
    if signed and told and early and told - signed[1] > 31 and not (x.proper and y.proper):
        return "signed before the other was drafted"
    return None


def _rank(stage: str) -> int:
    return stages().index(stage)


def _date_of(m: Mention, stage: str) -> str | None:
    return next((s.date for s in m.steps if s.stage == stage and s.date), None)


def _signing(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = _date_of(x, "signed"), _date_of(y, "signed")
    first, second = days(a), days(b)
    if first and second:
        return (
            (0.35, f"signed {max(a or '', b or '', key=len)}") if not gap(first, second) else (-0.2, "signed at other times, as one claims")
        )
    for m, n in ((a, y), (b, x)):
        if m and n.year and n.year == m[:4]:
            return 0.3, f"of {n.year}"
    return (0.3, f"of {x.year}") if x.year and x.year == y.year else (0.0, "")


def _one_name(x: Mention, y: Mention) -> bool:
    a, b = _own_words(x.name), _own_words(y.name)
    return bool(a & b) and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.6)


def _own_words(name: str) -> frozenset[str]:
    return frozenset(w for w in stems(name) if w not in _PLAIN)


def _names(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = _own_words(x.name), _own_words(y.name)
    if x.proper and y.proper:
        return 0.4, f"both called {x.name}"
    if a and b:
        return (0.15, "in like words") if a & b else (-0.1, "in other words")
    return 0.0, ""


def _instruments(x: Mention, y: Mention) -> tuple[float, str]:
    if x.instrument == y.instrument and x.instrument not in _WIDE:
        return 0.15, f"each a {x.instrument.replace('_', ' ')}"
    return (0.05, "") if x.instrument == y.instrument else (0.0, "")


def _areas(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = ({c.area for c in m.areas} - {"general"} for m in (x, y))
    if not a or not b:
        return 0.0, ""
    common = a & b
    if not common:
        return -0.2, f"on {min(a)}, on {min(b)}"
    return 0.15 + (0.05 if len(common) > 1 else 0.0), f"both on {', '.join(sorted(common))}".replace("_", " ")


def _nearness(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = day(x.published), day(y.published)
    if a is None or b is None:
        return 0.0, ""
    apart = abs(a - b)
    if apart <= 14:
        return 0.15, "told within two weeks"
    if apart <= _YEAR:
        return 0.05, "told within a year"
    return -0.15, "told years apart"


def _signatories(x: Mention, y: Mention) -> tuple[float, str]:
    common = {s.name for s in x.signatories if s.named} & {s.name for s in y.signatories if s.named}
    return (0.15, f"signed by {min(common)}") if common else (0.0, "")
