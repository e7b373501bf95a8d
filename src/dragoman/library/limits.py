"""What a question to a dossier can be limited to, with names that an editor knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, get_args

from dragoman.codebook.vocabulary import event_types, stages
from dragoman.errors import InputError
from dragoman.model.record import Modality, Standing, StatementKind
from dragoman.store.filters import Filter

_MANY = ("between", "type", "kind", "stage", "standing", "modality")
"""Limits of which several may be given."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "type": event_types(),
    "kind": get_args(StatementKind),
    "stage": stages(),
    "standing": get_args(Standing),
    "modality": get_args(Modality),
}


class Limits(TypedDict, total=False):
    """Each holds where rows have such a value, and is passed over where they have none. States go by name or ISO 3166 alpha-3 code."""

    between: tuple[str, str]
    """two states, both of which take part"""
    state: str
    """a state that takes part"""
    since: str
    """from this day, month or year on, as 2020-06-30, 2020-06 or 2020"""
    until: str
    """up to the end of this day, month or year"""
    as_of: str
    """as it could be known on this day; of officials, who was in office then"""
    facts_only: bool
    """leave out claims, plans, what is disputed, and uncertain facts"""
    with_uncertain: bool
    """let `facts_only` keep facts that are uncertain"""
    uncertain_below: float
    """the share of right ones under which a fact is uncertain; by default as the reliability table says"""
    type: str | tuple[str, ...]
    """of events: PLOVER types"""
    kind: str | tuple[str, ...]
    """of statements: deny, promise …"""
    stage: str | tuple[str, ...]
    """of agreements: draft, signed …"""
    standing: Standing | tuple[Standing, ...]
    """of events and agreements"""
    modality: Modality | tuple[Modality, ...]
    """of events"""
    area: str
    """of agreements and what became of them: an area of cooperation"""
    open: bool
    """of disputes: whether they are settled"""
    person: str
    """of events, statements and officials: the id of a person"""
    report: str
    """the id of a report that tells of it"""


def filter_of(limits: Mapping[str, Any]) -> Filter:
    """The filter of a question.

    Raises:
        InputError: no such state, day or limit, or no such word in a vocabulary; the message says which there are.
    """
    unknown = sorted(set(limits) - set(Limits.__annotations__))
    if unknown:
        raise InputError(f"{unknown[0]!r} is nothing that a question can be limited to; what is: {', '.join(Limits.__annotations__)}")
    given: dict[str, Any] = {k: (v,) if k in _MANY and isinstance(v, str) else v for k, v in limits.items() if v is not None}
    for name, known in _CHOICES.items():
        for word in given.get(name, ()):
            if word not in known:
                raise InputError(f"{name}: {word!r} is none; give one of: {', '.join(known)}")
    try:
        return Filter.of(**given)
    except ValueError as error:
        raise InputError(str(error)) from None
