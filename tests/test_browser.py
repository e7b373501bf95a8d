"""A newcomer's hour in a real browser: Debian's Chromium against the real server."""

import re
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from dragoman.store import Store
from tests.browsing import Visit, serving, serving_here
from tests.test_web import evil


def test_a_newcomers_hour(browser: Browser, dossier_copy: Path, tmp_path: Path) -> None:
    for server in serving(dossier_copy):
        context = browser.new_context(accept_downloads=True)
        visit = Visit(context, server)
        search_and_open_a_relationship(visit)
        event = follow_a_claim_to_its_words(visit)
        correct_it_read_again_and_undo(visit, event)
        move_the_slider(visit)
        download_the_table(visit, tmp_path)
        upload_a_report(visit, tmp_path)
        assert visit.wrong == []
        context.close()


def search_and_open_a_relationship(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_placeholder("Search reports, statements, people, events").fill("transit agreement")
    visit.key("Enter", leads=True)
    expect(page.get_by_role("heading", name="Search: transit agreement")).to_be_visible()
    expect(page.locator(".hits li").first).to_contain_text("transit agreement", ignore_case=True)
    visit.go("/")
    visit.follow(page.get_by_role("link", name=re.compile("Eritrea – Sudan")))
    expect(page.get_by_role("heading", name="Eritrea and Sudan")).to_be_visible()


def follow_a_claim_to_its_words(visit: Visit) -> str:
    page = visit.page
    visit.follow(page.locator("li.event.claim a.said").first)
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")
    event = page.url.removeprefix(visit.server)
    visit.follow(page.locator(".evidence a").first)
    expect(page.locator(".seg.lit").first).to_be_visible()
    expect(page.locator(".item.lit").first).to_be_visible()
    return event


def correct_it_read_again_and_undo(visit: Visit, event: str) -> None:
    page = visit.page
    visit.go(event)
    visit.press(page.get_by_role("link", name="Correct", exact=True))
    form = page.locator("form.sheet")
    form.locator("select[name=standing]").select_option("reported")
    form.get_by_label("Why").fill("the outlet says so itself")
    form.get_by_label("Your name").fill("Ana")
    visit.follow(form.get_by_role("button", name="Save"))
    expect(page.locator("p.lead").nth(1)).to_contain_text("fact")
    visit.follow(page.locator(".evidence a").first)
    visit.follow(page.get_by_role("button", name="Read again"))
    expect(page.get_by_role("heading", name="Corrections")).to_be_visible()
    visit.go(event)
    expect(page.locator("p.lead").nth(1)).to_contain_text("fact")
    visit.follow(page.get_by_role("link", name="Corrections"))
    expect(page.locator("li.card").first).to_contain_text("Ana")
    visit.follow(page.get_by_role("button", name="Undo").first)
    expect(page.locator("li.card").first).to_contain_text("undone")
    visit.go(event)
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")


def move_the_slider(visit: Visit) -> None:
    page = visit.go("/between/KEN/ETH")
    expect(page.locator("#dossier")).to_contain_text("ratified")
    slider = page.locator("input[type=range]")
    slider.focus()
    slider.press("Home")
    expect(page.locator("#dossier [role=status]")).to_contain_text("What could be known on 2021-03-08")
    expect(page.locator("#dossier")).not_to_contain_text("2021-10-28")
    expect(page).to_have_url(re.compile("as_of=2021-03-08"))


def download_the_table(visit: Visit, folder: Path) -> None:
    page = visit.go("/events?type=ASSAULT")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(folder / "events.csv")
    table = (folder / "events.csv").read_text(encoding="utf8")
    assert table.count("ASSAULT") >= page.locator("#rows tbody tr").count() > 0 and "CONSULT" not in table


def upload_a_report(visit: Visit, folder: Path) -> None:
    (folder / "new.txt").write_text("Chad and Niger signed a protocol on border security in Niamey on Monday.", encoding="utf8")
    page = visit.go("/")
    page.set_input_files("input[type=file]", folder / "new.txt")
    page.get_by_label("Published").fill("2024-05-07")
    visit.follow(page.get_by_role("button", name="Read", exact=True))
    expect(page.locator("#text")).to_contain_text("Niamey")
    expect(page.locator(".item", has_text="protocol").first).to_be_visible()


def test_either_side_lights_the_other_and_layers_can_be_put_out(visit: Visit) -> None:
    page = visit.go("/report/kalbajar-2")
    page.locator("#e1").locator("..").hover()
    expect(page.locator("#item-e1")).to_have_class(re.compile("lit"))
    page.locator("#item-s3 button.to").focus()
    expect(page.locator(".seg.content.lit")).to_contain_text("The claim is baseless")
    page.locator("h1").hover()
    page.locator("#layer-statements").focus()
    unlit = page.locator(".seg.content:not(.lit)").first
    still = "e => Promise.all(document.getAnimations().map(a => a.finished)).then(() => getComputedStyle(e).backgroundColor)"
    before = unlit.evaluate(still)
    page.locator("#layer-statements").uncheck()
    expect(unlit).not_to_have_css("background-color", before)
    assert unlit.evaluate(still) != before
    assert visit.wrong == []


def test_a_row_that_was_chosen_stays_lit_when_the_page_moves_under_the_pointer(browser: Browser, stories_server: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 500})
    visit = Visit(context, stories_server)
    page = visit.go("/report/takhar-2")
    for name in ("s2", "e1", "a5"):
        page.locator(f"#item-{name} button.to").click()
        page.wait_for_timeout(250)
        assert page.evaluate("[...document.querySelectorAll('.item.lit')].map(x => x.dataset.id)") == [name]
    page.mouse.move(5, 5)
    page.locator("#item-s1").hover()
    expect(page.locator(".item.lit")).to_have_attribute("data-id", "s1")
    assert visit.wrong == []
    context.close()


