"""Events as tables in the manner of CAMEO's and ICEWS' data sets, for comparison with older data.

One row is one event from one actor to one recipient; where all parties are actors there is a row each way. PLOVER's types are wider
than CAMEO's codes: `cameo` is the first code that an event can have, `cameo_all` names all of them, and `exact` says whether it is the only one.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.codebook.gazetteer import country_name
from dragoman.export.flat import amended, cell
from dragoman.export.parties import Party, Row, pairs
from dragoman.store.filters import Filter
from dragoman.store.queries import View, every

QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
"""Numbers of PLOVER's quad classes."""


def write_cameo(view: View, out: Path, f: Filter) -> int:
    """CSV with the columns event, report, date, source, target, cameo … reports."""
    return write_pairs(view, out, f, _cameo)


def write_icews(view: View, out: Path, f: Filter) -> int:
    """CSV with ICEWS' names for columns, and Modality, Standing and According To behind them."""
    return write_pairs(view, out, f, _icews)


def write_pairs(view: View, out: Path, f: Filter, made: Callable[[Row, Party | None, Party | None], Row], delimiter: str = ",") -> int:
    """One row for each actor and recipient of each event."""
    n = 0
    nobody = Party("", None, None)
    empty: Any = {"corrected": []} | {key: [""] for key in (*_LISTS, "cameo")} | {"intensity": 0.0, "quad": "verbal_conflict"}
    with out.open("w", encoding="utf8", newline="") as file:
        heading = list(made(_Blank(empty), nobody, nobody))
        table = csv.DictWriter(file, heading, delimiter=delimiter)
        table.writeheader()
        for row in every(view, "events", f):
            for actor, recipient in pairs(row):
                table.writerow({k: cell(v) for k, v in made(row, actor, recipient).items()})
                n += 1
    return n


_LISTS = ("evidence", "according_to", "disputed_by", "reports", "contexts", "modes")


class _Blank(dict[str, Any]):
    """A row of nothing, from which the names of the columns are taken."""

    def __missing__(self, key: str) -> str:
        return ""


def titled(row: Row) -> Row:
    """What people set of an event, in columns that are named as the others are."""
    return {key.replace("_", " ").title(): value for key, value in amended(row).items()}


def words(row: Row) -> str:
    """The words of the first report that tells an event."""
    told = row["evidence"][0]
    return told["words"] if isinstance(told, dict) else ""


def _cameo(row: Row, source: Party | None, target: Party | None) -> Row:
    return {
        "event": row["id"],
        "report": row["report"],
        "date": row["date"],
        "source": (source.code or source.country or source.name) if source else None,
        "target": (target.code or target.country or target.name) if target else None,
        "cameo": row["cameo"][0],
        "cameo_all": row["cameo"],
        "exact": row["cameo_exact"],
        "plover": row["type"],
        "quad": QUADS[row["quad"]],
        "goldstein": row["intensity"],
        "modality": row["modality"],
        "standing": row["standing"],
        "text": words(row),
        "according_to": row["according_to"],
        "disputed_by": row["disputed_by"],
        "reports": row["reports"],
        **amended(row),
    }


def _icews(row: Row, source: Party | None, target: Party | None) -> Row:
    def state(party: Party | None) -> str | None:
        return country_name(party.country) if party and party.country else None

    return {
        "Event ID": row["id"],
        "Event Date": row["date"],
        "Source Name": source.name if source else None,
        "Source Country": state(source),
        "Event Text": words(row),
        "CAMEO Code": row["cameo"][0],
        "Intensity": row["intensity"],
        "Target Name": target.name if target else None,
        "Target Country": state(target),
        "Story ID": row["report"],
        "Publisher": row["outlet"],
        "Country": state(Party("", row["place_country"], None)),
        "City": row["place"],
        "Latitude": row["lat"],
        "Longitude": row["lon"],
        "Modality": row["modality"],
        "Standing": row["standing"],
        "According To": row["according_to"],
        **titled(row),
    }
