"""Delegations that somebody leads, or in whose list he is named: everybody in one is of its state."""

from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.clauses import lower_lemma, patient, subject
from dragoman.reading.hits import Hit
from dragoman.reading.mentions import Mention

_WORDS = table("en/people")["delegation"]
_DELEGATIONS = frozenset(_WORDS["nouns"])
_LEADING = frozenset(_WORDS["verbs"])
_HEADING = frozenset(_WORDS["heading"])
_STATES = ("country", "demonym")
_REACH = 60
"""Tokens between a delegation and those whom its list names."""


def listed_under(doc: Doc, m: Mention, hits: dict[int, Hit]) -> Hit | None:
    """The state of the delegation that a sentence says somebody leads or belongs to: the last one before his name."""
    assert m.name is not None
    led = False
    for i in range(m.name.start - 1, max(-1, m.name.start - _REACH), -1):
        token = doc[i]
        if _ends_sentence(doc, i):
            return None
        led = led or token.lemma_.lower() in _LEADING
        if token.lemma_.lower() in _DELEGATIONS:
            return _state_of_noun(token, hits) if led else None
    return None


def led_by(doc: Doc, m: Mention, hits: dict[int, Hit]) -> Hit | None:
    """The state of the delegation that somebody leads: "X, Minister of Defence, led the Zambian delegation"."""
    assert m.name is not None
    sentence = doc[m.name.start].sent
    for verb in doc[m.name.end : sentence.end]:
        if verb.pos_ == "VERB" and lower_lemma(verb) in _HEADING:
            who, led = subject(verb), patient(verb)
            own = who is not None and m.start <= who.i < m.name.end and led is not None and lower_lemma(led) in _DELEGATIONS
            return _state_of_noun(led, hits) if own and led is not None else None
    return None


def _ends_sentence(doc: Doc, i: int) -> bool:
    """Whether a sentence ends with a token; a point after an abbreviation ends none, whatever the parser says."""
    token = doc[i]
    if token.is_space:
        return "\n" in token.text
    return token.text in ("!", "?") or (token.text == "." and i > 0 and doc[i - 1].lower_ not in people.ranks() and len(doc[i - 1]) > 3)


def _state_of_noun(noun: Token, hits: dict[int, Hit]) -> Hit | None:
    """The state in "the Peruvian delegation" or "the delegation of Peru"."""
    doc = noun.doc
    before = next((hits[i] for i in range(noun.i - 1, max(noun.sent.start, noun.i - 4) - 1, -1) if i in hits), None)
    if before is not None and before.end >= noun.i - 1 and before.entry.role in _STATES:
        return before
    if noun.i + 1 >= len(doc) or doc[noun.i + 1].lower_ not in ("of", "from"):
        return None
    after = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), doc[noun.i + 2 : noun.i + 8])
    return next((hits[t.i] for t in after if t.i in hits and hits[t.i].entry.role == "country"), None)
