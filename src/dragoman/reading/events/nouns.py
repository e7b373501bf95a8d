"""Events told by nouns: "the visit of A to B", "a US drone strike on …", "held talks with"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.codebook.files import words
from dragoman.codebook.frames import Frame, light_verbs, noun_frames
from dragoman.reading.clauses import children, lower_lemma, prepositional, span_of, subject
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import hearsay, modality

_SUFFERING = {"suffer", "sustain", "endure", "withstand", "survive"}
_BEARERS = {"target", "victim", "object", "aim", "focus"}
_ANSWER = {"respond", "retaliate", "react", "reply", "answer"}


def by_noun(doc: Doc, live: frozenset[int], args: Arguments) -> list[Found]:
    """Every event that a noun in the live tokens tells."""
    out = []
    for noun in doc:
        if noun.i not in live or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound":
            continue
        for frame in noun_matches(noun):
            if (found := _read(noun, frame, args)) is not None:
                out.append(found)
                break
    return out


def noun_matches(noun: Token) -> Iterator[Frame]:
    """The frames that fit a noun and the words beside it, whoever its parties are; the best first."""
    for before, frame in noun_frames().get(lower_lemma(noun), ()):
        if _matches(noun, before, frame):
            yield frame


def _matches(noun: Token, before: tuple[str, ...], frame: Frame) -> bool:
    left = [lower_lemma(t) for t in noun.doc[noun.left_edge.i : noun.i]]
    if before and not set(before) <= set(left):
        return False
    if frame.topic:
        start, end = span_of(noun)
        return words(*frame.topic).search(noun.doc[start:end].text) is not None
    return True


def _read(noun: Token, frame: Frame, args: Arguments) -> Found | None:
    verb = _light(noun) or _borne(noun)
    if verb is not None and (lower_lemma(verb) in _SUFFERING or verb == _borne(noun)) and frame.type == "ASSAULT":
        return _suffered(noun, verb, frame, args)
    actors: list[int] = []
    if verb is not None and (doer := subject(verb)) is not None:
        actors = args.entities(doer)
    if not actors:
        actors = _doers(noun, frame, args)
    recipients: list[int] = []
    seat: Token | None = None
    for where in frame.recipient:
        for token in [*prepositional(noun, where), *(prepositional(verb, where) if verb is not None else ())]:
            found = args.entities(token, loose=frame.type == "ASSAULT", place=frame.person or frame.type == "ASSAULT")
            recipients = [i for i in found if i not in actors]
            if recipients:
                seat = token
                break
        if recipients:
            break
    if frame.reciprocal:
        actors, recipients = [*actors, *recipients], []
        states = args.cast.countries(actors) | {args.cast.entities[i].code or "" for i in actors} - {""}
        if len(states) < 2:
            return None
    elif not _enough(frame, args, actors, recipients):
        return None
    tokens = {noun.i, *([verb.i] if verb is not None else []), *([seat.i] if seat is not None else [])}
    return Found(
        type=frame.type,
        trigger=noun.i,
        actors=actors,
        recipients=recipients,
        modality=modality(noun) if verb is None else modality(verb),
        rule=f"noun: {lower_lemma(noun)}",
        evidence=[],
        modes=[frame.mode] if frame.mode else [],
        frame=frame,
        tokens=tokens,
        hearsay=hearsay(noun),
        confidence=0.6,
    )


def _suffered(noun: Token, verb: Token, frame: Frame, args: Arguments) -> Found | None:
    """ "Laos suffered an attack by Thai gunmen": whoever suffers it is the recipient."""
    who = subject(verb)
    recipients = args.entities(who) if who is not None else []
    by = next(prepositional(verb, "by", "from"), None)
    doers = _doers(noun, frame, args) or (args.entities(by) if by is not None else [])
    actors = [i for i in doers if i not in recipients]
    if not args.coded([*actors, *recipients]):
        return None
    return Found(
        type=frame.type,
        trigger=verb.i,
        actors=actors,
        recipients=recipients,
        modality=modality(verb),
        rule=f"noun: {lower_lemma(noun)}",
        evidence=[],
        modes=[frame.mode] if frame.mode else [],
        frame=frame,
        tokens={noun.i, verb.i},
        hearsay=hearsay(verb),
        confidence=0.7,
    )


def _borne(noun: Token) -> Token | None:
    """The verb over whoever bears a deed: "was the target of an air strike", "came under attack from"."""
    over = noun.head.head
    if noun.dep_ != "pobj":
        return None
    if noun.head.lower_ == "of" and over.dep_ == "attr" and lower_lemma(over) in _BEARERS:
        return over.head
    return over if noun.head.lower_ == "under" and lower_lemma(over) in ("come", "be", "fall") else None


def _light(noun: Token) -> Token | None:
    """The verb that only carries the noun: "held talks", "made a visit", "in a fight against"."""
    head = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB" and lower_lemma(head) in light_verbs() | _SUFFERING:
        return head
    if noun.dep_ == "pobj" and head.lower_ in ("with", "by") and head.head.pos_ == "VERB" and lower_lemma(head.head) in _ANSWER:
        return head.head
    if noun.dep_ == "pobj" and head.lower_ in ("in", "during") and noun.head.head.pos_ in ("NOUN", "VERB"):
        over = head.head
        if over.pos_ == "NOUN" and over.dep_ == "dobj":
            over = over.head
        return over if over.pos_ == "VERB" and lower_lemma(over) in light_verbs() else None
    return None


def _doers(noun: Token, frame: Frame, args: Arguments) -> list[int]:
    """Possessor, adjective of nationality, "by" or "of" phrase of the noun."""
    for token in children(noun, "poss"):
        found = args.entities(token)
        if found:
            return found
    for token in prepositional(noun, "by", "from") if not frame.person else prepositional(noun, "by", "of"):
        found = args.entities(token)
        if found:
            return found
    return args.modifiers(noun)


def _enough(frame: Frame, args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    if frame.person and args.cast.countries(actors) & args.cast.countries(recipients):
        return False
    has_actor, has_recipient = args.coded(actors), args.coded(recipients)
    if frame.needs == "both":
        return has_actor and has_recipient
    if frame.needs == "recipient":
        return has_recipient
    return has_actor or has_recipient
