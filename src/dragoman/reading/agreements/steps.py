"""Steps in the life of an agreement: how they are made, which overrule which, and which stage holds."""

from spacy.tokens import Token

from dragoman.codebook.vocabulary import stages
from dragoman.reading.agreements.draft import Step


def made(
    stage: str,
    trigger: Token,
    noun: Token,
    *,
    current: bool = False,
    implied: bool = False,
    year: str | None = None,
    weak: bool = False,
    firm: bool = False,
) -> Step:
    """A step whose words run from its trigger to the agreement's noun."""
    a, b = sorted((trigger, noun), key=lambda t: t.i)
    return Step(stage, trigger.i, (a.idx, b.idx + len(b)), current, year, implied, firm, weak)


def told(steps: list[Step]) -> list[Step]:
    """Steps of one agreement without those that others overrule.

    Where a report tells of the signing, acting "under" the agreement says nothing more of its stage, unless the signing is long past.
    """
    if any(s.stage == "signed" and not s.implied for s in steps):
        steps = [s for s in steps if s.stage != "in_force" or not s.implied or s.current]
    return [s for s in steps if not s.weak] or steps


def stage_of(steps: list[Step]) -> str:
    """The newest stage that holds; an agreement without any is one that the report takes as agreed."""
    holding = _holding(told(steps))
    newest = max((s.stage for s in holding), key=stages().index, default="agreed")
    going = newest == "agreed" and any(s.stage == "negotiating" and s.current for s in holding)
    return "negotiating" if going else newest


def _holding(steps: list[Step]) -> list[Step]:
    """Steps without those that others show to be no more than words."""
    signed = any(s.stage == "signed" and not s.implied for s in steps)
    idle = _idle({s.stage for s in steps}, {s.stage for s in steps if s.firm})
    disliked = [s for s in steps if signed and s.stage == "rejected" and not s.firm]  # who rejects what has been signed only dislikes it
    return [s for s in steps if s.stage not in idle and s not in disliked]


def _idle(stages: set[str], firm: set[str]) -> set[str]:
    """The stages that others take back: a notice where the text is in force, a headline's "ends pact" where notice was given."""
    if "in_force" in firm:
        return {"denounced", "terminated"}
    return {"terminated"} if "denounced" in stages else set()
