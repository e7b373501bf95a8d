"""Messages of news agencies as their wires bring them: one after the other, each between ZCZC and NNNN."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.intake.exports.article import Article, unwrapped

_BEGIN = re.compile(r"^[ \t]*ZCZC\b[ \t]*(?P<number>[^\n]{0,80})$", re.MULTILINE)
_END = re.compile(r"^[ \t]*NNNN[ \t]*$", re.MULTILINE)
_SLUG = re.compile(
    r"[ \t]*(?::|(?:[A-Z]{2,3}-)+[A-Z][\w-]*(?:[, ]|$)|[a-z]{1,3} [a-z]{1,3} \d{2,6}\b|[a-z]{1,2}[- ][a-z]{1,2}$)[^\n]{0,80}"
)
"""Lines above a message that are for machines and desks: ":BC-Jordan-Georgia, 1st Ld"."""
_STAMP = re.compile(
    r"(?:(?P<sign>[^\n]{0,60}?)\s+)?(?P<day>[0-3]\d)(?P<time>\d{4}) ?(?:GMT|UTC|Z)? (?P<month>[A-Z]{3}) ?(?P<year>\d{2}|\d{4})"
)
"""The line under a message: who made it, and when it was sent, "LNA/rh 041030 GMT MAY 21"."""
_TITLE = 160  # characters of the longest headline
_AT_END = 3  # lines at the end among which the stamp stands


def is_wire(text: str) -> bool:
    """Whether a text begins with a message of a wire, and that ends as such do."""
    return _BEGIN.match(text.lstrip("\ufeff \t\r\n")[:200]) is not None and _END.search(text) is not None


def articles(text: str) -> Iterator[Article]:
    """Every message: its number and slug as further fields, its headline where it has one, its day where it is stamped."""
    starts = [*_BEGIN.finditer(text), None]
    for m, after in pairwise(starts):
        if m is not None:
            chunk = text[m.end() : after.start() if after else len(text)]
            yield _article(m["number"].strip(), _END.split(chunk, maxsplit=1)[0].strip("\n").splitlines())


def _article(number: str, lines: list[str]) -> Article:
    article = Article(meta={"number": number} if number else {})
    while lines and (not lines[0].strip() or _SLUG.fullmatch(lines[0])):
        if slug := lines.pop(0).strip(" :"):
            article.meta["slug"] = f"{article.meta['slug']} {slug}" if "slug" in article.meta else slug
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _AT_END), -1):
        if stamp := _STAMP.fullmatch(lines[i].strip()):
            article.day = f"{stamp['day']} {stamp['month'].title()} {stamp['year']}"
            lines = lines[:i]
            break
    if _is_title(lines):
        article.title = lines.pop(0).strip()
    article.paragraphs = unwrapped(_indented(lines))
    return article


def _is_title(lines: list[str]) -> bool:
    """Whether the first line is a headline: short, without a full stop, and set apart from what is below by a blank line or its indent."""
    if len(lines) < 2 or len(lines[0]) > _TITLE or lines[0].rstrip()[-1:] in ".,;:-–—":
        return False
    return not lines[0][:1].isspace() and (not lines[1].strip() or lines[1][:1].isspace())


def _indented(lines: list[str]) -> Iterator[str]:
    """The lines, with an empty one before each that begins a paragraph by its indent."""
    for line in lines:
        if line[:1].isspace() and line.strip():
            yield ""
        yield line
