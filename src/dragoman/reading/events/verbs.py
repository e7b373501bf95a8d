"""Events told by verbs."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.codebook.files import words
from dragoman.codebook.frames import Frame, verb_frames
from dragoman.codebook.parties import people_nouns
from dragoman.reading.clauses import (
    children,
    conjuncts,
    counted,
    is_passive,
    lower_lemma,
    patient,
    prepositional,
    span_of,
    subject,
)
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import hearsay, modality

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


def by_verb(doc: Doc, live: frozenset[int], args: Arguments, parties: dict[int, list[int]]) -> list[Found]:
    """Every event that a verb in the live tokens tells.

    Args:
        parties: entities of the parties to the agreement that a token names.
    """
    out = []
    for verb in doc:
        if verb.i not in live or verb.pos_ not in ("VERB", "AUX") or verb.dep_ == "amod":
            continue
        for frame in verb_matches(verb):
            if (found := _read(verb, frame, args, parties)) is not None:
                out.append(found)
                break
    return out


def verb_matches(verb: Token) -> Iterator[Frame]:
    """The frames that fit a verb and the words beside it, whoever its parties are; the best first."""
    for rest, frame in verb_frames().get(lower_lemma(verb), ()):
        if _matches(verb, rest, frame):
            yield frame


def _matches(verb: Token, rest: tuple[str, ...], frame: Frame) -> bool:
    if rest and not _follows(verb, rest):
        return False
    about = patient(verb)
    if frame.object:
        objects = conjuncts(about) if about is not None else []
        if not any(any(form in frame.object for form in _spelled(o)) for o in objects):
            return False
    if about is not None and lower_lemma(about) in frame.not_object:
        return False
    if frame.infinitive and not any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children):
        return False
    if frame.topic:
        start, end = _phrase(about) if frame.topic_of == "object" and about is not None else span_of(verb)
        if not words(*frame.topic).search(verb.doc[start:end].text):
            return False
    return not (frame.crowd and not _crowd(verb))


def _spelled(noun: Token) -> Iterator[str]:
    """A noun by itself, with the word before it, and with that and a hyphen between: "cease-fire"."""
    lemma = lower_lemma(noun)
    yield lemma
    if noun.i:
        yield f"{lower_lemma(noun.nbor(-1))} {lemma}"
    if noun.i > 1 and noun.nbor(-1).text == "-":
        yield f"{lower_lemma(noun.nbor(-2))}-{lemma}"


def _phrase(noun: Token) -> tuple[int, int]:
    """A noun with what stands before it and its "of" phrase."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "with")), None)
    return noun.left_edge.i, (of.right_edge.i if of is not None else noun.i) + 1


