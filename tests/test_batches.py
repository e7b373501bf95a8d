"""When a batch brings answers up to date."""

from itertools import islice
from pathlib import Path

import pytest

from dragoman.evaluation.synthetic import Generator
from dragoman.store import Store, derive


def _times(records: int) -> list[int]:
    """The numbers of records in a dossier at which answers are brought up to date while it is filled."""
    out, waiting = [], 0
    for there in range(1, records + 1):
        waiting += 1
        if derive.is_due(waiting, there):
            out.append(there)
            waiting = 0
    return out


def test_answers_are_brought_up_to_date_each_time_a_dossier_has_doubled() -> None:
    assert _times(10_000) == [500, 1000, 2000, 4000, 8000]


def test_a_batch_in_many_steps_ends_as_one_in_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = list(islice(Generator(3).records(40), 40))
    found = []
    for often in (3, 1000):
        monkeypatch.setattr(derive, "OFTEN", often)
        with Store(tmp_path / f"{often}.db") as store:
            with store.batch() as add:
                for record in records:
                    add(record)
            with store.connection() as db:
                found.append(
                    [db.exec_driver_sql(f"SELECT * FROM dossier_{t} ORDER BY id").fetchall() for t in ("people", "events", "officials")]
                )
    assert found[0] == found[1] and all(found[0])
