"""Sentences of a report's text around spans."""

import re

from dragoman.model.record import Record
from dragoman.model.span import Span

_END = re.compile(r"(?<=[a-z0-9)”’\"]{2})[.!?][”\"’)]*(?=\s|$)|\n\s*\n|\n")


def words_at(record: Record, spans: tuple[Span, ...]) -> str:
    """The words of spans, on one line, what stands between them as three dots."""
    return " … ".join(" ".join(record.report.text[start:end].split()) for start, end in spans)


def sentence_at(record: Record, span: Span) -> str:
    """The words around a span, within its passage, up to the marks or line breaks that end a sentence."""
    start, end = sentence_span(record, span)
    return " ".join(record.report.text[start:end].split())


def sentence_span(record: Record, span: Span) -> Span:
    """Where the sentence around a span begins and ends in the text."""
    text = record.report.text
    low, high = next(((p.start, p.end) for p in record.passages if p.start <= span[0] < p.end), (0, len(text)))
    start = max((m.end() for m in _END.finditer(text, low, span[0])), default=low)
    end = _END.search(text, max(span[0], span[1] - 1), max(high, span[1]))
    return start, end.end() if end else high
