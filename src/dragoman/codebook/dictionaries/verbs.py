"""PETRARCH verb files (CAMEO): blocks of verbs with a default code, patterns of words around them, and sets of synonyms.

Read are verbs, their listed and regular forms, defaults, and patterns of words and synonym sets before and after the verb. Patterns with
source and target symbols are rarer and are left out; so are the `~` transformations at the end of the file.
"""

import re
from collections.abc import Iterable
from itertools import product

from dragoman.codebook.dictionaries.model import Dictionary, Form, Verb, VerbPattern

_BLOCK = re.compile(r"---\s+(\S+)\s+\[([^\]]*)\]")
_CODE = re.compile(r"\[([^\]]*)\]")
_MOST = 40  # words of a synonym set that a pattern is spelled out for


def read_verbs(lines: Iterable[str], name: str) -> Dictionary:
    """The verbs of a file; what cannot be read is among the problems."""
    reader = _Reader(name)
    for number, raw in enumerate(lines, 1):
        line = raw.split("#", 1)[0].rstrip()
        if line.strip() and not line.startswith("~"):
            reader.take(number, line)
    for verbs in reader.out.verbs.values():
        verbs.sort(key=lambda v: -len(v.rest))
        for verb in verbs:
            verb.patterns.sort(key=lambda p: -len(p.before) - len(p.after))
    return reader.out


class _Reader:
    """What was read so far of a file: its sets of synonyms, and default code and patterns of the block that is being read."""

    def __init__(self, name: str) -> None:
        self.out = Dictionary()
        self._name = name
        self._sets: dict[str, list[str]] = {}
        self._current = ""  # the set whose words follow
        self._default = "---"
        self._patterns: list[VerbPattern] = []

    def take(self, number: int, line: str) -> None:
        """Read a line that says something."""
        start = _BLOCK.match(line)
        if start:
            self._patterns, self._default, self._current = [], start.group(2).strip(), ""
        elif line.startswith("&"):
            self._current = line.strip().rstrip("_")
            self._sets[self._current] = []
        elif self._current and line.startswith("+"):
            self._sets[self._current].append(line[1:].strip().strip("_").replace("_", " "))
        elif line.startswith("-"):
            self._take_pattern(number, line)
        else:
            self._take_verb(line)

    def _take_pattern(self, number: int, line: str) -> None:
        code = _CODE.search(line)
        if code is None or "*" not in line:
            self.out.problems.append(f"{self._name}:{number}: a pattern wants * for the verb and a code in brackets, not {line.strip()!r}")
        elif first := _plain(code.group(1)):
            self._patterns += _pattern(line[1 : code.start()], first, self._sets)

    def _take_verb(self, line: str) -> None:
        self._current = ""
        code = _CODE.search(line)
        own = _plain(code.group(1) if code else self._default)
        for first, *rest in _forms(_CODE.sub("", line)):
            self.out.verbs.setdefault(first, []).append(Verb(tuple(rest), own, self._patterns))


def _plain(code: str) -> str | None:
    """The code of the first of two parties ("018:018"); None for "---", which is none."""
    return code.split(":")[0].strip().strip("-") or None


def _forms(line: str) -> list[Form]:
    """A verb with its listed forms, or its regular ones."""
    base, _, listed = line.partition("{")
    words = base.strip().lstrip("+").replace("_", " ").upper().split()
    if not words:
        return []
    out = [tuple(words)]
    if listed:
        return out + [tuple(f.lstrip("+").replace("_", " ").upper().split()) for f in listed.rstrip("} ").split() if f.strip("+}")]
    verb, rest = words[0], words[1:]
    stem = verb[:-1] if verb.endswith("E") else verb
    third = (
        verb[:-1] + "IES"
        if verb.endswith("Y") and verb[-2:-1] not in "AEIOU"
        else verb + ("ES" if verb.endswith(("S", "X", "CH", "SH")) else "S")
    )
    past = verb[:-1] + "IED" if verb.endswith("Y") and verb[-2:-1] not in "AEIOU" else stem + "ED"
    return [*out, *((form, *rest) for form in (third, past, stem + "ING"))]


def _pattern(text: str, code: str, sets: dict[str, list[str]]) -> list[VerbPattern]:
    """A pattern spelled out for the words of its synonym sets; none where it names parties."""
    if re.search(r"[$%]|\+\b|\^", text):
        return []
    before, after = (re.sub(r"[{}()]", " ", part).split() for part in text.split("*", 1))
    sides = [
        [(sets.get(w.rstrip("_"), [])[:_MOST] or [w.strip("&_")]) if w.startswith("&") else [w.strip("_")] for w in side]
        for side in (before, after)
    ]
    if sum(len(choice) > 1 for side in sides for choice in side) > 1:
        return []
    return [VerbPattern(_words(left), _words(right), code) for left in product(*sides[0]) for right in product(*sides[1])]


def _words(parts: Iterable[str]) -> Form:
    return tuple(word for part in parts for word in part.replace("_", " ").upper().split())
