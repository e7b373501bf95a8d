"""Kills writers at random moments and looks at what they leave: `python -m tests.killing KIND TIMES FOLDER`.

A process of its own, so that children can be forked from one that has no threads.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.evaluation.synthetic import Generator
from dragoman.store import Store
from tests.test_migrate import older


def killed(work: Callable[[Callable[[str], None]], None], acknowledged: int, after: float) -> list[str]:
    """What a child had acknowledged when it was killed: some seconds after it had acknowledged so much, however slow the machine is."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        out = os.fdopen(theirs, "w")
        try:
            work(lambda done: print(done, file=out, flush=True))
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        done = [pipe.readline().strip() for _ in range(acknowledged)]
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [d for d in done if d] + pipe.read().split()


def whole(path: Path) -> None:
    """The file is sound and opens, and what is in it fits together."""
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def reading(path: Path, n: int) -> Callable[[Callable[[str], None]], None]:
    def work(acknowledge: Callable[[str], None]) -> None:
        with Store(path) as store:
            for record in Generator(100 + n).records(500):
                report = record.report.model_copy(update={"id": f"k{n}-{record.report.id}"})
                store._add(record.model_copy(update={"report": report}), later=n % 2 == 0)
                acknowledge(report.id)

    return work


def correcting(path: Path, n: int) -> Callable[[Callable[[str], None]], None]:
    def work(acknowledge: Callable[[str], None]) -> None:
        rng = random.Random(n)
        with Store(path) as store:
            items = [f"{r.report.id}/{e.id}" for r in store.records() for e in r.events]
            for _ in range(500):
                item, standing = rng.choice(items), rng.choice(("reported", "attributed", "disputed"))
                made = store.draft("Ana", "because", lambda d, i=item, s=standing: d.set(i, "standing", s))  # type: ignore[misc]
                acknowledge(made[0].id)

    return work


def migrating(path: Path, _: int) -> Callable[[Callable[[str], None]], None]:
    def work(acknowledge: Callable[[str], None]) -> None:
        with Store(path) as store:
            acknowledge(str(len(store.records())))

    return work


def main() -> None:
    """Kill so often, and check after each; raises what is wrong."""
    kind, times, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    rng = random.Random(kind)
    path = folder / f"{kind}.db"
    kept: set[str] = set()
    amid = 0
    if kind == "correcting":
        with Store(path) as store, store.batch() as add:
            for record in Generator(7).records(20):
                add(record)
    for n in range(times):
        if kind == "migrating":
            for old in folder.glob("migrating.db*"):
                old.unlink()
            older(path, 1 + n % 2)
        work = {"reading": reading, "correcting": correcting, "migrating": migrating}[kind](path, n)
        done = killed(work, 0 if kind == "migrating" else rng.randint(0, 6), rng.uniform(0.0, 0.3 if kind == "migrating" else 0.1))
        kept |= set(done)
        amid += not done if kind == "migrating" else bool(done)
        whole(path)
        with Store(path) as store:
            if kind == "reading":
                assert kept <= {r.report.id for r in store.records()}
            elif kind == "correcting":
                assert kept <= {c.id for c in store.corrections(state="applied")}
            else:
                assert len(store.records()) == 12
            assert store.ask("events").total > 0 or not kept
        whole(path)
    print(f"{times} kills, {amid} of them amid the work, {len(kept)} acknowledged writes kept")


if __name__ == "__main__":
    main()
