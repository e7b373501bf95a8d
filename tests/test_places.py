"""Place names, the towns they are, and the events that were there."""

import pytest

from dragoman import read
from dragoman.cleaning.passages import READ, passages
from dragoman.codebook.towns import towns
from dragoman.model.record import Record
from dragoman.reading.hits import find_hits
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound, find_places, state_of_town
from dragoman.reading.places.attach import place_of
from dragoman.reading.read import live_tokens, sentence_starts
from dragoman.reading.syntax import parse

DAY = "2020-11-15"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Geneva", "CHE"),
        ("GENEVA", "CHE"),
        ("N’Djamena", "TCD"),
        ("Zurich", "CHE"),
        ("Kiev", "UKR"),
        ("Ulan Bator", "MNG"),
        ("Paris", "FRA"),
    ],
)
def test_the_largest_town_of_a_name(name: str, country: str) -> None:
    assert towns(name)[0].country == country


@pytest.mark.parametrize("name", ["", "Nosuchtown", "zzzz", "\t", "a" * 200, "Gene", "Geneva\t"])
def test_no_town(name: str) -> None:
    assert towns(name) == () or name.strip() == "Geneva"


def test_coordinates_and_division() -> None:
    town = next(t for t in towns("Cairo") if t.country == "USA")
    assert town.admin1.startswith("US-") and -90 < town.lat < 90 and -180 < town.lon < 180


@pytest.mark.parametrize(("name", "state"), [("MANILA", "PHL"), ("Oslo", "NOR"), ("Nosuchtown", None)])
def test_state_of_a_town(name: str, state: str | None) -> None:
    assert state_of_town(name) == state


def _places(text: str) -> tuple[list[PlaceFound], Layout]:
    marked = passages(text)
    doc = parse(text, sentence_starts(text, marked))
    live = live_tokens(doc, marked, READ)
    hits = find_hits(doc, live)
    states = {h.entry.country for h in hits if h.entry.country}
    return find_places(doc, hits, states, live, marked), Layout(doc, tuple(marked))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The two signed a pact in Geneva on Friday.", "Geneva", "CHE"),
        ("The envoy toured a plant in Athens, Georgia, on Friday.", "Athens", "USA"),
        ("The envoy visited Cairo, Illinois, on Friday.", "Cairo", "USA"),
        ("The envoy visited Tbilisi, Georgia, on Friday.", "Tbilisi", "GEO"),
        ("Shells fell on the Guinean border town of Zegbela on Friday.", "Zegbela", "GIN"),
        ("Drones hit a depot at Zurqan, in the east of Jordan.", "Zurqan", "JOR"),
        ("Troops gathered near Zurqan on Friday.", "Zurqan", None),
    ],
)
def test_where_a_name_is(text: str, name: str, country: str | None) -> None:
    found = next(p for p in _places(text)[0] if p.place.name == name)
    assert found.place.country == country
    assert found.place.evidence == ((text.index(name), text.index(name) + len(name)),)


def test_a_dateline_is_a_place_of_its_own_kind() -> None:
    text = "OSLO, Nov 14 (XYZ) - Norway and Chile signed a pact on Friday.\n\nThe two had met in Lima before."
    assert [(p.place.name, p.kind) for p in _places(text)[0]] == [("OSLO", "dateline"), ("Lima", "town")]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Norway and Chile signed a pact in Geneva on Friday.", "signed", "Geneva"),
        ("Norway accused Chile of shelling a port near Arica.", "shelling", "Arica"),
        ("The treaty was signed in Lima in 1994, the minister said in Oslo on Friday.", "signed", "Lima"),
        ("Norway thanked Chile.", "thanked", None),
        ("The ministers of Guyana and Suriname met at the Sandiford Centre in Barbados on Monday.", "met", "Barbados"),
        ("DOHA, Nov 14 (QNA) -- The Mauritanian minister arrived here on Monday for talks in Bamako next week.", "arrived", "DOHA"),
        ("The drone of Yemen hit a depot in Jizan, according to Riyadh.", "hit", "Jizan"),
    ],
)
def test_which_place_is_that_of_an_event(text: str, word: str, name: str | None) -> None:
    places, layout = _places(text)
    at = place_of(next(t for t in layout.doc if t.text == word), layout, places).place
    assert (places[at].place.name if at is not None else None) == name


def test_who_acts_in_a_place_acts_there() -> None:
    record = read("Police in Peru arrested two Chilean men on Friday.", published=DAY)
    assert [e.place.country for e in record.events if e.type == "COERCE" and e.place] == ["PER"]


def _parties(record: Record, kind: str) -> set[str | None]:
    country = {a.id: a.country for a in record.actors}
    return {country[i] for e in record.events if e.type == kind for i in (*e.actors, *e.recipients)}


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("Chile and Peru signed a fishing pact in Oslo on Friday.", "SUPPORT", {"CHL", "PER"}),
        ("Chile and Norway signed a fishing pact in Oslo on Friday.", "SUPPORT", {"CHL", "NOR"}),
        ("Chilean Foreign Minister Pedro Anabalon arrived in Oslo on Friday for talks.", "CONSULT", {"CHL", "NOR"}),
        ("Georgia's governor signed a trade memorandum with Japan on Friday.", "SUPPORT", {"USA", "JPN"}),
        ("Georgia signed a trade memorandum with Japan on Friday.", "SUPPORT", {"GEO", "JPN"}),
        ("Florida lawmakers criticised Peru on Friday.", "ACCUSE", {"USA", "PER"}),
        ("New Mexico's governor criticised Mexico on Friday.", "ACCUSE", {"USA", "MEX"}),
    ],
)
def test_places_and_parties(text: str, kind: str, parties: set[str]) -> None:
    assert _parties(read(text, published=DAY), kind) == parties


@pytest.mark.parametrize(
    "text",
    [
        "The sides initialed the Agreement on Mutual Legal Assistance in Criminal Matters.",
        "Qatar, Mauritania Sign Three Documents In Security Field",
    ],
)
def test_a_name_that_goes_on_with_in_is_no_place(text: str) -> None:
    assert [p.place.name for p in _places(text)[0] if p.kind == "site"] == []


def test_a_site_after_in_is_a_place() -> None:
    assert "Nongoa" in [p.place.name for p in _places("Guinean soldiers fired at fishermen in Nongoa on Monday.")[0]]
