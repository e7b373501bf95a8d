"""Names and states that a person gives, as actors of a record."""

import re
from collections.abc import Iterable

from dragoman.codebook.gazetteer import country_name
from dragoman.model.correction import CorrectionError
from dragoman.model.record import Actor, Record


def parties(record: Record, names: Iterable[str]) -> tuple[Record, tuple[str, ...]]:
    """The actors that some names or states mean, and the record, with a new actor for a name that stands in its text.

    Raises:
        CorrectionError: neither the actors nor the text have a name.
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


def _known(record: Record, name: str) -> Actor | None:
    """By id, by name, as the government of a state, or as anybody of that state."""
    given, wanted = name.strip(), name.strip().lower()
    of_state = [a for a in record.actors if a.country and wanted in (a.country.lower(), country_name(a.country).lower())]
    found = [a for a in record.actors if a.id == given] or [a for a in record.actors if a.name.lower() == wanted]
    return next(iter(found or [a for a in of_state if a.kind == "government"] or of_state), None)


def _new(record: Record, name: str) -> Actor | None:
    spans = tuple((m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", record.report.text))
    if not spans or not name.strip():
        return None
    there = {a.id for a in record.actors}
    number = next(n for n in range(1, len(there) + 2) if f"a{n}" not in there)
    return Actor(id=f"a{number}", name=name.strip(), kind="organization", mentions=spans)
