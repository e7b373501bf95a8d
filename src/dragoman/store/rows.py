"""A record as the rows that stand for it in the tables."""

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.codebook.reliability import share
from dragoman.linking.reports import outlet_key
from dragoman.model.amendment import Amendment, merged, of
from dragoman.model.record import Actor, Agreement, Event, Record, Statement

Row = dict[str, Any]


def first_day(edtf: str | None) -> str | None:
    """The first day of an EDTF date, for sorting: `2014-12` -> `2014-12-01`, `198X` -> `1980-01-01`; None where the year is not known."""
    match = re.match(r"(\d\d[\dX]{2})(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
    return f"{match[1].replace('X', '0')}-{match[2] or '01'}-{match[3] or '01'}" if match else None


def rows_of(record: Record) -> dict[str, list[Row]]:
    """Rows of the tables that repeat the parts of records, by the names of these."""
    actors = {a.id: a for a in record.actors}
    keys = {"report_id": record.report.id}
    return {
        "statements": [keys | _statement(record, s, actors) for s in record.statements],
        "events": [keys | _event(record, e, actors) for e in record.events],
        "agreements": [keys | _agreement(a) for a in record.agreements],
        "officials": [keys | row for a in record.actors if a.kind == "person" for row in _officials(record, a)],
        "parties": _parties(record, actors),
        "texts": _texts(record),
    }


def report_row(record: Record) -> Row:
    """A row of `reports`, without the record itself."""
    report = record.report
    return {
        "id": report.id,
        "origin": report.origin,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "via": json.dumps([outlet_key(v) for v in report.via]),
    }


def _statement(record: Record, s: Statement, actors: dict[str, Actor]) -> Row:
    speaker = actors[s.speaker] if s.speaker else None
    content = words(record, s.content)
    body: Row = {
        "report": record.report.id,
        "outlet": record.report.outlet,
        "published": record.report.published,
        "id": s.id,
        "kind": s.kind,
        "quote": s.quote,
        "speaker": speaker.name if speaker else words(record, s.speaker_span) or "unknown",
        "country": speaker.country if speaker else None,
        "addressee": actors[s.addressee].name if s.addressee else None,
        "within": s.within,
        "content": content,
        "evidence": words(record, s.cue),
        "confidence": share("statement", s.confidence, s.read_by),
        "corrected": [a.model_dump(mode="json") for a in _amended(record, s, speaker)],
    }
    return {
        "id": s.id,
        "position": f"{record.report.published or '~'} {record.report.id} {int(s.id[1:]):06}" if s.id[1:].isdigit() else s.id,
        "kind": s.kind,
        "quote": s.quote,
        "within": s.within,
        "content": content,
        "date": first_day(record.report.published),
        "speaker": speaker.name if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "confidence": s.confidence,
        "corrected_by": "; ".join(dict.fromkeys(str(a["corrected_by"]) for a in body["corrected"])) or None,
        "body": json.dumps(body, ensure_ascii=False),
    }


def _amended(record: Record, s: Statement, speaker: Actor | None) -> Sequence[Amendment]:
    """What people set of a statement, of who makes it, and of its report."""
    whose = of(speaker.name, speaker.corrected) if speaker else ()
    return merged((*s.corrected, *whose, *of(record.report.id, record.report.corrected)))


def _agreement(a: Agreement) -> Row:
    return {
        "id": a.id,
        "name": a.name,
        "instrument": a.instrument,
        "stage": a.stage,
        "standing": a.standing,
        "date": a.date,
        "areas": " ".join(x.area for x in a.areas),
    }


def _officials(record: Record, a: Actor) -> list[Row]:
    return [
        {
            "id": f"{a.id}.{n}",
            "name": a.name,
            "office": r.office,
            "country": r.country,
            "status": r.status,
            "date": record.report.published,
        }
        for n, r in enumerate(a.roles)
    ]


def words(record: Record, spans: tuple[tuple[int, int], ...]) -> str:
    """The words at some spans, in one line."""
    return " … ".join(" ".join(record.report.text[s:e].split()) for s, e in spans)


def _event(record: Record, e: Event, actors: dict[str, Actor]) -> Row:
    return {
        "id": e.id,
        "type": e.type,
        "quad": e.quad,
        "modality": e.modality,
        "standing": e.standing,
        "date": e.date,
        "day": first_day(e.date) or first_day(record.report.published),
        "actors": ", ".join(actors[i].name for i in e.actors),
        "recipients": ", ".join(actors[i].name for i in e.recipients),
        "place": e.place.name if e.place else None,
        "evidence": words(record, e.evidence),
        "confidence": e.confidence,
    }


def _parties(record: Record, actors: dict[str, Actor]) -> list[Row]:
    sides = [*_taking_part(record), *_spoken_of(record)]
    return [
        {
            "report_id": record.report.id,
            "item": item,
            "role": role,
            "actor": i,
            "name": actors[i].name,
            "country": actors[i].country,
            "code": actors[i].code,
        }
        for item, role, i in dict.fromkeys(sides)
    ]


def _taking_part(record: Record) -> Iterator[tuple[str, str, str]]:
    """Item, role and actor, for all who do something, agree or speak."""
    for e in record.events:
        yield from ((e.id, "actor", i) for i in e.actors)
        yield from ((e.id, "recipient", i) for i in e.recipients)
    for a in record.agreements:
        yield from ((a.id, "party", i) for i in a.parties)
        yield from ((a.id, "signatory", i) for i in a.signatories)
    for s in record.statements:
        yield from ((s.id, role, i) for role, i in (("speaker", s.speaker), ("addressee", s.addressee)) if i)


def _spoken_of(record: Record) -> Iterator[tuple[str, str, str]]:
    """Statement, role and actor, for all with a state who are named in what is said."""
    starts = sorted((m[0], k) for k, a in enumerate(record.actors) if a.country for m in a.mentions)
    for s in record.statements:
        inside = {k for b, e in s.content for _, k in starts[bisect_left(starts, (b, -1)) : bisect_left(starts, (e, -1))]}
        yield from ((s.id, "about", record.actors[k].id) for k in sorted(inside))


def _texts(record: Record) -> list[Row]:
    found = [("", "report", record.report.text)]
    found += [(s.id, "statement", words(record, s.content)) for s in record.statements]
    found += [(e.id, "event", words(record, e.evidence)) for e in record.events]
    found += [(a.id, "person", a.name) for a in record.actors if a.kind == "person" and a.named]
    return [{"report_id": record.report.id, "item": item, "kind": kind, "text": text} for item, kind, text in found]


def folded(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
