"""Tables of what people do with a dossier, and of what changed in it and when. They last: migrations change them, nothing drops them."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from dragoman.store.schema import Key, metadata


def _entry(author: Column[str] | None = None) -> tuple[Column[str], ...]:
    """What every entry by a person has: its id, when it was made, and by whom."""
    made = Column("at", Key, nullable=False, comment="time, ISO 8601 in UTC")
    return Column("id", Key, primary_key=True), made, Column("author", String, nullable=False) if author is None else author


def _telling() -> tuple[Column[str], ...]:
    """By what something is known again whose id is made from reports."""
    return (
        Column("report_id", Key, comment="a report that tells of it, by which it is known again when ids change"),
        Column("part", Key, comment="id of the telling within that report"),
    )


journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Key, nullable=False, comment="time, ISO 8601 in UTC"),
    Column("kind", Key, nullable=False, comment="reports, events, agreements, disputes, people or officials"),
    Column("item", Key, nullable=False, comment="id of the report or of the answer, as it was then"),
    Column("what", Key, nullable=False, comment="new, changed or gone"),
    Column("states", Text, nullable=False, comment="codes of the states concerned, each between blanks"),
    Column("body", Text, nullable=False, comment="title, words, report and what differs, JSON"),
    comment="what became new, changed or went in the dossier, and when",
)
notes = Table(
    "notes",
    metadata,
    *_entry(),
    Column("kind", Key, nullable=False, comment="event, agreement, dispute, person, report, statement or relationship"),
    Column(
        "item", Key, nullable=False, comment="id of what it is about when it was written; two codes parted by a blank for a relationship"
    ),
    *_telling(),
    Column("label", Text, nullable=False, comment="what it was called then"),
    Column("text", Text, nullable=False),
    Column("tags", Text, nullable=False, comment="tags, each between blanks"),
    Column("removed", Text, comment="who removed it and when; null while it holds"),
    comment="notes and tags by people, on anything",
)
reviews = Table(
    "reviews",
    metadata,
    *_entry(),
    Column("verdict", Key, nullable=False, comment="right or wrong"),
    Column("kind", Key, nullable=False, comment="event, statement or agreement"),
    Column("report_id", Key, nullable=False),
    Column("words", Text, nullable=False, comment="the words it was read from, by which it is known again"),
    Column("batch", Key, comment="the correction that was made of it, where it was wrong"),
    Column("body", Text, nullable=False, comment="anchor and the values that were looked at, JSON"),
    comment="what people looked at and found right or wrong",
)
watches = Table(
    "watches",
    metadata,
    *_entry(Column("author", Key, nullable=False, comment="whose watchlist it is on")),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False, comment="the page that is followed, with its query"),
    *_telling(),
    Column("seen", Integer, nullable=False, comment="the last entry of the journal that was seen"),
    Column("seen_at", Key, nullable=False, comment="when that was"),
    comment="pages that somebody follows",
)
studies = Table(
    "studies",
    metadata,
    *_entry(),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False, comment="coders with their keys, how the sample was drawn, and the reports drawn, JSON"),
    comment="samples that two people code blind to each other",
)
codings = Table(
    "codings",
    metadata,
    Column("study", Key, primary_key=True),
    Column("report_id", Key, primary_key=True),
    Column("coder", Key, primary_key=True, comment="1 or 2, or gold for what was settled between them"),
    Column("at", Key, nullable=False, comment="time of the last change, ISO 8601 in UTC"),
    Column("done", Integer, nullable=False, comment="1 when the coder is done with the report"),
    Column("body", Text, nullable=False, comment="what was coded, JSON"),
    comment="what each coder found in each report of a sample",
)
Index("journal_by_time", journal.c.at)
Index("journal_by_item", journal.c.kind, journal.c.item)
Index("notes_by_item", notes.c.kind, notes.c.item)
Index("notes_by_telling", notes.c.report_id, notes.c.part)
Index("reviews_by_report", reviews.c.report_id, reviews.c.kind)
Index("watches_by_author", watches.c.author)
DESK = ("journal", "notes", "reviews", "watches", "studies", "codings")
"""Names of these tables."""
