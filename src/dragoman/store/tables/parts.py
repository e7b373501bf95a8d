"""Tables that repeat the parts of records, report by report, and the words that can be searched for."""

from sqlalchemy import Column, Float, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text, func, literal_column

from dragoman.store.tables.base import Key, metadata


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
Index("parties_by_country", parties.c.country, parties.c.role)
Index("events_by_day", events.c.day)
Index("statements_by_position", statements.c.position)
