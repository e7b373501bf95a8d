"""What comes in: a text and what its source says about it, or the reason why there is none."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.codebook.calendar import parse_day
from dragoman.errors import InputError as InputError

LONGEST = 1_000_000
"""Characters of the longest text that is read as one report; a longer one is kept unread, with a warning."""
_OLDEST, _LATEST = 1500, 2100
KEYS = ("id", "text", "published", "outlet", "title", "origin", "byline", "section", "language", "address")
"""What a row of a table or a line of JSON can say of a report."""


@dataclass(frozen=True)
class Source:
    """One report before it is read."""

    text: str
    origin: str
    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published_by: str | None = None
    """Who told the day: "given" with the text, the "page", its "address", or "user" for what is said of all reports; None is "given"."""
    read_as: str | None = None
    """ISO 639-1 code that a user says the report is in; it decides."""
    section: str | None = None
    language: str | None = None
    """ISO 639-1 code, as the source itself tells it."""
    address: str | None = None
    """Where the report is on the web."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Further fields of its source, under the source's own names."""
    notes: tuple[str, ...] = ()
    """What the reader should know of how it came in; they become warnings of the record."""
    format: str = "text"
    """What it was read from, as people call it: for summaries, and no part of the record."""
    place: str = ""
    """The file or address that it was taken from, by which it can be taken again."""
    sha256: str | None = None
    """Of the bytes there."""

    def __post_init__(self) -> None:
        """Raises InputError for an empty text or a publication date that does not exist."""
        _clean(self, "text", "id", "published", "outlet", "title", "byline")
        object.__setattr__(self, "origin", shown(self.origin))
        if not self.text.strip():
            raise InputError("there is no text in it")
        if self.published:
            try:
                day = parse_day(self.published)
            except ValueError as error:
                raise InputError(f"published: {error}") from error
            if not is_credible(day):
                raise InputError(f"published: {self.published} is no day on which a report can have appeared")
            object.__setattr__(self, "published", day.isoformat())

    @property
    def report_id(self) -> str:
        """The id given at input, else one derived from origin and text."""
        if self.id:
            return self.id
        digest = hashlib.sha256(f"{self.origin}\0{self.text}".encode("utf8", "surrogatepass")).hexdigest()
        return f"r{digest[:16]}"


def is_credible(day: date) -> bool:
    """Whether a report can have appeared on a day: since there is news in print, and not in another century."""
    return _OLDEST <= day.year <= _LATEST


def with_given(source: Source, published: str | None, outlet: str | None, language: str | None = None) -> Source:
    """A source with what a user says of all reports where it does not tell its own.

    Raises:
        InputError: there is no such day.
    """
    told = replace(source, outlet=source.outlet or outlet, read_as=source.read_as or language)
    return told if source.published or not published else replace(told, published=published, published_by="user")


@dataclass(frozen=True)
class Failure:
    """An input that gave no report, and why."""

    origin: str
    reason: str
    place: str = ""
    """The file or address that it was taken from, by which it can be taken again."""
    sha256: str | None = None
    """Of the bytes there."""
    passed: bool = False
    """Whether it was only passed over, being of a kind that is not looked for where it was."""

    def __post_init__(self) -> None:
        """What is told of it can be written anywhere."""
        _clean(self, "reason")
        object.__setattr__(self, "origin", shown(self.origin))


@dataclass(frozen=True)
class Limits:
    """How much one report may be; of what is more, nothing is read. Counts come first, the clock last."""

    words: int = 60_000
    """Words and marks."""
    characters: int = LONGEST
    seconds: float = 300.0
    """For taking in, and for reading."""


@dataclass(frozen=True)
class Unfetched(Failure):
    """An address without its text; `known` holds what its table says of it, by the names of Source's fields."""

    address: str = ""
    known: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What is said of all reports, and how they are fetched.

    `published` and `outlet` hold for reports that do not tell their own; `columns` names the columns of tables by key of KEYS.
    """

    published: str | None = None
    outlet: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    private: bool = False
    """Whether addresses of the machine's own network may be fetched."""
    pause: float = 1.0
    """Seconds between two requests to one host, at least."""
    language: str | None = None
    """ISO 639-1 code of the language that all reports are in; None lets each tell its own."""
    fetch: bool = False
    """Whether the addresses that a table lists are fetched."""
    short_entries: bool = False
    """Whether feed entries are read however short they are."""
    day_first: bool | None = None
    """How 03/04/2024 is read; None where nobody has said."""
    limits: Limits = Limits()


_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no file of text and no database can hold."""


def _clean(thing: object, *fields: str) -> None:
    """Put a mark in place of each character that cannot be written; places in the text stay the same."""
    for name in fields:
        value = getattr(thing, name)
        if isinstance(value, str) and _NO_TEXT.search(value):
            object.__setattr__(thing, name, _NO_TEXT.sub("\ufffd", value))


def shown(name: str) -> str:
    """The name of a file or address as it can be shown; bytes that are no UTF-8 as `\\xe9`."""
    try:
        name.encode("utf8")
    except UnicodeEncodeError:
        name = _NO_TEXT.sub(lambda m: f"\\x{ord(m[0]) - 0xDC00:02x}" if "\udc80" <= m[0] <= "\udcff" else "\ufffd", name)
    return name.replace("\0", "\ufffd")
