"""The compact form of a report: a head, a text with marks, and coded lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.corpus.locate import FormError, Span
from training.corpus.marks import Marked, unmark

HEAD = ("outlet", "published", "origin", "genre")
_RULE = re.compile(r"^---\n", re.M)
_NONE = {"", "-"}


@dataclass(frozen=True)
class Line:
    """A coded line: its letter, its label (`S1`), the words before the first bar, and the fields after it."""

    letter: str
    label: str
    first: str
    fields: tuple[str, ...]
    number: int

    def field(self, index: int) -> str:
        """A field by its place, empty where the line ends before it or has a dash."""
        value = self.fields[index].strip() if index < len(self.fields) else ""
        return "" if value in _NONE else value

    def parts(self, index: int) -> list[str]:
        """A field's parts, which a semicolon between two blanks parts."""
        return parts(self.field(index))

    def flags(self, index: int) -> "Flags":
        """The words of a field with flags."""
        return Flags.of(self.field(index))


@dataclass
class Flags:
    """Bare words, `key:value` pairs (underscores are blanks), `@S1` for according to, `!S2` for disputed by."""

    bare: list[str] = field(default_factory=list)
    valued: dict[str, str] = field(default_factory=dict)
    by: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, words: str) -> "Flags":
        flags = cls()
        for word in words.split():
            key, colon, value = word.partition(":")
            if word[0] in "@!":
                (flags.by if word[0] == "@" else flags.against).extend(word[1:].split(","))
            elif colon:
                flags.valued[key] = value.replace("_", " ")
            else:
                flags.bare.append(word)
        return flags

    def get(self, key: str) -> str | None:
        """A value, or None."""
        return self.valued.get(key)

    def one_of(self, words: tuple[str, ...], default: str) -> str:
        """The bare word that is one of some, else the default."""
        return next((w for w in self.bare if w in words), default)


@dataclass
class Source:
    """A report as it is written: id, head, text with what is marked in it, and coded lines."""

    id: str
    head: dict[str, str]
    marked: Marked
    lines: list[Line]

    @property
    def text(self) -> str:
        """The text without marks."""
        return self.marked.text

    def of(self, *letters: str) -> list[Line]:
        """The coded lines of some kinds."""
        return [line for line in self.lines if line.letter in letters]

    def mentions(self, name: str) -> list[Span]:
        """What an id marks, in order."""
        return self.marked.spans.get(name, [])


def parts(words: str) -> list[str]:
    """What blanks with a semicolon between them part; nothing of a dash."""
    return [p.strip() for p in re.split(r"\s+;(?:\s+|$)", words) if p.strip() not in _NONE]


def parse(path: Path) -> Source:
    """Read a source. Raises FormError where it has not three parts, or a head or line that is not understood."""
    pieces = _RULE.split(path.read_text(encoding="utf8"))
    if len(pieces) != 3:
        raise FormError(f"{len(pieces)} parts between lines of three dashes, where head, text and coding are wanted")
    head = dict(_pair(line) for line in pieces[0].splitlines() if line.strip())
    missing = [key for key in HEAD if key not in head]
    if missing:
        raise FormError(f"the head lacks {', '.join(missing)}")
    return Source(path.stem, head, unmark(pieces[1].rstrip("\n") + "\n"), list(_lines(pieces[2])))


def _pair(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise FormError(f"no colon in the head's line {line!r}")
    return key.strip(), value.strip()


def _lines(coding: str) -> Iterator[Line]:
    joined = re.sub(r"\n[ \t]+(?=\S)", " ", coding)
    for number, raw in enumerate(joined.splitlines(), 1):
        if raw.strip() and not raw.startswith("%"):
            label, _, rest = raw.strip().partition(" ")
            if label[0] not in "HPUYOLSEAKFBCRXN":
                raise FormError(f"coded line {number} begins with {label!r}")
            first, *fields = re.split(r"\s+\|(?=\s|$)", " " + rest) if label[0] not in "BCRHY" else [rest]
            yield Line(label[0], label, first.strip(), tuple(f.strip() for f in fields), number)
