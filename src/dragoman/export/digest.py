"""What changed in a dossier, as a digest to be read or sent: set as briefings are."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.export.brief import Briefing, Line, Section
from dragoman.export.citations import cited
from dragoman.model.dossier import Evidence
from dragoman.store.desk.journal import KINDS, Change
from dragoman.store.queries import View

_TITLES = {
    "reports": "Reports",
    "agreements": "Agreements",
    "disputes": "Disputes",
    "events": "Events",
    "statements": "Statements",
    "officials": "Offices",
    "people": "People",
}
_MOST = 200
"""Lines of a section."""
_WORDS = {"new": "new", "changed": "changed", "gone": "no longer there"}


def digest(view: View, title: str, parts: Sequence[tuple[str, list[Change]]], since: str) -> Briefing:
    """A digest of changes.

    Args:
        parts: names of pages that are followed, or one empty name, each with its changes.
        since: what is said of the time, as "since 2026-01-02".
    """
    writer = _Writer(view, [c for _, found in parts for c in found])
    sections = [s for name, found in parts for s in writer.sections(name, found)]
    total = sum(len(found) for _, found in parts)
    scope = f"{total} changes {since}." if total else f"Nothing changed {since}."
    return Briefing(title, scope, sections, writer.notes, writer.cited)


class _Writer:
    def __init__(self, view: View, found: list[Change]) -> None:
        self.cited = cited(view, {c.report for c in found if c.report})
        self.notes: list[Evidence] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def sections(self, name: str, found: list[Change]) -> list[Section]:
        """A section for each kind of change."""
        out = []
        for kind in (*KINDS[:4], "statements", *KINDS[4:]):
            mine = [c for c in found if c.kind == kind]
            if mine:
                left = len(mine) - _MOST
                title = f"{name}: {_TITLES[kind].lower()}" if name else _TITLES[kind]
                out.append(Section(title, [self._line(c) for c in mine[:_MOST]], f"and {left} more" if left > 0 else ""))
        return out

    def _line(self, c: Change) -> Line:
        about = f" ({c.words})" if c.kind == "reports" and c.words else ""
        line = Line(f"{_WORDS[c.what].capitalize()}, {c.at[:10]}: {c.title}{about}", "", self._note(c))
        line.under = [Line(difference(name, was, now)) for name, was, now in c.fields]
        return line

    def _note(self, c: Change) -> list[int]:
        if not c.report or not c.words or c.kind == "reports":
            return []
        key = c.report, c.words
        if key not in self._numbers:
            self.notes.append(Evidence(report=c.report, words=c.words))
            self._numbers[key] = len(self.notes)
        return [self._numbers[key]]


def difference(name: str, was: str, now: str) -> str:
    """How a value differs, in words."""
    what = name.replace("_", " ")
    if name == "reports":
        return f"now also told by {now}"
    if not was:
        return f"{what}: {now}"
    return f"{what}: {was} → {now or 'nothing'}"
