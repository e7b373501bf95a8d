"""Pages that hold no report: errors, pages empty without scripts, walls of consent and subscription. They are refused by name."""

import re
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.files import table

_SHORT = 120
"""Words under which a page that is named like an error page is one: a report about such pages is longer."""
_NOTHING = 60
"""Words under which a page that speaks of scripts, consent or subscription holds nothing else."""
_NAME = 9  # words of the longest title that names an error
_TOLD = re.compile(r"[A-Z“\"][^.!?]{40,}[.!?]")
_MANY = 3
"""Sentences of a report that a page may have cut off by a wall and still be read."""


@dataclass(frozen=True)
class _Kind:
    says: str
    do: str
    names: re.Pattern[str]
    words: re.Pattern[str]
    lists: bool
    """Whether such a page lists others."""


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            row["says"],
            row["do"],
            re.compile(rf"\W*(?:{'|'.join(row['names'])})\W*", re.IGNORECASE),
            re.compile(rf"\b(?:{'|'.join(row['words'])})\b", re.IGNORECASE),
            name == "listing",
        )
        for name, row in table("pages").items()
    )


def refusal(names: list[str], text: str, leads_on: bool = False) -> str | None:
    """Why a page holds no report and what to do; None where it may hold one.

    Args:
        names: its title and headings.
        text: what it shows.
        leads_on: whether headings of it lead to other pages, as those of a list do, however much it tells of them.
    """
    size = len(text.split())
    for kind in _kinds():
        told = len(_TOLD.findall(kind.words.sub("", text)))
        little = (size < _SHORT and told < _MANY) or (leads_on and kind.lists)
        named = little and any(_is_name(kind, part) for name in names for part in _parts(name))
        worded = size < _NOTHING and kind.words.search(text) and told < _MANY
        if named or worded:
            return f"{kind.says}, and there is no report on it; {kind.do}"
    return None


def _is_name(kind: _Kind, name: str) -> bool:
    return len(name.split()) <= _NAME and kind.names.fullmatch(name) is not None


def _parts(name: str) -> list[str]:
    """A title and its parts: "404 Not Found | Lake Courier"."""
    plain = " ".join(name.split())
    return [plain, *re.split(r" [|–—·»-] ", plain)]
