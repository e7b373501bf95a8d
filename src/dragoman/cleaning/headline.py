"""Which line is the headline, and which are copies of it."""

import re
from dataclasses import dataclass

from dragoman.cleaning.datelines import dateline
from dragoman.cleaning.kinds import LIKELY, Shares, opens_with_day
from dragoman.cleaning.lines import LONG, signed
from dragoman.cleaning.outletnames import office_of_state
from dragoman.cleaning.pieces import Piece
from dragoman.cleaning.repeats import LINE, key
from dragoman.codebook.days import days
from dragoman.model.record import PassageKind

_COPIES = 12  # lines after the headline among which its copies stand
_LATER = 0.2  # probability that a later headline must have more than an earlier one
_MAYBE = 0.2  # probability from which a line may be the headline where no other is
_SIGN = 4  # letters that a copy of the headline may have before it: a mark, a bullet, a lost icon
_SLUG = 5  # words of the shortest headline cut off
_SITE = re.compile(r"\s(?:[|–—·-]|::)\s[^|–—·]{2,40}$")
"""What a page's title has after the headline: " | Lake Courier"."""
_NUMBERED = re.compile(r"\b(?:page|no\.|nr\.?|vol\.|issue)\s?\d", re.IGNORECASE)
_STATE = re.compile(
    r"(?:the )?(?:(?:\w+ ){0,2}republic|kingdom|sultanate|state|government|commonwealth|union) of (?:the )?[\w ]{3,40}", re.IGNORECASE
)
_NAME = 10  # words of the longest head of a paper, or name of a state or ministry
_TITLE = (12, 250)  # characters of a headline


@dataclass
class Marks:
    """What is known while passages are marked, from top to bottom."""

    text: str
    found: list[Piece]
    kinds: list[PassageKind]
    shares: list[Shares]
    title: str = ""

    def line(self, i: int) -> str:
        """The words of a piece."""
        return self.text[slice(*self.found[i].span)]


def mark_title(marks: Marks) -> None:
    """Settle the headline: what stands first of those marked so, else the first line that can be one; its copies are repeats."""
    _mark_mastheads(marks)
    first = _best_title(marks)
    if first is None:
        return
    keys = {i: key(marks.line(i)) for i in range(min(len(marks.found), first + _COPIES))}
    title = _shorter_copy(first, marks.line(first), keys)
    marks.kinds[first] = "repeat"
    marks.kinds[title] = "headline"
    marks.title = marks.line(title)
    for i, words in keys.items():
        if i != title and words and _is_copy(words, keys[title], before=i < title):
            marks.kinds[i] = "repeat"


def _mark_mastheads(marks: Marks) -> None:
    """What stands over a headline as the head of a paper does is a header line."""
    for i in [i for i, k in enumerate(marks.kinds[:_COPIES]) if k == "headline" and _is_masthead(marks.line(i))]:
        marks.kinds[i] = "byline"


def _is_masthead(line: str) -> bool:
    """Whether a line is the head of a paper or of a release: a name with a day and a number, or a state or a ministry alone."""
    line = " ".join(line.split())
    short = len(line.split()) <= _NAME
    numbered = short and _NUMBERED.search(line) is not None and any(True for _ in days(line))
    return numbered or (short and (office_of_state(line.title()) or _STATE.fullmatch(line) is not None))


def _is_copy(words: str, title: str, before: bool) -> bool:
    """Whether a line is the headline again: in full, cut off, or with a sign before it over the headline."""
    signed = before and words.endswith(title) and len(words) - len(title) < _SIGN
    return words == title or signed or (len(words) >= LINE and words.count(" ") >= _SLUG - 1 and title.startswith(words))


def _best_title(marks: Marks) -> int | None:
    """Of the headlines before the report's first paragraph the likeliest, each later one being less likely; slogans before it are furniture."""
    body = next((i for i, k in enumerate(marks.kinds) if k == "body"), len(marks.kinds))
    heads = [i for i, k in enumerate(marks.kinds) if k == "headline"]
    early = [i for i in heads if i < body] or heads[:1]
    if not early:
        return _likeliest_title(marks)
    labelled = _labelled(marks, early)
    best = max(early, key=lambda i: marks.shares[i]["headline"] + (i == labelled) - _LATER * early.index(i))
    for i in early:
        if i < best and key(marks.line(i)) not in key(marks.line(best)):
            marks.kinds[i] = "boilerplate"
    return best


def _labelled(marks: Marks, heads: list[int]) -> int | None:
    """The first of these that is a headline by its form; what is glued to the text under another headline is a caption."""
    labelled = next((i for i in heads if marks.found[i].kind == "headline" and marks.shares[i]["furniture"] < LIKELY), None)
    under = labelled is not None and any(i < labelled and marks.shares[i]["headline"] > LIKELY for i in heads)
    return None if under else labelled


def _likeliest_title(marks: Marks) -> int | None:
    """Of the lines before the report's first paragraph, the one that looks most like a headline; None where none does."""
    told = [i for i in range(len(marks.found)) if marks.kinds[i] == "body" and len(marks.line(i).split()) >= LONG]
    first = told[0] if told else len(marks.found)
    able = [i for i in range(first) if marks.found[i].kind is None and _can_be_title(marks, i)]
    able = [i for i in able if marks.shares[i]["headline"] >= _MAYBE or marks.kinds[i] == "body"]
    able = [i for i in able if not opens_with_day(marks.line(i))]
    best = max(able, key=lambda i: (marks.shares[i]["headline"], -i), default=None)
    return _top_line(marks, first) if best is None else best


def _top_line(marks: Marks, first: int) -> int | None:
    """The first line of a text, where nothing else over its first paragraph can be the headline and no rule says that it is furniture."""
    able = first > 0 and marks.found[0].kind is None and _can_be_title(marks, 0) and not signed(marks.line(0))
    return 0 if able and len(marks.line(0).split()) >= _SLUG - 1 else None


def _shorter_copy(first: int, line: str, keys: dict[int, str]) -> int:
    """The headline itself where the first line is a copy of it with some sign before, or with the name of the site or section after it."""
    site = _SITE.search(line)
    bare = key(line[: site.start()]) if site else None
    for i, words in keys.items():
        signed = keys[first].endswith(f" {words}") and len(keys[first]) - len(words) < _SIGN
        if i > first and len(words) >= LINE and (signed or words == bare):
            return i
    return first


def _can_be_title(marks: Marks, i: int) -> bool:
    title = marks.line(i)
    fits = _TITLE[0] <= len(title) <= _TITLE[1] and title.rstrip("”\"’' ")[-1:] not in (".", "…", ",", ":")
    return fits and not _is_masthead(title) and dateline(marks.text, marks.found[i].span) is None
