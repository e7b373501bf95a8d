"""The figures of coded reports, each moved by one deliberate miss."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation.field import score_field, score_pairs
from dragoman.evaluation.field.matching import close, overlap, pair_up, same_name
from dragoman.evaluation.gold import GoldError, GoldReport
from dragoman.intake import Source
from dragoman.model.record import Record

HEAD = "Chad and Mali sign pact"
SAID = "Minister Idriss Sako said the talks went well."
SIGNED = "Chad signed a border pact with Mali in Bamako on 3 May 2021."
AFTER = "They had lasted for two long days at the river."
ALERT = "Sign up for our alerts."
TEXT = f"{HEAD}\n\n{SIGNED} {SAID} {AFTER}\n\n{ALERT}"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


GOLD: dict[str, Any] = {
    "report": {"published": "2021-05-04"},
    "header": {"title": HEAD},
    "boilerplate": [ALERT],
    "statements": [
        {
            "speaker": "Idriss Sako",
            "country": "TCD",
            "kind": "assert",
            "spans": {"content_text": [at("the talks went well")], "cue": at("said")},
        }
    ],
    "events": [
        {
            "type": ["AGREE"],
            "actor": ["TCD"],
            "recipient": ["MLI"],
            "status": "actual",
            "date": "2021-05-03",
            "modality": "asserted",
            "standing": "reported",
            "place": {"name": "Bamako"},
            "killed": 2,
            "spans": {"evidence": [at(SIGNED)]},
        }
    ],
    "acceptable": [],
    "false_fact": [{"type": "ASSAULT", "actor": "TCD"}],
    "people": [{"name": "Idriss Sako", "country": "TCD", "office": "minister", "spans": [at("Minister Idriss Sako")]}],
    "organizations": [],
    "agreements": [
        {
            "parties": ["TCD", "MLI"],
            "stage": "signed",
            "areas": ["border_security"],
            "name": "border pact",
            "history": [{"stage": "signed", "date": "2021-05-03"}],
            "signatories": ["Idriss Sako"],
            "spans": {"evidence": at(SIGNED)},
        }
    ],
}
EVENT: dict[str, Any] = {
    "id": "e1",
    "type": "AGREE",
    "quad": "verbal_cooperation",
    "actors": ["a1"],
    "recipients": ["a2"],
    "date": "2021-05-03",
    "place": {"name": "Bamako", "source": "gazetteer"},
    "modality": "asserted",
    "standing": "reported",
    "killed": 2,
    "evidence": [at("signed")],
    "read_by": "rules",
    "confidence": 1,
}
RECORD: dict[str, Any] = {
    "version": "0",
    "report": {"id": "r", "origin": "r", "text": TEXT, "title": HEAD},
    "passages": [{"kind": "boilerplate", "start": at(ALERT)[0], "end": at(ALERT)[1]}],
    "actors": [
        {"id": "a1", "name": "Chad", "kind": "government", "country": "TCD", "code": "TCD"},
        {"id": "a2", "name": "Mali", "kind": "government", "country": "MLI", "code": "MLI"},
        {
            "id": "a3",
            "name": "Idriss Sako",
            "kind": "person",
            "country": "TCD",
            "roles": [{"title": "Minister", "office": "minister", "country": "TCD", "status": "current", "evidence": [at("Minister")]}],
            "mentions": [at("Idriss Sako")],
        },
    ],
    "statements": [
        {
            "id": "s1",
            "speaker": "a3",
            "speaker_span": [at("Idriss Sako")],
            "kind": "assert",
            "quote": "indirect",
            "cue": [at("said")],
            "content": [at("the talks went well")],
            "read_by": "rules",
            "confidence": 1,
        }
    ],
    "events": [EVENT],
    "agreements": [
        {
            "id": "g1",
            "name": "border pact",
            "parties": ["a1", "a2"],
            "instrument": "pact",
            "stage": "signed",
            "stage_history": [{"stage": "signed", "date": "2021-05-03", "evidence": [at("signed")]}],
            "areas": [{"area": "border_security", "evidence": [at("border")]}],
            "signatories": ["a3"],
            "standing": "reported",
            "evidence": [at("border pact")],
        }
    ],
}
COUNTS = {"facts_per_report": 1, "unsupported_per_report": 0, "false_facts": 0, "trapped": 0, "bad_spans": 0}


def scored(record: dict[str, Any], gold: dict[str, Any] = GOLD) -> dict[str, float]:
    read = Record.model_validate_json(json.dumps(record))
    return score_pairs([(GoldReport(Source(text=TEXT, origin="r"), gold), read, read)])[0]


def changed(part: str, **values: Any) -> dict[str, Any]:
    """The record, with other values in the last of its items of one sort."""
    items = RECORD[part]
    return RECORD | {part: [*items[:-1], items[-1] | values]}


def test_a_record_that_is_right() -> None:
    figures = scored(RECORD)
    assert {n: v for n, v in figures.items() if n not in COUNTS and v != 100} == {}
    assert {n: figures[n] for n in COUNTS} == COUNTS
    assert "repeats" not in figures and "nested" not in figures, "what no report has gives no figure"


@pytest.mark.parametrize(
    ("part", "values", "moved"),
    [
        ("events", {"type": "AID"}, {"events", "events_found", "event_precision", "dates", "places", "casualties"}),
        ("events", {"modality": "planned"}, {"events", "modality"}),
        ("events", {"standing": "disputed"}, {"events", "standing"}),
        ("events", {"date": "2021-05-02"}, {"dates"}),
        ("events", {"killed": 3}, {"casualties"}),
        ("events", {"place": {"name": "Gao", "source": "gazetteer"}}, {"places"}),
        ("events", {"recipients": ["a1"]}, {"events", "events_found", "event_precision", "dates", "places", "casualties"}),
        ("events", {"evidence": [at(ALERT)]}, {"events", "events_found", "event_precision", "dates", "places", "casualties"}),
        ("statements", {"content": [at("well")]}, {"statements", "contents"}),
        ("statements", {"speaker": None, "speaker_span": []}, {"statements", "speaker_country"}),
        ("statements", {"kind": "deny"}, {"kinds"}),
        ("statements", {"content": [at(ALERT)], "cue": []}, {"statements", "contents", "statement_precision"}),
        ("actors", {"country": "MLI"}, {"people", "offices", "speaker_country"}),
        ("actors", {"roles": []}, {"offices"}),
        ("actors", {"mentions": [at(HEAD)]}, {"mentions"}),
        ("agreements", {"parties": ["a1"]}, {"agreements", "stages", "history", "areas", "signatories", "agreement_precision"}),
        ("agreements", {"stage": "drafted"}, {"stages"}),
        ("agreements", {"stage_history": []}, {"history"}),
        ("agreements", {"areas": [{"area": "training", "evidence": [at("border")]}]}, {"areas", "area_precision"}),
        ("agreements", {"signatories": ["a1"]}, {"signatories"}),
        ("passages", {"kind": "body"}, {"boilerplate"}),
        ("passages", {"start": 0}, {"body"}),
    ],
)
def test_a_miss_moves_its_own_figures(part: str, values: dict[str, Any], moved: set[str]) -> None:
    figures = scored(changed(part, **values))
    low = {n for n, v in figures.items() if n not in COUNTS and v < 100}
    assert low - {"event_f1"} == moved


def test_a_header_that_is_not_read() -> None:
    assert scored(RECORD | {"report": RECORD["report"] | {"title": None}})["header"] == 0


def test_one_gold_item_takes_one_event() -> None:
    twice = RECORD | {"events": [EVENT, EVENT | {"id": "e2"}]}
    none = {"type": ["AID"], "actor": ["TCD"], "recipient": ["MLI"], "status": "actual"}
    figures = scored(twice, GOLD | {"events": [*GOLD["events"], none]})
    assert figures["events"] == 50 and figures["event_precision"] == 100


def test_claims_stored_as_facts_and_traps() -> None:
    claim = GOLD["events"][0] | {"status": "planned"}
    assert scored(RECORD, GOLD | {"events": [claim]})["false_facts"] == 1
    assert scored(RECORD, GOLD | {"false_fact": [{"type": "AGREE", "actor": "TCD"}]})["trapped"] == 1


def test_a_person_whom_no_coder_knows_and_an_organisation_not_read() -> None:
    gold = GOLD | {"people": [], "organizations": [{"name": "Alerts", "spans": [at(ALERT)]}]}
    figures = scored(RECORD, gold)
    assert (figures["people_precision"], figures["organizations"]) == (0, 0)


def test_matching() -> None:
    assert close([(0, 5)], [(64, 70)]) and not close([(0, 5)], [(65, 70)])
    assert overlap([(0, 4)], [(2, 6)]) == pytest.approx(1 / 3)
    assert same_name("Omar al-Sako", "Minister Sako") and not same_name("Omar al-Sako", "al Omar")
    assert pair_up({(0, 0): 1, (1, 0): 2, (0, 1): 1, (1, 1): 2}) == {1: 0, 0: 1}


def test_a_slice_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="begins with 'zz'"):
        score_field(tmp_path, "zz")
