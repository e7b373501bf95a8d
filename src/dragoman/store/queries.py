"""Questions asked of a dossier: agreements, events, statements, officials, disputes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dragoman.codebook.cameo import equivalent, intensity
from dragoman.codebook.gazetteer import entries
from dragoman.model.record import Actor, Event, Record, Statement
from dragoman.store.rows import first_day, words


@dataclass(frozen=True)
class Filter:
    """What a question is limited to; countries are ISO codes, days are YYYY-MM-DD."""

    between: frozenset[str] = field(default_factory=frozenset)
    since: str | None = None
    until: str | None = None
    facts_only: bool = False

    def has_day(self, edtf: str | None, published: str | None) -> bool:
        """Whether a date lies in the time asked for; what has no date counts by its report's, and is left out without either."""
        if not self.since and not self.until:
            return True
        day = first_day(edtf) or first_day(published)
        return day is not None and (self.since or "") <= day <= (self.until or "9999")


Row = dict[str, Any]


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


def agreements(records: list[Record], f: Filter) -> list[Row]:
    """Agreements with parties, stage, history and evidence."""
    out = []
    for record, actors in _each(records):
        for a in record.agreements:
            states = {actors[i].country for i in a.parties} - {None}
            if (
                (f.between and not f.between <= states)
                or not f.has_day(a.date, record.report.published)
                or (f.facts_only and a.standing != "reported")
            ):
                continue
            row = a.model_dump()
            row |= _report(record) | {
                "parties": [actors[i].country or actors[i].name for i in a.parties],
                "signatories": [actors[i].name for i in a.signatories],
                "areas": [x.area for x in a.areas],
            }
            row |= {
                "stage_history": [{"stage": s.stage, "date": s.date, "evidence": words(record, s.evidence)} for s in a.stage_history],
                "evidence": words(record, a.evidence),
            }
            out.append(row)
    return out


def events(records: list[Record], f: Filter) -> list[Row]:
    """Events with who stands behind them, in order of their day."""
    out = []
    for record, actors in _each(records):
        statements = {s.id: s for s in record.statements}
        for e in record.events:
            states = {actors[i].country for i in (*e.actors, *e.recipients)} - {None}
            if (f.between and not f.between <= states) or not f.has_day(e.date, record.report.published):
                continue
            if f.facts_only and not is_fact(e):
                continue
            out.append(_event(record, e, actors, statements))
    return sorted(out, key=lambda r: (first_day(r["date"]) or first_day(r["published"]) or "9999", r["report"], int(r["id"][1:])))


def is_fact(e: Event) -> bool:
    """Only what is asserted and reported counts as a fact."""
    return e.modality == "asserted" and e.standing == "reported"


def statements(records: list[Record], f: Filter) -> list[Row]:
    """Statements with speaker, kind and words, in the order of the reports."""
    out = []
    for record, actors in _each(records):
        for s in record.statements:
            states = {actors[i].country for i in (s.speaker, s.addressee) if i} - {None}
            about = {
                c for a in record.actors if a.country for m in a.mentions if any(b <= m[0] < e for b, e in s.content) for c in (a.country,)
            }
            if (f.between and not (states & f.between and f.between <= states | about)) or not f.has_day(None, record.report.published):
                continue
            row = _report(record) | {
                "id": s.id,
                "kind": s.kind,
                "quote": s.quote,
                "speaker": _speaker(record, s, actors),
                "country": actors[s.speaker].country if s.speaker else None,
            }
            row |= {
                "addressee": actors[s.addressee].name if s.addressee else None,
                "within": s.within,
                "content": words(record, s.content),
                "evidence": words(record, s.cue),
                "confidence": s.confidence,
            }
            out.append(row)
    return out


def officials(records: list[Record], f: Filter) -> list[Row]:
    """Who held which office, according to which report."""
    out = []
    for record, actors in _each(records):
        for a in actors.values():
            for r in a.roles if a.kind == "person" and a.named else ():
                if (f.between and r.country not in f.between) or not f.has_day(None, record.report.published):
                    continue
                out.append(
                    _report(record)
                    | {
                        "name": a.name,
                        "office": r.office,
                        "country": r.country,
                        "status": r.status,
                        "evidence": words(record, r.evidence),
                    }
                )
    return sorted(out, key=lambda r: (r["country"] or "~", r["office"], r["published"] or "", r["name"]))


def disputes(records: list[Record], f: Filter) -> list[Row]:
    """Events that one source asserts and another denies."""
    return [r for r in events(records, Filter(f.between, f.since, f.until)) if r["standing"] == "disputed"]


QUESTIONS = {
    "agreements": agreements,
    "events": events,
    "statements": statements,
    "officials": officials,
    "disputes": disputes,
}


def _each(records: list[Record]) -> Iterator[tuple[Record, dict[str, Actor]]]:
    return ((record, {a.id: a for a in record.actors}) for record in records)


def _report(record: Record) -> Row:
    return {"report": record.report.id, "outlet": record.report.outlet, "published": record.report.published}


def _speaker(record: Record, s: Statement, actors: dict[str, Actor]) -> str:
    return actors[s.speaker].name if s.speaker else words(record, s.speaker_span) or "unknown"


def _event(record: Record, e: Event, actors: dict[str, Actor], statements: dict[str, Statement]) -> Row:
    def said(ids: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(_speaker(record, statements[i], actors) for i in ids))

    row = _report(record) | {
        "id": e.id,
        "type": e.type,
        "quad": e.quad,
        "modes": list(e.modes),
        "contexts": list(e.contexts),
        "date": e.date,
        "place": e.place.name if e.place else None,
    }
    row |= {"actors": [actors[i].name for i in e.actors], "recipients": [actors[i].name for i in e.recipients]}
    row |= {
        "actor_countries": [actors[i].country for i in e.actors],
        "recipient_countries": [actors[i].country for i in e.recipients],
    }
    row |= {
        "modality": e.modality,
        "standing": e.standing,
        "fact": is_fact(e),
        "according_to": said(e.according_to),
        "disputed_by": said(e.disputed_by),
        "killed": e.killed,
        "injured": e.injured,
    }
    codes = equivalent(e.type, e.modes)
    row |= {"cameo": list(codes.codes), "cameo_exact": codes.exact, "intensity": intensity(e.type)}
    return row | {"evidence": words(record, e.evidence), "read_by": e.read_by, "confidence": e.confidence}
