"""What a dossier answers, as rows of its tables: the whole answer in `body`, and beside it what rows are found and sorted by."""

import hashlib
from collections.abc import Iterable
from typing import Any

from dragoman.codebook.linking import office_key, single_holder
from dragoman.linking.linked import cluster_id
from dragoman.linking.views.disputes import dispute_position
from dragoman.linking.views.happenings import event_position
from dragoman.linking.views.officials import name_position, official_position
from dragoman.linking.views.promises import Promise
from dragoman.linking.views.threads import thread_position
from dragoman.model.amendment import Amendment
from dragoman.model.dossier import Dispute, Evidence, LinkedEvent, Official, Organization, Person, Sources, Thread
from dragoman.store.rows import first_day

Row = dict[str, Any]


def of_event(e: LinkedEvent) -> Row:
    """A row of `dossier_events`."""
    return {
        "id": e.id,
        "position": event_position(e),
        "day": _day(e.date, e.evidence),
        "type": e.type,
        "quad": e.quad,
        "modality": e.modality,
        "standing": e.standing,
        "fact": e.fact,
        "date": e.date,
        "actors": ", ".join(e.actors),
        "recipients": ", ".join(e.recipients),
        "place": e.place,
        "place_country": e.place_country,
        "lat": e.lat,
        "lon": e.lon,
        "killed": e.killed,
        "injured": e.injured,
        "told": len(e.reports),
        "sources": e.independent_sources,
        "differs": bool(e.contradictions),
        "confidence": e.confidence,
        "corrected_by": corrected_by(e.corrected),
        "body": e.model_dump_json(by_alias=True),
    }


def of_thread(t: Thread) -> Row:
    """A row of `dossier_agreements`."""
    return {
        "id": t.id,
        "position": thread_position(t),
        "day": _day(t.date, t.evidence),
        "name": t.names[0],
        "stage": t.stage,
        "standing": t.standing,
        "instrument": t.instrument,
        "areas": " ".join(t.areas),
        "date": t.date,
        "differs": bool(t.contradictions),
        "corrected_by": corrected_by(t.corrected),
        "body": t.model_dump_json(by_alias=True),
    }


def of_dispute(d: Dispute) -> Row:
    """A row of `dossier_disputes`."""
    return {
        "id": d.id,
        "position": dispute_position(d),
        "day": _day(d.date, d.evidence),
        "event_id": d.event,
        "type": d.event_type,
        "status": d.status,
        "open": d.status.endswith("disputed"),
        "body": d.model_dump_json(by_alias=True),
    }


def of_person(p: Person) -> Row:
    """A row of `dossier_people`."""
    return {
        "id": p.id,
        "position": name_position(p),
        "day": None,
        "name": p.name,
        "country": p.country,
        "offices": "; ".join(p.offices),
        "corrected_by": corrected_by(p.corrected),
        "body": p.model_dump_json(by_alias=True),
    }


def of_organization(o: Organization) -> Row:
    """A row of `dossier_organizations`."""
    return {
        "id": o.id,
        "position": name_position(o),
        "day": None,
        "name": o.name,
        "country": o.country,
        "code": o.code,
        "body": o.model_dump_json(by_alias=True),
    }


def official_id(person: str, key: str, country: str | None) -> str:
    """The id of a row of `dossier_officials`; `key` is the office as compared."""
    return _id("o", person, key, country or "")


def of_official(o: Official, first: str) -> Row:
    """A row of `dossier_officials`; `first` is the first node of the person's cluster."""
    key = office_key(o.office)
    return {
        "id": official_id(o.person, key, o.country),
        "position": official_position(o),
        "day": _day(o.from_ or o.to, o.evidence),
        "person_id": o.person,
        "first": first,
        "office": o.office,
        "key": key,
        "country": o.country,
        "holder": o.holder,
        "single": single_holder(o.office),
        "body": o.model_dump_json(by_alias=True),
    }


def of_sources(s: Sources) -> Row:
    """A row of `dossier_sources`."""
    return {
        "id": cluster_id("report", min(s.cluster)),
        "position": min(s.cluster),
        "day": None,
        "origin": s.origin,
        "why": s.why,
        "body": s.model_dump_json(by_alias=True),
    }


def of_promise(p: Promise, number: int, event: LinkedEvent | None) -> Row:
    """A row of `dossier_promises`; what became of it is looked up when it is asked for."""
    at = f"0 {thread_position(p.thread)}" if p.thread is not None else f"1 {event_position(event) if event else ''}"
    return {
        "id": _id("f", p.thread.id if p.thread else event.id if event else "", p.area),
        "position": f"{at} {number:02}",
        "day": first_day(p.date),
        "agreement_id": p.thread.id if p.thread else None,
        "event_id": event.id if event else None,
        "area": p.area,
        "body": "{}",
    }


def corrected_by(amendments: Iterable[Amendment]) -> str | None:
    """Who set something, each once; None where nobody did."""
    return "; ".join(dict.fromkeys(a.corrected_by for a in amendments)) or None


def states_of_dispute(d: Dispute) -> set[str]:
    """Whoever takes part in it or speaks about it."""
    return {*d.actors, *d.recipients} | {v.country for v in (*d.asserted_by, *d.denied_by) if v.country}


def _day(date: str | None, evidence: Iterable[Evidence]) -> str | None:
    return first_day(date) or first_day(min((e.published for e in evidence if e.published), default=None))


def _id(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]
