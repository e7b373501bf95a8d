"""The briefs from which words learn which event they tell: what stands in them is taken as marked, and a broken mark is named."""

from pathlib import Path

import pytest
from training.events.briefs import BriefError, brief, load_briefs

from dragoman.codebook.vocabulary import event_types

HEAD = "# x_1 | 2019-03-12 | Harbour Courier, wire\n"


def test_a_brief_is_its_text_and_its_marks() -> None:
    one = brief(HEAD + "Lomé [recalled|SANCTION TGO>GHA] its envoy.\nThe two will [meet|AGREE TGO,-<>GHA planned opt] in May.")
    assert (one.id, one.published, one.outlet) == ("x_1", "2019-03-12", "Harbour Courier")
    assert one.text == "Lomé recalled its envoy.\nThe two will meet in May."
    first, second = one.marks
    assert one.text[first.start : first.end] == "recalled" and (first.actors, first.recipients, first.both) == (("TGO",), ("GHA",), False)
    assert one.text[second.start : second.end] == "meet" and second.both and second.actors == ("TGO",)
    assert second.flags == {"planned", "opt"}
    assert [(e["type"], e["optional"]) for e in one.gold.gold["events"]] == [(["SANCTION"], False), (["AGREE"], True)]
    assert brief("# x_2 | - | Courier\nNothing.").published is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x_1 | - | Courier\nNothing.", "first line"),
        (HEAD + "It [fell|FALL TGO>GHA].", "FALL is no type"),
        (HEAD + "It [met|CONSULT].", "who to whom"),
        (HEAD + "It [met|CONSULT TGO-GHA].", "who to whom"),
        (HEAD + "It [met|CONSULT TGO>GHA soon].", "flags are"),
        (HEAD + "It [met.", "stands outside a mark"),
    ],
)
def test_what_is_broken_is_named(text: str, says: str) -> None:
    with pytest.raises(BriefError, match=says):
        brief(text)


def test_the_briefs_of_the_project_are_whole() -> None:
    briefs = load_briefs()
    assert len({b.id for b in briefs}) == len(briefs)
    marks = [(b, m) for b in briefs for m in b.marks]
    assert all(b.text[m.start : m.end].strip() == b.text[m.start : m.end] for b, m in marks)
    kinds = [kind for _, m in marks for kind in m.types]
    assert min(kinds.count(kind) for kind in event_types()) > 200


def test_a_broken_file_is_named_with_its_brief(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Nothing.\n\n" + HEAD + "It [met|X Y>Z].\n", encoding="utf8")
    with pytest.raises(BriefError, match=r"a\.txt, brief 2"):
        load_briefs(path.parent)
