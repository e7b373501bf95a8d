"""The record that dragoman keeps of one report: schema `dragoman/1`.

Every value carries the spans of the words it was read from, and a record whose spans do not
hold in its own text cannot be built.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from dragoman.model.amendment import Amendment, is_none
from dragoman.model.shown import of_record
from dragoman.model.span import Span

SCHEMA = "dragoman/1"
PassageKind = Literal["headline", "dateline", "byline", "body", "caption", "boilerplate", "repeat", "credit"]
ActorKind = Literal["person", "office", "government", "armed_force", "organization", "group", "media", "people"]
RoleStatus = Literal["current", "former", "acting", "designate"]
StatementKind = Literal[
    "assert",
    "claim",
    "accuse",
    "deny",
    "praise",
    "promise",
    "urge",
    "demand",
    "threaten",
    "warn",
    "ask",
    "announce",
    "deny_comment",
]
Quote = Literal["direct", "indirect", "mixed"]
Basis = Literal["stated", "title", "counterpart", "institution", "coreference", "dateline", "outlet", "dictionary"]
Modality = Literal["asserted", "planned", "hypothetical", "negated"]
Standing = Literal["reported", "attributed", "disputed"]


def _exact(value: object) -> object:
    """A number given in figures as a number: records written before had `"14"`."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


Count = Annotated[int | str, BeforeValidator(_exact)]
"""How many: a number, or a range as `3/5` or `10/..` for at least ten."""

PublishedBy = Literal["given", "page", "address", "text", "user"]
"""Who told the day: what came with the text, the page's own data, its address, the text itself, or the user for all reports."""


def _is_absent(value: object) -> bool:
    """Whether a field that came later says nothing: it is left out then, and older records keep their bytes."""
    return value is None


class _Value(BaseModel):
    """A frozen part of a record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Report(_Value):
    """The report as it came: its text is never altered."""

    id: str
    origin: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = Field(default=None, description="EDTF date of publication")
    published_by: PublishedBy | None = Field(default=None, description="who told the date of publication")
    language: str | None = Field(default=None, description="ISO 639-1 code")
    translated_by: str | None = None
    via: tuple[str, ...] = Field(default=(), description="outlets the report says it took its matter from, nearest first")
    section: str | None = Field(default=None, description="part of the paper; left out where not told", exclude_if=_is_absent)
    address: str | None = Field(default=None, description="where it is on the web; left out where not told", exclude_if=_is_absent)
    meta: dict[str, str] | None = Field(
        default=None,
        description="further fields of its source, under their own names; left out where there are none",
        exclude_if=_is_absent,
    )
    corrected: tuple[Amendment, ...] = Field(default=(), description="what people set; left out where nobody did", exclude_if=is_none)
    text: str


class Passage(_Value):
    """A stretch of the text with one part to play in it."""

    kind: PassageKind
    start: int
    end: int


class Role(_Value):
    """What the report says somebody is, at the report's date."""

    title: str
    office: str
    country: str | None
    status: RoleStatus
    evidence: tuple[Span, ...]


class Affiliation(_Value):
    """A state that somebody belongs to, and what tells it."""

    country: str = Field(description="ISO 3166 alpha-3")
    basis: Basis
    evidence: tuple[Span, ...] = ()


class Actor(_Value):
    """Somebody or something that acts, speaks or is acted upon."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = Field(default=None, description="ISO 3166 alpha-3")
    sector: str | None = Field(default=None, description="CAMEO sector")
    code: str | None = Field(default=None, description="country and sector, or a code of its own")
    named: bool = Field(default=True, description="false where the report gives no proper name")
    roles: tuple[Role, ...] = ()
    affiliation: tuple[Affiliation, ...] = Field(default=(), description="what the state is known from; empty where it is none's")
    mentions: tuple[Span, ...] = ()
    corrected: tuple[Amendment, ...] = Field(default=(), description="what people set; left out where nobody did", exclude_if=is_none)


class Statement(_Value):
    """Somebody's words or ascribed belief, and who stands behind them."""

    id: str
    speaker: str | None
    speaker_span: tuple[Span, ...]
    kind: StatementKind
    quote: Quote
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    addressee: str | None = None
    within: str | None = None
    event_ids: tuple[str, ...] = ()
    read_by: str
    confidence: float = Field(ge=0, le=1)
    corrected: tuple[Amendment, ...] = Field(default=(), description="what people set; left out where nobody did", exclude_if=is_none)


