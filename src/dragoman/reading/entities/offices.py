"""Offices as the encoder bounds them, laid over those that the lexicon knows."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.branch import MentionSpan
from dragoman.reading.hits import Hit
from dragoman.reading.name_cues import INITIALS
from dragoman.reading.phrases import LINKS, singular
from dragoman.reading.titles import Title, find_titles, title_between

SURE = 0.6
"""Least probability of an office that the lexicon does not know."""
_SURE_OF_NAME = 0.5
"""Least probability of a name that is taken out of an office phrase."""
_NOUNS = ("NOUN", "PROPN")
_SURE_OF_END = 0.9
"""Probability of an office from which it ends where the branch says and not where the lexicon's phrase does."""
_FIELD = frozenset(table("en/people")["field"]["words"])


def bounded_titles(context: ReportContext, titles: list[Title], spans: list[MentionSpan]) -> list[Title]:
    """The lexicon's office phrases, widened to what the encoder takes for the whole office, and those that it alone finds."""
    doc = context.doc
    hit_at = {i: h for h in context.hits for i in range(h.start, h.end)}
    out = list(titles)
    for s in (_without_ranks(doc, s) for s in spans if s.sort == "office"):
        _take_in(context, s, out, hit_at)
    names = [s for s in spans if s.sort == "name" and s.probability >= _SURE_OF_NAME]
    return sorted((part for t in out for part in _without_names(context, t, names, hit_at)), key=lambda t: t.start)


def _take_in(context: ReportContext, s: MentionSpan, titles: list[Title], hit_at: dict[int, Hit]) -> None:
    """Widen the one office that a span of the encoder holds, or add the one that no lexicon knows."""
    doc = context.doc
    inside = [t for t in titles if t.start < s.end and s.start < t.end]
    if not inside:
        made = _unknown_office(doc, s, hit_at)
        titles += [made] if made is not None else []
    elif len(inside) == 1 and _widens(s, inside[0]):
        titles[titles.index(inside[0])] = _widened(doc, inside[0], s, hit_at)
    elif len(inside) == 1 and _narrows(doc, s, inside[0], hit_at):
        titles[titles.index(inside[0])] = _widened(doc, inside[0], s, hit_at)
        titles += find_titles(doc, list(context.hits), frozenset(range(s.end, inside[0].end)))


def _widens(s: MentionSpan, title: Title) -> bool:
    """Whether a span holds the whole phrase of a single office."""
    return not title.plural and s.start <= title.start and title.end <= s.end


def _narrows(doc: Doc, s: MentionSpan, title: Title, hit_at: dict[int, Hit]) -> bool:
    """Whether a span surely ends where a phrase runs on into a name: "minister of women" of "minister of women Ana Roca to Lima"."""
    within = s.start == title.start and title.head < s.end < title.end
    return within and s.probability >= _SURE_OF_END and _begins_name(doc[s.end], hit_at)


def _without_names(context: ReportContext, title: Title, names: list[MentionSpan], hit_at: dict[int, Hit]) -> list[Title]:
    """An office phrase without the name that it ran into, and the offices told behind that: "minister X and his deputy Y"."""
    doc = context.doc
    inner = next((s.start for s in names if title.head < s.start and s.end < title.end), title.end)
    cut = min(inner, _name_begins(doc, title, hit_at))
    if cut == title.end:
        return [_without_name(doc, title, names, hit_at)]
    end = cut
    while end > title.head + 1 and (doc[end - 1].is_punct or doc[end - 1].lower_ == "and"):
        end -= 1  # "ambassador to Togo and Gen. X"
    short = title_between(doc, title.start, end, title.head, title.sector, hit_at)
    short.together, short.plural, short.possessive, short.definite = title.together, title.plural, title.possessive, title.definite
    behind = find_titles(doc, list(context.hits), frozenset(range(cut + 1, title.end)))
    return [short, *(t for t in behind if t.start > cut)]


