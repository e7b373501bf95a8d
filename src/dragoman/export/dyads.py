"""Counts of events by pair of states, month and quad class: facts, claims and plans each in columns of their own."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

from dragoman.export.cameo import QUADS
from dragoman.export.parties import dyads
from dragoman.store.filters import Filter
from dragoman.store.queries import Row, View, every
from dragoman.store.rows import first_day

_GROUPS = ("facts", "claims", "plans")


def write(view: View, out: Path, f: Filter) -> int:
    """One row a pair and month in which something was told: state_a, state_b, month, and the counts.

    `disputed_…` counts those of the claims that somebody denies, `corrected` the events of which a person set a value; `stages_…` count
    the stages of agreements by how they stand.

    An event counts in the month of its date, or of its first report where it has none; one that several reports tell counts once.
    """
    groups = _GROUPS[:1] if f.facts_only else _GROUPS
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for row in every(view, "events", f):
        day = first_day(row["date"]) or first_day(row["published"])
        for a, b in dyads(row) if day else ():
            month = str(day)[:7]
            counts[a, b, month, f"{group_of(row)}_{row['quad']}"] += 1
            counts[a, b, month, f"disputed_{row['quad']}"] += row["standing"] == "disputed"
            counts[a, b, month, "corrected"] += bool(row["corrected"])
    _count_stages(view, f, counts)
    columns = [f"{group}_{quad}" for group in groups for quad in QUADS]
    columns += [] if f.facts_only else [f"disputed_{quad}" for quad in QUADS]
    columns += ["stages_reported", *([] if f.facts_only else ["stages_claimed", "stages_disputed"]), "corrected"]
    keys = sorted({key[:3] for key in counts})
    with out.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["state_a", "state_b", "month", *columns])
        for a, b, month in keys:
            table.writerow([a, b, month, *(counts[a, b, month, column] for column in columns)])
    return len(keys)


def _count_stages(view: View, f: Filter, counts: Counter[tuple[str, str, str, str]]) -> None:
    """Each stage of an agreement in the month in which it was reached, by who stands behind it."""
    for row in every(view, "agreements", f):
        for step in row["stage_history"]:
            day = first_day(step["date"])
            for a, b in combinations(sorted({p for p in row["parties"] if len(p) == 3}), 2) if day else ():
                counts[a, b, str(day)[:7], f"stages_{step['standing'].replace('attributed', 'claimed')}"] += 1
                counts[a, b, str(day)[:7], "corrected"] += bool(row["corrected"])


def group_of(row: Row) -> str:
    """Facts; claims, which are only attributed or disputed; plans, and what is only feared, asked for or said not to have happened."""
    if row["fact"]:
        return "facts"
    return "claims" if row["modality"] == "asserted" else "plans"
