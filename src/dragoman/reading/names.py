"""People's names, and the offices that stand before and after them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Span

from dragoman.codebook import people
from dragoman.codebook.gender import states_as_names
from dragoman.codebook.parties import place_nouns
from dragoman.codebook.persons import country_of_person
from dragoman.reading.hits import Hit
from dragoman.reading.phrases import singular
from dragoman.reading.places import state_of_town
from dragoman.reading.titles import Title

_PARTICLES = {
    "al",
    "el",
    "ul",
    "bin",
    "ben",
    "ibn",
    "abu",
    "von",
    "van",
    "de",
    "del",
    "der",
    "da",
    "di",
    "du",
    "la",
    "le",
    "bint",
    "ould",
    "ag",
    "binti",
    "haji",
    "das",
    "dos",
    "dela",
    "al-",
    "ed",
    "ad",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "ur",
    "zu",
}


_NOT_NAMES = {
    "iranian",
    "minister",
    "president",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "the",
    "who",
    "said",
    "read",
    "follow",
    "post",
    "agreement",
    "treaty",
    "ministry",
    "council",
    "forces",
    "army",
    "secretary",
    "state",
    "statement",
    "twitter",
    "facebook",
    "telegram",
    "instagram",
    "youtube",
    "whatsapp",
}


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
    """People's names with the offices that stand before or after them.

    Args:
        cased: live tokens of passages in which capitals say something (not a headline in title case).
        trained: tokens [start, end) that the encoder takes for names.
        refuted: tokens that it is sure are no part of one.
    """
    taken = {i for h in hits for i in range(h.start, h.end)}
    held = {i for t in titles for i in range(t.start, t.end)}
    spans: dict[int, int] = {}
    proposed = [_trim(doc, start, end, taken, held) for start, end in {*_after_titles(doc, titles, cased, taken), *_entities(doc, live)}]
    proposed = [(start, end) for start, end in proposed if start < end and end - 1 not in refuted]
    for start, end in joined_spans(doc, [*trained, *proposed, *_named_as_states(doc, cased, taken)], held):
        spans[start] = end
    names = [Name(start, end, doc[start:end].text) for start, end in sorted(spans.items())]
    names = [n for n in names if any(c.isupper() for c in n.text) and not any(c.isdigit() for c in n.text)]
    names = [n for n in names if n.start in cased or _told_below(doc, n, names, cased)]
    names += _again(doc, names, live, taken)
    names.sort(key=lambda n: n.start)
    _attach(doc, names, titles)
    return names


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
        if not title.plural and (title.countries or title.definite):
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


def _attach(doc: Doc, names: list[Name], titles: list[Title]) -> None:
    """Give each name the office before it ("Minister X", "the minister, General X,") and after it ("X, the minister,")."""
    ends = {t.end: t for t in titles}
    starts = {t.start: t for t in titles}
    for name in names:
        i = name.start
        while i > 1 and " ".join(t.lower_ for t in doc[i - 2 : i]) in people.ranks():
            i -= 2
        while i > 0 and (doc[i - 1].lower_ in people.ranks() or (doc[i - 1].text == "." and doc[i - 2].lower_ in people.ranks())):
            if doc[i - 1].lower_ in people.offices() and i in ends and ends[i].end - ends[i].start > 1:
                break
            i -= 1
        if i < name.start:
            name.rank = doc[i : name.start].text.lower()
        title = ends.get(i) or (ends.get(name.start) if not ends.get(i) else None)
        if not title and i > 1 and doc[i - 1].text == ",":
            title = ends.get(i - 1)
            after = doc[name.end] if name.end < len(doc) else None
            if title and (
                (not title.definite and not title.countries)
                or (after is not None and after.text not in (",", ".", "and") and not after.is_space)
            ):
                title = None
        if title and not title.plural and title.sector:
            name.titles.append(title)
            if title.together is not None:
                name.titles.append(title.together)
        _apposition(doc, name, starts)


def _apposition(doc: Doc, name: Name, starts: dict[int, Title]) -> None:
    j = name.end
    if j + 1 >= len(doc) or doc[j].text not in (",", "(", "–", "—"):
        return
    title = starts.get(j + 1)
    if not title or title.plural:
        return
    after = doc[title.end] if title.end < len(doc) else None
    closed = (
        after is None
        or after.is_punct
        or after.is_space
        or after.pos_ in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ", "ADV", "PRON")
        or after.text == "("
    )
    named = after is not None and after.text[0].isupper() and after.pos_ == "PROPN" and after.text != "("
    if closed and not named:
        name.titles.append(title)
