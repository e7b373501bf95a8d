"""People's names: what the encoder, the recogniser and the words around show to be one."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Span

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.codebook.gender import states_as_names
from dragoman.codebook.parties import place_nouns
from dragoman.codebook.persons import country_of_person
from dragoman.reading.hits import Hit
from dragoman.reading.phrases import singular
from dragoman.reading.places import state_of_town
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_PARTICLES = frozenset(_WORDS["particles"]["words"])
_NOT_NAMES = frozenset(_WORDS["no_names"]["words"])
_SAINTS = frozenset(_WORDS["saints"]["words"])
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,2}[^\W\d_][^\W\d_’'-]{2,}")
"""A name that its initials are glued to: "T.Asanov"."""


@dataclass
class Name:
    """A person's name: tokens [start, end), and the offices said of them around it."""

    start: int
    end: int
    text: str
    titles: list[Title] = field(default_factory=list)
    rank: str | None = None


def find_names(
    doc: Doc,
    hits: list[Hit],
    titles: list[Title],
    live: frozenset[int],
    cased: frozenset[int],
    trained: list[tuple[int, int]],
    refuted: frozenset[int],
) -> list[Name]:
    """People's names, in order.

    Args:
        cased: live tokens of passages in which capitals say something (not a headline in title case).
        trained: tokens [start, end) that the encoder takes for names.
        refuted: tokens that it is sure are no part of one.
    """
    taken = {i for h in hits for i in range(h.start, h.end)}
    held = {i for t in titles for i in range(t.start, t.end)}
    spans: dict[int, int] = {}
    beside = {*_after_titles(doc, titles, cased, taken), *_after_demonyms(doc, hits, cased, taken)}
    proposed = _trimmed(doc, beside, taken, held, refuted, all)
    proposed += _trimmed(doc, {*_entities(doc, live)}, taken, held, refuted, any)
    for start, end in joined_spans(
        doc,
        [*(_placed(doc, s, taken) for s in trained), *_with_initials(doc, cased), *_named_as_states(doc, cased, taken), *proposed],
        held,
    ):
        spans[start] = _saint(doc, end)
    names = [Name(start, end, doc[start:end].text) for start, end in sorted(spans.items())]
    names = [n for n in names if any(c.isupper() for c in n.text) and not any(c.isdigit() for c in n.text)]
    names = [n for n in names if n.start in cased or _told_below(doc, n, names, cased)]
    names += _again(doc, names, live, taken)
    return sorted(names, key=lambda n: n.start)


def _trimmed(
    doc: Doc,
    spans: set[tuple[int, int]],
    taken: set[int],
    held: set[int],
    refuted: frozenset[int],
    every: Callable[[Iterable[bool]], bool],
) -> list[tuple[int, int]]:
    """Spans without what is no name at their ends, and without those that the encoder takes for none.

    Args:
        every: whether all words, or the last one and any, must be refuted.
    """
    out = []
    for start, end in sorted(spans):
        start, end = _trim(doc, start, end, taken, held)
        doubted = (i in refuted for i in (range(start, end) if every is all else range(end - 1, end)))
        if start < end and not every(doubted):
            out.append((start, end))
    return out


def _placed(doc: Doc, span: tuple[int, int], taken: set[int]) -> tuple[int, int]:
    """A span without the state before it that another phrase ends with: "ambassador to Djibouti Abdi Farah"."""
    start, end = span
    if start and doc[start - 1].lower_ in ("to", "of", "in", "from"):
        while start < end - 2 and start in taken:
            start += 1
    return start, end


def _saint(doc: Doc, end: int) -> int:
    """The end of a name that goes on after a saint's short form: "Joan St. Clair"."""
    if doc[end - 1].lower_ in _SAINTS and end < len(doc) and doc[end].text[0].isupper():
        return end + 1
    return end


