"""Who was there and saw nothing of what somebody claims: "The army says it retook the hill. A reporter taken there saw no soldiers"."""

from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.events.found import Found

_WORDS = table("cues")["witnessing"]
_WITNESSES, _SEEING, _TRACES, _SPARED = (frozenset(_WORDS[part]) for part in ("witnesses", "verbs", "traces", "spared"))


def gainsay(doc: Doc, events: list[Found]) -> None:
    """Put in dispute what only somebody says has happened where the next sentence has a witness who saw nothing of it.

    Args:
        events: deeds that somebody could see.
    """
    following = {s.start: n for s, n in _neighbours(doc) if any(map(_saw_nothing, n))}
    for event in events:
        if event.standing == "attributed" and event.modality == "asserted" and doc[event.trigger].sent.start in following:
            event.standing = "disputed"


def _neighbours(doc: Doc) -> list[tuple[Span, Span]]:
    """Sentences of one paragraph that follow each other."""
    return [(a, b) for a, b in pairwise(doc.sents) if "\n\n" not in doc.text[a.start_char : b.start_char]]


def _saw_nothing(verb: Token) -> bool:
    """Whether a witness saw, or found, no such thing, or no trace of it."""
    if lower_lemma(verb) not in _SEEING or not any(lower_lemma(t) in _WITNESSES for t in children(verb, "nsubj")):
        return False
    things = list(children(verb, "dobj"))
    nothing = any(c.lower_ == "no" and lower_lemma(t) not in _SPARED for t in things for c in children(t, "det"))
    traces = any(children(verb, "neg")) and any(lower_lemma(t) in _TRACES or t.lower_ == "anything" for t in things)
    return nothing or traces or any(t.lower_ in ("nothing", "nobody", "none") for t in things)
