"""Words of a report within marks of quotation that a page sets: those they have themselves become single, and none is doubled."""

from __future__ import annotations

import re

_MARKS = frozenset('"“”„«»')
_PAIRED = frozenset("\"'“”‘’„«»")
_BEFORE = re.compile(r"(?:^|(?<=[\s(\[—–…]))[\"“„«]|“|„|«")
"""A mark that opens: what follows a gap, or cannot close."""
_AFTER = re.compile(r"[\"”»]")
_ITEM = re.compile(r"^(?:[*•‣·]|\d{1,2}[.)])\s+(?=\w)")
"""What stands before an item of a list."""


def unquoted(words: str) -> str:
    """Words without the marks of quotation around them, for a line that sets marks of its own."""
    inner = words[1:-1].strip() if len(words) > 1 and words[0] in _PAIRED and words[-1] in _PAIRED else words
    return inner if _MARKS.isdisjoint(inner) else words


def quotable(words: str) -> str:
    """Words to stand between “ and ”: without marks around them, what makes them an item of a list and a comma at their end, and with single marks within.

    `"exiles with too much time"` is `exiles with too much time`, and `work of "exiles"` is `work of ‘exiles’`.
    """
    return _AFTER.sub("’", _BEFORE.sub("‘", unquoted(_ITEM.sub("", words).rstrip(", ")).rstrip(", ")))
