"""What the codebook, the parser and the layout know of each word, as numbers beside its hidden state.

The reader of mentions and events was trained on few reports; these columns carry what need not be learnt from them:
which words name a state, an office or an outlet, what type of event a verb may tell, and in what part of the page it stands.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.frames import cue_nouns, cue_verbs, noun_frames, verb_frames
from dragoman.codebook.vocabulary import event_types
from dragoman.model.record import Passage
from dragoman.reading.hits import Hit

Ints = NDArray[np.int64]

COLUMNS = ("name", "word", "frame", "entity", "passage")
_NAMES = ("country", "demonym", "capital", "seat", "organization", "armed", "outlet")
_WORDS = ("office", "rank", "institution", "cue", "status", "person_pronoun", "thing_pronoun", "group_pronoun", "self_pronoun")
_ENTITIES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "CARDINAL")
_PASSAGES = ("headline", "dateline", "byline", "body", "caption", "boilerplate", "repeat", "credit")
SIZES = {
    "name": 1 + len(_NAMES),
    "word": 1 + len(_WORDS),
    "frame": 17,
    "entity": 1 + len(_ENTITIES),
    "passage": 1 + len(_PASSAGES),
}
_PRONOUNS = {
    "person_pronoun": ("he", "she", "him", "his", "her", "hers", "himself", "herself", "who", "whom", "whose"),
    "thing_pronoun": ("it", "its", "itself"),
    "group_pronoun": ("they", "them", "their", "theirs", "themselves", "both"),
    "self_pronoun": ("i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your"),
}


def lexical_columns(doc: Doc, hits: Iterable[Hit], passages: Iterable[Passage]) -> Ints:
    """One row a token, one column as in COLUMNS; 0 where nothing is known."""
    rows = np.zeros((len(doc), len(COLUMNS)), dtype=np.int64)
    for hit in hits:
        rows[hit.start : hit.end, 0] = 1 + _NAMES.index(_name_class(hit))
    frames = _frame_numbers()
    words = _word_numbers()
    for token in doc:
        rows[token.i, 1] = words.get(token.lower_) or words.get(token.lemma_.lower(), 0)
        rows[token.i, 2] = _frame(token, frames)
        if token.ent_type_ in _ENTITIES:
            rows[token.i, 3] = 1 + _ENTITIES.index(token.ent_type_)
    starts = np.array([t.idx for t in doc], dtype=np.int64)
    for p in passages:
        rows[np.searchsorted(starts, p.start) : np.searchsorted(starts, p.end), 4] = 1 + _PASSAGES.index(p.kind)
    return rows


def _name_class(hit: Hit) -> str:
    if hit.entry.role == "organization" and hit.entry.sector in ("REB", "UAF"):
        return "armed"
    return hit.entry.role


def _frame(token: Token, frames: dict[tuple[str, bool], int]) -> int:
    if token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ"):
        return 0
    return frames.get((token.lemma_.lower(), token.pos_ == "VERB"), 0)


@cache
def _frame_numbers() -> dict[tuple[str, bool], int]:
    """Lemma, and whether it is a verb -> 1 + the type that the codebook's last frame for it gives; frames younger than the weights left out."""
    order = event_types()
    out: dict[tuple[str, bool], int] = {}
    for is_verb, by_lemma in ((True, verb_frames()), (False, noun_frames())):
        for lemma, found in by_lemma.items():
            known = [frame for _, frame in found if not frame.late]
            if known:
                out[lemma, is_verb] = 1 + order.index(known[-1].type)
    return out


@cache
def _word_numbers() -> dict[str, int]:
    out: dict[str, int] = {}
    groups: list[tuple[str, Iterable[str]]] = [
        ("institution", people.institutions()),
        ("cue", [*cue_verbs(), *cue_nouns()]),
        ("office", [o for o in people.offices() if " " not in o]),
        ("rank", [r for r in people.ranks() if " " not in r]),
        ("status", people.statuses()),
        *_PRONOUNS.items(),
    ]
    for name, words in groups:
        for word in words:
            out[word.lower()] = 1 + _WORDS.index(name)
    return out
