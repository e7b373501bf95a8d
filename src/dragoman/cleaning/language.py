"""Which language a report is in, and which of its passages are in another one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from dragoman.codebook.calendar import MONTHS, WEEKDAYS
from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs, verb_frames
from dragoman.codebook.gazetteer import entries
from dragoman.model.record import Passage, PassageKind

_CODES = "ar az be bg bs ca cs da de el en es et eu fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk mn ms nl nb pl pt ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zh"
_SAMPLE = 2_000  # characters: more says nothing new
_LETTERS = 20  # letters under which nothing but English words tells a language
_SHORT = 60  # words under which names outweigh everything else in letter statistics
_PASSAGE = 8  # words from which a passage of a report can be in a language of its own
_ARTICLE = 3  # letters of the longest article that opens names
_ENOUGH = 20  # words of English that make a report of which the rest is in another language worth reading
_TOLD: frozenset[PassageKind] = frozenset({"headline", "body", "repeat", "caption"})
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_FOREIGN_ENDS = ("a", "e", "i", "o", "ar", "el", "en", "er", "ir", "um")
"""Ends of words that an English verb shares with verbs and nouns of other languages: "accuse", "deliver", "invite"."""
_BORROWED = frozenset(
    [
        "café",
        "communiqué",
        "attaché",
        "attachés",
        "chargé",
        "façade",
        "naïve",
        "protégé",
        "résumé",
        "coup",
        "exposé",
        "détente",
        "première",
        "cliché",
        "entrée",
    ]
)


@dataclass(frozen=True)
class Spoken:
    """The language that a report is read in, and the passages that are not in it: their places in the list, by code."""

    language: str | None
    foreign: dict[int, str]


@dataclass(frozen=True)
class _Signs:
    words: int
    english: float
    only_english: int
    """Of those, words that no other language of the list has."""
    common: int
    other: int
    """The most that any one other language has."""
    leading: frozenset[str] = frozenset()
    """The languages that have as many."""


def spoken(text: str, passages: Sequence[Passage], given: str | None = None) -> Spoken:
    """The language of a report and its foreign passages.

    Args:
        given: the language that a user says the report is in; it decides, and passages are not asked.
    """
    if given:
        return Spoken(given, {})
    whole = language(text)
    told = [(i, text[p.start : p.end]) for i, p in enumerate(passages) if p.kind in _TOLD]
    signs = {i: _signs(words) for i, words in told}
    foreign = {i: code for i, words in told if (code := _foreign(words, signs[i]))}
    if whole == "en":
        return Spoken("en", foreign)
    english = sum(s.words for i, s in signs.items() if i not in foreign and _plainly(s))
    if foreign and english >= _ENOUGH:
        return Spoken("en", foreign)
    return Spoken(whole, {})


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    signs = _signs(sample)
    if _plainly(signs):
        return "en"
    if sum(c.isalpha() for c in sample) < _LETTERS:
        return None
    return _detected(sample, signs.leading if _speaks_against(signs) else frozenset())


def _speaks_against(signs: _Signs) -> bool:
    """Whether the small words of a text are another language's, and none is English."""
    return signs.other > 1 and not signs.english + signs.common


def _detected(sample: str, leading: frozenset[str] = frozenset()) -> str | None:
    """The likeliest language.

    Args:
        leading: languages to which small words point, of which it is one; where there are none, the letters alone tell.
    """
    if not leading:
        found = _detector().detect_language_of(sample)
        return found.iso_code_639_1.name.lower() if found else None
    ranked = (value.language.iso_code_639_1.name.lower() for value in _detector().compute_language_confidence_values(sample))
    return next((code for code in ranked if code in leading), None)


@cache
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in _CODES.split()]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def _foreign(words: str, signs: _Signs) -> str | None:
    """The language of a passage that is not in English; None where it is, or where it is too short to tell."""
    letters = [] if words.isascii() else [c for c in words if c.isalpha()]
    other_script = len(letters) >= _LETTERS and 2 * sum(ord(c) > 0x2AF for c in letters) > len(letters)
    if not other_script and (signs.words < _PASSAGE or signs.other < 3 or 2 * signs.english > signs.other):
        return None
    code = _detected(words[:_SAMPLE])
    return code if code != "en" else None


def _plainly(signs: _Signs) -> bool:
    """Whether words are English by the small words and forms that English has, whatever names stand among them.

    This spares loading the detector for nearly every report, and in a single sentence, where names outweigh the letter
    statistics that the detector goes by, it is the surer sign.
    """
    if signs.words >= _SHORT:
        return 8 * signs.english >= signs.words and signs.english > 1.5 * signs.other
    if not signs.other:
        return signs.english + signs.common > 0
    return signs.english > signs.other or (signs.english == signs.other and signs.only_english + signs.common > 0)


