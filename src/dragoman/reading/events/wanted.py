"""What somebody wants, gets or judges has been done, or is to be done, by another: "demands an apology", "welcomed the release of the crew"."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, is_passive, lower_lemma, prepositional, subject
from dragoman.reading.events.counterpart import two_states
from dragoman.reading.events.found import Found

_DEEPEST = 3
"""Nouns between the verb and the one that tells the deed, at most: "an apology, compensation and the release"."""


def turn_wanted(events: list[Found], cast: Cast) -> None:
    """In a report on two states, a deed that one of them wants is the other's, where the words at it do not say whose it is."""
    pair = two_states(cast)
    words = table("events")["wanted"]
    if pair is None:
        return
    for event in events:
        noun = cast.doc[event.trigger]
        verb = _wanting(noun) if event.type in words["types"] and noun.pos_ == "NOUN" else None
        mine = cast.countries(event.actors)
        if verb is None or len(mine) != 1 or not mine <= pair or _is_said_whose(noun, mine, cast):
            continue
        if _subject_states(verb, cast) == mine:
            event.actors = [cast.state(state) for state in sorted(pair - mine)]
            event.recipients = [cast.state(state) for state in sorted(mine)]


def _wanting(noun: Token) -> Token | None:
    """The verb of wanting, getting or judging that has a noun as its object, alone or in a list."""
    up, words = noun, table("events")["wanted"]
    for _ in range(_DEEPEST):
        if up.dep_ not in ("conj", "appos"):
            break
        up = up.head
    if up.dep_ == "dobj" and lower_lemma(up.head) in words["words"] and not is_passive(up.head):
        return up.head
    preposition = up.head if up.dep_ == "pobj" else None
    verb = preposition.head if preposition is not None else None
    if preposition is None or verb is None or verb.pos_ != "VERB" or is_passive(verb):
        return None
    return verb if words["prepositions"].get(lower_lemma(verb)) == preposition.lower_ else None


def _is_said_whose(noun: Token, mine: set[str], cast: Cast) -> bool:
    """Whether an owner or a "by" phrase names the side that was read as doing it."""
    owners = [*children(noun, "poss", "amod", "compound", "nmod"), *prepositional(noun, "by")]
    return any(_states(t, cast) & mine for t in owners)


def _subject_states(verb: Token, cast: Cast) -> set[str]:
    who = subject(verb)
    return _states(who, cast) if who is not None else set()


def _states(token: Token, cast: Cast) -> set[str]:
    """The state that a noun names, or that of whom it stands for."""
    mention = cast.headed(token)
    if mention is not None and not mention.place:
        return cast.countries([mention.entity])
    state = cast.context.state_at.get(token.i)
    return {state} if state else set()
