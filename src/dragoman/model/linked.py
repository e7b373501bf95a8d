"""Answers about what happened: events, agreements and disputes, each once however many reports tell it."""

from pydantic import Field

from dragoman.model.amendment import Amendment
from dragoman.model.answer import Contradiction, Evidence, Part, Row, Turn, Unsure, Voice


class LinkedEvent(Row):
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


class ThreadStage(Row):
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


class ThreadArea(Row):
    """An area, and who names it."""

    area: str
    """area of cooperation"""
    reports: tuple[str, ...]
    """ids of the reports that name it"""
    outlets: tuple[str, ...]
    """their outlets"""


class Thread(Row):
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


class Dispute(Row):
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
