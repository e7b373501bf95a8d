"""What a dossier says: the answers that linking makes out of many records.

The field names are those of `dragoman show … --json`. States are ISO 3166 alpha-3 codes, dates EDTF, report ids those given at input.
"""

from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from dragoman.model.amendment import Amendment
from dragoman.model.span import Span


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)

    def row(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return self.model_dump(by_alias=True, mode="json")


class Evidence(_Row):
    """Words of one report."""

    report: str
    """id of the report"""
    outlet: str | None = None
    """who published it"""
    published: str | None = None
    """day of publication, EDTF"""
    words: str
    """the words, in one line; stretches are parted by an ellipsis"""
    sentence: str | None = Field(default=None, description="the sentence that the words stand in")
    spans: tuple[Span, ...] = ()
    """where they stand in its text: [start, end] in code points, end exclusive"""


class Sources(_Row):
    """Reports that are one source."""

    cluster: tuple[str, ...]
    """ids of the reports"""
    origin: str | None = Field(description="the report that the others were taken from, where it can be told")
    why: str
    """why they are one source"""


class Unsure(_Row):
    """Another form that may be the same, with why it was left apart."""

    id: str
    """id of the other"""
    name: str
    """what it is called"""
    score: float
    """how much speaks for one, from 0 to 1"""
    why: str
    """what speaks for and against it"""


class Person(_Row):
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


class Organization(_Row):
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


class Official(_Row):
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


Differing = Literal["date", "killed", "injured", "actor", "recipient", "place", "happened", "stage"]
Part = Literal["whole", "actor"]


class Contradiction(_Row):
    """Something on which tellings differ."""

    field: Differing
    """on what they differ"""
    values: tuple[dict[str, Any], ...] = Field(description="each value with the reports that tell it")


class Voice(_Row):
    """Somebody who asserts or denies, and the reports that carry it."""

    name: str
    """who"""
    country: str | None
    """their state, ISO 3166 alpha-3"""
    reports: tuple[str, ...]
    """ids of the reports that carry it"""


class Turn(_Row):
    """How an event stood from a day on."""

    date: str | None
    """day of the report that changed it"""
    status: str
    """how it stood from then on"""
    report: str
    """id of that report"""


class LinkedEvent(_Row):
    """One event, told by one report or by many."""

    id: str
    """id; it holds until linking or a correction changes which tellings are one"""
    type: str
    """PLOVER type"""
    quad: str
    """PLOVER quad class"""
    modes: tuple[str, ...]
    """PLOVER modes"""
    contexts: tuple[str, ...]
    """PLOVER contexts"""
    actors: tuple[str, ...]
    """who does it; of what is done together, everybody"""
    actor_countries: tuple[str | None, ...]
    """their states in the same order, ISO 3166 alpha-3"""
    actor_codes: tuple[str | None, ...]
    """their CAMEO codes in the same order"""
    recipients: tuple[str, ...]
    """to whom it is done"""
    recipient_countries: tuple[str | None, ...]
    """their states in the same order"""
    recipient_codes: tuple[str | None, ...]
    """their CAMEO codes in the same order"""
    date: str | None
    """EDTF; the narrowest that a report tells"""
    place: str | None
    """where"""
    place_country: str | None
    """state in which that is, ISO 3166 alpha-3"""
    lat: float | None
    """latitude, WGS 84 degrees"""
    lon: float | None
    """longitude, WGS 84 degrees"""
    modality: str
    """asserted, planned, hypothetical or negated"""
    standing: str
    """reported (in an outlet's own voice), attributed (only a source says so) or disputed (another denies it)"""
    fact: bool
    """asserted and reported"""
    according_to: tuple[str, ...]
    """who says so"""
    disputed_by: tuple[str, ...]
    """who denies it"""
    killed: str | None
    """number or range: 14, 3/5 or 10/.. for at least ten"""
    injured: str | None
    """as killed"""
    reports: tuple[str, ...]
    """ids of the reports that tell it"""
    independent_sources: int
    """how many sources stand behind it; copies, relays of one outlet and reports of one outlet count once"""
    state_media: tuple[str, ...] = Field(description="reports by media that a state taking part in the event owns")
    contradictions: tuple[Contradiction, ...]
    """on what reports differ"""
    history: tuple[Turn, ...]
    """how it stood from the day of each report that changed it"""
    evidence: tuple[Evidence, ...]
    """the words of every telling"""
    told_as: tuple[str, ...] = Field(description="report/event of every telling")
    confidence: float
    """that of the surest telling; of the values given 0.8 about 80 in 100 are right"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""

    @property
    def states(self) -> frozenset[str]:
        """States that take part."""
        return frozenset(c for c in (*self.actor_countries, *self.recipient_countries) if c)


class ThreadStage(_Row):
    """A stage of an agreement, and who tells of it."""

    stage: str
    """the stage"""
    date: str | None
    """EDTF"""
    reports: tuple[str, ...]
    """ids of the reports that tell of it"""
    evidence: tuple[Evidence, ...] = ()
    """the words"""
    standing: str = "reported"
    """reported, attributed (only a source says so) or disputed (another denies it)"""
    according_to: tuple[str, ...] = ()
    """who says so"""
    disputed_by: tuple[str, ...] = ()
    """who denies it"""


class ThreadArea(_Row):
    """An area, and who names it."""

    area: str
    """area of cooperation"""
    reports: tuple[str, ...]
    """ids of the reports that name it"""
    outlets: tuple[str, ...]
    """their outlets"""


class Thread(_Row):
    """One agreement from the first mention to the last."""

    id: str
    """id, as that of an event"""
    names: tuple[str, ...]
    """names it goes by, proper ones first"""
    parties: tuple[str, ...]
    """ISO 3166 alpha-3 codes of states, or codes or names of others"""
    stage: str
    """the newest stage that holds"""
    stage_history: tuple[ThreadStage, ...]
    """stages in the order of time, each with who tells of it"""
    areas: tuple[str, ...]
    """areas of cooperation"""
    reports: tuple[str, ...]
    """ids of the reports that tell of it"""
    independent_sources: int
    """how many sources stand behind it"""
    instrument: str
    """treaty, agreement, protocol …"""
    named_by: tuple[ThreadArea, ...]
    """for each area who names it"""
    signatories: tuple[str, ...]
    """who signed"""
    date: str | None
    """EDTF; when the stage was reached"""
    place: str | None
    """where"""
    standing: str
    """reported, or attributed where only sources say so"""
    contradictions: tuple[Contradiction, ...]
    """on what reports differ"""
    evidence: tuple[Evidence, ...]
    """the words of every account"""
    unsure: tuple[Unsure, ...] = ()
    """others that may be the same"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""


class Dispute(_Row):
    """A claim and its denials."""

    id: str
    """id; d and that of the event"""
    event_type: str
    """PLOVER type of what is in dispute"""
    actors: tuple[str, ...]
    """states or others that are said to have done it"""
    recipients: tuple[str, ...]
    """states or others to whom"""
    date: str | None
    """EDTF"""
    asserted_by: tuple[Voice, ...]
    """who says so, and which reports carry it"""
    denied_by: tuple[Voice, ...]
    """who denies it"""
    status: str
    """disputed, or how it stands since it was settled"""
    reports: tuple[str, ...]
    """ids of all reports that tell of it"""
    independent_sources: int
    """how many sources stand behind it"""
    event: str = Field(description="id of the event that it is about")
    about: Part = Field(description="whether it is denied that it happened, or only who did it")
    place: str | None
    """where"""
    relayed_by: tuple[str, ...] = Field(description="outlets that only carry the claim")
    history: tuple[Turn, ...]
    """how it stood from the day of each report that changed it"""
    evidence: tuple[Evidence, ...]
    """the words of every telling"""
    corrected: tuple[Amendment, ...] = ()
    """what people set of it: each with the value before, who said so, when and why"""


class Committed(_Row):
    """When, and in which report first, an area was committed to."""

    date: str | None
    """EDTF"""
    report: str
    """id of the report"""
    words: str
    """its words"""


class Step(_Row):
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


class FollowThrough(_Row):
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
