"""Tables of a dossier. The record itself is kept whole; the other tables repeat parts of it to be searched."""

from sqlalchemy import Column, Float, ForeignKeyConstraint, Index, MetaData, String, Table, Text

VERSION = 1
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
Index("parties_by_country", parties.c.country)
Index("events_by_day", events.c.day)

SEARCH = "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(report_id UNINDEXED, item UNINDEXED, kind UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
