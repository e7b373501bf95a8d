"""The type, modes, contexts and modality of what one marked party does to another in a single sentence."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.codebook.vocabulary import contexts_in, event_types
from dragoman.model.record import Modality
from dragoman.model.span import Span
from dragoman.reading.encoder.model import encoder
from dragoman.reading.events.between import joining
from dragoman.reading.events.hints import hint_of
from dragoman.reading.events.judge import Question, judge
from dragoman.reading.events.modality import modality
from dragoman.reading.events.modes import modes_in
from dragoman.reading.syntax import parse

Marked = tuple[str, Span | None, Span | None]
"""A sentence, and the characters of who acts and of whom it is done to, where marked."""


@dataclass(frozen=True)
class Classified:
    """What a marked sentence tells."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    modality: Modality
    scores: dict[str, float]
    """Probability of every type, given that there is an event."""


def marked(line: str) -> Marked:
    """A row of JSON: sentence, source, target.

    Raises:
        ValueError: it is no such row; the message says what is wrong.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"this is not JSON ({error})") from None
    if not isinstance(row, dict) or not isinstance(row.get("sentence"), str):
        raise ValueError('a row needs the key "sentence" with a text')
    return row["sentence"], _span(row, "source"), _span(row, "target")


def _span(row: dict[str, Any], key: str) -> Span | None:
    raw = row.get(key)
    if raw is None:
        return None
    if not (isinstance(raw, list) and len(raw) == 2 and all(isinstance(x, int) for x in raw)):
        raise ValueError(f'"{key}" is [start, end] in characters, or null; not {json.dumps(raw)}')
    return raw[0], raw[1]


def classify(rows: Iterable[Marked]) -> Iterator[Classified]:
    """One answer for each row, in order.

    Raises:
        ValueError: a span lies outside its sentence, or the sentence is empty.
    """
    for sentence, source, target in rows:
        yield _one(sentence, source, target)


def _one(sentence: str, source: Span | None, target: Span | None) -> Classified:
    for span in (source, target):
        if span is not None and not 0 <= span[0] < span[1] <= len(sentence):
            raise ValueError(f"span {list(span)} lies outside a sentence of {len(sentence)} characters")
    doc = parse(sentence)
    trigger = joining(doc, source, target)
    if trigger is None:
        raise ValueError("the sentence is empty")
    asked = Question(trigger, source, target, hint_of(trigger), whole=True)
    verdict = judge(doc, encoder().read(doc), encoder(), [asked])[0]
    told = sum(verdict.probabilities[t] for t in event_types())
    scores = {t: round(verdict.probabilities[t] / told, 4) for t in event_types()}
    return Classified(verdict.best, modes_in(verdict.best, sentence), contexts_in(sentence), modality(trigger), scores)
