"""What the tests share: records of examples, and the gold data beside the project."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import dragoman
from dragoman.model import Actor, Event, Record, Span, Statement

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"


@cache
def read(text: str, published: str | None = None) -> Record:
    """A record of a text, read once."""
    return dragoman.read(text, published=published)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data beside the project; a test that needs it fails where it is not there."""
    assert SHARED.is_dir(), f"{SHARED} is not there: these tests read gold data from the folder `shared` beside the project"
    return SHARED


class Look:
    """Short questions about a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {a.id: a for a in record.actors}

    def words(self, spans: tuple[Span, ...]) -> str:
        return " … ".join(self.record.report.text[s:e] for s, e in spans)

    def actor(self, name: str) -> Actor:
        found = [a for a in self.record.actors if name in a.name]
        assert found, f"no actor {name!r} among {[a.name for a in self.record.actors]}"
        return found[0]

    def events(self, kind: str | None = None) -> list[Event]:
        return [e for e in self.record.events if kind in (None, e.type)]

    def event(self, kind: str) -> Event:
        found = self.events(kind)
        assert found, f"no {kind} among {[e.type for e in self.record.events]}"
        return found[0]

    def states(self, ids: tuple[str, ...]) -> set[str | None]:
        return {self.actors[i].country or self.actors[i].code for i in ids}

    def statement(self, content: str) -> Statement:
        found = [s for s in self.record.statements if content in self.words(s.content)]
        assert found, f"no statement with {content!r} among {[self.words(s.content) for s in self.record.statements]}"
        return min(found, key=lambda s: sum(e - b for b, e in s.content))

    def speaker(self, statement: Statement) -> str | None:
        return self.actors[statement.speaker].name if statement.speaker else None


@pytest.fixture
def look() -> Callable[..., Look]:
    """`look(text, published)` reads a text and answers questions about its record."""

    def _look(text: str, published: str | None = None) -> Look:
        return Look(read(text, published))

    return _look
