"""Statements against gold: the words, and whose they are."""

from collections.abc import Sequence

from dragoman.evaluation.field.matching import close, marked, overlap, pair_up, plain, same_name
from dragoman.evaluation.field.tally import Case, Gold, Tally
from dragoman.evaluation.reports import text_of
from dragoman.model.record import Statement

_OVERLAP = 0.5  # of the characters of both contents


def score(case: Case, tally: Tally) -> None:
    """Count the statements of one report."""
    wanted, read = case.items("statements"), case.record.statements
    fits = {(i, j): _fit(g, s, case) for i, g in enumerate(wanted) for j, s in enumerate(read) if _same_words(g, s, case)}
    pairs = pair_up(fits)
    for i, g in enumerate(wanted):
        if g.get("optional"):
            continue
        s = read[pairs[i]] if i in pairs else None
        _found(g, s, case, tally)
        if g.get("within") is not None and s is not None:
            outer = pairs.get(g["within"])
            tally.hit("nested", outer is not None and s.within == read[outer].id)
    if any("spans" in g for g in wanted):
        _precision(wanted, read, tally)


def _precision(wanted: Sequence[Gold], read: Sequence[Statement], tally: Tally) -> None:
    """How many of the statements read touch the words or the cue of one that was coded."""
    spans = [part for g in wanted for part in (marked(g, "content_text"), marked(g, "cue"))]
    for s in read:
        tally.hit("statement_precision", any(close(part, s.content + s.cue, 0) for part in spans))


def _same_words(g: Gold, s: Statement, case: Case) -> bool:
    if overlap(marked(g, "content_text"), s.content) >= _OVERLAP:
        return True
    return bool(g.get("contains")) and plain(g["contains"]) in plain(text_of(case.record, s.content))


def _by_speaker(g: Gold, s: Statement, case: Case) -> bool:
    speaker = g.get("speaker")
    if not speaker or speaker == "unknown":
        return True
    actor = case.actors.get(s.speaker or "")
    names = [actor.name, *(r.title for r in actor.roles)] if actor else []
    return same_name(speaker, text_of(case.record, s.speaker_span), *names)


def _fit(g: Gold, s: Statement, case: Case) -> float:
    return 2 * _by_speaker(g, s, case) + overlap(marked(g, "content_text"), s.content) + 0.3 * (s.kind == g.get("kind"))


def _found(g: Gold, s: Statement | None, case: Case, tally: Tally) -> None:
    told = (g.get("speaker"), "speaker" if s else "content", (g.get("contains") or "")[:70])
    tally.hit("contents", s is not None)
    tally.hit("statements", s is not None and _by_speaker(g, s, case), told)
    if s is None:
        return
    if g.get("country"):
        actor = case.actors.get(s.speaker or "")
        tally.hit("speaker_country", actor is not None and actor.country == g["country"])
    if g.get("kind"):
        tally.hit("kinds", s.kind == g["kind"])
