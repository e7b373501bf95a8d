"""Tables that last: what was read, what people said against it or took out, and what could not be read."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from dragoman.store.tables.base import Key, metadata

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

Index("corrections_by_report", corrections.c.report_id)
Index("failures_by_origin", failures.c.origin)
Index("failures_by_place", failures.c.place)
Index("reports_by_published", reports.c.published)
