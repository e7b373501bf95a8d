"""What a report says about itself: title, outlet, author, date, translator, and the outlets it took its matter from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.cleaning.bylines import byline_of
from dragoman.cleaning.headerlines import with_header_lines
from dragoman.cleaning.outlets import outlets_of
from dragoman.cleaning.published import day_of
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.model.record import Passage, PassageKind

_TRANSLATED = re.compile(r"translated (?:from \w+ )?by (?P<who>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})", re.IGNORECASE)
_FROM = re.compile(r"^(?:from|source:?|via:?) (?P<who>[^:/]{2,40}?)(?: https?://\S+)?$", re.IGNORECASE)
_RELAY = re.compile(
    r"(?P<who>[A-Z][\w’'./-]*(?: [A-Z][\w’'-]*){0,4})(?: news agency| news| television| TV)?,? (?:(?:has )?(?:reported|reports)|said in a report|citing|quoted|cited)\b"
    r"|(?:according to|cited by|quoted by|told|reported by) (?:the )?(?:state(?:-run)? |official |semi-official )?(?:news agency |broadcaster )?(?P<by>[A-Z][\w’'./-]*(?: [A-Z][\w’'-]*){0,4})"
)


@dataclass(frozen=True)
class Headers:
    """What the text tells of its own making; None where it does not."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    translated_by: str | None = None
    via: tuple[str, ...] = ()


def read_headers(text: str, passages: Iterable[Passage]) -> Headers:
    """Read headers from the passages that carry them."""
    parts = with_header_lines(text, list(passages))

    def lines(*kinds: PassageKind) -> list[str]:
        return [text[p.start : p.end] for p in parts if p.kind in kinds]

    head, credit = lines("byline", "dateline"), lines("credit")
    names = _known(head)
    first = names[0] if names else next(outlets_of(text, parts), None)
    via = dict.fromkeys([*names[1:], *_known(credit), *_relayed(text, parts)])
    return Headers(
        title=next(iter(lines("headline")), None),
        outlet=first,
        byline=byline_of(lines("byline"), [line for part in lines("credit", "boilerplate") for line in part.splitlines()]),
        published=day_of(text, parts),
        translated_by=next((m["who"] for line in head + credit if (m := _TRANSLATED.search(line))), None),
        via=tuple(name for name in via if name != first),
    )


def _known(lines: list[str]) -> list[str]:
    """The known outlets that lines name, in order."""
    return [name for line in lines for name in _outlets(line)]


def _outlets(line: str) -> list[str]:
    """The known outlets that a header line names, in order."""
    line = _TRANSLATED.sub("", line)
    found = []
    for piece in re.split(r"\s[-–—|/]\s|[-–—|/(){}\[\],;]\s*|\s+-$|^-\s*", line):
        name = _FROM.sub(r"\g<who>", piece.strip(" .-–—"))
        entry = outlet(name) if name else None
        if entry:
            found.append(entry.name)
    return found


def _relayed(text: str, parts: list[Passage]) -> list[str]:
    """Outlets that the body names as where its matter comes from."""
    out = []
    for p in parts:
        if p.kind != "body":
            continue
        for match in _RELAY.finditer(text, p.start, p.end):
            entry = entries().get(match["who"] or match["by"]) or entries().get((match["who"] or match["by"]).removeprefix("The "))
            if entry and entry.role == "outlet":
                out.append(entry.name)
    return out
