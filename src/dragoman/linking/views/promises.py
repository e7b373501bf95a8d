"""What was committed to: the areas of agreements that have come as far as a draft, and what was promised or planned outside any."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.codebook.files import table, words
from dragoman.codebook.vocabulary import stages
from dragoman.linking.times import day, days
from dragoman.model.amendment import Amendment
from dragoman.model.dossier import Evidence, LinkedEvent, Thread


@dataclass(frozen=True)
class Promise:
    """One area that was committed to, by an agreement or outside any."""

    thread: Thread | None
    name: str
    parties: tuple[str, ...]
    area: str
    date: str | None
    report: str
    published: str | None
    words: str
    said: str
    """Its words with those around them."""
    corrected: tuple[Amendment, ...] = ()
    """What people set of what commits."""

    @property
    def day(self) -> int | None:
        """From when on what was promised can have been done."""
        found = days(self.date)
        return found[1] if found else day(self.published)


def agreed(thread: Thread) -> Iterator[Promise]:
    """What an agreement that has come as far as a draft commits its parties to."""
    if stages().index(thread.stage) < stages().index("drafted"):
        return
    since, told, said = _commitment(thread)
    for area in thread.named_by:
        yield Promise(thread, thread.names[0], thread.parties, area.area, since, told.report, told.published, said, said, thread.corrected)


def promised(e: LinkedEvent, threads: Iterable[Thread]) -> Iterator[Promise]:
    """What states promised, announced or planned outside any agreement; `threads` are those that the same reports tell of.

    What an agreement of the same states covers is its own. A plan has the day of the deed: it binds from its report on.
    """
    parties = tuple(sorted({c for c in (*e.actor_countries, *e.recipient_countries) if c}))
    if e.type != "AGREE" or len(parties) < 2 or e.modality in ("negated", "hypothetical"):
        return
    beside = [t for t in threads if set(parties) <= set(t.parties)]
    named: dict[str, Evidence] = {}
    for told in e.evidence:
        covered = {a for t in beside if told.report in t.reports for a in t.areas}
        named |= {area: told for area in _areas_in(_said(told)) if area not in covered | named.keys()}
    for area, told in named.items():
        yield Promise(None, told.words, parties, area, _since(e, told), told.report, told.published, told.words, _said(told), e.corrected)


def _said(told: Evidence) -> str:
    return f"{told.words} {told.sentence or ''}"


def _since(e: LinkedEvent, told: Evidence) -> str | None:
    """From when on a promise binds: its own day, but that of a report which tells of it before the day of the deed."""
    ahead = e.date is not None and told.published is not None and (day(e.date) or 0) > (day(told.published) or 0)
    return told.published if e.modality == "planned" or ahead else e.date or told.published


def _commitment(thread: Thread) -> tuple[str | None, Evidence, str]:
    """When and by which report the parties committed themselves: at signature, else at the last stage before it."""
    order = stages()
    held = [s for s in thread.stage_history if s.standing != "disputed"] or thread.stage_history
    bound = [s for s in held if order.index(s.stage) <= order.index("in_force")]
    signed = max((s for s in bound if s.stage == "signed"), key=lambda s: len(s.reports), default=None)
    step = signed or (bound[-1] if bound else thread.stage_history[0])
    told = step.evidence[0]
    return step.date or told.published, told, told.words


def _areas_in(said: str) -> Iterator[str]:
    """Areas that some words name, or promise by a deed; rebuilding counts beside those of the codebook."""
    more = table("linking")["promised"]
    for area, patterns in table("agreements")["area"].items():
        if area != "general" and words(*patterns, *more.get(area, ())).search(said):
            yield area
    if re.search(r"\b(?:rebuil|reconstruct)", said.lower()):
        yield "reconstruction"