def _signs(text: str) -> _Signs:
    found = _WORD.findall(text[:_SAMPLE])
    low = [w.lower().replace("’", "'") for w in found]
    sure = [_only_english_form(word, small) for word, small in zip(found, low, strict=True)]
    infinitives = _infinitives(low)
    english = infinitives + sum(s or _may_be_english(word, small) for s, word, small in zip(sure, found, low, strict=True))
    only = infinitives + sum(s or small in _only_english() for s, small in zip(sure, low, strict=True))
    most, leading = _others_in(_outside_names(found))
    return _Signs(len(found), english, only, sum(w in _common() for w in low), most + sum(map(_is_odd, found)), leading)


def _may_be_english(word: str, small: str) -> bool:
    """Whether English has a word, and perhaps another language as well."""
    return small in _english() or (word[0].islower() and _is_bare_verb(small))


def _infinitives(low: list[str]) -> int:
    """How often a verb stands behind "to"."""
    return sum(a == "to" and (b in verb_frames() or b in cue_verbs()) for a, b in pairwise(low))


def _is_odd(word: str) -> bool:
    """Whether a word in small letters has one that English does not write."""
    return word[0].islower() and not word.isascii() and word not in _BORROWED


def _outside_names(found: list[str]) -> list[str]:
    """The words of a text in small letters, without what opens a name: "El" in "El Salvador", "La" in "La Paz"."""
    return [
        word.lower().replace("’", "'")
        for word, after in zip(found, [*found[1:], ""][: len(found)], strict=True)
        if not (word[0].isupper() and len(word) <= _ARTICLE and after[:1].isupper())
    ]


def _others_in(words: list[str]) -> tuple[int, frozenset[str]]:
    """The most small words that one other language has among these, and the languages that have as many."""
    counts = Counter(k for word in words for k in _languages_of().get(word, ()))
    most = max(counts.values(), default=0)
    codes = tuple(table("functionwords")["others"])
    return most, frozenset(codes[k] for k, n in counts.items() if n == most)


def _only_english_form(word: str, small: str) -> bool:
    """Whether a word has a form that only English has: a possessive, a name as English writes it, an inflected verb."""
    return small.endswith("'s") or word in _english_names() or (word[0].islower() and _is_verb(small))


@cache
def _english() -> frozenset[str]:
    return frozenset(table("functionwords")["english"]["function"])


@cache
def _common() -> frozenset[str]:
    return frozenset(table("functionwords")["english"]["common"])


@cache
def _others() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, table("functionwords")["others"].values()))


@cache
def _languages_of() -> dict[str, tuple[int, ...]]:
    """For each small word of other languages which of them have it."""
    return {word: tuple(k for k, words in enumerate(_others()) if word in words) for word in frozenset().union(*_others())}


@cache
def _only_english() -> frozenset[str]:
    return _english() - frozenset().union(*_others())


@cache
def _english_names() -> frozenset[str]:
    """Names that only English writes so: days, months longer than four letters, and what people of a state are called."""
    dates = {w.capitalize() for w in [*WEEKDAYS, *MONTHS] if len(w) > 4}
    return frozenset(
        dates | {form for form, entry in entries().items() if entry.role == "demonym" and form.isascii() and form[-1] in "nhs"}
    )


@lru_cache(maxsize=8192)
def _is_bare_verb(word: str) -> bool:
    """Whether a word is a verb of the codebook as headlines have it, in a form that other languages do not give their words: "discuss"."""
    known = word in verb_frames() or word in cue_verbs()
    return known and len(word) > 3 and (word.endswith("ee") or not word.endswith(_FOREIGN_ENDS)) and word not in _shared_verbs()


@cache
def _shared_verbs() -> frozenset[str]:
    return frozenset(table("functionwords")["english"]["shared"])


@lru_cache(maxsize=8192)
def _is_verb(word: str) -> bool:
    """Whether a word is an inflected verb of the codebook: "condemned", "visits"; the bare form may be any language's."""
    stems = [word[: -len(end)] for end in ("ed", "d", "s", "es", "ing") if word.endswith(end)]
    stems += [f"{word[:-3]}e", word[:-3] + "y"] if word.endswith(("ing", "ied", "ies")) else []
    stems += [word[:-4]] if word.endswith("pped") else [word[:-5]] if word.endswith("lling") else []
    return any(len(stem) > 3 and (stem in verb_frames() or stem in cue_verbs()) for stem in stems)
