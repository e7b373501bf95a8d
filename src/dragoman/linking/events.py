"""Events: one visit, strike or signing however many reports tell it.

Two tellings are compared by type, day, sides, place, people and words. A telling that contradicts another (another day, another number,
another actor, "it did not happen") can still be of the same event: what differs is kept by `linking.views`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.linking import confused_types, plain_words, steps_in, weight
from dragoman.linking.index import Body, Edge, Member, Node
from dragoman.linking.names import agree
from dragoman.linking.scores import squeezed
from dragoman.linking.times import Days, day, days, gap, iso, width
from dragoman.model.amendment import Amendment, of
from dragoman.model.record import Event, Record, Statement
from dragoman.model.span import Span

SAME, UNSURE = 0.75, 0.6
_OPEN, _DARK = 0.4, weight("events", "dark")
UNKNOWN = "unknown"
"""Who says something that nobody is said to say."""
_BINDING = {"AGREE", "SUPPORT", "CONCEDE", "SANCTION", "REJECT", "RETREAT"}
"""Types under which the steps of an agreement's life are told."""
_VERBAL = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"}
"""What is said can be said again on the same day about something else: the words must agree."""
_STATE = ("", "GOV", "MIL", "SPY", "COP", "LEG", "JUD")
_BUCKET, _WIDE = 8, 62
_FRESH = 10
"""Days before its report in which an event without a date is taken to lie."""


_CALLED = re.compile(r"\b((?:[A-Z][\w’'-]+ )+)(?:[Aa]greement|[Tt]reaty|[Aa]ccord|[Pp]act|[Pp]rotocol|[Mm]emorandum)\b")
_END = re.compile(r"(?<=[a-z0-9)”’\"]{2})[.!?][”\"’)]*(?=\s|$)|\n\s*\n|\n")


class Side(Body):
    """Somebody who takes part."""

    name: str
    country: str | None
    code: str | None
    named: bool
    person: bool


class Teller(Body):
    """Who stands behind a telling, or denies it."""

    name: str
    country: str | None
    state: bool
    """Whether they speak for the state: rebels, media and private people do not."""


