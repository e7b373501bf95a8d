"""How pages say days, turns of time, quotations and addresses, and that none of them says what only an insider can read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.model.dossier import Dispute
from dragoman.store import Store
from dragoman.store.answers import of_dispute
from dragoman.store.desk.journal import Sought, entries
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut, ask
from dragoman.store.rows import first_day
from dragoman.web.days import stood, tenure, told_date, with_years
from dragoman.web.naming import about, coded, once
from dragoman.web.pages.signings import in_order
from dragoman.web.quoting import quotable
from dragoman.web.saying import how_many, language, message, settled, speaker, told
from tests.desk import report
from tests.test_web import client_of


@pytest.fixture(scope="module")
def client(story_dossier: Path) -> Iterator[TestClient]:
    with client_of(story_dossier) as found:
        yield found


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        (None, "undated"),
        ("2024-05-07", "2024-05-07"),
        ("2024-02-19/2024-02-25", "2024-02-19 – 2024-02-25"),
        ("198X", "1980s"),
        ("XXXX-03", "March, year not told"),
        ("XXXX-03-05", "5 March, year not told"),
    ],
)
def test_a_date_is_said_in_figures_that_anybody_reads(edtf: str | None, said: str) -> None:
    assert told_date(edtf) == said


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2021-02-19", "2021-02-19", "2021-02-19"),
        ("2020-08-06", "2023-07-16", "2020-08-06 – 2023-07-16"),
        ("2024-05-14", None, "since 2024-05-14"),
        (None, "2020-07-08", "until 2020-07-08"),
        (None, None, "undated"),
    ],
)
def test_no_dash_of_an_office_leads_nowhere(since: str | None, until: str | None, said: str) -> None:
    assert tenure({"from": since, "to": until}) == said


def test_turns_are_told_in_the_words_of_the_marks() -> None:
    turns = ("reported", "attributed", "disputed", "planned, reported", "negated, attributed", "hypothetical, disputed")
    said = ["fact", "claim", "disputed", "planned or hypothetical", "said not to have happened", "hypothetical, disputed"]
    assert [stood(t) for t in turns] == said


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('the work of "exiles with too much time"', "the work of ‘exiles with too much time’"),
        ('"We have boats," … "From today we have eyes."', "‘We have boats,’ … ‘From today we have eyes.’"),
        ('"There is not one soldier in Malabo,"', "There is not one soldier in Malabo"),
        ("…“intact and accounted for.”", "…‘intact and accounted for.’"),
        ("It would be odd to have half a key,", "It would be odd to have half a key"),
        ("Kenya's parliament", "Kenya's parliament"),
        ("* Fijian peacekeeper wounded", "Fijian peacekeeper wounded"),
        ("3. Guinea shuts two posts", "Guinea shuts two posts"),
        ("3 killed at the border", "3 killed at the border"),
    ],
)
def test_marks_of_quotation_are_not_doubled(told: str, shown: str) -> None:
    assert quotable(told) == shown


def test_names_codes_and_addresses_are_words() -> None:
    assert once(["Abilio Macuacua", "Abílio Macuácua", "Grace Nyirongo"]) == ["Abílio Macuácua", "Grace Nyirongo"]
    assert coded("IRN; IRQ", "actor") == "Iran; Iraq" and coded("SUPPORT", "type") == "support or signature" and coded("", "type") == ""
    assert (
        about("/between/KEN/ETH?as_of=2021-07-01") == "Kenya and Ethiopia"
        and about("/event/e1") == "one event"
        and about("/events") == "events"
    )


def test_what_is_denied_is_open_however_real_it_is() -> None:
    turns = ("disputed", "hypothetical, disputed", "attributed", "negated, reported")
    said = ["open", "open, and only hypothetical", "settled: claim", "settled: said not to have happened"]
    assert [settled(t) for t in turns] == said


def test_a_plan_that_is_denied_counts_among_open_disputes(story_dossier: Path) -> None:
    with Store(story_dossier) as store:
        dispute = Dispute.model_validate(store.every("disputes")[0])
    turns = ("disputed", "planned, disputed", "attributed", "negated, reported")
    assert [of_dispute(dispute.model_copy(update={"status": t}))["open"] for t in turns] == [True, True, False, False]


def test_a_body_of_no_state_is_near_to_those_that_share_a_word_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store(path) as store:
        store.add(report("NATO condemned Russia on Monday.", "r1"))
        store.add(report("The African Union condemned Chad on Monday, and the European Union sanctioned Chad on Tuesday.", "r2"))
        bodies = {o["name"]: o["id"] for o in store.every("organizations")}
    with client_of(path) as client:
        offered = client.get(f"/same/organization/{bodies['European Union']}").text
    assert ">African Union</a>" in offered and ">NATO</a>" not in offered


def test_a_report_without_a_headline_is_not_cut_within_a_word(tmp_path: Path) -> None:
    text = "The ministers of Kenya and Ethiopia who had met in Nairobi for two days signed a protocol on border patrolling on Monday."
    with Store(tmp_path / "x.db") as store:
        store.add(report(text, "r1"))
        with store.connection() as db:
            titles = [c.title for c in entries(db, Sought(kinds=("reports",)))]
    assert titles and all(t.removesuffix("…") in text and (t == text or text[len(t) - 1] in " ,") for t in titles)


@pytest.mark.parametrize("path", ["/events", "/agreements", "/chart"])
def test_an_empty_dossier_speaks_of_no_filters(tmp_path: Path, path: str) -> None:
    with client_of(tmp_path / "x.db") as client:
        assert "has been read of yet" in client.get(path).text and "fits these filters" in client.get(f"{path}?state=KEN").text


def test_values_are_said_in_words() -> None:
    assert [how_many(n) for n in ("14", "1/300", "10/..", "../5")] == ["14", "1 to 300", "at least 10", "at most 5"]
    assert [language(c) for c in ("es", "xx", None)] == ["Spanish", "xx", ""]
    assert [speaker(n) for n in ("unknown", "Grace Moraa")] == ["somebody unknown", "Grace Moraa"]
    assert [told("KEN", "state"), told("ASSAULT", "type"), told("in_force", "stage"), told("true", "placed"), told("XXXX-03", "date")] == [
        "Kenya",
        "attack",
        "in force",
        "",
        "March, year not told",
    ]
    assert [message("it is empty"), message("'may' is no date")] == ["It is empty", "'may' is no date"]
    assert with_years("attack: Angola → Zambia, XXXX-12-08") == "attack: Angola → Zambia, 8 December, year not told"


def test_a_page_of_counts_names_the_state_that_was_asked_for(client: TestClient) -> None:
    text = client.get("/chart?state=KEN").text
    assert "state Kenya" in text and "state KEN" not in text


def test_a_question_without_an_answer_says_what_is_missing(client: TestClient) -> None:
    answer = client.get("/between")
    assert answer.status_code == 422 and "is missing" in answer.text and "Field required" not in answer.text


def test_where_tellings_differ_a_form_says_so_by_outlet_and_in_words(client: TestClient, story_dossier: Path) -> None:
    with Store(story_dossier) as store:
        event = max(store.every("events"), key=lambda e: len(e["reports"]))
        ids = {r for e in store.every("events") for r in e["reports"]}
    text = client.get(f"/correct?target={event['id']}").text
    assert "reports differ" in text and not any(f"({i})" in text for i in ids)
    assert not re.search(r"reports differ:[^<]*[A-Z]{6}", text)


def test_a_step_without_a_day_goes_before_what_follows_it() -> None:
    steps = [
        {"stage": s, "date": d}
        for s, d in (("signed", "2017-09-29"), ("in_force", "2019-02-01"), ("negotiating", None), ("terminated", None))
    ]
    assert [s["stage"] for s in in_order(steps)] == ["negotiating", "signed", "in_force", "terminated"]


def test_a_decade_lies_where_it_lay(tmp_path: Path) -> None:
    assert first_day("198X") == "1980-01-01" and first_day("19XX") == "1900-01-01"
    with Store(tmp_path / "x.db") as store:
        store.add(report("Soldiers from Chad attacked Niger in the 1980s.", "r1"))
        with store.view() as view:
            assert ask(view, "events", Filter.of(None), Cut(9)).total == 1
            assert ask(view, "events", Filter.of(None, since="2023-01-01"), Cut(9)).total == 0


@pytest.mark.parametrize("path", ["/events", "/agreements", "/disputes", "/people", "/statements"])
def test_a_state_that_is_asked_for_stands_there_by_its_name(client: TestClient, path: str) -> None:
    text = client.get(f"{path}?state=ARM").text
    assert 'name="state" value="Armenia"' in text and 'value="ARM"' not in text


def test_a_box_that_is_ticked_is_called_by_its_name_alone(client: TestClient) -> None:
    text = client.get("/events?facts_only=true").text
    assert "facts only: true" not in text and re.search(r"take away facts only\"", text)
