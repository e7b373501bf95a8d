"""Who does what in a clause, by its syntax: subjects through control and coordination, objects, agents, prepositions."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs

SUBJECTS = ("nsubj", "csubj", "expl")
_OBJECT_CONTROL = frozenset(table("en/clauses")["object_control"])
"""Verbs whose object does what the verb below them tells: "urged Chad to sign"."""
_AMOUNTS = frozenset(table("en/clauses")["amounts"])
_RELATIVE = {"who", "which", "that", "whom", "whose"}


_DEEPEST = 6
"""Clauses through which a subject is looked for."""


def span_of(token: Token) -> tuple[int, int]:
    """First token and end of a token's whole phrase."""
    return token.left_edge.i, token.right_edge.i + 1


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The children with one of these dependencies, in order."""
    return (c for c in token.children if c.dep_ in deps)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was killed", and the bare participle of "a man killed by"."""
    own = {c.dep_ for c in verb.children}
    if own & {"nsubjpass", "auxpass"} or ("agent" in own and verb.tag_ == "VBN"):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj":
        bare = own.isdisjoint((*SUBJECTS, "aux", "dobj"))
        return is_passive(verb.head) if bare and regoverned(verb) is None else _elliptic(verb)
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.i > 0 and verb.nbor(-1).text == ",":
        return False  # "Russia, which …, called on": the parser took the main verb for a participle
    return verb.dep_ in ("acl", "amod", "relcl", "pcomp") and "aux" not in own


def _elliptic(verb: Token) -> bool:
    """Whether a participle shares the auxiliary of the passive before it: "two were killed and four others wounded"."""
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or not any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        return False
    alone = not any(c.dep_ in ("aux", "auxpass", "dobj", "ccomp", "xcomp") for c in verb.children)
    return alone and verb.head.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.head.children)


def antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.lower_ in _RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        up = verb
        while up.dep_ in ("conj", "xcomp", "ccomp", "advcl") and up.head.i != up.i:
            up = up.head
        if up.dep_ in ("relcl", "acl"):
            return up.head
    return token


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the grammatical subject of an active verb or the agent of a passive one, found through control."""
    if is_passive(verb):
        return agent(verb)
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    for aux in children(verb, "aux"):
        for child in children(aux, "nsubj"):
            return child
    return _governing_subject(verb, verb.head, depth) if depth <= _DEEPEST else None


def own_subject(verb: Token) -> Token | None:
    """The subject of a verb's own clause; after the colon of a headline the second one: "Drone shot down: Ambria demands answers"."""
    own = list(children(verb, "nsubj"))
    return own[-1] if len(own) > 1 and any(t.text == ":" for t in verb.doc[own[0].i : own[-1].i]) else next(iter(own), None)


