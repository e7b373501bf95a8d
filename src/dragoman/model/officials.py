"""Answers about people, bodies, and who is in which office."""

from pydantic import AliasChoices, Field

from dragoman.model.amendment import Amendment
from dragoman.model.answer import Evidence, Row, Unsure


class Person(Row):
    """One person under all forms."""

    id: str
    """id; it holds until linking or a correction changes who is one"""
    name: str
    """the fullest name"""
    names: tuple[str, ...]
    """all names that reports use"""
    country: str | None
    """state, ISO 3166 alpha-3"""
    offices: tuple[str, ...]
    """offices that reports give"""
    reports: tuple[str, ...]
    """ids of the reports that name them"""
    unsure: tuple[Unsure, ...] = ()
    """others who may be the same, with why they were left apart"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""


class Organization(Row):
    """One body under its names and acronyms."""

    id: str
    """id, as that of a person"""
    name: str
    """the longest name"""
    names: tuple[str, ...]
    """all names and acronyms"""
    country: str | None
    """state, ISO 3166 alpha-3"""
    code: str | None
    """CAMEO code"""
    reports: tuple[str, ...]
    """ids of the reports that name it"""
    unsure: tuple[Unsure, ...] = ()
    """others that may be the same"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""


class Official(Row):
    """Somebody in an office, for as long as reports show."""

    office: str
    """the office, as reports most often call it"""
    country: str | None
    """state, ISO 3166 alpha-3"""
    holder: str
    """who holds it"""
    from_: str | None = Field(
        validation_alias=AliasChoices("from_", "from"),
        serialization_alias="from",
        description="the first day on which a report shows them in office",
    )
    to: str | None = Field(description="the last such day, where somebody else or a report shows that they no longer are; else null")
    evidence: tuple[Evidence, ...]
    """every report that shows it"""
    status: str = "current"
    """current, former, acting or designate, as last shown"""
    person: str = Field(description="id of the person")
    successor: str | None = None
    """who is shown in it afterwards"""
    gap: bool = Field(default=False, description="nobody is shown in office between this holder's last day and the successor's first")
    conflict: tuple[str, ...] = Field(default=(), description="others shown in the same office at the same time")
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""
    left: str | None = Field(
        default=None, description="the first day on which a report shows that they no longer are in office; they left between `to` and it"
    )
