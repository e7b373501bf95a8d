"""Reading with many workers: the same files however many there are, and whatever happens to them on the way."""

import fcntl
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest

from dragoman.errors import ScaleError
from dragoman.intake import Source
from dragoman.intake.collect import collect
from dragoman.model import Record
from dragoman.reading.read import read_source
from dragoman.scale import on_processes, whole
from dragoman.scale.engines import Done, Engine, here
from dragoman.scale.months import Counts
from dragoman.scale.read import complete, read
from dragoman.scale.shards import Job, Shard, chunks, shards
from tests.conftest import ROOT

COMMAND = [str(Path(sys.executable).parent / "dragoman"), "scale", "read", "--chunk", "2"]
FRENCH = (
    "Le ministre des affaires étrangères a déclaré mardi que les négociations se poursuivraient la semaine prochaine à Genève, numéro {}."
)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports of several formats, most of them in a language that costs no time."""
    folder = tmp_path_factory.mktemp("in")
    lines = [{"id": f"l{n}", "text": FRENCH.format(n), "published": f"2024-0{1 + n % 3}-10"} for n in range(8)]
    (folder / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    english = "OSLO, May 4 (CPA) - Norway and Chad signed a fisheries agreement in Oslo on Monday."
    (folder / "b.jsonl").write_text(json.dumps({"id": "b", "text": english, "published": "2021-05-04"}))
    (folder / "c.txt").write_text("")
    (folder / "d.csv").write_text(f'id,text,published\nl1,"{FRENCH.format(1)}",2024-02-10\nl2,another text under this id,2024-02-10\n')
    (folder / "e.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process gives that nothing disturbs."""
    out = tmp_path_factory.mktemp("out")
    read([str(inputs)], out, Job(chunk=2), here)
    return out


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def run(inputs: Path, out: Path, *options: str, code: int = 1, before: Callable[[], None] | None = None) -> str:
    done = subprocess.run([*COMMAND, *options, str(inputs), str(out)], capture_output=True, text=True, timeout=600, preexec_fn=before)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_every_report_is_kept_once_and_every_failure_with_its_reason(inputs: Path, undisturbed: Path) -> None:
    found = [json.loads(line)["report"]["id"] for line in records(undisturbed)]
    assert sorted(found) == ["b", *(f"l{n}" for n in range(8))]
    failures = polars.read_parquet(undisturbed / "failures.parquet").to_dicts()
    assert [(f["kind"], Path(f["origin"].partition(":")[0]).name) for f in failures] == [
        ("passed", "e.png"),
        ("failed", "c.txt"),
        ("repeated", "d.csv"),
        ("failed", "d.csv"),
    ]
    assert "it is empty" in failures[1]["reason"] and "give this one an id of its own" in failures[3]["reason"]


def records(out: Path) -> list[str]:
    """The records of a folder, month by month in the order of the input."""
    return [line for p in sorted((out / "records").rglob("*.parquet")) for line in polars.read_parquet(p)["record"].to_list()]


def sources(path: Path) -> list[Source]:
    return [s for s in collect([str(path)]) if isinstance(s, Source)]


def test_records_are_what_reading_one_by_one_gives(inputs: Path, undisturbed: Path) -> None:
    alone = {r.report.id: r for s in (*sources(inputs / "a.jsonl"), *sources(inputs / "b.jsonl")) for r in (read_source(s),)}
    assert {i: r.to_json() for i, r in alone.items()} == {Record.from_json(line).report.id: line for line in records(undisturbed)}
    row = polars.read_parquet(undisturbed / "records/month=2021-05/*.parquet").to_dicts()[0]
    told = Record.from_json(row["record"])
    assert (row["events"], row["agreements"], row["statements"]) == (len(told.events), len(told.agreements), len(told.statements))
    assert row["agreements"] == 1 and row["states"] == ["NOR", "TCD"] and row["published"] == told.report.published


