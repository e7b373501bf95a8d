"""How far an agreement has got: the steps that the words over each mention show."""

import re
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.vocabulary import stages
from dragoman.model.record import Modality
from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.governing import Governor, governors
from dragoman.reading.agreements.lexicon import bears, section, stage_of_noun, stage_of_verb
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.modality import modality

_REFUSE = {"refuse", "decline", "reject", "balk"}
_NOTICE = re.compile(r"\b(?:notice|notif\w+|note)\b", re.I)
_SEEK = {"call", "propose", "ask", "want", "urge", "hope", "suggest", "request", "offer", "seek", "wish", "demand", "invite"}


def steps_of(mention: Mention, noun: Token) -> list[Step]:
    """The stages that the report says the agreement of a mention has reached, each at its trigger."""
    out: list[Step] = []
    for governor in governors(noun):
        found = _step(governor, noun)
        if found is not None:
            stage, trigger, current = found
            out.append(_made(stage, trigger, noun, current))
    out += _in_phrase(mention, noun)
    if not mention.pronoun and not any(not s.implied and s.stage != "proposed" for s in out):
        out += _implied(mention, noun)
    elif mention.year and not any(s.stage == "signed" for s in out):
        out += [s for s in _implied(mention, noun) if s.stage == "signed"]
    return out


def _made(stage: str, trigger: Token, noun: Token, current: bool = False, implied: bool = False, year: str | None = None) -> Step:
    a, b = sorted((trigger, noun), key=lambda t: t.i)
    return Step(stage, trigger.i, (a.idx, b.idx + len(b)), current, year, implied)


def _step(governor: Governor, noun: Token) -> tuple[str, Token, bool] | None:
    word = governor.word
    if governor.relation == "noun":
        return _noun_step(governor)
    if governor.relation == "prep" and governor.prep in section("acting")["prepositions"]:
        return None
    stage = _verb_stage(governor)
    if stage is None:
        predicate = _predicate(word) if governor.relation == "subject" else None
        return (predicate, word, True) if predicate else None
    reached = reach(stage, word, noun)
    return (reached, word, _now(word)) if reached else None


def _verb_stage(governor: Governor) -> str | None:
    word = governor.word
    if word.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
        return None
    stage = stage_of_verb(word)
    if stage is None:
        return None
    if governor.relation == "object":
        return stage
    if governor.relation == "subject":
        return stage if bears(word) else None
    following = {t.lower_ for t in word.doc[word.i + 1 : word.i + 4]}
    phrasal = governor.prep in following and stage in ("agreed", "denounced", "signed", "negotiating", "ratified", "rejected", "proposed")
    return stage if phrasal and governor.prep in ("on", "upon", "to", "from", "into", "of", "for", "against") else None


def _noun_step(governor: Governor) -> tuple[str, Token, bool] | None:
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
        return ("proposed" if sought else "negotiating", noun, _now(noun))
    if how == "asserted" or (stage in ("signed", "ratified") and how in ("planned", "hypothetical")):
        if how != "asserted":
            return ("agreed" if stage == "signed" else "signed", noun, False) if how == "planned" else None
        return stage, noun, False
    return None


def reach(stage: str, verb: Token, noun: Token) -> str | None:
    """The stage that is reached when a verb that shows a stage is asserted, planned, open or negated."""
    how = _how(verb)
    if stage == "ratified" and lower_lemma(verb) in section("by")["verbs"] and not _by_parliament(verb):
        return "agreed" if how == "asserted" else None
    if stage == "agreed" and lower_lemma(verb) in section("by")["verbs"] and _by_parliament(verb):
        stage = "ratified"
    if stage in ("terminated", "denounced") and _NOTICE.search(verb.sent.text) and how != "negated":
        return "denounced"
    if _progressive(verb) and stage in ("drafted", "agreed"):
        return "drafted"
    if how == "negated" and any(lower_lemma(a) in _REFUSE for a in (verb, *list(verb.ancestors)[:2])) and stage in ("signed", "ratified", "agreed"):
        return "rejected"
    return _REACHED.get((stage, how))


