"""What happened: types, parties, modality, standing, dates, places and numbers."""

from collections.abc import Callable

import pytest

from dragoman.codebook.files import table
from dragoman.model.record import Event
from dragoman.reading.events.casualties import tolls
from dragoman.reading.syntax import parse
from tests.conftest import Look, read

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Kenya and Uganda signed a border treaty on Monday.", "SUPPORT", {"KEN", "UGA"}, set()),
        ("A border treaty was signed by Kenya and Uganda.", "SUPPORT", {"KEN", "UGA"}, set()),
        ("Kenya signed a trade agreement with Uganda.", "SUPPORT", {"KEN", "UGA"}, set()),
        ("Omani Foreign Minister Badr Albusaidi visited Qatar.", "CONSULT", {"OMN"}, {"QAT"}),
        ("The Omani foreign minister arrived in Doha on Monday.", "CONSULT", {"OMN"}, {"QAT"}),
        ("The Omani foreign minister met his Qatari counterpart in Muscat.", "CONSULT", {"OMN", "QAT"}, set()),
        ("Qatar and Oman held talks on gas in Muscat.", "CONSULT", {"OMN", "QAT"}, set()),
        ("France condemned Belarus for the arrests.", "ACCUSE", {"FRA"}, {"BLR"}),
        ("Belarus was condemned by France.", "ACCUSE", {"FRA"}, {"BLR"}),
        ("Japan sent food aid to Nepal.", "AID", {"JPN"}, {"NPL"}),
        ("Peru expelled the Chilean ambassador.", "SANCTION", {"PER"}, {"CHL"}),
        ("The European Union imposed sanctions on Myanmar.", "COERCE", {"IGOEUN"}, {"MMR"}),
        ("Israeli jets bombed Syrian army positions near Homs.", "ASSAULT", {"ISR"}, {"SYR"}),
        ("Syrian army positions were bombed by Israeli jets.", "ASSAULT", {"ISR"}, {"SYR"}),
        ("An Israeli air strike on a Syrian base destroyed two hangars.", "ASSAULT", {"ISR"}, {"SYR"}),
        ("Iran and Oman held a joint naval drill in the gulf.", "COOPERATE", {"IRN", "OMN"}, set()),
        ("North Korea test-fired a ballistic missile into the sea.", "MOBILIZE", {"PRK"}, set()),
        ("Russia deployed troops near the border with Georgia.", "MOBILIZE", {"RUS"}, {"GEO"}),
        ("Turkey rejected a Greek proposal on the islands.", "REJECT", {"TUR"}, {"GRC"}),
        ("Turkish police arrested four Syrian nationals in Izmir.", "COERCE", {"TUR"}, {"SYR"}),
        ("Ethiopia withdrew its troops from Somalia.", "RETREAT", {"ETH"}, {"SOM"}),
        ("Sudan lifted restrictions on trade with Chad.", "CONCEDE", {"SDN"}, {"TCD"}),
        ("Chad asked Libya to return the bodies of two soldiers.", "REQUEST", {"TCD"}, {"LBY"}),
        ("Russia threatened Finland with retaliation.", "THREATEN", {"RUS"}, {"FIN"}),
        ("Poland and Lithuania agreed to build a rail link.", "AGREE", {"POL", "LTU"}, set()),
    ],
)  # fmt: skip
def test_types_and_parties(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = look(text)
    event = found.event(kind)
    assert (found.states(event.actors), found.states(event.recipients)) == (actors, recipients)
    assert (event.modality, event.standing) == ("asserted", "reported")


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Kenya and Uganda will sign a border treaty next month.", "AGREE", "planned"),
        ("Kenya and Uganda did not sign the border treaty.", "SUPPORT", "negated"),
        ("The Omani foreign minister will visit Qatar.", "AGREE", "planned"),
        ("The Omani foreign minister failed to visit Qatar.", "CONSULT", "negated"),
        ("Ethiopia plans to withdraw its troops from Somalia.", "CONCEDE", "planned"),
        ("Russia never attacked Finland.", "ASSAULT", "negated"),
        ("The Omani foreign minister is due to visit Qatar on Friday.", "AGREE", "planned"),
    ],
)
def test_modality(look: Looker, text: str, kind: str, modality: str) -> None:
    assert look(text).event(kind).modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "If Israel attacks Syria, prices could rise.",
        "Qatar fears that Iran could attack its ports.",
        "Japan made it easier to hold drills.",
        "Peru urged Chile to attack the smugglers.",
    ],
)
def test_what_is_only_imagined_or_asked_for_is_no_assault(look: Looker, text: str) -> None:
    assert all(e.type not in ("ASSAULT", "MOBILIZE") or e.modality != "asserted" for e in look(text).record.events)


