"""Whether an event has happened: negation, plans, conditions, fears and hopes that stand over its trigger."""

from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.model.record import Modality
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.events.negation import denied, is_nobody, passed_over
from dragoman.reading.events.refusals import refrains
from dragoman.reading.events.wished import is_wished

_GATHER = {"march", "rally", "gather", "demonstrate", "assemble"}  # who marches to protest protests


@cache
def _words(kind: str, part: str) -> frozenset[str]:
    return frozenset(table("modality")[kind].get(part, ()))


def modality(trigger: Token) -> Modality:
    """Modality of the event that a verb or noun tells, from its own clause and from what governs it."""
    told = _told(trigger)
    if told != "planned":
        return told
    around = (trigger, *trigger.conjuncts, *([trigger.head] if trigger.dep_ == "xcomp" else ()))
    open_ = any(inverted(c) for t in around for c in children(t, "advcl"))  # "vowed to deploy gunboats should he win"
    return "hypothetical" if open_ else told


def _told(trigger: Token) -> Modality:
    own = _own(trigger)
    if own is not None:
        return own
    token, hops = trigger, 0
    while token.head.i != token.i and hops < 6:
        head, hops = token.head, hops + 1
        found = _governed(token, head)
        if found is not None:
            return found
        if (token.dep_ in ("ccomp", "relcl", "parataxis") or _told_by_noun(token)) and head.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
            break
        if token.dep_ == "advcl" or (token.i == trigger.i and taken_for_granted(token)):
            break
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children):
            break
        token = head
    return "asserted"


def taken_for_granted(token: Token) -> bool:
    """ "To carry out the decisions taken in Lisbon": a participle that says which thing is meant tells what has happened."""
    noun = token.head
    return (
        token.dep_ == "acl"
        and token.tag_ in ("VBN", "VBD")
        and any(c.lower_ in ("the", "these", "those", "both") for c in children(noun, "det"))
    )


def _told_by_noun(token: Token) -> bool:
    """Whether a clause of its own tells what a noun says: "could not confirm reports that shots were fired" denies no shots."""
    return token.dep_ == "acl" and any(children(token, "nsubj", "nsubjpass"))


def _own(token: Token) -> Modality | None:
    """What the token's own auxiliaries, negation, adjectives and conjunction say."""
    if denied(token) or passed_over(token) or refrains(token):
        return "negated"
    if inverted(token) or is_wished(token):
        return "hypothetical"
    if _summons(token):
        return "planned"
    told = next((how for child in token.children if (how := _by_child(child, token)) is not None), None)
    if told is not None:
        return told
    if token.tag_ == "VB" and _is_headline_future(token):
        return "planned"
    return "negated" if token.pos_ in ("VERB", "AUX") and any(map(is_nobody, token.children)) else None


def _summons(verb: Token) -> bool:
    """ "Had called a march for Sunday": it is still to come."""
    crowds = _words("planned", "crowds") if lower_lemma(verb) in _words("planned", "summoning") else frozenset()
    return any(lower_lemma(c) in crowds for c in children(verb, "dobj", "oprd"))


def _is_headline_future(verb: Token) -> bool:
    """ "Russia, Laos to hold drill", "Turkey to reopen embassy in Armenia": no verb but the infinitive, right behind whoever is to do it."""
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    named = verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "ROOT" and verb.head.pos_ in ("PROPN", "NOUN")
    return to is not None and (verb.dep_ == "ROOT" or (named and verb.head.i == to.i - 1 and verb.sent[-1].text not in (".", "!", "?")))


def _by_child(child: Token, token: Token) -> Modality | None:
    """What an auxiliary, a conjunction, or a word before a noun says."""
    if child.dep_ == "aux":
        return "planned" if child.lower_ == "would" and _told_plan(token) else _listed(child.lower_, "auxiliaries")
    if child.dep_ == "mark":
        return "hypothetical" if child.lower_ in _words("hypothetical", "markers") else None
    if token.pos_ not in ("NOUN", "PROPN") or child.dep_ not in ("amod", "compound", "advmod", "det"):
        return None
    if child.dep_ in ("compound", "amod") and lower_lemma(child) in _words("negated", "verbs"):
        return "negated"  # "cancels trip": a headline's verb taken for part of the noun
    return _listed(child.lower_, "words")


def _told_plan(verb: Token) -> bool:
    """ "Said that he would visit Ambria": a plan told in the past, unless the clause makes it depend on something."""
    while verb.dep_ == "conj" and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    under_noun = (t for t in verb.ancestors if t.pos_ == "VERB")  # "said at a hearing that he would visit", the clause taken for the noun's
    over = next(under_noun, verb) if _told_by_noun(verb) else verb.head
    said = over.tag_ in ("VBD", "VBN", "VBG") and lower_lemma(over) in _words("planned", "tellings")
    told = said and (verb.dep_ == "ccomp" or _told_by_noun(verb))
    return told and not any(_is_open_clause(c) for v in (verb, over) for c in children(v, "advcl"))