class Told(Body):
    """One report's telling of an event."""

    report: str
    item: str
    outlet: str | None
    published: str | None
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    date: str | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    modality: str
    standing: str
    asserted: tuple[Teller, ...]
    denied: tuple[Teller, ...]
    killed: str | None
    injured: str | None
    evidence: str
    sentence: str
    """The sentence around the last words of evidence: the body tells more than the headline."""
    spans: tuple[Span, ...]
    read_by: str
    confidence: float
    corrected: tuple[Amendment, ...] = ()
    """What people set of it, of who takes part, and of its report."""

    @property
    def states(self) -> frozenset[str]:
        """States and bodies that take part."""
        return frozenset(c for s in (*self.actors, *self.recipients) if (c := s.country or s.code))

    @property
    def when(self) -> Days | None:
        """The days on which it can have been; shortly before the report where it has no date."""
        found = days(self.date)
        published = day(self.published)
        if found is not None or self.date is not None or published is None or "historical" in self.modes:
            return found
        return published - _FRESH, published


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The events of a record."""
    for e in record.events:
        body = _told(record, e)
        keys, asks = _keys(body)
        node = Node("event", f"{record.report.id}/{e.id}", body, keys, asks)
        yield node, Member(node.id, record.report.id, e.id)


def _told(record: Record, e: Event) -> Told:
    actors = {a.id: a for a in record.actors}
    statements = {s.id: s for s in record.statements}

    def sides(ids: tuple[str, ...]) -> tuple[Side, ...]:
        return tuple(
            Side(name=a.name, country=a.country, code=a.code, named=a.named, person=a.kind == "person") for i in ids for a in (actors[i],)
        )

    def tellers(ids: tuple[str, ...]) -> tuple[Teller, ...]:
        return tuple(dict.fromkeys(teller(record, statements[i]) for i in ids))

    return Told(
        report=record.report.id,
        item=e.id,
        outlet=record.report.outlet,
        published=record.report.published,
        type=e.type,
        modes=e.modes,
        contexts=e.contexts,
        actors=sides(e.actors),
        recipients=sides(e.recipients),
        date=e.date,
        place=e.place.name if e.place else None,
        place_country=e.place.country if e.place else None,
        lat=e.place.lat if e.place else None,
        lon=e.place.lon if e.place else None,
        modality=e.modality,
        standing=e.standing,
        asserted=tellers(e.according_to),
        denied=tellers(e.disputed_by),
        killed=e.killed,
        injured=e.injured,
        evidence=" … ".join(" ".join(record.report.text[s:t].split()) for s, t in e.evidence),
        sentence=sentence_at(record, e.evidence[-1]),
        spans=e.evidence,
        read_by=e.read_by,
        confidence=e.confidence,
        corrected=(*e.corrected, *amended(record, (*e.actors, *e.recipients))),
    )


def amended(record: Record, ids: Iterable[str]) -> tuple[Amendment, ...]:
    """What people set of some actors, and of the report that names them."""
    actors = {a.id: a for a in record.actors}
    named = (x for i in dict.fromkeys(ids) for x in of(actors[i].name, actors[i].corrected))
    return (*named, *of(record.report.id, record.report.corrected))


def sentence_at(record: Record, span: Span) -> str:
    """The words around a span, within its passage, up to the marks or line breaks that end a sentence."""
    text = record.report.text
    low, high = next(((p.start, p.end) for p in record.passages if p.start <= span[0] < p.end), (0, len(text)))
    start = max((m.end() for m in _END.finditer(text, low, span[0])), default=low)
    end = _END.search(text, max(span[0], span[1] - 1), max(high, span[1]))
    return " ".join(text[start : end.end() if end else high].split())


def teller(record: Record, s: Statement) -> Teller:
    """Who makes a statement."""
    speaker = next((a for a in record.actors if a.id == s.speaker), None)
    if speaker is not None:
        return Teller(name=speaker.name, country=speaker.country, state=speaker.country is not None and (speaker.sector or "") in _STATE)
    return Teller(name=" ".join(record.report.text[b:e] for b, e in s.speaker_span) or UNKNOWN, country=None, state=False)


def _keys(t: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Found by state, type and time; an event whose time is only roughly known looks through whole years, and is looked up by year.

    One without a date looks also for what was told in the same days, whenever that was.
    """
    published = day(t.published)
    states = sorted(t.states | ({t.place_country} if t.place_country else set()))
    heads = [f"{t.type} {s}" for s in states]
    others = [f"{kind} {s}" for kind in (t.type, *sorted(confused_types(t.type))) for s in states]
    when = t.when
    if when is None:
        return tuple(f"{h} ?" for h in heads), tuple(f"{h} ?" for h in others)
    years = range(int(iso(when[0])[:4]), int(iso(when[1])[:4]) + 1)
    by_year = tuple(f"{h} y{y}" for h in heads for y in years)
    if width(when) > _WIDE:
        return (*by_year, *(f"{h} c{y}" for h in heads for y in years)), tuple(f"{h} y{y}" for h in others for y in years)
    buckets = range((when[0] - 2) // _BUCKET, (when[1] + 2) // _BUCKET + 1)
    fine = tuple(f"{h} {b}" for h in heads for b in buckets)
    told = tuple(f"{h} p{published // _BUCKET}" for h in heads) if published is not None else ()
    around = range((published - _FRESH) // _BUCKET, (published + _FRESH) // _BUCKET + 1) if published is not None and t.date is None else ()
    asks = (f"{h} {k}" for h in others for k in (*buckets, *(f"c{y}" for y in years), *(f"p{b}" for b in around)))
    return (*fine, *by_year, *told), tuple(asks)


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two tellings; those with nothing in common get none."""
    x, y = a.body, b.body
    assert isinstance(x, Told) and isinstance(y, Told)
    found = decide(x, y)
    if found is None:
        return None
    score, why = found
    if (_OPEN if x.report == y.report else _DARK) < score < UNSURE:
        return None  # told twice or two of a kind, or too little told: what other reports tell may say which
    return Edge(a.id, b.id, "same" if score >= SAME else "unsure" if score >= UNSURE else "different", score, why)


def decide(x: Told, y: Told) -> tuple[float, str] | None:
    """A score from which two tellings are of one event, and why."""
    other = 0.0 if x.type == y.type else confused_types(x.type).get(y.type)
    if other is None or not _can_be_one(x.modality, y.modality):
        return None
    if _other_step(x, y):
        return 0.0, "another step of an agreement"
    when = _times(x, y)
    if when is None:
        return 0.0, "at other times"
    score, why = 0.3 + when[0] + other, [f"both {x.type}" if x.type == y.type else f"{x.type}, {y.type}", when[1]]
    for points, reason in (_sides(x, y), _places(x, y), _people(x, y), _wording(x, y)):
        score += points
        if reason:
            why.append(reason)
    if x.killed and x.killed == y.killed:
        score += 0.1
        why.append("as many killed")
    if x.report == y.report:
        score -= 0.15  # what one report tells apart is mostly two
    return squeezed(score), ", ".join(why)


def _can_be_one(a: str, b: str) -> bool:
    """A plan is another event than what comes of it; a denial that something happened is about the same."""
    told = ("asserted", "negated")
    return a == b or (a in told and b in told)


def _times(x: Told, y: Told) -> tuple[float, str] | None:
    a, b = x.when, y.when
    if a is None or b is None:
        alike = x.date == y.date and x.date is not None
        return (0.1, f"both {x.date}") if alike else (-0.1, "without a date")
    apart = gap(a, b)
    if apart > 2:
        p, q = day(x.published), day(y.published)
        told_together = p is not None and q is not None and abs(p - q) <= _FRESH
        one_undated = (x.date is None) != (y.date is None)
        return (0.0, "told within days of each other") if one_undated and told_together else None
    dated = (x.date is not None) + (y.date is not None)
    if apart:
        return (0.05 if dated == 2 else 0.0), f"{apart} days apart"
    narrow = width(a) == width(b) == 1
    return (0.3, f"on {x.date}") if narrow else (0.2 if dated else 0.1, "at about the same time")


def _sides(x: Told, y: Told) -> tuple[float, str]:
    together = x.type in reciprocal_types() or not x.recipients or not y.recipients
    if together and _codes(x.actors) & _codes(y.actors) and x.states == y.states and len(x.states) > 1:
        return 0.4, f"between {' and '.join(sorted(x.states))}"
    points, why = 0.0, []
    for a, b, name in ((x.actors, y.actors, "actor"), (x.recipients, y.recipients, "recipient")):
        met = _met(a, b)
        points += {1: 0.2, 0: 0.0, -1: -0.25}[met]
        if met > 0:
            why.append(f"same {name}")
        elif met < 0:
            why.append(f"another {name}")
    if x.states and y.states and not x.states & y.states:
        points -= 0.3
    return points, ", ".join(why)


def _met(a: tuple[Side, ...], b: tuple[Side, ...]) -> int:
    """1 where two sides have somebody in common, -1 where both are known and have not, 0 where one is not known."""
    if not a or not b:
        return 0
    x, y = _codes(a), _codes(b)
    if x & y:
        return 1
    if x and y:
        return -1
    return 1 if any(stems(s.name) & stems(t.name) for s in a for t in b) else 0


def _codes(sides: tuple[Side, ...]) -> set[str]:
    return {c for s in sides if (c := s.country or s.code)}


def _places(x: Told, y: Told) -> tuple[float, str]:
    if not x.place or not y.place:
        return 0.0, ""
    if x.place == y.place:
        return 0.2, f"in {x.place}"
    if x.place_country and y.place_country and x.place_country != y.place_country:
        return -0.4, f"in {x.place}, in {y.place}"
    if (
        {x.place, y.place} & {x.place_country, y.place_country}
        or stems(x.place) & stems(y.place)
        or _is_state(x.place)
        or _is_state(y.place)
    ):
        return 0.05, ""
    a, b = days(x.date), days(y.date)
    other_day = a is None or b is None or gap(a, b) > 0
    return -0.5 if other_day else -0.25, f"in {x.place}, in {y.place}"


def _is_state(place: str) -> bool:
    entry = entries().get(place)
    return entry is not None and entry.role == "country"


def _people(x: Told, y: Told) -> tuple[float, str]:
    """Whether named people of one state are the same."""
    common, other = [], []
    a, b = ([s for s in (*t.actors, *t.recipients) if s.person and s.named] for t in (x, y))
    for state in {s.country for s in a if s.country} & {s.country for s in b if s.country}:
        here, there = [s.name for s in a if s.country == state], [s.name for s in b if s.country == state]
        same = next((n for n in here for m in there if agree(n, m) not in ("none", "conflict")), None)
        if same:
            common.append(same)
        else:
            other.append(f"{here[0]}, not {there[0]}")
    if x.type == "CONSULT":
        against = weight("events", "other_visitor") * len(other)
    else:  # who else is named in a sentence says little of who signs or shoots
        against = weight("events", "other_person") if other and not common else 0.0
    return (0.15 if common else 0.0) + against, ", ".join(sorted([*common, *other]))


def _other_step(x: Told, y: Told) -> bool:
    """Whether both tell of an agreement's life, and of other steps of it."""
    a, b = _steps_of(x), _steps_of(y)
    return bool(a and b and not a & b)


def _steps_of(t: Told) -> frozenset[str]:
    return steps_in(t.evidence) if t.type in _BINDING else frozenset()


@lru_cache(maxsize=16384)
def called(words: str) -> frozenset[str]:
    """The names that stand before a word for an agreement: "the Oran Accord" -> Oran."""
    return frozenset(w for m in _CALLED.finditer(words) for w in m.group(1).split())


def _wording(x: Told, y: Told) -> tuple[float, str]:
    named, other = called(x.evidence), called(y.evidence)
    if named and other and not named & other:
        return weight("events", "other_agreement"), f"of {min(named)}, of {min(other)}"
    if steps := _steps_of(x) & _steps_of(y):
        return weight("events", "one_step"), f"both tell that it was {min(steps).replace('_', ' ')}"
    a, b = stems(x.evidence), stems(y.evidence)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    if x.type in _VERBAL:
        return (0.15, "in like words") if shared >= 0.5 else (0.0, "") if shared >= 0.3 else (-0.25, "in other words")
    if shared >= 0.4:
        return 0.1, "in like words"
    a, b = stems(x.sentence), stems(y.sentence)
    around = len(a & b) / max(1, min(len(a), len(b)))
    return (weight("events", "context"), "in a like sentence") if around >= weight("events", "context_share") else (0.0, "")


@lru_cache(maxsize=65536)
def stems(words: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning."""
    found = (
        re.sub(r"(?:ing|ed|es|s|ly|ment|ion)$", "", w)
        for w in re.findall(r"[a-z0-9]+", words.lower())
        if len(w) > 2 and w not in plain_words()
    )
    return frozenset(w[:7] for w in found if w)