def _name_begins(doc: Doc, title: Title, hit_at: dict[int, Hit]) -> int:
    """Where in an office phrase its holder's rank or name begins; the phrase's end where none does: "minister of defence Ana Roca"."""
    of = next((t.i for t in doc[title.head + 1 : title.end] if t.lower_ in LINKS), title.end)
    for i in range(title.head + 1, title.end):
        pair = " ".join(t.lower_ for t in doc[i : i + 2]) in people.ranks()
        ranked = doc[i].text[0].isupper() and (pair or _is_rank(doc, i)) and doc[i - 1].text != "-"
        if ranked or INITIALS.fullmatch(doc[i].text):
            return i
        behind = doc[i + 1].lower_ if i + 1 < len(doc) else ""
        if i > of + 1 and _ends_field(doc[i - 1]) and behind not in _FIELD and _begins_name(doc[i], hit_at):
            return i
    return title.end


def _ends_field(token: Token) -> bool:
    """Whether what an office is of may end with a word, the short form of a body's name among them: "the deputy of the PRDC Ana Roca"."""
    return token.lower_ in _FIELD or (len(token) > 2 and token.text.isupper() and token.is_alpha)


def _begins_name(token: Token, hit_at: dict[int, Hit]) -> bool:
    known = token.lower_ in _FIELD | people.offices().keys() | people.institutions().keys() or token.i in hit_at
    return token.pos_ == "PROPN" and token.text[0].isupper() and not token.text.isupper() and token.is_alpha and not known


def _without_ranks(doc: Doc, s: MentionSpan) -> MentionSpan:
    """An office span without the ranks of the name that it ran up to: "defence minister Lt. Gen. (ret." of "defence minister Lt. Gen. (ret.) Agus"."""
    end = s.end
    while end > s.start + 1 and (_is_rank(doc, end - 1) or doc[end - 1].text in (".", "(", ")", ",")):
        end -= 1
    if end > s.start + 1 and doc[end - 1].lower_ in ("in", "at", "to", "of"):
        return replace(s, end=end - 1)  # "the consul in" of "the consul in Bata"
    ranked = any(_is_rank(doc, i) and doc[i].text[0].isupper() for i in range(end, s.end))
    return replace(s, end=end) if ranked and end > doc[s.start : end].root.i else s


def _is_rank(doc: Doc, i: int) -> bool:
    word = doc[i].lower_
    return (word in people.ranks() and word not in people.offices()) or (word in people.rank_notes() and doc[i - 1].text == "(")


def _without_name(doc: Doc, title: Title, names: list[MentionSpan], hit_at: dict[int, Hit]) -> Title:
    """An office phrase up to the name that it ran into: "minister of national defence" of "minister of national defence Petras Kala"."""
    cut = next((s.start for s in names if title.head < s.start < title.end <= s.end), title.end)
    if cut == title.end or cut <= title.head:
        return title
    return _widened(doc, title, replace(next(s for s in names if s.start == cut), start=title.start, end=cut), hit_at)


def _widened(doc: Doc, title: Title, s: MentionSpan, hit_at: dict[int, Hit]) -> Title:
    if (s.start, s.end) == (title.start, title.end):
        return title
    wide = title_between(doc, s.start, s.end, title.head, title.sector, hit_at)
    wide.together, wide.plural, wide.possessive = title.together, title.plural, wide.possessive or title.possessive
    wide.countries = title.countries or wide.countries
    wide.organization = title.organization or wide.organization
    wide.definite = title.definite or wide.definite
    return wide


def _unknown_office(doc: Doc, s: MentionSpan, hit_at: dict[int, Hit]) -> Title | None:
    """An office of words that no lexicon has: "commanding officer of the Airavat"; a bare name of a state or pronoun is none."""
    head = doc[s.start : s.end].root
    if all(t.lower_ in people.ranks() | people.rank_notes() or t.is_punct for t in doc[s.start : s.end]):
        return None
    if s.probability < SURE or head.pos_ not in _NOUNS or head.i in hit_at or singular(head) in people.institutions():
        return None
    return title_between(doc, s.start, s.end, head.i, "ELI", hit_at)
