"""What people do with a dossier over days and in a team: the journal of changes, notes, reviews, watchlists and coded samples."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """To this format."""
    _create_journal()
    _create_notes()
    _create_reviews()
    _create_watches()
    _create_studies()
    _create_codings()


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("item", _KEY, nullable=False),
        sa.Column("what", _KEY, nullable=False),
        sa.Column("states", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("journal_by_time", "journal", ["at"])
    op.create_index("journal_by_item", "journal", ["kind", "item"])


def _create_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("item", _KEY, nullable=False),
        sa.Column("report_id", _KEY),
        sa.Column("part", _KEY),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("removed", sa.Text),
    )
    op.create_index("notes_by_item", "notes", ["kind", "item"])
    op.create_index("notes_by_telling", "notes", ["report_id", "part"])


def _create_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("verdict", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("report_id", _KEY, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("batch", _KEY),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("reviews_by_report", "reviews", ["report_id", "kind"])


def _create_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", _KEY, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("report_id", _KEY),
        sa.Column("part", _KEY),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("seen_at", _KEY, nullable=False),
    )
    op.create_index("watches_by_author", "watches", ["author"])


def _create_studies() -> None:
    op.create_table(
        "studies",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )


def _create_codings() -> None:
    op.create_table(
        "codings",
        sa.Column("study", _KEY, primary_key=True),
        sa.Column("report_id", _KEY, primary_key=True),
        sa.Column("coder", _KEY, primary_key=True),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
