"""What the tests share: records of examples, and the gold data beside the project."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

import dragoman
from dragoman.model import Actor, Event, Record, Span, Statement

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browsing import Visit

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"

# How fast a machine is decides no test.
settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any speed")


@cache
def read(text: str, published: str | None = None) -> Record:
    """A record of a text, read once."""
    return dragoman.read(text, published=published)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data beside the project; a test that needs it fails where it is not there."""
    assert SHARED.is_dir(), f"{SHARED} is not there: these tests read gold data from the folder `shared` beside the project"
    return SHARED


def lacking(what: str) -> None:
    """A test that lacks a part is left out here, and fails in CI."""
    if os.environ.get("DRAGOMAN_CI"):
        pytest.fail(f"{what} is not installed, and CI must have it")
    pytest.skip(f"{what} is not installed")


@cache
def stories() -> tuple[Record, ...]:
    """The records of the example stories."""
    from dragoman.intake import Source
    from dragoman.intake.collect import collect
    from dragoman.reading.read import read_source

    found = list(collect([str(EXAMPLES / "stories/index.jsonl")]))
    return tuple(read_source(s) for s in found if isinstance(s, Source))


@pytest.fixture(scope="session")
def story_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of the example stories; to be copied by tests that write."""
    path = tmp_path_factory.mktemp("stories") / "stories.db"
    from dragoman.store import Store

    with Store(path) as store, store.batch() as add:
        for record in stories():
            add(record)
    return path


@pytest.fixture
def dossier_copy(story_dossier: Path, tmp_path: Path) -> Path:
    """A dossier of the example stories to write to."""
    return Path(shutil.copy(story_dossier, tmp_path / "copy.db"))


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium; for one module at a time, since other loops of events cannot run beside it."""
    from tests.browsing import chromium

    yield from chromium()


@pytest.fixture(scope="module")
def stories_server(story_dossier: Path) -> Iterator[str]:
    """One server of the example stories that nobody writes through."""
    from tests.browsing import serving_here

    yield from serving_here(story_dossier)


@pytest.fixture
def server(dossier_copy: Path) -> Iterator[str]:
    """A server of the example stories to write through."""
    from tests.browsing import serving_here

    yield from serving_here(dossier_copy)


@pytest.fixture
def visit(browser: "Browser", server: str) -> Iterator["Visit"]:
    """A visitor who may write, with the window and the hands of any."""
    from tests.browsing import Visit

    context = browser.new_context(accept_downloads=True)
    yield Visit(context, server)
    context.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Walks are at each of three widths and by each hand; all six with DRAGOMAN_WALKS=all, else three, by which hand first is drawn by the name."""
    if "walker" not in metafunc.fixturenames:
        return
    first = crc32(metafunc.function.__name__.encode()) % 2
    ways = [
        (w, h)
        for (n, w), (k, h) in product(enumerate((400, 1000, 1600)), enumerate(("mouse", "keyboard")))
        if _all or (n + k + first) % 2 == 0
    ]
    metafunc.parametrize("walker", ways, indirect=True, ids=[f"{w} by {h}" for w, h in ways])


_all = os.environ.get("DRAGOMAN_WALKS") == "all"


@pytest.fixture
def walker(request: pytest.FixtureRequest, browser: "Browser", server: str) -> Iterator["Visit"]:
    """Somebody with a window of some width, who has only a mouse or only a keyboard in hand and may write; nothing may go wrong there."""
    from tests.browsing import Visit

    width, hands = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    visit = Visit(context, server, hands)
    yield visit
    assert visit.wrong == []
    context.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL server of our own, on a socket."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        lacking("PostgreSQL")
    folder, bin_ = tmp_path_factory.mktemp("postgres"), found[-1].parent
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        for part in (folder, *folder.parents[:3]):
            part.chmod(0o755)
        shutil.chown(folder, "postgres")
    subprocess.run(
        [*user, bin_ / "initdb", "-D", folder / "data", "-U", "dragoman", "-A", "trust", "-E", "UTF8"], check=True, capture_output=True
    )
    server = subprocess.Popen(
        [*user, bin_ / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            ready = subprocess.run([bin_ / "pg_isready", "-h", folder, "-U", "dragoman", "-d", "postgres"], capture_output=True)
            if ready.returncode == 0:
                break
            subprocess.run(["sleep", "0.1"], check=True)
        yield f"postgresql://dragoman@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(20)


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that misread.toml names as expected to fail, and those that walk."""
    known: dict[str, str] = tomllib.loads((Path(__file__).parent / "misread.toml").read_text(encoding="utf8"))
    for item in items:
        if isinstance(item, pytest.Function) and "walker" in item.fixturenames:
            item.add_marker("walk")
        reason = known.get(item.nodeid.removeprefix("tests/"))
        if reason is not None:
            item.add_marker(pytest.mark.xfail(reason=f"misread: {reason}", strict=True))
