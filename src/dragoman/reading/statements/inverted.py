"""Attributions in which the speaker stands behind the cue: "…, affirmed the chief of the guard", "…, recalls the same source"."""

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import cue_verbs
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, conjuncts, lower_lemma
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.verbs import NO_TAIL, addressee_of

_KINDS = ("assert", "announce", "claim", "warn")
_CLOSING = (",", "”", '"', "»", "’", "''")


def speaker_behind(verb: Token) -> Token | None:
    """Who stands behind a cue that closes the words before it: what the parser takes for its object, where it has no subject."""
    if verb.i == verb.sent.start or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.nbor(-1).text not in _CLOSING:
        return None
    if any(children(verb, "nsubj", "nsubjpass", "aux", "auxpass")) or any(
        c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children
    ):
        return None
    who = next((c for c in children(verb, "dobj", "nsubj", "npadvmod", "attr") if c.i > verb.i and c.pos_ in ("NOUN", "PROPN")), None)
    return who if who is not None and addressee_of(verb) is None else None


def by_inversion(doc: Doc, live: frozenset[int], quoted: frozenset[int], cast: Cast) -> list[Draft]:
    """The statements of clauses that such an attribution closes; words in quotation marks are found by these."""
    verbs = (t for t in doc if t.pos_ == "VERB" and t.i in live and t.i not in quoted and lower_lemma(t) not in NO_TAIL)
    return [d for verb in verbs if (d := _draft(verb, cast)) is not None]


def _draft(verb: Token, cast: Cast) -> Draft | None:
    doc, sent = verb.doc, verb.sent
    kind = next((kind for rest, kind in cue_verbs().get(lower_lemma(verb), ()) if not rest and kind in _KINDS), None)
    behind = verb.i > sent.start and verb.nbor(-1).text == ","
    who = speaker_behind(verb) if kind is not None and behind else None
    if kind is None or who is None or not _speaks(who, cast):
        return None
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[sent.start : verb.i - 1]):
        return None
    heads = conjuncts(who)
    return Draft(
        char_spans(doc, [(verb.i, verb.i + 1)]),
        verb.i,
        kind,
        char_spans(doc, [(sent.start, verb.i - 1)]),
        char_spans(doc, [(who.left_edge.i, np_end(heads[-1]))]),
        [h.i for h in heads],
        rule="tail",
    )


def _speaks(who: Token, cast: Cast) -> bool:
    mention = cast.headed(who)
    return mention is not None and not mention.place and mention.sort != "pronoun"
