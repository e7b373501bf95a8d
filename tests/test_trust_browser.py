"""What an analyst does to trust a dossier, in a real browser: at three widths, by mouse and by keyboard."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from dragoman.store import Store
from tests.browsing import Visit
from tests.marked import CARRYING, WHO, WHY, lacking_in
from tests.test_trust import claim


def test_a_claim_is_corrected_and_its_mark_is_seen_in_six_places(walker: Visit, dossier_copy: Path, tmp_path: Path) -> None:
    with Store(dossier_copy) as store:
        event = claim(store)
    page = walker.go(f"/event/{event['id']}")
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")
    walker.press(page.get_by_role("link", name="Correct", exact=True))
    form = page.locator("form.sheet").first
    expect(form).to_be_visible()
    walker.choose(form.locator("select[name=standing]"), "reported")
    walker.write(form.locator("input[name=date]"), "Tuesday")
    walker.sign(form, WHY, WHO)
    walker.follow(form.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("no EDTF date")
    walker.forgive(422)
    form = page.locator("form.sheet").first
    expect(form.locator("select[name=standing]")).to_have_value("reported")
    walker.write(form.locator("input[name=date]"), event["date"] or "")
    walker.follow(form.get_by_role("button", name="Save"))
    mark = page.get_by_text(f"corrected by {WHO}").first
    expect(mark).to_be_visible()
    expect(page.locator("p.lead").nth(1)).to_contain_text("fact on a person's word")
    expect(page.locator(".history")).to_contain_text("attributed → reported")
    assert walker.hindrances() == []
    a, b = sorted({c for c in event["actor_countries"] if c})[:2]
    report, _, item = event["told_as"][0].rpartition("/")
    for path, row in (
        (f"/events?report={report}&corrected=true", "#rows tbody tr"),
        (f"/between/{a}/{b}", "#rows li"),
        (f"/report/{report}#{item}", f"#item-{item}"),
        ("/corrections", "li.card"),
        ("/", "section.hero"),
    ):
        walker.go(path)
        expect(page.locator(row).filter(has_text=re.compile(f"corrected|{WHO}")).first).to_be_visible()
        assert walker.hindrances() == []
    walker.go(f"/events?report={report}&corrected=true")
    with page.expect_download() as download:
        walker.press(page.get_by_role("link", name="CSV"))
    download.value.save_as(tmp_path / "events.csv")
    row_of = next(csv.DictReader((tmp_path / "events.csv").open(encoding="utf8")))
    assert (row_of["corrected_by"], row_of["value_before"], row_of["reason"]) == (WHO, "standing: attributed", WHY)
    lacking = {name: lacking_in(dossier_copy, name, tmp_path / name) for name in CARRYING if name != "dcad"}  # which has no events
    assert {name: what for name, what in lacking.items() if what} == {}
    walker.go(f"/event/{event['id']}")
    undo = page.locator(".history form.undo").first
    walker.write(undo.get_by_label("Your name"), "Ben Osei")
    walker.follow(undo.get_by_role("button", name="Undo"))
    expect(page.locator("p.lead").nth(1)).to_contain_text("claim")
    walker.go("/corrections")
    expect(page.locator("li.card").first).to_contain_text("by Ben Osei")


def test_two_people_are_merged_by_name_and_split_again(walker: Visit) -> None:
    page = walker.go("/people?state=IRQ")
    walker.follow(page.get_by_role("link", name="Ahmad Bagheri"))
    expect(page.get_by_role("heading", name="Ahmad Bagheri")).to_be_visible()
    old = page.url.removeprefix(walker.server)
    walker.follow(page.get_by_role("link", name="Merge or split by name"))
    walker.write(page.get_by_label("Name", exact=True), "Hayyali")
    walker.key("Enter", leads=True)
    expect(page).to_have_url(re.compile("q=Hayyali"))
    assert walker.hindrances() == []
    walker.follow(page.locator(".choose").get_by_role("link", name="Arfan al-Hayyali"))
    expect(page.locator(".beside section")).to_have_count(2)
    expect(page.locator(".beside section q").first).to_be_visible()
    assert walker.hindrances() == []
    walker.sign(page.locator("form.sheet"), WHY, WHO)
    walker.follow(page.get_by_role("button", name="Same: merge"))
    expect(page.locator("p.lead")).to_contain_text(f"corrected by {WHO}")
    expect(page.locator("p.lead")).to_contain_text("also")
    walker.go(old)
    expect(page.locator("p.lead")).to_contain_text("also")
    assert walker.hindrances() == []
    walker.follow(page.get_by_role("link", name="Merge or split by name"))
    chosen = page.locator(".telling", has_text="Ahmad Bagheri").locator("input")
    expect(chosen.first).to_be_visible()
    for n in range(chosen.count()):
        walker.tick(chosen.nth(n))
    form = page.locator("form.sheet")
    walker.sign(form, WHY, WHO)
    walker.follow(form.get_by_role("button", name="Split off"))
    expect(page.get_by_role("heading", name="Ahmad Bagheri")).to_be_visible()
    expect(page.locator(".history")).to_contain_text("split")
    assert walker.hindrances() == []


def test_a_missed_event_with_an_unknown_party_is_added(walker: Visit) -> None:
    page = walker.go("/report/kalbajar-2")
    if walker.hands == "keyboard":
        walker.reach(page.locator(".seg[tabindex]", has_text="The claim is baseless").first)
        walker.key("a")
        expect(page.locator("#add textarea[name=words]")).to_have_value(re.compile("The claim is baseless"))
    else:
        page.locator("#text").get_by_text("The claim is baseless").select_text()
    expect(page.locator("#selected")).to_contain_text("The claim is baseless")
    form = page.locator("#add")
    walker.choose(form.locator("select[name=type]"), "REJECT")
    walker.write(form.locator("input[name=actors]"), "Atlantis")
    walker.write(form.locator("input[name=recipients]"), "Turkey")
    walker.sign(form, WHY, WHO)
    walker.follow(form.get_by_role("button", name="Add", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("'Atlantis' does not stand in the report")
    walker.forgive(422)
    form = page.locator("#add")
    expect(form.locator("input[name=recipients]")).to_have_value("Turkey")
    assert walker.hindrances() == []
    walker.write(form.locator("input[name=actors]"), "unknown")
    walker.follow(form.get_by_role("button", name="Add", exact=True))
    added = page.locator(".item", has_text=f"corrected by {WHO}").first
    expect(added).to_contain_text("unknown")
    expect(added).to_contain_text("Turkey")
    assert walker.hindrances() == []


def test_a_report_is_mended_removed_and_brought_back(walker: Visit) -> None:
    page = walker.go("/report/kalbajar-2")
    walker.press(page.locator(".read section", has_text="This report").get_by_role("link", name="Correct", exact=True))
    form = page.locator("form.sheet[data-kind=report]")
    walker.write(form.locator("input[name=title]"), "Baku denies the strike")
    walker.sign(form, WHY, WHO)
    walker.follow(form.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", name="Baku denies the strike")).to_be_visible()
    expect(page.get_by_text(f"corrected by {WHO}").first).to_be_visible()
    walker.press(page.get_by_text("Remove it"))
    form = page.locator("form", has_text="Remove this report")
    walker.sign(form, WHY, WHO)
    walker.follow(form.get_by_role("button", name="Remove this report"))
    expect(page.locator("#removed")).to_be_visible()
    assert walker.hindrances() == []
    walker.follow(page.get_by_role("link", name="Baku denies the strike"))
    expect(page.locator("p.lead")).to_contain_text(f"{WHO} removed this report")
    walker.forgive(410)
    assert walker.hindrances() == []
    walker.follow(page.get_by_role("button", name="Undo"))
    expect(page.locator("#text")).to_be_visible()
