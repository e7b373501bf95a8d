"""The page against gold: what is no part of the report, what is, and what its head tells."""

from dragoman.evaluation.field.matching import place_of, plain
from dragoman.evaluation.field.tally import Case, Gold, Tally
from dragoman.model.record import Record
from dragoman.model.span import Span


def score(case: Case, tally: Tally) -> None:
    """Count the passages and the header of one report; the header is read from the text alone."""
    aside = [(p.start, p.end) for p in case.record.passages if p.kind in ("boilerplate", "credit")]
    for words in _texts(case, "boilerplate"):
        at = case.text.find(words)
        if words and at >= 0:
            tally.hit("boilerplate", _inside((at, at + len(words.rstrip())), aside), words[:80])
    repeats = [plain(case.text[p.start : p.end]) for p in case.record.passages if p.kind == "repeat"]
    for words in _texts(case, "repeats"):
        tally.hit("repeats", any(plain(words) in passage for passage in repeats))
    for g in (*case.items("events"), *case.items("statements")):
        if at_spans := place_of(g, case.text, "evidence", "content_text"):
            tally.hit("body", not all(_inside(span, aside) for span in at_spans))
    _header(case.gold, case.bare, tally)


def _texts(case: Case, what: str) -> list[str]:
    return [b if isinstance(b, str) else b.get("text", "") for b in case.gold.get(what, [])]


def _inside(span: Span, passages: list[Span]) -> bool:
    """Two characters more may be left over at the end."""
    return any(start <= span[0] and span[1] <= end + 2 for start, end in passages)


def _header(gold: Gold, bare: Record, tally: Tally) -> None:
    head = gold.get("header") or {}
    for key in ("title", "outlet", "byline"):
        if head.get(key):
            have = getattr(bare.report, key)
            tally.hit("header", _same_line(plain(head[key]), plain(have), whole=key == "title"), (key, head[key], have))
    day = gold.get("report", {}).get("published")
    if day and head.get("published"):
        have = bare.report.published
        tally.hit("header", (have or "")[:10] == day, ("published", day, have))


def _same_line(want: str, have: str, whole: bool) -> bool:
    return bool(have) and (want == have or (not whole and (want in have or have in want)))
