"""Figures of attribution on PolNeAR: source, cue and content spans of whole reports, from their records.

Only statements that stand within no other are compared, since PolNeAR's attributions do not nest. Spans are compared without the
marks at their ends. `exact_*` are F1 of spans, as published figures are computed; `content_iou50` is F1 of contents that share half of
their characters with a gold one; `linked` counts those whose source overlaps the gold one as well.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.evaluation.gold import load_lines
from dragoman.intake import Source
from dragoman.model.record import Record, Statement
from dragoman.model.span import Span, merge_spans
from dragoman.reading.read import read_source

PARTS = ("source", "cue", "content")
Attribution = dict[str, list[Span]]


def score_attribution(path: Path) -> dict[str, float]:
    """Figures in percent of a PolNeAR JSON Lines file.

    Raises:
        GoldError: the file cannot be read.
    """
    rows = load_lines(path)
    tally: Counter[str] = Counter()
    for row in rows:
        tally_report(tally, row, found(read_source(Source(text=row["text"], origin="gold", id=row["doc_id"]))))
    return figures(tally)


def tally_report(tally: Counter[str], row: dict[str, Any], pred: list[Attribution]) -> None:
    """Count what was found in one report against its gold row."""
    gold = [{part: [(s, e) for s, e in a[part]] for part in PARTS} for a in row["attributions"]]
    _exact(tally, gold, pred, row["text"])
    for a, q in aligned([g for g in gold if g["content"]], [p for p in pred if p["content"]]):
        tally["half"] += 1
        tally["linked"] += (not a["source"] and not q["source"]) or share(a["source"], q["source"]) > 0
    tally["contents found"] += sum(bool(p["content"]) for p in pred)
    tally["contents gold"] += sum(bool(g["content"]) for g in gold)


def figures(tally: Counter[str]) -> dict[str, float]:
    """F1 in percent from the counts."""
    out = {f"exact_{p}": _f1(tally[f"{p} hit"], tally[f"{p} found"], tally[f"{p} gold"]) for p in PARTS}
    out["content_iou50"] = _f1(tally["half"], tally["contents found"], tally["contents gold"])
    out["linked"] = _f1(tally["linked"], tally["contents found"], tally["contents gold"])
    return out


def found(record: Record) -> list[Attribution]:
    """The statements of a record that stand within no other, as attributions."""
    return [_parts(s) for s in record.statements if s.within is None]


def _parts(s: Statement) -> Attribution:
    return {"source": list(s.speaker_span), "cue": list(s.cue), "content": list(s.content)}


def _exact(tally: Counter[str], gold: list[Attribution], pred: list[Attribution], text: str) -> None:
    for part in PARTS:
        g = {_trim(x, text) for a in gold for x in merge_spans(a[part], text)}
        p = {_trim(x, text) for a in pred for x in merge_spans(a[part], text)}
        tally[f"{part} hit"] += len(g & p)
        tally[f"{part} found"] += len(p)
        tally[f"{part} gold"] += len(g)


def aligned(gold: list[Attribution], pred: list[Attribution]) -> list[tuple[Attribution, Any]]:
    """Pairs of gold and found attributions whose contents share at least half of their characters, each used once."""
    used: set[int] = set()
    out = []
    for a in gold:
        best = max(((share(a["content"], q["content"]), j) for j, q in enumerate(pred) if j not in used), default=(0.0, -1))
        if best[0] >= 0.5:
            used.add(best[1])
            out.append((a, pred[best[1]]))
    return out


def share(a: list[Span], b: list[Span]) -> float:
    """Characters in both over characters in either."""
    x = {i for s, e in a for i in range(s, e)}
    y = {i for s, e in b for i in range(s, e)}
    return len(x & y) / len(x | y) if x | y else 0.0


def _trim(span: Span, text: str) -> Span:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _f1(hit: int, found: int, gold: int) -> float:
    return 200 * hit / (found + gold) if found + gold else 0.0
