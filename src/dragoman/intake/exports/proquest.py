"""ProQuest's texts: documents parted by lines of underscores, with labelled fields on both sides of the full text."""

import re
from collections.abc import Iterator

from dragoman.codebook.files import table
from dragoman.intake.exports.article import Article, in_order, unwrapped

_RULE = re.compile(r"^[ \t]*_{10,}[ \t]*$", re.MULTILINE)
_PART = re.compile(r"^[ \t]*(?:_{10,}|Document \d{1,6} of \d{1,6})[ \t]*$", re.MULTILINE | re.IGNORECASE)
"""What parts documents: a line of underscores, or where a page has none, the number of the next one."""
_FIELDS = re.compile(r"^[ \t]*(?:Full text:|Publication title:|Publication date:|ProQuest document ID:)", re.MULTILINE | re.IGNORECASE)
_LABEL = re.compile(r"([A-Za-z][A-Za-z /()-]{2,40}):(?:\s+(.*)|$)")
_HEADING = re.compile(r"(?:FULL TEXT|ABSTRACT|DETAILS|LINKS|ProQuest document link|Publication info)$", re.IGNORECASE)
_NOT_THERE = re.compile(r"(?:full text )?(?:is )?(?:not available|unavailable|none)\.?", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:Table of contents|Report Information from ProQuest|Bibliography|Citation style|Database copyright|Terms and Conditions|Contact ProQuest"
    r"|Search Strategy|Set No\.)",
    re.IGNORECASE,
)


def is_proquest(text: str) -> bool:
    """Whether a text is an export of ProQuest."""
    labels = {m.group().strip().lower() for m in _FIELDS.finditer(text)}
    ruled = _RULE.search(text) is not None
    return len(labels) > 2 or (ruled and len(labels) > 1) or (ruled and bool(labels) and "proquest" in text.lower())


def articles(text: str) -> Iterator[Article]:
    """The documents of an export; table of contents, bibliography and terms of use are none."""
    for chunk in _PART.split(text):
        lines = chunk.splitlines()
        opening = next((line.strip() for line in lines if line.strip()), "")
        fields = _FIELDS.search(chunk) is not None
        if opening and (fields or not _FURNITURE.match(opening)):
            yield _document(lines)


def _document(lines: list[str]) -> Article:
    head: list[str] = []
    fields: dict[str, list[str]] = {}
    current: str | None = None
    for line in lines:
        label = _label(line.strip(), current)
        if label:
            current = label[0]
            fields.setdefault(current, []).append(label[1])
        elif current is None:
            head.append(line.strip())
        else:
            fields[current].append(line)
    return _article(" ".join(h for h in head if h and not h.startswith("http")), fields)


def _label(line: str, current: str | None) -> tuple[str, str] | None:
    """What a line with a known label holds, and its value. Within a full text only what stands below one ends it."""
    labels: dict[str, str] = table("exports")["proquest"]
    if _HEADING.fullmatch(line):
        return labels.get(line.lower(), "-"), ""
    match = _LABEL.fullmatch(line)
    held = labels.get(match[1].strip().lower()) if match else None
    if match is None or held is None or (current == "text" and held in ("byline", "title-page")):
        return None
    return held, match[2] or ""


def _article(head: str, fields: dict[str, list[str]]) -> Article:
    value = {key: " ".join(" ".join(lines).split()) for key, lines in fields.items()}
    whole = [] if _NOT_THERE.fullmatch(value.get("text", "")) else unwrapped(fields.get("text", []))
    known = ("title", "byline", "outlet", "day", "section", "id", "language", "address", "text", "abstract", "-")
    article = Article(
        paragraphs=whole or unwrapped(fields.get("abstract", [])),
        title=head or value.get("title"),
        byline="; ".join(in_order(name) for name in value.get("byline", "").split(";")) or None,
        outlet=re.split(r"\s*;", value.get("outlet") or value.get("publication info", ""))[0] or None,
        day=value.get("day") or _last_day(value.get("publication info", "")),
        section=value.get("section"),
        id=value.get("id"),
        language=value.get("language"),
        address=value.get("address"),
        meta={key: text for key, text in value.items() if key not in known},
    )
    if not whole and article.paragraphs:
        article.meta["text"] = "abstract only"
    return article


def _last_day(info: str) -> str | None:
    """The day at the end of "Outlet ; Town [Town]. May 4, 2021."."""
    return info.rsplit("]", 1)[-1].strip(" .:") or None
