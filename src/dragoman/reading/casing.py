"""Lines in capitals as they would stand in a sentence: the parser and the gazetteer know "Iran warns", and not "IRAN WARNS"."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.codebook import people
from dragoman.codebook.calendar import MONTHS, WEEKDAYS
from dragoman.codebook.files import rows, table
from dragoman.codebook.gazetteer import entries
from dragoman.model.record import Passage
from dragoman.model.span import overlaps
from dragoman.reading.syntax import dictionary

_WORD = re.compile(r"[^\W\d_][\w’'.]*[^\W_]|[^\W\d_]")
_LINE = re.compile(r"[^\n\r]+")
_BEGINS = re.compile(r"[.!?][”\"’']?\s+[a-z]")
_LEAST = 3
"""Words of a line in capitals, at least: fewer are more likely names."""
_SHORT = 3
"""Letters of a word that is taken for one of the language's whatever it is."""
_LONGEST = 5
_DAYS = {day.lower() for day in (*WEEKDAYS, *MONTHS)} - {"may", "march"}
_COMMON = {"IS", "IT", "TO", "CAR", "LE", "LA"}
"""Forms of the gazetteer that are words when all is in capitals."""


def as_sentences(text: str, marked: Sequence[Passage]) -> str:
    """The text with lines in capitals written as sentences; as long as before, so that every place in it stays what it was."""
    if not any(_in_capitals(m.group()) for m in _LINE.finditer(text)):
        return text
    out, names = list(text), _names(text)
    read = [(p.start, p.end) for p in marked if p.kind in ("headline", "body")]
    for line in _LINE.finditer(text):
        if _in_capitals(line.group()) and any(overlaps(line.span(), p) for p in read):
            out[line.start() : line.end()] = _sentence(line.group(), names)
    return "".join(out)


def _in_capitals(line: str) -> bool:
    words = _WORD.findall(line)
    return len(words) >= _LEAST and line.upper() == line and len(line.lower()) == len(line)


@cache
def _known() -> dict[str, str]:
    """Forms of the gazetteer and known people, from capitals to what is written."""
    forms = [*entries(), *(w for row in rows("persons") for w in (row["name"], row["name"].split()[-1]))]
    return {form.upper(): form for form in forms if form.upper() not in _COMMON and len(form.upper()) == len(form)}


def _names(text: str) -> dict[str, str]:
    """Known forms, and the words that other lines of the text write with a capital inside a sentence."""
    inside = {
        m.group(1) for line in _LINE.findall(text) if not _in_capitals(line) for m in re.finditer(r"(?<=[\w,] )([A-Z][a-z]\w*)", line)
    }
    return {**{w.upper(): w for w in inside if len(w.upper()) == len(w)}, **_known()}


def _is_name(line: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether a word is none of the language's, or stands between an office or rank and such a word: "GENERAL PROSPER NTAKIYICA"."""
    word = words[at].group().lower()
    if not _common(word) or word in _DAYS:
        return True
    before = words[at - 1].group().lower() if at else ""
    after = words[at + 1].group().lower() if at + 1 < len(words) else ""
    named = bool(after) and not _common(after) and after.upper() not in _known()
    return named and any(w in people.ranks() or w in people.offices() for w in (word, before))


@cache
def _common(word: str) -> bool:
    """Whether the parser's dictionary has a word, as it stands or without its ending, or it is a function word."""
    stems = {
        word,
        word.split("'")[0].split("’")[0],
        *(word.removesuffix(end) for end in ("s", "es", "d", "ed", "ing", "er", "ly")),
        *_other_stems(word),
    }
    return len(word) < _SHORT or word in _function_words() or bool(stems & dictionary())


@cache
def _function_words() -> frozenset[str]:
    english = table("functionwords")["english"]
    return frozenset((*english["function"], *english["common"]))


def _other_stems(word: str) -> set[str]:
    out = {word[: -len(end)] + mend for end, mend in (("ies", "y"), ("ied", "y"), ("ing", "e")) if word.endswith(end)}
    return out | {stem[:-1] for stem in (word.removesuffix("ed"), word.removesuffix("ing")) if len(stem) > 2 and stem[-1] == stem[-2]}


def _sentence(line: str, names: dict[str, str]) -> str:
    out = line.lower()
    words = list(_WORD.finditer(line))
    at = 0
    while at < len(words):
        for end in range(min(at + _LONGEST, len(words)), at, -1):
            start, stop = words[at].start(), words[end - 1].end()
            for cut in (stop, stop - 2):  # a possessive s at the end
                form = names.get(line[start:cut])
                if form is not None:
                    out = out[:start] + form + out[cut:]
                    break
            else:
                continue
            at = end - 1
            break
        else:
            start = words[at].start()
            if _is_name(line, words, at):
                out = out[:start] + line[start] + out[start + 1 :]
        at += 1
    for first in (words[0].start(), *(m.end() - 1 for m in _BEGINS.finditer(out))):
        out = out[:first] + out[first].upper() + out[first + 1 :]
    return out
