"""Tables of a dossier.

Three layers: what was read (a record is kept whole in `reports`; `statements`, `events`, `agreements`, `officials` and `parties` repeat
its parts), what linking keeps (`link_…`), and what all reports say together (`dossier_…`), which is what questions are asked of. The
last two are made from the first and can be made again. `corrections` is what people said against the reading, `removed` what they took
out, `former` the ids that answers had, `failures` what could not be read.
"""

from dragoman.store.tables.answers import (
    ANSWERS,
    dossier_about,
    dossier_agreements,
    dossier_counting,
    dossier_disputes,
    dossier_events,
    dossier_members,
    dossier_officials,
    dossier_organizations,
    dossier_people,
    dossier_promises,
    dossier_sightings,
    dossier_sources,
    dossier_states,
    dossier_tallies,
)
from dragoman.store.tables.base import Key, metadata
from dragoman.store.tables.lasting import corrections, failures, former, removed, reports
from dragoman.store.tables.linking import (
    link_changed,
    link_clusters,
    link_edges,
    link_judgements,
    link_keys,
    link_members,
    link_nodes,
)
from dragoman.store.tables.parts import agreements, events, officials, parties, statements, texts

__all__ = [
    "ANSWERS",
    "SEARCH",
    "VIEWS",
    "Key",
    "agreements",
    "corrections",
    "dossier_about",
    "dossier_agreements",
    "dossier_counting",
    "dossier_disputes",
    "dossier_events",
    "dossier_members",
    "dossier_officials",
    "dossier_organizations",
    "dossier_people",
    "dossier_promises",
    "dossier_sightings",
    "dossier_sources",
    "dossier_states",
    "dossier_tallies",
    "events",
    "failures",
    "former",
    "link_changed",
    "link_clusters",
    "link_edges",
    "link_judgements",
    "link_keys",
    "link_members",
    "link_nodes",
    "metadata",
    "officials",
    "parties",
    "removed",
    "reports",
    "statements",
    "texts",
]

SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(text, content = 'texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN INSERT INTO search (rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN"
    " INSERT INTO search (search, rowid, text) VALUES ('delete', old.id, old.text); END",
)
"""What SQLite needs besides the tables to search `texts`."""
VIEWS = {
    "facts": "SELECT id, date, type, quad, actors, recipients, place, killed, injured, told, sources, corrected_by FROM dossier_events WHERE fact",
    "claims": "SELECT id, date, type, modality, standing, actors, recipients, place, sources, corrected_by FROM dossier_events WHERE NOT fact",
    "tellings": "SELECT m.id AS event_id, e.report_id, r.outlet, r.published, e.type, e.modality, e.standing, e.evidence FROM dossier_members m"
    " JOIN events e ON e.report_id = m.report_id AND e.id = m.item JOIN reports r ON r.id = m.report_id WHERE m.kind = 'events'",
}
"""Views for whoever opens the database with other tools."""
