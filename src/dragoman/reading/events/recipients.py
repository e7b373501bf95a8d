"""Whom a verb's event is done to, as its frame says where to look."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.codebook.frames import Frame
from dragoman.reading.clauses import children, lower_lemma, patient, prepositional
from dragoman.reading.events.arguments import Arguments

_INSTRUMENT = {
    "agreement",
    "deal",
    "plan",
    "treaty",
    "accord",
    "pact",
    "memorandum",
    "protocol",
    "document",
    "cooperation",
    "decision",
    "move",
    "step",
    "proposal",
    "initiative",
    "signing",
    "visit",
}


def find_recipients(
    verb: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]], actors: list[int]
) -> tuple[list[int], Token | None]:
    """Recipients and the head of the phrase they were found in.

    Args:
        parties: entities of the parties to the agreement that a token names.
    """
    about = patient(verb)
    for where in frame.recipient:
        for token in _phrases(verb, about, frame, where):
            found = _parties_at(token, frame, args, parties, actors)
            if found:
                return found, token
    return [], about


def _phrases(verb: Token, about: Token | None, frame: Frame, where: str) -> Iterator[Token]:
    """Heads of the phrases that are the object, the dative, or stand after a preposition."""
    if where == "object":
        yield from _deed_of(about, frame) if about is not None else ()
    elif where == "dative":
        for dative in children(verb, "dative"):
            yield from [dative] if dative.pos_ != "ADP" else children(dative, "pobj")
    else:
        yield from prepositional(verb, where)
        yield from prepositional(about, where) if about is not None else ()


def _parties_at(token: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]], actors: list[int]) -> list[int]:
    """The entities of a phrase, or the parties to the agreement that it names, actors left out."""
    loose = frame.needs in ("any", "recipient", "state", "actor") or frame.violent or frame.type == "CONCEDE"
    place = frame.person or frame.violent or frame.type in ("SANCTION", "RETREAT")
    found = args.entities(token, loose=loose, place=place) or of_agreement(token, parties)
    if not frame.reciprocal:
        found = [i for i in found if i not in actors]
    return _states_at(found, token, frame, args, parties, actors) if frame.needs == "state" else found


def _states_at(
    found: list[int], token: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]], actors: list[int]
) -> list[int]:
    """Of the entities found those that can be party, else other states that the phrase names, else the parties to its agreement."""
    found = [i for i in found if args.political(i)]
    found = found or [i for i in args.states_in(token) if args.political(i) and not is_own(args, i, actors)]
    if frame.type in ("SUPPORT", "AGREE"):
        found = [i for i in found if not is_own(args, i, actors)]
    return found or [i for i in of_agreement(token, parties) if not is_own(args, i, actors)]


def _deed_of(about: Token, frame: Frame) -> list[Token]:
    """Whom an object stands for: who did the deed that is condemned ("the expulsion of diplomats by Russia"), else itself."""
    if frame.type != "ACCUSE":
        return [about]
    under = [about, *prepositional(about, "of")]
    return [*(who for noun in under for who in prepositional(noun, "by")), about]


def is_own(args: Arguments, index: int, actors: list[int]) -> bool:
    """Whether an entity is of a state that acts."""
    country = args.cast.country_of(index)
    return country is not None and country in args.cast.countries(actors)


def of_agreement(token: Token, parties: dict[int, list[int]]) -> list[int]:
    """Entities of the parties to the agreement that a phrase names."""
    if token.i in parties:
        return parties[token.i]
    if lower_lemma(token) not in _INSTRUMENT and not any(lower_lemma(t) in _INSTRUMENT for t in token.subtree):
        return []
    return next((parties[t.i] for t in token.subtree if t.i in parties), [])