def _with_initials(doc: Doc, cased: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Words that begin with initials: "T.Asanov"."""
    for t in doc:
        if t.i in cased and "." in t.text and t.text[0].isupper() and _INITIALS.fullmatch(t.text):
            yield t.i, t.i + 1


def _after_demonyms(doc: Doc, hits: list[Hit], cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words right after a demonym with an article: "the Ivorian Jean Boni, who"."""
    for h in hits:
        if h.entry.role != "demonym" or not h.start or doc[h.start - 1].lower_ != "the":
            continue
        end = h.end
        while end < len(doc) and end in cased and _namelike(doc, end, h.end, taken) and doc[end].lower_ not in people.institutions():
            end += 1
        if end - h.end >= 2 and end < len(doc) and (doc[end].text in (",", "(") or doc[end].pos_ in ("VERB", "AUX")):
            yield h.end, end


def joined_spans(doc: Doc, spans: list[tuple[int, int]], held: set[int]) -> list[tuple[int, int]]:
    """Spans that overlap, or that only a particle or an initial parts, made one: "Nasser" and "Faleh Al-Hitmi" with "bin" between."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and (start < out[-1][1] or _glued(doc, out[-1][1], start)):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return [(s, e) for s, e in out if not {*range(s, e)} <= held]


def _glued(doc: Doc, end: int, start: int) -> bool:
    """Whether nothing but parts of a name stands between two pieces of one."""
    between = doc[end:start]
    return len(between) <= 3 and all(
        t.lower_ in _PARTICLES or t.text in ("-", ".", "’", "'") or (len(t.text) <= 2 and t.text[0].isupper()) for t in between
    )


def _told_below(doc: Doc, name: Name, names: list[Name], cased: frozenset[int]) -> bool:
    """Whether a name in a headline stands in the body too, or the headline is not in title case: there, capitals say nothing."""
    words = {t.lower_ for t in doc[name.start : name.end] if t.is_alpha}
    if country_of_person(name.text) or any(words & {t.lower_ for t in doc[n.start : n.end]} for n in names if n.start in cased):
        return True
    others = [t for t in doc[name.start].sent if t.is_alpha and len(t) > 3 and not name.start <= t.i < name.end]
    return 2 * sum(t.text[0].isupper() for t in others) <= len(others)


def _entities(doc: Doc, live: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What the recogniser takes for people, without places and common nouns that a sentence begins with."""
    for ent in doc.ents:
        if ent.label_ == "PERSON" and ent.start in live and not _is_place(ent) and not _is_common(ent):
            end = ent.end
            while (
                end < len(doc)
                and doc[end - 1].dep_ in ("compound", "flat")
                and doc[end - 1].head.i >= end
                and _namelike(doc, end, ent.start, set())
            ):
                end += 1  # "Shah Mahmood Qureshi", of which the recogniser took two words
            yield ent.start, end


def _named_as_states(doc: Doc, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Given names that are no state's for the surname behind them: "Chad Wolfe", of which no hit is left."""
    for token in doc:
        if token.i in cased and token.text in states_as_names() and token.i not in taken and token.dep_ in ("compound", "flat", "nmod"):
            yield token.i, token.head.i + 1


def _is_place(ent: Span) -> bool:
    """ "The port of X", "X province": somewhere, and nobody."""
    doc = ent.doc
    after = doc[ent.end].lower_ if ent.end < len(doc) else ""
    last = doc[ent.start - 1].lower_ if ent.start else ""
    first = doc[ent.start - 2].lower_ if ent.start > 1 else ""
    if after in place_nouns() or (last == "of" and first in place_nouns()) or last == "near":
        return True
    return last in ("in", "at", "from", "to") and state_of_town(ent.text) is not None


def _is_common(ent: Span) -> bool:
    first = ent[0]
    return len(ent) == 1 and first.is_sent_start is True and singular(first) in people.instruments() | people.institutions().keys()


def _after_titles(doc: Doc, titles: list[Title], cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Capitalised words right after an office or a rank."""
    begins = {t.end for t in titles if not t.plural or t.end - t.start < 4}
    known = np.array([doc.vocab.strings[r] for r in people.ranks()], dtype=np.uint64)
    begins |= {i + 1 for i in np.flatnonzero(np.isin(doc.to_array("LOWER"), known)).tolist() if doc[i].text[0].isupper()}
    for i in sorted(begins):
        start = i
        while start < len(doc) and (
            doc[start].lower_ in people.ranks()
            or doc[start].text == "."
            or (doc[start].text == "," and start == i and start + 1 < len(doc) and doc[start + 1].lower_ in people.ranks())
        ):
            start += 1
        end = start
        while end < len(doc) and end in cased and _namelike(doc, end, start, taken):
            end += 1
        if end > start and doc[start].text[0].isupper():
            yield start, end
    for title in titles:
        if not title.plural:
            yield from _set_off(doc, title, cased, taken)


def _set_off(doc: Doc, title: Title, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names between commas beside an office: "Kenya's minister, Aden Duale, said" and "Aden Duale, the minister, said"."""
    start = end = title.end + 1
    if title.end < len(doc) and doc[title.end].text == ",":
        while end < len(doc) and end in cased and _namelike(doc, end, start, taken):
            end += 1
        if end - start >= 2 and (end == len(doc) or doc[end].text in (",", ".", "and")):
            yield start, end
    end = start = title.start - 1
    if end > 1 and doc[end].text == ",":
        while start > 0 and start - 1 in cased and _namelike(doc, start - 1, start - 2, taken) and not doc[start].is_sent_start:
            start -= 1
        if end - start >= 2 and doc[start].text[0].isupper():
            yield start, end


def _namelike(doc: Doc, i: int, start: int, taken: set[int]) -> bool:
    t = doc[i]
    if t.is_sent_start and i > start:
        return False
    if i in taken:
        return False
    if t.text == "-":
        return i > start and i + 1 < len(doc) and doc[i + 1].text[0].isalpha() and not t.whitespace_ and not doc[i - 1].whitespace_
    if t.lower_ in _PARTICLES:
        return i + 1 < len(doc) and (doc[i + 1].text[0].isupper() or doc[i + 1].text == "-" or doc[i + 1].lower_ in _PARTICLES)
    upper = t.text[0].isupper() or (i > start + 1 and doc[i - 1].text == "-")
    plain = t.text.translate({ord(c): None for c in ".’'"}).isalpha()
    return upper and plain and t.pos_ not in ("VERB", "AUX", "DET") and t.lower_ not in _NOT_NAMES


def _trim(doc: Doc, start: int, end: int, taken: set[int], held: set[int]) -> tuple[int, int]:
    """A name without titles before it and marks after it; empty where it is no name."""
    if country_of_person(doc[start:end].text):
        return start, end
    while start < end and (
        doc[start].lower_ in people.ranks()
        or start in held
        or doc[start].is_punct
        or doc[start].is_space
        or doc[start].lower_ in ("the", "mr", "a")
        or (start in taken and end - start > 1)
    ):
        start += 1
    while end > start and (
        doc[end - 1].text in ("’s", "'s", "’", "'") or doc[end - 1].is_punct or doc[end - 1].is_space or end - 1 in held
    ):
        end -= 1
    words = [t for t in doc[start:end] if t.is_alpha]
    if start in taken or not words or any(t.lower_ in _NOT_NAMES for t in words) or not any(t.text[0].isupper() for t in words):
        return start, start
    return start, end


def _again(doc: Doc, names: list[Name], live: frozenset[int], taken: set[int]) -> list[Name]:
    """Later mentions by surname that the recogniser missed."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(t.text for t in doc[name.start : name.end])
        if len([w for w in words if w.isalpha()]) >= 2:
            tail = words[-2:] if words[-2].lower() in _PARTICLES else words[-1:]
            for form in (words, tail):
                if form not in known.setdefault(form[0], []):
                    known[form[0]].append(form)
    covered = {i for n in names for i in range(n.start, n.end)} | taken
    out = []
    for t in doc:
        if t.i not in live or t.i in covered or len(t.text) < 3:
            continue
        for form in sorted(known.get(t.text, ()), key=len, reverse=True):
            span = range(t.i, t.i + len(form))
            if tuple(x.text for x in doc[t.i : t.i + len(form)]) == form and not covered & set(span):
                out.append(Name(t.i, t.i + len(form), doc[t.i : t.i + len(form)].text))
                covered |= set(span)
                break
    return out