def _governing_subject(verb: Token, head: Token, depth: int) -> Token | None:
    """The subject that a verb without one of its own has from what it hangs on."""
    if verb.dep_ == "conj":
        outer = regoverned(verb)
        if outer is None and head.pos_ not in ("VERB", "AUX"):
            return None
        return subject(outer or head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return _controller(verb, head, depth)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep_ in ("acl", "relcl"):
        described = verb.tag_ == "VBG" or verb.dep_ == "relcl" or head.dep_ == "ROOT"
        return head if described else _owner(head, depth)
    beside = verb.dep_ in ("dep", "parataxis", "aux") and head.pos_ in ("VERB", "AUX")
    return subject(head, depth + 1) if beside else None


def regoverned(verb: Token) -> Token | None:
    """The verb that a coordinated one really goes with: in "denied that anyone had been killed and accused India" that is "denied"."""
    inner, outer = verb.head, verb.head.head
    if verb.dep_ != "conj" or inner.pos_ not in ("VERB", "AUX"):
        return None
    own, beside = {c.dep_ for c in verb.children}, {c.dep_ for c in inner.children}
    if own & {"nsubj", "aux", "auxpass"} or not beside & {"aux", "auxpass"}:
        return None
    asked = inner.dep_ == "xcomp" and inner.tag_ == "VB"  # "urged both to meet and offered to help"
    if inner.dep_ != "ccomp" and not asked:
        return None
    if _goes_on(verb, inner):
        return None
    return outer if _begins_anew(verb, inner, outer) else None


def _begins_anew(verb: Token, inner: Token, outer: Token) -> bool:
    """Whether the form of a coordinated verb is that of the outer one; a past tense may have been taken for a participle."""
    if verb.tag_ == inner.tag_:
        return verb.tag_ == "VBN" and any(children(verb, "dobj")) and any(children(inner, "auxpass"))
    return verb.tag_ in {"VBD", "VBZ"} & {outer.tag_}


def _goes_on(verb: Token, inner: Token) -> bool:
    """Whether a past form goes on with the perfect before it: "said soldiers had crossed and abducted two"; a verb of saying begins anew."""
    perfect = any(c.lower_ in ("had", "has", "have") for c in children(inner, "aux")) and not any(children(inner, "auxpass"))
    return perfect and verb.tag_ in ("VBD", "VBN") and lower_lemma(verb) not in cue_verbs() and not any(children(verb, "mark"))


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep_ != "advcl" and head.lemma_ in _OBJECT_CONTROL:
        for child in children(head, "dobj"):
            return child
    if head.pos_ in ("ADJ", "NOUN"):
        for child in children(head, "nsubj"):
            return child
        return subject(head.head, depth + 1) if head.head.pos_ in ("VERB", "AUX") else None
    if (deed := reported(verb)) is not None:
        return subject(deed, depth + 1)
    if is_passive(head):
        return patient(head) if verb.dep_ != "advcl" or verb.tag_ != "VBG" else (agent(head) or patient(head))
    return subject(head, depth + 1)


def reported(verb: Token) -> Token | None:
    """The deed to which a trailing participle belongs where a source stands between: "a strike hit the town, officials said, killing three"."""
    head = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i < head.i or lower_lemma(head) not in cue_verbs():
        return None
    aside = head.head if head.dep_ == "parataxis" and head.head.pos_ == "VERB" and head.head.i < head.i else None
    return next((c for c in children(head, "ccomp") if c.i < head.i), aside)


def _of_preposition(prep: Token, depth: int) -> Token | None:
    """The subject of "accused B of doing", "after meeting", "agreement on doing"."""
    over = prep.head
    if over.pos_ in ("VERB", "AUX"):
        if over.lemma_ in _OBJECT_CONTROL and prep.lower_ in ("of", "for", "from", "against", "into"):
            found = patient(over)
            if found is not None:
                return found
        if is_passive(over):
            return agent(over) or patient(over)
        return subject(over, depth + 1)
    if over.dep_ == "dobj" and prep.lower_ in ("of", "for") and over.head.lemma_ in _OBJECT_CONTROL:
        return over
    return _owner(over, depth)


def _owner(noun: Token, depth: int = 0) -> Token | None:
    """Who has the plan, or says it: possessor, "by" phrase, or the subject of the verb that governs the noun."""
    for child in children(noun, "poss"):
        return child
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ == "by":
            return next(children(prep, "pobj"), None)
    up = noun
    while up.dep_ in ("pobj", "prep", "conj", "attr", "dobj", "pcomp", "nsubj", "nsubjpass", "oprd") and depth < 8:
        up = up.head
        depth += 1
        if up.pos_ in ("VERB", "AUX"):
            return subject(up, depth + 1)
    return None


def owner(noun: Token) -> Token | None:
    """Who stands behind a noun ("its plan", "a vow by", "issued a threat")."""
    return _owner(noun)


def agent(verb: Token) -> Token | None:
    """The "by" phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next(children(child, "pobj", "pcomp"), None)
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    ):
        return agent(verb.head)
    return None


def patient(verb: Token) -> Token | None:
    """Whom it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        for child in children(verb, "nsubjpass", *(("nsubj",) if _elliptic(verb) else ())):
            return antecedent(child, verb)
        if verb.dep_ in ("acl", "amod", "relcl"):
            return verb.head
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            return patient(verb.head) if is_passive(verb.head) else subject(verb.head)  # "he seized power and was wounded"
        if verb.dep_ == "xcomp" or _fronted(verb):
            return subject(verb.head, 3)
        return None
    for child in children(verb, "dobj"):
        return antecedent(child, verb)
    if verb.dep_ == "relcl":
        for child in verb.children:
            if child.lower_ in _RELATIVE and child.dep_ in ("dobj", "pobj"):
                return verb.head
    return None


def _fronted(verb: Token) -> bool:
    """Whether a bare participle stands before the clause that it tells of: "Accused by Ukraine of shelling, Russia said nothing"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i < verb.head.i


def prepositional(token: Token, *preps: str) -> Iterator[Token]:
    """Objects of these prepositions under a verb or noun, also one level down through an object or another preposition."""
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in preps:
            yield from children(child, "pobj", "pcomp")
        if child.dep_ == "prep" and child.lower_ in ("along", "together", "out", "up"):
            yield from prepositional(child, *preps)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it."""
    return [token, *token.conjuncts] if token.dep_ != "conj" else [token, *(t for t in token.conjuncts if t.i > token.i)]


def counted(token: Token) -> Token:
    """Whom a phrase is really about: the prisoners of "hundreds of prisoners"."""
    if lower_lemma(token) in _AMOUNTS or token.pos_ == "NUM":
        for prep in children(token, "prep"):
            if prep.lower_ == "of":
                return next(children(prep, "pobj"), token)
    return token


def lower_lemma(token: Token) -> str:
    """Lemma in lower case; the text for what has none."""
    mended = _mended().get(token.lower_) if token.pos_ == "VERB" else None
    return mended or (token.lemma_ or token.text).lower()


@cache
def _mended() -> dict[str, str]:
    """The lemmas of forms of verbs that the lemmatizer takes for others."""
    found: dict[str, str] = table("en/lemmas")["verbs"]
    return found


def hosts(token: Token) -> bool:
    """Whether somebody only receives or mediates between those who agree: "talks that Switzerland had hosted", "talks hosted by Oman"."""
    by = token.dep_ == "pobj" and token.head.lower_ == "by"
    verb = token.head.head if by else token.head
    return (by or token.dep_ == "nsubj") and lower_lemma(verb) in ("host", "mediate", "broker", "facilitate")
