"""Boosted trees over named features."""

import numpy as np
import pytest

from dragoman.reading.trees import from_dict

# One split: what is near (at most 2) scores 1.5, the rest -1.
MODEL = from_dict(
    {"names": ["far"], "base": 0.0, "bar": 0.5, "depth": 1, "trees": [[[0, 2.0, 1, 2, 0.0], [0, 0.0, 1, 1, 1.5], [0, 0.0, 2, 2, -1.0]]]}
)
NEAR, FAR = 1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(1.0))


def test_each_row_comes_to_its_leaf() -> None:
    assert MODEL.scores([{"far": 2.0}, {"far": 3.0}, {}, {"unknown": 9.0, "far": 7.0}]).tolist() == [NEAR, FAR, NEAR, FAR]


@pytest.mark.parametrize("groups", [[], [[]], [[{"far": 1.0}], [], [{"far": 5.0}, {"far": 0.0}]]])
def test_one_array_a_question(groups: list[list[dict[str, float]]]) -> None:
    scores = MODEL.scores_of(groups)
    assert [s.tolist() for s in scores] == [[NEAR if row["far"] <= 2 else FAR for row in group] for group in groups]


def test_a_long_report_is_scored_in_blocks() -> None:
    rows = [{"far": float(k % 5)} for k in range(1300)]
    assert np.array_equal(MODEL.scores(rows), np.concatenate([MODEL.scores([row]) for row in rows]))


def test_no_rows() -> None:
    assert MODEL.scores([]).shape == (0,)
