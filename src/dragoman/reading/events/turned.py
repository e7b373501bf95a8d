"""Whose deed it is, in a report on two states, where one of them was read as doing to its own what the clause has done to it."""

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import agent, is_passive, patient, subject
from dragoman.reading.events.counterpart import two_states
from dragoman.reading.events.found import Found

_TO_OTHERS = ("ACCUSE", "SANCTION", "REQUEST")
"""What a state does to another state's people and not to its own."""
_HELD_OR_REFUSED = ("COERCE", "REJECT")
"""What is not done to one's own people where anybody is said to do it at all."""
_DONE_TO = ("ACCUSE", "REJECT", "ASSAULT", "COERCE", "SANCTION", "THREATEN", "REQUEST", "SUPPORT")
"""What one does to the object of an active verb, or the subject of a passive one."""


def turn_passives(events: list[Found], cast: Cast) -> None:
    """ "The Ambrian envoy was called in": nobody does this to their own side, so it is the other one of the two who did.

    Harm that nobody is said to do is left alone: who did it must not be guessed.
    """
    pair = two_states(cast)
    if pair is None:
        return
    for event in events:
        trigger = cast.doc[event.trigger]
        about = patient(trigger) if _is_done_by_nobody(event, trigger) else None
        mention = cast.headed(about) if about is not None else None
        hit = cast.countries([mention.entity]) if mention is not None else set()
        if mention is not None and len(hit) == 1 and hit <= pair and cast.countries(event.actors) <= hit:
            event.recipients = cast.expand(mention.entity)
            event.actors = [cast.state(other) for other in sorted(pair - hit)]


def _is_done_by_nobody(event: Found, verb: Token) -> bool:
    """Whether a passive tells of what is done to others, and not by whom."""
    to_others = event.type in _TO_OTHERS or (event.type in _HELD_OR_REFUSED and bool(event.actors))
    return to_others and verb.pos_ == "VERB" and is_passive(verb) and agent(verb) is None


def turn_own(events: list[Found], cast: Cast) -> None:
    """ "A Singaporean was refused entry", "it blamed the Bangladesh Navy" of two that "it" may be: who is hit was taken for the doer as well."""
    pair = two_states(cast)
    if pair is None:
        return
    for event in events:
        mine = cast.countries(event.actors)
        if len(mine) == 1 and mine <= pair and _is_hit(event, cast):
            event.actors = [cast.state(other) for other in sorted(pair - mine)]


def _is_hit(event: Found, cast: Cast) -> bool:
    """Whether the clause has the acting state's own as whom it is done to, and does not name that state as its doer."""
    trigger = cast.doc[event.trigger]
    about = patient(trigger) if event.type in _DONE_TO and trigger.pos_ == "VERB" else None
    mention = cast.headed(about) if about is not None else None
    own = set(cast.expand(mention.entity)) & set(event.recipients) - event.supposed if mention is not None else set[int]()
    if about is None or not own or cast.countries(list(own)) != cast.countries(event.actors):
        return False
    who, named = subject(trigger), _names_a_state(about, cast)
    if is_passive(trigger):  # "the fisherman who was shot by its patrol boat" may be anybody's
        named = who is None or named or any(cast.entities[i].named for i in own)
    return named and (who is None or not _names_a_state(who, cast))


def _names_a_state(noun: Token, cast: Cast) -> bool:
    """Whether the words of a noun's phrase name a state, up to a clause that hangs on it."""
    phrase = cast.doc[noun.left_edge.i : noun.right_edge.i + 1]
    end = next((t.i for t in phrase if t.i > noun.i and (t.dep_ in ("relcl", "acl", "advcl") or t.is_punct)), noun.right_edge.i + 1)
    return any(i in cast.context.state_at for i in range(noun.left_edge.i, end))
