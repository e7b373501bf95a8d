"""One event told several times in a report is one event with several pieces of evidence."""

import re
from typing import TypeVar

from spacy.tokens import Doc

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.found import Found

_T = TypeVar("_T")
_CAREFUL = ("reported", "attributed", "disputed")
_CASUALTIES = {"kill", "wound", "injure", "hurt", "maim"}
_LIGHT = {"be", "have", "the", "a", "of", "in", "on", "and", "to", "with", "for", "by", "say"}

_MOST = 200
"""Events with which one is compared at most, and tellings of each: what a report retells more often is told well enough."""
Key = tuple[str, str, int | str | frozenset[str]]


def merge(doc: Doc, events: list[Found], cast: Cast, headline: frozenset[int]) -> list[Found]:
    """Join events that are told twice: in one clause by verb and noun, in headline and body, or again in other words."""
    groups: list[list[Found]] = []
    met: dict[Key, dict[int, None]] = {}
    """Under each key the groups with an event that could be the same as another one under it, rising."""
    for event in sorted(events, key=lambda e: e.trigger):
        kind = (event.type, event.modality)
        near = {n for key in [*_keys(doc, event, cast), (*kind, "headline")] for n in met.get(key, ())}
        same = next((n for n in sorted(near)[-_MOST:] if _told_before(doc, groups[n], event, cast, headline)), None)
        if same is None:
            same = len(groups)
            groups.append([event])
        else:
            groups[same].append(event)
            _join(groups[same][0], event, cast)
        for told in (event, groups[same][0]):  # joining may have changed the first
            for key in [*_keys(doc, told, cast), *([(*kind, "headline")] if told.trigger in headline else [])]:
                met.setdefault(key, {})[same] = None
    return [g[0] for g in groups]


def _keys(doc: Doc, event: Found, cast: Cast) -> list[Key]:
    """Under what an event meets those that may be the same: told in one sentence, or by the same actors."""
    return [
        (event.type, event.modality, doc[event.trigger].sent.start),
        (event.type, event.modality, frozenset(_states(event.actors, cast))),
    ]


def _told_before(doc: Doc, group: list[Found], event: Found, cast: Cast, headline: frozenset[int]) -> bool:
    """Whether an event is the one that a group tells: as its first stands by now, or as any of it was told."""
    first = group[0]
    open_ = first.trigger in headline and event.trigger not in headline and not _told_in_full(doc, group, event, headline)
    return (open_ and _announced(first, event, cast)) or any(_same(doc, x, event, cast) for x in group[:_MOST])


def _told_in_full(doc: Doc, group: list[Found], event: Found, headline: frozenset[int]) -> bool:
    """Whether the body has told a headline's event in the headline's own word, and another one comes in another word: "expels … expelled … stopped"."""
    word = lower_lemma(doc[group[0].trigger])
    return lower_lemma(doc[event.trigger]) != word and any(x.trigger not in headline and lower_lemma(doc[x.trigger]) == word for x in group)


def _same(doc: Doc, a: Found, b: Found, cast: Cast) -> bool:
    """Whether two events are one: told in one clause, or in much the same words."""
    if a.type != b.type or a.modality != b.modality:
        return False
    if a.standing != b.standing and (a.statement is not None) != (b.statement is not None):
        return False
    suffering = _compatible(a.recipients, b.recipients, cast)
    if doc[a.trigger].sent.start == doc[b.trigger].sent.start:
        if _linked(doc, a.trigger, b.trigger):
            return _compatible(a.actors, b.actors, cast) and (suffering or _by_noun(a) != _by_noun(b))
        if _in_one_blow(doc, a, b, cast):
            both = {lower_lemma(doc[a.trigger]), lower_lemma(doc[b.trigger])} <= _CASUALTIES
            return both or suffering  # "killed ten and wounded six"
    return suffering and _told_alike(a, b) and _equal(a.actors, b.actors, cast) and _words_agree(doc, a, b)


def _in_one_blow(doc: Doc, a: Found, b: Found, cast: Cast) -> bool:
    """Whether two coordinated verbs tell harm by the same actors."""
    return a.type == "ASSAULT" and doc[a.trigger] in doc[b.trigger].conjuncts and _equal(a.actors, b.actors, cast)


def _told_alike(a: Found, b: Found) -> bool:
    """Whether two events have the same standing and no different dates."""
    return a.standing == b.standing and not (a.date and b.date and a.date != b.date)


def _announced(a: Found, b: Found, cast: Cast) -> bool:
    """Whether a headline tells in short what the body tells with its source; the body's standing holds."""
    if a.type != b.type or a.modality != b.modality or (a.date and b.date and a.date != b.date):
        return False
    if a.type == "CONSULT" and ("visit" in a.modes) != ("visit" in b.modes):
        return False
    if not (_compatible(a.actors, b.actors, cast) and _compatible(a.recipients, b.recipients, cast)):
        return False
    if not cast.countries([*a.actors, *a.recipients]):  # "Air strike kills militants; Pakistan denies it"
        return len(_lemmas(cast.doc, a) & _lemmas(cast.doc, b)) >= 2
    return bool(_states([*a.actors, *a.recipients], cast) & _states([*b.actors, *b.recipients], cast))


def _by_noun(event: Found) -> bool:
    return event.rule.startswith("noun")


def _linked(doc: Doc, i: int, j: int) -> bool:
    """Whether one trigger stands under the other without a clause between."""
    for low, high in ((doc[i], doc[j]), (doc[j], doc[i])):
        up = low
        for _ in range(4):
            if up.i == high.i:
                return True
            if up.dep_ in ("relcl", "ccomp", "conj", "ROOT"):
                break
            up = up.head
    return False


