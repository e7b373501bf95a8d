"""How far an agreement has got: the steps that the words over each mention show."""

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.vocabulary import stages
from dragoman.model.record import Modality
from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.governing import Governor, governors
from dragoman.reading.agreements.lexicon import bears, reading_of_verb, section, stage_of_noun, stage_of_verb
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.modality import modality

_REFUSE = {"refuse", "decline", "reject", "balk"}
_NOTICE = re.compile(r"\b(?:notice|notif\w+|note)\b", re.I)
_SEEK = {"call", "propose", "ask", "want", "urge", "hope", "suggest", "request", "offer", "seek", "wish", "demand", "invite"}


def steps_of(mention: Mention, noun: Token) -> list[Step]:
    """The stages that the report says the agreement of a mention has reached, each at its trigger."""
    if mention.undertaking:
        return [_made("agreed", noun, noun.doc[max(noun.i, mention.end - 1)])]
    out: list[Step] = []
    for governor in governors(noun.doc[mention.anchor], max(mention.end, mention.anchor + 1)):
        found = _step(governor, noun)
        if found is not None:
            out.append(found)
    out += _in_phrase(mention, noun)
    if mention.alters is not None:
        return [replace(s, stage=mention.alters[0]) for s in out if s.stage == "signed"]
    near = noun.doc[mention.anchor].head
    if near.lower_ == "to" and near.head.lower_ in ("close", "near", "closer"):
        out.append(_made("negotiating", near.head, noun, current=True))
    return out if mention.pronoun else out + _implied(mention, noun, out)


def _made(
    stage: str, trigger: Token, noun: Token, *, current: bool = False, implied: bool = False, year: str | None = None, weak: bool = False
) -> Step:
    a, b = sorted((trigger, noun), key=lambda t: t.i)
    firm = stage == "rejected" and (lower_lemma(trigger) in _FIRM or _by_parliament(trigger))
    return Step(stage, trigger.i, (a.idx, b.idx + len(b)), current, year, implied, firm, weak)


def told(steps: list[Step]) -> list[Step]:
    """Steps of one agreement without those that others overrule."""
    return [s for s in steps if not s.weak] or steps


def _step(governor: Governor, noun: Token) -> Step | None:
    word = governor.word
    if governor.relation == "noun":
        return _noun_step(governor, noun)
    if governor.relation == "prep" and governor.prep in section("acting")["prepositions"]:
        return None
    stage = _verb_stage(governor)
    if stage is None:
        predicate = _predicate(word) if governor.relation == "subject" else None
        return _made(predicate, word, noun, current=True) if predicate else None
    how = _how(word, stage, governor.bare)
    reached = reach(stage, word, how)
    weak = how != "asserted" and stage in ("agreed", "signed", "ratified", "in_force")
    return _made(reached, word, noun, current=_now(word), weak=weak and reached != "rejected") if reached else None


def _verb_stage(governor: Governor) -> str | None:
    word = governor.word
    found = reading_of_verb(word) if word.pos_ in ("VERB", "AUX", "NOUN", "PROPN") else None
    if found is None:
        return None
    stage, rest = found
    if governor.relation == "object":
        return stage
    if governor.relation == "subject":
        return stage if bears(word) and not any(c.dep_ == "dobj" for c in word.children) else None
    widely = stage in ("agreed", "negotiating") and governor.prep in ("on", "upon", "to", "over")
    return stage if governor.prep in rest or widely else None


def _noun_step(governor: Governor, over: Token) -> Step | None:
    """ "The signing of", "talks on", "an extension of"; "a call for talks on" only proposes."""
    noun = governor.word
    stage = stage_of_noun(noun)
    if stage is None or (stage == "drafted" and governor.prep != "of"):
        return None
    how = modality(noun)
    if stage == "negotiating":
        if governor.prep not in ("on", "of", "for", "about", "over"):
            return None
        sought = any(lower_lemma(a) in _SEEK for a in list(noun.ancestors)[:4])
        return _made("proposed" if sought else "negotiating", noun, over, current=_now(noun))
    if how == "planned" and stage in ("signed", "ratified"):
        return _made("agreed" if stage == "signed" else "signed", noun, over, weak=True)
    return _made(stage, noun, over) if how == "asserted" else None


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


def _how(verb: Token, stage: str, bare: bool) -> Modality:
    """Modality of what a verb tells; of a participle that describes the agreement only its own words count."""
    never = any(c.lower_ in ("never", "not", "n't") for c in verb.children if c.dep_ in ("neg", "advmod"))
    over = lower_lemma(verb.head)
    if verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "oprd", "acl", "xcomp") and over in _SEEK | {"get"}:
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


def _now(word: Token) -> bool:
    """Whether the clause is told in the present: "talks are under way"."""
    verb = next((t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    return any(t.tag_ in ("VBZ", "VBP") for t in (verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))))


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


