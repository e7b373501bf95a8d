"""Names and states that a person gives, as actors of a record."""

import re
from collections.abc import Iterable

from dragoman.codebook.gazetteer import Entry, country_name, entries
from dragoman.model.correction import CorrectionError
from dragoman.model.record import Actor, Affiliation, Record
from dragoman.model.span import Span


def parties(record: Record, names: Iterable[str]) -> tuple[Record, tuple[str, ...]]:
    """The actors that some names or states mean, and the record, with a new actor for a state, and for a name that stands in its text.

    Raises:
        CorrectionError: it is no state, and neither the actors nor the text have the name.
    """
    ids = []
    for name in names:
        actor = _known(record, name) or _new(record, name)
        if actor is None:
            there = "; ".join(dict.fromkeys(a.name for a in record.actors))
            raise CorrectionError(f"{name!r} does not stand in the report; its actors are: {there or 'none'}")
        if actor not in record.actors:
            record = record.model_copy(update={"actors": (*record.actors, actor)})
        ids.append(actor.id)
    return record, tuple(dict.fromkeys(ids))


def state_of(name: str) -> str | None:
    """The code of a state that is named by its code or one of its names; None for anything else, as for its people or its capital."""
    wanted = " ".join(name.split())
    if re.fullmatch(r"[A-Z]{3}", wanted) and country_name(wanted) != wanted:
        return wanted
    return next((e.country for form, e in entries().items() if e.role == "country" and form.lower() == wanted.lower()), None)


def _known(record: Record, name: str) -> Actor | None:
    """By id, by name, or as the government of a state; never as somebody who is only of that state."""
    given, wanted = name.strip(), name.strip().lower()
    found = [a for a in record.actors if a.id == given] or [a for a in record.actors if a.name.lower() == wanted]
    state = state_of(given)
    if state is not None and not found:
        found = [a for a in record.actors if a.kind == "government" and a.country == state and state_of(a.name) == state]
    return next(iter(found), None)


def _new(record: Record, name: str) -> Actor | None:
    """A state, which may be meant by another word ("Tehran"), or a name that stands in the text."""
    given = name.strip()
    state = state_of(given)
    if state is not None:
        forms = (country_name(state), *(f for f, e in entries().items() if e.country == state and e.role == "country"))
        spans = next((s for form in forms if (s := _stands(record, form))), ())
        basis = (Affiliation(country=state, basis="stated", evidence=spans),)
        return Actor(
            id=_id(record),
            name=country_name(state),
            kind="government",
            country=state,
            sector="GOV",
            code=state,
            affiliation=basis,
            mentions=spans,
        )
    spans = _stands(record, given) if given else ()
    if not spans:
        return None
    entry: Entry | None = entries().get(record.report.text[slice(*spans[0])])
    if entry is None:
        return Actor(id=_id(record), name=given, kind="group", named=given[:1].isupper(), mentions=spans)
    return Actor(id=_id(record), name=given, kind=entry.kind, country=entry.country, sector=entry.sector, code=entry.code, mentions=spans)


def _stands(record: Record, name: str) -> tuple[Span, ...]:
    words = r"\s+".join(map(re.escape, name.split()))
    return tuple((m.start(), m.end()) for m in re.finditer(rf"(?<!\w){words}(?!\w)", record.report.text, re.IGNORECASE))


def _id(record: Record) -> str:
    there = {a.id for a in record.actors}
    return next(f"a{n}" for n in range(1, len(there) + 2) if f"a{n}" not in there)
