"""Inline marks: `[ids:words]`, nested where one mention holds another."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from training.corpus.locate import FormError, Span

NOBODY = "0"
"""The id of words that look like a mention and are none."""

_OPEN = re.compile(r"\[([a-z0-9]+(?:,[a-z0-9]+)*):(?! )")


@dataclass
class Marked:
    """A text without its marks, and the spans that each id marked, in order."""

    text: str = ""
    spans: dict[str, list[Span]] = field(default_factory=dict)


def unmark(source: str) -> Marked:
    """Read marks off a text. A backslash before a bracket keeps it. Raises FormError for a mark that is not closed."""
    out: list[str] = []
    length = 0
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    stack: list[tuple[str, int]] = []
    at = 0
    while at < len(source):
        opening = _OPEN.match(source, at)
        char = source[at]
        if opening:
            stack.append((opening[1], length))
            at = opening.end()
            continue
        if char == "]" and stack and (closed := stack.pop())[0]:
            for name in closed[0].split(","):
                spans[name].append((closed[1], length))
            at += 1
            continue
        if char == "[":
            stack.append(("", length))
        if char == "\\" and source[at + 1 : at + 2] in ("[", "]"):
            at += 1
            char = source[at]
        out.append(char)
        length += 1
        at += 1
    unclosed = [name for name, _ in stack if name]
    if unclosed:
        raise FormError(f"mark not closed: {', '.join(unclosed)}")
    return Marked("".join(out), {name: sorted(s, key=lambda x: (x[0], -x[1])) for name, s in spans.items()})
