"""Regular expressions on what is made to lead them astray: none takes long over a few hundred letters."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import dragoman

LETTERS = 320
MOST = 0.5
"""Seconds of processor time that one expression may take over so many letters."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The expressions that the modules of the package hold, with where they are."""
    for found in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else (value,)
            for one in held:
                for pattern in one if isinstance(one, tuple) else (one,):
                    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                        yield f"{found.name}.{name}", pattern


@pytest.mark.parametrize("unit", ["Keny", "a", "A", "Ab ", "a-", "A.-", "A, ", "1", "1 ", " ", "'", "(", "[", "The ", "Mr. ", "and ", "\n"])
def test_no_expression_goes_astray(unit: str) -> None:
    text = (unit * LETTERS)[:LETTERS] + "\0"
    slow = []
    for where, pattern in patterns():
        began = time.process_time()
        pattern.search(text)
        pattern.fullmatch(text)
        if (took := time.process_time() - began) > MOST:
            slow.append((where, round(took, 1)))
    assert not slow
