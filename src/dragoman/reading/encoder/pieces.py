"""A report as the encoder sees it: word pieces with their offsets and what spelling and syntax say of each.

The base model is uncased and knows no layout, so case, open quotation marks, paragraph breaks, part of speech and
dependency are given to it as features of their own; each has an embedding that is added to that of the piece.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

from dragoman.cleaning.paragraphs import paragraphs

Ints = NDArray[np.int64]

FEATURES = ("case", "layout", "tag", "dep")
TAGS = [
    "<other>",
    "-LRB-",
    "-RRB-",
    ",",
    ":",
    ".",
    "''",
    '""',
    "``",
    "#",
    "$",
    "ADD",
    "AFX",
    "CC",
    "CD",
    "DT",
    "EX",
    "FW",
    "HYPH",
    "IN",
    "JJ",
    "JJR",
    "JJS",
    "LS",
    "MD",
    "NFP",
    "NN",
    "NNP",
    "NNPS",
    "NNS",
    "PDT",
    "POS",
    "PRP",
    "PRP$",
    "RB",
    "RBR",
    "RBS",
    "RP",
    "SYM",
    "TO",
    "UH",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "WDT",
    "WP",
    "WP$",
    "WRB",
    "XX",
    "_SP",
]
DEPS = [
    "<other>",
    "ROOT",
    "acl",
    "acomp",
    "advcl",
    "advmod",
    "agent",
    "amod",
    "appos",
    "attr",
    "aux",
    "auxpass",
    "case",
    "cc",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "csubjpass",
    "dative",
    "dep",
    "det",
    "dobj",
    "expl",
    "intj",
    "mark",
    "meta",
    "neg",
    "nmod",
    "npadvmod",
    "nsubj",
    "nsubjpass",
    "nummod",
    "oprd",
    "parataxis",
    "pcomp",
    "pobj",
    "poss",
    "preconj",
    "predet",
    "prep",
    "prt",
    "punct",
    "quantmod",
    "relcl",
    "xcomp",
]
SIZES = {"case": 5, "layout": 6, "tag": len(TAGS), "dep": len(DEPS)}
_RUN = re.compile(r"[^\w\s]{400,}")
_THIN = 50
"""Of a run of marks without end, one piece in so many is looked at: thousands of brackets would cost as much as that many words."""
_MARK = re.compile(r'[“„«”»"]')
_TAG = {name: i for i, name in enumerate(TAGS)}
_DEP = {name: i for i, name in enumerate(DEPS)}


@dataclass(frozen=True)
class Pieces:
    """Word pieces of one report; every array has one row a piece."""

    ids: Ints
    starts: Ints
    ends: Ints
    first: NDArray[np.bool_]
    """Whether the piece begins a word: labels belong to words and are read at their first piece."""
    features: Ints
    """Columns as in FEATURES."""


def pieces(doc: Doc, tokenizer: Tokenizer) -> Pieces:
    """The word pieces of a parsed report, without special tokens."""
    text = doc.text
    coded = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(coded.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array([-1 if w is None else w for w in coded.word_ids], dtype=np.int64)
    first = np.ones(len(words), dtype=np.bool_)
    first[1:] = words[1:] != words[:-1]
    shown = _shown(text, offsets[:, 0])
    starts, ends = offsets[shown, 0], offsets[shown, 1]
    return Pieces(np.array(coded.ids, dtype=np.int64)[shown], starts, ends, first[shown], _features(doc, text, starts, ends))


def _shown(text: str, starts: Ints) -> NDArray[np.bool_]:
    """Which pieces are looked at: all but most of those in runs of marks without end."""
    shown = np.ones(len(starts), dtype=np.bool_)
    for m in _RUN.finditer(text):
        inside = (starts >= m.start()) & (starts < m.end())
        shown &= ~inside | ((starts - m.start()) % _THIN == 0)
    return shown


def _features(doc: Doc, text: str, starts: Ints, ends: Ints) -> Ints:
    begins = frozenset(start for start, _ in paragraphs(text))
    quoted = _open_quotes(text, begins)
    rows = np.zeros((len(starts), len(FEATURES)), dtype=np.int64)
    if not len(starts):
        return rows
    table = doc.to_array(["IDX", "TAG", "DEP"])
    at = np.maximum(np.searchsorted(table[:, 0].astype(np.int64), starts, side="right") - 1, 0)  # the token of each piece
    rows[:, 0] = [_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]
    rows[:, 1] = [3 if s in begins else 0 for s in starts.tolist()] + quoted[starts]
    rows[:, 2] = _coded(doc, table[:, 1], _TAG)[at]
    rows[:, 3] = _coded(doc, table[:, 2], _DEP)[at]
    return rows


def _coded(doc: Doc, column: NDArray[Any], known: dict[str, int]) -> Ints:
    """Our numbers for spaCy's; 0 for what is not known."""
    values, inverse = np.unique(column, return_inverse=True)
    return np.array([known.get(doc.vocab.strings[int(v)], 0) for v in values], dtype=np.int64)[inverse]


def _case(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() else 4


def _open_quotes(text: str, begins: frozenset[int]) -> Ints:
    """For every character 0 outside quotation marks, 1 inside, 2 at a mark. A straight mark never stays open past its paragraph."""
    out = np.zeros(len(text) + 1, dtype=np.int64)
    inside = straight = False
    since = 0
    for i in sorted({*begins, *(m.start() for m in _MARK.finditer(text))}):
        out[since:i] = inside
        since = i
        if straight and i in begins:
            inside = straight = False
        c = text[i] if i < len(text) else ""
        if c in "“„«" and c:
            inside, straight = True, False
        elif c in "”»" and c:
            inside = False
        elif c == '"':
            inside = not inside
            straight = inside
        else:
            continue
        out[i] = 2
        since = i + 1
    out[since:-1] = inside
    return out
