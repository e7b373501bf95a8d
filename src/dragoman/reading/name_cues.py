"""Names that the words around show to be some: after an office, a rank or a demonym, between commas, with initials."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from dragoman.cleaning.turns import turns
from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.codebook.gender import states_as_names
from dragoman.codebook.parties import place_nouns
from dragoman.codebook.persons import known_person
from dragoman.reading.hits import Hit
from dragoman.reading.phrases import after_note, singular
from dragoman.reading.places import state_of_town
from dragoman.reading.titles import Title

_WORDS = table("en/people")
PARTICLES = frozenset(_WORDS["particles"]["words"])
NOT_NAMES = frozenset(_WORDS["no_names"]["words"])
_LONGEST_NAME = 4  # words
_LONGEST_NOTE = 3  # letters of what members of parliaments put behind their names: MP, MEP
_SUCCEEDING = frozenset(_WORDS["succeeding"]["verbs"])
_TAKING, _TAKEN = frozenset(_WORDS["succeeding"]["taking"]), frozenset(_WORDS["succeeding"]["taken"])
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,2}[^\W\d_][^\W\d_’'-]{2,}")
"""A name that its initials are glued to: "T.Asanov"."""


def with_initials(doc: Doc, cased: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Words that begin with initials: "T.Asanov"."""
    for t in doc:
        if t.i in cased and "." in t.text and t.text[0].isupper() and INITIALS.fullmatch(t.text):
            yield t.i, t.i + 1


