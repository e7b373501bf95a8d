"""Reading the data files of the codebook."""

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of the codebook by its stem."""
    return tomllib.loads((files("dragoman.codebook") / "data" / f"{name}.toml").read_text(encoding="utf8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of the codebook by its stem."""
    text = (files("dragoman.codebook") / "data" / f"{name}.csv").read_text(encoding="utf8")
    return tuple(csv.DictReader(text.splitlines()))


def many(cell: str) -> tuple[str, ...]:
    """The values of a CSV cell that holds several, parted by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def words(*patterns: str) -> re.Pattern[str]:
    """One expression that matches any of the patterns as whole words, in any case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
