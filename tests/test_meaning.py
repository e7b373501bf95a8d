"""Kinds of meaning that a reader of words alone gets wrong; each with its counterpart, in which the words mean what they say."""

from collections.abc import Callable
from typing import Any

import pytest
import spacy.tokens

from dragoman.cleaning.passages import passages
from dragoman.codebook.files import table
from dragoman.codebook.gender import gender_of
from dragoman.reading.casing import as_sentences
from dragoman.reading.events.figures import figurative
from dragoman.reading.events.hearsay import by_somebody
from dragoman.reading.events.modality import ahead
from dragoman.reading.events.modality import modality as modality_of
from dragoman.reading.hits import find_hits
from dragoman.reading.repairs import repair
from dragoman.reading.syntax import parse
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Mexico stopped short of expelling the Cuban ambassador.", "negated"),
        ("Mexico decided against expelling the Cuban ambassador.", "negated"),
        ("Mexico decided on expelling the Cuban ambassador.", "asserted"),
        ("The raid prompted Mexico to recall its ambassador from Cuba.", "asserted"),
        ("Jordan to reopen embassy in Syria", "planned"),
    ],
)
def test_what_is_not_done(look: Looker, text: str, modality: str) -> None:
    assert {e.modality for e in look(text).events()} == {modality}


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Fiji's minister was expected in Tonga on Wednesday.", "expected", "planned"),
        ("Fiji's minister is due in Tonga on Wednesday.", "due", "planned"),
        ("Unrest in Tonga was set off by the killing of two Fijian fishermen.", "set", "asserted"),
        ("Fiji's minister travels to Tonga today.", "travels", "planned"),
        ("Fiji's minister travels to Tonga every year.", "travels", "asserted"),
        ("Fiji's minister travelled to Tonga today.", "travelled", "asserted"),
        ("The dispute has kept Fiji and Tonga from concluding a treaty.", "concluding", "negated"),
        ("Fiji's minister flew home from concluding a treaty with Tonga.", "concluding", "asserted"),
        ("The talks between Fiji and Tonga were called off.", "talks", "negated"),
        ("The talks between Fiji and Tonga were called useful.", "talks", "asserted"),
        ("Fiji threatened nothing.", "threatened", "negated"),
        ("Fiji threatened force.", "threatened", "asserted"),
    ],
)
def test_what_is_still_to_come_or_was_kept_from_happening(text: str, word: str, modality: str) -> None:
    token = next(t for t in parse(text) if t.text == word)
    assert ("planned" if ahead(token) else modality_of(token)) == modality


@pytest.mark.parametrize(
    ("text", "word", "whose"),
    [
        ("The guards, accused of having shot two men, kept silent.", "shot", True),
        ("The guards, proud of having shot two men, kept silent.", "shot", False),
        ("It was the sixth attack on Tonga by Suva's count.", "attack", True),
        ("It was the sixth attack on Tonga by Suva's navy.", "attack", False),
    ],
)
def test_whose_charge_or_count_tells_it(text: str, word: str, whose: bool) -> None:
    assert by_somebody(next(t for t in parse(text) if t.text == word)) == whose


@pytest.mark.parametrize("which", ["examples", "counters"])
def test_where_somebody_comes_from_says_whose_he_is_unless_he_is_moved(look: Looker, which: str) -> None:
    for text in table("en/mentions")["origin"][which]:
        groups = [a for a in look(text).record.actors if a.name.lower().split()[-1] in ("soldiers", "officials", "fishermen")]
        assert groups and {a.country for a in groups} == ({"SEN"} if which == "examples" else {None}), (text, groups)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Ghana and Togo failed to conclude a fishing agreement.", "negotiating"),
        ("Ghana and Togo have not signed a fishing agreement.", "negotiating"),
        ("Ghana and Togo have not signed the fishing agreement.", "agreed"),
    ],
)
def test_no_text_is_agreed_where_any_is_meant(look: Looker, text: str, stage: str) -> None:
    assert [a.stage for a in look(text).record.agreements] == [stage]


