"""The word that joins two marked parties of a sentence."""

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import cue_verbs
from dragoman.model.span import Span
from dragoman.reading.clauses import children, lower_lemma


def joining(doc: Doc, source: Span | None, target: Span | None) -> Token | None:
    """The predicate that joins two spans: the lowest word over both, or the verb above it; none for an empty text.

    Args:
        source: characters of who acts, where marked.
        target: characters of whom it is done to, where marked.
    """
    roots = [r for span in (source, target) if span is not None and (r := _root(doc, span)) is not None]
    if not roots:
        return next((t for t in doc if t.dep_ == "ROOT"), None)
    over = _over(roots[0])
    if len(roots) > 1:
        second = {t.i for t in _over(roots[1])}
        over = [t for t in over if t.i in second] or over
    found = next((t for t in over if t.pos_ in ("VERB", "AUX")), over[-1])
    return _said(found, roots[-1]) if len(roots) > 1 else found


def _said(verb: Token, target: Token) -> Token:
    """What is said where the verb only says it: "said it would free him" tells of freeing."""
    for clause in children(verb, "ccomp"):
        if lower_lemma(verb) in cue_verbs() and clause.pos_ in ("VERB", "AUX") and clause in [target, *target.ancestors]:
            return _said(clause, target)
    return verb


def _root(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(*span, alignment_mode="expand")
    return found.root if found is not None else None


def _over(token: Token) -> list[Token]:
    """The token and everything above it, the nearest first."""
    return [token, *token.ancestors]
