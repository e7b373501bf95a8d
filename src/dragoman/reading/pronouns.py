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
    contents = Spans((c, i) for i, s in enumerate(statements) if s.speaker is not None for c in s.content)
    for m in cast.every_mention:
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
    cast.index([m for m in cast.every_mention if m.entity >= 0])


def bind_the_other_side(cast: Cast, statements: list[Statement], drafts: list[Draft]) -> None:
    """ "They shelled our post," the minister said: in a quotation they, he and you are never the speaker, nor anybody of the speaker's state.

    Who they are instead stands in `cast.other_side` by token; nobody where the report names no other side.
    """
    doc = cast.doc
    others, quotes = cast.other_side, cast.context.quotes
    pronouns = {m.start: m for m in cast.every_mention if m.sort == "pronoun"}
    contents = Spans((c, i) for i, s in enumerate(statements) if s.speaker is not None for c in s.content)
    for token in doc:
        around = contents.at(token.idx) if token.lower_ in _THEIRS and token.dep_ == "nsubj" and quotes.holds(token.idx) else []
        if not around:
            continue
        i = min(around, key=lambda j: sum(e - b for b, e in statements[j].content))
        speaker = cast.entities[int(statements[i].speaker or 0)]
        m = pronouns.get(token.i)
        if m is not None and m.entity >= 0 and not _of_speaker(cast, m, speaker, statements[i]):
            if cast.country_of(m.entity):
                others[token.i] = [m.entity]
            continue
        side = _other_side(cast, token.lower_, statements[i], drafts[i], speaker)
        others[token.i] = [side] if side is not None else []
        if m is not None and m.entity >= 0:
            cast.entities[m.entity].mentions.remove(m)
            m.entity = -1
        if m is not None and side is not None:
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
    verb = cast.doc[draft.cue_token]
    for about in prepositional(verb, "of", "about"):
        mention = cast.headed(about)
        if mention is not None and word != "you":
            return mention.entity
    if word == "you" and said.addressee is not None:
        return int(said.addressee)
    start, end = said.content[0][0], said.content[-1][1]
    near = [m for m in cast.mentions if _foreign(cast, m, speaker) and start - _FAR <= cast.doc[m.start].idx < end + _FAR // 2]
    before = [m for m in near if cast.doc[m.start].idx < start]
    after = [m for m in near if cast.doc[m.start].idx >= end]
    found = before[-1] if before else after[0] if after else None
    if found is None:
        return None
    entity = cast.entities[found.entity]
    person = word in ("he", "she") and entity.kind in ("person", "office")
    return entity.index if person else cast.state(entity.country or "")


def _foreign(cast: Cast, m: Mention, speaker: Entity) -> bool:
    entity = cast.entities[m.entity]
    return m.sort != "pronoun" and not m.place and bool(entity.country) and entity.country != speaker.country and entity.kind in _SIDES
