"""Corrections by people, kept beside the records; and for each report the outlets it took its matter from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """To this format."""
    op.add_column("reports", sa.Column("via", sa.Text, nullable=False, server_default="[]"))
    op.add_column("reports", sa.Column("corrected", sa.Text))
    op.create_index("reports_by_published", "reports", ["published"])
    op.create_table(
        "corrections",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("batch", _KEY, nullable=False),
        sa.Column("at", _KEY, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("report_id", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("corrections_by_report", "corrections", ["report_id"])
