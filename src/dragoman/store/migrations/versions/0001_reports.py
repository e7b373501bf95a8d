"""Reports with their records, as formats 1 and 2 kept them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """To this format."""
    op.create_table(
        "reports",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("outlet", sa.String),
        sa.Column("title", sa.String),
        sa.Column("published", _KEY),
        sa.Column("language", sa.String),
        sa.Column("record", sa.Text, nullable=False),
    )
