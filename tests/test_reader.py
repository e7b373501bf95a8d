"""Readers: settings made once, many reports, several processes, and what becomes of a report whose process ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.intake.source import Limits
from dragoman.library.pool import Pool
from dragoman.model import Record
from tests.conftest import EXAMPLES, ROOT, read
from tests.echoing import Echo
from tests.test_cli import run

TEXTS = [f"{a} and {b} signed a pact in Muscat on Sunday." for a, b in (("Iran", "Oman"), ("Chad", "Libya"), ("Peru", "Chile"))]


class Ends:
    """A field of a source that ends whatever process unpacks it, unless a file is there already; it makes the file."""

    def __init__(self, mark: Path, code: int) -> None:
        self.mark, self.code = mark, code

    def __reduce__(self) -> tuple[Any, ...]:
        ends = f"(lambda p: None if p.exists() else p.touch() or __import__('os')._exit({self.code}))(__import__('pathlib').Path({str(self.mark)!r}))"
        return eval, (ends,)


class Always(Ends):
    """One that ends every process."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (self.code,)


def ending(text: str, section: Ends) -> dragoman.Source:
    return replace(dragoman.Source(text, origin="spoilt.txt", place="spoilt.txt"), section=section)  # type: ignore[arg-type]


def test_a_reader_reads_as_read_does() -> None:
    record = dragoman.Reader().read(TEXTS[0], published="2024-05-07", outlet="The Harbour News")
    assert record == dragoman.read(TEXTS[0], published="2024-05-07", outlet="The Harbour News")
    assert record.report.outlet == "The Harbour News" and record.report.published == "2024-05-07"


def test_a_reader_keeps_its_language_dictionaries_and_limits(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,code\nZarkan League,OMN\n,\n", encoding="utf8")
    reader = dragoman.Reader(actors=[own], language="en", limits=Limits(words=12))
    assert reader.problems == ("own.csv:3: a row needs a name and a code",)
    codes = [a.code for a in reader.read("The Zarkan League condemned Chad.").actors]
    assert "OMN" in codes and "OMN" not in [a.code for a in read("The Zarkan League condemned Chad.").actors]
    assert reader.read(" ".join(TEXTS)).warnings[0].code == "too_long"
    assert reader.read("Le ministre a signé un accord.").report.language == "en"
    with pytest.raises(dragoman.InputError, match="two small letters"):
        dragoman.Reader(language="english")
    with pytest.raises(dragoman.DictionaryError, match="no dictionary"):
        dragoman.Reader(actors=[EXAMPLES / "reports" / sorted(os.listdir(EXAMPLES / "reports"))[0]])


def test_weights_in_another_folder_are_those_of_one_reader_only(tmp_path: Path) -> None:
    with pytest.raises(dragoman.SetupError, match=str(tmp_path)):
        dragoman.Reader(weights=tmp_path).read(TEXTS[0])
    assert dragoman.Reader().read(TEXTS[0]).events
    with pytest.raises(dragoman.SetupError, match=str(tmp_path)):  # in another process as well
        list(dragoman.Reader(weights=tmp_path).pipe(TEXTS[:1], workers=2))


def test_results_come_in_order_and_failures_in_their_places(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text('{"id": "a", "text": "Chad condemned Libya."}\n{"id": "b", "text": ""}\n', encoding="utf8")
    given: list[Any] = [
        TEXTS[0],
        " ",
        file,
        "report.txt",
        dragoman.Failure("elsewhere", "it was not there"),
        tmp_path / "none.txt",
        TEXTS[1],
    ]
    found = list(dragoman.Reader().pipe(given, published="2024-05-07", outlet="The Harbour News"))
    assert [type(x).__name__ for x in found] == ["Record", "Failure", "Record", *["Failure"] * 4, "Record"]
    records = [x for x in found if isinstance(x, Record)]
    assert [r.report.text for r in records] == [TEXTS[0], "Chad condemned Libya.", TEXTS[1]]
    assert {(r.report.published, r.report.outlet) for r in records} == {("2024-05-07", "The Harbour News")}
    reasons = [x.reason for x in found if isinstance(x, dragoman.Failure)]
    assert reasons[3] == "it was not there"
    assert list(Echo().pipe(given, workers=2)) == list(Echo().pipe(given))


def test_a_report_whose_process_ends_is_read_once_more_and_nothing_is_lost(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    given: list[Any] = [TEXTS[0], ending(TEXTS[1], Ends(mark, 3)), ending(TEXTS[2], Always(Path(), 7)), *TEXTS * 4]
    found = [x for x in Echo().pipe(given, workers=2) if isinstance(x, dragoman.Failure)]
    assert [x.reason for x in found[:2] + found[3:]] == [*TEXTS[:2], *TEXTS * 4] and mark.exists()
    assert (found[2].origin, found[2].place) == ("spoilt.txt", "spoilt.txt") and "ended twice (exit code 7)" in found[2].reason


def test_a_process_that_is_killed_is_named_by_its_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Pool._start

    def killed(pool: Pool) -> Any:
        process = started(pool)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return process

    monkeypatch.setattr(Pool, "_start", killed)
    found = list(Echo().pipe(TEXTS[:1], workers=2))
    assert isinstance(found[0], dragoman.Failure) and "signal 9" in found[0].reason


def test_sources_are_taken_as_they_are_needed_and_no_process_outlives_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, processes, started = [], [], Pool._start

    def endless() -> Iterator[str]:
        while True:
            taken.append(TEXTS[0])
            yield TEXTS[0]

    def start(pool: Pool) -> Any:
        processes.append(started(pool))
        return processes[-1]

    monkeypatch.setattr(Pool, "_start", start)
    results = Echo().pipe(endless(), workers=2)
    assert isinstance(next(results), dragoman.Failure) and len(taken) <= 8
    del results  # a loop that was left
    assert len(processes) == 2 and all(p.poll() is not None for p in processes)


def test_a_script_needs_no_guard_around_what_it_does(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    told = f"from tests.echoing import Echo\nprint(len(list(Echo().pipe({TEXTS!r}, workers=2))), 'read')\n"
    script.write_text(f"import sys\nsys.path.append({str(ROOT)!r})\n{told}", encoding="utf8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "3 read\n", done.stderr


def test_the_command_writes_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    broken, told = tmp_path / "broken.pdf", tmp_path / "told.jsonl"
    broken.write_bytes(b"%PDF-1.4 nothing")
    told.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)), encoding="utf8")
    one, two = (run("read", "--json", broken, told, "--workers", n, code=1) for n in ("1", "2"))
    assert one.stdout == two.stdout and [json.loads(line)["report"]["id"] for line in one.stdout.splitlines()] == ["r0", "r1", "r2"]
    assert one.stderr == two.stderr and "broken.pdf" in one.stderr
    kept = run("read", broken, told, "--workers", "2", "--dossier", tmp_path / "x.db", code=1).stdout
    assert "3 reports read into" in kept and "1 inputs failed" in kept
    run("export", "records", tmp_path / "x.jsonl", "--dossier", tmp_path / "x.db")
    assert (tmp_path / "x.jsonl").read_text(encoding="utf8") == one.stdout
