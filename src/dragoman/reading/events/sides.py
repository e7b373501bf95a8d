"""Parties that a trigger's own clause names: its subject or agent acts, and its object is acted upon, whoever else stands near."""

from spacy.tokens import Token

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.parties import people_nouns, suffering_verbs, thing_nouns
from dragoman.codebook.people import instruments
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import (
    agent,
    antecedent,
    children,
    conjuncts,
    counted,
    is_passive,
    lower_lemma,
    own_subject,
    prepositional,
    subject,
)
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found

_ONE_WAY = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REQUEST", "THREATEN", "REJECT")
"""Types whose object is the one that it is done to."""
_OWN_MOVES = ("withdrawal", "pullout", "pullback", "retreat", "departure", "redeployment", "deployment", "arrival", "recall")
"""Nouns of a move that those make whom their "of" phrase names, or that their own side makes them make."""


def name_sides(events: list[Found], args: Arguments) -> None:
    """Let the phrases that a clause itself names stand as its parties where they are somebody of a known state or body.

    What is done together has no sides; whoever suffers is no actor of it for being the subject ("lost ten men").
    """
    cast = args.cast
    for event in events:
        trigger = cast.doc[event.trigger]
        _list_together(event, trigger, args)
        if event.type in reciprocal_types() or event.rule.startswith("statement"):
            continue
        doers, hit = _actors(trigger, args), _recipients(trigger, args) if event.type in _ONE_WAY else []
        _turn(event, doers, [*hit, *_suffering(trigger, event, args)], _moving(trigger, event, args), cast)
        _set_actors(event, doers, cast)
        _leave_out_speakers(event, trigger, doers, args)
        if event.type == "ACCUSE":
            _accuse_doers(event, trigger, args)
        if event.type in _ONE_WAY:
            _set_recipients(event, hit, cast)


def _list_together(event: Found, trigger: Token, args: Arguments) -> None:
    """Those whom one list names as subject act together: "Sweden and Finland applied to join"."""
    if trigger.pos_ != "VERB" or is_passive(trigger) or lower_lemma(trigger) in suffering_verbs():
        return
    who = own_subject(trigger)
    listed = _named(who, args) if who is not None else []
    if _codes(listed, args.cast) & _codes(event.actors, args.cast):
        states = _codes(listed, args.cast)
        together = [i for i in event.recipients if i in listed]
        event.actors += together
        event.recipients = [i for i in event.recipients if i not in together and not (together and _codes([i], args.cast) & states)]


def _leave_out_speakers(event: Found, trigger: Token, doers: list[int], args: Arguments) -> None:
    """Who only says that others do it does not do it: "the Ugandan army said Rwandan soldiers had crossed"."""
    speakers: set[str] = set()
    quoted = args.cast.context.quotes.holds(trigger.idx)  # where "we" and "our officials" are the speaker
    over, doer = trigger, _doer(trigger) if doers and not quoted else None
    while doer is not None and doer.pos_ != "PRON" and over.dep_ in ("conj", "ccomp", "xcomp"):
        who = own_subject(over.head) if over.dep_ == "ccomp" else None
        speakers |= _codes(_named(who, args), args.cast) if who is not None else set()
        over = over.head
    speakers -= _codes(doers, args.cast)
    event.actors = [i for i in event.actors if not (_codes([i], args.cast) & speakers)]


def _accuse_doers(event: Found, trigger: Token, args: Arguments) -> None:
    """Nobody accuses himself: "Belize said Guatemalan gunboats had harassed its coast guard" accuses whoever did it."""
    own = _codes(event.actors, args.cast)
    if not own or not event.recipients or not _codes(event.recipients, args.cast) <= own:
        return
    doers = [i for clause in children(trigger, "ccomp") for i in _actors(clause, args)]
    event.recipients = [i for i in doers if not (_codes([i], args.cast) & own)] or event.recipients


def _turn(event: Found, doers: list[int], hit: list[int], moving: list[int], cast: Cast) -> None:
    """Turn the sides round where the words that name whom it is done to, or who moves, name the other side than was read.

    Args:
        doers: whoever the clause names as acting, so that nothing is turned.
        hit: whoever it names as acted upon.
        moving: whose own withdrawal or deployment a noun tells.
    """
    acting, suffering = _codes(event.actors, cast), _codes(event.recipients, cast)
    states = _codes(hit, cast)
    other = bool(suffering) or is_passive(cast.doc[event.trigger])
    struck = other and bool(states & acting) and not states & suffering and not doers
    moved = bool(_codes(moving, cast) & suffering) and not _codes(moving, cast) & acting
    if struck or moved:
        event.actors, event.recipients = event.recipients, event.actors


