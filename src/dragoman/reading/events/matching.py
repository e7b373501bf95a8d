"""Which frames of the codebook fit a verb and the words beside it."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.codebook.frames import Frame, verb_frames
from dragoman.reading.clauses import conjuncts, lower_lemma, patient, span_of, subject
from dragoman.reading.events.framed import on_topic

_PARTICLES = ("in", "up", "off", "over", "down", "back", "out")


def verb_matches(verb: Token) -> Iterator[Frame]:
    """The frames that fit a verb and the words beside it, whoever its parties are; the best first."""
    for rest, frame in verb_frames().get(lower_lemma(verb), ()):
        if (not rest or _follows(verb, rest)) and _matches(verb, frame):
            yield frame


def _matches(verb: Token, frame: Frame) -> bool:
    about = patient(verb)
    if not _object_fits(about, frame):
        return False
    if frame.infinitive and not any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children):
        return False
    said_of = about if frame.topic_of == "object" else subject(verb) if frame.topic_of == "subject" else None
    if frame.topic_of == "subject" and said_of is None:
        return False
    where = _phrase(said_of) if said_of is not None else span_of(verb)
    return on_topic(frame, verb.doc, *where) and (not frame.crowd or _crowd(verb))


def _object_fits(about: Token | None, frame: Frame) -> bool:
    """Whether the object is one of those that the frame asks for, and none that it rules out."""
    objects = conjuncts(about) if about is not None else []
    if frame.object and not any(form in frame.object for o in objects for form in _spelled(o)):
        return False
    return about is None or lower_lemma(about) not in frame.not_object


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
        near = (t for t in verb.doc[at : at + 4] if t.lower_ == word or lower_lemma(t) == word)
        found = next((t.i for t in near if not _leads(t, verb)), None)
        if found is None or verb.doc[found].sent != verb.sent:
            return False
        at = found + 1
    return True


def _leads(word: Token, verb: Token) -> bool:
    """Whether a particle's word is a preposition behind the verb's object: "gave notice in May" is no giving in, "handed a note over the raid" none over."""
    about = patient(verb)
    behind = about is not None and verb.i < about.i < word.i
    return behind and word.lower_ in _PARTICLES and any(c.dep_ == "pobj" for c in word.children)


def _crowd(verb: Token) -> bool:
    """Whether people in a crowd do it; a state that "protests" complains."""
    who = subject(verb)
    return who is not None and (who.tag_ in ("NNS", "NNPS", "CD") or who.lower_ in ("crowd", "opposition"))
