"""Whom I and we stand for, by who is speaking."""

from dragoman.model.record import Statement
from dragoman.model.span import Spans
from dragoman.reading.cast import Cast


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
