"""Several articles in one text: each under its labelled fields ("Title: ...", "Date: ..."), or parted by lines of signs, each with its day."""

import re
from collections.abc import Iterator

from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.intake.exports.article import Article, in_order, is_wide, unwrapped

_FIELD = re.compile(r"[ \t]*(?P<label>[A-Za-z][A-Za-z /-]{1,28}?)[ \t]*:[ \t]*(?P<value>[^\n]{0,500})")
_GOES_ON = re.compile(r"(?:\t| {4})[ \t]*\S")
"""A line on which the value of a field goes on."""
_ISSUE = re.compile(r"(?P<outlet>.{2,120}?)\.? +(?P<day>\d{1,2}/\d{1,2}/\d{4})(?:[,;. ].*)?")
"""Outlet, day and page in one, as EBSCO tells them: "Lake Courier, The. 05/04/2021, p7"; the month comes first."""
_BELOW = re.compile(r"[ \t]*~{4,}[ \t]*")
"""What EBSCO puts under a text; who wrote it and whose it is stand below."""
_RULE = re.compile(r"[ \t]*(?:=|-|\*|_|~|#){8,}[ \t]*")
_OWNED = re.compile(r"[ \t]*(?:copyright\b|\(c\)|©)", re.IGNORECASE)
_FIRST = 10  # lines within which the first article begins
_ALONE = 3
"""Fields beside its title that make a single text one of these; of several, each has to have one less."""
_HEAD = 4  # lines of an article among which its day stands
_DATED = 100  # characters of the longest line with a day
_LEAST = 3  # lines of the shortest article between lines of signs


def is_labelled(text: str) -> bool:
    """Whether a text is of articles with labelled fields: every one has a title, and a day or an outlet, and more.

    A block of fields between dashes is that of Markdown.
    """
    if text.lstrip("\ufeff")[:4] == "---\n":
        return False
    found = list(_blocks(text.splitlines()))
    if not found:
        return False
    fewest = _ALONE if len(found) == 1 else _ALONE - 1
    return all(len(told) > fewest - 1 and {"day", "outlet"} & set(told) for told, _ in map(_fields, found))


def articles(text: str) -> Iterator[Article]:
    """Every article with its fields."""
    for told, lines in map(_fields, _blocks(text.splitlines())):
        number = told.pop("id", None)
        _part_issue(told)
        known = {key: told.pop(key, None) for key in ("title", "outlet", "byline", "day", "section", "language", "address")}
        body, abstract = told.pop("text", ""), told.pop("abstract", "")
        told.pop("-", None)
        end = next((i for i, line in enumerate(lines) if _BELOW.fullmatch(line)), len(lines))
        yield Article(paragraphs=unwrapped([body, *lines[:end]]) or [abstract], id=number if is_wide(number) else None, meta=told, **known)


def _part_issue(told: dict[str, str]) -> None:
    """Outlet and day apart, where the fields tell them in one."""
    issue = _ISSUE.fullmatch(told.get("outlet", ""))
    if issue and "day" not in told:
        month, day, year = issue["day"].split("/")
        told |= {"outlet": in_order(issue["outlet"]), "day": f"{year}-{month}-{day}"}
        told["title"] = told.get("title", "").removesuffix(".")


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each article, from its title on; nothing where the first title stands too far down."""
    starts = [i for i, line in enumerate(lines) if (m := _FIELD.fullmatch(line)) and _key(m) == "title" and m["value"]]
    if starts and starts[0] < _FIRST:
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield lines[start:end]


def _key(m: re.Match[str]) -> str | None:
    """What a label holds; None where it is not known."""
    held: str | None = table("exports")["labelled"].get(m["label"].strip().lower())
    return held


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields above and below an article, and the lines between them."""
    told: dict[str, str] = {}
    at, last = 0, ""
    while at < len(lines) and last != "text":
        key = _taken(lines[at], told)
        if key is None and last and _GOES_ON.match(lines[at]):
            told[last] += f" {lines[at].strip()}"
        elif key is None:
            break
        else:
            last = "" if key == "-" else key
        at += 1
    end = len(lines)
    while end > at and (_RULE.fullmatch(lines[end - 1]) or _OWNED.match(lines[end - 1]) or _taken(lines[end - 1], told)):
        end -= 1
    return told, lines[at:end]


def _taken(line: str, told: dict[str, str]) -> str | None:
    """What an empty or labelled line holds, which is kept with the fields; None for any other line."""
    if not line.strip():
        return "-"
    m = _FIELD.fullmatch(line)
    key = _key(m) if m else None
    if m and key:
        told.setdefault(key, m["value"].strip())
    return key


def is_parted(text: str) -> bool:
    """Whether lines of signs part a text into articles, of which each has its day in one of its first lines."""
    parts = _parts(text)
    return len(parts) > 1 and all(len(p) >= _LEAST and any(_is_dated(line) for line in p[:_HEAD]) for p in parts)


def parted(text: str) -> Iterator[Article]:
    """Every article between lines of signs; what stands above its text is read with it."""
    chunk: list[str] = []
    for line in [*text.splitlines(), "=" * 8]:
        if not _RULE.fullmatch(line):
            chunk.append(line)
        elif any(one.strip() for one in chunk):
            yield Article(paragraphs=unwrapped(chunk))
            chunk = []


def _parts(text: str) -> list[list[str]]:
    """The lines that are not empty, parted at lines of signs."""
    out: list[list[str]] = [[]]
    for line in text.splitlines():
        if _RULE.fullmatch(line):
            out.append([])
        elif line.strip():
            out[-1].append(line)
    return [part for part in out if part]


def _is_dated(line: str) -> bool:
    return len(line) <= _DATED and next(days(line), None) is not None
