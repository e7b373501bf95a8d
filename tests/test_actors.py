"""Who is who: names, offices, states, and what later words stand for."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from dragoman.reading.actors import make_actors
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.mentions import Mention
from dragoman.reading.syntax import parse
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "name", "country", "office"),
    [
        ("Iraqi Defense Minister Juma Saadoun arrived in Oslo on Monday.", "Juma Saadoun", "IRQ", "defense minister"),
        ("Kenya's foreign minister, Alfred Mutua, met reporters.", "Alfred Mutua", "KEN", "foreign minister"),
        ("Nadia Calvino, the Spanish economy minister, said trade would grow.", "Nadia Calvino", "ESP", "economy minister"),
        ("Chief of Staff of the Jordanian Armed Forces Major General Yousef Huneiti visited the border.", "Yousef Huneiti", "JOR", "chief of staff of armed forces"),
        ("Norway's navy chief, Rear Admiral Rune Andersen, said ships had sailed.", "Rune Andersen", "NOR", "navy chief"),
        ("The speaker of the Georgian parliament, Shalva Papuashvili, spoke in Batumi.", "Shalva Papuashvili", "GEO", "speaker of parliament"),
        ("Egypt's ambassador to Kenya, Wael Attiya, was summoned.", "Wael Attiya", "EGY", "ambassador to"),
        ("NATO Secretary General Jens Stoltenberg welcomed the vote.", "Jens Stoltenberg", None, "secretary general"),
        ("Foreign Minister Sergei Lavrov will visit Ankara.", "Sergei Lavrov", "RUS", "foreign minister"),
    ],
)  # fmt: skip
def test_people_with_office_and_state(look: Looker, text: str, name: str, country: str | None, office: str) -> None:
    found = look(text).actor(name)
    assert (found.kind, found.country) == ("person", country)
    assert any(office in r.office for r in found.roles)


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Former Iranian foreign minister Ali Akbar Salehi spoke.", "Salehi", "former"),
        ("Israel's acting foreign minister, Gabi Levin, spoke.", "Levin", "acting"),
        ("The then Iraqi interior minister Jawad Bolani visited Ankara.", "Bolani", "former"),
        ("Polish Prime Minister Donald Tusk spoke.", "Tusk", "current"),
    ],
)
def test_role_status(look: Looker, text: str, name: str, status: str) -> None:
    assert [r.status for r in look(text).actor(name).roles] == [status]


def test_a_counterpart_holds_the_same_office_in_the_other_state(look: Looker) -> None:
    found = look("Jordanian Interior Minister Mazen Faraya received his Syrian counterpart, Anas Khattab, in Amman.").actor("Khattab")
    assert found.country == "SYR" and [r.office for r in found.roles] == ["interior minister"]


def test_an_unnamed_counterpart(look: Looker) -> None:
    found = [
        a
        for a in look("The Italian defence minister, Guido Crosetto, received his Serbian counterpart.").record.actors
        if a.country == "SRB"
    ]
    assert [(a.kind, a.named) for a in found if a.kind == "office"] == [("office", False)]


@pytest.mark.parametrize(
    "later",
    ["Saadoun said it was late.", "The minister said it was late.", "The Iraqi minister said it was late.", "He said it was late."],
)
def test_later_mentions_stand_for_the_same_person(look: Looker, later: str) -> None:
    found = look(f"Iraqi Defense Minister Juma Saadoun arrived in Oslo on Monday. {later}")
    assert found.speaker(found.statement("it was late")) == "Juma Saadoun"


def test_two_ministers_of_one_office_stay_apart(look: Looker) -> None:
    text = "Iraqi Defense Minister Juma Saadoun met Iranian Defense Minister Amir Hatami. The Iranian defense minister said the talks were useful."
    found = look(text)
    assert found.speaker(found.statement("talks were useful")) == "Amir Hatami"


def test_the_two_countries(look: Looker) -> None:
    found = look("Kenya and Uganda have quarrelled for years. The two countries signed an agreement on border security on Monday.")
    assert found.states(found.event("SUPPORT").actors) == {"KEN", "UGA"}


@pytest.mark.parametrize(
    ("text", "government"),
    [
        ("Tehran said it would answer.", True),
        ("Ankara's demands were refused by Damascus.", True),
        ("The singer arrived in Tehran on Monday.", False),
        ("The talks were held in Tehran.", False),
    ],
)
def test_a_capital_is_a_government_or_a_place(look: Looker, text: str, government: bool) -> None:
    found = look(text)
    acting = any(i for s in found.record.statements for i in (s.speaker,) if i) or bool(found.record.events)
    assert acting is government


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The Iraqi army attacked Islamic State positions near Mosul.", "Iraqi army", "IRQMIL"),
        ("Iran's parliament condemned the United States.", "parliament", "IRNLEG"),
        ("The Taliban attacked Pakistani soldiers.", "Taliban", "AFGTAL"),
        ("The United Nations condemned Myanmar.", "United Nations", "IGOUNO"),
        ("Turkish police arrested Russian nationals.", "Turkish police", "TURCOP"),
        ("The Kremlin accused Ukraine of shelling a village.", "Russia", "RUS"),
    ],
)
def test_codes(look: Looker, text: str, name: str, code: str) -> None:
    assert look(text).actor(name).code == code


def test_a_security_council_of_a_state_is_not_the_united_nations(look: Looker) -> None:
    found = look("Ali Larijani, the secretary of Iran's Supreme National Security Council, criticized Israel.")
    assert all(a.code != "IGOUNO" for a in found.record.actors)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("convoy of", "convoy"),
        ("of", "35 of its soldiers"),
        ("35", "35 of its soldiers"),
        ("Office of the", "Office"),
        ("Bank of Peru", "Bank of Peru"),
    ],
)
def test_no_actor_is_called_by_a_preposition_or_a_number(name: str, shown: str) -> None:
    doc = parse("Mali freed 35 of its soldiers on Monday.")
    context = SimpleNamespace(doc=doc, dictionary=None)
    cast = Cast(context, [])  # type: ignore[arg-type]
    entity = cast.add(Entity(0, "group", name))
    cast.place(Mention(2, 4, 2, "party", "group"), entity)
    (actor,) = make_actors(cast, {0})[0]
    assert actor.name == shown