_REACHED: dict[tuple[str, Modality], str] = {
    **{(s, "asserted"): s for s in ("proposed", "negotiating", "drafted", "agreed", "signed", "ratified", "in_force", "amended", "extended")},
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


def _how(verb: Token) -> Modality:
    """Modality, but what is voted, agreed or decided to be done with a text that is there counts as done."""
    if verb.dep_ in ("xcomp", "advcl") and lower_lemma(verb.head) in ("vote", "agree", "decide") and verb.tag_ == "VB":
        return modality(verb.head)
    if any(c.dep_ in ("neg", "advmod") and c.lower_ in ("never", "not", "n't", "yet") for c in verb.children) and verb.tag_ == "VBN":
        return "negated" if any(c.lower_ in ("never", "not", "n't") for c in verb.children) else modality(verb)
    if any(t.lower_ in ("yet", "still") for t in verb.doc[max(0, verb.i - 4) : verb.i]) and verb.i > 1 and verb.nbor(-1).lower_ in ("be", "to"):
        return "negated"
    return modality(verb)


def _progressive(verb: Token) -> bool:
    return (verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)) or any(c.lower_ == "being" for c in verb.children)


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


_DRAFT = {"draft", "drafted", "proposed", "planned", "envisaged"}
_DONE = {"signed", "existing", "current", "initialled", "initialed", "ratified", "expired", "defunct", "lapsed", "suspended", "renewed", "extended", "amended"}


def _in_phrase(mention: Mention, noun: Token) -> list[Step]:
    """ "A draft agreement", "the recently signed pact", "(in force since 2010)"."""
    out = []
    for token in noun.doc[noun.left_edge.i : noun.i]:
        if token.lower_ in ("draft", "drafted") and token.head.i == noun.i:
            out.append(_made("drafted", token, noun))
        elif token.lower_ in ("proposed", "planned", "envisaged") and token.head.i == noun.i:
            out.append(_made("proposed", token, noun))
        elif token.tag_ == "VBN" and token.head.i == noun.i and (stage := stage_of_verb(token)):
            out.append(_made(stage, token, noun))
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)]
    for i, token in enumerate(after):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "relcl"):
            break
        if token.lower_ in ("force", "effect") and i and after[i - 1].lower_ == "in":
            out.append(_made("in_force", token, noun))
        if token.lower_ == "negotiation" and i and after[i - 1].lower_ == "under":
            out.append(_made("negotiating", token, noun, True))
    return out


def _implied(mention: Mention, noun: Token) -> list[Step]:
    """What a year in the name and acting under an agreement imply: it has been signed, it is in force."""
    out = []
    if mention.year:
        out.append(_made("signed", noun, noun, implied=True, year=mention.year))
    if acted_under(noun):
        out.append(_made("in_force", noun.head if noun.head.pos_ == "ADP" else noun, noun, implied=True))
    return out


def acted_under(noun: Token) -> bool:
    """Whether somebody acts under the agreement: "trains there under a memorandum", "in line with the treaty"."""
    top = noun
    while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    acting = section("acting")
    if top.dep_ == "pobj" and top.head.lower_ in acting["prepositions"]:
        over = next((a for a in top.head.ancestors if a.pos_ in ("VERB", "AUX")), None)
        return over is None or modality(over) in ("asserted", "planned")
    before = noun.doc[max(noun.sent.start, noun.left_edge.i - 4) : noun.left_edge.i + 1].text.lower()
    if top.dep_ == "pobj" and top.head.dep_ == "agent" and lower_lemma(top.head.head) in ("govern", "bind", "regulate", "cover"):
        return True
    return any(re.search(rf"\b{p}\b", before) for p in acting["phrases"])


def stage_of(steps: list[Step]) -> str:
    """The newest stage that holds; an agreement without any is one that the report takes as agreed."""
    order = stages()
    told = [s for s in steps if not s.implied] or steps
    if not told:
        return "agreed"
    newest = max(steps, key=lambda s: order.index(s.stage))
    going = [s for s in told if s.stage == "negotiating" and s.current]
    if going and order.index(newest.stage) <= order.index("agreed"):
        return "negotiating"
    return newest.stage