def test_an_accusation_is_a_fact_and_its_content_a_claim(look: Looker) -> None:
    found = look("The Syrian ministry accused Israel of bombing an army base.")
    accuse, assault = found.event("ACCUSE"), found.event("ASSAULT")
    assert (accuse.standing, assault.standing) == ("reported", "attributed")
    assert (found.states(assault.actors), found.states(assault.recipients)) in (({"ISR"}, {"SYR"}), ({"ISR"}, {None}))
    assert assault.according_to == (found.statement("bombing").id,)


@pytest.mark.parametrize(
    "text",
    [
        "A Turkish newspaper wrote that Greek agents had killed an Albanian banker. The Greek ministry called the report invented.",
        "Albania said that Greek agents had killed an Albanian banker. Greece denied the accusation.",
        "Albania claims that Greek agents killed an Albanian banker. Athens dismissed the claim as nonsense.",
    ],
)
def test_a_denied_claim_is_disputed(look: Looker, text: str) -> None:
    found = look(text)
    event = found.event("ASSAULT")
    assert event.standing == "disputed"
    assert event.according_to and event.disputed_by
    assert {s.id: s.kind for s in found.record.statements}[event.disputed_by[0]] == "deny"


def test_a_bare_denial_is_disputed_with_nobody_behind_it(look: Looker) -> None:
    event = look("Greece denied that its soldiers had attacked an Albanian village.").event("ASSAULT")
    assert (event.standing, event.according_to, len(event.disputed_by)) == ("disputed", (), 1)


def test_neither_confirmed_nor_denied_says_nothing(look: Looker) -> None:
    assert not look("Israel has not confirmed or denied that it attacked the Syrian base.").events("ASSAULT")


def test_no_dispute_where_neither_is_said(look: Looker) -> None:
    found = look(
        "Israel was accused by Iraq of bombing bases near Erbil. Israel has not confirmed or denied that it carried out the attack."
    )
    assert found.event("ASSAULT").standing == "attributed"


@pytest.mark.parametrize(
    "text",
    [
        "Israel was accused by Iraq of bombing bases near Erbil.",
        "Israel has been accused by Iraq of repeatedly bombing bases near Erbil.",
        "Iraq accused Israel of bombing bases near Erbil.",
    ],
)
def test_whoever_is_accused_of_a_deed_did_it(look: Looker, text: str) -> None:
    found = look(text)
    assault = found.event("ASSAULT")
    assert (found.states(assault.actors), found.states(assault.recipients)) == ({"ISR"}, {"IRQ"})


def test_hearsay(look: Looker) -> None:
    assert look("Chinese hackers allegedly attacked Taiwan.").event("ASSAULT").standing == "attributed"


def test_a_refusal_to_do_it_is_a_rejection(look: Looker) -> None:
    found = look("Turkey refused to sign the agreement with Greece.")
    assert not any(e.type == "SUPPORT" and e.modality == "asserted" for e in found.record.events)


def test_an_agentless_passive_keeps_an_unknown_actor(look: Looker) -> None:
    found = look("An Iraqi army convoy was shelled on Friday.", "2020-11-15")
    event = found.event("ASSAULT")
    assert (event.actors, found.states(event.recipients), event.date) == ((), {"IRQ"}, "2020-11-13")


def test_date_place_and_numbers(look: Looker) -> None:
    event = look("Turkish jets killed at least 14 PKK fighters and wounded six in Sulaymaniyah on Tuesday.", "2020-11-15").event("ASSAULT")
    assert (event.date, event.killed) == ("2020-11-10", "14/..")
    assert event.place is not None and event.place.country == "IRQ" and event.place.lat is not None


def test_headline_and_body_tell_one_event(look: Looker) -> None:
    text = "Kenya and Uganda sign border treaty\n\nNAIROBI (Reuters) - Kenya and Uganda signed a border treaty on Monday, ending a long quarrel."
    found = look(text)
    assert len(found.events("SUPPORT")) == 1
    assert len(found.event("SUPPORT").evidence) == 2


def test_a_headline_told_in_its_own_word_takes_in_no_other_deed(look: Looker) -> None:
    text = "Togo expels two Peruvian envoys\n\nTogo expelled two Peruvian envoys on Monday.\n\nIn 2014 Togo suspended a loan to Peru."
    found = look(text, "2019-06-11").events("SANCTION")
    assert [e.date for e in found] == ["2019-06-10", "2014"]


def test_several_events_in_a_sentence(look: Looker) -> None:
    found = look("Peru recalled its ambassador from Chile and imposed sanctions on the country's banks.")
    assert len(found.events("SANCTION")) >= 1
    found = look("France condemned Belarus and expelled the Belarusian ambassador.")
    assert {e.type for e in found.record.events} == {"ACCUSE", "SANCTION"}


