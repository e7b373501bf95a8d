"""What answers of a dossier are made of: the row they all are, the words they were read from, and what reports differ on."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.model.span import Span

Differing = Literal["date", "killed", "injured", "actor", "recipient", "place", "happened", "stage"]
Part = Literal["whole", "actor"]


class Row(BaseModel):
    """A row of an answer: frozen, and with no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)

    def row(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return self.model_dump(by_alias=True, mode="json")


class Evidence(Row):
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


class Sources(Row):
    """Reports that are one source."""

    cluster: tuple[str, ...]
    """ids of the reports"""
    origin: str | None = Field(description="the report that the others were taken from, where it can be told")
    why: str
    """why they are one source"""


class Unsure(Row):
    """Another form that may be the same, with why it was left apart."""

    id: str
    """id of the other"""
    name: str
    """what it is called"""
    score: float
    """how much speaks for one, from 0 to 1"""
    why: str
    """what speaks for and against it"""


class Contradiction(Row):
    """Something on which tellings differ."""

    field: Differing
    """on what they differ"""
    values: tuple[dict[str, Any], ...] = Field(description="each value with the reports that tell it")


class Voice(Row):
    """Somebody who asserts or denies, and the reports that carry it."""

    name: str
    """who"""
    country: str | None
    """their state, ISO 3166 alpha-3"""
    reports: tuple[str, ...]
    """ids of the reports that carry it"""


class Turn(Row):
    """How an event stood from a day on."""

    date: str | None
    """day of the report that changed it"""
    status: str
    """how it stood from then on"""
    report: str
    """id of that report"""
