"""Which events carry out what was committed to, and which contradict it, with what speaks for it."""

from collections.abc import Iterable
from functools import cache

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import Carrying, against, called_off, carried_out, phrase, spoken_areas, undone, unkept
from dragoman.linking.names import state_words
from dragoman.linking.views.promises import Promise
from dragoman.linking.wordstems import stems
from dragoman.model.dossier import LinkedEvent, Step

ENOUGH = 0.6
"""Score from which an event counts for or against an area."""
_TYPE, _WORD, _NEAR, _PARTIES, _PLACE, _SHARED = 0.25, 0.3, 0.2, 0.3, 0.1, 0.15
_ENDING = frozenset(("AGREE", "REJECT", "SANCTION", "CONCEDE"))
"""Types under which it is told that something agreed is called off."""


def counts_for(e: LinkedEvent, areas: Iterable[str]) -> list[str]:
    """Those of some areas for or against which an event may count, by its type and words alone."""
    around = _around(e)
    off, lower = e.modality == "negated" or called_off(around) is not None, around.lower()
    out = []
    for area in areas:
        types, spoken = counting(area)
        there = e.type in types or (off and e.type in _ENDING)
        told = e.modality == "asserted" or (spoken and off)
        if there and told and (not spoken or any(stem in lower for stem in spoken)):
            out.append(area)
    return out


@cache
def counting(area: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Types of the events that can count for or against an area, and stems one of which their words must have where there are any."""
    rule = carried_out(area)
    return against().breach.types | (rule.types if rule else frozenset()), rule.stems if rule else ()


def judge(e: LinkedEvent, p: Promise, *, carried: bool = True) -> tuple[Step | None, Step | None]:
    """How an event carries a promise out, and how it contradicts it; at most one of the two.

    Args:
        carried: whether it is asked how the event carries the promise out.
    """
    contrary = _cancels(e, p) or _contradicts(e, p)
    return (None, contrary) if contrary is not None or not carried else (_carries(e, p), None)


def _carries(e: LinkedEvent, p: Promise) -> Step | None:
    """Whether an event that has happened carries an area out, and why."""
    rule = carried_out(p.area)
    if rule is None or e.modality != "asserted" or e.type not in rule.types:
        return None
    near, why = _of_area(e, p)
    return _step(e, _TYPE + near + _beside(e, p), [_between(e, p), why]) if near else None


def _cancels(e: LinkedEvent, p: Promise) -> Step | None:
    """Whether what was promised is told to be called off, put off or not done."""
    rule = carried_out(p.area)
    if rule is None or not rule.stems or (e.type not in rule.types and e.type not in _ENDING):
        return None
    around = _around(e)
    off = called_off(around) or undone(p.area, p.said, around) or ("not done" if e.modality == "negated" else None)
    if off is None:
        return None
    near, why = _of_area(e, p)
    return _step(e, _TYPE + near + _beside(e, p), [_between(e, p), why, f"“{off}”"]) if near else None


def _contradicts(e: LinkedEvent, p: Promise) -> Step | None:
    """Whether an event speaks against an area: a breach by one party of what concerns the other."""
    rules, rule = against(), carried_out(p.area)
    if e.type not in rules.breach.types or e.modality != "asserted" or len(e.states & set(p.parties)) < 2:
        return None
    of_area, breach = _breach(e, rule)
    if not _against(e, rule, of_area, breach):
        return None
    score = _PARTIES + (_TYPE if e.type in rules.strong else 0.1) + (_WORD if of_area else 0.1) + (0.1 if breach else 0.0)
    return _step(e, score, [_between(e, p), f"words of {p.area.replace('_', ' ')}" if of_area else "", f"“{breach}”" if breach else ""])


def _against(e: LinkedEvent, rule: Carrying | None, of_area: bool, breach: str | None) -> bool:
    """Whether an event is a breach in words of the area, by words or by deed; where an area has no words, a refusal to meet at all."""
    if of_area:
        by_deed = e.type in against().strong and (rule is None or e.type not in rule.types)  # arrests may be what was agreed on
        return bool(breach) or by_deed
    return (rule is None or not rule.stems) and e.type in against().plain


def _breach(e: LinkedEvent, rule: Carrying | None) -> tuple[bool, str | None]:
    """Whether the words of an event are of an area, and those that tell of a breach."""
    said = " ".join(x.words for x in e.evidence)
    if rule is not None and rule.stems and rule.stem(said) is not None:
        return True, against().breach.stem(said)
    fault = _fault(e, rule) if e.type == "ACCUSE" else None
    return (True, fault) if fault else (False, against().breach.stem(said))


def _fault(e: LinkedEvent, rule: Carrying | None) -> str | None:
    """The words by which a sentence of the area accuses a party of not keeping to what was agreed."""
    sentences = [f"{x.words} {x.sentence or ''}" for x in e.evidence]
    return next((found for s in sentences if rule and rule.stems and rule.stem(s) is not None and (found := unkept(s))), None)


def _around(e: LinkedEvent) -> str:
    """The words of all tellings with the sentences that they stand in."""
    return " ".join(f"{x.words} {x.sentence or ''}" for x in e.evidence)


def _of_area(e: LinkedEvent, p: Promise) -> tuple[float, str]:
    """What the words say for the area: the words of the event more than those of its sentence, which may be of something else as well."""
    rule = carried_out(p.area)
    if rule is None or not rule.stems:
        return (_WORD, "") if rule is not None else (0.0, "")
    name = p.area.replace("_", " ")
    own = " ".join(x.words for x in e.evidence)
    if rule.stem(own) is not None:
        return _WORD, f"words of {name}"
    if rule.stem(_around(e)) is None or _of_another(e.type, own):
        return 0.0, ""
    return _NEAR, f"words of {name} beside it"


def _of_another(kind: str, own: str) -> bool:
    """Whether the words of an event carry some area out themselves: what stands beside them is then of something else."""
    rules = (carried_out(area) for area in spoken_areas())
    return any(rule is not None and kind in rule.types and rule.stem(own) is not None for rule in rules)


def _beside(e: LinkedEvent, p: Promise) -> float:
    """What parties, place and the promise's own words add."""
    both = len(e.states & set(p.parties)) > 1
    common = (stems(p.said) & stems(_around(e))) - _of_states()
    return (_PARTIES if both else 0.0) + (_PLACE if e.place_country in p.parties else 0.0) + (_SHARED if len(common) > 1 else 0.0)


@cache
def _of_states() -> frozenset[str]:
    """The stems of words for states, their people and capitals."""
    return frozenset(w[:7] for w in state_words())


def _between(e: LinkedEvent, p: Promise) -> str:
    shared = [country_name(code) for code in sorted(e.states & set(p.parties))]
    done = phrase(e.type)
    return f"{done} between {' and '.join(shared)}" if len(shared) > 1 else f"{done} by or to {shared[0]}" if shared else done


def _step(e: LinkedEvent, score: float, why: Iterable[str]) -> Step | None:
    if score < ENOUGH:
        return None
    told = e.evidence[0]
    source = f"according to {', '.join(e.according_to)}" if e.standing != "reported" and e.according_to else ""
    disputed = "disputed" if e.standing == "disputed" else ""
    reasons = ", ".join(w for w in (*why, source, disputed) if w)
    return Step(
        event=e.id,
        date=e.date or told.published,
        report=told.report,
        why=reasons,
        score=round(score, 2),
        standing=e.standing,
        words=told.words,
        corrected=e.corrected,
    )