@pytest.mark.parametrize(
    "text",
    [
        "England beat Iran 6-2 in their opening match.",
        "The storm killed nine people in Texas.",
        "A French chef won the prize in Lyon.",
        "The Italian painter attacked convention in his early work.",
        "Shares in the German carmaker fell sharply after the results.",
        "Brazilian coffee exports rose in the third quarter.",
        "The Spanish striker fired a shot over the bar.",
    ],
)
def test_silence_where_nothing_political_happened(look: Looker, text: str) -> None:
    assert look(text).record.events == ()


def test_boilerplate_and_repeats_tell_nothing_twice(look: Looker) -> None:
    line = "Kenya and Uganda signed a border treaty in the town of Busia on Monday."
    found = look(f"Treaty signed\n\n{line}\n\nFollow us on Twitter for Kenya and Uganda news!\n\n{line}")
    assert len(found.record.events) == 1


def test_another_language_is_kept_and_never_misread(look: Looker) -> None:
    found = look("Les ministres de la défense de l'Iran et de l'Irak ont signé dimanche à Téhéran un accord de coopération militaire.")
    assert found.record.report.language == "fr"
    assert [w.code for w in found.record.warnings] == ["not_english"]
    assert not (found.record.events or found.record.statements or found.record.actors)


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("A convoy of lorries was shelled near Homs on Friday.", "ASSAULT", None, "convoy"),
        ("Turkish police detained several suspects in Izmir.", "COERCE", "Turkish police", "several suspects"),
        ("Hundreds of prisoners rioted against the guards in Quito.", "PROTEST", "prisoners", None),
        ("Chadian soldiers rescued fishermen from the lake.", "AID", "Chadian soldiers", "fishermen"),
        ("A Spanish judge jailed six former ministers.", "COERCE", "Spanish judge", "ministers"),
    ],
)  # fmt: skip
def test_whoever_is_only_described_is_a_party(look: Looker, text: str, kind: str, actor: str | None, recipient: str | None) -> None:
    found = look(text)
    event = found.event(kind)
    names = [[found.actors[i].name for i in ids] for ids in (event.actors, event.recipients)]
    for wanted, got in zip((actor, recipient), names, strict=True):
        assert wanted is None or any(wanted in name for name in got), names


def test_ones_own_means_are_not_whom_it_is_done_to(look: Looker) -> None:
    found = look("Kenya sent 500 soldiers against the rebels in Somalia.")
    assert not any("soldiers" in found.actors[i].name for e in found.events() for i in e.recipients)


def test_the_branch_says_that_it_read_an_event(look: Looker) -> None:
    event = look("The Dutch minister pointed the finger at Rwanda.").event("ACCUSE")
    assert event.read_by == "rule: branch" and 0.4 < event.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "England attacked from the start and beat France 3-1 in Lyon.",
        "A storm battered the coast of Ireland and killed two people.",
        "The Korean phone maker launched an assault on the German market with lower prices.",
        "The Mongols sacked Baghdad in 1258 and killed the caliph.",
        "The Iranian director attacked his critics in a new film.",
    ],
)
def test_silence_where_nothing_political_happens(look: Looker, text: str) -> None:
    assert look(text).events() == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("If Iran attacks Iraq, Turkey will close the border.", "hypothetical"),
        ("Should Iran attack Iraq, the talks would end.", "hypothetical"),
        ("Had Iran attacked Iraq, the talks would have ended.", "hypothetical"),
        ("Will Iran attack Iraq this year?", "hypothetical"),
        ("Iran has never attacked Iraq since the war.", "negated"),
        ("Iran is preparing to attack Iraq.", "planned"),
    ],
)
def test_conditions_questions_and_plans(look: Looker, text: str, modality: str) -> None:
    assert look(text).event("ASSAULT").modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "Ankara accused Athens of arming Kurdish rebels, which Athens denied.",
        "Chad said Libyan troops had attacked a village near the border. Libya said that was untrue.",
        "Activists said Egyptian troops had killed ten civilians; the army denied any killing.",
    ],
)
def test_denials_that_only_point_back(look: Looker, text: str) -> None:
    assert any(e.standing == "disputed" and e.disputed_by for e in look(text).events())


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Ghana and Togo traded fire across the river on Monday.", "ASSAULT", {"GHA", "TGO"}, set()),
        ("Ghana and Togo traded threats on Monday.", "THREATEN", {"GHA", "TGO"}, set()),
        ("Ghana and Togo exchanged insults over the dam.", "ACCUSE", {"GHA", "TGO"}, set()),
        ("Laos suffered an attack by Thai gunmen on Monday.", "ASSAULT", {"THA"}, {"LAO"}),
    ],
)
def test_who_does_it_and_who_suffers_it(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    event = look(text).event(kind)
    assert found_states(look(text), event.actors) == actors
    assert found_states(look(text), event.recipients) >= recipients


def found_states(found: Look, ids: tuple[str, ...]) -> set[str]:
    return {s for s in found.states(ids) if s}


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Kenya almost signed a pact with Somalia on Monday.", "SUPPORT", "negated"),
        ("Kenya signed a pact with Somalia on Monday.", "SUPPORT", "asserted"),
        ("Kenya nearly expelled the Somali ambassador on Monday.", "SANCTION", "negated"),
    ],
)
def test_a_near_miss_has_not_happened(look: Looker, text: str, kind: str, modality: str) -> None:
    assert look(text).event(kind).modality == modality


