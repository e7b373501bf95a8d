"""Answers about what became of what was agreed or promised."""

from pydantic import Field

from dragoman.model.amendment import Amendment
from dragoman.model.answer import Row


class Committed(Row):
    """When, and in which report first, an area was committed to."""

    date: str | None
    """EDTF"""
    report: str
    """id of the report"""
    words: str
    """its words"""


class Step(Row):
    """An event that carries an area out, takes it up again or contradicts it."""

    event: str
    """id of the event, or of the later agreement"""
    date: str | None
    """EDTF"""
    report: str
    """id of the first report of it"""
    why: str
    """what speaks for it"""
    score: float
    """how much, from 0 to 1"""
    standing: str
    """how the event stands"""
    words: str
    """the words"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""


class FollowThrough(Row):
    """What became of one area of one agreement or promise."""

    agreement: str | None = Field(description="id of the agreement; null for a promise")
    name: str
    """name of the agreement, or the words of the promise"""
    parties: tuple[str, ...]
    """ISO 3166 alpha-3 codes"""
    area: str
    """area of cooperation"""
    committed: Committed
    """when, and in which report first"""
    carried_out: tuple[Step, ...]
    """events that carry it out"""
    contradicted: tuple[Step, ...]
    """events that speak against it"""
    taken_up: tuple[Step, ...] = Field(description="later agreements of the same parties on the same area")
    reports_since: int = Field(description="reports about the parties that were read and published since")
    days_since: int | None = Field(description="from the commitment to the newest report read")
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""
