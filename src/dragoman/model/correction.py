"""What a person says against the reading. A correction is kept beside the record and never written into it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.errors import CorrectionError as CorrectionError
from dragoman.model.amendment import Amendment
from dragoman.model.span import Span

Action = Literal["set", "reject", "add", "join", "part", "unsure", "remove"]
Target = Literal["event", "statement", "agreement", "actor", "person", "organization", "report"]
State = Literal["applied", "orphaned", "undone"]


class Anchor(BaseModel):
    """A part of a record, by the words it was read from: ids can change when a report is read again, its words stay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str
    item: str | None = Field(default=None, description="id within the record when the correction was made; null for what is added")
    words: str
    spans: tuple[Span, ...]
    label: str = Field(default="", description="type, kind or name as it was read")


class Correction(BaseModel):
    """One value changed, rejected or added, two things joined, parted or left open, or a report removed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    batch: str = Field(description="corrections made together, which are undone together")
    at: str = Field(description="time, ISO 8601 in UTC")
    author: str
    reason: str
    action: Action
    kind: Target
    target: Anchor
    others: tuple[Anchor, ...] = Field(default=(), description="for join and part, those on the other side")
    field: str = Field(default="", description="what is set")
    value: Any = None
    was: Any = Field(default=None, description="the value as it was read")

    def amendment(self) -> Amendment:
        """The mark that it leaves on what it changes."""
        named = {"set": self.field, "add": "added", "join": "same", "part": "apart"}
        named_ones = self.kind in ("person", "organization", "agreement")
        value = [(o.label if named_ones else o.words) or o.words for o in self.others] if self.others else self.value
        return Amendment(
            field=named.get(self.action, self.action),
            value=value,
            before=self.was,
            corrected_by=self.author,
            corrected_at=self.at,
            reason=self.reason,
            batch=self.batch,
        )


class StoredCorrection(Correction):
    """A correction with what became of it."""

    state: State = "applied"
    note: str | None = None
