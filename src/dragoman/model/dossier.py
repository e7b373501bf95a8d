"""What a dossier says: the answers that linking makes out of many records.

The field names are those of `dragoman show … --json`. States are ISO 3166 alpha-3 codes, dates EDTF, report ids those given at input.
"""

from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from dragoman.model.span import Span


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def row(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return self.model_dump(by_alias=True, mode="json")


class Evidence(_Row):
    """Words of one report."""

    report: str
    outlet: str | None = None
    published: str | None = None
    words: str
    sentence: str | None = Field(default=None, description="the sentence that the words stand in")
    spans: tuple[Span, ...] = ()


class Sources(_Row):
    """Reports that are one source."""

    cluster: tuple[str, ...]
    origin: str | None = Field(description="the report that the others were taken from, where it can be told")
    why: str


class Unsure(_Row):
    """Another form that may be the same, with why it was left apart."""

    id: str
    name: str
    score: float
    why: str


class Person(_Row):
    """One person under all forms."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str | None
    offices: tuple[str, ...]
    reports: tuple[str, ...]
    unsure: tuple[Unsure, ...] = ()


class Organization(_Row):
    """One body under its names and acronyms."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str | None
    code: str | None
    reports: tuple[str, ...]
    unsure: tuple[Unsure, ...] = ()


class Official(_Row):
    """Somebody in an office, for as long as reports show."""

    office: str
    country: str | None
    holder: str
    from_: str | None = Field(
        validation_alias=AliasChoices("from_", "from"),
        serialization_alias="from",
        description="the first day on which a report shows them in office",
    )
    to: str | None = Field(description="the last such day, where somebody else or a report shows that they no longer are; else null")
    evidence: tuple[Evidence, ...]
    status: str = "current"
    person: str = Field(description="id of the person")
    successor: str | None = None
    gap: bool = Field(default=False, description="nobody is shown in office between this holder's last day and the successor's first")
    conflict: tuple[str, ...] = Field(default=(), description="others shown in the same office at the same time")


Differing = Literal["date", "killed", "injured", "actor", "recipient", "place", "happened", "stage"]
Part = Literal["whole", "actor"]


class Contradiction(_Row):
    """Something on which tellings differ."""

    field: Differing
    values: tuple[dict[str, Any], ...] = Field(description="each value with the reports that tell it")


class Voice(_Row):
    """Somebody who asserts or denies, and the reports that carry it."""

    name: str
    country: str | None
    reports: tuple[str, ...]


class Turn(_Row):
    """How an event stood from a day on."""

    date: str | None
    status: str
    report: str


class LinkedEvent(_Row):
    """One event, told by one report or by many."""

    id: str
    type: str
    quad: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    actor_countries: tuple[str | None, ...]
    actor_codes: tuple[str | None, ...]
    recipients: tuple[str, ...]
    recipient_countries: tuple[str | None, ...]
    recipient_codes: tuple[str | None, ...]
    date: str | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    modality: str
    standing: str
    fact: bool
    according_to: tuple[str, ...]
    disputed_by: tuple[str, ...]
    killed: str | None
    injured: str | None
    reports: tuple[str, ...]
    independent_sources: int
    state_media: tuple[str, ...] = Field(description="reports by media that a state taking part in the event owns")
    contradictions: tuple[Contradiction, ...]
    history: tuple[Turn, ...]
    evidence: tuple[Evidence, ...]
    told_as: tuple[str, ...] = Field(description="report/event of every telling")
    confidence: float

    @property
    def states(self) -> frozenset[str]:
        """States that take part."""
        return frozenset(c for c in (*self.actor_countries, *self.recipient_countries) if c)


class ThreadStage(_Row):
    """A stage of an agreement, and who tells of it."""

    stage: str
    date: str | None
    reports: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class ThreadArea(_Row):
    """An area, and who names it."""

    area: str
    reports: tuple[str, ...]
    outlets: tuple[str, ...]


class Thread(_Row):
    """One agreement from the first mention to the last."""

    id: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    stage: str
    stage_history: tuple[ThreadStage, ...]
    areas: tuple[str, ...]
    reports: tuple[str, ...]
    independent_sources: int
    instrument: str
    named_by: tuple[ThreadArea, ...]
    signatories: tuple[str, ...]
    date: str | None
    place: str | None
    standing: str
    contradictions: tuple[Contradiction, ...]
    evidence: tuple[Evidence, ...]
    unsure: tuple[Unsure, ...] = ()


class Dispute(_Row):
    """A claim and its denials."""

    id: str
    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    asserted_by: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]
    status: str
    reports: tuple[str, ...]
    independent_sources: int
    event: str = Field(description="id of the event that it is about")
    about: Part = Field(description="whether it is denied that it happened, or only who did it")
    place: str | None
    relayed_by: tuple[str, ...] = Field(description="outlets that only carry the claim")
    history: tuple[Turn, ...]
    evidence: tuple[Evidence, ...]


class Committed(_Row):
    """When, and in which report first, an area was committed to."""

    date: str | None
    report: str
    words: str


class Step(_Row):
    """An event that carries an area out, takes it up again or contradicts it."""

    event: str
    date: str | None
    report: str
    why: str
    score: float
    standing: str
    words: str


class FollowThrough(_Row):
    """What became of one area of one agreement or promise."""

    agreement: str | None = Field(description="id of the agreement; null for a promise")
    name: str
    parties: tuple[str, ...]
    area: str
    committed: Committed
    carried_out: tuple[Step, ...]
    contradicted: tuple[Step, ...]
    taken_up: tuple[Step, ...] = Field(description="later agreements of the same parties on the same area")
    reports_since: int = Field(description="reports about the parties that were read and published since")
    days_since: int | None = Field(description="from the commitment to the newest report read")


class Dossier(BaseModel):
    """Everything that some reports say together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reports: int
    newest: str | None = Field(description="day of the newest report")
    sources: tuple[Sources, ...]
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    officials: tuple[Official, ...]
    events: tuple[LinkedEvent, ...]
    agreements: tuple[Thread, ...]
    disputes: tuple[Dispute, ...]
    follow_through: tuple[FollowThrough, ...]
