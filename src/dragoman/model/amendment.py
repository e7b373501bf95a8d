"""The mark that a person's word leaves on a value: what it was before, and who changed it, when and why."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Amendment(BaseModel):
    """One value as a person gave it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str = Field(default="", description="whose value it is, where it is not the row's own: an actor's name, or the id of a report")
    field: str = Field(description="what was set; `added`, `same` or `apart` where no single value was")
    value: Any = Field(description="the value as the person gave it")
    before: Any = Field(default=None, description="the value before")
    corrected_by: str = Field(description="who says so")
    corrected_at: str = Field(description="when, ISO 8601 in UTC")
    reason: str = Field(description="why")
    batch: str = Field(description="by which it is taken back: `dragoman correct undo BATCH`")


def is_none(value: object) -> bool:
    """Whether there is no amendment: the field is left out then, and what nobody corrected keeps its bytes."""
    return not value


def merged(amendments: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """Each once, the oldest first: one correction changes every telling."""
    found = {(a.batch, a.of, a.field, repr(a.value), repr(a.before)): a for a in amendments}
    return tuple(sorted(found.values(), key=lambda a: (a.corrected_at, a.field)))


def of(name: str, amendments: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """The same, said of somebody or something that a row names."""
    return tuple(a if a.of else a.model_copy(update={"of": name}) for a in amendments)
