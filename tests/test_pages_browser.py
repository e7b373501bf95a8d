"""Every page at three widths and in two schemes of colours: nothing hinders a reader, nothing is wider than the window.

With `DRAGOMAN_SHOTS=FOLDER` a picture of each is written there, and one of it in print, to be looked at.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from dragoman.store import Store
from dragoman.store.desk import notes, studies, watches
from dragoman.store.desk.coding import as_read
from dragoman.store.desk.studies import Asked, Coding
from tests.browsing import WIDTHS, Visit, serving_here
from tests.test_web import PAGES

_DAY = "2026-01-01"
_DRAWN = {"/map": "#map circle", "/network": "#network circle"}
"""What a page draws once it has been loaded."""
_PALE = """() => [...document.querySelectorAll("main :is(input, select, textarea)")]
    .filter(e => getComputedStyle(e).color !== getComputedStyle(document.body).color).map(e => e.outerHTML)"""
"""Fields in which what was typed looks like a hint."""
_HANDLES = """() => [...document.querySelectorAll("button:not(.to), select, textarea, iframe, dialog, .top, form:not(.kept) input, h2:has(+ form:not(.filters))")]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML)"""
"""What nobody can use on paper."""
_RAW = re.compile(r"XXXX-|\bNone\b|Field required|\b(?:in_force|verbal_\w+|material_\w+)\b")
"""Codes that a page says in words."""


@pytest.fixture(scope="module")
def worked(story_dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A server of a dossier that somebody has worked with, and the addresses of its pages."""
    path = Path(shutil.copy(story_dossier, tmp_path_factory.mktemp("worked") / "copy.db"))
    with Store(path) as store:
        groups = {"lists": [*PAGES, *_LISTS], "ones": _ones(store), "desk": _at_the_desk(store)}
    for server in serving_here(path):
        yield server, groups


_LISTS = (
    "/help",
    "/chart",
    "/chart?state=KEN",
    "/state/KEN",
    "/between/KEN/ETH",
    "/between/IND/PAK",
    "/events?type=ASSAULT",
    "/search?q=persia",
    "/nothing",
    "/review",
    "/notes",
    "/coding",
    "/watch?who=root",
    "/changes?of=/between/KEN/ETH",
)


def _ones(store: Store) -> list[str]:
    own = {w: store.every(w)[0]["id"] for w in ("events", "agreements", "disputes", "people", "organizations")}
    told = max(store.every("events"), key=lambda e: len(e["reports"]))["id"]
    official = next(o for o in store.every("officials") if o["country"])
    return [
        f"/event/{own['events']}",
        f"/event/{told}/outlets",
        f"/agreement/{own['agreements']}",
        f"/dispute/{own['disputes']}",
        f"/dispute/{own['disputes']}/outlets",
        f"/person/{own['people']}",
        f"/organization/{own['organizations']}",
        f"/office/{official['country']}/{quote(official['office'])}",
        "/report/takhar-2",
        "/correct?target=aden-1/e1",
        "/correct?target=report/aden-1",
        f"/same/person/{own['people']}",
        f"/same/event/{own['events']}",
    ]


def _at_the_desk(store: Store) -> list[str]:
    """What two coders, a note and a watchlist leave, and the pages that show it."""
    event = max(store.every("events"), key=lambda e: len(e["reports"]))["id"]
    with store.writing() as db:
        study = studies.create(db, "Sample", "Ana", ("Ana", "Ben"), 3, ["event", "statement", "agreement"], Asked(), "s", _DAY)
        for report in study.reports:
            record = studies.record_of(db, report)
            assert record
            items = tuple(as_read(record))
            studies.keep(db, study, report, "1", Coding(items, True), _DAY)
            studies.keep(db, study, report, "2", Coding(items[1:], True), _DAY)
        notes.keep(db, "event", event, "An event", "a note", ("border",), "Ana", _DAY)
        watches.add(db, "root", "Kenya and Ethiopia", "/between/KEN/ETH", _DAY)
        watches.see(db, "root", 0, _DAY)
    coding = f"/coding/{study.id}"
    return [f"/event/{event}", "/cite.txt?of=/between/KEN/ETH", coding, f"{coding}/as/{study.keys[0]}", f"{coding}/settle"]


@pytest.mark.parametrize("group", ["lists", "ones", "desk"])
def test_every_page_is_accessible_and_fits(browser: Browser, worked: tuple[str, dict[str, list[str]]], group: str) -> None:
    server, groups = worked
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 1000}, reduced_motion="reduce")
    visit = Visit(context, server)
    for path in groups[group]:
        visit.page.set_viewport_size({"width": WIDTHS[0], "height": 1000})
        visit.go(path)
        visit.forgive(404)  # of /nothing
        if drawn := _DRAWN.get(path):
            visit.page.wait_for_selector(drawn)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 1000})
            for scheme in ("light", "dark"):
                visit.page.emulate_media(color_scheme=scheme)
                assert visit.hindrances(colours=scheme == "dark") == []
                assert visit.page.evaluate(_PALE) == []
                _picture(visit, path, f"{width}-{scheme}")
        assert not _RAW.findall(visit.page.locator("main").inner_text())
        visit.page.emulate_media(media="print", color_scheme="light")
        assert visit.page.evaluate(_HANDLES) == []
        _picture(visit, path, "print")
        visit.page.emulate_media(media="screen")
    context.close()


def _picture(visit: Visit, path: str, which: str) -> None:
    if folder := os.environ.get("DRAGOMAN_SHOTS"):
        name = re.sub("[^a-z]+", "-", re.sub(r"/[a-z0-9_-]*\d[A-Za-z0-9_-]*", "", path.lower())).strip("-") or "home"
        visit.page.screenshot(path=f"{folder}/{name}-{which}.png", full_page=True)
