"""Deeds taken for words: "Kuwait recalled its ambassador", "the ministers agreed to meet", "the envoy called on the premier"."""

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_nouns, cue_verbs
from dragoman.codebook.vocabulary import quad_of
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import agent, is_passive, lower_lemma, patient
from dragoman.reading.events.matching import verb_matches
from dragoman.reading.statements.draft import Draft

_WORDS = table("cues")["deeds"]
_SAYING = frozenset(_WORDS["saying"])
_VERBS = frozenset(_WORDS["verbs"])
_WORDING = frozenset(_WORDS["wording"])
_PERSONAL = frozenset(_WORDS["personal"])
_OF_GUESTS = ("welcome",)
_GUESTS = ("person", "office", "group")
_NON_FINITE = ("VBN", "VBG", "VB")
_FEWEST = 3
"""Mentions of the second state in a report of dealings between states, at least."""
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def is_deed(draft: Draft, doc: Doc, cast: Cast, between: bool) -> bool:
    """Whether a deed was taken for words; none where words of content, in a clause or in quotation marks, are reported.

    The encoder was trained to mark whatever makes something known; between states, what is told as done is told there.

    Args:
        between: whether the report is of dealings between states, as `between_states` says.
    """
    spans = _spans(doc, draft.content)
    words = [t for s in spans for t in s]
    verb, stated = doc[draft.cue_token], political(draft, doc, cast)
    if any(t.text in '“”"' for t in words) or _by_mouth(draft, verb, cast):
        return False
    if verb.pos_ == "VERB" and stated and _tells_deed(verb, cast) and not any(map(_finite, words)):
        return True
    if (draft.source_tokens and not stated) or any(map(_is_clause, spans)) or not between:
        return False
    return _is_done(draft, verb, spans) or not _introduces(draft, doc)


def _is_done(draft: Draft, verb: Token, spans: list[Span]) -> bool:
    """Whether a cue is a verb of deeds, or one with its object: "called on the premier"."""
    return lower_lemma(verb) in _VERBS or _calls_on_somebody(draft, verb.doc, spans) or _done_to_somebody(draft, verb)


def _spans(doc: Doc, places: Iterable[tuple[int, int]]) -> list[Span]:
    """The words at some characters."""
    return [s for b, e in places if (s := doc.char_span(b, e, alignment_mode="expand")) is not None]


def between_states(cast: Cast) -> bool:
    """Whether a report is of dealings between states: the second of those it names has a third of the mentions of the first."""
    named = Counter(e.country for e in cast.entities for _ in e.mentions if e.country)
    (_, most), (_, second) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return second >= _FEWEST and 3 * second >= most


def political(draft: Draft, doc: Doc, cast: Cast) -> bool:
    """Whether the source is of a state or known body: of these the encoder, trained on home news, misses more than of others."""
    if draft.rule in ("citing", "headline"):
        return True
    spans = _spans(doc, draft.source)
    said = [cast.headed(doc[i]) for i in draft.source_tokens] + [cast.headed(t) for s in spans for t in s]
    return any(m is not None and (cast.countries([m.entity]) or cast.entities[m.entity].code) for m in said)


def _by_mouth(draft: Draft, verb: Token, cast: Cast) -> bool:
    """Whether somebody named does with words what a force does with arms: "the senator attacked her opponent"."""
    said_by = (cast.headed(verb.doc[i]) for i in draft.source_tokens)
    named = any(m is not None and cast.entities[m.entity].kind == "person" for m in said_by)
    return named and lower_lemma(verb) in _PERSONAL


def _tells_deed(verb: Token, cast: Cast) -> bool:
    """Whether a verb, with the words beside it, tells a material event, a meeting, or an agreement signed, and introduces no words."""
    if lower_lemma(verb) in _OF_GUESTS and _is_guest(patient(verb), cast):
        return True
    told = (f for f in verb_matches(verb) if quad_of(f.type).startswith("material") or f.type == "CONSULT" or "agreement" in f.object)
    return lower_lemma(verb) not in _SAYING and next(told, None) is not None


def _is_guest(token: Token | None, cast: Cast) -> bool:
    """Whether it is somebody who is welcomed, and not something."""
    m = cast.headed(token) if token is not None else None
    return m is not None and cast.entities[m.entity].kind in _GUESTS


def _finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.tag_ not in _NON_FINITE


def _is_clause(span: Span) -> bool:
    """Whether words make a clause with a subject of its own; a clause that only describes a noun in them does not."""
    root = span.root
    return root.pos_ in ("VERB", "AUX") and (root.tag_ not in _NON_FINITE or any(c.dep_ in _SUBJECTS for c in root.children))


def _calls_on_somebody(draft: Draft, doc: Doc, spans: list[Span]) -> bool:
    """ "Called on the prime minister": a visit, unless he is called on to do something."""
    cue = doc.char_span(*draft.cue[0], alignment_mode="expand")
    words = {lower_lemma(t) for t in cue} if cue is not None else set()
    asks = any(t.lower_ == "to" and t.dep_ == "aux" for s in spans for t in s)
    return {"call", "on"} <= words and not asks


def _done_to_somebody(draft: Draft, verb: Token) -> bool:
    """ "The meeting was called to follow up", "retired presidents were asked to mediate": nobody is told to say it."""
    return not draft.source_tokens and is_passive(verb) and agent(verb) is None


def _introduces(draft: Draft, doc: Doc) -> bool:
    """Whether a cue has a word that introduces what is said, or is a mark."""
    spans = _spans(doc, draft.cue)
    words = [t for s in spans for t in s]
    lemmas = {lower_lemma(t) for t in words} | {t.lower_ for t in words}
    known = (w in cue_verbs() or w in cue_nouns() or w in _WORDING or w == "according" for w in sorted(lemmas))
    return any(known) or not any(t.pos_ in ("VERB", "AUX") for t in words)
