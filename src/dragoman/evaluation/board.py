"""The kinds of gold data and what scores each: path -> figures, and a line for each miss where misses are named."""

from collections.abc import Callable
from pathlib import Path

from dragoman.evaluation.attribution import score_attribution
from dragoman.evaluation.events import score_modality, score_plv, score_silence
from dragoman.evaluation.reports import score_folder
from dragoman.evaluation.statements import score_statements

Scored = tuple[dict[str, float], list[str]]


def _attribution(path: Path) -> Scored:
    return score_attribution(path), []


KINDS: dict[str, Callable[[Path], Scored]] = {
    "reports": score_folder,
    "polnear": _attribution,
    "statements": score_statements,
    "plv": score_plv,
    "modality": score_modality,
    "silence": score_silence,
}
