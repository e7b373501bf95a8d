"""People's names across spellings: keys by which two are brought together, and how far they agree.

Spellings are reduced by the rules in codebook/data/transliteration.toml; what is left is compared by edit distance.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.fuzz import ratio

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.persons import known_person

_SYLLABLES = re.compile(r"[A-Z][a-z]{0,5}-[a-z]{1,6}")
"""A given name of two syllables: "Jae-hyun", but not the surname "Izoria-Dadiani"."""

Agreement = Literal["full", "initial", "surname", "conflict", "none"]
"""How far two names agree: in all, by an initial, in the surname alone where one has no more, with other given names, or not."""

_ALIKE, _SOUND_ALIKE = 84, 70
"""Edit similarity, of 100, from which two reduced spellings are one name; less where their consonants are the same."""
_LONG, _JOINED = 12, 92
"""Letters and similarity from which two names that are parted into words otherwise are one."""
_SHORT = 4
"""Reduced spellings of fewer letters must be the same."""


@cache
def _particles() -> tuple[frozenset[str], tuple[str, ...]]:
    found = table("transliteration")["particles"]
    return frozenset(found["words"]), tuple(found["joined"])


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word in lower case and without accents or an English genitive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return plain.replace("’", "'").removesuffix("'s").removesuffix("'")


@cache
def state_words() -> frozenset[str]:
    """Words for states, their people and capitals."""
    names = (form for form, e in entries().items() if e.role in ("country", "demonym", "capital"))
    return frozenset(folded(w) for form in names for w in form.split() if len(w) > 2) - {"and", "the"}


def _may_be_given(particle: str) -> bool:
    """Whether a particle may be a given name where it begins a name: "Ben Wallace", but not "Ould Boukhari"."""
    return len(particle) > 2 and particle not in table("transliteration")["particles"]["never_given"]


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """Lower-case words of a name without accents and particles: "Irfan al-Hayali" -> irfan, hayali."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l")) if c.isalpha() or c in " -."
    )
    words = [w for w in plain.lower().replace("-", " ").replace(".", ". ").split() if any(c.isalpha() for c in w)]
    kept = [
        w.rstrip(".")
        for i, w in enumerate(words)
        if w not in _particles()[0] or len(words) == 1 or (i == 0 and len(words) == 2 and _may_be_given(w))
    ]
    return tuple(kept or [w.rstrip(".") for w in words])


@lru_cache(maxsize=65536)
def reduced(word: str) -> str:
    """A spelling in which letters for one sound are one letter, none doubled."""
    shifted = table("transliteration")["shifted"]
    if re.search(shifted["ending"], word):
        for old, new in shifted["letters"]:
            word = word.replace(old, new)
    for old, new in table("transliteration")["spelling"]["pairs"]:
        word = re.sub(old, new, word)
    out = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    return out.removesuffix("h") or out


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a spelling, after its first letter; an article joined to it is left out."""
    for article in _particles()[1]:
        if word.startswith(article) and len(word) >= len(article) + 5 and word[len(article)] not in "aeiou":
            word = word.removeprefix(article)
    word = reduced(word)
    classes = dict(table("transliteration")["skeleton"]["classes"])
    letters = [classes.get(c, c) for c in word]
    kept = [c for i, c in enumerate(letters) if i == 0 or c not in "aeiouh"]
    first = "a" if kept and kept[0] in "aeiou" else ""
    return first + "".join(kept[1:] if first else kept)


def keys(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys under which a name is found, and those under which it looks for others."""
    found = parts(name)
    if not found:
        return (), ()
    last, first = skeleton(found[-1]), skeleton(found[0])
    known = known_person(name)
    own = (f"k:{known}",) if known else ()
    if len(found) == 1:
        return (f"s:{last}", f"1:{last}", *own), (f"s:{last}", f"f:{last}", *own)
    whole = f"j:{skeleton(''.join(found))}"
    pairs = tuple(dict.fromkeys("p:" + "+".join(sorted((first, skeleton(w)))) for w in found[1:]))
    return (f"s:{last}", f"f:{first}", whole, *pairs, *own), (f"s:{last}", f"1:{first}", whole, *pairs, *own)


def alike(a: str, b: str) -> bool:
    """Whether two words are spellings of one name."""
    if reduced(a) == reduced(b):
        return True
    sound = skeleton(a) == skeleton(b)
    for x in _bare(a, sound):
        for y in _bare(b, sound):
            if x == y or (min(len(x), len(y)) >= _SHORT and ratio(x, y) >= (_SOUND_ALIKE if sound else _ALIKE) and _same_start(x, y)):
                return True
    return False


