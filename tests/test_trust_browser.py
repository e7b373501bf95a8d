"""What an analyst does to trust a dossier, in a real browser: at three widths, by mouse and by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dragoman.store import Store
from tests.test_browser import AXE, Visit, browser, serving  # noqa: F401  (`browser` is a fixture)
from tests.test_trust import claim

WHO, WHY = "Ana Lima", "the paper says so itself"
WIDTHS = (400, 1000, 1600)
_MODERATE = """() => axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations
    .filter(v => ["moderate", "serious", "critical"].includes(v.impact))
    .map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(" | ")))"""


def sound(visit: Visit, width: int) -> None:
    """Nothing that hinders a reader, nothing wider than the page, no error, no request to elsewhere."""
    visit.page.evaluate(AXE.read_text(encoding="utf8"))
    assert visit.page.evaluate(_MODERATE) == [], visit.page.url
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, visit.page.url
    visit.check()


@pytest.fixture(params=WIDTHS)
def at(request: pytest.FixtureRequest, browser: Browser, dossier_copy: Path) -> Iterator[tuple[Visit, int, dict[str, Any]]]:  # noqa: F811
    """A visit at a width, and a claim of the dossier."""
    with Store(dossier_copy) as store:
        event = claim(store)
    for server in serving(dossier_copy):
        context = browser.new_context(viewport={"width": request.param, "height": 900})
        yield Visit(context, server), request.param, event
        context.close()


def press(page: Page, button: Locator, *, keyboard: bool) -> None:
    """A button by mouse, or by the keyboard alone."""
    if keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()


def sign(form: Locator) -> None:
    """Say why, and who."""
    form.get_by_label("Why").fill(WHY)
    form.get_by_label("Your name").fill(WHO)


def test_a_claim_is_corrected_and_its_mark_is_seen_in_six_places(at: tuple[Visit, int, dict[str, Any]]) -> None:
    visit, width, event = at
    page = visit.go(f"/event/{event['id']}")
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")
    press(page, page.get_by_role("link", name="Correct", exact=True), keyboard=width == 1000)
    form = page.locator("form.sheet").first
    expect(form).to_be_visible()
    form.locator("select[name=standing]").select_option("reported")
    form.locator("input[name=date]").fill("Tuesday")
    sign(form)
    press(page, form.get_by_role("button", name="Save"), keyboard=width == 1000)
    expect(page.get_by_role("alert")).to_contain_text("no EDTF date")
    visit.wrong = [w for w in visit.wrong if "422" not in w]
    form = page.locator("form.sheet").first
    expect(form.locator("select[name=standing]")).to_have_value("reported")
    form.locator("input[name=date]").fill(event["date"] or "")
    press(page, form.get_by_role("button", name="Save"), keyboard=width == 1000)
    mark = page.get_by_text(f"corrected by {WHO}").first
    expect(mark).to_be_visible()
    expect(page.locator("p.lead").nth(1)).to_contain_text("fact on a person's word")
    expect(page.locator(".history")).to_contain_text("attributed → reported")
    sound(visit, width)
    a, b = sorted({c for c in event["actor_countries"] if c})[:2]
    report, _, item = event["told_as"][0].rpartition("/")
    for path, row in (
        (f"/events?report={report}&corrected=true", "#rows tbody tr"),
        (f"/between/{a}/{b}", "#rows li"),
        (f"/report/{report}#{item}", f"#item-{item}"),
        ("/corrections", "li.card"),
        ("/", "section.hero"),
    ):
        visit.go(path)
        expect(page.locator(row).filter(has_text=re.compile(f"corrected|{WHO}")).first).to_be_visible()
        sound(visit, width)
    visit.go(f"/event/{event['id']}")
    undo = page.locator(".history form.undo").first
    undo.get_by_label("Your name").fill("Ben Osei")
    press(page, undo.get_by_role("button", name="Undo"), keyboard=width == 1000)
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")
    visit.go("/corrections")
    expect(page.locator("li.card").first).to_contain_text("by Ben Osei")


def test_two_people_are_merged_by_name_and_split_again(at: tuple[Visit, int, dict[str, Any]]) -> None:
    visit, width, _ = at
    page = visit.go("/people?state=IRQ")
    keyboard = width == 1000
    press(page, page.get_by_role("link", name="Ahmad Bagheri"), keyboard=keyboard)
    expect(page.get_by_role("heading", name="Ahmad Bagheri")).to_be_visible()
    old = page.url
    press(page, page.get_by_role("link", name="Merge or split by name"), keyboard=keyboard)
    page.get_by_label("Name", exact=True).fill("Hayyali")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Hayyali*")
    sound(visit, width)
    press(page, page.locator(".choose").get_by_role("link", name="Arfan al-Hayyali"), keyboard=keyboard)
    expect(page.locator(".beside section")).to_have_count(2)
    expect(page.locator(".beside section q").first).to_be_visible()
    sound(visit, width)
    sign(page.locator("form.sheet"))
    press(page, page.get_by_role("button", name="Same: merge"), keyboard=keyboard)
    expect(page.locator("p.lead")).to_contain_text(f"corrected by {WHO}")
    expect(page.locator("p.lead")).to_contain_text("also")
    page.goto(old)
    expect(page.locator("p.lead")).to_contain_text("also")
    sound(visit, width)
    press(page, page.get_by_role("link", name="Merge or split by name"), keyboard=keyboard)
    chosen = page.locator(".telling", has_text="Ahmad Bagheri").locator("input")
    expect(chosen.first).to_be_visible()
    for n in range(chosen.count()):
        if keyboard:
            chosen.nth(n).focus()
            page.keyboard.press("Space")
        else:
            chosen.nth(n).check()
    form = page.locator("form.sheet")
    sign(form)
    press(page, form.get_by_role("button", name="Split off"), keyboard=keyboard)
    expect(page.get_by_role("heading", name="Ahmad Bagheri")).to_be_visible()
    expect(page.locator(".history")).to_contain_text("split")
    sound(visit, width)


def test_a_missed_event_with_an_unknown_party_is_added(at: tuple[Visit, int, dict[str, Any]]) -> None:
    visit, width, _ = at
    page = visit.go("/report/kalbajar-2")
    if width == 1000:
        page.locator(".seg[tabindex]", has_text="The claim is baseless").first.focus()
        page.keyboard.press("a")
        expect(page.locator("#add textarea[name=words]")).to_have_value(re.compile("The claim is baseless"))
    else:
        page.locator("#text").get_by_text("The claim is baseless").select_text()
    expect(page.locator("#selected")).to_contain_text("The claim is baseless")
    form = page.locator("#add")
    form.locator("select[name=type]").select_option("REJECT")
    form.locator("input[name=actors]").fill("Atlantis")
    form.locator("input[name=recipients]").fill("Turkey")
    sign(form)
    press(page, form.get_by_role("button", name="Add", exact=True), keyboard=width == 1000)
    expect(page.get_by_role("alert")).to_contain_text("'Atlantis' does not stand in the report")
    visit.wrong = [w for w in visit.wrong if "422" not in w]
    form = page.locator("#add")
    expect(form.locator("input[name=recipients]")).to_have_value("Turkey")
    sound(visit, width)
    form.locator("input[name=actors]").fill("unknown")
    press(page, form.get_by_role("button", name="Add", exact=True), keyboard=width == 1000)
    added = page.locator(".item", has_text=f"corrected by {WHO}").first
    expect(added).to_contain_text("unknown")
    expect(added).to_contain_text("Turkey")
    sound(visit, width)


def test_a_report_is_mended_removed_and_brought_back(at: tuple[Visit, int, dict[str, Any]]) -> None:
    visit, width, _ = at
    page = visit.go("/report/kalbajar-2")
    page.locator(".read section", has_text="This report").get_by_role("link", name="Correct", exact=True).click()
    form = page.locator("form.sheet[data-kind=report]")
    form.locator("input[name=title]").fill("Baku denies the strike")
    sign(form)
    press(page, form.get_by_role("button", name="Save"), keyboard=width == 1000)
    expect(page.get_by_role("heading", name="Baku denies the strike")).to_be_visible()
    expect(page.get_by_text(f"corrected by {WHO}").first).to_be_visible()
    page.get_by_text("Remove it").click()
    form = page.locator("form", has_text="Remove this report")
    sign(form)
    press(page, form.get_by_role("button", name="Remove this report"), keyboard=width == 1000)
    expect(page.locator("#removed")).to_be_visible()
    sound(visit, width)
    page.get_by_role("link", name="Baku denies the strike").click()
    expect(page.locator("p.lead")).to_contain_text(f"{WHO} removed this report")
    visit.wrong = [w for w in visit.wrong if "410" not in w]
    sound(visit, width)
    press(page, page.get_by_role("button", name="Undo"), keyboard=width == 1000)
    expect(page.locator("#text")).to_be_visible()
    visit.check()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_trust_are_accessible(browser: Browser, dossier_copy: Path, width: int) -> None:  # noqa: F811
    for server in serving(dossier_copy):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark")
        visit = Visit(context, server)
        for path in (
            "/codebook",
            "/correct?target=aden-1/e1",
            "/correct?target=report/aden-1",
            "/events?type=ASSAULT",
            "/map",
            "/disputes",
        ):
            visit.go(path).wait_for_load_state("networkidle")
            sound(visit, width)
        context.close()