def _follows(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether particle, preposition or object words stand after the verb, in order and near it."""
    at = verb.i + 1
    for word in rest:
        found = next((t.i for t in verb.doc[at : at + 4] if t.lower_ == word or lower_lemma(t) == word), None)
        if found is None or verb.doc[found].sent != verb.sent:
            return False
        at = found + 1
    return True


def _crowd(verb: Token) -> bool:
    """Whether people in a crowd do it; a state that "protests" complains."""
    who = subject(verb)
    return who is not None and (who.tag_ in ("NNS", "NNPS", "CD") or who.lower_ in ("crowd", "opposition"))


def _read(verb: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]]) -> Found | None:
    doer = subject(verb)
    actors = args.doers(doer) if doer is not None else []
    if doer is not None and not actors:
        actors = _behind(doer, args)
        if not actors and not (
            doer.pos_ == "PRON" or frame.crowd or _VIOLENT & {lower_lemma(doer)} or is_passive(verb) or _described(doer)
        ):
            return None
    if doer is None or not actors:
        actors = actors or _means(verb, args)
    recipients, seat = _recipients(verb, frame, args, parties, actors)
    if frame.visitor == "object":
        actors, recipients = recipients, actors
    about = patient(verb)
    if frame.visitor == "giver":
        recipients, actors = actors, recipients or (args.modifiers(about) if about is not None else [])
    elif frame.type == "AID" and not actors and is_passive(verb) and about is not None:
        actors = args.modifiers(about)  # "parts of the Russian system were delivered to Turkey"
        actors = actors or [i for t in prepositional(about, "of") for i in args.modifiers(t)]
    if frame.type == "REQUEST" and not recipients and (asked := next(children(verb, "ccomp"), None)) is not None:
        who = subject(asked)
        recipients = [i for i in (args.entities(who) if who is not None else []) if args.political(i)]
    if (not recipients and about is not None and not frame.reciprocal) or _shared(frame, verb, actors, recipients):
        recipients = (
            recipients or [i for i in _of_agreement(about, parties) if not _own(args, i, actors)] if about is not None else recipients
        )
    if frame.reciprocal and not _shared(frame, verb, actors, recipients):
        actors, recipients = [*actors, *(r for r in recipients if r not in actors)], []
    if frame.reciprocal and not args.coded(actors):
        actors = _of_agreement(about, parties) if about is not None else actors
    recipients = [r for r in recipients if r not in actors]
    if "withdraw" in (frame.mode or "") and frame.type == "SANCTION":
        recipients = [r for r in recipients if not _own(args, r, actors)]  # one's own ambassador is not whom it is done to
    if not _enough(frame, args, actors, recipients):
        return None
    tokens = {verb.i, *(t.i for t in (doer, seat, patient(verb)) if t is not None and t.sent == verb.sent)}
    return Found(
        type=frame.type,
        trigger=verb.i,
        actors=actors,
        recipients=recipients,
        modality=modality(verb),
        rule=f"verb: {lower_lemma(verb)}",
        evidence=[],
        modes=[frame.mode] if frame.mode else [],
        frame=frame,
        tokens=tokens,
        hearsay=hearsay(verb),
    )


def _described(doer: Token) -> bool:
    """Whether a subject that the cast does not know is people all the same; who they are is filled in later."""
    who = counted(doer)
    return lower_lemma(who) in people_nouns() or who.pos_ == "PROPN"


def _shared(frame: Frame, verb: Token, actors: list[int], recipients: list[int]) -> bool:
    """A ratification or approval is one side's act even where the agreement has two."""
    return lower_lemma(verb) in ("ratify", "approve", "pass", "endorse")


def _behind(noun: Token, args: Arguments) -> list[int]:
    """Whose strike or force it is that does the killing: "a US drone strike", "shelling by the army"."""
    if lower_lemma(noun) in _VIOLENT:
        by = list(prepositional(noun, "by", "from"))
        return args.entities(by[0]) if by else args.entities(noun)
    return []


def _means(verb: Token, args: Arguments) -> list[int]:
    """Who stands behind a passive: "was killed in a US drone strike"."""
    for noun in prepositional(verb, "in", "by", "during", "from"):
        if lower_lemma(noun) in _VIOLENT:
            found = _behind(noun, args)
            if found:
                return found
    return []


def _recipients(
    verb: Token, frame: Frame, args: Arguments, parties: dict[int, list[int]], actors: list[int]
) -> tuple[list[int], Token | None]:
    """Recipients and the head of the phrase they were found in."""
    visit = frame.person
    loose = frame.needs in ("any", "recipient", "state", "actor") or frame.violent or frame.type == "CONCEDE"
    about = patient(verb)
    for where in frame.recipient:
        places: list[Token] = []
        if where == "object":
            places = _deed_of(about, frame) if about is not None else []
        elif where == "dative":
            places = [c for d in children(verb, "dative") for c in ([d] if d.pos_ != "ADP" else children(d, "pobj"))]
        else:
            places = list(prepositional(verb, where)) + (list(prepositional(about, where)) if about is not None else [])
        for token in places:
            found = args.entities(token, loose=loose, place=visit or frame.violent or frame.type in ("SANCTION", "RETREAT"))
            found = found or _of_agreement(token, parties)
            found = [i for i in found if i not in actors] if not frame.reciprocal else found
            if frame.needs == "state":
                found = [i for i in found if args.political(i)] or [
                    i for i in args.states_in(token) if args.political(i) and not _own(args, i, actors)
                ]
                found = [i for i in found if not _own(args, i, actors)] if frame.type in ("SUPPORT", "AGREE") else found
                if not found:
                    found = [i for i in _of_agreement(token, parties) if not _own(args, i, actors)]
            if found:
                return found, token
    return [], about


def _deed_of(about: Token, frame: Frame) -> list[Token]:
    """Whom an object stands for: who did the deed that is condemned ("the expulsion of diplomats by Russia"), else itself."""
    if frame.type != "ACCUSE":
        return [about]
    under = [about, *prepositional(about, "of")]
    return [*(who for noun in under for who in prepositional(noun, "by")), about]


def _own(args: Arguments, index: int, actors: list[int]) -> bool:
    country = args.cast.country_of(index)
    return country is not None and country in args.cast.countries(actors)


def _of_agreement(token: Token, parties: dict[int, list[int]]) -> list[int]:
    if token.i in parties:
        return parties[token.i]
    if lower_lemma(token) not in _INSTRUMENT and not any(lower_lemma(t) in _INSTRUMENT for t in token.subtree):
        return []
    return next((parties[t.i] for t in token.subtree if t.i in parties), [])


def _enough(frame: Frame, args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    """Whether the parties that the frame needs are there."""
    if frame.person and not _visit(args, actors, recipients):
        return False
    if frame.reciprocal:
        states = args.cast.countries(actors) | {args.cast.entities[i].code or "" for i in actors} - {""}
        return len(states) > 1 if frame.needs == "both" else args.coded(actors)
    has_actor, has_recipient = args.coded(actors), args.coded(recipients)
    if frame.type == "PROTEST" and not has_actor and not has_recipient:
        return True  # a crowd needs no name; the model says whether it is a protest
    if frame.type == "SUPPORT" and not recipients and len(args.cast.countries(actors)) > 1:
        return True  # several states about one another
    return {
        "both": has_actor and has_recipient,
        "any": has_actor or has_recipient,
        "actor": has_actor,
        "recipient": has_recipient,
        "state": has_recipient and (has_actor or not actors),
        None: has_actor or has_recipient,
    }[frame.needs]


def _visit(args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    """A visit is made by people or bodies of one side to another."""
    kinds = {args.cast.entities[i].kind for i in actors}
    return bool(kinds & {"person", "office", "group", "government", "organization"}) and not (
        args.cast.countries(actors) & args.cast.countries(recipients)
    )
