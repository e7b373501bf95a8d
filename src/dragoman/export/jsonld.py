"""Events and agreements as JSON-LD: each is a PROV entity, and each passage it was read from a W3C Web Annotation with selectors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View, every
from dragoman.version import __version__

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "dct": "http://purl.org/dc/terms/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "dragoman": "urn:dragoman:vocabulary:",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    },
]
_KEPT = (
    *("type", "quad", "modes", "contexts", "modality", "standing", "fact", "according_to", "disputed_by", "killed", "injured"),
    *("stage", "instrument", "areas", "names", "parties", "signatories", "actors", "recipients", "independent_sources", "confidence"),
)
_AMENDED = ("of", "field", "value", "before", "corrected_by", "corrected_at", "reason", "batch")
_AGENT = f"urn:dragoman:software:{__version__}"


def write(view: View, out: Path, f: Filter) -> int:
    """One document with a graph; spans are code points of the report's text, end exclusive, as TextPositionSelector counts."""
    n = 0
    with out.open("w", encoding="utf8") as file:
        file.write('{"@context": ' + json.dumps(_CONTEXT) + ', "@graph": [\n')
        agent = {"id": _AGENT, "type": ["prov:SoftwareAgent", "Software"], "name": f"dragoman {__version__}"}
        file.write(json.dumps(agent))
        for node in _nodes(view, f):
            file.write(",\n" + json.dumps(node, ensure_ascii=False))
            n += 1
        file.write("\n]}\n")
    return n


def _nodes(view: View, f: Filter) -> Iterator[Row]:
    told: dict[str, Row] = {}
    people: dict[str, None] = {}
    for kind, name in (("event", "events"), ("agreement", "agreements")):
        for row in every(view, name, f):
            yield _entity(kind, row)
            yield from _revised(kind, row)
            people |= dict.fromkeys(a["corrected_by"] for a in row["corrected"])
            for number, e in enumerate(row["evidence"]):
                told[e["report"]] = e
                yield _annotation(kind, row, number, e)
    for name in people:
        yield {"id": _iri("person", name), "type": ["prov:Person", "prov:Agent", "Person"], "name": name}
    for report, e in told.items():
        published = {"dct:issued": e["published"]} if e["published"] else {}
        yield {"id": _iri("report", report), "type": "prov:Entity", "dct:identifier": report, "dct:publisher": e["outlet"]} | published


def _entity(kind: str, row: Row) -> Row:
    out: dict[str, Any] = {
        "id": _iri(kind, row["id"]),
        "type": ["prov:Entity", f"dragoman:{kind.capitalize()}"],
        **{f"dragoman:{key}": row[key] for key in _KEPT if row.get(key) not in (None, [], ())},
        **_made(kind, row),
        "prov:wasDerivedFrom": [{"id": _iri("report", r)} for r in row["reports"]],
    }
    if row["date"]:
        out["dct:date"] = {"@value": row["date"], "@type": "http://id.loc.gov/datatypes/edtf/EDTF"}
    if row.get("lat") is not None:
        out |= {"geo:lat": row["lat"], "geo:long": row["lon"], "dct:spatial": row["place"]}
    return out


def _made(kind: str, row: Row) -> Row:
    """Who stands behind a row: the software that read it, or the people who set a value of it."""
    if not row["corrected"]:
        return {"prov:wasAttributedTo": {"id": _AGENT}}
    people = dict.fromkeys(_iri("person", a["corrected_by"]) for a in row["corrected"])
    return {
        "prov:wasAttributedTo": [{"id": i} for i in people],
        "prov:wasRevisionOf": {"id": f"{_iri(kind, row['id'])}:as-read"},
        "prov:wasGeneratedBy": [{"id": _correction(kind, row, number)} for number in range(len(row["corrected"]))],
    }


def _revised(kind: str, row: Row) -> Iterator[Row]:
    """For a row of which people set values: the one as it was read, and each correction as an activity of a person."""
    if row["corrected"]:
        yield {"id": f"{_iri(kind, row['id'])}:as-read", "type": "prov:Entity", "prov:wasAttributedTo": {"id": _AGENT}}
    for number, a in enumerate(row["corrected"]):
        yield {
            "id": _correction(kind, row, number),
            "type": "prov:Activity",
            "prov:wasAssociatedWith": {"id": _iri("person", a["corrected_by"])},
            "prov:endedAtTime": {"@value": a["corrected_at"], "@type": "xsd:dateTime"},
            "prov:used": {"id": f"{_iri(kind, row['id'])}:as-read"},
            **{f"dragoman:{key}": a[key] for key in _AMENDED if a[key] not in (None, "")},
        }


def _correction(kind: str, row: Row, number: int) -> str:
    return f"{_iri(kind, row['id'])}:correction:{row['corrected'][number]['batch']}:{number}"


def _annotation(kind: str, row: Row, number: int, e: Row) -> Row:
    positions = [{"type": "TextPositionSelector", "start": s, "end": t} for s, t in e["spans"]]
    quotes = [{"type": "TextQuoteSelector", "exact": part} for part in e["words"].split(" … ")]
    return {
        "id": f"{_iri(kind, row['id'])}:evidence:{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": _iri(kind, row["id"]),
        "generator": _AGENT,
        "target": {"source": _iri("report", e["report"]), "selector": [*positions, *quotes]},
    }


def _iri(kind: str, name: str) -> str:
    return f"urn:dragoman:{kind}:{quote(name, safe='')}"
