"""Fit what tells quiet pages from reports on how states deal with one another; print how well.

    python -m training.likelihood.pages CORPUS_FOLDER GOLD_FOLDER MENTIONS_FILE WEIGHTS_FILE

CORPUS_FOLDER and GOLD_FOLDER hold the coded reports, all of which tell of dealings (slices c, d and z are only measured); MENTIONS_FILE is GUM
as `training.reader.prepare` takes it: lives, guides, papers, court hearings, and the interviews, news and textbooks that tell of none.
The weights, with the probability from which a page is quiet, go to WEIGHTS_FILE.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dragoman.evaluation.gold import load_slices
from dragoman.intake.source import Source
from dragoman.reading import quiet, read
from dragoman.reading.cast import Cast
from dragoman.reading.layout import Layout
from dragoman.reading.trees import Features
from training.corpus.reading import DEVELOPMENT

Page = tuple[str, Features]
"""The report that a page is part of, and what the page is about."""
BAR = 0.7
QUIET = ("academic", "bio", "court", "interview", "news", "textbook", "voyage")
"""Genres of GUM that are quiet but for the documents in `LOUD`."""
LOUD = {
    "news": ("afghan", "asylum", "crane", "election", "korea", "questionnaire", "stampede"),
    "interview": ("chomsky", "hill", "libertarian", "peres"),
    "textbook": ("alamo", "governments", "history", "union"),
}
"""By genre the documents that tell of states and of power after all, and are neither."""
PART = 12
"""Sentences of a part of a document."""
FOLDS, SEED = 5, 1


def features_of(source: Source) -> Features | None:
    """What a page is about; None where it is too short to be asked."""
    seen: list[Features] = []

    def look(cast: Cast, layout: Layout) -> bool:
        if len(layout.sentences) >= quiet.SHORT:
            seen.append(quiet.about(cast))
        return False

    original = read.is_quiet
    read.is_quiet = look
    try:
        read.read_source(source)
    finally:
        read.is_quiet = original
    return seen[0] if seen else None


def loud_pages(folder: Path, slices: str) -> Iterator[Page]:
    """The coded reports of some slices."""
    for gold in (g for letter in slices for g in load_slices(folder, letter)):
        found = features_of(gold.source)
        if found is not None:
            yield gold.source.id or "", found


def quiet_pages(path: Path) -> Iterator[Page]:
    """GUM's quiet documents, in parts as long as short reports are."""
    for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
        if row["genre"] in QUIET and row["id"].rsplit("_", 1)[-1] not in LOUD.get(row["genre"], ()):
            starts = [*row["sentences"][::PART], len(row["text"])]
            parts = (row["text"][start:end] for start, end in pairwise(starts))
            found = (features_of(Source(text=part, origin=row["id"], id=row["id"])) for part in parts)
            yield from ((row["id"], f) for f in found if f is not None)


def fitted(pages: Sequence[Page], is_quiet: Sequence[bool]) -> dict[str, object]:
    """Bias and weights on the features as they are."""
    names = list(pages[0][1])
    model = make_pipeline(StandardScaler(), LogisticRegression())
    table = np.array([[row[n] for n in names] for _, row in pages])
    groups = [page for page, _ in pages]
    score = cross_val_predict(
        model, table, is_quiet, groups=groups, cv=StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED), method="predict_proba"
    )[:, 1]
    truth = np.array(is_quiet)
    print(
        f"cross-validated: {truth.sum()} quiet pages, of them taken for quiet {(score[truth] >= BAR).sum()}; "
        f"{(~truth).sum()} others, of them {(score[~truth] >= BAR).sum()}; area under the curve {100 * roc_auc_score(truth, score):.1f}"
    )
    model.fit(table, is_quiet)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    return {"bar": BAR, "bias": round(bias, 4), "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}}


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    slices = [
        (folder, "".join(sorted({p.stem[-1] for p in folder.glob("index_*.jsonl")} - set(DEVELOPMENT))))
        for folder in (args.corpus, args.gold)
    ]
    loud = [f for folder, letters in slices for f in loud_pages(folder, letters)]
    calm = list(quiet_pages(args.mentions))
    weights = fitted([*loud, *calm], [*(False for _ in loud), *(True for _ in calm)])
    args.weights.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
