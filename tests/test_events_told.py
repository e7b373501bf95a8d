"""What stands over an event and beside it: supposed, planned and refused deeds, whose word they are, and sides turned round."""

from collections.abc import Callable

import pytest

from dragoman.codebook.files import table
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Suppose that a Moroccan coastguard cutter seizes a Spanish trawler.", "COERCE", "hypothetical"),
        ("Officials said that a Moroccan coastguard cutter seized a Spanish trawler.", "COERCE", "asserted"),
        ("A second scenario sees Peru seize a Chilean trawler.", "COERCE", "hypothetical"),
        ("The likeliest outcome is that Sudan's army seizes the Chadian border posts.", "COERCE", "hypothetical"),
        ("The outcome was that Sudan's army seized the Chadian border posts.", "COERCE", "asserted"),
        ("Latvia's minister said he would ask his Estonian counterpart to join the ban.", "REQUEST", "planned"),
        ("Taiwan's foreign minister said that he would visit Tuvalu in November.", "AGREE", "planned"),
        ("Indonesia would not accept Malaysia's proposal on the strait.", "REJECT", "asserted"),
        ("The Kenyan army was unable to confirm a report that Somali soldiers had fired on Kenyan guards.", "ASSAULT", "asserted"),
        ("No shots were fired by Somali soldiers at Kenyan guards.", "ASSAULT", "negated"),
        ("Hungary said it would not take part in Romania's exercise.", "REJECT", "asserted"),
        ("Chile's minister would not name the diplomats but rejects Bolivia's demand.", "REJECT", "asserted"),
        ("Chile's minister did not reject Bolivia's demand.", "REJECT", "negated"),
        ("Both delegations met to carry out the protocol signed by Chile and Bolivia in Lima.", "SUPPORT", "asserted"),
        ("If Ethiopia shells the town, Sudan will close the border.", "ASSAULT", "hypothetical"),
    ],
)
def test_what_is_supposed_planned_or_refused(look: Looker, text: str, kind: str, modality: str) -> None:
    assert look(text).event(kind).modality == modality


def test_what_depends_on_something_is_no_plan(look: Looker) -> None:
    found = look("The opposition said France would send troops to Niger only if asked.")
    assert all(e.modality != "planned" for e in found.events("AID") + found.events("MOBILIZE"))


@pytest.mark.parametrize(("published", "kind", "modality"), [("2019-05-10", "AGREE", "planned"), ("2019-06-30", "CONSULT", "asserted")])
def test_the_present_of_a_day_after_the_report_is_planned(look: Looker, published: str, kind: str, modality: str) -> None:
    event = look("Kenya's president visits Malawi on 20 June 2019.", published).event(kind)
    assert event.modality == modality


