"""Reports that a person removed, ids that answers had before, and the reading from before somebody corrected a report's day or language."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """To this format."""
    op.add_column("reports", sa.Column("unamended", sa.Text))
    op.create_table(
        "removed",
        sa.Column("report_id", _KEY, primary_key=True),
        sa.Column("title", sa.String),
        sa.Column("outlet", sa.String),
        sa.Column("published", _KEY),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("batch", _KEY, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("unamended", sa.Text),
    )
    op.create_table(
        "former",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("report_id", _KEY, nullable=False),
        sa.Column("item", _KEY, nullable=False),
    )
