"""Killed at any moment, a dossier opens and has everything that was acknowledged."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(("kind", "times"), [("reading", 34), ("correcting", 33), ("migrating", 33)])
def test_nothing_is_lost_that_was_acknowledged(kind: str, times: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.killing", kind, str(times), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    amid = int(done.stdout.split(" of them amid")[0].split()[-1])
    assert amid >= times // 4, done.stdout