@pytest.mark.parametrize(
    ("text", "kind", "standing"),
    [
        ("Italy's Foreign Ministry said it respected Slovenia's decision.", "SUPPORT", "reported"),
        ("Italy's Foreign Ministry said it had respected Slovenia's decision.", "SUPPORT", "attributed"),
        ("Egypt's army dismissed as false a claim by the government in Tripoli that Libya's forces had shot down an Egyptian helicopter.", "ASSAULT", "disputed"),
        ("Egypt's army repeated a claim by the government in Tripoli that Libya's forces had shot down an Egyptian helicopter.", "ASSAULT", "attributed"),
        ("Peru's minister said the Chilean ambassador had been summoned that morning and asked to pass on Peru's demand.", "REQUEST", "attributed"),
        ("Japan said it would expel eight Russian diplomats if the raids went on.", "THREATEN", "reported"),
        ("Newspapers said Japan would expel eight Russian diplomats if the raids went on.", "SANCTION", "attributed"),
        ("Norway's minister called in the Swedish ambassador and asked him to convey Norway's demand.", "REQUEST", "reported"),
        ("It will be recalled that Togo and Benin signed an accord on fishing in Lomé in 2015.", "SUPPORT", "reported"),
        ("The minister recalled that Togo and Benin signed an accord on fishing in Lomé in 2015.", "SUPPORT", "attributed"),
        ("The European Union urged Sudan and Chad to keep the ceasefire signed in Juba in May.", "SUPPORT", "reported"),
        ("The European Union said Sudan and Chad had kept the ceasefire signed in Juba in May.", "SUPPORT", "attributed"),
        ("The African Union condemned the attack by Sudanese troops on the Ethiopian post.", "ASSAULT", "attributed"),
        ("Armenian troops shelled an Azerbaijani post on Monday, Azerbaijan's army said, a charge that Yerevan rejects.", "ASSAULT", "disputed"),
        ("Armenian troops shelled an Azerbaijani post on Monday, Azerbaijan's army said, a charge that Yerevan is studying.", "ASSAULT", "attributed"),
        ("Hungary said it would not take part in Romania's exercise.", "REJECT", "reported"),
        ("The deputy minister reaffirmed Estonia's readiness to train Georgian officers.", "AGREE", "reported"),
    ],
)  # fmt: skip
def test_whose_word_it_is(look: Looker, text: str, kind: str, standing: str) -> None:
    assert look(text).event(kind).standing == standing


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Malawian ferry held at Itungi: Lilongwe demands an apology from Dodoma", "REQUEST", {"MWI"}, {"TZA"}),
        ("Guyana's foreign minister announced that Guyana was recalling its ambassador in Suriname.", "SANCTION", {"GUY"}, {"SUR"}),
        ("Zambia denied that lorries of the Malawian army had been turned back at Mwami.", "COERCE", {"ZMB"}, {"MWI"}),
    ],
)
def test_sides_that_the_words_name(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = look(text)
    event = found.event(kind)
    assert (found.states(event.actors), found.states(event.recipients)) == (actors, recipients)


_QUARREL = "Ambassadors of Armenia and Azerbaijan met. Armenia protested to Azerbaijan. Azerbaijan protested to Armenia. "


@pytest.mark.parametrize(
    ("text", "kind", "states"),
    [
        (_QUARREL + "Azerbaijan's guards opened fire on Tuesday.", "ASSAULT", {"ARM"}),
        ("Azerbaijan's guards opened fire on Tuesday.", "ASSAULT", set()),
    ],
)
def test_whom_a_shot_is_fired_at_is_understood(look: Looker, text: str, kind: str, states: set[str]) -> None:
    found = look(text)
    assert found.states(found.event(kind).recipients) == states


def test_a_document_does_nothing(look: Looker) -> None:
    assert not look("Spain and Ecuador signed a pact. The text set out the terms of the stay of Spanish troops in Ecuador.").events("AGREE")
    assert look("Spain and Ecuador set out to sign a pact next month.").events("AGREE")


def test_what_is_only_imagined_is_told_as_such(look: Looker) -> None:
    assert look("Next week Mali may close its border with Senegal.").event("COERCE").modality == "hypothetical"


@pytest.mark.parametrize("which", ["example", "counter"])
def test_whoever_gives_acts(look: Looker, which: str) -> None:
    told = table("events")["receiving"][which]
    found = look(told["text"])
    event = found.event("AID")
    assert (found.states(event.actors), found.states(event.recipients)) == ({told["gives"]}, {told["gets"]})


def test_how_a_reporter_came_by_words_is_no_dealing(look: Looker) -> None:
    listed = table("events")["reporting"]
    assert not look(listed["example"]["text"]).events(listed["example"]["none"])
    assert look(listed["counter"]["text"]).events(listed["counter"]["kind"])


@pytest.mark.parametrize(
    "text",
    [
        "KHARTOUM, May 3, 2020 -- Sudan and Eritrea signed the Transit Agreement in Khartoum on Monday.",
        "MANILA, May 3, 2020 -- The Philippines and Australia signed the Visiting Forces Agreement on Monday.",
    ],
)
def test_what_is_signed_is_no_party(look: Looker, text: str) -> None:
    found = look(text)
    event = found.event("SUPPORT")
    assert {a.kind for a in found.record.actors if a.id in (*event.actors, *event.recipients)} == {"government"}


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Ghana gave notice in May that it was leaving the pact with Togo.", "SANCTION", "GHA", "TGO"),
        ("Lima served notice on Bolivia that it is pulling out of the treaty.", "SANCTION", "PER", "BOL"),
        ("Ghana suspended the effect of its notification to Togo for nine months.", "CONCEDE", "GHA", "TGO"),
        ("Ghana took back the notice by which it meant to leave the pact with Togo.", "CONCEDE", "GHA", "TGO"),
        ("Ghana gave in to Togo.", "CONCEDE", "GHA", "TGO"),
        ("A Gabonese patrol boat held an Equatorial Guinean survey vessel for two days.", "COERCE", "GAB", "GNQ"),
        ("Cameroon blamed CAR troops for the raid.", "ACCUSE", "CMR", "CAF"),
    ],
)
def test_a_notice_to_leave_is_no_giving_in(look: Looker, text: str, kind: str, actor: str, recipient: str) -> None:
    found = look(text)
    event = found.event(kind)
    assert actor in found.states(event.actors) and recipient in found.states(event.recipients)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ghana gave Togo notice of a joint exercise.", "SANCTION"),
        ("Ghana gave notice in May that it was leaving the pact with Togo.", "CONCEDE"),
        ("Gabon held talks with Equatorial Guinea.", "COERCE"),
        ("CAR BOMB kills two in Chad, Libya says.", "ACCUSE"),
    ],
)
def test_what_only_sounds_like_it(look: Looker, text: str, kind: str) -> None:
    assert not look(text).events(kind)