class Place(_Value):
    """A place, with coordinates in WGS 84 degrees."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    source: str
    evidence: tuple[Span, ...] = ()


class Event(_Value):
    """Who did what to whom, when, where, and according to whom."""

    id: str
    type: str
    quad: str = Field(description="PLOVER quad class of the type")
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = Field(default=None, description="EDTF")
    date_evidence: tuple[Span, ...] = ()
    told: str | None = Field(default=None, description="EDTF day of the report, where the event has no date of its own")
    place: Place | None = None
    modality: Modality
    standing: Standing
    according_to: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    killed: Count | None = Field(default=None, description="a number, or a range as 3/5 or 10/.. for at least ten")
    injured: Count | None = Field(default=None, description="as killed")
    evidence: tuple[Span, ...]
    read_by: str
    confidence: float = Field(ge=0, le=1)
    corrected: tuple[Amendment, ...] = Field(default=(), description="what people set; left out where nobody did", exclude_if=is_none)


class Stage(_Value):
    """One step of an agreement's life, and who stands behind it."""

    stage: str
    date: str | None = None
    evidence: tuple[Span, ...]
    standing: Standing = "reported"
    according_to: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()


class Area(_Value):
    """A field of cooperation that the report says the agreement covers."""

    area: str
    evidence: tuple[Span, ...]


class Agreement(_Value):
    """An agreement between states and how far the report says it has got."""

    id: str
    name: str
    parties: tuple[str, ...]
    instrument: str
    stage: str
    stage_history: tuple[Stage, ...]
    areas: tuple[Area, ...] = ()
    signatories: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    standing: Standing
    evidence: tuple[Span, ...]
    corrected: tuple[Amendment, ...] = Field(default=(), description="what people set; left out where nobody did", exclude_if=is_none)


class Warning_(_Value):
    """Something about the report that its reader should know."""

    code: str
    message: str
    span: Span | None = None


class Record(_Value):
    """Everything read from one report."""

    schema_: str = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    version: str = Field(description="version of dragoman that read the report")
    report: Report
    passages: tuple[Passage, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _spans_and_ids_hold(self) -> Self:
        text = self.report.text
        for start, end in self.spans():
            if not (0 <= start < end <= len(text) and text[start:end].strip()):
                raise ValueError(f"span [{start}, {end}] does not hold in a text of {len(text)} characters")
        actors = {a.id for a in self.actors}
        statements = {s.id for s in self.statements}
        events = {e.id for e in self.events}
        for s in self.statements:
            _known({s.speaker, s.addressee} - {None}, actors, "actor")
            _known({s.within} - {None}, statements, "statement")
            _known(s.event_ids, events, "event")
        for e in self.events:
            _known(e.actors + e.recipients, actors, "actor")
            _known(e.according_to + e.disputed_by, statements, "statement")
        for g in self.agreements:
            _known(g.parties + g.signatories, actors, "actor")
            for stage in g.stage_history:
                _known(stage.according_to + stage.disputed_by, statements, "statement")
        return self

    def spans(self) -> Iterator[Span]:
        """Every span in the record, in no particular order."""
        for p in self.passages:
            yield p.start, p.end
        for a in self.actors:
            yield from a.mentions
            for role in a.roles:
                yield from role.evidence
        for s in self.statements:
            yield from (*s.speaker_span, *s.cue, *s.content)
        for e in self.events:
            yield from (*e.evidence, *e.date_evidence, *(e.place.evidence if e.place else ()))
        for g in self.agreements:
            yield from g.evidence
            for stage in g.stage_history:
                yield from stage.evidence
            for area in g.areas:
                yield from area.evidence
        yield from (w.span for w in self.warnings if w.span)

    def to_json(self) -> str:
        """The record as one line of JSON; the same record gives the same bytes."""
        return self.model_dump_json(by_alias=True)

    _repr_html_ = of_record

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """Read back what `to_json` wrote. Raises `pydantic.ValidationError` on anything else."""
        return cls.model_validate_json(line)


def _known(ids: Any, there: set[Any], what: str) -> None:
    if missing := set(ids) - there:
        raise ValueError(f"the record names {what}s that it does not hold: {sorted(missing)}")
