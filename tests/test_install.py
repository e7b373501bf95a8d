"""What is given away: a source archive from which the wheel is built, and that wheel in an environment of its own."""

import json
import os
import re
import subprocess
import sys
import tarfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.install
TEXT = "Kenya and Uganda signed a defence agreement in Kampala on Monday. Sudan accused Kenya of arming rebels."
PIPELINE = (
    "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('dragoman'); doc = nlp('Chad condemned Libya.');"
    " print([part.spans[0].text for part in doc._.events])"
)


def done(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints, which must end well; nothing of this checkout is on its path."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "DRAGOMAN_DOSSIER")}
    found = subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr[-3000:]
    return found.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive of this checkout, and the wheel that is built of it."""
    out = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", out)
    source = next(out.glob("*.tar.gz"))
    with tarfile.open(source) as tar:
        tar.extractall(out, filter="data")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=out / source.name.removesuffix(".tar.gz"))
    return source, next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def bin_(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of an environment are that has the wheel and what it needs, in the versions of the lock file, and nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=True)
    pinned = re.findall(r"^(\S+==.*?) \\$", (ROOT / "requirements.lock").read_text(encoding="utf8"), re.MULTILINE)
    assert len(pinned) > 50
    (folder / "pinned.txt").write_text("\n".join(pinned), encoding="utf8")  # without hashes, which a wheel just built has none of
    pip = (folder / "bin/python", "-m", "pip", "install", "--no-compile", "--quiet", "--disable-pip-version-check")
    done(*pip, "--constraint", folder / "pinned.txt", archives[1], cwd=folder)
    return folder / "bin"


@pytest.fixture(scope="module")
def dossier(bin_: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier that the installed command has made."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "r.txt").write_text(TEXT, encoding="utf8")
    assert "1 reports read into d.db" in done(
        bin_ / "dragoman", "read", "r.txt", "--published", "2024-05-07", "--dossier", "d.db", cwd=folder
    )
    return folder / "d.db"


@pytest.fixture
def address(bin_: Path, dossier: Path) -> Iterator[str]:
    """Where the installed command serves it."""
    process = subprocess.Popen(
        [bin_ / "dragoman", "serve", "--port", "0", "--dossier", dossier], cwd=dossier.parent, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "http://" in line)
        yield "http://" + line.split("http://", 1)[1].split()[0].rstrip("/")
    finally:
        process.terminate()
        process.wait(20)


def test_the_archives_hold_what_they_need_and_no_more(archives: tuple[Path, Path]) -> None:
    with ZipFile(archives[1]) as wheel:
        names = set(wheel.namelist())
        entries = wheel.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    assert {
        "dragoman/py.typed",
        "dragoman/models/reader.onnx",
        "dragoman/web/static/vendor/d3.min.js",
        "dragoman/library/worker.py",
    } <= names
    assert all(n.startswith(("dragoman/", "dragoman-")) for n in names) and not any("node_modules" in n for n in names)
    assert "[spacy_factories]" in entries and "dragoman = dragoman.library.component:make" in entries
    assert archives[0].stat().st_size < 100 * 2**20


def test_what_is_installed_reads_exports_and_takes_part_in_pipelines(bin_: Path, dossier: Path) -> None:
    done(bin_ / "dragoman", "export", "jsonl", "rows.jsonl", "--dossier", dossier, cwd=dossier.parent)
    rows = [json.loads(line) for line in (dossier.parent / "rows.jsonl").read_text(encoding="utf8").splitlines()]
    assert {"events", "agreements"} <= {row["table"] for row in rows}
    assert "condemned" in done(bin_ / "python", "-c", PIPELINE, cwd=dossier.parent)
    assert "site-packages" in done(bin_ / "python", "-c", "import dragoman; print(dragoman.__file__)", cwd=dossier.parent)


def test_what_is_installed_serves(address: str) -> None:
    for _ in range(100):
        try:
            page = urllib.request.urlopen(f"{address}/", timeout=60).read().decode()
            break
        except OSError:
            time.sleep(0.2)
    assert "Kenya" in page
    assert urllib.request.urlopen(f"{address}/static/vendor/d3.min.js", timeout=60).status == 200