def _bare(word: str, sound: bool) -> list[str]:
    """The reduced spellings of a word, and what is left of them without an article joined to it."""
    spelled = [reduced(word), *(reduced(word.replace(old, new)) for old, new in table("transliteration")["either"]["pairs"] if old in word)]
    joined = [w.removeprefix(p) for w in spelled for p in _particles()[1] if sound and w.startswith(p) and len(w) >= len(p) + _SHORT]
    return [*spelled, *joined]


def _same_start(a: str, b: str) -> bool:
    """Spellings differ in vowels, and seldom in the consonant that a name begins with."""
    vowels = "aeiou"
    return a[0] == b[0] or (a[0] in vowels and b[0] in vowels) or {a[0], b[0]} in ({"k", "g"}, {"j", "z"}, {"c", "k"}, {"c", "s"})


def _joined_alike(a: str, b: str) -> bool:
    """Whether two long names are one that is parted into words otherwise, but for a letter or two."""
    return min(len(a), len(b)) >= _LONG and ratio(a, b) >= _JOINED and _same_start(a, b)


@lru_cache(maxsize=262144)
def agree(a: str, b: str) -> Agreement:
    """How far two names agree; who is known by both names agrees in full."""
    known = known_person(a)
    if known and known == known_person(b):
        return "full"
    x, y = parts(a), parts(b)
    if not x or not y:
        return "none"
    if len(x) == 1 or len(y) == 1:
        return _with_one_word(x, y)
    one = family_first(a) or family_first(b)
    if one is not None:
        return _by_family(*one, y if family_first(a) else x)
    return _by_words(x, y)


def _by_words(x: tuple[str, ...], y: tuple[str, ...]) -> Agreement:
    """How far names of several words agree."""
    if alike(x[0], y[0]) and reduced("".join(x)) == reduced("".join(y)):
        return "full"  # "Amir Abdollahian", "Amirabdollahian"
    if len(x) != len(y) and _joined_alike(reduced("".join(x)), reduced("".join(y))):
        return "full"  # "Sid'Ahmed Boukhari", "Sidi Ahmed Bukhari"
    if not alike(x[-1], y[-1]):
        return "full" if _turned(x, y) or _within(x, y) else "none"
    return _given(x[:-1], y[:-1])


@lru_cache(maxsize=65536)
def family_first(name: str) -> tuple[str, str] | None:
    """Family name and given name of a name whose given name is two syllables with a hyphen, in either order: "Park Jae-hyun", "Jae-hyun Park"."""
    words = name.split()
    given = [w for w in words if _SYLLABLES.fullmatch(w)]
    if len(words) != 2 or len(given) != 1:
        return None
    family = words[1 - words.index(given[0])]
    return ("".join(parts(family)), "".join(parts(given[0])))


def _by_family(family: str, given: str, other: tuple[str, ...]) -> Agreement:
    """How far such a name agrees with the words of another, which may stand in the other order and be written in one word or in three."""
    splits = ((other[0], "".join(other[1:])), (other[-1], "".join(other[:-1])))
    near = [rest for word, rest in splits if alike(word, family) or {word, family} <= _families().get(word, frozenset())]
    if not near:
        return "none"
    return "full" if any(alike(rest, given) for rest in near) else "conflict"


@cache
def _families() -> dict[str, frozenset[str]]:
    return {name: frozenset(names) for names in table("transliteration")["families"]["same"] for name in names}


def _with_one_word(x: tuple[str, ...], y: tuple[str, ...]) -> Agreement:
    """How far names agree of which one is a single word."""
    one, other = (x, y) if len(x) == 1 else (y, x)
    if len(one) == len(other):
        return "full" if alike(one[0], other[0]) else "none"
    return "surname" if alike(one[0], other[-1]) or alike(one[0], other[0]) else "none"


def _turned(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether a name stands in the other order: "Xi Jinping", "Jinping Xi"."""
    return alike(x[-1], y[0]) and alike(x[0], y[-1])


def _within(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether the words of the shorter name, which begin alike, are all in the longer one."""
    short, long = sorted((x, y), key=len)
    return len(short) < len(long) and all(any(alike(s, w) for w in long) for s in short) and alike(short[0], long[0])


def _given(x: tuple[str, ...], y: tuple[str, ...]) -> Agreement:
    """How far the given names of two people of one surname agree."""
    pairs = [(p, q) for p in x for q in y]
    if any(alike(p, q) for p, q in pairs if len(p) > 1 and len(q) > 1) or alike("".join(x), "".join(y)):
        return "full"
    if any(p[0] == q[0] for p, q in pairs if len(p) == 1 or len(q) == 1):
        return "initial"
    return "conflict"
