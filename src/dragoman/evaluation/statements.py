"""Figures on single passages written to test one thing each: nesting, quotations over paragraphs, unnamed sources."""

from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.evaluation.gold import load_lines
from dragoman.intake import Source
from dragoman.model.record import Record, Statement
from dragoman.reading.read import read_source


def score_statements(path: Path) -> tuple[dict[str, float], list[str]]:
    """Share of passages read right, in percent, by set, and a line for each miss.

    A line has `set`, `text`, `content` (words of what is said), `speaker`, and `within` (who reports it) or `whole` (words of another
    paragraph of the same statement).

    Raises:
        GoldError: the file cannot be read.
    """
    rows = load_lines(path)
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    missed = []
    for row in rows:
        record = read_source(Source(text=row["text"], origin="gold"))
        every[row["set"]] += 1
        good = any(_fits(row, s, record) for s in record.statements)
        right[row["set"]] += good
        if not good:
            missed.append(f"{row['set']}: {row['text']!r}")
    return {name: 100 * right[name] / every[name] for name in every}, missed


def _fits(row: dict[str, Any], s: Statement, record: Record) -> bool:
    text = record.report.text
    said = " ".join(text[b:e] for b, e in s.content)
    if row["content"] not in said or row.get("whole", "") not in said or not _is(row["speaker"], s, record):
        return False
    if "within" not in row:
        return True
    outer = next((o for o in record.statements if o.id == s.within), None)
    return outer is not None and _is(row["within"], outer, record)


def _is(name: str, s: Statement, record: Record) -> bool:
    """Whether the speaker goes by a name, in the words of the source or as an actor."""
    words = " ".join(record.report.text[b:e] for b, e in s.speaker_span)
    actor = next((a.name for a in record.actors if a.id == s.speaker), "")
    return name.lower() in words.lower() or name.lower() in actor.lower()
