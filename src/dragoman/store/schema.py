"""Tables of a dossier.

Three layers: what was read (a record is kept whole in `reports`; `statements`, `events`, `agreements`, `officials` and `parties` repeat
its parts), what linking keeps (`link_…`), and what all reports say together (`dossier_…`), which is what questions are asked of. The
last two are made from the first and can be made again. `corrections` is what people said against the reading, `removed` what they took
out, `former` the ids that answers had, `failures` what could not be read.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    literal_column,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

metadata = MetaData()

Key: TypeEngine[str] = String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
"""Text that is sorted by code point in every database, so that rows come in one order."""

reports = Table(
    "reports",
    metadata,
    Column("id", Key, primary_key=True, comment="id given at input, or made from origin and text"),
    Column("origin", String, nullable=False, comment="where the report came from"),
    Column("outlet", String, comment="who published it"),
    Column("title", String),
    Column("published", Key, comment="day of publication, EDTF"),
    Column("language", String, comment="ISO 639-1"),
    Column("via", Text, nullable=False, server_default="[]", comment="outlets it took its matter from, as compared; JSON"),
    Column("record", Text, nullable=False, comment="the record as it was read, JSON of schema dragoman/1"),
    Column("corrected", Text, comment="the record as people corrected it; null where nobody did"),
    Column(
        "unamended", Text, comment="the record as it was read before people corrected its day, outlet or language; null where nobody did"
    ),
    comment="every report that was read",
)
removed = Table(
    "removed",
    metadata,
    Column("report_id", Key, primary_key=True, comment="id of the report"),
    Column("title", String),
    Column("outlet", String, comment="who published it"),
    Column("published", Key, comment="day of publication, EDTF"),
    Column("at", Key, nullable=False, comment="when it was removed, ISO 8601 in UTC"),
    Column("author", String, nullable=False, comment="who removed it"),
    Column("reason", Text, nullable=False, comment="why"),
    Column("batch", Key, nullable=False, comment="by which it is brought back"),
    Column("record", Text, nullable=False, comment="the record as it was read"),
    Column("unamended", Text, comment="as in reports"),
    comment="reports that a person took out of the dossier; nothing of them counts",
)
former = Table(
    "former",
    metadata,
    Column("id", Key, primary_key=True, comment="an id that an answer had"),
    Column("kind", Key, nullable=False, comment="events, agreements, people or organizations"),
    Column("report_id", Key, nullable=False, comment="a report that told of it"),
    Column("item", Key, nullable=False, comment="id within that report"),
    comment="ids of answers that were joined with others, parted or corrected: where they lead now",
)


failures = Table(
    "failures",
    metadata,
    Column("id", Key, primary_key=True, comment="made from place and origin"),
    Column("origin", Text, nullable=False, comment="what could not be read, as a report of it would be called"),
    Column("place", Text, nullable=False, comment="the file or address by which it is tried again; empty where there is none"),
    Column("day", Key, nullable=False, comment="when it failed last"),
    Column("reason", Text, nullable=False, comment="why, and what to do"),
    Column("sha256", Key, comment="of the bytes, where there were any"),
    Column("passed", Boolean, nullable=False, comment="whether it was only passed over, being of a kind that is not looked for"),
    Column("times", Integer, nullable=False, comment="how often it failed"),
    comment="what could not be read, kept until it is",
)


def _part(name: str, about: str, *columns: Column[object]) -> Table:
    """A table of parts of records: removed with their report."""
    return Table(
        name,
        metadata,
        Column("report_id", Key, primary_key=True, comment="the report that tells it"),
        Column("id", Key, primary_key=True, comment="id within the report"),
        *columns,
        ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        comment=about,
    )


statements = _part(
    "statements",
    "who said what, report by report",
    Column("position", Key, nullable=False, server_default="", comment="order among all statements"),
    Column("kind", Key, nullable=False, comment="assert, claim, accuse, deny …"),
    Column("quote", String, nullable=False, comment="direct, indirect or mixed"),
    Column("speaker", String),
    Column("speaker_country", Key, comment="ISO 3166 alpha-3"),
    Column("within", String, comment="id of the statement that this one is told in"),
    Column("content", Text, nullable=False, comment="the words"),
    Column("date", Key, comment="day of the report"),
    Column("confidence", Float, nullable=False, comment="calibrated, as that of events"),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
    Column("body", Text, nullable=False, server_default="{}", comment="the row as `show statements --json` prints it"),
)
events = _part(
    "events",
    "events as each report tells them",
    Column("type", Key, nullable=False, comment="PLOVER type"),
    Column("quad", Key, nullable=False, comment="PLOVER quad class"),
    Column("modality", Key, nullable=False, comment="asserted, planned, hypothetical or negated"),
    Column("standing", Key, nullable=False, comment="reported, attributed or disputed; only asserted and reported is a fact"),
    Column("date", Key, comment="EDTF"),
    Column("day", Key, comment="first day of the date, else the report's"),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", String),
    Column("evidence", Text, nullable=False, comment="the words it was read from"),
    Column("confidence", Float, nullable=False, comment="calibrated: of those given 0.8 about 80 in 100 are right"),
)
agreements = _part(
    "agreements",
    "agreements as each report tells them",
    Column("name", String, nullable=False),
    Column("instrument", String, nullable=False),
    Column("stage", Key, nullable=False),
    Column("standing", Key, nullable=False),
    Column("date", Key),
    Column("areas", Text, nullable=False, comment="areas of cooperation, parted by blanks"),
)
officials = _part(
    "officials",
    "offices as each report gives them",
    Column("name", String, nullable=False),
    Column("office", String, nullable=False),
    Column("country", Key),
    Column("status", String, nullable=False),
    Column("date", Key),
)
parties = Table(
    "parties",
    metadata,
    Column("report_id", Key, primary_key=True),
    Column("item", Key, primary_key=True, comment="id of the event, statement or agreement"),
    Column("role", Key, primary_key=True, comment="actor, recipient, party, signatory, speaker, addressee or about"),
    Column("actor", Key, primary_key=True),
    Column("name", String, nullable=False),
    Column("country", Key),
    Column("code", Key),
    ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    comment="who takes part in what, report by report",
)
link_nodes = Table(
    "link_nodes",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("body", Text, nullable=False, comment="what is compared of it, JSON"),
    comment="what may be the same as something else",
)
link_keys = Table(
    "link_keys",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("node", Key, primary_key=True),
    sqlite_with_rowid=False,
    comment="under what nodes are found",
)
link_members = Table(
    "link_members",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("report_id", Key, primary_key=True),
    Column("item", Key, primary_key=True),
    Column("node", Key, nullable=False),
    Column("body", Text),
    ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    comment="where nodes were read",
)
link_edges = Table(
    "link_edges",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("a", Key, primary_key=True),
    Column("b", Key, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("turned", Boolean, nullable=False, comment="whether this is the row from the second node to the first"),
    sqlite_with_rowid=False,
    comment="decisions between two nodes",
)
link_clusters = Table(
    "link_clusters",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("node", Key, primary_key=True),
    Column("cluster", Key, nullable=False, comment="the first node of the cluster"),
    comment="which nodes are one",
)
link_judgements = Table(
    "link_judgements",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("a", Key, primary_key=True),
    Column("b", Key, primary_key=True),
    Column("correction_id", Key, primary_key=True),
    Column("same", Boolean, nullable=False),
    comment="what people decided of two nodes; goes before link_edges",
)
link_changed = Table(
    "link_changed",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("first", Key, primary_key=True),
    comment="first nodes of clusters whose answers are still to be made anew; empty but for while many reports are read",
)
corrections = Table(
    "corrections",
    metadata,
    Column("id", Key, primary_key=True),
    Column("batch", Key, nullable=False, comment="corrections made and undone together"),
    Column("at", Key, nullable=False, comment="time, ISO 8601 in UTC"),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("report_id", Key, nullable=False, comment="the report that it speaks of; it may have been taken out"),
    Column("kind", Key, nullable=False, comment="event, statement, agreement, actor, person or organization"),
    Column("field", Key, nullable=False),
    Column("state", Key, nullable=False, comment="applied, orphaned or undone"),
    Column("note", Text, comment="why it is orphaned, or who undid it and when"),
    Column("body", Text, nullable=False, comment="the correction, JSON"),
    comment="what people said against the reading, kept beside it",
)


def _answer(name: str, about: str, *columns: Column[object]) -> Table:
    """A table of answers: rows of the dossier, whole in `body` and sorted by `position`."""
    table = Table(
        f"dossier_{name}",
        metadata,
        Column("id", Key, primary_key=True),
        Column("position", Key, nullable=False, comment="order among all rows"),
        Column("day", Key, comment="first day that it can be, else that of its first report"),
        *columns,
        Column("body", Text, nullable=False, comment="the row as `show --json` prints it"),
        comment=about,
    )
    Index(f"dossier_{name}_by_position", table.c.position)
    Index(f"dossier_{name}_by_day", table.c.day)
    return table


dossier_events = _answer(
    "events",
    "one event however many reports tell it",
    Column("type", Key, nullable=False, comment="PLOVER type"),
    Column("quad", Key, nullable=False, comment="PLOVER quad class"),
    Column("modality", Key, nullable=False),
    Column("standing", Key, nullable=False),
    Column("fact", Boolean, nullable=False, comment="asserted and reported"),
    Column("date", Key, comment="EDTF"),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", Key),
    Column("place_country", Key),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed", String),
    Column("injured", String),
    Column("told", Integer, nullable=False, comment="how many reports tell it"),
    Column("sources", Integer, nullable=False, comment="how many independent sources stand behind it"),
    Column("differs", Boolean, nullable=False, comment="whether reports contradict each other on it"),
    Column("confidence", Float, nullable=False),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_agreements = _answer(
    "agreements",
    "one agreement from its first mention to its last",
    Column("name", Text, nullable=False),
    Column("stage", Key, nullable=False),
    Column("standing", Key, nullable=False),
    Column("instrument", Key, nullable=False),
    Column("areas", Text, nullable=False),
    Column("date", Key),
    Column("differs", Boolean, nullable=False, comment="whether reports contradict each other on it"),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_disputes = _answer(
    "disputes",
    "what one side says and another denies",
    Column("event_id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE"), nullable=False),
    Column("type", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("open", Boolean, nullable=False),
)
dossier_people = _answer(
    "people",
    "one person under all forms",
    Column("name", Text, nullable=False),
    Column("country", Key),
    Column("offices", Text, nullable=False),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_organizations = _answer(
    "organizations",
    "one body under all its names",
    Column("name", Text, nullable=False),
    Column("country", Key),
    Column("code", Key),
)
dossier_officials = _answer(
    "officials",
    "who is shown in which office from when to when",
    Column("person_id", Key, ForeignKey("dossier_people.id", ondelete="CASCADE"), nullable=False),
    Column("first", Key, nullable=False, comment="first node of the person's cluster"),
    Column("office", Text, nullable=False),
    Column("key", Key, nullable=False, comment="the office as compared"),
    Column("country", Key),
    Column("holder", Text, nullable=False),
    Column("single", Boolean, nullable=False, comment="whether the office has one holder at a time"),
)
dossier_sources = _answer("sources", "reports that are one source", Column("origin", Key), Column("why", Text, nullable=False))
dossier_promises = _answer(
    "promises",
    "areas that were agreed on or promised; what became of them is looked up in dossier_events",
    Column("agreement_id", Key, ForeignKey("dossier_agreements.id", ondelete="CASCADE")),
    Column("event_id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE")),
    Column("area", Key, nullable=False),
)
dossier_counting = Table(
    "dossier_counting",
    metadata,
    Column("area", Key, primary_key=True, comment="area of cooperation"),
    Column("id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE"), primary_key=True),
    comment="events that by type and words may count for or against an area",
)
dossier_states = Table(
    "dossier_states",
    metadata,
    Column("kind", Key, primary_key=True, comment="events, agreements, disputes or promises"),
    Column("id", Key, primary_key=True),
    Column("country", Key, primary_key=True, comment="ISO 3166 alpha-3, or the code of a body"),
    comment="which states an answer concerns",
)
dossier_members = Table(
    "dossier_members",
    metadata,
    Column("kind", Key, primary_key=True, comment="events, agreements, people, organizations or sources"),
    Column("id", Key, primary_key=True),
    Column("report_id", Key, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Key, primary_key=True, comment="id within the report"),
    comment="from which parts of which reports an answer was made",
)
texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", Key, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("item", Key, nullable=False, comment="id of the statement, event or person within the report; empty for the report"),
    Column("kind", Key, nullable=False, comment="report, statement, event or person"),
    Column("text", Text, nullable=False),
    Column("folded", Text, comment="the text without accents, where the database does not take them away itself"),
    comment="what can be searched for",
)
Index("texts_by_report", texts.c.report_id)
Index("texts_by_words", func.to_tsvector(literal_column("'english'"), texts.c.folded), postgresql_using="gin").ddl_if(dialect="postgresql")

Index("link_keys_by_node", link_keys.c.kind, link_keys.c.node)
Index("link_edges_by_second", link_edges.c.kind, link_edges.c.b)
Index("link_members_by_node", link_members.c.kind, link_members.c.node)
Index("link_members_by_report", link_members.c.report_id)
Index("link_clusters_by_cluster", link_clusters.c.kind, link_clusters.c.cluster)
Index("link_judgements_by_second", link_judgements.c.kind, link_judgements.c.b)
Index("parties_by_country", parties.c.country, parties.c.role)
Index("events_by_day", events.c.day)
Index("statements_by_position", statements.c.position)
Index("corrections_by_report", corrections.c.report_id)
Index("failures_by_origin", failures.c.origin)
Index("failures_by_place", failures.c.place)
Index("reports_by_published", reports.c.published)
Index("dossier_states_by_country", dossier_states.c.kind, dossier_states.c.country, dossier_states.c.id)
Index("dossier_members_by_report", dossier_members.c.report_id)
Index("dossier_events_by_type", dossier_events.c.type, dossier_events.c.position)
Index("dossier_events_by_standing", dossier_events.c.standing, dossier_events.c.position)
Index("dossier_events_by_fact", dossier_events.c.fact, dossier_events.c.confidence)
Index("dossier_events_by_corrected", dossier_events.c.corrected_by)
Index("dossier_events_by_latitude", dossier_events.c.lat)
Index("dossier_counting_by_event", dossier_counting.c.id)
Index("dossier_events_by_place", dossier_events.c.place_country, dossier_events.c.type)
Index("dossier_disputes_by_event", dossier_disputes.c.event_id)
Index("dossier_officials_by_office", dossier_officials.c.key, dossier_officials.c.country)
Index("dossier_officials_by_person", dossier_officials.c.person_id)
Index("dossier_officials_by_country", dossier_officials.c.country)
Index("dossier_promises_by_agreement", dossier_promises.c.agreement_id)
Index("dossier_promises_by_event", dossier_promises.c.event_id)

dossier_about = Table(
    "dossier_about",
    metadata,
    Column("key", Key, primary_key=True),
    Column("value", Integer, nullable=False),
    comment="changes: how many times the dossier was written to",
)

ANSWERS = {
    t.name.removeprefix("dossier_"): t
    for t in (
        dossier_events,
        dossier_agreements,
        dossier_disputes,
        dossier_people,
        dossier_organizations,
        dossier_officials,
        dossier_sources,
        dossier_promises,
    )
}
"""Tables of answers by the name of what they hold."""
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
