"""Bodies that a report shortens: "the Rwanda Defence Force (RDF)", and RDF wherever it stands behind that."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.reading.context import ReportContext
from dragoman.reading.mentions import Mention

_ACRONYM = re.compile(r"[A-Z][\w-]{0,3}[A-Z][\w-]{0,5}")
_LINKS = frozenset({"of", "and", "the", "for", "to", "in", "on", "-", "'s", "’s"})
_LEAST = 4
"""Letters of the first word of a body's name by which it is known again."""
_LONGEST = 12
"""Tokens of the longest name that an acronym stands for."""


def with_acronyms(context: ReportContext, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with those of bodies by acronyms that the report itself explains; each of these leads to the body's own mention."""
    doc = context.doc
    named = {i for h in context.hits for i in range(h.start, h.end)}
    out = list(mentions)
    for bracket in doc[: len(doc) - 2]:
        explained = bracket.i in context.content and bracket.i + 1 not in named and _explains(bracket)
        body = _before(context, out, bracket.i, doc[bracket.i + 1].text) if explained else None
        if body is not None:
            out = _with_aliases(context, out, body, doc[bracket.i + 1])
    out += _named_again(context, out)
    return sorted(out, key=lambda m: (m.start, -m.end))


def _with_aliases(context: ReportContext, mentions: list[Mention], body: Mention, short: Token) -> list[Mention]:
    """The mentions with a body and with those by its acronym wherever it stands, in place of what an acronym alone was taken for."""
    doc = context.doc
    known = mentions if any(m is body for m in mentions) else [*mentions, body]
    places = [t.i for t in doc if t.text == short.text and t.i in context.content and t.i != short.i]
    kept = [m for m in known if m is body or m.sort not in ("institution", "party") or not _is_only(doc, m, places)]
    taken = _tokens(kept)
    return kept + [_alias(body, i) for i in places if i not in taken]


def _explains(bracket: Token) -> bool:
    """Whether an acronym stands between brackets."""
    return bracket.text == "(" and bracket.nbor(2).text == ")" and _ACRONYM.fullmatch(bracket.nbor(1).text) is not None


def _tokens(mentions: list[Mention]) -> set[int]:
    """The tokens of mentions that are no pronouns."""
    return {i for m in mentions if m.sort != "pronoun" for i in range(m.start, m.end)}


def _named_again(context: ReportContext, mentions: list[Mention]) -> list[Mention]:
    """Later mentions by name alone of bodies that a noun introduced: "the company Levante", and Levante behind that."""
    doc = context.doc
    taken = _tokens(mentions) | {i for h in context.hits for i in range(h.start, h.end)}
    out = []
    for body in (m for m in mentions if _is_introduced(doc, m)):
        first = doc[body.head + 1]
        for t in doc[body.end :] if len(first.text) >= _LEAST else ():
            if t.text == first.text and t.i in context.content and t.i not in taken:
                out.append(_alias(body, t.i))
                taken.add(t.i)
    return out


def _is_introduced(doc: Doc, m: Mention) -> bool:
    """Whether a noun stands before the name of a body: "the company Levante"."""
    named = m.sort == "institution" and m.named and m.alias_of is None and m.head + 1 < m.end
    return named and doc[m.head].lower_ in people.named_bodies()


def _is_only(doc: Doc, m: Mention, places: list[int]) -> bool:
    """Whether a mention is an acronym with no more than an article."""
    return m.end - 1 in places and (m.end - m.start == 1 or (m.end - m.start == 2 and doc[m.start].lower_ in ("the", "a", "an")))


def _alias(body: Mention, i: int) -> Mention:
    return replace(body, start=i, end=i + 1, head=i, possessive=None, members=[], alias_of=body, definite=True)


def _before(context: ReportContext, mentions: list[Mention], at: int, short: str) -> Mention | None:
    """The body whose name ends before a bracket: one found already, else the words in capitals whose initials are the acronym."""
    known = [m for m in mentions if m.sort == "institution" and m.start < at and at <= m.end <= at + 3 and m.alias_of is None]
    if known:
        return max(known, key=lambda m: m.end - m.start)
    start = _spelt(context.doc, at, short)
    if start is None or not _tokens(mentions).isdisjoint(range(start, at)):
        return None
    words = context.doc[start:at]
    inside = (h.entry.country for h in context.hits if start <= h.start and h.end <= at)
    countries = tuple(dict.fromkeys(c for c in inside if c))
    return Mention(
        start, at, words.root.i, "institution", "organization", countries, None, text=words.text, key=words.text.lower(), named=True
    )


def _spelt(doc: Doc, at: int, short: str) -> int | None:
    """The first token of the name before a bracket that begins with the acronym's first letter and has its other ones in order."""
    wanted = [c for c in short if c.isupper()]
    for i in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        if not (doc[i].text[0].isupper() or doc[i].lower_ in _LINKS) or doc[i].is_space:
            return None
        letters = [c for t in doc[i:at] if t.lower_ not in _LINKS for c in t.text.upper()]
        fits = doc[i].text[0] == wanted[0] and at - i > 1 and _in_order(wanted, letters)
        if fits and _begins(doc, i):
            return i
    return None


def _begins(doc: Doc, i: int) -> bool:
    """Whether no other capitals stand before a name."""
    return i == 0 or not doc[i - 1].text[0].isupper() or doc[i - 1].is_sent_start is True


def _in_order(wanted: list[str], letters: list[str]) -> bool:
    rest = iter(letters)
    return all(c in rest for c in wanted)