def _states(indices: list[int], cast: Cast) -> set[str]:
    return cast.countries(indices) | {cast.entities[i].code or _described(i, cast) for i in indices if not cast.entities[i].country}


def _described(index: int, cast: Cast) -> str:
    """Whoever has no name goes by the noun: "militants" and "about 300 militants" may be the same."""
    entity = cast.entities[index]
    return str(index) if entity.named or not entity.name else entity.name.split()[-1].lower()


def _equal(a: list[int], b: list[int], cast: Cast) -> bool:
    return _states(a, cast) == _states(b, cast)


def _compatible(a: list[int], b: list[int], cast: Cast) -> bool:
    return not a or not b or bool(_states(a, cast) & _states(b, cast)) or bool(_proper(a, cast) & _proper(b, cast))


def _proper(indices: list[int], cast: Cast) -> set[str]:
    """Capitalised words of the names of those that are no state's: "Jaish camp", "Jaish-e-Mohammed"."""
    names = (cast.entities[i].name for i in indices)
    return {w for name in names for w in re.findall(r"\b[A-Z]\w{3,}", name)} - {"The", "This"}


def _words_agree(doc: Doc, a: Found, b: Found) -> bool:
    """Whether the words of the two clauses are mostly the same, the trigger among them."""
    if a.type == b.type == "CONSULT" and "visit" in a.modes and "visit" in b.modes:
        return True
    if lower_lemma(doc[a.trigger]) != lower_lemma(doc[b.trigger]) and not (a.type == b.type == "CONSULT" and set(a.modes) & set(b.modes)):
        return False
    x, y = _lemmas(doc, a), _lemmas(doc, b)
    return 2 * len(x & y) >= min(len(x), len(y)) if x and y else True


def _lemmas(doc: Doc, event: Found) -> set[str]:
    out: set[str] = set()
    for start, end in event.evidence:
        span = doc.char_span(start, end, alignment_mode="expand")
        out |= {lower_lemma(t) for t in span if t.is_alpha} if span is not None else set()
    return out - _LIGHT


def _join(a: Found, b: Found, cast: Cast) -> None:
    """Take a second telling of an event into the first."""
    a.evidence += [e for e in b.evidence if not any(x[0] <= e[0] and e[1] <= x[1] for x in a.evidence)]
    a.actors, a.recipients = _joined_actors(a, b, cast), _joined_recipients(a, b, cast)
    a.killed, a.injured = a.killed or b.killed, a.injured or b.injured
    if a.date is None:
        a.date, a.date_evidence = b.date, b.date_evidence
    a.place = b.place if a.place is None else a.place
    _add(a.modes, b.modes)
    _add(a.according_to, b.according_to)
    _add(a.disputed_by, b.disputed_by)
    a.standing = max(a.standing, b.standing, key=_CAREFUL.index)


def _within_one_state(event: Found, cast: Cast) -> bool:
    """Whether somebody of a state does it to others of the same one: "the Taliban killed 17 Afghan soldiers"."""
    return bool(event.recipients) and _states(event.recipients, cast) <= _states(event.actors, cast)


def _add(known: list[_T], more: list[_T]) -> None:
    """Add what is not there yet."""
    known += [x for x in more if x not in known]


def _joined_actors(a: Found, b: Found, cast: Cast) -> list[int]:
    """Who acts by two tellings of an event, each state once; a state that the first does not name gives way to whoever of it the second names."""
    known = [i for i in a.actors if _is_named_there(i, a, cast) or not _states([i], cast) & _states(b.actors, cast)]
    return [*known, *(i for i in b.actors if not (_states([i], cast) & _states(known, cast)))]


def _is_named_there(index: int, event: Found, cast: Cast) -> bool:
    """Whether anybody but a state is meant, or the sentence of an event names the state."""
    sent, entity = cast.doc[event.trigger].sent, cast.entities[index]
    return entity.kind != "government" or any(sent.start <= m.start < sent.end for m in entity.mentions)


def _joined_recipients(a: Found, b: Found, cast: Cast) -> list[int]:
    """Whom two tellings of an event say that it was done to, who does not act; of the same state only where one telling has it so."""
    actors, told = _joined_actors(a, b, cast), _told_recipients(a, b, cast)
    if _within_one_state(a, cast) or _within_one_state(b, cast):
        return [i for i in told if i not in actors]
    return [i for i in told if not _states([i], cast) <= _states(actors, cast)]


def _told_recipients(a: Found, b: Found, cast: Cast) -> list[int]:
    """Whom two tellings of an event say that it was done to; the verb says whom it hit, the noun perhaps only where."""
    by_noun, states = (_by_noun(a), _by_noun(b)), cast.countries(b.recipients)
    if by_noun == (True, False) and b.recipients and (states or not cast.countries(a.recipients)):
        return list(b.recipients)
    if a.recipients and (by_noun[1] or (by_noun[0] and not states)):
        return a.recipients
    known = [i for i in a.recipients if cast.countries([i]) or not _proper([i], cast) & _proper(b.recipients, cast)]
    return known + [i for i in _fresh(known, b.recipients, cast) if not (_states([i], cast) & _states(known, cast))]


def _fresh(known: list[int], more: list[int], cast: Cast) -> list[int]:
    """Those who can be others than the ones known; once a state is, "two villagers" of the next sentence are no others."""
    if not cast.countries(known):
        return more
    return [i for i in more if cast.countries([i]) or cast.entities[i].code]
