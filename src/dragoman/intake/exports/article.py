"""An article out of an export: its fields as the export gives them, and the source that they make."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise

from dragoman.intake.days import day_of
from dragoman.intake.source import Failure, InputError, Source

_NARROWEST, _WIDEST = 45, 100
"""Characters: the widths at which programs wrap lines."""
_WIDE = 6
"""Characters of the shortest id that is not of one file only."""
_ENDS = '.!?:"”’)…'
_BY = re.compile(r"^(?:byline|by|author)\b:?\s+", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?")
_LINE_END = re.compile(r"\r\n?|[\f\v\x85\u2028\u2029]")


@dataclass
class Article:
    """One article as an export tells it; `day` and `language` in the export's own words."""

    paragraphs: list[str] = field(default_factory=list)
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    day: str | None = None
    section: str | None = None
    id: str | None = None
    language: str | None = None
    address: str | None = None
    meta: dict[str, str] = field(default_factory=dict)


def source_of(article: Article, origin: str, day_first: bool | None = None) -> Source | Failure:
    """The source that an article makes; its title stands above its text.

    Args:
        day_first: how a day of numbers is read.
    """
    title = _line(article.title)
    paragraphs = [p.strip() for p in article.paragraphs if p.strip()]
    if not paragraphs:
        return Failure(origin, f"the article {title!r} has no text" if title else "there is an article without a text")
    value = title is None or " ".join(paragraphs[0].split()).startswith(title)
    day, notes = _day(article.day, day_first)
    try:
        return Source(
            text="\n\n".join(paragraphs if value or title is None else [title, *paragraphs]),
            origin=origin,
            id=_line(article.id),
            published=day,
            outlet=_line(article.outlet),
            title=title,
            byline=_BY.sub("", _line(article.byline) or "") or None,
            section=_line(article.section),
            language=language_code(article.language),
            address=_line(article.address),
            meta={key: value for key, value in article.meta.items() if value.strip()},
            notes=notes,
        )
    except InputError as error:
        return Failure(origin, str(error))


def sources(articles: Iterable[Article], origin: str, day_first: bool | None = None) -> Iterator[Source | Failure]:
    """The sources of several articles, told apart by their number in the export; of a single one it needs none."""
    waiting = iter(articles)
    first = next(waiting, None)
    if first is None:
        yield Failure(origin, "there is no article in it")
        return
    second = next(waiting, None)
    yield source_of(first, origin if second is None else f"{origin}:1", day_first)
    for number, article in enumerate(() if second is None else chain((second,), waiting), 2):
        yield source_of(article, f"{origin}:{number}", day_first)


def is_wide(number: str | None) -> bool:
    """Whether an id can name one report among all: "1" or "ref12" is of one file only, and another file's would take its place."""
    return number is not None and len(number) >= _WIDE


def in_order(name: str) -> str:
    """ "Haddadin, Rana" as "Rana Haddadin"; what is not of that form as it is."""
    last, _, rest = (part.strip(" .") for part in name.partition(","))
    return f"{rest} {last}" if rest and "," not in rest and len(rest.split()) < 4 else name.strip()


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _day(value: str | None, day_first: bool | None) -> tuple[str | None, tuple[str, ...]]:
    """The day of an article; one that is not understood is noted and costs no article."""
    if not value or not value.strip():
        return None, ()
    try:
        match = day_of(value, day_first)
    except InputError as error:
        return None, (str(error),)
    return match.day, (match.note,) if match.note else ()


@cache
def language_code(value: str | None) -> str | None:
    """ISO 639-1 code of a language by its name or code: "ENGLISH", "English; English", "en-GB", "eng"; None where it is not known."""
    import pycountry

    name = (re.split(r"[;,/(|]", value)[0] if value else "").strip()
    if not name:
        return None
    if _CODE.fullmatch(name):
        return name[:2].lower() if pycountry.languages.get(alpha_2=name[:2].lower()) else None
    try:
        match = pycountry.languages.lookup(name)
    except LookupError:
        return None
    code: str | None = getattr(match, "alpha_2", None)
    return code


def plain_lines(text: str) -> str:
    """The text of an export with a line feed at the end of every line, whichever system or page wrote it; no-break spaces are spaces."""
    return _LINE_END.sub("\n", text).replace("\xa0", " ")


def unwrapped(lines: Iterable[str], wrapped: bool | None = None) -> list[str]:
    """Paragraphs of lines: parted by empty ones, with lines that were broken at a column joined again.

    Args:
        wrapped: whether lines were broken at a column; None to go by how they look.
    """
    out: list[str] = []
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line.strip())
            continue
        if block:
            out.extend([" ".join(block)] if wrapped else block if wrapped is False else _joined(block))
        block = []
    return out


def _joined(block: list[str]) -> list[str]:
    """Lines without an empty one between them as paragraphs: joined where they look broken at a column.

    Where some are short, as in the text layer of a PDF, a paragraph goes on after every line that reaches near the edge and does not end
    a sentence.
    """
    edge = max(map(len, block))
    if edge > _WIDEST or 2 * sum(line[-1] in _ENDS for line in block[:-1]) > len(block) - 1:
        return block
    if all(len(line) >= _NARROWEST for line in block[:-1]):
        return [" ".join(block)]
    out = [block[0]]
    for before, line in pairwise(block):
        if len(before) >= max(_NARROWEST, 0.7 * edge) and before[-1] not in _ENDS:
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out
