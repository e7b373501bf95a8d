"""Events as tables in the manner of CAMEO's and ICEWS' data sets, for comparison with older data.

One row is one event from one actor to one recipient; where all parties are actors there is a row each way. PLOVER's types are wider
than CAMEO's codes: `cameo` is the first code that an event can have, `cameo_all` names all of them, and `exact` says whether it is the only one.
"""

import csv
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from dragoman.codebook.cameo import equivalent, intensity
from dragoman.codebook.gazetteer import country_name
from dragoman.model.record import Actor, Event, Record

_QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
_SAID = ("modality", "standing")

FORMATS: dict[str, tuple[str, ...]] = {
    "cameo": ("event", "report", "date", "source", "target", "cameo", "cameo_all", "exact", "plover", "quad", "goldstein", *_SAID, "text"),
    "icews": (
        "Event ID",
        "Event Date",
        "Source Name",
        "Source Country",
        "Event Text",
        "CAMEO Code",
        "Intensity",
        "Target Name",
        "Target Country",
        "Story ID",
        "Modality",
        "Standing",
    ),
}
"""Columns of each format."""


def export_events(records: list[Record], name: str, out: Path, *, facts_only: bool = False) -> int:
    """Write the events of a dossier as CSV and return the number of rows.

    Args:
        name: a key of FORMATS.
        facts_only: leave out what is claimed, planned, denied or only imagined.

    Raises:
        OSError: the file cannot be written.
    """
    n = 0
    with out.open("w", encoding="utf8", newline="") as file:
        table = csv.DictWriter(file, FORMATS[name])
        table.writeheader()
        for record in records:
            actors = {a.id: a for a in record.actors}
            for event in record.events:
                if facts_only and (event.modality, event.standing) != ("asserted", "reported"):
                    continue
                for source, target in _dyads(event, actors):
                    table.writerow(_ROWS[name](record, event, source, target))
                    n += 1
    return n


def _dyads(event: Event, actors: dict[str, Actor]) -> Iterator[tuple[Actor | None, Actor | None]]:
    if not event.recipients and len(event.actors) > 1:
        yield from permutations((actors[i] for i in event.actors), 2)
        return
    for source in event.actors or [""]:
        for target in event.recipients or [""]:
            yield actors.get(source), actors.get(target)


def _text(record: Record, event: Event) -> str:
    return " … ".join(" ".join(record.report.text[s:e].split()) for s, e in event.evidence)


def _cameo(record: Record, e: Event, source: Actor | None, target: Actor | None) -> dict[str, object]:
    codes = equivalent(e.type, e.modes)
    return {
        "event": e.id,
        "report": record.report.id,
        "date": e.date,
        "source": (source.code or source.name) if source else None,
        "target": (target.code or target.name) if target else None,
        "cameo": codes.codes[0],
        "cameo_all": ";".join(codes.codes),
        "exact": codes.exact,
        "plover": e.type,
        "quad": _QUADS[e.quad],
        "goldstein": intensity(e.type),
        "modality": e.modality,
        "standing": e.standing,
        "text": _text(record, e),
    }


def _icews(record: Record, e: Event, source: Actor | None, target: Actor | None) -> dict[str, object]:
    def state(actor: Actor | None) -> str | None:
        return country_name(actor.country) if actor and actor.country else None

    return {
        "Event ID": f"{record.report.id}/{e.id}",
        "Event Date": e.date,
        "Source Name": source.name if source else None,
        "Source Country": state(source),
        "Event Text": _text(record, e),
        "CAMEO Code": equivalent(e.type, e.modes).codes[0],
        "Intensity": intensity(e.type),
        "Target Name": target.name if target else None,
        "Target Country": state(target),
        "Story ID": record.report.id,
        "Modality": e.modality,
        "Standing": e.standing,
    }


_ROWS = {"cameo": _cameo, "icews": _icews}
