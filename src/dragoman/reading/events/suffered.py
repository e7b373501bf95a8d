"""Whoever comes to harm, or is handed words, in a clause: the subject of its passive, and of "died in an air raid", acts in nothing of it."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import agent, children, is_passive, lower_lemma, patient, subject
from dragoman.reading.events.casualties import SUFFERED, does_harm
from dragoman.reading.events.found import Found

_ONE_WAY = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REQUEST", "THREATEN", "AID")


def turn_passive(event: Found, cast: Cast) -> bool:
    """ "She was handed a protest note": the subject of a passive does nothing, and it is done to her; whether that has changed the event."""
    trigger = cast.doc[event.trigger]
    verb = _handed_over(trigger) or trigger
    passive = event.type in _ONE_WAY and verb.pos_ == "VERB" and is_passive(verb)
    those = meant_by(patient(verb), cast) if passive else []
    if not any(i in event.actors for i in those) or any(i in those for i in event.recipients):
        return False
    done_by = meant_by(agent(verb), cast)
    event.actors = [*done_by, *(i for i in event.actors if i not in (*those, *done_by))]
    event.recipients = [*(i for i in event.recipients if i not in event.actors), *those]
    return True


def turn_sufferers(event: Found, cast: Cast) -> None:
    """ "Two conscripts died in Azerbaijani fire", "was killed in Pakistani shelling": who comes to harm is whom the blow is done to.

    Whose blow it is the words at it say, or nobody does.
    """
    trigger = cast.doc[event.trigger]
    harm = trigger if lower_lemma(trigger) in SUFFERED else _harm_over(trigger)
    if event.type != "ASSAULT" or harm is None:
        return
    those = meant_by(subject(harm) if lower_lemma(harm) in SUFFERED else patient(harm), cast)
    owners = _besides(_named_at([trigger] if harm.i != trigger.i else list(_blows(trigger)), cast), those, cast)
    if those and (owners or not set(those).isdisjoint(event.actors)):
        event.actors = list(dict.fromkeys([*owners, *_besides(event.actors, those, cast)]))
        event.recipients = [*those, *(i for i in event.recipients if i not in (*those, *event.actors))]


def name_strikers(events: list[Found], cast: Cast) -> None:
    """ "Two sailors were wounded when a patrol boat opened fire": whoever strikes in the clause of time did the harm, and did not suffer it."""
    blows = {e.trigger: e for e in events if e.type == "ASSAULT" and e.actors}
    for event in events:
        harm = cast.doc[event.trigger]
        if event.type != "ASSAULT" or event.actors or not (is_passive(harm) or lower_lemma(harm) in SUFFERED):
            continue
        blow = next((blows[c.i] for c in children(harm, "advcl") if c.i in blows), None)
        if blow is not None:
            event.actors = list(blow.actors)
            event.recipients = [i for i in event.recipients if i not in event.actors]
            event.supposed = event.supposed - set(event.actors)


def _besides(ids: Iterable[int], those: list[int], cast: Cast) -> list[int]:
    """Whoever is neither one of those nor of their states."""
    states = cast.countries(those)
    return [i for i in ids if i not in those and not cast.countries([i]) & states]


def meant_by(noun: Token | None, cast: Cast) -> list[int]:
    """Whom a noun names."""
    mention = cast.headed(noun) if noun is not None else None
    return cast.expand(mention.entity) if mention is not None else []


def _harm_over(blow: Token) -> Token | None:
    """The word of harm to which a blow is told as its cause."""
    before = blow.head if blow.dep_ in ("pobj", "pcomp") else blow.nbor(-2) if blow.dep_ == "advcl" and blow.i > 1 else None
    if before is None or before.lower_ not in table("en/casualties")["cause"]["by"]:
        return None
    harm = before.head
    if blow.dep_ == "advcl" and harm.i != blow.head.i:
        return None
    done = is_passive(harm) and does_harm(harm) and agent(harm) is None
    return harm if harm.pos_ == "VERB" and (done or lower_lemma(harm) in SUFFERED) else None


def _blows(harm: Token) -> Iterator[Token]:
    """What a death is told to have come of: "died in mortar fire"."""
    for preposition in children(harm, "prep"):
        if preposition.lower_ in table("en/casualties")["cause"]["by"]:
            yield from children(preposition, "pobj")


def _named_at(blows: list[Token], cast: Cast) -> Iterator[int]:
    """Whose blow it is by the words at it: "Pakistani shelling", "Israel's air raid", "a raid by Israeli jets"."""
    for blow in blows:
        beside = [blow.nbor(-1)] if blow.dep_ == "advcl" and blow.i else []  # "in Pakistani shelling", a participle to the parser
        by = [noun for c in children(blow, "prep", "agent") if c.lower_ == "by" for noun in children(c, "pobj")]
        for owner in (*beside, *children(blow, "poss", "amod", "compound", "nmod"), *by):
            yield from meant_by(owner, cast) or _states_named(owner, cast)


def _states_named(word: Token, cast: Cast) -> list[int]:
    """The state that an adjective or a first noun names: "Azerbaijani"."""
    code = cast.context.state_at.get(word.i)
    return [cast.state(code)] if code else []


def _handed_over(trigger: Token) -> Token | None:
    """The verb by which somebody gets words: "was handed a note demanding an explanation", "was handed a list of demands"."""
    noun = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else trigger.head if trigger.dep_ == "acl" else None
    return noun.head if noun is not None and noun.dep_ == "dobj" else None
