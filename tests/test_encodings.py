"""Texts in old encodings: English with a few foreign names, which are too few for statistics."""

import pytest

from dragoman.intake.decode import decode

TOLD = "Palvia and Zuberia signed a grain accord on Monday, the Palvian trade ministry said. "


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "Minister Begoña Núñez – so he said."), ("cp1252", "President Gonçalves met João Muñoz in São Tomé."),
        ("cp1252", "“We agreed,” he said… It’s done — said O’Brien."), ("cp1250", "Petr Dvořák met Lech Wałęsa in Łódź."),
        ("cp1254", "Erdoğan met Şahin in Iğdır."), ("cp1251", "The paper Известия said so."), ("mac_roman", "Minister Núñez said so."),
    ],
)  # fmt: skip
def test_names_in_an_english_text(encoding: str, words: str) -> None:
    assert decode((TOLD + words).encode(encoding)) == TOLD + words


def test_stray_bytes_cost_no_text() -> None:
    assert decode(f"{TOLD}“We agreed,” he said in ".encode() + b"Besan\xe7on.") == f"{TOLD}“We agreed,” he said in Besançon."
    assert decode(f"{TOLD}“We agreed,” he said… ”".encode()[:-2]) == f"{TOLD}“We agreed,” he said… "


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gb18030", "肯尼亚和乍得周一在内罗毕签署了一项协议，国防部长表示。"),
        ("cp1251", "Министр подписал соглашение в понедельник, сообщил МИД."),
    ],
)
def test_other_alphabets_are_left_to_statistics(encoding: str, words: str) -> None:
    assert decode((words * 3).encode(encoding)) == words * 3
