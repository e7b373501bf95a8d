"""Text from outside made harmless for a terminal: a title must not move the cursor or rename the window."""

from __future__ import annotations

import re
import sys
from typing import Any, TextIO

from rich.console import Console as RichConsole
from rich.text import Text

_CONTROLS = re.compile("[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")
"""All that steers a terminal or turns the direction of writing; line ends and tabs stay."""


def plain(text: str) -> str:
    """The text with a mark in place of each character that steers a terminal."""
    return _CONTROLS.sub("\ufffd", text)


def say(message: str, file: TextIO | None = None) -> None:
    """Print a message, on standard error where no file is given."""
    print(plain(message), file=file or sys.stderr)


class Console(RichConsole):
    """A console that prints what it is given and nothing that hides in it."""

    def print(self, *objects: Any, **options: Any) -> None:
        """As rich does, with texts made harmless."""
        super().print(*(_plain(thing) for thing in objects), **options)


def _plain(thing: Any) -> Any:
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, Text) and _CONTROLS.search(thing.plain):
        thing.plain = plain(thing.plain)  # of the same length: styles stay where they are
    return thing
