"""The compact form of the training corpus: marks, strings, conversion, checks, reading."""

from pathlib import Path

import pytest
from training.corpus import build
from training.corpus.agreement import SECOND, Balance, alpha, coded_twice, compare, f1, table
from training.corpus.convert import gold
from training.corpus.form import parse
from training.corpus.locate import FormError, find, number_of
from training.corpus.marks import unmark
from training.corpus.reading import reports
from training.corpus.review import misdated, uncoded
from training.corpus.validate import faults, overlooked

SOURCE = """\
outlet: Harbour Wire
published: 2021-05-06
origin: harbourwire.example
genre: agency short
---
HARBOUR, May 6 -- Foreign Minister [a:Ana Prieto] and [b:[a:her] Omani counterpart] signed a protocol on Thursday. [a:She] said Oman had asked for it [once]. "[o:The navy] shelled nobody," [b:the Omani] said. He left.
---
H dateline: HARBOUR
P a | Ana Prieto | URY | Minister of Foreign Affairs | Foreign Minister
U b | Omani foreign minister | OMN | Minister of Foreign Affairs | Omani counterpart
O o | navy | OMN
L HARBOUR URY
S1 a claim | said | Oman had asked for it
S2 b deny | said | "The navy ~ nobody,"
E SUPPORT URY <> OMN | signed a protocol on Thursday | signed | Ana Prieto ; her Omani counterpart | d:2021-05-06 p:HARBOUR
E REQUEST OMN > URY | Oman had asked for it | asked | Oman | @S1
E ASSAULT OMN > - | The navy shelled nobody | shelled | @o | negated !S2
A URY,OMN signed protocol | a protocol | signed a protocol | | signed 2021-05-06 signed a protocol | by:a p:HARBOUR
"""


def source(folder: Path, words: str = SOURCE) -> Path:
    path = folder / "y01_protocol.txt"
    path.write_text(words, encoding="utf8")
    return path


def test_marks_nest_and_leave_other_brackets() -> None:
    marked = unmark(r"[a,b:They] met [c:[a:his] guest] [sic\] now")
    assert marked.text == "They met his guest [sic] now"
    assert marked.spans == {"a": [(0, 4), (9, 12)], "b": [(0, 4)], "c": [(9, 18)]}
    with pytest.raises(FormError, match="not closed"):
        unmark("[a:open")


def test_strings_are_found_by_number_range_and_nearness() -> None:
    text = "he saw the hen; he ran. Then he ate and he slept"
    assert find(text, "he#3") == (29, 31)
    assert number_of(text, (29, 31)) == 3
    assert find(text, "Then ~ ate") == (24, 35)
    assert find(text, "he", near=(40, 48)) == (40, 42)
    assert find(text, "he", near=(0, 48), inside=(24, 35)) == (29, 31)
    with pytest.raises(FormError, match="stands 4 times"):
        find(text, "he")
    with pytest.raises(FormError, match="not in the text"):
        find(text, "cow")


def test_a_source_becomes_a_gold(tmp_path: Path) -> None:
    read = parse(source(tmp_path))
    coded = gold(read)
    assert faults(read.text, coded) == []
    person = coded["people"][0]
    assert [m[0] for m in person["mentions"]] == ["Ana Prieto", "her", "She"]
    assert person["office_text"] == [["Foreign Minister", 1]]
    assert coded["people_unnamed"][0]["mentions"] == [["her Omani counterpart", 1], ["the Omani", 1]]
    claim, denial = coded["statements"]
    assert (claim["speaker_text"], claim["cue"], claim["quote"]) == ("She", "said", "indirect")
    assert (denial["speaker_text"], denial["content_text"], denial["quote"]) == ("the Omani", ['"The navy shelled nobody,"'], "direct")
    signing, asking, shelling = coded["events"]
    assert (signing["actor"], signing["recipient"], signing["status"]) == (["URY", "OMN"], ["OMN", "URY"], "actual")
    assert signing["place"] == {"name": "HARBOUR", "country": "URY"}
    assert (asking["standing"], asking["according_to"], asking["status"]) == ("attributed", [0], "alleged")
    assert (shelling["modality"], shelling["standing"], shelling["disputed_by"], shelling["actor_text"]) == (
        "negated",
        "disputed",
        [1],
        ["The navy"],
    )
    assert coded["agreements"][0]["date"] == "2021-05-06"
    assert coded["agreements"][0]["signatories"] == ["Ana Prieto"]


