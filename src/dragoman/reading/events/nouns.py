"""Events told by nouns: "the visit of A to B", "a US drone strike on …", "held talks with"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import Frame, light_verbs, noun_frames
from dragoman.reading.clauses import children, lower_lemma, prepositional, span_of, subject
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.events.framed import by_frame, first_of_each, on_topic, parties_of

_SUFFERING = {"suffer", "sustain", "endure", "withstand", "survive"}
_BEARERS = {"target", "victim", "object", "aim", "focus"}
_ANSWER = {"respond", "retaliate", "react", "reply", "answer"}


def by_noun(doc: Doc, live: frozenset[int], args: Arguments) -> list[Found]:
    """Every event that a noun in the live tokens tells."""
    nouns = (t for t in doc if t.i in live and t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound")
    return list(first_of_each(nouns, noun_matches, lambda noun, frame: _read(noun, frame, args)))


def noun_matches(noun: Token) -> Iterator[Frame]:
    """The frames that fit a noun and the words beside it, whoever its parties are; the best first."""
    for before, frame in noun_frames().get(lower_lemma(noun), ()):
        if _matches(noun, before, frame):
            yield frame


def _matches(noun: Token, before: tuple[str, ...], frame: Frame) -> bool:
    left = {lower_lemma(t) for t in noun.doc[noun.left_edge.i : noun.i]}
    return left.issuperset(before) and on_topic(frame, noun.doc, *span_of(noun))


def _read(noun: Token, frame: Frame, args: Arguments) -> Found | None:
    borne = _borne(noun)
    verb = _light(noun) or borne
    if verb is not None and frame.type == "ASSAULT" and (verb == borne or lower_lemma(verb) in _SUFFERING):
        return _suffered(noun, verb, frame, args)
    doer = subject(verb) if verb is not None else None
    actors = (args.entities(doer) if doer is not None else []) or _doers(noun, frame, args)
    recipients, seat = _recipients(noun, verb, frame, args, actors)
    if frame.reciprocal:
        actors, recipients = [*actors, *recipients], []
        if len(parties_of(args, actors)) < 2:
            return None
    elif not _enough(frame, args, actors, recipients):
        return None
    return by_frame("noun", noun, frame, actors, recipients, (verb, seat), trigger=noun, done_by=verb or noun, confidence=0.6)


def _recipients(noun: Token, verb: Token | None, frame: Frame, args: Arguments, actors: list[int]) -> tuple[list[int], Token | None]:
    """Recipients and the head of the phrase they were found in, under the noun or the verb that carries it."""
    harm = frame.type == "ASSAULT"
    for where in frame.recipient:
        for token in [*prepositional(noun, where), *(prepositional(verb, where) if verb is not None else ())]:
            found = [i for i in args.entities(token, loose=harm, place=frame.person or harm) if i not in actors]
            if found:
                return found, token
    return [], None


def _suffered(noun: Token, verb: Token, frame: Frame, args: Arguments) -> Found | None:
    """ "Laos suffered an attack by Thai gunmen": whoever suffers it is the recipient."""
    who = subject(verb)
    recipients = args.entities(who) if who is not None else []
    by = next(prepositional(verb, "by", "from"), None)
    doers = _doers(noun, frame, args) or (args.entities(by) if by is not None else [])
    actors = [i for i in doers if i not in recipients]
    if not args.coded([*actors, *recipients]):
        return None
    return by_frame("noun", noun, frame, actors, recipients, (verb,), trigger=verb, done_by=verb, confidence=0.7)


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
    by = prepositional(noun, "by", "of" if frame.person else "from")
    return next((found for t in (*children(noun, "poss"), *by) if (found := args.entities(t))), None) or args.modifiers(noun)


def _enough(frame: Frame, args: Arguments, actors: list[int], recipients: list[int]) -> bool:
    if frame.person and args.cast.countries(actors) & args.cast.countries(recipients):
        return False
    has_actor, has_recipient = args.coded(actors), args.coded(recipients)
    if frame.needs == "both":
        return has_actor and has_recipient
    if frame.needs == "recipient":
        return has_recipient
    return has_actor or has_recipient
