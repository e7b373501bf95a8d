"""FollowTheMoney entities: people, bodies, positions and who held them, events, agreements, and the reports that prove them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycountry

from dragoman.codebook.gazetteer import country_name
from dragoman.export.flat import before
from dragoman.linking.names import agree
from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View, every

Entity = dict[str, Any]


def write(view: View, out: Path, f: Filter) -> int:
    """One entity a line, each once."""
    seen: set[str] = set()
    with out.open("w", encoding="utf8") as file:
        for entity in _entities(view, f):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return len(seen)


def _entities(view: View, f: Filter) -> Iterator[Entity]:
    people = {p["id"]: p for p in every(view, "people", f)}
    bodies = {b["id"]: b for b in every(view, "organizations", f)}
    known: dict[str, list[Row]] = {}
    for row in people.values():
        for report in row["reports"]:
            known.setdefault(report, []).append(row)
    for p in people.values():
        yield _entity(
            "Person", p["id"], name=[p["name"]], alias=_others(p), country=_codes([p["country"]]), position=p["offices"], notes=_set(p)
        )
    for b in bodies.values():
        yield _entity("Organization", b["id"], name=[b["name"]], alias=_others(b), country=_codes([b["country"]]), notes=_set(b))
    for o in every(view, "officials", f):
        yield from _held(o)
    for e in every(view, "events", f):
        yield from _event(e, known)
    for t in every(view, "agreements", f):
        yield from _agreement(t)


def _entity(schema: str, key: str, **properties: Iterable[Any]) -> Entity:
    """An entity; values that there are none of are left out."""
    found = {name: [str(v) for v in dict.fromkeys(values) if v not in (None, "")] for name, values in properties.items()}
    return {"id": f"dragoman-{key}", "schema": schema, "properties": {n: v for n, v in found.items() if v}}


def _others(row: Row) -> list[str]:
    return [n for n in row["names"] if n != row["name"]]


def _codes(countries: Iterable[str | None]) -> list[str]:
    """ISO 3166 alpha-2 in small letters."""
    found = (pycountry.countries.get(alpha_3=c) for c in countries if c)
    return [c.alpha_2.lower() for c in found if c]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _set(row: Row) -> list[str]:
    """What people set, each in a line."""
    return [
        f"corrected_by: {a['corrected_by']}; corrected_at: {a['corrected_at']}; reason: {a['reason']}; value_before: {before(a)}"
        for a in row["corrected"]
    ]


def _claims(row: Row, claimed: bool) -> list[str]:
    """Who says that something happened, where it is no more than claimed, and who denies it."""
    said = f"according to {', '.join(row['according_to'])}" if row["according_to"] and claimed else ""
    return [said, f"denied by {', '.join(row['disputed_by'])}" if row["disputed_by"] else ""]


def _involved(e: Row, known: dict[str, list[Row]]) -> list[str]:
    """Ids of the people of its reports who are named in full among those that take part."""
    who = [*e["actors"], *e["recipients"]]
    there = {p["id"]: p for r in e["reports"] for p in known.get(r, ())}
    return [i for i, p in there.items() if any(agree(n, p["name"]) == "full" for n in who)]


def _report(e: Row) -> Entity:
    published = [e["published"]] if e.get("published") else []
    return _entity("Article", _hash("report", e["report"]), title=[e["report"]], publisher=[e.get("outlet")], publishedAt=published)


def _held(o: Row) -> Iterator[Entity]:
    state = country_name(o["country"]) if o["country"] else ""
    post = _entity(
        "Position",
        _hash("post", o["office"], o["country"] or ""),
        name=[f"{o['office']}, {state}" if state else o["office"]],
        country=_codes([o["country"]]),
    )
    yield post
    proof = [_report(e) for e in o["evidence"]]
    yield from proof
    yield _entity(
        "Occupancy",
        _hash("held", o["person"], o["office"], o["country"] or ""),
        holder=[f"dragoman-{o['person']}"],
        post=[post["id"]],
        startDate=[o["from"]],
        endDate=[o["to"]],
        summary=[e["words"] for e in o["evidence"][:3]],
        description=_set(o),
        proof=[p["id"] for p in proof],
    )


def _event(e: Row, known: dict[str, list[Row]]) -> Iterator[Entity]:
    proof = [_report(x) for x in e["evidence"]]
    yield from proof
    kind = "fact" if e["fact"] else f"{e['modality']}, {e['standing']}"
    first, _, last = (e["date"] or "").partition("/")
    yield _entity(
        "Event",
        e["id"],
        name=[f"{e['type']}: {', '.join(e['actors']) or 'unknown'}" + (f" → {', '.join(e['recipients'])}" if e["recipients"] else "")],
        startDate=[] if first.startswith("X") else [first],
        endDate=[last],
        location=[e["place"]],
        country=_codes([*e["actor_countries"], *e["recipient_countries"], e["place_country"]]),
        involved=[f"dragoman-{i}" for i in _involved(e, known)],
        keywords=[e["type"], e["quad"], *e["modes"], *e["contexts"], kind],
        summary=[x["words"] for x in e["evidence"]],
        notes=[*_claims(e, not e["fact"]), *_set(e)],
        proof=[p["id"] for p in proof],
        recordId=[e["id"]],
    )


def _agreement(t: Row) -> Iterator[Entity]:
    proof = [_report(x) for x in t["evidence"]]
    yield from proof
    for s in t["stage_history"]:
        yield _entity(
            "Event",
            _hash("stage", t["id"], s["stage"], s["date"] or ""),
            name=[f"{t['names'][0]}: {s['stage'].replace('_', ' ')}"],
            date=[] if (s["date"] or "X").startswith("X") else [s["date"].partition("/")[0]],
            country=_codes(t["parties"]),
            keywords=["agreement", t["instrument"], s["stage"], *t["areas"], s["standing"]],
            notes=[*_claims(s, s["standing"] != "reported"), *_set(t)],
            summary=[e["words"] for e in s["evidence"]],
            proof=[p["id"] for p in proof],
            recordId=[t["id"]],
        )
