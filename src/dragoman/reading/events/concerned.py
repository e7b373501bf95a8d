"""Whom a deed concerns where its clause names no state or body as its object: whose the thing is, and on whose soil it is done."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.codebook.people import own_means
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import agent, children, conjuncts, counted, is_passive, lower_lemma, prepositional
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.charges import coded
from dragoman.reading.events.counterpart import two_states
from dragoman.reading.events.found import Found

_JUDGED = ("ACCUSE", "REJECT", "SUPPORT", "SANCTION", "THREATEN")
"""What is done to a thing that somebody has made or wants: to its owner."""
_ON_SOIL = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID")
"""What is done to people and things that are somewhere: to the state whose soil it is."""
_TO_THINGS = ("on", "against", "for", "at", "of")
_TO_PLACES = ("in", "into", "to", "from", "on", "at", "across", "near", "inside", "over", "of")


def name_concerned(events: list[Found], args: Arguments) -> None:
    """Give a deed to which nobody with a state or code is party as recipient the state that its object belongs to or lies in."""
    about = two_states(args.cast) or {h.entry.country for h in args.cast.context.hits if h.entry.country}
    for event in events:
        if event.rule.startswith("statement") or _knows_recipient(event, args.cast):
            continue
        concerned = _concerned(event, args, about)
        if concerned:
            event.recipients = [*concerned, *(i for i in event.recipients if not _is_idle(i, event, args.cast))]
            event.supposed = frozenset()


def turn_by_soil(events: list[Found], args: Arguments) -> None:
    """ "He was arrested in Dubai": who holds somebody is the state where that is done, where it was read as the one it is done to."""
    for event in events:
        verb = args.cast.doc[event.trigger]
        agentless = verb.pos_ == "VERB" and is_passive(verb) and agent(verb) is None
        if event.type != "COERCE" or not event.actors or not agentless:
            continue
        there = {state for place in prepositional(verb, "in", "at") if (state := _lies_in(place, args))}
        if there and there <= args.cast.countries(event.recipients) - args.cast.countries(event.actors):
            event.actors, event.recipients = event.recipients, event.actors


def _lies_in(place: Token, args: Arguments) -> str | None:
    """The state that a phrase of place names, or a town of which it names: "in the Omani capital", "at Minsk airport", "in a jail in Dubai"."""
    words, states = range(place.left_edge.i, place.right_edge.i + 1), args.cast.context.state_at
    return next((state for i in words if (state := args.towns.get(i) or states.get(i))), None)


def _knows_recipient(event: Found, cast: Cast) -> bool:
    """Whether a phrase surely names somebody with a state or code as recipient."""
    return any(coded(cast, i) and i not in event.supposed and not _is_arm(i, cast) for i in event.recipients)


def _is_idle(index: int, event: Found, cast: Cast) -> bool:
    """Whether a state or body was only supposed to be concerned, or somebody is the arm with which a state acts."""
    return (index in event.supposed and coded(cast, index)) or _is_arm(index, cast)


def _is_arm(index: int, cast: Cast) -> bool:
    """Whether somebody is only described as men or arms: "200 troops"."""
    entity = cast.entities[index]
    return not entity.named and any({w, w.removesuffix("s")} & own_means() for w in entity.name.lower().split())


def _concerned(event: Found, args: Arguments, about: set[str]) -> list[int]:
    trigger = args.cast.doc[event.trigger]
    towns = set[str]() if any(coded(args.cast, i) for i in event.supposed) else about
    if event.type in _JUDGED:
        return _others(_owners(_objects(trigger), args), event, args.cast)
    if event.type in _ON_SOIL:
        objects = list(_objects(trigger))
        return _others(_owners(objects, args), event, args.cast) or _others(_soil([trigger, *objects], args, towns), event, args.cast)
    if event.type == "AGREE":
        return _others(_soil(_moved(trigger), args, towns), event, args.cast)
    return []


def _objects(trigger: Token) -> Iterator[Token]:
    """What a trigger is done to: the object of an active verb, the subject of a passive one, what follows "on", "against" and the like."""
    if trigger.pos_ in ("VERB", "AUX"):
        direct = list(children(trigger, "nsubjpass" if is_passive(trigger) else "dobj"))
        heads = [*direct, *(p for word in (trigger, *direct) for p in prepositional(word, "on", "against", "for", "at"))]
    else:
        heads = list(prepositional(trigger, *_TO_THINGS))
    for head in heads:
        yield from map(counted, conjuncts(head))


def _moved(trigger: Token) -> Iterator[Token]:
    """The verbs of a promise under its trigger that move a state's own men or arms: "is willing to withdraw its troops from"."""
    for verb in (trigger, *children(trigger, "xcomp", "ccomp", "acomp")):
        for clause in (verb, *children(verb, "xcomp")):
            if any(lower_lemma(o) in own_means() for o in children(clause, "dobj")):
                yield clause
                yield from children(clause, "dobj")


def _owners(objects: Iterable[Token], args: Arguments) -> list[int]:
    """States and bodies named before the heads of what a deed is done to: "rejected the Ambrian proposal"."""
    return [i for head in objects if lower_lemma(head) not in own_means() for i in args.modifiers(head)]


def _soil(heads: Iterable[Token], args: Arguments, towns: set[str]) -> list[int]:
    """States that the phrases of place under some words name, or lie in.

    Args:
        towns: the states for which a town of theirs stands.
    """
    outer = [p for head in heads for p in prepositional(head, *_TO_PLACES) if p.ent_type_ not in ("DATE", "TIME")]
    places = [*outer, *(p for place in outer for p in prepositional(place, "in", "of"))]
    return [i for p in places for i in args.entities(p, place=True) if p.i not in args.towns or args.cast.country_of(i) in towns]


def _others(found: list[int], event: Found, cast: Cast) -> list[int]:
    """Those found that are states or bodies and do not act; rebels act against the state whose people they are."""
    mine = cast.countries([i for i in event.actors if cast.entities[i].kind not in ("group", "people")])
    those = [i for i in found if coded(cast, i) and i not in event.actors and not cast.countries([i]) & mine]
    return list(dict.fromkeys(those))
