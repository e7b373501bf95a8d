"""Reports printed or kept as they are read; one that cannot be read never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from dragoman.cli.common import opened, shown, utf8

if TYPE_CHECKING:
    from dragoman.intake import Failure, Source
    from dragoman.model import Record
    from dragoman.store import Store
    from dragoman.terminal.log import Log
    from dragoman.terminal.plain import Console

    Results = Iterator[tuple[Source | Failure, Record | Failure]]
    """What came in, each with its record or why there is none."""


def print_records(results: Results, log: Log) -> int:
    """Every record printed, and how many inputs failed."""
    from dragoman.intake import Failure

    utf8()
    failed = 0
    for _, result in results:
        if isinstance(result, Failure):
            failed += not result.passed
            _report(result, log)
        else:
            sys.stdout.write(result.to_json() + "\n")
            _note(result, log)
    return failed


def _report(failure: Failure, log: Log) -> None:
    from dragoman.terminal.plain import say

    say(f"dragoman: {failure.origin}: {failure.reason}")
    log.write("passed over" if failure.passed else "failed", origin=failure.origin, reason=failure.reason, sha256=failure.sha256)


def _note(record: Record, log: Log) -> None:
    counts = {"events": len(record.events), "statements": len(record.statements), "warnings": [w.code for w in record.warnings]}
    log.write("read", report=record.report.id, origin=record.report.origin, **counts)


@dataclass
class _Tally:
    """What became of the inputs of a run."""

    kept: int = 0
    again: int = 0
    failed: int = 0
    passed: int = 0
    stopped: bool = False
    places: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def summary(self, dossier: str) -> str:
        """The last line of a run."""
        repeated = f", {self.again} of them again" if self.again else ""
        passed = f"; {self.passed} files passed over" if self.passed else ""
        lost = f"; {self.failed} inputs failed" if self.failed else ""
        kept = " (kept with the reason: dragoman show failures)" if self.failed or self.passed else ""
        stopped = "; stopped, and all read so far is kept" if self.stopped else ""
        return f"\n{self.kept} reports read into {shown(dossier)}{repeated}{lost}{passed}{kept}{stopped}."


def keep_records(results: Results, dossier: str, log: Log) -> int:
    """Every record into the dossier as soon as it is read, so that stopping loses none of those before; how many inputs failed."""
    from dragoman.terminal.plain import Console
    from dragoman.terminal.progress import counting

    console = Console(highlight=False)
    tally = _Tally()
    with opened(dossier, create=True) as store, counting("reports") as tick:
        with store.batch() as add:
            try:
                for source, result in results:
                    tally.places.add(source.place)
                    _keep_one(source, result, store, add, tally, console, log)
                    tick()
            except KeyboardInterrupt:
                tally.stopped = True
        if not tally.stopped and store.failed() != (0, 0):
            store.mend(tally.places - {""}, tally.failures)
    console.print(tally.summary(dossier), soft_wrap=True)
    if tally.stopped:
        raise typer.Exit(130)
    return tally.failed


def _keep_one(
    source: Source | Failure,
    result: Record | Failure,
    store: Store,
    add: Callable[[Record], bool],
    tally: _Tally,
    console: Console,
    log: Log,
) -> None:
    """One record kept, or a failure."""
    from datetime import date

    from dragoman.intake import Failure
    from dragoman.intake.guard import PASSING, why
    from dragoman.terminal.show import kept_out, learnt

    if not isinstance(result, Failure):
        try:
            again, lines = add(result), list(learnt(result))
            lines += [kept_out(r.author, r.at, r.reason) for r in (store.removed(result.report.id) if again else ())]
        except PASSING:
            raise
        except BaseException as error:
            result = Failure(source.origin, why(error, "it could not be kept"), source.place, source.sha256)
    if isinstance(result, Failure):
        tally.passed += result.passed
        tally.failed += not result.passed
        tally.failures.append(store.fail(result, date.today().isoformat()))
        _report(result, log)
        return
    tally.again += again
    tally.kept += 1
    _note(result, log)
    for line in lines:
        console.print(line, soft_wrap=True)
