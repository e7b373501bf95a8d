"""The kinds of gold data and what scores each: path -> figures, and a line for each miss where misses are named."""

from collections.abc import Callable
from pathlib import Path

from dragoman.evaluation.attribution import score_attribution
from dragoman.evaluation.events import score_modality, score_plv, score_silence
from dragoman.evaluation.field import score_field
from dragoman.evaluation.gold import GoldError
from dragoman.evaluation.pairs import score_coded_pairs, score_pairs
from dragoman.evaluation.reports import score_folder
from dragoman.evaluation.statements import score_statements
from dragoman.evaluation.stories import score_stories
from dragoman.evaluation.synthetic import score_synthetic

Scored = tuple[dict[str, float], list[str]]


def _attribution(path: Path) -> Scored:
    return score_attribution(path), []


def _synthetic(count: Path) -> Scored:
    """The path is the number of records to make."""
    if not count.name.isdigit():
        raise GoldError(f"{count} is no number of records")
    return score_synthetic(int(count.name))


def _pairs(path: Path) -> Scored:
    """The path is a folder of coded clusters, or the number of records to make whose pairs are judged."""
    if path.is_dir():
        return score_coded_pairs(path)
    if not path.name.isdigit():
        raise GoldError(f"{path} is neither a folder of clusters nor a number of records")
    return score_pairs(int(path.name))


KINDS: dict[str, Callable[[Path], Scored]] = {
    "field": score_field,
    "reports": score_folder,
    "polnear": _attribution,
    "statements": score_statements,
    "plv": score_plv,
    "modality": score_modality,
    "silence": score_silence,
    "stories": score_stories,
    "synthetic": _synthetic,
    "pairs": _pairs,
}
