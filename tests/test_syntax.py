"""spaCy loaded with less than it brings along: what it makes of a report is the same."""

from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from dragoman.reading.syntax import DEFAULT_MODEL, pipeline

REPORTS = sorted((Path(__file__).parent.parent / "examples" / "reports").glob("*.txt"))
ODD = "She'll say \"can't, e.g. at 5p.m.\" :-) in the U.S., won't she? I'm @ a.k.a. U.N.’s (https://a.example/b?c=d)…  Ümläut 1,234.5km"


@pytest.fixture(scope="module")
def whole() -> Any:
    return import_module(DEFAULT_MODEL).load(exclude=["senter"])


def seen(doc: Doc) -> list[tuple[Any, ...]]:
    """All that a step may ask of a token."""
    return [
        (t.text, t.lemma_, t.norm_, t.shape_, t.prefix_, t.suffix_, t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_the_parser_reads_as_spacy_loads_it(whole: Any) -> None:
    texts = [*(p.read_text(encoding="utf8") for p in REPORTS), ODD]
    assert [seen(pipeline()(text)) for text in texts] == [seen(whole(text)) for text in texts]


def test_the_tokenizer_has_the_rules_of_the_model(whole: Any) -> None:
    ours: Any = pipeline().tokenizer
    assert ours.to_bytes(exclude=["vocab"]) == whole.tokenizer.to_bytes(exclude=["vocab"])


def test_spacy_finds_the_plugins_that_are_installed() -> None:
    found: Any = import_module("catalogue")
    kinds = entry_points().groups
    assert "spacy_factories" in kinds
    assert all(list(found.AVAILABLE_ENTRY_POINTS.select(group=kind)) == list(entry_points(group=kind)) for kind in kinds)
