"""What the fits of dates and places share: the gold reports, boosted trees over candidates, cross-validation by report."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from spacy.tokens import Doc, Token

from dragoman.cleaning.passages import READ, passages
from dragoman.reading.dates.direction import points_ahead
from dragoman.reading.dates.find import find_dates
from dragoman.reading.dates.found import DateFound
from dragoman.reading.hits import find_hits
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound, find_places
from dragoman.reading.read import live_tokens, sentence_starts
from dragoman.reading.syntax import parse
from dragoman.reading.trees import Features, Trees, from_dict
from training.corpus.reading import DEVELOPMENT

SEED = 11


@dataclass(frozen=True)
class Report:
    """A gold report, parsed."""

    id: str
    published: str | None
    outlet: str | None
    layout: Layout
    gold: dict[str, Any]

    @property
    def doc(self) -> Doc:
        return self.layout.doc

    @cached_property
    def dates(self) -> list[DateFound]:
        """The date expressions of the text."""
        return find_dates(self.doc.text, self.published, lambda start, end: points_ahead(self.doc, start, end))

    @cached_property
    def places(self) -> list[PlaceFound]:
        """The place names of the text."""
        live = live_tokens(self.doc, list(self.layout.passages), READ)
        hits = find_hits(self.doc, live)
        states = {h.entry.country for h in hits if h.entry.country}
        return find_places(self.doc, hits, states, live, self.layout.passages)

    def trigger(self, event: dict[str, Any]) -> Token:
        """The word that tells a gold event: the root of the words marked."""
        spans = event["spans"]["trigger"]
        start, end = spans if isinstance(spans[0], int) else spans[0]
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None
        return span.root


@dataclass(frozen=True)
class Case:
    """One event: the features of each candidate, which of them are right, and what the gold says (None: nothing)."""

    report: str
    rows: list[Features]
    right: list[bool]
    wanted: Any
    values: list[Any]
    weight: float


def gold_reports(folders: Iterable[Path], only: str | None = None) -> Iterator[Report]:
    """The reports of one slice, or of all but those for measuring."""
    for folder, index in ((f, i) for f in folders for i in sorted(f.glob("index_*.jsonl"))):
        for line in index.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            letter = row["id"][0]
            if letter == only or (only is None and letter not in DEVELOPMENT):
                text = (folder / row["file"]).open(encoding="utf8", newline="").read()
                marked = passages(text)
                doc = parse(text, sentence_starts(text, marked))
                gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text(encoding="utf8"))
                yield Report(row["id"], row["published"], row.get("outlet"), Layout(doc, tuple(marked)), gold)


def fit(cases: Sequence[Case], bar: float, leaves: int = 20, rounds: int = 200, rate: float = 0.04) -> dict[str, Any]:
    """Boosted trees over all candidates, as the weights file holds them."""
    names = sorted({name for c in cases for row in c.rows for name in row})
    rows = np.array([[row.get(n, 0.0) for n in names] for c in cases for row in c.rows])
    right = np.array([r for c in cases for r in c.right])
    weight = np.array([c.weight for c in cases for _ in c.right])
    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=12, l2_regularization=2.0, random_state=SEED
    )
    model.fit(rows, right, sample_weight=weight)
    listed, depth = [], 0
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        depth = max(depth, int(nodes["depth"].max()))
        listed.append(
            [
                [round(float(n["value"]), 5)]
                if n["is_leaf"]
                else [int(n["feature_idx"]), round(float(n["num_threshold"]), 5), int(n["left"]), int(n["right"]), 0]
                for n in nodes
            ]
        )
    base = float(np.ravel(model._baseline_prediction)[0])
    return {"names": names, "base": base, "bar": bar, "depth": depth, "trees": listed}


def choices(cases: Iterable[Case], model: Trees) -> list[tuple[Case, int | None, float]]:
    """Each case with its best candidate and the score of that."""
    out: list[tuple[Case, int | None, float]] = []
    for case in cases:
        scores = model.scores(case.rows)
        best = int(scores.argmax()) if len(scores) else None
        out.append((case, best, float(scores[best]) if best is not None else 0.0))
    return out


def cross_validate(cases: Sequence[Case], folds: int = 5, **settings: Any) -> list[tuple[Case, int | None, float]]:
    """Every case chosen by trees that have not seen its report."""
    reports = sorted({c.report for c in cases})
    fold = {r: i % folds for i, r in enumerate(reports)}
    out = []
    for k in range(folds):
        model = from_dict(fit([c for c in cases if fold[c.report] != k], 0.5, **settings))
        out += choices([c for c in cases if fold[c.report] == k], model)
    return out


def score(chosen: Iterable[tuple[Case, int | None, float]], bar: float) -> str:
    """Of the events that the gold dates or places, the share told rightly and wrongly; of the others, the share told all the same."""
    c: Counter[str] = Counter()
    for case, best, sure in chosen:
        if case.weight < 1:
            continue
        taken = best is not None and sure >= bar
        c["with" if case.wanted else "without"] += 1
        if case.wanted:
            c["right" if taken and best is not None and case.right[best] else "wrong" if taken else "missed"] += 1
            c["reach"] += any(case.right)
        else:
            c["given"] += taken
    of = max(1, c["with"])
    return (
        f"bar {bar:.2f}: right {100 * c['right'] / of:.1f} wrong {100 * c['wrong'] / of:.1f} of {c['with']} (in reach {100 * c['reach'] / of:.1f}); "
        f"given where the gold has none {100 * c['given'] / max(1, c['without']):.1f} of {c['without']}"
    )


def save(weights: dict[str, Any], path: Path) -> None:
    """Write a weights file: one line a tree."""
    head = {k: v for k, v in weights.items() if k != "trees"}
    body = ",\n".join(json.dumps(t, separators=(",", ":")) for t in weights["trees"])
    path.write_text(json.dumps(head)[:-1] + ', "trees": [\n' + body + "\n]}\n", encoding="utf8")
