"""People's names: what the encoder, the recogniser and the words around show to be one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.codebook.persons import country_of_person
from dragoman.reading.hits import Hit
from dragoman.reading.name_cues import (
    NOT_NAMES,
    PARTICLES,
    after_demonyms,
    after_titles,
    in_successions,
    named_as_states,
    post_authors,
    recognised_people,
    well_known,
    with_initials,
)
from dragoman.reading.name_kin import share_surnames
from dragoman.reading.name_repeats import repeated
from dragoman.reading.phrases import body_name_end, is_plural
from dragoman.reading.titles import Title

_FATHERS = frozenset(table("en/people")["fathers"]["words"])
_LONGEST_SHORT = 4
"""Letters of the longest part of a name that is written with a point."""
_SAINTS = frozenset(table("en/people")["saints"]["words"])


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
    surely, beside = _beside(doc, hits, titles, cased, taken)
    spans = [_unranked(doc, *_placed(doc, s, taken)) for s in trained]
    authors = [*post_authors(doc, taken)]
    known = [*named_as_states(doc, cased, taken), *well_known(doc, cased, taken)]
    spans += [*with_initials(doc, cased), *known, *authors, *in_successions(doc, cased, taken)]
    spans += _trimmed(doc, surely, taken, held, frozenset(), all)
    spans += _trimmed(doc, beside, taken, held, refuted, all)
    spans += _trimmed(doc, {*recognised_people(doc, live)}, taken, held, refuted, any)
    spans = [(_with_given(doc, start, cased, taken | held), end) for start, end in joined_spans(doc, spans, held)]
    ends = {start: _saint(doc, end) for start, end in spans}
    names = [Name(start, end, doc[start:end].text) for start, end in sorted(ends.items())]
    names = _without_bodies(doc, names, taken)
    names = [n for n in names if _is_spelt(n.text)]
    names = share_surnames(doc, _shown(doc, names, cased, authors), held)
    again = repeated(doc, [(n.start, n.end) for n in names], live, taken)
    return sorted([*names, *(Name(start, end, doc[start:end].text) for start, end in again)], key=lambda n: n.start)


def _beside(
    doc: Doc, hits: list[Hit], titles: list[Title], cased: frozenset[int], taken: set[int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Capitals beside offices and names of peoples: those that are names for sure, and those that may be."""
    held = {i for t in titles for i in range(t.start, t.end)}
    titled, of_people = {*after_titles(doc, titles, cased, taken)}, {*after_demonyms(doc, hits, cased, taken)}
    surely = {span for span in titled if _surely_titled(doc, span, held)}
    surely |= {span for span in of_people if _beside_office(doc, span, held)}
    return surely, (titled | of_people) - surely


def _surely_titled(doc: Doc, span: tuple[int, int], held: set[int]) -> bool:
    """Whether capitals can begin but a name: right after an office in small letters or in the plural, "the deputy Ana Roca", "Presidents Ana Roca and"."""
    start, end = span
    before = doc[start - 1] if start else None
    if before is None or end - start < 2 or start - 1 not in held:
        return False
    return before.text.islower() or (is_plural(before) and end < len(doc) and doc[end].lower_ in ("and", ",", "of"))


def _beside_office(doc: Doc, span: tuple[int, int], held: set[int]) -> bool:
    """Whether a people's name with an article parts an office from somebody's name: "the president of its commission, the Ivorian Ana Roca"."""
    comma = next((t for t in reversed(doc[max(0, span[0] - 5) : span[0]]) if t.text == ","), None)
    return comma is not None and comma.i > 0 and comma.i - 1 in held


def _shown(doc: Doc, names: list[Name], cased: frozenset[int], authors: list[tuple[int, int]]) -> list[Name]:
    """The names that capitals show, or that are told below, or that sign a post."""
    sure = cased | {start for start, _ in authors}
    return [n for n in names if n.start in sure or _told_below(doc, n, names, cased)]


def _is_spelt(text: str) -> bool:
    """Whether words have a capital and no figure."""
    return any(map(str.isupper, text)) and not any(map(str.isdigit, text))


