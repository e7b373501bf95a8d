"""Where readers' comments begin below a report: they are no part of it, however long they are."""

import re

_HEADING = re.compile(
    r"\W*(?:\d[\d,.]* (?:comments?|responses?|replies|thoughts|reactions)\b(?: (?:to|on) .{0,200})?|(?:reader |your |top )?comments?(?: \(?\d+\)?)?|responses?)\W*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:\W*\d+\.\s+)?[\w .,'’@_-]{2,40} (?:said|says|wrote|writes|commented)\s*(?:\.\.\.|…|:|(?:on|at) [\w ,.:]{4,40}:?)\s*"
    r"|#\d+\s.{0,400}|(?:posted by|by):? [\w .'’@_()-]{2,50}[\s,|]+(?:on |at )?[\w ,]{0,20}\d{1,4}[:/-]\d.{0,30}|liked by \d+ .{0,20}",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = 6
"""Lines from a heading within which the first comment names its author."""
_LINE = 450  # characters of the longest line that can name an author
_REPORT = 2
"""Paragraphs that a report has at least: what comes before them is no comment of it."""


def comments_from(lines: list[str], told: list[int]) -> int:
    """Index of the line at which readers' comments begin; the number of lines where there are none.

    Args:
        lines: the paragraphs of a page.
        told: indices of those that are the report's own.
    """
    start = told[min(_REPORT, len(told)) - 1] + 1 if told else len(lines)
    authors = [i for i in range(start, len(lines)) if len(lines[i]) <= _LINE and _AUTHOR.fullmatch(lines[i])]
    if not authors:
        return len(lines)
    heading = next((i for i in range(authors[0], max(start, authors[0] - _BETWEEN) - 1, -1) if _HEADING.fullmatch(lines[i])), None)
    if heading is None and len(authors) < 2:
        return len(lines)
    return authors[0] if heading is None else heading
