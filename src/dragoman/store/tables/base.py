"""What all tables share."""

from sqlalchemy import VARCHAR, MetaData, String
from sqlalchemy.types import TypeEngine

metadata = MetaData()

Key: TypeEngine[str] = String().with_variant(VARCHAR(collation="C"), "postgresql")
"""Text that is sorted by code point in every database, so that rows come in one order."""