def _is_open_clause(clause: Token) -> bool:
    """Whether a clause says what something depends on: "if asked", "should they attack"."""
    return inverted(clause) or any(c.lower_ in _words("hypothetical", "markers") for c in children(clause, "mark", "aux", "advmod"))


def _listed(word: str, part: str) -> Modality | None:
    """Whether a word of one part of the lexicon says that something is planned, or open."""
    if word in _words("planned", part):
        return "planned"
    return "hypothetical" if word in _words("hypothetical", part) else None


def inverted(verb: Token) -> bool:
    """Whether the auxiliary stands before the subject: a condition ("had Iran attacked") or a question."""
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    if who is None or first is None or first.i > who.i:
        return False
    asked = any(t.text == "?" for t in verb.sent[-2:])
    return asked or (first.lower_ in ("should", "had", "were") and (first.is_sent_start or first.nbor(-1).text in (",", ";", "and", "but")))


def conditional(trigger: Token) -> bool:
    """Whether an event is open in a clause of its own: after "if", with "may", in a question; not only because a verb above asks for it."""
    if (
        inverted(trigger)
        or supposed(trigger)
        or any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "markers") for c in trigger.children)
    ):
        return True
    modal = next((c.lower_ for c in trigger.children if c.dep_ == "aux" and c.lower_ in _words("hypothetical", "auxiliaries")), None)
    if modal == "would":  # else a plan told in the past: "said that he would visit"
        return trigger.dep_ == "ccomp" and lower_lemma(trigger.head) in _words("hypothetical", "verbs")
    return modal is not None


def supposed(trigger: Token) -> bool:
    """ "Suppose that A attacks B", "the likeliest outcome is that A attacks B": what is told only as a case to think of."""
    over = trigger.head
    if trigger.dep_ not in ("ccomp", "xcomp") or over.pos_ not in ("VERB", "AUX"):
        return False
    who = next(children(over, "nsubj"), None)
    if who is None:
        return over.tag_ == "VB" and lower_lemma(over) in _words("hypothetical", "supposing") and not any(children(over, "aux", "neg"))
    likely = {c.lower_ for c in children(who, "amod")} & _words("hypothetical", "likelihood")
    return bool(likely) or (lower_lemma(who) in _words("hypothetical", "outlooks"))


def intended(verb: Token) -> bool:
    """Whether a verb tells what somebody means to do, without promising it: "plans to", "is ready to", "is to"."""
    return lower_lemma(verb) in _words("planned", "intentions") or (verb.head.pos_ == "ADJ" and verb.dep_ in ("xcomp", "ccomp"))


def ahead(token: Token) -> bool:
    """Whether a word itself says that something is meant to come: "plans to sign", "is about to sign"."""
    below = [a for a in children(token, "acomp", "prep") if lower_lemma(a) in _words("planned", "adjectives")]
    due = lower_lemma(token) == "be" and any(children(t, "xcomp", "pcomp") for t in below)
    return due or _is_awaited(token) or _leaves_soon(token) or (intended(token) and any(children(token, "xcomp")))


def _is_awaited(token: Token) -> bool:
    """ "Is due in Juba", "was expected in Juba on Wednesday", "is set for 22 August"."""
    words = _words("planned", "awaited")
    itself = token.lower_ in words and (token.pos_ == "ADJ" or any(children(token, "auxpass"))) and not any(children(token, "prt", "agent"))
    return itself or (lower_lemma(token) == "be" and any(c.lower_ in words for c in children(token, "acomp")))


def _leaves_soon(verb: Token) -> bool:
    """ "Leaves tonight for Ambria", "travels to Ambria today"."""
    now = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VB" and verb.dep_ == "ROOT" and any(children(verb, "nsubj")))
    when = {c.lower_ for c in children(verb, "npadvmod", "advmod")} if now else set()
    return not when.isdisjoint(_words("planned", "soon")) or ("today" in when and lower_lemma(verb) in _words("planned", "moving"))


_OPEN = ("xcomp", "ccomp", "dobj", "prep", "pcomp", "acomp", "oprd", "nsubjpass", "advcl", "pobj", "conj", "attr")
"""Relations in which a verb says how far what hangs on it has happened."""


def _governed(token: Token, head: Token) -> Modality | None:
    """What the word above says of the one below."""
    lemma = lower_lemma(head)
    if head.pos_ in ("VERB", "AUX"):
        return _under_verb(token, head, lemma) if token.dep_ in _OPEN else None
    if head.pos_ == "ADJ" and token.dep_ in ("xcomp", "ccomp", "prep", "pcomp", "advcl"):
        return _listed(lemma, "adjectives") or ("hypothetical" if token.tag_ == "VB" else None)
    if head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("acl", "prep", "pcomp", "relcl"):
        return _noun_over(token, lemma)
    if head.pos_ == "ADP" and token.dep_ in ("pcomp", "pobj"):
        return _preposition_over(token, head)
    return None