def _predicate(verb: Token) -> str | None:
    """ "Is in force", "is under negotiation", "has been in effect since"."""
    if modality(verb) != "asserted" or verb.lemma_ not in ("be", "remain", "stay", "become", "enter", "come"):
        return None
    after = verb.doc[verb.i : min(verb.sent.end, verb.i + 8)].text.lower()
    return next((stage for stage, phrases in section("predicate").items() if any(f" {p}" in after for p in phrases)), None)


def _in_phrase(mention: Mention, noun: Token) -> list[Step]:
    """ "A draft agreement", "the recently signed pact", "(in force since 2010)"."""
    out = []
    for token in noun.doc[noun.left_edge.i : noun.i]:
        if token.lower_ in ("draft", "drafted"):
            out.append(_made("drafted", token, noun))
        elif token.lower_ in ("proposed", "planned", "envisaged"):
            out.append(_made("proposed", token, noun))
        elif (
            token.tag_ == "VBN"
            and token.head.i == noun.i
            and (stage := stage_of_verb(token)) in ("signed", "agreed", "suspended", "terminated")
        ):
            out.append(_made(stage, token, noun))
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)]
    for i, token in enumerate(after):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "relcl", "amod"):
            break
        if token.lower_ in ("force", "effect") and i and after[i - 1].lower_ == "in":
            out.append(_made("in_force", token, noun))
        if token.lower_ == "negotiation" and i and after[i - 1].lower_ == "under":
            out.append(_made("negotiating", token, noun, current=True))
    return out


def _implied(mention: Mention, noun: Token, shown: list[Step]) -> list[Step]:
    """What a year in the name and acting under an agreement imply: it has been signed, it is in force."""
    out = []
    reached = {s.stage for s in shown}
    had = noun.doc[mention.anchor]
    if had.dep_ == "dobj" and had.head.lemma_ == "have" and "since" in noun.doc[noun.i : noun.sent.end].text.split()[:14]:
        out.append(_made("in_force", had.head, noun))
    if (mention.year and not reached & {"signed", "agreed"}) or (not reached and _standing_text(mention, noun)):
        out.append(_made("signed", noun, noun, implied=True, year=mention.year, weak=not mention.year))
    open_ = reached & {"agreed", "negotiating", "drafted", "proposed", "terminated", "denounced"}
    if acted_under(mention, noun, bool(shown)) and not open_:
        out.append(_made("in_force", noun, noun, implied=True))
    return out


def _standing_text(mention: Mention, noun: Token) -> bool:
    """ "Broke the border treaty", "the memorandum with Oman": an agreement that is spoken of as one that is there."""
    if not mention.definite or mention.plural or mention.instrument not in section("generic")["standing"] or mention.fresh:
        return False
    return not any(
        lower_lemma(a) in _SEEK | {"need", "push", "press", "negotiate", "work", "talk", "draft"} for a in list(noun.ancestors)[:4]
    )


def acted_under(mention: Mention, noun: Token, told: bool) -> bool:
    """Whether somebody acts under the agreement: "trains there under a memorandum", "a pact under which B patrols"."""
    doc, acting = noun.doc, section("acting")
    top = doc[mention.anchor]
    while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    before = doc[max(noun.sent.start, mention.start - 6) : mention.start].text.lower()
    under = top.dep_ == "pobj" and top.head.lower_ in acting["prepositions"]
    if under or any(re.search(rf"\b{p}\b", before) for p in acting["phrases"]):
        return _happening(top.head if under else top)
    after = "" if told else doc[mention.end : min(noun.sent.end, mention.end + 30)].text.lower()
    if (found := re.search(r"\bunder which\b", after)) is not None:
        which = doc.char_span(*(doc[mention.end].idx + x for x in found.span()), alignment_mode="expand")
        return which is not None and _happening(which[0])
    agent_of = top.dep_ == "pobj" and top.head.dep_ == "agent" and top.head.head
    return bool(agent_of) and lower_lemma(agent_of) in acting["binding"]


def _happening(prep: Token) -> bool:
    """Whether what is done under it is done, and not to come: "under the pact, A will train B" only tells what it holds."""
    over = next((a for a in prep.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if over is None:
        return False
    ahead = {"will", "would", "shall", "may", "can", "could", "must", "should"}
    return (
        modality(over) == "asserted"
        and not any(c.lower_ in ahead for c in over.children)
        and not any(c.lower_ == "to" and c.dep_ == "aux" for c in over.children)
    )


_FIRM = {"vote", "throw", "veto"}


def stage_of(steps: list[Step]) -> str:
    """The newest stage that holds; an agreement without any is one that the report takes as agreed."""
    order = stages()
    steps = told(steps)
    if not steps:
        return "agreed"
    if any(s.stage == "signed" and not s.implied for s in steps):
        steps = [s for s in steps if s.stage != "rejected" or s.firm]  # who rejects what has been signed only dislikes it
    if any(s.stage == "denounced" for s in steps):
        steps = [s for s in steps if s.stage != "terminated"]  # a headline's "ends pact" where notice was given
    newest = max(steps, key=lambda s: order.index(s.stage))
    going = [s for s in steps if s.stage == "negotiating" and s.current]
    if going and newest.stage == "agreed":
        return "negotiating"
    return newest.stage