def test_any_number_of_workers_gives_the_same_files(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    run(inputs, tmp_path / "out", "--workers", "2")
    assert tree(tmp_path / "out") == tree(undisturbed)


def stopping(after: int) -> Engine:
    """An engine that stops after some chunks, in the midst of writing the next part."""

    def engine(found: Sequence[Shard], job: Job, out: Path) -> Iterator[Done]:
        for n, done in enumerate(here(found, job, out)):
            if n == after:
                (out / "parts" / whole.BEGUN).with_suffix(".parquet").write_bytes(b"PAR1 cut off")
                raise OSError(28, "No space left on device")
            yield done

    return engine


@pytest.mark.parametrize("after", [0, 3])
def test_a_run_that_was_stopped_goes_on_to_the_same_files(after: int, inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(OSError, match="No space"):
        read([str(inputs)], out, Job(chunk=2), stopping(after))
    with pytest.raises(ScaleError, match="holds no finished reading"):
        complete(out)
    there = {p: p.stat().st_mtime_ns for p in out.glob("parts/*/*.parquet")}
    read([str(inputs)], out, Job(chunk=2), here)
    assert all(p.stat().st_mtime_ns == at for p, at in there.items())
    assert tree(out) == tree(undisturbed)


def begun(inputs: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run by two workers that has kept its first part."""
    process = subprocess.Popen([*COMMAND, "--workers", "2", str(inputs), str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list(out.glob("parts/*/*.parquet")):
        time.sleep(0.01)
    return process


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    found = [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    return [p for p in found if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


def test_a_worker_that_is_killed_is_replaced(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    process = begun(inputs, tmp_path / "out")
    if process.poll() is None:
        os.kill(workers_of(process)[0], signal.SIGKILL)
    assert process.wait(600) == 1  # one input failed
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4])
def test_no_chunk_is_lost_that_is_handed_out_when_a_worker_has_just_died(
    dies_at: int, inputs: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_out = 0

    class Mortal(ThreadPoolExecutor):
        """Its workers die before one chunk is handed out, as the executor of processes tells who submits one."""

        def __init__(self, workers: int, *_: object) -> None:
            super().__init__(workers)
            self.broken = False

        def submit(self, *args: Any, **options: Any) -> Future[Any]:
            nonlocal handed_out
            handed_out += 1
            self.broken |= handed_out == dies_at
            if self.broken:
                raise BrokenProcessPool
            return super().submit(*args, **options)

    monkeypatch.setattr(on_processes, "ProcessPoolExecutor", Mortal)
    read([str(inputs)], tmp_path / "out", Job(chunk=2), on_processes.on_processes(2))
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_a_run_that_is_killed_takes_its_workers_along_and_is_gone_on_with(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    process = begun(inputs, tmp_path / "out")
    workers = workers_of(process) if process.poll() is None else []
    process.kill()
    process.wait(60)
    until = time.monotonic() + 60
    while any(Path(f"/proc/{w}").exists() for w in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{w}").exists() for w in workers)
    run(inputs, tmp_path / "out", "--workers", "1")
    assert tree(tmp_path / "out") == tree(undisturbed)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_disk_that_is_full_is_told_and_leaves_nothing_half_written(workers: str, inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run(inputs, out, "--workers", workers, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (7000, 7000)))
    assert "File too large; what was read is kept" in said
    assert all(polars.read_parquet(p).height for p in out.glob("parts/*/*.parquet"))
    run(inputs, out, "--workers", "1")
    assert tree(out) == tree(undisturbed)


def test_what_changed_is_read_anew_and_nothing_else(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.jsonl").write_text("".join(json.dumps({"id": f"{name}{n}", "text": FRENCH.format(n)}) + "\n" for n in range(2)))
    read([str(folder)], out, Job(chunk=2), here)
    before = {p.stem: p.stat().st_mtime_ns for p in out.glob("parts/*/*.parquet")}
    (folder / "b.jsonl").write_text(
        json.dumps({"id": "b0", "text": FRENCH.format("trente")}) + "\n" + json.dumps({"id": "b1", "text": FRENCH.format(2)})
    )
    read([str(folder)], out, Job(chunk=2), here)
    after = {p.stem: p.stat().st_mtime_ns for p in out.glob("parts/*/*.parquet")}
    assert len(before) == len(after) == 3 and len(before.items() & after.items()) == 2
    assert any("trente" in line for line in records(out))


def test_chunks_hang_on_the_input_alone(inputs: Path) -> None:
    found, passed = shards([str(inputs)])
    assert [Path(p).name for s in found for p in s.paths] == ["a.jsonl", "b.jsonl", "c.txt", "d.csv"] and len(passed) == 1
    names = [[c.name for s in found for c in chunks(s, job)] for job in (Job(chunk=2), Job(chunk=2), Job(chunk=3))]
    assert names[0] == names[1] and not set(names[0]) & set(names[2])


def test_a_folder_that_cannot_be_used_is_refused(inputs: Path, tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="name a folder beside it"):
        read([str(inputs)], inputs / "out", Job(), here)
    with pytest.raises(ScaleError, match="only files and folders"):
        read(["https://example.org/feed"], tmp_path / "out", Job(), here)
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(ScaleError, match="another run is writing"):
            read([str(inputs)], tmp_path / "out", Job(), here)


def test_nothing_to_read_is_a_reading_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    counts = read([str(tmp_path / "in")], tmp_path / "out", Job(), here)
    assert counts == Counts({}, {"failed": 1, "passed": 0, "repeated": 0})
    complete(tmp_path / "out")


needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install 'dragoman[scale]'")


@needs_ray
def test_ray_gives_the_same_files_also_where_its_worker_is_killed(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen([*COMMAND, "--workers", "2", "--address", "local", str(inputs), str(out)])
    while process.poll() is None and not list(out.glob("parts/*/*.parquet")):
        time.sleep(0.05)
    readers = subprocess.run(["pgrep", "-f", "ray::MapWorker"], capture_output=True, text=True).stdout.split()
    if process.poll() is None and readers:
        os.kill(int(readers[0]), signal.SIGKILL)
    assert process.wait(600) == 1  # one input failed
    assert tree(out) == tree(undisturbed)


@needs_ray
@pytest.mark.parametrize("goes", [False, True], ids=["two nodes", "a node that goes"])
def test_several_nodes_of_a_cluster_give_the_same_files(goes: bool, inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    from ray.cluster_utils import Cluster

    cluster, out = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False}), tmp_path / "out"
    try:
        node = cluster.add_node(num_cpus=2)
        process = subprocess.Popen([*COMMAND, "--workers", "2", "--address", cluster.address, str(inputs), str(out)])
        while process.poll() is None and not list(out.glob("parts/*/*.parquet")):
            time.sleep(0.05)
        if goes:
            cluster.remove_node(node, allow_graceful=False)
        assert process.wait(600) == 1  # one input failed
    finally:
        cluster.shutdown()
    assert tree(out) == tree(undisturbed)


def test_the_questions_of_the_guide_are_answered(undisturbed: Path) -> None:
    asked = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/how-to/scale.md").read_text(encoding="utf8"), re.DOTALL)
    answers = [duckdb.execute(q.replace("'read/", f"'{undisturbed}/").replace("=2022-05", "=2021-05")).fetchall() for q in asked]
    assert len(answers) == 4 and [row[2] for row in answers[1]] == ["SUPPORT"]