def test_words_are_added_by_selecting_them(visit: Visit) -> None:
    page = visit.go("/report/kalbajar-2")
    page.locator("#text").get_by_text("The claim is baseless").select_text()
    expect(page.locator("#selected")).to_contain_text("The claim is baseless")
    page.locator("#add select[name=type]").select_option("REJECT")
    page.locator("#add input[name=actors]").fill("Azerbaijan")
    page.locator("#add input[name=reason]").fill("it refuses the claim")
    page.locator("#add input[name=author]").fill("Ana")
    visit.follow(page.get_by_role("button", name="Add", exact=True))
    added = page.locator(".item", has_text="corrected by Ana")
    expect(added).to_contain_text("set by a person")
    added.locator("button.to").click()
    expect(page.locator(".seg.event.lit")).to_have_text("The claim is baseless")
    assert visit.wrong == []


def test_the_keyboard_goes_all_the_way(visit: Visit) -> None:
    page = visit.go("/")
    visit.key("Tab")
    expect(page.locator(".skip")).to_be_focused()
    visit.key("Enter")
    expect(page.locator("main")).to_be_focused()
    visit.key("Tab")
    expect(page.locator("main a").first).to_be_focused()
    visit.go("/report/kalbajar-2")
    first = page.locator(".seg[tabindex]").first
    first.focus()
    visit.key("Enter")
    expect(page.locator("button.to").first).to_be_focused()
    visit.key("Tab")
    expect(page.locator("a.correct").first).to_be_focused()
    visit.key("Enter")
    expect(page.locator(".slot form select").first).to_be_focused()
    assert visit.wrong == []


def test_what_reports_say_runs_nowhere(browser: Browser, tmp_path: Path) -> None:
    record = evil()
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        event = store.every("events")[0]["id"]
    for server in serving_here(tmp_path / "x.db"):
        visit = Visit(browser.new_context(), server)
        for path in (
            "/",
            f"/report/{quote(record.report.id, safe='')}",
            f"/event/{event}",
            "/between/KEN/UGA",
            "/events",
            "/reports",
            "/statements",
            "/search?q=kenya",
        ):
            page = visit.go(path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.hacked") is None, path
            assert page.evaluate("getComputedStyle(document.body).display") != "none"
            assert page.locator("a[href^='javascript']").count() == 0
        assert visit.wrong == []
        visit.page.context.close()


def test_pages_read_without_javascript(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/between/KEN/ETH")
    expect(page.locator("svg circle").first).to_be_visible()
    page.get_by_label("As known on").fill("2021-07-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#dossier")).not_to_contain_text("2021-10-28")
    page.goto(f"{server}/report/kalbajar-2")
    page.get_by_role("link", name="Correct", exact=True).first.click()
    expect(page.get_by_role("heading", name="Correct")).to_be_visible()
    context.close()
