"""Gold reports: texts beside hand-made codings, in the two layouts that the project knows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import GoldError as GoldError
from dragoman.errors import InputError
from dragoman.intake import Source
from dragoman.intake.decode import decode


@dataclass(frozen=True)
class GoldReport:
    """A report and what a careful coder found in it."""

    source: Source
    gold: dict[str, Any]


def load(folder: Path) -> list[GoldReport]:
    """Gold reports of a folder.

    Layouts: `index.jsonl` beside `reports/` and `gold/`, or `seeds/*.txt` beside `gold/reports/*.json`.

    Raises:
        GoldError: the folder has neither, or a file in it is broken.
    """
    if (folder / "index.jsonl").exists():
        return [_indexed(folder, line) for line in (folder / "index.jsonl").read_text(encoding="utf8").splitlines() if line.strip()]
    seeds = sorted((folder / "gold" / "reports").glob("*.json"))
    if not seeds:
        raise GoldError(f"{folder} holds no gold reports: neither index.jsonl nor gold/reports/*.json is there")
    return [_pair(folder / "seeds" / f"{path.stem}.txt", path, {"id": path.stem}) for path in seeds]


def load_slices(folder: Path, only: str = "") -> list[GoldReport]:
    """Gold reports of every `index*.jsonl` of a folder whose id begins with `only`; those not coded yet are left out.

    Raises:
        GoldError: there are none, or a file is broken.
    """
    rows = [(row, json.dumps(row)) for index in sorted(folder.glob("index*.jsonl")) for row in load_lines(index)]
    coded = [
        _indexed(folder, line)
        for row, line in rows
        if str(row.get("id")).startswith(only) and (folder / "gold" / f"{row.get('id')}.json").exists()
    ]
    if not coded:
        raise GoldError(
            f"{folder} holds no coded reports{f' whose id begins with {only!r}' if only else ''}: index*.jsonl beside reports/ and gold/"
        )
    return coded


def load_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file of gold data.

    Raises:
        GoldError: the file cannot be read.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from error


def _indexed(folder: Path, line: str) -> GoldReport:
    try:
        row = json.loads(line)
        return _pair(
            folder / row["file"],
            folder / "gold" / f"{row['id']}.json",
            {"id": row["id"], "published": row.get("published"), "outlet": row.get("outlet")},
        )
    except (ValueError, KeyError) as error:
        raise GoldError(f"{folder / 'index.jsonl'}: {line[:80]}: {error!r}") from error


def _pair(text: Path, gold: Path, about: dict[str, Any]) -> GoldReport:
    try:
        source = Source(text=decode(text.read_bytes()), origin=text.name, **about)
        return GoldReport(source, json.loads(gold.read_text(encoding="utf8")))
    except (OSError, ValueError, InputError) as error:
        raise GoldError(f"{gold}: {error}") from error
