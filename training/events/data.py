"""Sentences with a marked pair and the type of event between them: PLV's, and those written for this project."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.codebook.vocabulary import event_types
from dragoman.model.span import Span
from dragoman.reading.encoder.pieces import Pieces, pieces
from dragoman.reading.events.between import joining
from dragoman.reading.events.hints import hint_of
from dragoman.reading.events.roles import roles_of
from dragoman.reading.syntax import parse

NONE = "NONE"
OWN = Path(__file__).parent / "sentences"
_MARK = re.compile(r"[{}\[\]<>]")


def labels() -> list[str]:
    """The event types in the codebook's order, and none."""
    return [*event_types(), NONE]


@dataclass(frozen=True)
class Marked:
    """A sentence with who acts and whom it is done to."""

    text: str
    source: Span | None
    target: Span | None
    trigger: Span | None
    type: str
    """A PLOVER type, NONE, or YIELD for CONCEDE and RETREAT undivided."""


@dataclass(frozen=True)
class Example:
    """A marked sentence as the encoder and its event branch see it."""

    marked: Marked
    pieces: Pieces
    roles: NDArray[np.int64]
    hint: str | None
    """The type that the codebook's frames give the predicate."""


def plv(path: Path) -> list[Marked]:
    """Rows of a PLV file (JSON Lines: sentence, source, target, type)."""
    with path.open(encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Marked(r["sentence"], _span(r["source"]), _span(r["target"]), None, r["type"]) for r in rows]


def own(folder: Path = OWN) -> list[Marked]:
    """The sentences written for training, one file a type: {source}, [target], <trigger>."""
    out = []
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf8").splitlines():
            if line.strip():
                out.append(_bracketed(line.strip(), file.stem))
    return out


def _bracketed(line: str, kind: str) -> Marked:
    spans: dict[str, Span] = {}
    text = ""
    began = 0
    at = 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        if mark.group() in "{[<":
            began = len(text)
        else:
            spans.setdefault(mark.group(), (began, len(text)))
    text += line[at:]
    return Marked(text, spans.get("}"), spans.get("]"), spans.get(">"), kind)


def examples(rows: list[Marked], tokenizer: Tokenizer) -> Iterator[Example]:
    """Parse every row and mark its roles."""
    for row in rows:
        doc = parse(row.text)
        trigger = row.trigger
        if trigger is None:
            token = joining(doc, row.source, row.target)
            trigger = (token.idx, token.idx + len(token)) if token is not None else None
        head = doc.char_span(*trigger, alignment_mode="expand") if trigger is not None else None
        hint = hint_of(head.root) if head is not None else None
        p = pieces(doc, tokenizer)
        yield Example(row, p, roles_of(p, row.source, row.target, trigger, hint), hint)


def _span(raw: list[int] | None) -> Span | None:
    return (raw[0], raw[1]) if raw else None