@pytest.mark.parametrize("example", table("en/casualties")["examples"], ids=lambda e: e["text"][:40])
def test_casualties_are_counted_as_the_examples_say(example: dict[str, str]) -> None:
    counted = {t.harm: str(t.value) for sentence in parse(example["text"]).sents for t in tolls(sentence)}
    assert counted == {harm: example[harm] for harm in ("killed", "injured") if harm in example}


@pytest.mark.parametrize(
    ("text", "word", "killed", "injured"),
    [
        ("Two Ugandan soldiers were killed and four others injured on Saturday when Rwandan troops opened fire on a patrol.", "fire", 2, 4),
        ("Two Togolese officers lost their lives when Ghanaian soldiers attacked the post on Friday.", "attack", 2, None),
        (
            "Kenyan troops shelled Dobley on Friday, killing three Somali herders, after Somali militants attacked a post.",
            "attacked",
            None,
            None,
        ),
        ("Turkish jets bombed an Iraqi village on Friday. Six people were killed and nine wounded.", "bombed", 6, 9),
        ("Turkish jets bombed an Iraqi village on Friday, and eleven people were killed, the ministry said.", "bombed", 11, None),
        ("Turkish jets bombed an Iraqi village on Friday. Six people were killed there in 1998.", "bombed", None, None),
        ("Turkish jets bombed an Iraqi village on Friday. Six people were killed by Iranian guards.", "bombed", None, None),
    ],
)
def test_a_toll_belongs_to_the_blow_and_to_what_came_of_it(text: str, word: str, killed: int | None, injured: int | None) -> None:
    found = read(text, published="2020-11-15")
    told = [e for e in found.events if e.type == "ASSAULT" and any(word in text[s:t] for s, t in e.evidence)]
    assert told
    assert all((e.killed, e.injured) == (killed, injured) for e in told)


def test_an_exact_number_is_a_number_in_the_record(look: Looker) -> None:
    event = look(
        "Burundian soldiers shelled a Rwandan village on Friday, killing three farmers and wounding at least six.", "2020-11-15"
    ).event("ASSAULT")
    assert (event.killed, event.injured) == (3, "6/..")
    again = Event.model_validate(event.model_dump() | {"killed": "3"})
    assert again == event  # as records were written before


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("A Ghanaian trawler was stopped off Axim by two patrol boats of the Ivorian Navy.", "COERCE", {"CIV"}, {"GHA"}),
        ("The Chilean ambassador was called in by Peru on Friday.", "ACCUSE", {"PER"}, {"CHL"}),
        ("Estonia sent home a Belarusian diplomat in March.", "SANCTION", {"EST"}, {"BLR"}),
        ("Peru told the Chilean ambassador to leave the country within two days.", "SANCTION", {"PER"}, {"CHL"}),
        ("Peru ordered the expulsion of a Chilean diplomat.", "SANCTION", {"PER"}, {"CHL"}),
    ],
)  # fmt: skip
def test_the_clause_names_its_sides(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = look(text)
    event = found.event(kind)
    assert (found.states(event.actors), found.states(event.recipients)) == (actors, recipients)


_TWO_STATES = (
    "Peru and Chile quarrelled over a lighthouse. Peruvian fishermen said that Chilean sailors had cut their nets. "
    "Chile denied it, and the Chilean navy published a map that Peru called a forgery. "
)


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        (_TWO_STATES + "Peru recalled its ambassador for consultations.", "SANCTION", {"CHL"}),
        ("Peru recalled its ambassador for consultations.", "SANCTION", set()),  # a report on one state has no other side
        (_TWO_STATES + "Peru thanked Bolivia.", "SUPPORT", {"BOL"}),
    ],
)  # fmt: skip
def test_a_report_on_two_states_tells_whom_a_deed_concerns(look: Looker, text: str, kind: str, recipients: set[str]) -> None:
    found = look(text)
    assert found.states(found.event(kind).recipients) == recipients
