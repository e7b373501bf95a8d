"""The stage that a verb shows, and the one that is reached when what it tells is done, planned, open or negated."""

import re
from functools import cache

from spacy.tokens import Token

from dragoman.model.record import Modality
from dragoman.reading.agreements.lexicon import bears, section, stage_of_verb
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.modality import modality

_REFUSE = {"refuse", "decline", "reject", "balk"}
_NOTICE = re.compile(r"\b(?:notice|notif\w+|note)\b", re.I)
_FIRM = {"vote", "throw", "veto"}


def reach(stage: str, verb: Token, how: Modality) -> str | None:
    """The stage that is reached when a verb that shows a stage is asserted, planned, open or negated."""
    if stage == "ratified" and lower_lemma(verb) in section("by")["verbs"] and not _by_parliament(verb):
        return "agreed" if how == "asserted" else None
    if stage == "agreed" and lower_lemma(verb) in section("by")["verbs"] and _by_parliament(verb):
        stage = "ratified"
    if stage == "extended" and how == "negated":
        return "denounced" if any(c.lower_ in ("will", "would") for c in verb.children) else "terminated"
    if stage == "ratified" and how in ("planned", "hypothetical") and _bill_passed(verb):
        return "ratified"
    if stage in ("terminated", "denounced") and _NOTICE.search(verb.sent.text) and how != "negated":
        return "denounced"
    if _progressive(verb) and stage in ("drafted", "agreed"):
        return "drafted"
    if (
        how == "negated"
        and any(lower_lemma(a) in _REFUSE for a in (verb, *list(verb.ancestors)[:2]))
        and stage in ("signed", "ratified", "agreed")
    ):
        return "rejected"
    return _REACHED.get((stage, how))


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
    never = any(c.lower_ in ("never", "not", "n't") for c in verb.children if c.dep_ in ("neg", "advmod"))
    over = lower_lemma(verb.head)
    if verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "oprd", "acl", "xcomp") and over in {*section("seek")["verbs"], "get"}:
        return "hypothetical"  # "wants a truce signed"
    if bare or never:
        return "negated" if never else "asserted"
    if bears(verb) and verb.tag_ in ("VBZ", "VBP") and stage == "terminated":
        return "planned"  # "expires in March"
    if (
        verb.i > 1
        and verb.nbor(-1).lower_ in ("be", "to")
        and any(t.lower_ in ("yet", "still") for t in verb.doc[max(0, verb.i - 4) : verb.i])
    ):
        return "negated"
    if verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB" and (over == "vote" or (over in ("agree", "decide") and stage in _STANDING)):
        return modality(verb.head)
    how = modality(verb)
    if how == "planned" and verb.head.lower_ == "about" and any(t.lower_ in ("was", "were") for t in verb.head.head.subtree):
        return "hypothetical"  # "was about to sign when the talks collapsed"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return "planned" if infinitive and how == "asserted" else how


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
