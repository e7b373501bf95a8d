"""Who speaks in texts that say so by layout: the turns of an interview, quotations signed with a dash, and posts embedded in a page."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from dragoman.cleaning.datelines import CAPITALS
from dragoman.cleaning.paragraphs import paragraphs
from dragoman.model.span import Span, trim_span

_WORD = rf"[{CAPITALS}][\w’'.-]*"
_LABEL = re.compile(rf"[\"“]?(?P<who>{_WORD}(?: {_WORD}){{0,4}})(?: ?\((?P<from>[^()\n]{{2,40}})\))?(?P<mark>:)\s+(?=\S)")
_ASKING = frozenset({"Q", "QUESTION", "Question"})
_ANSWERING = frozenset({"A", "ANSWER", "Answer"})
_SIGNED = re.compile(rf"(?P<words>[\"“”].+[.!?,…][\"“”])\s*(?P<mark>[―—–]|--?)\s*(?P<who>{_WORD}(?:[ ,]+{_WORD}){{0,4}})")
_LINK = r"(?:of|for|at|in|on|and|to|the|de|da|do|dos|del|di|du|des|la|le|el|al|bin|ibn|van|von|der|den|y|e|&)"
_POSTER = rf"(?P<who>{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{0,6}})"
_NETWORK = r"(?:Telegram|Twitter|X|Facebook|Truth Social|Instagram|Mastodon|Weibo|VKontakte|VK|Threads|Bluesky|TikTok|LinkedIn|YouTube)"
_POST_DAY = r"(?:\W{1,3}(?:\d{1,2}:\d\d\W{1,3})?[\w ,.:·]{3,30})?"
_HANDLE = r"@\w[\w.-]{0,60}(?:@[\w.-]{2,60})?"
_POST_SIGNED = re.compile(rf"(?P<words>\S.*?)??\s*(?P<mark>[―—–]|--)\s*{_POSTER} \({_HANDLE}\){_POST_DAY}\W{{0,2}}", re.DOTALL)
_POST_NETWORK = re.compile(rf"(?:(?P<words>\S.*?)\s+)??(?P<mark>[―—–]|--)\s*{_POSTER} (?:on|via) {_NETWORK}{_POST_DAY}\W{{0,2}}", re.DOTALL)
_POST_NAMED = re.compile(rf"{_POSTER} \(?{_HANDLE}\)?(?P<mark>:)\s+(?P<words>\S.*)", re.DOTALL)
_POST_HEAD = re.compile(rf"{_POSTER} (?P<mark>{_HANDLE}){_POST_DAY}")
_POST_SHARED = re.compile(rf"(?P<mark>A (?:post|reel|video|story) shared by) {_POSTER} \({_HANDLE}\){_POST_DAY}\W{{0,2}}")
_POST_BY = re.compile(rf"(?P<mark>Posted by) {_POSTER} on [\w ,.:·]{{3,40}}")
"""How a page shows a post of Facebook: its author stands under it, without a handle."""
_FEWEST = 3
"""Labelled paragraphs that make an interview: fewer may be a list."""


_LONGEST_POST = 4000  # characters
_LEAD = 2
"""Paragraphs with which a report begins: who stands under them as its poster is its author."""


@dataclass(frozen=True)
class Turn:
    """What somebody says; `mark` is the colon or dash between the name and the words."""

    who: Span
    mark: Span
    words: tuple[Span, ...]
    post: bool = False
    """Whether it is a post of a social network, which a page only shows."""
    stands_for: Span | None = None
    """Where he who speaks is named, if the label is only a letter ("A:")."""
    briefing: bool = False
    """Whether it is an answer to the press, in which every sentence is a statement of its own."""


@lru_cache(maxsize=4)
def turns(text: str) -> tuple[Turn, ...]:
    """Every turn, in the order of the text. A turn goes on over paragraphs that open with a quotation mark of the same kind."""
    found = paragraphs(text)
    return tuple(sorted([*_interview(text, found), *_signed(text, found), *_posts(text, found)], key=lambda t: t.who))


def _interview(text: str, found: tuple[Span, ...]) -> list[Turn]:
    labelled = [(i, m) for i, (start, end) in enumerate(found) if (m := _LABEL.match(text, start, end)) and (i or text[start] in '"“')]
    said = Counter(m["who"] for _, m in labelled)  # a first line without a quotation mark is a headline
    if len(labelled) < _FEWEST or len(said) < 2 or max(said.values()) < 2:
        return []
    briefing = any(w in _ASKING for w in said)
    out = []
    answering: Span | None = None
    for i, m in labelled:
        if m["who"] not in _ASKING | _ANSWERING and not m["from"]:
            answering = m.span("who")
        out.append(_labelled_turn(text, m, _goes_on(text, found, i, m), answering, briefing))
    return [t for t in out if t.words]


def _labelled_turn(text: str, m: re.Match[str], words: list[Span], answering: Span | None, briefing: bool) -> Turn:
    """One turn of an interview.

    Args:
        m: its label.
        words: what is said in it, with quotation marks.
        answering: who was named last and stands behind an "A:".
        briefing: whether the interview is a briefing of the press.
    """
    asks = m["who"] in _ASKING
    said_by = m.span("from") if asks and m["from"] and m["from"][0].isupper() else m.span("who")
    spoken = tuple(w for s in words if (w := _unquoted(text, s, text[m.start()])))
    stands_for = answering if m["who"] in _ANSWERING else None
    return Turn(said_by, m.span("mark"), spoken, stands_for=stands_for, briefing=briefing and not asks)


def _goes_on(text: str, found: tuple[Span, ...], i: int, m: re.Match[str]) -> list[Span]:
    """The words of a turn: its own paragraph's, and those of the next ones that open with the same quotation mark and have no label."""
    words, mark = [(m.end(), found[i][1])], text[m.start()]
    for start, end in found[i + 1 :] if mark in '"“' else []:
        if text[start] != mark or text[start + 1 : start + 2] == "(" or _LABEL.match(text, start, end):
            break
        words.append((start + 1, end))
    return words