def test_a_pronoun_without_a_mark_is_hinted_at(tmp_path: Path) -> None:
    read = parse(source(tmp_path))
    assert len(overlooked(read, gold(read))) == 1


def test_review_lists_what_nothing_is_coded_in_and_wrong_weekdays(tmp_path: Path) -> None:
    wrong = SOURCE.replace("d:2021-05-06 p", "d:2021-05-07 p").replace("He left.", "He left the quay without a word to anybody.")
    read, coded = build.built(source(tmp_path, wrong))
    assert list(uncoded(read, coded)) == ["nothing coded in: He left the quay without a word to anybody."]
    assert [hint.split(":")[0] for hint in misdated(coded)] == ["Thursday, dated 2021-05-07"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| signed | Ana", "| sang | Ana", "not in the text: 'sang'"),
        ("@S1", "@S9", "no statement S9"),
        ("E ASSAULT", "E STRIKE", "'STRIKE' is not one of"),
        ("d:2021-05-06 p", "d:6/5/2021 p", "is no date"),
        ("S1 a claim", "S1 x claim", "no person or organisation x"),
        ("[o:The navy]", "[q:The navy]", "marked and not declared"),
    ],
)
def test_what_is_wrong_is_refused_and_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(FormError, match=message):
        build.built(source(tmp_path, SOURCE.replace(old, new, 1)))


def test_what_is_built_is_read_again(tmp_path: Path) -> None:
    path = source(tmp_path)
    read, coded = build.built(path)
    build.write(read, coded, tmp_path)
    (tmp_path / "index_y.jsonl").write_text('{"id": "y01_protocol", "file": "reports/y01_protocol.txt"}\n', encoding="utf8")
    report = next(reports([tmp_path]))
    assert report.text == read.text
    assert report.gold["people"][0]["spans"] == [list(s) for s in coded["people"][0]["spans"]]
    assert list(reports([tmp_path], leave_out=("y",))) == []


def test_every_source_of_the_corpus_builds(tmp_path: Path) -> None:
    done, refused = build.build([], tmp_path, quiet=True)
    assert (done > 0, refused) == (True, 0)


def test_alpha_is_that_of_a_worked_example() -> None:
    # ten units, two coders, nominal: Do = 4/10, De = 1 - (14*13 + 6*5)/(20*19)
    pairs = [("0", "1"), ("1", "1"), ("0", "1"), ("0", "0"), ("0", "1"), ("0", "0"), ("0", "0"), ("0", "0"), ("1", "0"), ("0", "0")]
    assert alpha(pairs) == pytest.approx(1 - 0.4 / (1 - (14 * 13 + 6 * 5) / (20 * 19)))
    assert alpha([("a", "a"), ("a", "a")]) == 1


def test_coders_who_agree_and_who_do_not(tmp_path: Path) -> None:
    first = gold(parse(source(tmp_path)))
    other = (
        SOURCE.replace("E REQUEST OMN > URY", "E ACCUSE OMN > URY").replace("stage signed", "").replace("a claim | said", "a assert | said")
    )
    second = gold(parse(source(tmp_path, other)))
    same, apart = Balance(), Balance()
    compare(first, first, same)
    compare(first, second, apart)
    assert {f1(m) for m in same.marks.values() if m["first"]} == {100.0}
    assert all(a == b for pairs in same.values.values() for a, b in pairs)
    assert apart.marks["events: trigger"]["shared"] == 3 and apart.marks["events: trigger and type"]["shared"] == 2
    assert ("claim", "assert") in apart.values["statements: kind"] and apart.marks["mentions: words"]["shared"] == 6


def test_every_tenth_report_was_coded_twice_and_the_card_says_so() -> None:
    balance = Balance()
    done, refused = coded_twice(SECOND, balance)
    assert (done, refused) == (65, 0) and done >= len(list((build.HERE / "src").glob("*/*.txt"))) // 10
    assert table(balance) in (build.HERE / "CARD.md").read_text(encoding="utf8")
