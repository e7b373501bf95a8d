"""Whom a text credits: the agency of its dateline, byline or last line, and the one its first sentences report from."""

import re
from functools import cache

from dragoman.codebook.files import table

_HEAD, _LEAD = 600, 900
"""Letters from the start in which a dateline, and in which the source of a whole report is named."""


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.MULTILINE) for p in table("linking")["credit"][where])


def credits(text: str) -> frozenset[str]:
    """The agencies that a text credits as its source, in the words it uses: "CPA" for "ACCRA, May 4 (CPA) -"."""
    found = {m.group(1) for p in _patterns("line") for m in p.finditer(text)}
    found |= {m.group(1) for p in _patterns("head") for m in p.finditer(text[:_HEAD])}
    found |= {m.group(1) for p in _patterns("lead") for m in p.finditer(text[:_LEAD])}
    return frozenset(" ".join(f.split()) for f in found)