def _unquoted(text: str, span: Span, mark: str) -> Span | None:
    """A paragraph of a turn without the mark that closes the whole interview."""
    start, end = span
    closing = {'"': '"', "“": "”"}.get(mark)
    if closing and text[end - 1] == closing and text.count(closing, start, end) > (text.count("“", start, end) if mark == "“" else 0):
        end -= 1
    return trim_span((start, end), text)


def _signed(text: str, found: tuple[Span, ...]) -> list[Turn]:
    hits = (m for start, end in found if (m := _SIGNED.fullmatch(text, start, end)))
    return [Turn(m.span("who"), m.span("mark"), (m.span("words"),)) for m in hits]


def _posts(text: str, found: tuple[Span, ...]) -> list[Turn]:
    """Posts of social networks: what an author and a handle stand under, before or over."""
    out = []
    for i, (start, end) in enumerate(found):
        m = _poster(text, start, end)
        if m is None or (m.re is _POST_BY and not _LEAD < i < len(found) - 1):
            continue
        if m.re is _POST_HEAD:
            words = found[i + 1] if i + 1 < len(found) else None
        else:
            words = m.span("words") if m.groupdict().get("words") else found[i - 1] if i else None
        if words:
            out.append(Turn(m.span("who"), m.span("mark"), (words,), post=True))
    return out


def _poster(text: str, start: int, end: int) -> re.Match[str] | None:
    """The author of a post as a paragraph names them; None where it names none."""
    if "@" in text[start:end]:
        forms: tuple[re.Pattern[str], ...] = (_POST_SIGNED, _POST_NAMED, _POST_SHARED, _POST_HEAD)
    else:
        forms = (_POST_BY, _POST_NETWORK) if end - start <= _LONGEST_POST else ()
    return next((m for form in forms if (m := form.fullmatch(text, start, end))), None)