def well_known(doc: Doc, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names by which everybody knows a leader: a whole one, and a surname that stands alone: "Erdogan", not "Ivanka Trump" or "Trump Tower"."""
    found = [(t.i, end) for t in doc if t.i in cased and t.i not in taken and (end := _end_of_known(doc, t.i)) is not None]
    alone = {doc[start].text for start, end in found if end == start + 1}
    others = {t.text for t in doc if t.text in alone and _in_other_name(doc, t.i, taken)}
    yield from ((start, end) for start, end in found if end > start + 1 or doc[start].text not in others)


def _end_of_known(doc: Doc, start: int) -> int | None:
    """Where the longest known name that begins at a token ends."""
    if not doc[start].text[0].isupper():
        return None
    ends = range(min(start + _LONGEST_NAME, len(doc)), start, -1)
    return next((end for end in ends if known_person(doc[start:end].text)), None)


def _in_other_name(doc: Doc, i: int, taken: set[int]) -> bool:
    """Whether a surname is part of a longer name there, which is not the leader's own."""
    before, after = _names_more(doc, i - 1, taken), _names_more(doc, i + 1, taken)
    return after or (before and known_person(doc[i - 1 : i + 1].text) is None)


def _names_more(doc: Doc, i: int, taken: set[int]) -> bool:
    """Whether the word at a place beside a name may be part of it: another capitalised one that is no state, office or rank."""
    if not 0 <= i < len(doc) or i in taken:
        return False
    t = doc[i]
    stands_for_itself = t.lower_ in people.ranks() or t.lower_ in people.offices() or (t.is_sent_start and t.pos_ != "PROPN")
    return t.is_alpha and t.text[0].isupper() and not stands_for_itself


def post_authors(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Who signs a post of a social network, where the words are those of a person's name."""
    for turn in turns(doc.text):
        who = doc.char_span(*turn.who, alignment_mode="expand") if turn.post else None
        if who is None or outlet(who.text) is not None:
            continue
        while len(who) > 2 and who[-1].text.isupper() and len(who[-1]) <= _LONGEST_NOTE:
            who = who[:-1]
        if _is_somebody(who, taken):
            yield who.start, who.end


def _is_somebody(who: Span, taken: set[int]) -> bool:
    """Whether words can name a person: two to four of them, with capitals, none of which names a body or a state."""
    words = who.text.split()
    if not 2 <= len(words) <= _LONGEST_NAME or any(t.i in taken for t in who):
        return False
    bodies = people.institutions().keys() | people.named_bodies()
    return not any(t.lower_ in bodies for t in who) and all(word[0].isupper() or word in PARTICLES for word in words)


def named_as_states(doc: Doc, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Given names that are no state's for the surname behind them: "Chad Wolfe", of which no hit is left."""
    for token in doc:
        if token.i in cased and token.text in states_as_names() and token.i not in taken and token.dep_ in ("compound", "flat", "nmod"):
            yield token.i, token.head.i + 1


def recognised_people(doc: Doc, live: frozenset[int]) -> Iterator[tuple[int, int]]:
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


def in_successions(doc: Doc, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words that a change of holders tells as somebody: "X, who replaced", "took over from X", "swore in X as"."""
    for t in doc:
        if t.i not in cased:
            continue
        if (
            t.lower_ == "who"
            and t.i > 2
            and doc[t.i - 1].text == ","
            and any(x.lemma_.lower() in _SUCCEEDING for x in doc[t.i + 1 : t.i + 4])
        ):
            start = end = t.i - 1
            while start > 0 and start - 1 in cased and _namelike(doc, start - 1, start - 2, taken):
                start -= 1
        elif t.lower_ in ("from", "of", "by", "in") and _leads_over(doc, t.i):
            start = _past_ranks(doc, t.i + 1)
            end = _end_of_name(doc, start, start, cased, taken)
        else:
            continue
        if end - start >= 2 and doc[start].text[0].isupper():
            yield start, end


def _leads_over(doc: Doc, i: int) -> bool:
    """Whether a preposition leads from a verb of succession to whom it is about: "took over the ministry from", "succeeded by", "swore in"."""
    before = doc[max(0, i - 5) : i]
    lemmas = [x.lemma_.lower() for x in before]
    if doc[i].lower_ in ("by", "in"):
        return bool(lemmas) and (lemmas[-1] in _SUCCEEDING if doc[i].lower_ == "by" else lemmas[-1] == "swear")
    taking = next((k for k, lemma in enumerate(lemmas) if lemma in _TAKING), None)
    return taking is not None and any(x.lower_ in _TAKEN for x in before[taking + 1 :])


def after_demonyms(doc: Doc, hits: list[Hit], cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words right after a demonym with an article: "the Ivorian Jean Boni, who"."""
    for h in hits:
        if h.entry.role != "demonym" or not h.start or doc[h.start - 1].lower_ != "the":
            continue
        end = h.end
        while end < len(doc) and end in cased and _namelike(doc, end, h.end, taken) and doc[end].lower_ not in people.institutions():
            end += 1
        if end - h.end >= 2 and end < len(doc) and (doc[end].text in (",", "(") or doc[end].pos_ in ("VERB", "AUX")):
            yield h.end, end


def after_titles(doc: Doc, titles: list[Title], cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Capitalised words right after an office or a rank, and between commas beside an office."""
    begins = {t.end for t in titles if not t.plural or t.end - t.start < 4}
    known = {doc.vocab.strings[r] for r in people.ranks()}
    begins |= {i + 1 for i, word in enumerate(doc.to_array("LOWER").tolist()) if word in known and doc[i].text[0].isupper()}
    for i in sorted(begins):
        start = _past_ranks(doc, i)
        end = _end_of_name(doc, start, start, cased, taken)
        if end > start and doc[start].text[0].isupper():
            yield start, end
    for title in titles:
        if title.plural:
            yield from _listed_behind(doc, title, cased, taken)
        else:
            yield from _behind_comma(doc, title, cased, taken)
            yield from _before_comma(doc, title, cased, taken)


def _past_ranks(doc: Doc, i: int) -> int:
    """The first token that is no rank from a token on; a comma may stand before the first rank."""
    ranks, start = people.ranks(), i
    if i + 1 < len(doc) and doc[i].text == "," and doc[i + 1].lower_ in ranks:
        start += 1
    while start < len(doc) and (doc[start].lower_ in ranks or doc[start].text == "." or after_note(doc, start) > start):
        start = max(start + 1, after_note(doc, start))
    return start


def _end_of_name(doc: Doc, i: int, start: int, cased: frozenset[int], taken: set[int]) -> int:
    """Where the words of a name that begins at `start` end, from a token on."""
    while i < len(doc) and i in cased and _namelike(doc, i, start, taken):
        i += 1
    return i


def _behind_comma(doc: Doc, title: Title, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """A name between commas behind an office: "Kenya's minister, Aden Duale, said"."""
    start = title.end + 1
    if title.end < len(doc) and doc[title.end].text == ",":
        end = _end_of_name(doc, start, start, cased, taken)
        if end - start >= 2 and (end == len(doc) or doc[end].text in (",", ".", "and")):
            yield start, end


def _listed_behind(doc: Doc, title: Title, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """The first name behind a comma and an office of several: "the two ministers, Aden Duale for Kenya and"."""
    start = title.end + 1
    end = _end_of_name(doc, start, start, cased, taken) if title.end < len(doc) and doc[title.end].text == "," else start
    if end - start >= 2 and end < len(doc) and doc[end].lower_ in ("and", "for", "of", "("):
        yield start, end


def _before_comma(doc: Doc, title: Title, cased: frozenset[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """A name before a comma and an office: "Aden Duale, the minister, said"."""
    end = start = title.start - 1
    if end > 1 and doc[end].text == ",":
        while start > 0 and start - 1 in cased and _namelike(doc, start - 1, start - 2, taken) and not doc[start].is_sent_start:
            start -= 1
        if end - start >= 2 and doc[start].text[0].isupper():
            yield start, end


def _namelike(doc: Doc, i: int, start: int, taken: set[int]) -> bool:
    """Whether a token can be part of a name that begins at `start`."""
    t = doc[i]
    if i in taken or (t.is_sent_start and i > start):
        return False
    if t.text == "-" or t.lower_ in PARTICLES:
        return _goes_on(t, i > start)
    upper = t.text[0].isupper() or (i > start + 1 and doc[i - 1].text == "-")
    return upper and _is_word(t) and t.pos_ not in ("VERB", "AUX", "DET") and t.lower_ not in NOT_NAMES


def _goes_on(t: Token, inside: bool) -> bool:
    """Whether a hyphen or a particle is followed by a further part of a name; a hyphen stands within one, without spaces."""
    if t.i + 1 >= len(t.doc):
        return False
    after = t.nbor()
    if t.text == "-":
        return inside and not t.whitespace_ and not t.nbor(-1).whitespace_ and after.text[0].isalpha()
    return after.text[0].isupper() or after.text == "-" or after.lower_ in PARTICLES


def _is_word(t: Token) -> bool:
    """Whether a token is of letters, dots and apostrophes."""
    return t.text.translate({ord(c): None for c in ".’'"}).isalpha()
