"""Coded reports as the numbers that training asks for: what is right for every word, pair and party."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook.vocabulary import event_types
from dragoman.reading.encoder.lexical import COLUMNS
from training.reader.data import Example, Ints, Trigger

Bools = NDArray[np.bool_]
UNKNOWN = -1
"""Modality or standing of a trigger whose coder gave none."""
_FRAME = COLUMNS.index("frame")


@dataclass
class Pairs:
    """Pairs of phrases, the features of each, and which of them are right."""

    pairs: Ints
    features: Ints
    right: Bools


@dataclass
class Parties:
    """Groups of (trigger, phrase) pairs: at least one pair of a right group leads to a party, none of a wrong one.

    Where the coder marked the words each pair is a group; else all phrases with one code are one.
    """

    pair: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    """Group of each of the pairs."""
    right: list[float] = field(default_factory=list)
    """One a group."""
    triggers: int = 0


@dataclass
class Rows:
    """A report with its right answers."""

    example: Example
    asked: Bools
    """For each word whether the loss of its type counts."""
    heads: Ints
    """Head of each phrase."""
    triggers: Ints
    types: Bools
    """(triggers, types), with "no event" first."""
    modality: Ints
    standing: Ints
    weight: NDArray[np.float32]
    cues: Ints
    """(cues, 2): token and kind of statement."""
    pointers: dict[str, Pairs]
    actors: Parties
    recipients: Parties


def rows_of(example: Example) -> Rows:
    """The right answers of one report."""
    triggers = example.triggers
    types = np.zeros((len(triggers), 1 + len(event_types())), dtype=bool)
    for i, trigger in enumerate(triggers):
        types[i, [1 + k for k in trigger.types]] = True
    pointers = {}
    if example.complete:
        pointers = {
            "antecedent": _pairs(example, "antecedent", _antecedents(example)),
            "affiliation": _pairs(example, "affiliation", _states(example)),
        }
    return Rows(
        example,
        _asked(example),
        np.array([n.head for n in example.nodes], dtype=np.int64),
        np.array([t.token for t in triggers], dtype=np.int64),
        types,
        np.array([UNKNOWN if t.modality is None else t.modality for t in triggers], dtype=np.int64),
        np.array([UNKNOWN if t.standing is None else t.standing for t in triggers], dtype=np.int64),
        np.array([t.weight for t in triggers], dtype=np.float32),
        np.array(example.cues, dtype=np.int64).reshape(-1, 2),
        pointers,
        _parties(example, [(t, t.actors, t.actor_codes) for t in triggers]),
        _parties(example, [(t, t.recipients, t.recipient_codes) for t in triggers]),
    )


def _asked(example: Example) -> Bools:
    """What else a single sentence may tell was not coded: only its trigger and its plain words are asked."""
    if example.complete or example.silent or not len(example.columns):
        return example.read
    asked: Bools = example.columns[example.piece_of, _FRAME] == 0
    asked[[t.token for t in example.triggers]] = True
    return example.read & asked


def _pairs(example: Example, name: str, right: list[bool | None]) -> Pairs:
    """The pairs of which the coder says something."""
    pairs, features = example.arcs[name]
    known = np.array([r is not None for r in right], dtype=bool)
    return Pairs(pairs[known], features[known], np.array([bool(r) for r in right], dtype=bool)[known])


def _antecedents(example: Example) -> list[bool | None]:
    """For every pair whether the two are one; None where the asking phrase's entity is not known."""
    clusters, nodes = example.clusters, example.nodes
    return [
        None if clusters[i] < 0 and not nodes[i].sort.endswith("pronoun") else clusters[i] >= 0 and clusters[i] == clusters[j]
        for i, j in example.arcs["antecedent"][0].tolist()
    ]


def _states(example: Example) -> list[bool | None]:
    """For every pair whether the state is that of the phrase; None where the coder says nothing of it."""
    codes = example.codes
    return [None if codes[i] is None else codes[i] != "" and codes[i] == codes[j] for i, j in example.arcs["affiliation"][0].tolist()]


def _parties(example: Example, asked: list[tuple[Trigger, set[int], set[str]]]) -> Parties:
    pairs = example.arcs["argument"][0]
    out = Parties()
    for number, (_, marked, codes) in enumerate(asked):
        rows = np.flatnonzero(pairs[:, 0] == number) if len(pairs) else np.zeros(0, dtype=np.int64)
        if not len(rows):
            continue
        out.triggers += 1
        nodes = pairs[rows, 1].tolist()
        if marked:
            _by_phrase(out, example, rows.tolist(), nodes, marked, codes)
        else:
            _by_code(out, example, rows.tolist(), nodes, codes)
    return out


def _by_phrase(out: Parties, example: Example, rows: list[int], nodes: list[int], marked: set[int], codes: set[str]) -> None:
    for row, node in zip(rows, nodes, strict=True):
        code = example.codes[node]
        if node in marked or not code or code not in codes:  # phrases that stand for the same party elsewhere are not wrong
            out.pair.append(row)
            out.group.append(len(out.right))
            out.right.append(float(node in marked))


def _by_code(out: Parties, example: Example, rows: list[int], nodes: list[int], codes: set[str]) -> None:
    groups: dict[str, list[int]] = {}
    for row, node in zip(rows, nodes, strict=True):
        groups.setdefault(example.codes[node] or f"node{node}", []).append(row)
    for code, members in groups.items():
        right = code in codes
        if right and not example.complete:
            continue
        out.pair += members
        out.group += [len(out.right)] * len(members)
        out.right.append(float(right))
