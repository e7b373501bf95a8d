"""Work over days and in a team, in a real browser and by a person's hands: mouse and keyboard, at three widths."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dragoman.store import Store
from tests.test_browser import AXE, Visit, browser, server, serving, visit  # noqa: F401  (fixtures)

WIDTHS = (400, 1000, 1600)
_CHECK = """() => axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations
    .filter(v => v.impact !== "minor").map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(" | ")))"""


def sound(visit: Visit, width: int, name: str = "") -> None:  # noqa: F811
    """Nothing runs over the edge, nothing is amiss for assistive technology; and a picture where they are wanted."""
    page = visit.page
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.evaluate(AXE.read_text(encoding="utf8"))
    assert page.evaluate(_CHECK) == [], page.url
    if (shots := os.environ.get("DRAGOMAN_SHOTS")) and name:
        page.screenshot(path=f"{shots}/desk-{name}-{width}.png", full_page=True)


def at_width(browser: Browser, server: str, width: int) -> tuple[BrowserContext, Visit]:  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if width == 1000 else "light")
    return context, Visit(context, server)


def test_twenty_items_are_reviewed_by_keys(visit: Visit) -> None:  # noqa: F811
    page = visit.go("/review?kind=event")
    page.get_by_label("Your name").fill("Ana")
    page.locator("h1").click()
    seen = []
    for n in range(20):
        seen.append(page.locator("input[name=target]").first.input_value())
        expect(page.locator(".passage mark").first).to_be_visible()
        with page.expect_navigation():
            page.keyboard.press("w" if n == 3 else "n" if n == 7 else "r")
    assert len(set(seen)) == 20
    expect(page.locator(".progress")).to_contain_text("19 decided, 19 by you")
    page.goto(f"{visit.server}/review?kind=event")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator(".progress")).to_contain_text("18 decided")
    page.keyboard.press("e")
    expect(page.locator("#edit select[name=type]")).to_be_focused()
    page.locator("#edit input[name=date]").fill("2019-05")
    page.keyboard.press("Enter")
    expect(page.locator(".plain li").first).to_contain_text("edited")
    page.get_by_label("single keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.locator(".progress")).to_contain_text("19 decided")
    page.goto(f"{visit.server}/corrections")
    expect(page.locator("li.card").first).to_contain_text("Ana")
    visit.check()


def mark(page: Page, words: str, kind: str) -> None:
    """Mark words of a report by selecting them."""
    page.locator("#text").get_by_text(words).first.evaluate(
        """(e, words) => { const node = [...e.childNodes].find(n => n.textContent.includes(words)); const r = document.createRange();
        const at = node.textContent.indexOf(words); r.setStart(node, at); r.setEnd(node, at + words.length);
        const s = getSelection(); s.removeAllRanges(); s.addRange(r); }""",
        words,
    )
    expect(page.get_by_label("Words")).to_have_value(words)
    page.locator("select[name='event.type']").select_option(kind)
    page.locator("input[name='event.actor']").fill("Sudan; Eritrea")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".items li").last).to_contain_text(words[:20])


def test_two_code_blind_and_settle(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    page = visit.go("/coding")
    page.get_by_label("One", exact=True).fill("Ana")
    page.get_by_label("The other").fill("Ben")
    page.get_by_label("How many").fill("2")
    page.get_by_label("States named").fill("Sudan; Eritrea")
    page.get_by_label("Name of the sample").fill("Red Sea")
    page.get_by_role("button", name="Draw it").click()
    expect(page.get_by_role("heading", name="Red Sea")).to_be_visible()
    study = page.url
    for coder, kinds in (("Ana", ("SUPPORT", "CONSULT")), ("Ben", ("SUPPORT", "AID"))):
        page.goto(study)
        page.get_by_role("link", name=f"{coder}’s page").click()
        for kind in kinds:
            text = page.locator("#text").inner_text()
            expect(page.locator(".items li")).to_have_count(0)  # nothing of the other's
            mark(page, re.split(r"(?<=[a-z])[.,] ", max(text.split("\n"), key=len))[0][:60].rsplit(" ", 1)[0], kind)
            page.get_by_role("button", name="Done with this report").click()
    page.goto(study)
    table = page.get_by_role("region", name="Agreement of Ana and Ben")
    expect(table.locator("tr", has_text="type")).to_contain_text(re.compile(r"2\s*-?0\.\d\d\s*0\.50"))
    expect(page.get_by_role("region", name="Agreement of Ana and dragoman")).to_be_visible()
    page.get_by_role("link", name="settle", exact=True).click()
    for _ in range(2):
        expect(page.get_by_role("heading", name="found by both")).to_be_visible()
        page.get_by_role("button", name="Settle this report").click()
    expect(page.locator("main")).to_contain_text("Settled: 2 of 2")
    with page.expect_download() as download:
        page.get_by_role("link", name="take it as gold").click()
    download.value.save_as(tmp_path / "gold.zip")
    assert (tmp_path / "gold.zip").stat().st_size > 500
    visit.check()


def test_a_watchlist_shows_a_new_report(visit: Visit) -> None:  # noqa: F811
    page = visit.go("/between/KEN/ETH")
    page.get_by_role("button", name="Follow this page").click()
    expect(page.locator(".watch")).to_contain_text("Nothing new")
    visit.go("/")
    page.get_by_label("Or paste a report").fill("Kenya and Ethiopia signed a protocol on border security in Moyale on Monday.")
    page.get_by_label("Published").fill("2024-05-07")
    page.get_by_label("Outlet", exact=True).fill("Rift Gazette")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator("#text")).to_contain_text("Moyale")
    page.get_by_role("link", name="Watchlist").click()
    expect(page.locator(".watch .change", has_text="new report")).to_contain_text("Rift Gazette")
    page.get_by_role("button", name="I have seen all of this").click()
    expect(page.locator(".watch")).to_contain_text("Nothing new")
    visit.check()


def test_outlets_stand_side_by_side_from_an_event(visit: Visit) -> None:  # noqa: F811
    page = visit.go("/disputes")
    page.get_by_role("link", name=re.compile("Kyrgyz")).first.click()
    page.get_by_role("link", name="outlets side by side").first.click()
    expect(page.get_by_role("columnheader").nth(1)).to_be_visible()
    expect(page.get_by_text("first to tell").first).to_be_visible()
    expect(page.get_by_role("rowheader", name="denied by")).to_be_visible()
    visit.check()


def test_a_note_is_written_and_a_report_is_cited(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    page = visit.go("/report/aden-1")
    page.get_by_text("Add a note or tags").click()
    page.get_by_label("Note", exact=True).fill("check the date against the treaty series")
    page.get_by_label("Tags").fill("to-check")
    page.locator(".noting").get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("region", name="Notes")).to_contain_text("treaty series")
    expect(page.locator(".cited")).to_contain_text("Red Sea Monitor, 2018-04-16")
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    download.value.save_as(tmp_path / "x.ris")
    assert "TY  - NEWS" in (tmp_path / "x.ris").read_text(encoding="utf8")
    page.get_by_role("link", name="#to-check").click()
    expect(page.get_by_role("heading", name="Notes tagged to-check")).to_be_visible()
    visit.check()


@pytest.fixture
def worked(browser: Browser, dossier_copy: Path) -> Iterator[tuple[str, list[str]]]:  # noqa: F811
    """A server of a dossier that somebody has worked with, and the addresses of its pages."""
    from dragoman.store.desk import notes, studies, watches
    from dragoman.store.desk.coding import as_read
    from dragoman.store.desk.studies import Asked, Coding

    with Store(dossier_copy) as store:
        event = max(store.every("events"), key=lambda e: len(e["reports"]))["id"]
        dispute = store.every("disputes")[0]["id"]
        with store.writing() as db:
            study = studies.create(db, "Sample", "Ana", ("Ana", "Ben"), 3, ["event", "statement", "agreement"], Asked(), "s", "2026-01-01")
            for report in study.reports:
                record = studies.record_of(db, report)
                assert record
                items = tuple(as_read(record))
                studies.keep(db, study, report, "1", Coding(items, True), "2026-01-01")
                studies.keep(db, study, report, "2", Coding(items[1:], True), "2026-01-01")
            notes.keep(db, "event", event, "An event", "a note", ("border",), "Ana", "2026-01-01")
            watches.add(db, "root", "Kenya and Ethiopia", "/between/KEN/ETH", "2026-01-01")
            watches.see(db, "root", 0, "2026-01-01")
    coding = f"/coding/{study.id}"
    paths = ["/review", "/watch?who=root", "/changes?of=/between/KEN/ETH", "/notes", f"/event/{event}", f"/event/{event}/outlets"]
    paths += [f"/dispute/{dispute}/outlets", "/cite.txt?of=/between/KEN/ETH", "/coding", coding, f"{coding}/as/{study.keys[0]}"]
    for server in serving(dossier_copy):  # noqa: F402
        yield server, [*paths, f"{coding}/settle"]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_and_is_accessible(browser: Browser, worked: tuple[str, list[str]], width: int) -> None:  # noqa: F811
    server, paths = worked  # noqa: F811
    context, visit = at_width(browser, server, width)  # noqa: F811
    for path in paths:
        visit.go(path)
        sound(visit, width, re.sub("[^a-z]+", "-", re.sub(r"/[a-z0-9_-]*\d[A-Za-z0-9_-]*", "", path)).strip("-"))
    visit.check()
    context.close()


def test_the_watchlist_and_the_queue_work_without_javascript(browser: Browser, server: str) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/review")
    page.get_by_role("button", name="right").click()
    expect(page.locator(".progress")).to_contain_text("1 decided")
    page.get_by_role("link", name="next").click()
    page.goto(f"{server}/events")
    page.get_by_role("button", name="Follow this page").click()
    expect(page.locator(".watch")).to_contain_text("Events")
    context.close()
