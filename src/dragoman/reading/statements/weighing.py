"""The kind of a statement by three witnesses: the rules, how coded reports use its cue, and the encoder."""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.encoder.model import Floats

WEIGHT_OF_RULE = 5.0
"""Coded statements as which the usual meaning of the rules' kind counts beside those that have the very cue."""
LEAST_SEEN = 5
"""Coded statements from which a cue of which they do not all agree says more than its rule's kind."""
WEIGHT_OF_ENCODER = (0.49, 1.0)
"""Of its word beside the counts, where it is unsure, as it mostly is of short texts, and where it is sure."""
SURE_OF_KIND = 0.6
"""Probability of its likeliest kind from which the encoder is sure."""
SURE = 0.8
"""Least probability by which the encoder alone makes a statement change what has happened."""
MARGIN = (0.6, 1.5)
"""Log odds from which another kind overrules one that the cue or the content names in so many words, where the encoder is unsure and sure."""
_PLAIN = ("assert", "claim", "announce")
_WEIGHTY = ("promise", "threaten", "deny", "deny_comment", "urge", "demand")
"""A promise, a threat and a demand are events as well, a denial disputes one, and who gives no comment says nothing."""
_BOLD = {"deny": 2 / 3, "deny_comment": SURE, "threaten": SURE}
"""Probability by which the encoder alone names a kind that weighs much: a denial where it is twice as likely as all else together."""
_LEAST_COUNT = 0.5
_LEAST_SHARE = 1e-4


@cache
def order() -> tuple[str, ...]:
    """The kinds of statement in the order of the encoder's shares."""
    return tuple(table("vocabularies")["statement_kind"])


def cue_key(verb: Token) -> str:
    """By what uses of a cue are counted: its lemma, of a verb that says little itself with its object: "express hope", "voice concern"."""
    lemma = lower_lemma(verb)
    thing = next(children(verb, "dobj"), None) if lemma in table("cues")["light"]["verbs"] else None
    return f"{lemma}-{lower_lemma(thing)}" if thing is not None else lemma


def weighed_kind(by_rule: str, cue: str, shares: Floats) -> str:
    """The likeliest kind.

    Args:
        by_rule: the kind that the rules give.
        cue: as `cue_key` gives it.
        shares: the encoder's probability of each kind, in `order`.
    """
    best = _likeliest(by_rule, cue, shares, int(shares.max() >= SURE_OF_KIND))
    # who refuses a deed refuses no comment, and who says what he would do need not threaten
    return by_rule if by_rule != best and float(shares.max()) < _BOLD.get(best, 0.0) else best


def kind_in_effect(by_rule: str, cue: str, shares: Floats) -> str:
    """The kind by which events are told, with the encoder at half weight: a denial that it alone sees, and not surely, disputes nothing."""
    best = _likeliest(by_rule, cue, shares, 0)
    doubted = best in _WEIGHTY and by_rule != best and float(shares.max()) < SURE
    return by_rule if doubted else best


def _likeliest(by_rule: str, cue: str, shares: Floats, sure: int) -> str:
    usual = _usual(by_rule)
    seen = _counts()[1].get(f"{by_rule} {cue}")
    share = usual if seen is None or _says_little(seen) else (seen + WEIGHT_OF_RULE * usual) / (seen.sum() + WEIGHT_OF_RULE)
    score = np.log(share) + WEIGHT_OF_ENCODER[sure] * np.log(shares + _LEAST_SHARE)
    best = order()[int(np.argmax(score))]
    named = by_rule not in _PLAIN and score.max() - score[order().index(by_rule)] < MARGIN[sure]
    return by_rule if named else best


def _says_little(seen: Floats) -> bool:
    """Whether a cue was coded seldom, and not always alike."""
    return bool(seen.sum() < LEAST_SEEN and seen.max() < seen.sum())


@cache
def _usual(by_rule: str) -> Floats:
    """How often each kind was meant where the rules gave this one."""
    seen = _counts()[0].get(by_rule)
    full = (np.zeros(len(order())) if seen is None else seen) + _LEAST_COUNT
    return np.asarray(full / full.sum())


@cache
def _counts() -> tuple[dict[str, Floats], dict[str, Floats]]:
    """How often coders gave each kind: by the kind of the rules, and by that and the cue."""
    data = json.loads((files("dragoman.codebook") / "data" / "kind_counts.json").read_text(encoding="utf8"))
    by_rule, by_cue = ({k: np.array([n.get(kind, 0.0) for kind in order()]) for k, n in data[part].items()} for part in ("rules", "cues"))
    return by_rule, by_cue
