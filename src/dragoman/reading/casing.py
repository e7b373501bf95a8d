"""Lines in capitals as they would stand in a sentence: the parser and the gazetteer know "Iran warns", and not "IRAN WARNS"."""

import re
from functools import cache

from dragoman.codebook.files import rows
from dragoman.codebook.gazetteer import entries
from dragoman.model.record import Passage

_WORD = re.compile(r"[^\W\d_][\w’'.]*[^\W_]|[^\W\d_]")
_LINE = re.compile(r"[^\n\r]+")
_LEAST = 3
"""Words of a line in capitals, at least: fewer are more likely names."""
_LONGEST = 5
_COMMON = {"IS", "IT", "TO", "CAR", "LE", "LA"}
"""Forms of the gazetteer that are words when all is in capitals."""


def as_sentences(text: str, marked: list[Passage]) -> str:
    """The text with lines in capitals written as sentences; as long as before, so that every place in it stays what it was."""
    if not any(_in_capitals(m.group()) for m in _LINE.finditer(text)):
        return text
    out, names = list(text), _names(text)
    for passage in marked:
        for line in _LINE.finditer(text, passage.start, passage.end):
            if passage.kind in ("headline", "body") and _in_capitals(line.group()):
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
    inside = {m.group(1) for line in _LINE.findall(text) if not _in_capitals(line) for m in re.finditer(r"(?<=[\w,] )([A-Z][a-z]\w*)", line)}
    return {**{w.upper(): w for w in inside if len(w.upper()) == len(w)}, **_known()}


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
        at += 1
    first = words[0].start()
    return out[:first] + out[first].upper() + out[first + 1 :]
