"""Short reports in which every word that tells an event is marked with its type: `training/events/briefs`.

    python -m training.events.briefs

reads them all, names what is not written as it should be, and prints how many there are and how many marks of each type.

A file holds briefs of one register (`plain_…`, `rich_…`) parted by an empty line. The first line of one is `# id | day | outlet, genre`; in the rest stands `[words|TYPE A>B flags]` for words that tell an
event: one type or several between which coders differ, who does it to whom (ISO 3166 codes and codes of bodies with commas; `-` nobody, `A<>B` both to each other),
and any of the flags below.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.codebook.vocabulary import event_types
from dragoman.evaluation.gold import GoldReport
from dragoman.intake.source import Source

BRIEFS = Path(__file__).parent / "briefs"
FLAGS = frozenset({"planned", "hypothetical", "negated", "attributed", "opt"})
_HEAD = re.compile(r"# (\w+) \| (\d{4}-\d\d-\d\d|-) \| (\S.*)")
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
_CODES = r"((?:-|[A-Z]{3,9})(?:,(?:-|[A-Z]{3,9}))*)"
_SIDES = re.compile(f"{_CODES}(<?>){_CODES}")


class BriefError(ValueError):
    """A brief that is not written as it should be; the message says where and what."""


@dataclass(frozen=True)
class Mark:
    """Words that tell an event."""

    start: int
    end: int
    types: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    both: bool
    """Each does it to the other."""
    flags: frozenset[str]


@dataclass(frozen=True)
class Brief:
    """A short report without its marks, and what they say."""

    id: str
    published: str | None
    outlet: str
    text: str
    marks: tuple[Mark, ...]
    register: str = ""
    """"plain" as most reports are, or "rich" in rare words and turns of phrase; what its file is called begins with it."""

    @property
    def gold(self) -> GoldReport:
        """As a coded report, as far as it goes: events with their triggers and types."""
        events = [{"type": list(m.types), "optional": "opt" in m.flags, "spans": {"trigger": [m.start, m.end]}} for m in self.marks]
        return GoldReport(Source(self.text, self.id, id=self.id, published=self.published, outlet=self.outlet), {"events": events})


def load_briefs(folder: Path = BRIEFS) -> list[Brief]:
    """The briefs of a folder, by file and in order.

    Raises:
        BriefError: one is not written as it should be.
    """
    return [b for path in sorted(folder.glob("*.txt")) for b in _of_file(path)]


def _of_file(path: Path) -> Iterator[Brief]:
    for number, block in enumerate(path.read_text(encoding="utf8").strip().split("\n\n"), 1):
        try:
            yield replace(brief(block), register=path.name.partition("_")[0])
        except BriefError as error:
            raise BriefError(f"{path.name}, brief {number}: {error}") from error


def brief(block: str) -> Brief:
    """One brief.

    Raises:
        BriefError: its head or a mark is broken.
    """
    head, _, body = block.partition("\n")
    parts = _HEAD.fullmatch(head)
    if not parts:
        raise BriefError(f"the first line is {head!r}; write `# id | day | outlet, genre`")
    text, marks, at = "", [], 0
    for m in _MARK.finditer(body):
        text += body[at : m.start()]
        marks.append(_mark(len(text), m[1], m[2]))
        text, at = text + m[1], m.end()
    text += body[at:]
    if re.search(r"[\[\]|]", text):
        raise BriefError("a bracket or bar stands outside a mark; write `[words|TYPE A>B]`")
    return Brief(parts[1], None if parts[2] == "-" else parts[2], parts[3].split(",")[0], text, tuple(marks))


def _mark(start: int, words: str, told: str) -> Mark:
    kinds, sides, *flags = told.split() if len(told.split()) > 1 else (told, "")
    types, parts = tuple(kinds.split("/")), _SIDES.fullmatch(sides)
    if not set(types) <= set(event_types()):
        raise BriefError(f"[{words}|{told}]: {kinds} is no type of the codebook")
    if not parts:
        raise BriefError(f"[{words}|{told}]: {sides!r} does not say who to whom; write `A>B`")
    if not set(flags) <= FLAGS:
        raise BriefError(f"[{words}|{told}]: flags are {', '.join(sorted(FLAGS))}")
    actors, recipients = (tuple(c for c in side.split(",") if c != "-") for side in (parts[1], parts[3]))
    return Mark(start, start + len(words), types, actors, recipients, parts[2] == "<>", frozenset(flags))


def main() -> None:
    """Read the briefs of the project and count them."""
    briefs = load_briefs()
    marks = [m for b in briefs for m in b.marks]
    words = sum(len(b.text.split()) for b in briefs)
    triggers = {b.text[m.start : m.end].lower() for b in briefs for m in b.marks}
    print(f"{len(briefs)} briefs, {words} words, {len(marks)} marks, {len(triggers)} different triggers")
    print(", ".join(f"{kind} {n}" for kind, n in Counter(m.types[0] for m in marks).most_common()))
    print(", ".join(f"{flag} {n}" for flag, n in Counter(f for m in marks for f in m.flags).most_common()))


if __name__ == "__main__":
    main()
