"""Fit the line classifier of `dragoman.cleaning.layout` and write its weights: `python -m training.layout.train GOLD_FOLDER... [--folds]`.

Both layers are logistic regression with squared weights held down, fitted by full-batch Adam from zero: no seed, and the same weights every time.
With --folds every slice is judged by weights that were fitted to the others, and nothing is written.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.cleaning.features import names
from dragoman.cleaning.layout import PARTS, Matrix, Weights, apply, around, softmax
from training.layout.data import Page, pages

WEIGHTS = Path("src/dragoman/models/layout.json")
_HOLD = 1.0
_STEPS, _RATE = 200, 0.1


def fit(given: list[Page]) -> Weights:
    """Both layers; the second is fitted to what first layers thought of slices that they were not fitted to."""
    first = _layer(given, [p.rows for p in given])
    unseen: list[tuple[Page, Matrix]] = []
    for slice_ in sorted({p.name[0] for p in given}):
        other = [p for p in given if p.name[0] != slice_]
        layer = _layer(other, [p.rows for p in other])
        unseen += [(p, softmax(p.rows @ layer)) for p in given if p.name[0] == slice_]
    wide = [np.hstack([p.rows, alone, around(alone)]) for p, alone in unseen]
    return Weights(first, _layer([p for p, _ in unseen], wide))


def _layer(given: list[Page], rows: list[Matrix]) -> Matrix:
    parts, counts = np.concatenate([p.parts for p in given]), np.concatenate([p.counts for p in given])
    known = parts >= 0
    x, y, weight = np.vstack(rows)[known], np.eye(len(PARTS))[parts[known]], counts[known][:, None]
    out = np.zeros((x.shape[1], len(PARTS)))
    mean, spread = np.zeros_like(out), np.zeros_like(out)
    for step in range(1, _STEPS + 1):
        slope = x.T @ ((softmax(x @ out) - y) * weight) + _HOLD * out
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        out -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return out


def judged(weights: Weights, given: list[Page]) -> Counter[tuple[str, str]]:
    """How often each part was taken for each."""
    out: Counter[tuple[str, str]] = Counter()
    for page in given:
        for part, share in zip(page.parts, apply(weights, page.rows), strict=True):
            if part >= 0:
                out[PARTS[part], PARTS[int(share.argmax())]] += 1
    return out


def folds(given: list[Page]) -> dict[str, Weights]:
    """By slice, weights that were fitted to all others."""
    return {s: fit([p for p in given if p.name[0] != s]) for s in sorted({p.name[0] for p in given})}


def written(weights: Weights, card: dict[str, Any]) -> str:
    """The file of weights: rounded, so that it is small and the same everywhere."""
    told: dict[str, Any] = {"card": card, "columns": list(names()), "parts": list(PARTS)}
    told |= {name: [[round(float(x), 3) for x in row] for row in getattr(weights, name)] for name in ("first", "second")}
    return json.dumps(told, ensure_ascii=False).replace("], [", "],\n[") + "\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--fold-weights", type=Path, help="folder for the weights of each fold")
    given = list(pages((asked := parser.parse_args()).gold))
    if asked.folds:
        count: Counter[tuple[str, str]] = Counter()
        for s, weights in folds(given).items():
            count += judged(weights, [p for p in given if p.name[0] == s])
            if asked.fold_weights:
                (asked.fold_weights / f"{s}.json").write_text(written(weights, {}), encoding="utf8")
        print("coded \\ judged".ljust(16) + "".join(p.rjust(10) for p in PARTS))
        for part in PARTS:
            print(part.ljust(16) + "".join(str(count[part, other]).rjust(10) for other in PARTS))
        return
    card = {
        "what": "line classifier of dragoman.cleaning.layout: which part of a page a paragraph is",
        "kind": "two layers of logistic regression over hand-made features",
        "fitted_to": f"slices {', '.join(sorted({p.name[0] for p in given}))} of the project's field set: {len(given)} reports, {int(sum((p.parts >= 0).sum() for p in given))} paragraphs",
        "licence": "as the project",
        "made_by": "python -m training.layout.train GOLD/field",
    }
    WEIGHTS.write_text(written(fit(given), card), encoding="utf8")


if __name__ == "__main__":
    main()
