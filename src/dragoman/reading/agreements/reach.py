"""The stage that a verb shows, and the one that is reached when what it tells is done, planned, open or negated."""

import re
from functools import cache
from itertools import islice

from spacy.tokens import Token

from dragoman.model.record import Modality
from dragoman.reading.agreements.lexicon import bears, section, stage_of_verb
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.modality import modality

_REFUSE = {"refuse", "decline", "reject", "balk"}
_NOTICE = re.compile(r"\b(?:notice|notif\w+|note)\b", re.I)
_OPEN = ("planned", "hypothetical")
_FIRM = {"vote", "throw", "veto"}


def reach(stage: str, verb: Token, how: Modality) -> str | None:
    """The stage that is reached when a verb that shows a stage is asserted, planned, open or negated."""
    by_whom = stage in ("ratified", "agreed") and lower_lemma(verb) in section("by")["verbs"]
    if by_whom and _by_parliament(verb):
        stage = "ratified"
    elif by_whom and stage == "ratified":
        return "agreed" if how == "asserted" else None
    return _in_words(stage, verb, how) or _REACHED.get((stage, how))


def _in_words(stage: str, verb: Token, how: Modality) -> str | None:
    """The stage that words around the verb say is reached instead."""
    if stage == "extended" and how == "negated":
        return "denounced" if _ahead(verb) else "terminated"
    if stage == "ratified" and how in _OPEN and _bill_passed(verb):
        return "ratified"
    if stage in ("terminated", "denounced") and how != "negated" and _NOTICE.search(verb.sent.text):
        return "denounced"
    if stage in ("drafted", "agreed") and _progressive(verb):
        return "drafted"
    refused = how == "negated" and stage in ("signed", "ratified", "agreed") and _refused(verb)
    return "rejected" if refused else None


def _ahead(verb: Token) -> bool:
    return any(c.lower_ in ("will", "would") for c in verb.children)


def _refused(verb: Token) -> bool:
    """Whether a verb, or one over it, says that somebody will not: "refused to sign"."""
    return any(lower_lemma(a) in _REFUSE for a in (verb, *islice(verb.ancestors, 2)))


_REACHED: dict[tuple[str, Modality], str] = {
    **{
        (s, "asserted"): s
        for s in ("proposed", "negotiating", "drafted", "agreed", "signed", "ratified", "in_force", "amended", "extended")
    },
    **{(s, "asserted"): s for s in ("suspended", "denounced", "terminated", "rejected")},
    ("proposed", "planned"): "proposed",
    ("proposed", "hypothetical"): "proposed",
    ("negotiating", "planned"): "negotiating",
    ("negotiating", "hypothetical"): "proposed",
    ("drafted", "planned"): "negotiating",
    ("drafted", "hypothetical"): "proposed",
    ("agreed", "planned"): "drafted",
    ("agreed", "hypothetical"): "negotiating",
    ("agreed", "negated"): "negotiating",
    ("signed", "planned"): "agreed",
    ("signed", "negated"): "agreed",
    ("signed", "hypothetical"): "proposed",
    ("ratified", "planned"): "signed",
    ("ratified", "negated"): "signed",
    ("ratified", "hypothetical"): "signed",
    ("in_force", "planned"): "signed",
    ("in_force", "negated"): "signed",
    ("extended", "planned"): "in_force",
    ("extended", "negated"): "terminated",
    ("terminated", "planned"): "in_force",
    ("terminated", "negated"): "in_force",
}


_STANDING = ("extended", "suspended", "terminated", "amended", "denounced", "ratified")


def how_told(verb: Token, stage: str, bare: bool) -> Modality:
    """Modality of what a verb tells; of a participle that describes the agreement only its own words count."""
    if _wanted(verb):
        return "hypothetical"
    if _is_negated(verb):
        return "negated"
    if bare:
        return "asserted"
    if stage == "terminated" and bears(verb) and verb.tag_ in ("VBZ", "VBP"):
        return "planned"  # "expires in March"
    if _yet_to_be(verb):
        return "negated"
    return modality(verb.head) if _is_decided(verb, stage) else _in_clause(verb)


def _in_clause(verb: Token) -> Modality:
    """Modality of a verb; its infinitive is a plan."""
    how = modality(verb)
    if how == "negated" and verb.dep_ == "relcl" and verb.tag_ == "VBD":
        how = "asserted"  # "the accord that A put forward was never signed": only the main clause is denied
    if how == "planned" and _was_about_to(verb):
        return "hypothetical"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return "planned" if infinitive and how == "asserted" else how


def _wanted(verb: Token) -> bool:
    """ "Wants a truce signed", "offered to sign a pact"."""
    participle = verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "oprd", "acl", "xcomp")
    infinitive = verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp")
    sought = lower_lemma(verb.head) in section("seek")["verbs"]
    return ((participle or infinitive) and sought) or (participle and lower_lemma(verb.head) == "get")


def _is_negated(verb: Token) -> bool:
    return any(c.lower_ in ("never", "not", "n't") for c in verb.children if c.dep_ in ("neg", "advmod"))


def _yet_to_be(verb: Token) -> bool:
    """ "Is yet to be signed"."""
    if verb.i <= 1 or verb.nbor(-1).lower_ not in ("be", "to"):
        return False
    return any(t.lower_ in ("yet", "still") for t in verb.doc[max(0, verb.i - 4) : verb.i])


def _is_decided(verb: Token, stage: str) -> bool:
    """Whether a vote or decision over an infinitive is the deed: "voted to ratify", "agreed to extend"."""
    over = lower_lemma(verb.head)
    decided = over == "vote" or (over in ("agree", "decide") and stage in _STANDING)
    return decided and verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB"


def _was_about_to(verb: Token) -> bool:
    """ "Was about to sign when the talks collapsed"."""
    return verb.head.lower_ == "about" and any(t.lower_ in ("was", "were") for t in verb.head.head.subtree)


def _bill_passed(verb: Token) -> bool:
    """ "A bill to ratify the pact was passed": the bill is the ratification."""
    bill = verb.head
    if verb.dep_ not in ("acl", "relcl", "pcomp") or lower_lemma(bill) not in ("bill", "law", "act", "motion", "resolution", "decree"):
        return False
    return stage_of_verb(bill.head) in ("ratified", "agreed", "signed") and modality(bill.head) == "asserted"


def _progressive(verb: Token) -> bool:
    return (verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)) or any(
        c.lower_ == "being" for c in verb.children
    )


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(section('by')['ratified'])})s?\b", re.I)


def _by_parliament(verb: Token) -> bool:
    """Whether a parliament or the people at large does it."""
    doer = agent(verb) or subject(verb)
    if doer is not None and doer.lower_ in ("which", "that", "who"):
        return False
    if doer is not None:
        return _bodies().search(verb.doc[doer.left_edge.i : doer.right_edge.i + 1].text) is not None
    return _bodies().search(verb.sent.text) is not None


def firm(trigger: Token) -> bool:
    """Whether a rejection is a vote, and not only somebody's dislike."""
    return lower_lemma(trigger) in _FIRM or _by_parliament(trigger)
