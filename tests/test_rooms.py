"""What holds for the code of every room."""

from pathlib import Path

import dragoman

SOURCES = sorted(Path(dragoman.__file__).parent.rglob("*.py"))


def test_no_step_leaves_its_state_on_the_parse() -> None:
    assert [str(p) for p in SOURCES if "user_data" in p.read_text(encoding="utf8")] == []
