"""Reading says the same whatever order a set happens to have."""

import os
import subprocess
import sys

from tests.conftest import SHARED

REPORTS = sorted((SHARED / "gold/field/reports").glob("e*.txt"))
"""Visits and councils: reports with many states, in which parties are put together from sets."""


def records(seed: str) -> bytes:
    """What the command line writes of the reports, with the seed by which Python orders sets of words."""
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "read", "--json", *map(str, REPORTS)]
    done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
    return done.stdout


def test_the_order_of_sets_changes_nothing() -> None:
    first, second = records("1"), records("2")
    assert first.count(b"\n") == len(REPORTS) > 10
    assert first == second
