"""What comes in: a text and what its source says about it, or the reason why there is none."""

import hashlib
import re
from dataclasses import dataclass, field

from dragoman.codebook.calendar import parse_day

LONGEST = 1_000_000
"""Characters of the longest text that is read as one report; a longer one is kept unread, with a warning."""
KEYS = ("id", "text", "published", "outlet", "title", "origin")
"""What a row of a table or a line of JSON can say of a report."""


class InputError(ValueError):
    """A source that cannot be read; the message says what is wrong and what to do."""


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
            object.__setattr__(self, "published", day.isoformat())

    @property
    def report_id(self) -> str:
        """The id given at input, else one derived from origin and text."""
        if self.id:
            return self.id
        digest = hashlib.sha256(f"{self.origin}\0{self.text}".encode("utf8", "surrogatepass")).hexdigest()
        return f"r{digest[:16]}"


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
