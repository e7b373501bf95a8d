"""Offices as the encoder bounds them, laid over those that the lexicon knows."""

from dataclasses import replace

from spacy.tokens import Doc

from dragoman.codebook import people
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.branch import MentionSpan
from dragoman.reading.hits import Hit
from dragoman.reading.phrases import singular
from dragoman.reading.titles import Title, title_between

SURE = 0.6
"""Least probability of an office that the lexicon does not know."""
_SURE_OF_NAME = 0.5
"""Least probability of a name that is taken out of an office phrase."""
_NOUNS = ("NOUN", "PROPN")


def bounded_titles(context: ReportContext, titles: list[Title], spans: list[MentionSpan]) -> list[Title]:
    """The lexicon's office phrases, widened to what the encoder takes for the whole office, and those that it alone finds."""
    doc = context.doc
    hit_at = {i: h for h in context.hits for i in range(h.start, h.end)}
    out = list(titles)
    for s in spans:
        if s.sort != "office":
            continue
        inside = [t for t in out if t.start < s.end and s.start < t.end]
        if not inside:
            made = _unknown_office(doc, s, hit_at)
            out += [made] if made is not None else []
        elif len(inside) == 1 and not inside[0].plural and s.start <= inside[0].start and inside[0].end <= s.end:
            out[out.index(inside[0])] = _widened(doc, inside[0], s, hit_at)
    names = [s for s in spans if s.sort == "name" and s.probability >= _SURE_OF_NAME]
    return sorted((_without_name(doc, t, names, hit_at) for t in out), key=lambda t: t.start)


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
    if all(t.lower_ in people.ranks() or t.is_punct for t in doc[s.start : s.end]):
        return None
    if s.probability < SURE or head.pos_ not in _NOUNS or head.i in hit_at or singular(head) in people.institutions():
        return None
    return title_between(doc, s.start, s.end, head.i, "ELI", hit_at)
