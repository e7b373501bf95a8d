"""Agreements that no noun names: what two sides "agreed to set up", "agreed on", "undertook"."""

from spacy.tokens import Token

from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.lexicon import head_words, section, stem
from dragoman.reading.clauses import lower_lemma, subject
from dragoman.reading.events.modality import modality


def undertaking(verb: Token) -> Mention | None:
    """The mention that a verb of agreeing makes, where its object is a deed or a joint thing and no instrument; None for others."""
    data = section("undertaking")
    if lower_lemma(verb) == "exchange":
        return _exchange(verb)
    if verb.pos_ != "VERB" or lower_lemma(verb) not in data["verbs"] or not _several(verb) or modality(verb) != "asserted":
        return None
    matter = _matter(verb)
    if matter is None or lower_lemma(matter) in data["talk"]:
        return None
    start, end = _bounds(verb, matter)
    stretch = verb.doc[start:end]
    if any(t.lower_ in head_words() and t.pos_ in ("NOUN", "PROPN") for t in stretch):
        return None
    return Mention(
        head=verb.i, anchor=verb.i, start=start, end=end, instrument="unspecified", generic=False, definite=False, fresh=True, plural=False,
        proper=False, pronoun=False, year=None, name=stretch.text, topic=frozenset(stem(t) for t in stretch if t.pos_ in ("NOUN", "VERB")),
        alters=None, undertaking=True,
    )  # fmt: skip


def _bounds(verb: Token, matter: Token) -> tuple[int, int]:
    """The words of what is agreed: "the joint patrols which the armies agreed to restart" are before the verb."""
    relative = verb.dep_ == "relcl" and verb.head.i < verb.i and verb.head.pos_ == "NOUN"
    if relative and not any(c.dep_ == "dobj" for c in matter.children):
        return verb.head.left_edge.i, verb.head.i + 1
    start = matter.i if matter.pos_ == "VERB" else matter.left_edge.i
    return start, min(matter.right_edge.i + 1, matter.i + 14)


def _exchange(verb: Token) -> Mention | None:
    """ "Exchanged notes on the safety of navigation": an exchange of notes on a matter."""
    notes = next((c for c in verb.children if c.dep_ == "dobj" and lower_lemma(c) in section("undertaking")["exchange"]), None)
    if notes is None or verb.pos_ != "VERB" or modality(verb) != "asserted" or not _several(verb):
        return None
    matter = next((t for t in verb.doc[notes.i + 1 : notes.i + 2] if t.lower_ in ("on", "concerning", "regarding", "about")), None)
    if matter is None:
        return None
    start, end = notes.left_edge.i, min(matter.right_edge.i + 1, notes.i + 14)
    stretch = verb.doc[start:end]
    return Mention(
        head=verb.i, anchor=verb.i, start=start, end=end, instrument="exchange_of_notes", generic=False, definite=False, fresh=True, plural=False,
        proper=False, pronoun=False, year=None, name=f"exchange of {stretch.text}",
        topic=frozenset(stem(t) for t in stretch if t.pos_ in ("NOUN", "VERB")), alters=None, undertaking=True,
    )  # fmt: skip


def _several(verb: Token) -> bool:
    """Whether more than one agree: a plural or a list as subject, or "with" somebody."""
    doer = subject(verb)
    if any(c.dep_ == "prep" and c.lower_ == "with" for c in verb.children):
        return True
    if doer is not None and any(c.lower_ in section("undertaking")["shared"] for c in doer.children):
        return True
    return doer is not None and (doer.tag_ in ("NNS", "NNPS") or bool(list(doer.conjuncts)) or doer.lower_ in ("they", "both", "we"))


def _matter(verb: Token) -> Token | None:
    """What is agreed: the infinitive, the clause, or the object of "on"."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX"):
            return child
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "to") and child.i > verb.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