def test_both_do_it_who_are_joined_by_as_well_as(look: Looker) -> None:
    found = look("Argentina as well as Uruguay expelled Venezuela's ambassador.")
    assert found.states(found.event("SANCTION").actors) == {"ARG", "URY"}


def _sides(found: Look, kind: str) -> list[tuple[set[str | None], set[str | None]]]:
    return [(found.states(e.actors), found.states(e.recipients)) for e in found.events(kind)]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("The killing of four Indian soldiers by Chinese troops was condemned by Bhutan.", "ACCUSE", "BTN", "CHN"),
        ("The killing of four Indian soldiers by Chinese troops was condemned by Bhutan.", "ASSAULT", "CHN", "IND"),
        ("Chad was the victim of a Sudanese air raid on Monday.", "ASSAULT", "SDN", "TCD"),
        ("Eritrea came under attack from Ethiopia on Monday.", "ASSAULT", "ETH", "ERI"),
        ("Accused by Niger of arming rebels, Libya recalled its ambassador.", "ACCUSE", "NER", "LBY"),
        ("Israeli jets struck a Syrian depot near Homs, the Syrian army said, killing five soldiers.", "ASSAULT", "ISR", "SYR"),
        ("Iran massed tanks at the frontier, the United Nations said, threatening Azerbaijan.", "THREATEN", "IRN", "AZE"),
        ('"They shot down our helicopter," Sudanese General Omar Bashari said of the South Sudanese army.', "ASSAULT", "SSD", "SDN"),
        ('"You burned our villages," Cameroonian minister Paul Biyong told his Nigerian counterpart.', "ASSAULT", "NGA", "CMR"),
        ('"Chad shelled us," Libyan minister Omar Haftari said.', "ASSAULT", "TCD", "LBY"),
        ("PERU RECALLS ENVOY FROM CHILE", "SANCTION", "PER", "CHL"),
        ("Poland summons Belarusian envoy over border incident", "ACCUSE", "POL", "BLR"),
        ("FRANCE CONDEMNS MALI OVER ARRESTS", "ACCUSE", "FRA", "MLI"),
        ("In 1982 Argentina attacked Chile.", "ASSAULT", "ARG", "CHL"),
        ("Latvia was threatened with a boycott by Belarus.", "THREATEN", "BLR", "LVA"),
        ("Oman was handed a list of demands by Yemen on Sunday.", "REQUEST", "YEM", "OMN"),
        ("Soldiers from Guinea attacked a Liberian post.", "ASSAULT", "GIN", "LBR"),
        ("Kenya received 20 lorries from Japan.", "AID", "JPN", "KEN"),
        ("Japan sent 20 lorries to Kenya.", "AID", "JPN", "KEN"),
        ('Cambodian General Sok Vanna accused Thailand of lying. "They fired at us first," he said.', "ASSAULT", "THA", "KHM"),
        ("Iraqi PM visits Tehran", "CONSULT", "IRQ", "IRN"),
        ("Niger expels French ambassador", "SANCTION", "NER", "FRA"),
        ("Sudan army shells Chad border town", "ASSAULT", "SDN", "TCD"),
        ("Kenya bans maize imports from Tanzania", "COERCE", "KEN", "TZA"),
    ],
)
def test_who_does_it_to_whom(look: Looker, text: str, kind: str, actor: str, recipient: str) -> None:
    assert any(actor in done and recipient in to and actor not in to for done, to in _sides(look(text), kind)), look(text).events()


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("Kenya and Tanzania sign gas deal", "SUPPORT", {"KEN", "TZA"}),
        ("Leaders of Ghana and Togo sign river pact", "SUPPORT", {"GHA", "TGO"}),
        ("Algeria, Tunisia trade fire across border", "ASSAULT", {"DZA", "TUN"}),
        ("In Geneva on Tuesday, Nepal and Bhutan signed a water treaty.", "SUPPORT", {"NPL", "BTN"}),
        ("Nepal and Bhutan signed a water treaty in Vienna on Tuesday after talks that Austria had mediated.", "SUPPORT", {"NPL", "BTN"}),
        ("Norway, the Netherlands and Iceland signed a mackerel accord in Oslo.", "SUPPORT", {"NOR", "NLD", "ISL"}),
        ("Bolivia and Chile exchanged ambassadors on Tuesday after 40 years.", "SUPPORT", {"BOL", "CHL"}),
        ("Delegations from Chad and Libya agreed in Tunis to reopen a road.", "AGREE", {"TCD", "LBY"}),
        ("Togo and Benin blamed each other for the fire.", "ACCUSE", {"TGO", "BEN"}),
        ("Peru and Bolivia fired at one another on Monday.", "ASSAULT", {"PER", "BOL"}),
        ("India and Nepal exchanged angry words over the map.", "ACCUSE", {"IND", "NPL"}),
        ("Soldiers from Savannah, Georgia, trained with Estonian troops.", "COOPERATE", {"USA", "EST"}),
        ("Soldiers from Gori, Georgia, trained with Estonian troops.", "COOPERATE", {"GEO", "EST"}),
    ],
)
def test_who_does_it_together(look: Looker, text: str, kind: str, parties: set[str]) -> None:
    event = look(text).event(kind)
    assert look(text).states((*event.actors, *event.recipients)) - {None} == parties


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Congresswoman Jane Ellis of Georgia criticised Turkey on Monday.", "ACCUSE", "GEO"),
        ("Jordan Miles, an adviser to the Australian prime minister, criticised Fiji on Tuesday.", "ACCUSE", "JOR"),
        ("Egypt denounced the treaty in Rome on Tuesday.", "ACCUSE", "ITA"),
        ('Lebanese President Samir Haddad said: "They bombed our port and nobody answers for it."', "ASSAULT", None),
    ],
)
def test_who_is_no_party(look: Looker, text: str, kind: str, country: str | None) -> None:
    found = look(text)
    acting = {
        c for e in found.events(kind) for c in (found.states(e.actors) if country is None else found.states((*e.actors, *e.recipients)))
    }
    assert (country or "LBN") not in acting


