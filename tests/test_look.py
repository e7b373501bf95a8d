"""Finding and looking in a real browser: search by other spellings, the map by keyboard, the drawer, the tour, print."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import WIDTHS, Visit, serving, serving_here


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, browser: Browser, stories_server: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    found = Visit(context, stories_server)
    yield found
    assert found.wrong == []
    context.close()


@pytest.fixture
def wide(browser: Browser, stories_server: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    found = Visit(context, stories_server)
    yield found
    assert found.wrong == []
    context.close()


def narrow(page: Page) -> bool:
    return bool(page.evaluate("innerWidth < 896"))


def test_a_person_is_found_by_another_spelling(walker: Visit) -> None:
    page = walker.go("/")
    if walker.hands == "keyboard":
        find_by_keys(walker)
    else:
        walker.write(page.get_by_label("Search the dossier"), "Djuma")
        walker.follow(page.locator("header").get_by_role("button", name="Search"))
        assert walker.hindrances() == []
        walker.follow(page.get_by_role("link", name="Monica Juma", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Monica Juma")
    assert walker.hindrances() == []


def find_by_keys(visit: Visit) -> None:
    """Through the box that Ctrl-K opens."""
    page = visit.page
    visit.key("Control+k")
    page.keyboard.type("Djuma")
    option = page.get_by_role("option", name=re.compile("Monica Juma"))
    expect(option).to_be_visible()
    visit.settle()  # what was typed last has been answered
    for _ in range(page.get_by_role("option").count()):
        page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    expect(option).to_have_attribute("aria-selected", "true")
    assert visit.hindrances() == []
    visit.key("Enter", leads=True)


def test_search_marks_counts_and_pages(visit: Visit) -> None:
    page = visit.go("/search?q=persia")
    expect(page.get_by_role("link", name="Iran", exact=True).first).to_be_visible()
    expect(page.locator("#rows mark").first).to_have_text("Iran")
    said = page.get_by_role("group", name="What was found, by kind").get_by_role("link", name=re.compile(r"events \d+"))
    number = int(re.findall(r"\d+", said.inner_text())[0])
    assert visit.hindrances() == []
    visit.follow(said)
    expect(page.locator("#rows > li")).to_have_count(number)
    visit.go("/search?q=said")
    first = page.locator("#rows > li").first.inner_text()
    expect(page.get_by_text(re.compile(r"1–25 of \d+"))).to_be_visible()
    page.locator("h1").click()
    visit.key("n", leads=True)
    expect(page.get_by_text(re.compile(r"26–\d+ of \d+"))).to_be_visible()
    assert page.locator("#rows > li").first.inner_text() != first
    visit.go("/search?q=Tadjikistan")
    visit.follow(page.get_by_role("link", name="Tajikistan").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tajikistan")


def test_a_state_that_is_none_is_answered_with_what_is_meant(wide: Visit) -> None:
    page = wide.go("/")
    page.get_by_label("Relationship of").fill("Kenia")
    page.get_by_label("and", exact=True).fill("Ethiopia")
    wide.follow(page.get_by_role("button", name="Open"))
    expect(page.locator("main")).to_contain_text("'Kenia' is not the name of a state; did you mean Kenya (KEN)")
    wide.forgive(422)
    assert wide.hindrances() == []
    wide.follow(page.get_by_role("link", name="Kenya"))
    expect(page.get_by_role("heading", name="Ethiopia and Kenya")).to_be_visible()


def test_names_of_states_complete(wide: Visit) -> None:
    page = wide.go("/events")
    page.get_by_label("State", exact=True).focus()
    expect(page.locator("#states option[value=Kyrgyzstan]")).to_have_count(1)
    expect(page.get_by_label("State", exact=True)).to_have_attribute("list", "states")


@pytest.mark.parametrize(
    ("path", "wide_box", "narrow_box"), [("map", "0 0 960 480", "0 0 560 340"), ("network", "0 0 960 620", "0 0 520 640")]
)
def test_another_width_is_drawn_anew(wide: Visit, path: str, wide_box: str, narrow_box: str) -> None:
    page = wide.go(f"/{path}")
    drawn = page.locator(f"#{path} svg")
    expect(drawn).to_have_attribute("viewBox", wide_box)
    page.set_viewport_size({"width": 400, "height": 900})
    expect(drawn).to_have_attribute("viewBox", narrow_box)
    expect(page.locator(f"#{path} .zoom")).to_have_count(1)


def test_the_map_by_keyboard_and_by_mouse(visit: Visit) -> None:
    page = visit.go("/map")
    dot = page.locator("#map a[tabindex='0']")
    dot.focus()
    first = page.locator("#said").inner_text()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if page.locator("#said").inner_text() != first:
            break
    said = page.locator("#said").inner_text()
    assert said != first
    place, number = said.split(":")[0].split(",")[0], re.findall(r"(\d+) events?", said)[0]
    assert visit.hindrances() == []
    visit.key("Enter", leads=True)
    expect(page.locator("main")).to_contain_text(f"{number} events")
    assert f"place={place.split()[0]}".casefold() in page.url.casefold()
    visit.go("/map")
    visit.follow(page.locator("#map a").nth(1).locator("circle"))
    expect(page.get_by_role("heading", name="Events")).to_be_visible()


def test_dots_part_and_nothing_runs_through_a_name(visit: Visit) -> None:
    page = visit.go("/map")
    page.wait_for_selector("#map circle")
    over = """() => { const c = [...document.querySelectorAll("#map circle")].map(x => ["cx", "cy", "r"].map(n => Number(x.getAttribute(n))));
        return c.flatMap((a, i) => c.slice(i + 1).filter(b => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.8 * (a[2] + b[2]))).length }"""
    assert page.evaluate(over) == 0
    visit.go("/network")
    page.wait_for_selector("#network text")
    through = """() => { const box = (x) => x.getBBox(), all = [...document.querySelectorAll("#network a.state:not(.hidden)")];
        const names = all.map(a => box(a.querySelector("text"))), dots = all.map(a => box(a.querySelector("circle")));
        const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
        return [names.flatMap((a, i) => names.slice(i + 1).filter(b => meet(a, b))).length, names.flatMap(a => dots.filter(b => meet(a, b))).length,
          all.filter(a => !a.querySelector("rect.under")).length] }"""
    assert page.evaluate(through) == [0, 0, 0]
    assert visit.hindrances() == []


def test_the_network_leads_to_states_and_pairs(visit: Visit) -> None:
    page = visit.go("/network")
    node = page.locator("#network a.state", has_text="Kenya")
    node.focus()
    expect(page.locator("#said")).to_contain_text("with Ethiopia")
    visit.key("Enter", leads=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
    visit.go("/network")
    with page.expect_navigation():
        page.locator("#network a[aria-label^='Ethiopia – Kenya'] line.wide").dispatch_event("click")
    expect(page.get_by_role("heading", name="Ethiopia and Kenya")).to_be_visible()


def test_time_is_a_slider(visit: Visit) -> None:
    page = visit.go("/map")
    before = page.locator("#places tbody tr").count()
    high = page.locator(".time .high")
    high.focus()
    high.press("Home")
    expect(page).to_have_url(re.compile("until="))
    visit.settle()
    expect(page.locator("#places tbody tr")).not_to_have_count(before)
    expect(page.locator("#map svg")).to_have_count(0 if page.locator("#places").count() == 0 else 1)


def test_counts_over_time_on_home_relationship_and_person(visit: Visit) -> None:
    page = visit.go("/")
    expect(page.locator("#overtime table.counts")).to_have_count(2)
    visit.follow(page.locator("#overtime").get_by_role("link", name="attack"))
    assert "type=ASSAULT" in page.url
    visit.go("/between/ETH/KEN")
    expect(page.locator("#overtime")).to_contain_text("The Rift Valley Courier")
    overlap = """() => [...document.querySelectorAll("#overtime tbody tr")].filter(r => r.cells[0].getBoundingClientRect().right >
        r.cells[1].getBoundingClientRect().left + 1).length"""
    assert page.evaluate(overlap) == 0
    assert visit.hindrances() == []


def test_filters_are_a_drawer_where_it_is_narrow(visit: Visit) -> None:
    page = visit.go("/events")
    state = page.get_by_label("State", exact=True)
    if not narrow(page):
        expect(state).to_be_visible()
        expect(page.get_by_role("button", name="Filter")).to_be_hidden()
        return
    expect(state).to_be_hidden()
    button = page.get_by_role("button", name="Filter")
    button.focus()
    visit.key("Enter")
    expect(state).to_be_visible()
    assert visit.hindrances() == []
    visit.key("Escape")
    expect(state).to_be_hidden()
    visit.press(button)
    state.fill("Kenya")
    visit.follow(page.get_by_role("button", name="Apply"))
    expect(page.get_by_role("button", name="Filter (1 set)")).to_be_visible()


def test_tables_are_cards_where_it_is_narrow(visit: Visit) -> None:
    page = visit.go("/map")
    cell = page.locator("#places tbody td").first
    shown = cell.evaluate("e => getComputedStyle(e).display")
    if page.evaluate("innerWidth") > 640:
        assert shown == "table-cell"
        return
    assert shown == "block"
    assert "State" in cell.evaluate("e => getComputedStyle(e, '::before').content")
    expect(page.get_by_role("cell").first).to_be_visible()


def test_no_column_of_events_is_out_of_sight(visit: Visit) -> None:
    page = visit.go("/events")
    hidden = "() => { const s = document.querySelector('.found .scroll'); return s.scrollWidth - s.clientWidth; }"
    assert page.evaluate(hidden) <= 0
    expect(page.get_by_role("cell").filter(has_text="Ethiopia").first).to_be_visible()
    page.set_viewport_size({"width": 690, "height": 1000})  # a sheet of A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate(hidden) <= 0


def test_the_line_of_time_opens_at_its_newest(visit: Visit) -> None:
    page = visit.go("/between/ETH/KEN")
    last = page.locator(".timeline svg a").last
    box = last.bounding_box()
    assert box and 0 <= box["x"] <= page.evaluate("innerWidth")


def test_no_day_is_broken(visit: Visit) -> None:
    for path in ("/", "/events", "/between/ETH/KEN", "/agreements"):
        page = visit.go(path)
        page.wait_for_load_state("networkidle")
        broken = page.evaluate(
            "() => [...document.querySelectorAll('.day')].filter(d => d.getClientRects().length > 1).map(d => d.textContent)"
        )
        assert broken == [], path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "/agreements",
        "/disputes",
        "/people",
        "/statements",
        "/reports",
        "/map",
        "/network",
        "/help",
        "/state/KEN",
        "/between/ETH/KEN",
    ],
)
def test_headings_are_in_order(wide: Visit, path: str) -> None:
    page = wide.go(path)
    levels = page.evaluate("() => [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels)), levels


def test_keys_are_listed_and_move(wide: Visit) -> None:
    page = wide.go("/events")
    wide.key("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert wide.hindrances() == []
    wide.key("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    wide.key("j")
    wide.key("j")
    second = page.locator("#rows tbody tr").nth(1).locator("a").first
    expect(second).to_be_focused()
    wide.key("Enter", leads=True)
    expect(page).to_have_url(re.compile("/event/"))
    wide.key("g")
    wide.key("a", leads=True)
    expect(page.get_by_role("heading", name="Agreements", level=1)).to_be_visible()
    wide.key("/")
    page.keyboard.type("?j")
    expect(page.get_by_label("Search states, people, agreements and reports")).to_have_value("?j")


def test_print_says_as_known_on_whence_and_when(wide: Visit) -> None:
    page = wide.go("/between/ETH/KEN?as_of=2021-07-01")
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("As known on 2021-07-01")
    expect(page.locator(".printed")).to_contain_text("/between/ETH/KEN?as_of=2021-07-01")
    expect(page.locator(".legend")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    assert page.locator(".mark").first.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
    wide.go("/report/kalbajar-2")
    page.emulate_media(media="print")
    expect(page.locator("#text")).to_be_visible()
    expect(page.get_by_role("heading", name="This report")).to_be_hidden()


def test_print_leaves_out_what_is_to_be_pressed_and_keeps_what_is_told(wide: Visit) -> None:
    page = wide.go("/state/KEN")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=re.compile("Ethiopia")).first).to_be_visible()
    expect(page.get_by_role("complementary", name="Work with this page")).to_be_hidden()
    wide.go("/events")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="CSV")).to_be_hidden()
    page.set_viewport_size({"width": 690, "height": 1000})
    wide.go("/network")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 690


def test_the_first_minutes(browser: Browser, tmp_path: Path) -> None:
    """An empty dossier: the examples are read, and the tour leads through a relationship, a dispute and a report."""
    for server in serving(tmp_path / "new.db"):
        context = browser.new_context(viewport={"width": 1000, "height": 900})
        visit = Visit(context, server)
        page = visit.go("/")
        expect(page.get_by_text("Nothing has been read yet")).to_be_visible()
        assert visit.hindrances() == []
        visit.follow(page.get_by_role("button", name="Read the examples"))
        tour = page.get_by_role("complementary", name="Tour")
        expect(tour).to_contain_text("1 of 3", timeout=240_000)
        expect(page.locator(".timeline")).to_be_visible()
        assert visit.hindrances() == []
        visit.follow(tour.get_by_role("link", name="Next step"))
        expect(tour).to_contain_text("2 of 3")
        expect(page.get_by_role("heading", name="Denies it")).to_be_visible()
        visit.follow(tour.get_by_role("link", name="Next step"))
        expect(tour).to_contain_text("3 of 3")
        expect(page.locator("#text")).to_be_visible()
        assert visit.hindrances() == []
        visit.follow(tour.get_by_role("link", name="Done"))
        expect(tour).to_have_count(0)
        assert visit.wrong == []
        context.close()


def test_help_is_in_the_header(visit: Visit) -> None:
    page = visit.go("/")
    visit.menu("Help")
    expect(page.get_by_role("heading", name="What the marks mean")).to_be_visible()
    assert visit.hindrances() == []


def test_an_upload_says_why_nothing_was_read(browser: Browser, dossier_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Le président du Kenya a rencontré son homologue à Nairobi. Les deux hommes ont signé un accord de défense lundi."
    )
    (tmp_path / "b.txt").write_text("The bakery on the corner opens at seven. Its door is green, and its bread is brown and warm.")
    for server in serving_here(dossier_copy):
        context = browser.new_context(viewport={"width": 400, "height": 900})
        visit = Visit(context, server)
        page = visit.go("/")
        page.set_input_files("input[type=file]", [tmp_path / "a.txt", tmp_path / "b.txt"])
        visit.follow(page.get_by_role("button", name="Read", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("2 reports read")
        expect(page.locator("main")).to_contain_text("nothing was read from it")
        expect(page.locator("main")).to_contain_text("No state is named in it")
        assert visit.hindrances() == []
        visit.follow(page.locator("main li a").last)
        expect(page.locator("main")).to_contain_text("Nothing was read from this report.")
        assert visit.wrong == []
        context.close()
