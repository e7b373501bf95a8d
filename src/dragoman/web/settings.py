"""How the server is to run."""

import secrets
from dataclasses import dataclass, field

from dragoman.codebook.reliability import threshold
from dragoman.terminal.log import Log

UPLOAD = 32 * 1024 * 1024
"""Bytes of the largest request."""
REPORTS = 100
"""Reports of one upload that are read; of more, the first."""
PAGE = 50
"""Rows of a list on a page."""


@dataclass(frozen=True)
class Settings:
    """What the server allows.

    Args:
        hosts: names and addresses, with their ports, by which it may be reached.
        token: what a visitor must know, where anybody is asked for it.
        read_only: whether nobody may correct or upload.
    """

    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost"})
    token: str | None = None
    read_only: bool = False
    log: Log = field(default_factory=Log, repr=False)
    """Where each request is noted."""
    uncertain_below: float = field(default_factory=threshold)
    """The share of right ones under which a fact is shown as uncertain."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
