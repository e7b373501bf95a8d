"""A phrase that stands for somebody, and what its words say."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.record import ActorKind
from dragoman.reading.hits import Hit
from dragoman.reading.names import Name
from dragoman.reading.phrases import singular
from dragoman.reading.titles import Title

_PAIR = table("en/mentions")["pair"]
_PAIR_WORDS = frozenset(_PAIR["words"])
_BARE_PAIRS = frozenset(_PAIR["bare"])


@dataclass
class Mention:
    """Tokens [start, end) that stand for somebody."""

    start: int
    end: int
    head: int
    sort: str
    """name, title, institution, hit, pronoun or pair."""
    kind: ActorKind = "group"
    countries: tuple[str, ...] = ()
    sector: str | None = None
    code: str | None = None
    text: str = ""
    key: str = ""
    """The words that say what it is, in lower case without articles and countries."""
    plural: bool = False
    definite: bool = True
    named: bool = False
    name: Name | None = None
    title: Title | None = None
    hit: Hit | None = None
    possessive: int | None = None
    pronoun: str = ""
    place: bool = False
    """Whether it names where something is rather than who acts."""
    alias_of: "Mention | None" = None
    """The mention of the body that an acronym shortens."""
    entity: int = -1
    members: list[int] = field(default_factory=list)


def head_of(doc: Doc, start: int, end: int) -> int:
    """Token of the head of a phrase."""
    root: Token = doc[start:end].root
    return root.i


def bare(doc: Doc, start: int, end: int) -> str:
    """The words without article and possessor's mark in front, and without a preposition whose phrase is somebody else's name behind."""
    while start < end - 1 and (doc[start].lower_ in ("the", "a", "an") or doc[start].tag_ in ("PRP$", "POS") or doc[start].is_punct):
        start += 1
    while end > start + 1 and doc[end - 1].pos_ in ("ADP", "DET", "CCONJ"):
        end -= 1
    return str(doc[start:end].text)


def is_pair(doc: Doc, start: int, end: int, head: int) -> bool:
    """Whether a plural stands for two: "the two countries", "both sides", "the neighbours"."""
    words = {t.lower_ for t in doc[start:end]}
    noun = singular(doc[head])
    if noun not in _PAIR_WORDS or doc[head].tag_ not in ("NNS", "NNPS"):
        return False
    counted = "both" in words or ("two" in words and bool(words & {"the", "these", "those"}))
    return counted or (noun in _BARE_PAIRS and bool(words & {"the", "these"}) and len(words) <= 2)
