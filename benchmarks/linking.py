"""Linking at size: all at once in memory, and one report more in a dossier that holds few or many.

    python benchmarks/linking.py [RECORDS]

The records come from the generator of the scoreboard. Times of one run stand side by side; what counts is the ratio. Processor time stands beside
the time that passes, for a busy machine doubles the one and hardly the other.
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
        first = fill(store, records, FEW)
        few = timed(store, records)
        rest = fill(store, records, n - FEW - TIMED)
        many = timed(store, records)
    passed, busy = (a + b for a, b in zip(first, rest, strict=True))
    print(f"{n - TIMED} records into a dossier on disk in {passed:.0f} s, {busy:.0f} s of the processor")
    more = (f"{1000 * a:.1f} ms at {FEW}, {1000 * b:.1f} ms at {n}, {b / a:.2f} times as long" for a, b in zip(few, many, strict=True))
    print("one report more: {}; of the processor {}".format(*more))


Seconds = tuple[float, float]
"""Time that passed, and time of the processor."""


def clock() -> Seconds:
    """Both clocks now."""
    return time.perf_counter(), time.process_time()


def since(began: Seconds) -> Seconds:
    """What both clocks say since then."""
    return time.perf_counter() - began[0], time.process_time() - began[1]


def fill(store: Store, records: Iterator[Record], n: int) -> Seconds:
    """Add the next n records at once; the time that their making takes is none of linking's."""
    made = list(islice(records, n))
    began = clock()
    with store.batch() as add:
        for record in made:
            add(record)
    return since(began)


def timed(store: Store, records: Iterator[Record]) -> Seconds:
    """The median times of adding one of the next few records."""
    times = []
    for record in islice(records, TIMED):
        began = clock()
        store.add(record)
        times.append(since(began))
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


if __name__ == "__main__":
    main()
