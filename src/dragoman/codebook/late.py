"""Regular expressions that are compiled when they are first asked."""

import re
from typing import Any, cast


class _Late:
    """Stands where an expression would, and answers as quickly from the second question on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        answer = getattr(re.compile(*self._given), name)
        setattr(self, name, answer)
        return answer


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """An expression for what few reports have: compiling one in which names of people and outlets are told takes a millisecond. Ask it by its
    methods: the functions of `re` take a compiled one only, and a compiled one is what `re` of a match is."""
    return cast(re.Pattern[str], _Late(pattern, flags))
