"""The command as its user runs it, in processes of its own."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.codebook.reliability import threshold
from dragoman.model import Record
from tests.conftest import EXAMPLES

COMMAND = [str(Path(sys.executable).parent / "dragoman")]
TEXT = (
    "Kenya and Uganda signed a defence agreement in Kampala on Monday. Sudan accused Kenya of arming rebels. Kenya denied the accusation."
)


def run(*args: str | Path, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*COMMAND, *map(str, args)], input=stdin, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("d") / "x.db"
    run("read", "--dossier", path, EXAMPLES / "reports")
    return path


def test_records_as_json_lines_hold_and_are_the_same_each_time(tmp_path: Path) -> None:
    folder = EXAMPLES / "reports"
    first, second = run("read", "--json", folder).stdout, run("read", "--json", folder).stdout
    assert first == second
    records = [Record.from_json(line) for line in first.splitlines()]
    assert len(records) == len(list(folder.glob("*.txt")))
    assert all(r.schema_ == "dragoman/1" for r in records)


def test_ids_given_at_input_and_order_are_kept() -> None:
    lines = "\n".join(json.dumps({"id": i, "text": f"Kenya condemned Uganda. {i}"}) for i in ("b", "a", "c"))
    out = run("read", "--json", "-", stdin=lines).stdout.splitlines()
    assert [json.loads(line)["report"]["id"] for line in out] == ["b", "a", "c"]


def test_bad_input_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01binary")
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c.txt").write_text("")
    done = run("read", "--json", tmp_path, code=1)
    assert len(done.stdout.splitlines()) == 1
    assert "a.txt: it is a binary file" in done.stderr and "c.txt: it is empty" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("read", "--published", "2020-02-30", "-"), "2020-02-30"),
        (("show", "--between", "Iran", "Atlantis"), "Atlantis"),
        (("show", "--since", "yesterday"), "yesterday"),
        (("score", "nothing", "."), "reports"),
    ],
)
def test_wrong_use(args: tuple[str, ...], words: str) -> None:
    assert words in run(*args, code=2).stderr


def test_a_missing_dossier_and_one_that_is_none(tmp_path: Path) -> None:
    assert "dragoman read" in run("show", "--dossier", tmp_path / "no.db", code=1).stderr
    (tmp_path / "bad.db").write_bytes(b"this is no database at all" * 100)
    assert "cannot be opened" in run("show", "--dossier", tmp_path / "bad.db", code=1).stderr


def test_reading_says_what_was_learnt_and_reading_again_doubles_nothing(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT)
    first = run("read", "--dossier", tmp_path / "x.db", tmp_path / "r.txt").stdout
    assert "Kenya – Uganda" in first and "SIGNED" in first and "1 reports read" in first
    assert "1 of them again" in run("read", "--dossier", tmp_path / "x.db", tmp_path / "r.txt").stdout
    rows = json.loads(run("show", "--json", "--dossier", tmp_path / "x.db").stdout)
    assert len(rows["agreements"]) == 1


def test_overview(dossier: Path) -> None:
    out = run("show", "--dossier", dossier).stdout
    for words in ("reports:", "DENOUNCED", "denies it", "according to", "● fact"):
        assert words in out


def test_facts_and_claims_look_different(dossier: Path) -> None:
    lines = run("show", "events", "--dossier", dossier).stdout.splitlines()
    facts = [line for line in lines if line.startswith("●")]
    claims = [line for line in lines if line.startswith(("○", "◌"))]
    assert facts and claims
    assert all("according to" not in line for line in facts)
    assert all("according to" in line or "alleged" in line or "denied by" in line for line in claims)


def test_filters(dossier: Path) -> None:
    def events(*args: str) -> list[dict[str, object]]:
        out: list[dict[str, object]] = json.loads(run("show", "events", "--json", "--dossier", dossier, *args).stdout)
        return out

    everything, facts = events(), events("--facts-only")
    assert facts == [e for e in everything if e["fact"] and float(str(e["confidence"])) >= threshold()]
    assert events("--facts-only", "--with-uncertain") == [e for e in everything if e["fact"]]
    assert 0 < len(events("--between", "AZE", "Turkey")) < len(everything)
    assert all(str(e["date"] or e["published"]) >= "2021" for e in events("--since", "2021"))
    assert all(str(e["date"] or e["published"]) < "2020" for e in events("--until", "2019"))
    attacks = [e for e in everything if e["type"] == "ASSAULT"]
    assert events("--type", "attack", "--limit", "2") == attacks[-2:] and len(attacks) > 2


def test_one_look_says_what_it_came_to(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert "no report in it yet" in run("watch", tmp_path / "in", "--once", "--dossier", tmp_path / "x.db").stdout
    old = tmp_path / "in" / "r.txt"
    old.write_text(TEXT)
    os.utime(old, (1, 1))
    assert "1 report, 1 of them new" in run("watch", tmp_path / "in", "--once", "--dossier", tmp_path / "x.db").stdout
    assert "nothing to do" in run("watch", tmp_path / "in", "--once", "--dossier", tmp_path / "x.db").stdout


def test_two_people_are_merged_by_name_and_split_again(dossier_copy: Path) -> None:
    def people() -> dict[str, list[str]]:
        rows = json.loads(run("show", "people", "--json", "--dossier", dossier_copy).stdout)
        return {r["name"]: r["reports"] for r in rows}

    before = people()
    one, other = "Monica Juma", "Kenea Yadeta"
    both = run("correct", "merge", one.lower(), other, "--reason", "a test", "--dossier", dossier_copy).stdout
    merged = people()
    assert "1 correction made" in both and len(merged) == len(before) - 1
    run("correct", "undo", both.split()[-1], "--dossier", dossier_copy)
    assert people() == before


@pytest.mark.parametrize("what", ["agreements", "events", "statements", "officials", "disputes"])
def test_every_line_can_show_its_words(dossier: Path, what: str) -> None:
    rows = json.loads(run("show", what, "--json", "--dossier", dossier).stdout)
    texts = " ".join(" ".join(p.read_text().split()) for p in (EXAMPLES / "reports").glob("*.txt"))
    assert rows
    for row in rows:
        told = row["evidence"] if isinstance(row["evidence"], list) else [{"words": row["evidence"]}]
        assert told and all(piece in texts for e in told for piece in e["words"].split(" … "))
    assert "“" in run("show", what, "--evidence", "--dossier", dossier).stdout


def test_schema_describes_what_is_printed() -> None:
    schema = json.loads(run("schema").stdout)
    record = json.loads(run("read", "--json", "-", stdin=TEXT).stdout)
    assert set(record) == set(schema["properties"])


def test_score() -> None:
    out = run("score", "reports", EXAMPLES).stdout
    assert "statements=" in out and "false_facts=" in out


def test_ctrl_c_leaves_everything_read_so_far(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": f"r{i}", "text": f"{TEXT} {i}"}) for i in range(2000))
    (tmp_path / "r.jsonl").write_text(rows)
    process = subprocess.Popen(
        [*COMMAND, "read", "--dossier", tmp_path / "x.db", tmp_path / "r.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(12):  # some reports have been read
        assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "stopped, and all read so far is kept" in out, err
    kept = int(re.findall(r"(\d+) reports read", out)[0])
    with sqlite3.connect(tmp_path / "x.db") as raw:
        assert raw.execute("SELECT count(*) FROM reports").fetchone()[0] >= kept > 2
    assert json.loads(run("show", "agreements", "--json", "--dossier", tmp_path / "x.db").stdout)


def test_a_shell_completes_commands_options_and_what_they_take() -> None:
    asked = ("dragoman s", "dragoman read --work", "dragoman show ev", "dragoman correct m")
    lines = [
        f'COMP_WORDS=({words}); COMP_CWORD={words.count(" ")}; _dragoman_completion dragoman; echo "${{COMPREPLY[@]}}"' for words in asked
    ]
    script = "\n".join([f'PATH="{Path(COMMAND[0]).parent}:$PATH"', 'eval "$(_DRAGOMAN_COMPLETE=source_bash dragoman)"', *lines])
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["show serve score schema scale", "--workers", "events", "merge"], done.stderr