def _without_bodies(doc: Doc, names: list[Name], taken: set[int]) -> list[Name]:
    """The names but for those of bodies that a noun introduces: "the daily Al Waqt"."""
    bodies = {i for t in doc if t.lower_ in people.named_bodies() for i in range(t.i + 1, body_name_end(doc, t, taken))}
    again = {doc[i].text for i in bodies}
    return [n for n in names if n.start not in bodies and n.text not in again]


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


def _unranked(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A span without the ranks and forms of address that it begins with."""
    while start < end - 1:
        pair = start < end - 2 and " ".join(t.lower_ for t in doc[start : start + 2]) in people.ranks()
        if not pair and doc[start].lower_ not in people.ranks() and doc[start].text != ".":
            break
        start += 2 if pair else 1
    return start, end


def _with_given(doc: Doc, start: int, cased: frozenset[int], other: set[int]) -> int:
    """The start of a name of which only the father's was found, behind the particle that leads to it: "Sid'Ahmed" before "Ould Boukhari"."""
    before = doc[start - 1] if start else None
    if before is None or doc[start].lower_ not in _FATHERS or start - 1 not in cased or start - 1 in other:
        return start
    given = (
        before.text[0].isupper() and before.pos_ in ("PROPN", "NOUN", "X") and _can_name([before]) and before.lower_ not in people.ranks()
    )
    return start - 1 if given and before.text.replace("'", "").replace("’", "").isalpha() else start


def _saint(doc: Doc, end: int) -> int:
    """The end of a name that goes on after a saint's short form: "Joan St. Clair"."""
    if doc[end - 1].lower_ in _SAINTS and end < len(doc) and doc[end].text[0].isupper():
        return end + 1
    return end


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
    if len(between) == 1 and between.text == "." and len(doc[end - 1]) > _LONGEST_SHORT:
        return False  # a sentence ends: "thanked Ms. Ana Roca. Lara went on"
    return len(between) <= 3 and all(
        t.lower_ in PARTICLES or t.text in ("-", ".", "’", "'") or (len(t.text) <= 2 and t.text[0].isupper()) for t in between
    )


def _told_below(doc: Doc, name: Name, names: list[Name], cased: frozenset[int]) -> bool:
    """Whether a name in a headline stands in the body too, or the headline is not in title case: there, capitals say nothing."""
    words = {t.lower_ for t in doc[name.start : name.end] if t.is_alpha}
    if country_of_person(name.text) or any(words & {t.lower_ for t in doc[n.start : n.end]} for n in names if n.start in cased):
        return True
    others = [t for t in doc[name.start].sent if t.is_alpha and len(t) > 3 and not name.start <= t.i < name.end]
    return 2 * sum(t.text[0].isupper() for t in others) <= len(others)


def _trim(doc: Doc, start: int, end: int, taken: set[int], held: set[int]) -> tuple[int, int]:
    """A name without titles before it and marks after it; empty where it is no name."""
    if country_of_person(doc[start:end].text):
        return start, end
    while start < end and (_stands_before(doc[start], held) or (start in taken and end - start > 1)):
        start += 1
    start, end = _unranked(doc, start, end)
    while end > start and _stands_behind(doc[end - 1], held):
        end -= 1
    words = [t for t in doc[start:end] if t.is_alpha]
    noted = 0 < start < end < len(doc) and doc[start - 1].text == "(" and doc[start].lower_ in people.rank_notes()
    return (start, start) if start in taken or noted or not _can_name(words) else (start, end)


def _can_name(words: list[Token]) -> bool:
    """Whether words can be a name: one in capitals, and none that is known to be no name's."""
    return any(t.text[0].isupper() for t in words) and not any(t.lower_ in NOT_NAMES for t in words)


def _stands_before(t: Token, held: set[int]) -> bool:
    """Whether a token before a name is none of its words."""
    return t.i in held or t.is_punct or t.is_space or t.lower_ in people.ranks() or t.lower_ in ("the", "mr", "a")


def _stands_behind(t: Token, held: set[int]) -> bool:
    """The same for one behind it."""
    return t.i in held or t.is_punct or t.is_space or t.text in ("’s", "'s", "’", "'")