def _suffering(noun: Token, event: Found, args: Arguments) -> list[int]:
    """Whose expulsion, arrest or killing a noun tells: "the expulsion of two Belvian diplomats"."""
    if noun.pos_ != "NOUN" or event.type not in ("SANCTION", "COERCE") or lower_lemma(noun) in _OWN_MOVES:
        return []
    return _people_of(noun, args)


def _moving(noun: Token, event: Found, args: Arguments) -> list[int]:
    """Whose withdrawal or deployment a noun tells: "the withdrawal of 450 Belvian peacekeepers"."""
    return (
        _people_of(noun, args) if noun.pos_ == "NOUN" and event.type in ("RETREAT", "MOBILIZE") and lower_lemma(noun) in _OWN_MOVES else []
    )


def _people_of(noun: Token, args: Arguments) -> list[int]:
    """Entities with a state among the people that an "of" phrase names."""
    people = (counted(t) for t in prepositional(noun, "of"))
    return [i for t in people if lower_lemma(t) in people_nouns() | instruments() for i in _named(t, args)]


def _set_actors(event: Found, named: list[int], cast: Cast) -> None:
    if not named:
        return
    if _same_states(named, event.actors, cast):
        if event.type in _ONE_WAY and len(cast.countries(event.recipients)) == 1:  # the side that it is done to does not act as well
            hit = _codes(event.recipients, cast) - _codes(named, cast)
            event.actors = [i for i in event.actors if not _codes([i], cast) & hit]
        return
    event.actors = named
    states = _codes(named, cast)
    event.recipients = [i for i in event.recipients if i not in named and not (_codes([i], cast) & states)]


def _set_recipients(event: Found, named: list[int], cast: Cast) -> None:
    named = [i for i in named if i not in event.actors and not (_codes([i], cast) & _codes(event.actors, cast))]
    if named and not _same_states(named, event.recipients, cast):
        event.recipients = named


def _same_states(named: list[int], parties: list[int], cast: Cast) -> bool:
    """Whether the parties are somebody of those states already."""
    return bool(_codes(named, cast) & _codes(parties, cast))


def _codes(indices: list[int], cast: Cast) -> set[str]:
    entities = [cast.entities[x] for i in indices for x in cast.expand(i)]
    return {c for e in entities for c in (e.country, e.code) if c}


def _actors(trigger: Token, args: Arguments) -> list[int]:
    """Whoever is the subject of an active trigger, or the agent of a passive one."""
    if trigger.pos_ not in ("VERB", "AUX") or lower_lemma(trigger) in suffering_verbs():
        return []
    who = _doer(trigger)
    return _named(who, args) if who is not None else []


def _doer(verb: Token) -> Token | None:
    if is_passive(verb):
        return agent(verb)
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    return subject(verb) if verb.dep_ == "conj" else None


def _recipients(trigger: Token, args: Arguments) -> list[int]:
    """Whoever is the direct object of an active trigger, or the subject of a passive one."""
    if trigger.pos_ != "VERB" or lower_lemma(trigger) in suffering_verbs():
        return []
    passive = is_passive(trigger)
    about = next(children(trigger, "nsubjpass" if passive else "dobj"), None)
    return _named(antecedent(about, trigger), args) if about is not None else []


def _named(token: Token, args: Arguments) -> list[int]:
    """Entities with a state or code of a phrase and those in one list with it; no place.

    Of somebody only described the state is that of the words before the head, or of its "of" phrase: "two boats of the Ambrian navy".
    """
    out: list[int] = []
    for each in map(counted, conjuncts(token)):
        out += [i for i in _of_head(each, args) if _codes([i], args.cast) and i not in out]
    return out


def _of_head(head: Token, args: Arguments) -> list[int]:
    mention = args.cast.headed(head)
    if mention is not None:
        known = [] if mention.place else args.cast.expand(mention.entity)
        if _codes(known, args.cast) or mention.place:
            return known
    if lower_lemma(head) not in people_nouns() | thing_nouns() | instruments():
        return []
    acting = head.dep_ == "nsubj" and lower_lemma(head) in people_nouns()
    origin = ("of", "from") if acting else ("of",)  # "poachers from Zambia"; whom one withdraws "from Zambia" is not
    return args.modifiers(head) or [i for of in prepositional(head, *origin) for i in args.entities(of)]