@pytest.mark.parametrize(
    "text",
    [
        "No minister in Lusaka has accused Malawi of smuggling.",
        "Nobody in Vientiane has said that Laos will let foreign troops in.",
        "Guinea seized two boats in disputed waters off Sierra Leone on Monday.",
        "Rather than expel the envoy, Peru recalled its consul from Quito.",
    ],
)
def test_where_nobody_says_anything_there_is_no_statement(look: Looker, text: str) -> None:
    assert not look(text).record.statements


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Botswana has not said whether it will join the patrols with Namibia.", {"deny_comment"}),
        ("The Danish government has yet to confirm that it expelled the Belarusian attache.", {"deny_comment"}),
        ("Ecuador did not threaten Peru with sanctions.", set()),
        ("Norway said that it would close the strait.", {"assert", "promise", "announce"}),
        ("Turkey rejected a Greek proposal on the islands.", {"assert"}),
        ("Turkey rejected the Greek accusation.", {"deny"}),
    ],
)
def test_what_is_withheld_or_refused_is_not_said(look: Looker, text: str, kinds: set[str]) -> None:
    assert {s.kind for s in look(text).record.statements} <= kinds


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ('Peruvian President Rosa Quispe met Bolivian President Hugo Mamani. "We will share it," he said.', "share it", "Hugo Mamani"),
        (
            "Spanish minister Ana Soto met her Latvian counterpart, Janis Ozols, in Riga. He said that it was late.",
            "it was late",
            "Janis Ozols",
        ),
        (
            "The Omani minister asked both sides to hold fire and promised to send monitors.",
            "send monitors",
            "Omani minister",
        ),
    ],
)
def test_who_says_it(look: Looker, text: str, content: str, speaker: str) -> None:
    found = look(text)
    assert found.speaker(found.statement(content)) == speaker


def test_an_inner_quotation_ends_at_its_mark(look: Looker) -> None:
    found = look("\"The Omani envoy told us, 'The port is yours,' and we believed him,\" Hadi said on Monday.")
    assert found.words(found.statement("The port is yours").content).strip("',") == "The port is yours"


