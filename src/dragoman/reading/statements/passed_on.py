"""Words that others pass on: "the minister was quoted as saying that", "the agency quoted her as saying that"."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.span import Span
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft

_AS = 12
"""Tokens from "quoted" to the "as saying" that belongs to it."""


def pass_on(doc: Doc, draft: Draft, quoted: frozenset[int]) -> bool:
    """Give a draft whom others quote, and what he says.

    Args:
        quoted: tokens within quotation marks.

    Returns:
        Whether others quote somebody so.
    """
    verb = doc[draft.cue_token]
    saying = _saying(verb)
    who = _quoted(verb, saying) if saying is not None else None
    if saying is None or who is None or who.i in quoted:
        return False
    draft.content = _told(draft.content, doc[who.left_edge.i].idx, saying.idx + len(saying) + 1)
    draft.source, draft.source_tokens = char_spans(doc, [(who.left_edge.i, np_end(who))]), [who.i]
    return True


def _saying(verb: Token) -> Token | None:
    """The "saying" of "quoted as saying", of which either verb may be the cue."""
    saying = verb if verb.dep_ == "pcomp" else next((t for t in verb.doc[verb.i + 1 : verb.i + _AS] if t.tag_ == "VBG"), None)
    return saying if saying is not None and saying.i > 0 and saying.nbor(-1).lower_ == "as" else None


def _quoted(verb: Token, saying: Token) -> Token | None:
    """Whom the verb over it quotes: its passive subject or, where the cue is "saying" itself, its object."""
    over = saying.head.head if saying.i == verb.i else verb
    if lower_lemma(over) not in table("cues")["voices"]["quoting"]:
        return None
    own = next(children(over, "dobj"), None) if saying.i == verb.i else None
    return next(children(over, "nsubjpass"), own)


def _told(content: list[Span], who: int, begins: int) -> list[Span]:
    """The quotation before whoever is quoted, else what stands behind "saying"."""
    before = [c for c in content if c[1] <= who]
    return before or [(max(s, begins), e) for s, e in content if e > begins] or content
