"""Events, people and agreements are linked by other evidence; no lasting table changes: what is made from the reports is made anew."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """To this format."""
