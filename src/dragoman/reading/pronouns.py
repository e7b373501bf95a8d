"""Whom the pronouns within somebody's words stand for: I and we by who is speaking, the others by whom the report names as the other side."""

from dragoman.model.record import Statement
from dragoman.model.span import Spans
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.clauses import prepositional
from dragoman.reading.mentions import Mention
from dragoman.reading.statements.draft import Draft

_FAR = 800
"""Characters around a quotation in which its other side is looked for."""
_SIDES = ("government", "office", "person", "armed_force", "people", "group", "organization")


def bind_first_persons(cast: Cast, statements: list[Statement]) -> None:
    """ "I" stands for the speaker of the statement it is said in, "we" for the state that the speaker speaks for."""
    contents = _contents(statements)
    for m in cast.every_mention:
        first = m.sort == "pronoun" and m.pronoun in ("speaker", "speakers")
        said = _innermost(contents, statements, cast.doc[m.start].idx) if first else None
        if said is None:
            continue
        entity = cast.entities[int(statements[said].speaker or 0)]
        if m.pronoun == "speakers" and entity.country and entity.sector in ("GOV", "MIL", None):
            entity = cast.entities[cast.state(entity.country)]
        cast.place(m, entity)
    cast.index([m for m in cast.every_mention if m.entity >= 0])


def _contents(statements: list[Statement]) -> Spans:
    """The words of the statements whose speakers are known, by place."""
    return Spans((c, i) for i, s in enumerate(statements) if s.speaker is not None for c in s.content)


def _innermost(contents: Spans, statements: list[Statement], at: int) -> int | None:
    """The shortest of the statements that hold a character."""
    return min(contents.at(at), key=lambda i: sum(e - s for s, e in statements[i].content), default=None)


def bind_the_other_side(cast: Cast, statements: list[Statement], drafts: list[Draft]) -> None:
    """ "They shelled our post," the minister said: in a quotation they, he and you are never the speaker, nor anybody of the speaker's state.

    Who they are instead stands in `cast.other_side` by token; nobody where the report names no other side.
    """
    pronouns = {m.start: m for m in cast.every_mention if m.sort == "pronoun"}
    contents = _contents(statements)
    for token in cast.doc:
        quoted = token.lower_ in _THEIRS and token.dep_ == "nsubj" and cast.context.quotes.holds(token.idx)
        i = _innermost(contents, statements, token.idx) if quoted else None
        if i is None:
            continue
        speaker, m = cast.entities[int(statements[i].speaker or 0)], pronouns.get(token.i)
        if m is not None and m.entity >= 0 and not _of_speaker(cast, m, speaker, statements[i]):
            if cast.country_of(m.entity):
                cast.other_side[token.i] = [m.entity]
            continue
        side = _other_side(cast, token.lower_, statements[i], drafts[i], speaker)
        cast.other_side[token.i] = [side] if side is not None else []
        if m is not None:
            _move(cast, m, side)


def _move(cast: Cast, m: Mention, side: int | None) -> None:
    """Let a pronoun stand for somebody else, or for nobody."""
    if m.entity >= 0:
        cast.entities[m.entity].mentions.remove(m)
        m.entity = -1
    if side is not None:
        cast.place(m, cast.entities[side])


_THEIRS = ("they", "he", "she", "you")


def _of_speaker(cast: Cast, m: Mention, speaker: Entity, said: Statement) -> bool:
    """Whether a pronoun was led to the speaker's own side, which the quoted words do not name."""
    entity = cast.entities[m.entity]
    own = entity is speaker or (entity.country is not None and entity.country == speaker.country)
    named = any(s <= cast.doc[x.start].idx < e for x in entity.mentions if x.sort != "pronoun" for s, e in said.content)
    return own and not named


def _other_side(cast: Cast, word: str, said: Statement, draft: Draft, speaker: Entity) -> int | None:
    """Whom the words are said of, or to; else the last of another state before them, or the first behind them."""
    if word == "you" and said.addressee is not None:
        return int(said.addressee)
    about = (cast.headed(t) for t in prepositional(cast.doc[draft.cue_token], "of", "about")) if word != "you" else ()
    named = next((m for m in about if m is not None), None)
    if named is not None:
        return named.entity
    found = _foreign_near(cast, said, speaker)
    if found is None:
        return None
    entity = cast.entities[found.entity]
    person = word in ("he", "she") and entity.kind in ("person", "office")
    return entity.index if person else cast.state(entity.country or "")


def _foreign_near(cast: Cast, said: Statement, speaker: Entity) -> Mention | None:
    """The last mention of somebody of another state before some words, or the first behind them."""
    start, end = said.content[0][0], said.content[-1][1]
    near = [(cast.doc[m.start].idx, m) for m in cast.mentions if _foreign(cast, m, speaker)]
    before = [m for at, m in near if start - _FAR <= at < start]
    return before[-1] if before else next((m for at, m in near if end <= at < end + _FAR // 2), None)


def _foreign(cast: Cast, m: Mention, speaker: Entity) -> bool:
    entity = cast.entities[m.entity]
    return m.sort != "pronoun" and not m.place and bool(entity.country) and entity.country != speaker.country and entity.kind in _SIDES
