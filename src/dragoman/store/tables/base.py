"""What all tables share."""

from sqlalchemy import MetaData, String
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

metadata = MetaData()

Key: TypeEngine[str] = String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
"""Text that is sorted by code point in every database, so that rows come in one order."""