@pytest.mark.parametrize(
    "text", ["Sudan denied that its soldiers had burned a Chadian market.", "Sudan denied attacking the Chadian convoy."]
)
def test_what_is_denied_is_disputed(look: Looker, text: str) -> None:
    found = look(text)
    event = found.event("ASSAULT")
    assert (event.standing, event.according_to) == ("disputed", ()) and event.disputed_by


@pytest.mark.parametrize(
    "text",
    [
        "Thai stocks and the baht rallied on Tuesday, and the dollar retreated.",
        "During the drill, Finnish soldiers playing the enemy seized a Swedish airfield.",
        "Morocco sank Spain in the shoot-out in Doha after the goalkeeper saved twice.",
    ],
)
def test_figures_of_speech_tell_no_force(look: Looker, text: str) -> None:
    assert not [e for e in look(text).events() if e.type in ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")]


_FIGURES: list[dict[str, Any]] = table("figures")["figure"]


@pytest.mark.parametrize("figure", _FIGURES, ids=lambda f: f["example"])
def test_every_figure_has_an_example_and_a_counter_example(figure: dict[str, Any]) -> None:
    def told(sentence: str) -> list[bool]:
        doc = parse(sentence)
        return [figurative(t, "ASSAULT") for t in doc if t.lemma_.lower() in figure["verbs"] and t.pos_ == "VERB"]

    assert any(told(figure["example"])) and not any(told(figure["counter"]))


def _mended(text: str) -> spacy.tokens.Doc:
    doc = parse(text)
    repair(doc, find_hits(doc, frozenset(range(len(doc)))))
    return doc


@pytest.mark.parametrize(
    ("text", "word", "relation", "head"),
    [
        ("In 1974 Turkey invaded Cyprus.", "Turkey", "nsubj", "invaded"),
        ("On Monday in Kampala, Kenya and Somalia signed a treaty.", "Kenya", "nsubj", "signed"),
        ("Brazil and Paraguay sign dam accord", "accord", "dobj", "sign"),
        ("Turkey summons Swedish envoy over protest", "envoy", "dobj", "summons"),
        ("Condemned by Algeria and bombed by Mali, the Tuareg rebels withdrew.", "withdrew", "ROOT", "withdrew"),
        ("The expulsion of two Czech diplomats by Russia was condemned.", "by", "prep", "expulsion"),
        ("Mali urged both sides to meet and offered to send observers.", "offered", "conj", "urged"),
    ],
)
def test_trees_are_mended(text: str, word: str, relation: str, head: str) -> None:
    token = next(t for t in _mended(text) if t.text == word)
    assert (token.dep_, token.head.text) == (relation, head)


@pytest.mark.parametrize(
    "text", ["Kenya and Somalia signed a treaty in Kampala.", "India and China border talks resume.", "Iran talks falter"]
)
def test_trees_that_are_right_stay_as_they_are(text: str) -> None:
    assert [(t.dep_, t.head.i) for t in _mended(text)] == [(t.dep_, t.head.i) for t in parse(text)]


def test_repairs_never_close_a_circle() -> None:
    """ "agree" hangs under "draft", and "Uganda" was to hang under "agree", under which "draft" stands by way of "Uganda"."""
    doc = _mended("Uganda, South Sudan agree draft of border pact")
    assert all(t.sent.root in (t, *t.ancestors) for t in doc)


def test_a_line_in_capitals_is_read_as_a_sentence() -> None:
    text = "KENYA ARRESTS MINISTER KAMAU IN NAIROBI\n\nKenyan police held the man, Kamau, on Monday."
    assert as_sentences(text, passages(text)).split("\n")[0] == "Kenya arrests Minister Kamau in Nairobi"
    assert as_sentences("NATO and the EU met.", passages("NATO and the EU met.")) == "NATO and the EU met."


@pytest.mark.parametrize(
    ("name", "offices", "gender"),
    [
        ("Anna Berg", (), "she"),
        ("Matti Laine", (), "he"),
        ("Kim Berg", (), None),
        ("Kim Berg", ("spokeswoman",), "she"),
        ("", ("king",), "he"),
    ],
)
def test_names_and_offices_of_men_and_women(name: str, offices: tuple[str, ...], gender: str | None) -> None:
    assert gender_of(name, offices) == gender
