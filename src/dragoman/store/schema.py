"""Tables of a dossier. The record itself is kept whole; the other tables repeat parts of it to be searched."""

from sqlalchemy import Boolean, Column, Float, ForeignKeyConstraint, Index, MetaData, String, Table, Text

VERSION = 2
"""Kept in SQLite's user_version; a dossier of another version is refused."""

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("outlet", String),
    Column("title", String),
    Column("published", String),
    Column("language", String),
    Column("record", Text, nullable=False),
)


def _part(name: str, *columns: Column[object]) -> Table:
    """A table of parts of records: removed with their report."""
    return Table(
        name,
        metadata,
        Column("report_id", String, primary_key=True),
        Column("id", String, primary_key=True),
        *columns,
        ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    )


statements = _part(
    "statements",
    Column("kind", String, nullable=False),
    Column("quote", String, nullable=False),
    Column("speaker", String),
    Column("speaker_country", String),
    Column("within", String),
    Column("content", Text, nullable=False),
    Column("date", String),
)
events = _part(
    "events",
    Column("type", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("date", String),
    Column("day", String),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", String),
    Column("evidence", Text, nullable=False),
    Column("confidence", Float, nullable=False),
)
agreements = _part(
    "agreements",
    Column("name", String, nullable=False),
    Column("instrument", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("date", String),
    Column("areas", Text, nullable=False),
)
officials = _part(
    "officials",
    Column("name", String, nullable=False),
    Column("office", String, nullable=False),
    Column("country", String),
    Column("status", String, nullable=False),
    Column("date", String),
)
parties = Table(
    "parties",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("item", String, primary_key=True, doc="id of the event, statement or agreement"),
    Column("role", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("country", String),
    Column("code", String),
    ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
)
link_nodes = Table(
    "link_nodes",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("body", Text, nullable=False, doc="what is compared of it, as JSON"),
)
link_keys = Table(
    "link_keys",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("asks", Boolean, primary_key=True, doc="whether the node looks for others under the key, or is found under it"),
    Column("node", String, primary_key=True),
    sqlite_with_rowid=False,
)
link_members = Table(
    "link_members",
    metadata,
    Column("kind", String, primary_key=True),
    Column("report_id", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("node", String, nullable=False),
    Column("body", Text),
    ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
)
link_edges = Table(
    "link_edges",
    metadata,
    Column("kind", String, primary_key=True),
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("turned", Boolean, nullable=False, doc="whether this is the row from the second node to the first"),
    sqlite_with_rowid=False,
)
link_clusters = Table(
    "link_clusters",
    metadata,
    Column("kind", String, primary_key=True),
    Column("node", String, primary_key=True),
    Column("cluster", String, nullable=False, doc="the first node of the cluster"),
)
Index("link_keys_by_node", link_keys.c.kind, link_keys.c.node)
Index("link_edges_by_second", link_edges.c.kind, link_edges.c.b)
Index("link_members_by_node", link_members.c.kind, link_members.c.node)
Index("parties_by_country", parties.c.country)
Index("events_by_day", events.c.day)

SEARCH = "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(report_id UNINDEXED, item UNINDEXED, kind UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