def _preposition_over(token: Token, head: Token) -> Modality | None:
    """ "Without signing", "stopped short of signing", "instead of signing", "warned against signing"."""
    instead = head.lower_ == "of" and head.i > 0 and head.nbor(-1).lower_ == "instead"
    if head.lower_ == "without" or head.head.lower_ == "short" or instead:
        return "negated"
    if head.lower_ == "from" and lower_lemma(head.head) in _words("negated", "keeping"):
        return "negated" if _own(head.head) is None else "hypothetical"
    if head.lower_ == "against" and lower_lemma(head.head) in _words("negated", "deciding"):
        return "negated"
    return "hypothetical" if head.lower_ == "against" and token.pos_ == "VERB" else None


def _under_verb(token: Token, head: Token, lemma: str) -> Modality | None:
    if supposed(token):
        return "hypothetical"
    if token.dep_ == "advcl":
        feared = any(c.dep_ == "mark" and c.lower_ in _words("hypothetical", "markers") for c in token.children)
        return "hypothetical" if feared else _purpose(token)
    if token.dep_ == "xcomp" and lemma == "go" and head.tag_ == "VBG":
        return "planned"
    if _kept_from(token, head, lemma):
        return "negated"
    found = _complement(token, head, lemma)
    if found is not None:
        return found
    if token.dep_ == "pcomp" and lemma in ("accuse", "suspect"):
        return None
    sought = _listed(lemma, "objects_of") if token.dep_ in ("dobj", "prep", "pcomp") else None
    return sought or _inherited(token, head)


def _kept_from(token: Token, head: Token, lemma: str) -> bool:
    """Whether a verb says that what hangs on it has not happened: "failed to sign", "called off the drill", "has yet to sign"."""
    if token.dep_ == "xcomp" and lemma == "have" and any(c.lower_ == "yet" for c in head.children):
        return True
    bare = token.dep_ in ("xcomp", "dobj", "nsubjpass", "pcomp", "oprd", "pobj") or (token.dep_ != "prep" and token.tag_ in ("VB", "VBG"))
    verbs = {lemma, *(f"{lemma} {c.lower_}" for c in children(head, "prt"))}
    return bare and not verbs.isdisjoint(_words("negated", "verbs"))


def _inherited(token: Token, head: Token) -> Modality | None:
    """What a verb's own words say of it holds of the verb that it is coordinated with, and of what hangs on it."""
    if token.dep_ == "conj":
        alone = any(c.dep_ in ("nsubj", "nsubjpass") or (c.dep_ == "aux" and c.tag_ in ("VBZ", "VBD", "VBP")) for c in token.children)
        other = head.tag_ == "VB" and token.tag_ in ("VBD", "VBZ", "VBP")  # "would not comment but opposes both"
        return _own(head) if token.pos_ == head.pos_ and not alone and not other else None
    if token.dep_ in ("xcomp", "dobj", "nsubjpass", "acomp", "attr", "oprd", "prep", "pcomp"):
        own = _own(head)
        return own if own in ("planned", "hypothetical", "negated") else None
    return None


def _complement(token: Token, head: Token, lemma: str) -> Modality | None:
    """What a verb says of the infinitive that it takes: "plans to", "asked them to", "failed to"."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    infinitive = token.tag_ == "VB" or to
    complement = token.dep_ == "xcomp" or (token.dep_ == "ccomp" and infinitive and token.tag_ != "VB")
    if not (complement and infinitive):
        return None
    if _own(head) == "negated":
        return "negated"
    if lemma in _words("implicative", "verbs"):
        return None
    if lemma in _words("planned", "verbs"):
        return "planned"
    return "hypothetical" if to else None


def _purpose(token: Token) -> Modality | None:
    """ "Travelled to Tehran to sign": a purpose is not yet a deed."""
    if token.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children):
        return None if lower_lemma(token.head) in _GATHER else "planned"
    return None


def _noun_over(token: Token, lemma: str) -> Modality | None:
    infinitive = token.dep_ == "acl" and token.tag_ == "VB"
    if infinitive or token.dep_ in ("prep", "pcomp"):
        if lemma in _words("negated", "nouns"):
            return "negated"
        if infinitive and lemma in _words("planned", "nouns"):
            return "planned"
        if lemma in _words("hypothetical", "nouns") or infinitive:
            return "hypothetical"
        if token.dep_ == "prep" and lemma in ("plan", "proposal", "intention", "preparation", "mandate"):
            return "planned"
    return None
