"""Whom he, she, they and it stand for, by syntax and number, and I and we by who is speaking."""

from spacy.tokens import Doc

from dragoman.model.record import Statement
from dragoman.model.span import Spans
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.mentions import Mention


def bind_first_persons(cast: Cast, statements: list[Statement]) -> None:
    """ "I" stands for the speaker of the statement it is said in, "we" for the state that the speaker speaks for."""
    contents = Spans((c, i) for i, s in enumerate(statements) if s.speaker is not None for c in s.content)
    for m in cast.doc.user_data["mentions"]:
        if m.sort != "pronoun" or m.pronoun not in ("speaker", "speakers"):
            continue
        around = [statements[i] for i in contents.at(cast.doc[m.start].idx)]
        if not around:
            continue
        said = min(around, key=lambda s: sum(e - b for b, e in s.content))
        entity = cast.entities[int(said.speaker or 0)]
        if m.pronoun == "speakers" and entity.country and entity.sector in ("GOV", "MIL", None):
            entity = cast.entities[cast.state(entity.country)]
        cast.place(m, entity)
    cast.index([m for m in cast.doc.user_data["mentions"] if m.entity >= 0])


def place_pronoun(cast: Cast, m: Mention, history: list[Mention]) -> None:
    """Give a pronoun of the third person the entity of the likeliest mention before it; the first person waits for statements."""
    if m.pronoun in ("speaker", "speakers"):
        return
    sentence = cast.doc[m.head].sent
    quoted = _quoted(cast.doc, m.start)
    best: tuple[int, int] | None = None
    for h in reversed(history):
        if cast.doc[h.head].sent.end < sentence.start - 120:
            break
        if h.end > m.start:
            continue
        if _quoted(cast.doc, h.start) and not quoted:
            continue
        e = cast.entities[h.entity]
        if not _agrees(m, h, e):
            continue
        token = cast.doc[h.head]
        while token.dep_ in ("conj", "appos", "compound") and token.head.i != token.i:
            token = token.head
        subject = token.dep_ in ("nsubj", "nsubjpass", "agent")
        distance = sum(1 for t in cast.doc[h.end : m.start] if t.is_sent_start)
        score = (2 if subject else 0) - 2 * distance - (1 if h.sort == "pronoun" and not subject else 0)
        if best is None or score > best[0]:
            best = (score, h.entity)
        if distance > 3:
            break
    if best is not None:
        cast.place(m, cast.entities[best[1]])


def _quoted(doc: Doc, i: int) -> bool:
    """Whether a token stands inside quotation marks; what is said inside does not bind a pronoun outside."""
    quotes: Spans | None = doc.user_data.get("quotes")
    return quotes is not None and quotes.holds(doc[i].idx)


def _agrees(m: Mention, h: Mention, e: Entity) -> bool:
    if m.pronoun == "one":
        return e.kind in ("person", "office") and not h.plural
    if m.pronoun == "many":
        return h.plural or bool(e.members)
    return e.kind in ("government", "organization", "group", "armed_force", "media") and not h.plural and not h.place
