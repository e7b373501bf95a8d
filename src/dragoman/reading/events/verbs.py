"""Events told by verbs."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import Frame
from dragoman.codebook.parties import people_nouns
from dragoman.reading.clauses import children, counted, is_passive, lower_lemma, patient, prepositional, subject
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.events.framed import by_frame, first_of_each, parties_of
from dragoman.reading.events.matching import verb_matches
from dragoman.reading.events.recipients import find_recipients, is_own, of_agreement

_VIOLENT = {
    "strike",
    "attack",
    "airstrike",
    "raid",
    "bombing",
    "shelling",
    "bombardment",
    "missile",
    "rocket",
    "drone",
    "blast",
    "explosion",
    "fire",
    "offensive",
    "assault",
    "ambush",
    "bomb",
    "shell",
    "gunfire",
    "clash",
    "barrage",
}
_ONE_SIDED = ("ratify", "approve", "pass", "endorse")
"""Verbs of one side's act, also where the agreement has two."""
_CONFIDENCE = 0.7


def by_verb(doc: Doc, live: frozenset[int], args: Arguments, parties: dict[int, list[int]]) -> list[Found]:
    """Every event that a verb in the live tokens tells.

    Args:
        parties: entities of the parties to the agreement that a token names.
    """
    verbs = (t for t in doc if t.i in live and t.pos_ in ("VERB", "AUX") and t.dep_ != "amod")
    return list(first_of_each(verbs, verb_matches, lambda verb, frame: _read(verb, frame, args, parties)))


def _read(verb: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]]) -> Found | None:
    doer, about = subject(verb), patient(verb)
    actors = _actors(verb, doer, args)
    if doer is not None and not actors and not _may_act(doer, verb, frame):
        return None
    actors = actors or _means(verb, args)
    recipients, seat = find_recipients(verb, frame, args, parties, actors)
    actors, recipients = _by_role(verb, about, frame, args, actors, recipients)
    recipients = recipients or _asked(verb, frame, args) or _signatories(verb, about, frame, args, parties, actors)
    if frame.reciprocal:
        actors, recipients = _together(verb, about, args, parties, actors, recipients)
    recipients = _others(frame, args, actors, recipients)
    if not _enough(frame, args, actors, recipients):
        return None
    beside = (t for t in (doer, seat, about) if t is not None and t.sent == verb.sent)
    return by_frame("verb", verb, frame, actors, recipients, beside, trigger=verb, done_by=verb, confidence=_CONFIDENCE)


def _actors(verb: Token, doer: Token | None, args: Arguments) -> list[int]:
    """The entities of the subject, or whoever stands behind a strike that is the subject."""
    return (args.doers(doer) or _behind(doer, args)) if doer is not None else []


def _may_act(doer: Token, verb: Token, frame: Frame) -> bool:
    """Whether a verb with a subject that names nobody can tell an event all the same."""
    return doer.pos_ == "PRON" or frame.crowd or lower_lemma(doer) in _VIOLENT or is_passive(verb) or _described(doer)


def _by_role(
    verb: Token, about: Token | None, frame: Frame, args: Arguments, actors: list[int], recipients: list[int]
) -> tuple[list[int], list[int]]:
    """Actors and recipients as the frame has them: a guest acts who is received, a giver who is the source of what one gets."""
    if frame.visitor == "object":
        return recipients, actors
    if frame.visitor == "giver":
        return recipients or (args.modifiers(about) if about is not None else []), actors
    if frame.type == "AID" and not actors and about is not None and is_passive(verb):
        actors = args.modifiers(about)  # "parts of the Russian system were delivered to Turkey"
        actors = actors or [i for t in prepositional(about, "of") for i in args.modifiers(t)]
    return actors, recipients


def _asked(verb: Token, frame: Frame, args: Arguments) -> list[int]:
    """Whom a request is made to that only its clause names: "demanded that A withdraw"."""
    clause = next(children(verb, "ccomp"), None) if frame.type == "REQUEST" else None
    who = subject(clause) if clause is not None else None
    return [i for i in args.entities(who) if args.political(i)] if who is not None else []


