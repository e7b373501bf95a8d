"""Read PLV's training sentences with the branches that did not see them.

    python -m training.events.crossval EVENTS_FILE FOLDS_FOLDER

FOLDS_FOLDER is what `training.events.train --folds` made. Every fold's branch is exported beside the encoder that ships, and the
fold's sentences go through dragoman as any text would. Prints accuracy and macro-F1 over the marked pairs (`classify`), and how many
pairs are found, and found with their type, from the bare sentence (`read`).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from training.events.data import plv
from training.events.train import FOLD, figures, folds
from training.export import export_branch

SHIPPED = Path(str(files("dragoman") / "models"))
Row = dict[str, Any]


def weights(folder: Path, fold: int) -> Path:
    """A folder of weights with the fold's branch in it."""
    out = folder / f"weights{fold}"
    shutil.copytree(SHIPPED, out, dirs_exist_ok=True)
    export_branch(folder / f"fold{fold}.pt", out)
    return out


def run(command: list[str], lines: list[Row], folder: Path) -> list[Row]:
    """Lines of JSON through a command of dragoman that reads with the weights in a folder."""
    told = subprocess.run(
        [sys.executable, "-c", "from dragoman.cli import main; main()", *command],
        input="".join(json.dumps(line) + "\n" for line in lines),
        env=os.environ | {"DRAGOMAN_WEIGHTS": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def found(row: Row, record: Row) -> tuple[bool, bool, bool]:
    """Whether an event joins the two marked parties, whether one is of the right type, and whether both hold of one event."""
    mentions = {a["id"]: a["mentions"] for a in record["actors"]}

    def touches(ids: list[str], span: list[int] | None) -> bool:
        return span is None or any(s < span[1] and span[0] < e for i in ids for s, e in mentions[i])

    both = [e for e in record["events"] if touches(e["actors"], row["source"]) and touches(e["recipients"] + e["actors"], row["target"])]
    typed = [e for e in record["events"] if FOLD.get(e["type"], e["type"]) == row["type"]]
    return bool(both), bool(typed), any(e in typed for e in both)


def main() -> None:
    """Cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    rows: list[Row] = [json.loads(line) for line in args.events.read_text(encoding="utf8").splitlines()]
    of = folds([marked.type for marked in plv(args.events)], 5)
    said: list[str] = [""] * len(rows)
    hits: list[tuple[bool, bool, bool]] = [(False, False, False)] * len(rows)
    for fold in range(5):
        at = [i for i, f in enumerate(of) if f == fold]
        made = weights(args.folder, fold)
        told = run(["classify"], [{k: rows[i][k] for k in ("sentence", "source", "target")} for i in at], made)
        read = run(["read", "--json", "-"], [{"id": str(i), "text": rows[i]["sentence"]} for i in at], made)
        for i, answer, record in zip(at, told, read, strict=True):
            said[i] = FOLD.get(answer["type"], answer["type"])
            hits[i] = found(rows[i], record)
    typed = {name: round(value, 1) for name, value in figures([r["type"] for r in rows], said).items()}
    names = ("pair_found", "type_found", "typed_pair")
    print(typed | {name: round(100 * sum(column) / len(rows), 1) for name, column in zip(names, zip(*hits, strict=True), strict=True)})


if __name__ == "__main__":
    main()
