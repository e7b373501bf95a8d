"""Predicates that may tell an event between two parties: what the model is asked about."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import cue_verbs
from dragoman.codebook.parties import circumstances, idioms, means_nouns, moving_verbs, thing_nouns
from dragoman.codebook.people import instruments
from dragoman.reading.clauses import agent, children, is_passive, lower_lemma, patient, subject
from dragoman.reading.events.parties import Parties

_TOWARDS = ("against", "with", "to", "on", "upon", "at", "for", "from", "into", "of", "between", "toward", "towards", "by", "about", "over")
_CLAUSES = ("xcomp", "ccomp", "acl", "advcl")
_DEPTH = 4
_TAKING = {"receive", "get", "obtain", "accept"}
_TELLING = {"say", "tell", "state", "add", "note", "write", "report", "quote", "cite", "explain", "recall", "remark"}


@dataclass(frozen=True)
class Candidate:
    """A predicate with who acts and whom it is done to."""

    trigger: Token
    source: Token | None
    """Head of the phrase that acts; none where a passive names nobody."""
    target: Token | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]


def candidates(doc: Doc, live: frozenset[int], parties: Parties) -> Iterator[Candidate]:
    """Every verb of the live tokens with parties on both sides, or a passive with a patient."""
    for verb in doc:
        if verb.i not in live or verb.pos_ != "VERB" or not _tells(verb):
            continue
        passive = is_passive(verb)
        source = _doer(verb, passive, parties)
        actors = parties.doers(source) if source is not None else []
        if not actors and not passive:
            continue
        target, recipients = _target(verb, parties, actors)
        if not passive and _gets_from(verb, target):
            source, actors, target, recipients = target, recipients, source, actors  # "received an invitation from B": B acts
        if recipients or actors:
            yield Candidate(verb, source, target, tuple(actors), tuple(recipients))


def _doer(verb: Token, passive: bool, parties: Parties) -> Token | None:
    """Head of the phrase that acts; for a pronoun that nobody is found for, whoever speaks."""
    source = agent(verb) if passive else subject(verb)
    if source is not None and source.pos_ == "PRON" and not parties.doers(source):
        return _speaker(verb) or source
    return source


def _tells(verb: Token) -> bool:
    """Whether a verb can tell an event itself: no participle before a noun, and none that only carries or closes what others tell."""
    if verb.dep_ in ("amod", "compound") or lower_lemma(verb) == "be":
        return False
    return not (_carried(verb) or _only_says(verb) or _outcome(verb) or _idiom(verb))


def _gets_from(verb: Token, target: Token | None) -> bool:
    """Whether the phrase found is the giver of what the subject gets."""
    return lower_lemma(verb) in _TAKING and target is not None and target.dep_ == "pobj" and target.head.lower_ == "from"


def _speaker(verb: Token) -> Token | None:
    """Whom the pronoun of a reported clause stands for where nothing nearer does: "the group said it would free him"."""
    up = verb
    for _ in range(3):
        if up.dep_ not in ("ccomp", "conj", "advcl"):
            return None
        up = up.head
        if lower_lemma(up) in cue_verbs():
            return subject(up)
    return None


def _carried(verb: Token) -> bool:
    """Whether another verb tells the event that this one only completes: "agreed to help"."""
    return verb.dep_ == "xcomp" and verb.head.pos_ == "VERB"


def _idiom(verb: Token) -> bool:
    """Whether verb and object together are no deed: "released the results", "takes office"."""
    objects = idioms().get(lower_lemma(verb))
    return objects is not None and any(lower_lemma(t) in objects for t in children(verb, "dobj", "nsubjpass"))


def _outcome(verb: Token) -> bool:
    """Whether it only tells what came of another event: "closed the crossing, leaving hundreds stranded"."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and lower_lemma(verb) in ("leave", "bring", "make", "mark", "become")


def _only_says(verb: Token) -> bool:
    """Whether it is a verb of saying whose clause tells whatever happened."""
    kinds = {kind for rest, kind in cue_verbs().get(lower_lemma(verb), ()) if not rest}
    if not kinds or not kinds <= {"assert", "claim"}:
        return False
    return lower_lemma(verb) in _TELLING or any(c.pos_ in ("VERB", "AUX") for c in children(verb, "ccomp"))


def _target(verb: Token, parties: Parties, actors: list[int]) -> tuple[Token | None, list[int]]:
    """Head of the phrase of whom it is done to, and its entities.

    Whoever the report only describes ("ten people") is joined by the state or body that the clause names beside them.
    """
    cast = parties.args.cast
    known = {*actors, *(cast.state(c) for c in sorted(cast.countries(actors)))} if actors else set()
    first: Token | None = None
    out: list[int] = []
    for token in dict.fromkeys(_below(verb)):
        if _is_means(token):
            continue
        found = [i for i in parties.targets(token) if i not in known and i not in out]
        political = any(parties.args.political(i) for i in found)
        if found and (first is None or political):
            first = first or token
            out += found
        if political:
            break
    return first, out


def _is_means(token: Token) -> bool:
    """Whether a phrase is what something is done with: "withdrew its troops", "moved tanks"."""
    own = any(c.tag_ == "PRP$" for c in children(token, "poss")) and lower_lemma(token) in thing_nouns() | instruments()
    moved = token.dep_ in ("dobj", "nsubjpass") and lower_lemma(token) in means_nouns() and lower_lemma(token.head) in moving_verbs()
    return own or moved


def _below(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Heads of the phrases under a verb: what it is done to, what its prepositions govern, then those of its clauses."""
    if depth > _DEPTH:
        return
    yield from (c for c in children(verb, "dative") if c.pos_ != "ADP")
    about = patient(verb)
    if about is not None:
        yield about
    yield from (c for c in children(verb, "dobj", "attr", "oprd") if about is None or c.i != about.i)
    for prep in _prepositions(verb, about):
        if about is not None and any(lower_lemma(t) in circumstances() for t in children(prep, "pobj")):
            continue  # "at the behest of A", "with the help of B": not whom it is done to
        yield from _behind(prep, depth)
    for under in (verb, *children(verb, "dobj", "acomp", "attr", "prt")):
        for clause in children(under, *_CLAUSES):
            yield from _in_clause(clause, depth)


def _prepositions(verb: Token, about: Token | None) -> list[Token]:
    """The prepositions under a verb and its object, those first that lead to whom it is done to."""
    preps = [c for c in children(verb, "prep", "dative", "agent") if c.pos_ == "ADP"]
    if about is not None:
        preps += [c for c in children(about, "prep") if c.i > verb.i]
    return sorted(preps, key=lambda p: _TOWARDS.index(p.lower_) if p.lower_ in _TOWARDS else len(_TOWARDS))


def _behind(prep: Token, depth: int) -> Iterator[Token]:
    """Heads of the phrases that a preposition governs, in a clause of its own too."""
    yield from children(prep, "pobj")
    for inner in children(prep, "prep"):
        yield from children(inner, "pobj")
    for clause in children(prep, "pcomp"):
        yield from _below(clause, depth + 1)


def _in_clause(clause: Token, depth: int) -> Iterator[Token]:
    """Heads of the phrases in a clause under the verb, no happening of its own: not "closed when the army seized the town"."""
    subjects = list(children(clause, "nsubj", "nsubjpass"))
    if clause.dep_ == "advcl" and subjects:
        return
    if clause.dep_ in ("ccomp", "xcomp"):
        yield from subjects
    yield from _below(clause, depth + 1)
