"""Spoilt inputs of every kind: each ends in a report or a named failure, and costs no other."""

import time
from pathlib import Path

import pytest

from dragoman.intake import Failure, Source
from dragoman.intake.collect import collect
from dragoman.model import Record
from dragoman.reading.safely import read_safely
from tests.hostile import OTHER, cases, seeds

MANY, FEW = 440, 12
"""Inputs that are taken in, and of these that are read as well."""


def test_every_kind_is_read_when_it_is_sound(tmp_path: Path) -> None:
    for name, data in seeds().items():
        (tmp_path / name).write_bytes(data)
        found = list(collect([str(tmp_path / name)]))
        assert found and all(isinstance(s, Source) for s in found), (name, found)


@pytest.mark.parametrize("first", [0, MANY])
def test_a_spoilt_input_costs_no_other(tmp_path: Path, first: int) -> None:
    for name, data in cases(first, MANY // 2):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "0.txt").write_text(OTHER)
    (tmp_path / "zz.txt").write_text(OTHER)
    began = time.monotonic()
    found = list(collect([str(tmp_path)]))
    good = [s.origin for s in found if isinstance(s, Source)]
    assert str(tmp_path / "0.txt") in good and str(tmp_path / "zz.txt") in good
    assert all(f.reason and f.place for f in found if isinstance(f, Failure))
    seen = {Path(f.place).name for f in found}
    assert seen == {p.name for p in tmp_path.iterdir()}, "each file has a report or a failure"
    for source in [s for s in found if isinstance(s, Source)][:: max(1, len(found) // FEW)]:
        result = read_safely(source)
        assert isinstance(result, Record) or result.reason
        assert isinstance(result, Failure) or Record.from_json(result.to_json()) == result
    assert time.monotonic() - began < 600, "something hangs"