def _signatories(
    verb: Token, about: Token | None, frame: Frame, args: Arguments, parties: dict[int, list[int]], actors: list[int]
) -> list[int]:
    """The other parties to the agreement that is the object, of what is done alone."""
    alone = not frame.reciprocal or lower_lemma(verb) in _ONE_SIDED
    return [i for i in of_agreement(about, parties) if not is_own(args, i, actors)] if alone and about is not None else []


def _others(frame: Frame, args: Arguments, actors: list[int], recipients: list[int]) -> list[int]:
    """Recipients that do not act; one's own ambassador, whom one withdraws, is not whom it is done to either."""
    recalled = frame.type == "SANCTION" and "withdraw" in (frame.mode or "")
    return [r for r in recipients if r not in actors and not (recalled and is_own(args, r, actors))]


def _together(
    verb: Token, about: Token | None, args: Arguments, parties: dict[int, list[int]], actors: list[int], recipients: list[int]
) -> tuple[list[int], list[int]]:
    """All act alike in what is done together; where nobody is named, the parties to the agreement that is the object."""
    if lower_lemma(verb) not in _ONE_SIDED:
        actors, recipients = [*actors, *(r for r in recipients if r not in actors)], []
    if about is not None and not args.coded(actors):
        actors = of_agreement(about, parties)
    return actors, recipients


def _described(doer: Token) -> bool:
    """Whether a subject that the cast does not know is people all the same; who they are is filled in later."""
    who = counted(doer)
    return lower_lemma(who) in people_nouns() or who.pos_ == "PROPN"


def _behind(noun: Token, args: Arguments) -> list[int]:
    """Whose strike or force it is that does the killing: "a US drone strike", "shelling by the army"."""
    if lower_lemma(noun) in _VIOLENT:
        by = list(prepositional(noun, "by", "from"))
        return args.entities(by[0]) if by else args.entities(noun)
    return []


def _means(verb: Token, args: Arguments) -> list[int]:
    """Who stands behind a passive: "was killed in a US drone strike"."""
    nouns = (n for n in prepositional(verb, "in", "by", "during", "from") if lower_lemma(n) in _VIOLENT)
    return next((found for n in nouns if (found := _behind(n, args))), [])


def _enough(frame: Frame, args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    """Whether the parties that the frame needs are there."""
    if frame.person and not _visit(args, actors, recipients):
        return False
    has_actor, has_recipient = args.coded(actors), args.coded(recipients)
    if frame.reciprocal:
        return len(parties_of(args, actors)) > 1 if frame.needs == "both" else has_actor
    if frame.type == "PROTEST" and not has_actor and not has_recipient:
        return True  # a crowd needs no name; the model says whether it is a protest
    if frame.type == "SUPPORT" and not recipients and len(args.cast.countries(actors)) > 1:
        return True  # several states about one another
    return _NEEDED[frame.needs](has_actor, has_recipient, bool(actors))


_NEEDED: dict[str | None, Callable[[bool, bool, bool], bool]] = {
    "both": lambda actor, recipient, _: actor and recipient,
    "any": lambda actor, recipient, _: actor or recipient,
    "actor": lambda actor, _, __: actor,
    "recipient": lambda _, recipient, __: recipient,
    "state": lambda actor, recipient, anybody: recipient and (actor or not anybody),
    None: lambda actor, recipient, _: actor or recipient,
}
"""For what a frame needs: whether it is there, told whether a party acts, whether one is acted upon, and whether anybody acts."""


def _visit(args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    """A visit is made by people or bodies of one side to another."""
    kinds = {args.cast.entities[i].kind for i in actors}
    return bool(kinds & {"person", "office", "group", "government", "organization"}) and not (
        args.cast.countries(actors) & args.cast.countries(recipients)
    )
