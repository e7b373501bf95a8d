"""A notice, an exit or a plan to leave an agreement that is itself taken back or put on hold: the agreement goes on."""

from itertools import islice

from spacy.tokens import Token

from dragoman.reading.agreements.draft import Step
from dragoman.reading.agreements.lexicon import section, stage_of_noun, stage_of_verb, verb_lemma
from dragoman.reading.agreements.steps import made
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality

_DEPTH = 8
"""Words over an agreement, at most, up to the verb that takes a notice back."""
_OBJECT = ("dobj", "nsubjpass")
_MISREAD = ("compound", "nmod", "amod", "nsubj")
"""What a headline's verb before its object is taken for: "Suspends Withdrawal From Accord"."""
_LEAVING = ("denounced", "terminated")


def without_revoked(steps: list[Step], noun: Token, anchor: Token) -> list[Step]:
    """The steps of a mention, where what is taken back or put on hold is a notice and not the agreement itself.

    Args:
        noun: head of the mention.
        anchor: the word by which it hangs in its clause.
    """
    over = _revoking(anchor)
    if over is None:
        return steps
    verb, chain = over
    left = [s for s in steps if s.trigger != verb.i and (s.trigger not in chain or s.stage not in _LEAVING)]
    for_good = lower_lemma(verb) in section("revoke")["verbs"]
    return [*left, made("in_force", verb, noun, current=True, firm=True)] if for_good else left


def _revoking(anchor: Token) -> tuple[Token, set[int]] | None:
    """The verb whose object is a notice or plan to leave the agreement, and the words between; "dropped plans to quit the pact"."""
    chain: list[Token] = []
    for word in islice(anchor.ancestors, _DEPTH):
        if _takes_back(word) and chain and chain[-1].dep_ in _OBJECT and _is_notice(chain) and modality(word) == "asserted":
            return word, {t.i for t in chain}
        chain.append(word)
        before = word.nbor(-1) if word.i else word
        if before.head.i == word.i and before.dep_ in _MISREAD and _takes_back(before) and _is_notice(chain):
            return before, {t.i for t in chain}
    return None


def _takes_back(verb: Token) -> bool:
    words = section("revoke")
    if verb_lemma(verb) in (*words["verbs"], *words["holding"]) or lower_lemma(verb) in words["verbs"]:
        return True
    return stage_of_verb(verb) == "suspended"


def _is_notice(chain: list[Token]) -> bool:
    """Whether the object of a verb, last of a chain upwards from an agreement, is a notice, an exit, or a plan to leave it."""
    words = section("revoke")
    thing = chain[-1]
    if stage_of_noun(thing) in _LEAVING or lower_lemma(thing) in words["notices"]:
        return True
    leaving = any(stage_of_verb(t) in _LEAVING or stage_of_noun(t) in _LEAVING or lower_lemma(t) in words["leaving"] for t in chain[:-1])
    return leaving and lower_lemma(thing) in words["plans"]
