"""What could not be read, with the reason, kept until it is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

_KEY = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """To this format."""
    op.create_table(
        "failures",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("day", _KEY, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sha256", _KEY),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("failures_by_origin", "failures", ["origin"])
    op.create_index("failures_by_place", "failures", ["place"])
