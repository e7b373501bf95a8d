"""What a dossier can be asked for."""

from enum import StrEnum


class What(StrEnum):
    """The answers that `show`, the API and exports give, by their names."""

    agreements = "agreements"
    events = "events"
    statements = "statements"
    officials = "officials"
    people = "people"
    organizations = "organizations"
    disputes = "disputes"
    follow_through = "follow-through"
    sources = "sources"
