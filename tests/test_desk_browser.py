"""Work over days and in a team, in a real browser and by a person's hands: mouse and keyboard, at three widths."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browsing import Visit


def test_twenty_items_are_reviewed_by_keys_or_buttons(walker: Visit) -> None:
    page = walker.go("/review?kind=event")
    walker.write(page.get_by_label("Your name"), "Ana")
    walker.key("Tab")
    seen = []
    for n in range(20):
        seen.append(page.locator("input[name=target]").first.input_value())
        expect(page.locator(".passage mark").first).to_be_visible()
        decide(walker, "wrong" if n == 3 else "next" if n == 7 else "right")
    assert len(set(seen)) == 20
    expect(page.locator(".progress")).to_contain_text("19 decided, 19 by you")
    assert walker.hindrances() == []
    page = walker.go("/review?kind=event")
    decide(walker, "Undo")
    expect(page.locator(".progress")).to_contain_text("18 decided")
    if walker.hands == "keyboard":
        walker.key("e")
    else:
        walker.press(page.get_by_role("link", name="edit"))
    expect(page.locator("#edit select[name=type]")).to_be_focused()
    walker.write(page.locator("#edit input[name=date]"), "2019-05")
    walker.key("Enter", leads=True)
    expect(page.locator(".plain li").first).to_contain_text("edited")
    walker.menu("Corrections")
    expect(page.locator("li.card").first).to_contain_text("Ana")


def decide(walker: Visit, what: str) -> None:
    """One key by keyboard, one button by mouse."""
    if walker.hands == "keyboard":
        walker.key(what[0].lower(), leads=True)
    else:
        walker.follow(walker.page.locator("[data-key]").filter(has_text=what).first)


def test_single_keys_can_be_put_out(visit: Visit) -> None:
    page = visit.go("/review?kind=event")
    visit.write(page.get_by_label("Your name"), "Ana")
    page.get_by_label("single keys").uncheck()
    page.locator("h1").click()
    visit.key("r")
    visit.key("e")
    expect(page.locator("#edit select[name=type]")).to_be_hidden()
    page.get_by_label("single keys").check()
    visit.key("e")
    expect(page.locator("#edit select[name=type]")).to_be_focused()
    expect(page.locator(".progress")).to_contain_text("0 decided")


def mark(walker: Visit, words: str, kind: str) -> None:
    """Mark words of a report by selecting them with the mouse, or by typing them."""
    page = walker.page
    if walker.hands == "keyboard":
        walker.write(page.get_by_label("Words"), words)
    else:
        select(page, words)
    walker.choose(page.locator("select[name='event.type']"), kind)
    walker.write(page.locator("input[name='event.actor']"), "Sudan; Eritrea")
    walker.follow(page.get_by_role("button", name="Add", exact=True))
    expect(page.locator(".items li").last).to_contain_text(words[:20])


def select(page: Page, words: str) -> None:
    page.locator("#text").get_by_text(words).first.evaluate(
        """(e, words) => { const node = [...e.childNodes].find(n => n.textContent.includes(words)); const r = document.createRange();
        const at = node.textContent.indexOf(words); r.setStart(node, at); r.setEnd(node, at + words.length);
        const s = getSelection(); s.removeAllRanges(); s.addRange(r); }""",
        words,
    )
    expect(page.get_by_label("Words")).to_have_value(words)


def test_two_code_blind_and_settle(walker: Visit, tmp_path: Path) -> None:
    page = walker.go("/coding")
    walker.write(page.get_by_label("One", exact=True), "Ana")
    walker.write(page.get_by_label("The other"), "Ben")
    walker.write(page.get_by_label("How many"), "2")
    walker.write(page.get_by_label("States named"), "Sudan; Eritrea")
    walker.write(page.get_by_label("Name of the sample"), "Red Sea")
    walker.follow(page.get_by_role("button", name="Draw it"))
    expect(page.get_by_role("heading", name="Red Sea")).to_be_visible()
    study = page.url.removeprefix(walker.server)
    for coder, kinds in (("Ana", ("SUPPORT", "CONSULT")), ("Ben", ("SUPPORT", "AID"))):
        walker.go(study)
        walker.follow(page.get_by_role("link", name=f"{coder}’s page"))
        for kind in kinds:
            text = page.locator("#text").inner_text()
            assert page.locator(".items li").count() == 0  # nothing of the other's
            mark(walker, re.split(r"(?<=[a-z])[.,] ", max(text.split("\n"), key=len))[0][:60].rsplit(" ", 1)[0], kind)
            walker.follow(page.get_by_role("button", name="Done with this report"))
    walker.go(study)
    table = page.get_by_role("region", name="Agreement of Ana and Ben")
    expect(table.locator("tr", has_text="type")).to_contain_text(re.compile(r"2\s*-?0\.\d\d\s*0\.50"))
    expect(page.get_by_role("region", name="Agreement of Ana and dragoman")).to_be_visible()
    assert walker.hindrances() == []
    walker.follow(page.get_by_role("link", name="settle", exact=True))
    for _ in range(2):
        expect(page.get_by_role("heading", name="found by both")).to_be_visible()
        walker.follow(page.get_by_role("button", name="Settle this report"))
    expect(page.locator("main")).to_contain_text("Settled: 2 of 2")
    with page.expect_download() as download:
        walker.press(page.get_by_role("link", name="take it as gold"))
    download.value.save_as(tmp_path / "gold.zip")
    assert (tmp_path / "gold.zip").stat().st_size > 500


def test_a_watchlist_shows_a_new_report(walker: Visit) -> None:
    page = walker.go("/between/KEN/ETH")
    walker.follow(page.get_by_role("button", name="Follow this page"))
    expect(page.locator(".watch")).to_contain_text("Nothing new")
    walker.go("/")
    walker.write(page.get_by_label("Or paste a report"), "Kenya and Ethiopia signed a protocol on border security in Moyale on Monday.")
    walker.write(page.get_by_label("Published"), "2024-05-07")
    walker.write(page.get_by_label("Outlet", exact=True), "Rift Gazette")
    walker.follow(page.get_by_role("button", name="Read", exact=True))
    expect(page.locator("#text")).to_contain_text("Moyale")
    walker.menu("Watchlist")
    expect(page.locator(".watch .change", has_text="new report")).to_contain_text("Rift Gazette")
    assert walker.hindrances() == []
    walker.follow(page.get_by_role("button", name="I have seen all of this"))
    expect(page.locator(".watch")).to_contain_text("Nothing new")


def test_outlets_stand_side_by_side_from_an_event(walker: Visit) -> None:
    page = walker.go("/disputes")
    walker.follow(page.get_by_role("link", name=re.compile("Kyrgyz")).first)
    walker.follow(page.get_by_role("link", name="outlets side by side").first)
    expect(page.get_by_role("columnheader").nth(1)).to_be_visible()
    expect(page.get_by_text("first to tell").first).to_be_visible()
    expect(page.get_by_role("rowheader", name="denied by")).to_be_visible()
    assert walker.hindrances() == []


def test_a_note_is_written_and_a_report_is_cited(walker: Visit, tmp_path: Path) -> None:
    page = walker.go("/report/aden-1")
    walker.press(page.get_by_text("Add a note or tags"))
    walker.write(page.get_by_label("Note", exact=True), "check the date against the treaty series")
    walker.write(page.get_by_label("Tags"), "to-check")
    walker.write(page.locator(".noting").get_by_label("Your name"), "Ana")
    walker.follow(page.get_by_role("button", name="Add note"))
    expect(page.get_by_role("region", name="Notes")).to_contain_text("treaty series")
    expect(page.locator(".cited")).to_contain_text("Red Sea Monitor, 2018-04-16")
    with page.expect_download() as download:
        walker.press(page.get_by_role("link", name="RIS"))
    download.value.save_as(tmp_path / "x.ris")
    assert "TY  - NEWS" in (tmp_path / "x.ris").read_text(encoding="utf8")
    walker.follow(page.get_by_role("link", name="#to-check"))
    expect(page.get_by_role("heading", name="Notes tagged to-check")).to_be_visible()


def test_the_watchlist_and_the_queue_work_without_javascript(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/review")
    page.get_by_role("button", name="right").click()
    expect(page.locator(".progress")).to_contain_text("1 decided")
    with page.expect_navigation():
        page.get_by_role("link", name="next").click()
    page.goto(f"{server}/events")
    page.get_by_role("button", name="Follow this page").click()
    expect(page.locator(".watch")).to_contain_text("Events")
    context.close()
