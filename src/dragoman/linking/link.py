"""`link`: records to a dossier, in one go and in memory."""

from collections.abc import Iterable

from dragoman.linking.index import Memory
from dragoman.linking.linked import Linked, from_memory
from dragoman.linking.linker import enter
from dragoman.linking.times import iso
from dragoman.linking.views.disputes import disputes
from dragoman.linking.views.happenings import happenings
from dragoman.linking.views.ledger import Ledger
from dragoman.linking.views.officials import officials, people
from dragoman.linking.views.organizations import organizations
from dragoman.linking.views.sources import Independence, sources
from dragoman.linking.views.threads import threads
from dragoman.model.dossier import Dossier
from dragoman.model.record import Record


def link(records: Iterable[Record]) -> Dossier:
    """What some records say together. The order of the records does not matter; of two of one report the first counts."""
    return compose(linked(records))


def linked(records: Iterable[Record]) -> Linked:
    """The clusters of some records, each of which is let go once it has been compared."""
    index = Memory()
    seen: set[str] = set()
    for record in records:
        if record.report.id not in seen:
            seen.add(record.report.id)
            enter(index, record)
    return from_memory(index)


def compose(found: Linked) -> Dossier:
    """All answers from the clusters."""
    independence = Independence(found)
    events = happenings(found, independence)
    agreements = threads(found, independence)
    ledger = Ledger(found, events, agreements)
    return Dossier(
        reports=sum(len(c.nodes) for c in found.of("report")),
        newest=iso(ledger.newest) if ledger.newest is not None else None,
        sources=tuple(sources(found)),
        people=tuple(people(found)),
        organizations=tuple(organizations(found)),
        officials=tuple(officials(found)),
        events=tuple(events),
        agreements=tuple(agreements),
        disputes=tuple(disputes(found, {e.id: e for e in events})),
        follow_through=tuple(ledger.rows()),
    )
