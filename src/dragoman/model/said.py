"""Answers about who said what: a statement of one report, told in words."""

from pydantic import Field

from dragoman.model.amendment import Amendment
from dragoman.model.answer import Row


class Said(Row):
    """One statement of one report."""

    report: str
    """id of the report"""
    outlet: str | None
    """outlet of the report"""
    published: str | None
    """day of publication, EDTF"""
    id: str
    """id within the report"""
    kind: str
    """assert, claim, accuse, deny, praise, promise, urge, demand, threaten, warn, ask, announce or deny_comment"""
    quote: str
    """direct, indirect or mixed"""
    speaker: str
    """who says it; "unknown" where the report does not tell"""
    country: str | None
    """the speaker's state, ISO 3166 alpha-3"""
    addressee: str | None
    """to whom it is said"""
    within: str | None
    """id of the statement that this one is told in"""
    content: str
    """the words"""
    evidence: str
    """the cue: said, accused …"""
    confidence: float = Field(description="calibrated: of the values given 0.8 about 80 in 100 are right")
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""
