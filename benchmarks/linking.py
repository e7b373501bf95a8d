"""Linking at size: all at once in memory, and one report more in a dossier that holds few or many.

    python benchmarks/linking.py [RECORDS]

The records come from the generator of the scoreboard. Times of one run stand side by side; what counts is the ratio.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dragoman.evaluation.synthetic import Generator
from dragoman.linking.link import link
from dragoman.model.record import Record
from dragoman.store import Store

FEW = 1000
TIMED = 50


def main() -> None:
    """Measure and print."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    began = time.perf_counter()
    dossier = link(Generator().records(n))
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n} records made and linked in memory in {took:.0f} s, {peak:.0f} MB at most: {len(dossier.events)} events", flush=True)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "dossier.db") as store:
        records = Generator(2).records(n + TIMED)
        began = time.perf_counter()
        fill(store, records, FEW)
        few = timed(store, records)
        fill(store, records, n - FEW - TIMED)
        many = timed(store, records)
        print(f"{n} records into a dossier on disk in {time.perf_counter() - began:.0f} s")
    print(f"one report more: {1000 * few:.1f} ms at {FEW}, {1000 * many:.1f} ms at {n}, {many / few:.2f} times as long")


def fill(store: Store, records: Iterator[Record], n: int) -> None:
    """Add the next n records."""
    with store.batch() as add:
        for record in islice(records, n):
            add(record)


def timed(store: Store, records: Iterator[Record]) -> float:
    """The median time of adding one of the next few records, in seconds."""
    times = []
    for record in islice(records, TIMED):
        began = time.perf_counter()
        store.add(record)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
