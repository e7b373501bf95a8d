"""Agreements in the manner of the Defense Cooperation Agreement Dataset (Kinne 2020), which was coded by hand and ends in 2010.

Two files: one row an agreement with an indicator for each area, and one row a pair of states and year with what was signed in it and what
was in force.
"""

import csv
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import stages
from dragoman.export.errors import ExportError
from dragoman.export.flat import amended, cell
from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View, every, newest

_DATED = ("signed", "ratified", "in_force")
_ORDER = ("reported", "attributed", "disputed")
_ENDED = ("suspended", "terminated", "rejected")


def write(view: View, out: Path, f: Filter) -> int:
    """agreements.csv and dyad_years.csv in a folder.

    Raises:
        ExportError: the name is a file's.
    """
    if out.exists() and not out.is_dir():
        raise ExportError(f"{out} is a file; name a folder")
    out.mkdir(parents=True, exist_ok=True)
    found = list(every(view, "agreements", f))
    last = int((newest(view, f) or "0")[:4])
    return _write(out / "agreements.csv", map(_agreement, found)) + _write(out / "dyad_years.csv", _years(found, last))


def _write(path: Path, rows: Iterable[Row]) -> int:
    n = 0
    with path.open("w", encoding="utf8", newline="") as file:
        heading = _AGREEMENT if path.name == "agreements.csv" else _YEAR
        out = csv.DictWriter(file, heading)
        out.writeheader()
        for row in rows:
            out.writerow({k: cell(v) for k, v in row.items()})
            n += 1
    return n


def areas() -> tuple[str, ...]:
    """Areas of cooperation, in the codebook's order."""
    return tuple(table("vocabularies")["area"])


def _date(row: Row, stage: str) -> str | None:
    """When a stage was reached; one that is reported goes before one that is only claimed, and what is denied has no day."""
    found = [s for s in row["stage_history"] if s["stage"] == stage and s["date"] and s["standing"] != "disputed"]
    return next((s["date"] for s in sorted(found, key=lambda s: _ORDER.index(s["standing"]))), None)


def _standing(row: Row, *names: str) -> str | None:
    """How a stage stands that is told of: reported, attributed or disputed."""
    found = [s["standing"] for s in row["stage_history"] if s["stage"] in names]
    return min(found, key=_ORDER.index, default=None)


def _agreement(row: Row) -> Row:
    states = [p for p in row["parties"] if len(p) == 3]
    return {
        "dcad_id": row["id"],
        "name": row["names"][0],
        "states": states,
        "bilateral": int(len(states) == 2),
        "instrument": row["instrument"],
        "stage": row["stage"],
        "standing": row["standing"],
        "signed": _date(row, "signed"),
        "ratified": _date(row, "ratified"),
        "in_force": _date(row, "in_force"),
        "ended": next((d for s in (*_ENDED, "denounced") if (d := _date(row, s))), None),
        **{area: int(area in row["areas"]) for area in areas()},
        "sources": row["independent_sources"],
        "reports": row["reports"],
        **{f"{stage}_standing": _standing(row, stage) for stage in _DATED},
        "ended_standing": _standing(row, *_ENDED, "denounced"),
        **amended(row),
    }


def _years(found: list[Row], last: int) -> Iterable[Row]:
    """Years of a pair, from the first in which one of its agreements was signed to that of the newest report."""
    by: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        for pair in combinations(sorted({p for p in row["parties"] if len(p) == 3}), 2):
            by.setdefault(pair, []).append(row)
    for (a, b), rows in sorted(by.items()):
        begun = [y for row in rows if (y := _year(_date(row, "signed") or (row["date"] if _is_signed(row) else None)))]
        for year in range(min(begun), max(last, max(begun)) + 1) if begun else ():
            yield {"state_a": a, "state_b": b, "year": year} | _counted(rows, year)


def _counted(rows: list[Row], year: int) -> Row:
    signed = [r for r in rows if _signed_in(r) == year]
    standing = [r for r in rows if _stands(r, year)]
    force = [r for r in standing if (y := _year(_date(r, "in_force"))) and y <= year]
    covered = {area for r in standing for area in r["areas"]}
    return {
        "signed": len(signed),
        "signed_and_not_ended": len(standing),
        "in_force": len(force),
        **{area: int(area in covered) for area in areas()},
        "signed_claimed": _claimed(signed, "signed"),
        "in_force_claimed": _claimed(force, "in_force"),
        "corrected": sum(bool(r["corrected"]) for r in rows),
    }


def _signed_in(row: Row) -> int | None:
    return _year(_date(row, "signed") or (row["date"] if row["stage"] == "signed" else None))


def _claimed(rows: list[Row], stage: str) -> int:
    """Of how many a source alone says that a stage was reached, or another denies it."""
    return sum(_standing(r, stage) in ("attributed", "disputed") for r in rows)


def _stands(row: Row, year: int) -> bool:
    """Whether an agreement had been signed by the end of a year and had not ended before it."""
    begun = _year(_date(row, "signed") or (row["date"] if _is_signed(row) else None))
    over = [y for stage in ("terminated", "rejected") if (y := _year(_date(row, stage)))]
    return begun is not None and begun <= year and not (over and min(over) < year)


def _is_signed(row: Row) -> bool:
    order = stages()
    return order.index("signed") <= order.index(row["stage"]) < order.index("rejected")


def _year(date: Any) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


_AGREEMENT = [
    *("dcad_id", "name", "states", "bilateral", "instrument", "stage", "standing", "signed", "ratified", "in_force", "ended"),
    *areas(),
    *("sources", "reports"),
    *(f"{stage}_standing" for stage in (*_DATED, "ended")),
    *("corrected_by", "corrected_at", "reason", "value_before"),
]
_YEAR = [
    "state_a",
    "state_b",
    "year",
    "signed",
    "signed_and_not_ended",
    "in_force",
    *areas(),
    "signed_claimed",
    "in_force_claimed",
    "corrected",
]
