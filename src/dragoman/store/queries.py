"""Questions asked of a dossier, each answered in rows that JSON can hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dragoman.codebook.cameo import equivalent, intensity
from dragoman.codebook.gazetteer import entries
from dragoman.linking.views.officials import in_office
from dragoman.model.dossier import Dossier, Evidence
from dragoman.model.record import Record
from dragoman.store.rows import first_day, words

Row = dict[str, Any]


@dataclass(frozen=True)
class Filter:
    """What a question is limited to; countries are ISO codes, days are YYYY-MM-DD."""

    between: frozenset[str] = field(default_factory=frozenset)
    since: str | None = None
    until: str | None = None
    facts_only: bool = False
    as_of: str | None = None

    def has_day(self, edtf: str | None, published: Iterable[str | None]) -> bool:
        """Whether a date lies in the time asked for; what has no date counts by its first report's, and is left out without either."""
        if not self.since and not self.until:
            return True
        day = first_day(edtf) or first_day(min((p for p in published if p), default=None))
        return day is not None and (self.since or "") <= day <= (self.until or "9999")

    def concerns(self, states: Iterable[str | None]) -> bool:
        """Whether all the states asked for are among these."""
        return not self.between or self.between <= set(states)


def country_code(name: str) -> str:
    """ISO 3166 alpha-3 of a state given by code or name.

    Raises:
        ValueError: no such state.
    """
    upper = name.strip().upper()
    known = {e.country for e in entries().values() if e.role == "country"}
    if upper in known:
        return upper
    entry = entries().get(name.strip()) or entries().get(name.strip().title())
    if entry is not None and entry.country and entry.role in ("country", "capital", "demonym"):
        return entry.country
    raise ValueError(f"{name!r} is no state; give its ISO 3166 code (IRN) or English name (Iran)")


@dataclass(frozen=True)
class Answers:
    """What there is to answer from: a dossier, and its records, which are loaded only when a question needs them."""

    dossier: Dossier
    records: Callable[[], list[Record]]


def agreements(a: Answers, f: Filter) -> list[Row]:
    """Agreements, each from its first mention to its last."""
    return [
        t.row()
        for t in a.dossier.agreements
        if f.concerns(t.parties) and f.has_day(t.date, _published(t.evidence)) and not (f.facts_only and t.standing != "reported")
    ]


def events(a: Answers, f: Filter) -> list[Row]:
    """Events with who stands behind them, in the order of their days."""
    out = []
    for e in a.dossier.events:
        if not f.concerns(e.states) or not f.has_day(e.date, _published(e.evidence)) or (f.facts_only and not e.fact):
            continue
        codes = equivalent(e.type, e.modes)
        first = e.evidence[0]
        told = {"report": first.report, "outlet": first.outlet, "published": first.published}
        out.append(e.row() | told | {"cameo": list(codes.codes), "cameo_exact": codes.exact, "intensity": intensity(e.type)})
    return out


def statements(a: Answers, f: Filter) -> list[Row]:
    """Statements with speaker, kind and words, in the order of the reports."""
    return [
        row for record in a.records() if not f.as_of or (record.report.published or "9999") <= f.as_of for row in _statements(record, f)
    ]


def _statements(record: Record, f: Filter) -> Iterable[Row]:
    actors = {x.id: x for x in record.actors}
    if not f.has_day(None, [record.report.published]):
        return
    for s in record.statements:
        states = {actors[i].country for i in (s.speaker, s.addressee) if i} - {None}
        about = {x.country for x in record.actors if x.country for m in x.mentions if any(b <= m[0] < e for b, e in s.content)}
        if f.between and not (states & f.between and f.between <= states | about):
            continue
        yield {
            "report": record.report.id,
            "outlet": record.report.outlet,
            "published": record.report.published,
            "id": s.id,
            "kind": s.kind,
            "quote": s.quote,
            "speaker": actors[s.speaker].name if s.speaker else words(record, s.speaker_span) or "unknown",
            "country": actors[s.speaker].country if s.speaker else None,
            "addressee": actors[s.addressee].name if s.addressee else None,
            "within": s.within,
            "content": words(record, s.content),
            "evidence": words(record, s.cue),
            "confidence": s.confidence,
        }


def officials(a: Answers, f: Filter) -> list[Row]:
    """Who held which office and when; as of a day, who held it then as far as is shown."""
    found = list(a.dossier.officials)
    rows = in_office(found, f.as_of) if f.as_of else found
    return [o.row() for o in rows if (not f.between or o.country in f.between) and f.has_day(o.from_ or o.to, _published(o.evidence))]


def people(a: Answers, f: Filter) -> list[Row]:
    """People under all their forms, with those that were left apart as unsure."""
    return [p.row() for p in a.dossier.people if not f.between or p.country in f.between]


def organizations(a: Answers, f: Filter) -> list[Row]:
    """Bodies under all their names, with those that were left apart as unsure."""
    return [o.row() for o in a.dossier.organizations if not f.between or o.country in f.between]


def disputes(a: Answers, f: Filter) -> list[Row]:
    """What one side says and another denies."""
    return [
        d.row()
        for d in a.dossier.disputes
        if f.concerns({*d.actors, *d.recipients, *(v.country for v in (*d.asserted_by, *d.denied_by))})
        and f.has_day(d.date, _published(d.evidence))
    ]


def follow_through(a: Answers, f: Filter) -> list[Row]:
    """What became of each area that was agreed or promised."""
    return [x.row() for x in a.dossier.follow_through if f.concerns(x.parties) and f.has_day(x.committed.date, [])]


def sources(a: Answers, f: Filter) -> list[Row]:
    """Reports that are one source; between two states, those that tell of both."""
    about = {r for e in a.dossier.events if f.concerns(e.states) for r in e.reports}
    about |= {r for t in a.dossier.agreements if f.concerns(t.parties) for r in t.reports}
    return [s.row() for s in a.dossier.sources if not f.between or about & set(s.cluster)]


QUESTIONS: dict[str, Callable[[Answers, Filter], list[Row]]] = {
    "agreements": agreements,
    "events": events,
    "statements": statements,
    "officials": officials,
    "people": people,
    "organizations": organizations,
    "disputes": disputes,
    "follow-through": follow_through,
    "sources": sources,
}


def _published(evidence: Iterable[Evidence]) -> list[str | None]:
    return [e.published for e in evidence]
