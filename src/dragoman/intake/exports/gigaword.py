"""Gigaword and its relatives: SGML of stories (DOC, HEADLINE, DATELINE, TEXT, P), the day in the id or a field of its own."""

import re
from collections.abc import Iterator
from typing import Any

from dragoman.codebook.files import table
from dragoman.intake.exports.article import Article, plain_lines, unwrapped
from dragoman.intake.exports.markup import first, html_root, lines_of, words

_DOC = re.compile(r"^\s*<DOC(?:\s[^>]{0,300})?>", re.IGNORECASE | re.MULTILINE)
_AROUND = re.compile(r"(?:<\?xml[^>]{0,200}>|<!DOCTYPE[^>]{0,400}>|\s)*+(?:<[A-Za-z]\w{0,30}>\s*+(?=<DOC[ >]))?", re.IGNORECASE)
"""What may stand before the first story: the declaration of XML, and an element that holds all of them."""
_PARTS = re.compile(r"<(?:TEXT|HEADLINE|DOCNO|DOCID)>", re.IGNORECASE)
_HEAD = re.compile(r"<(/?)HEAD>", re.IGNORECASE)
"""How some name the headline; to the parser of pages it would be another thing."""
_ATTRIBUTE = re.compile(r"""\b(id|type)\s*=\s*["']([^"']{1,100})["']""", re.IGNORECASE)
_ID = re.compile(r"(?P<outlet>[A-Za-z]{2,8})_(?P<language>[A-Za-z]{3})_(?P<day>\d{8})\b")
_ID_DAY = re.compile(r"(?:19|20)\d{6}")
_SHORT_DAY = re.compile(r"[A-Z]{2,4}(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)-\d{3,4}")
"""A number of a story that begins with its day: AP880212-0001."""
_LANGUAGES = {"eng": "en", "ara": "ar", "cmn": "zh", "fre": "fr", "fra": "fr", "spa": "es"}
_ENTITIES = {"&AMP;": "&amp;", "&LT;": "&lt;", "&GT;": "&gt;", "&QUOT;": "&quot;"}


def is_gigaword(text: str) -> bool:
    """Whether a text is SGML of stories."""
    head = _AROUND.sub("", text[:4000].lstrip("\ufeff"), count=1)
    return head[:4].upper() == "<DOC" and _DOC.match(head) is not None and _PARTS.search(text[:200_000]) is not None


def articles(text: str) -> Iterator[Article]:
    """The stories of a file; advisories to editors are named by their lack of a text."""
    text = plain_lines(text)
    starts = [m.start() for m in _DOC.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _story(text[start:end])


def _story(chunk: str) -> Article:
    head = chunk[: chunk.index(">") + 1]
    attributes = {m[1].lower(): m[2] for m in _ATTRIBUTE.finditer(head)}
    for old, new in _ENTITIES.items():
        chunk = chunk.replace(old, new)
    root = html_root(_HEAD.sub(r"<\1HEADLINE>", chunk))
    number = attributes.get("id") or words(first(root, "docno", "docid"))
    match = _ID.match(number or "")
    article = Article(
        id=number,
        title=words(first(root, "headline", "slug", "hl")),
        byline=words(first(root, "byline", "author")),
        day=words(first(root, "date_time", "datetime", "date")) or _day_in(number or ""),
        language=_LANGUAGES.get(match["language"].lower()) if match else None,
        outlet=table("exports")["gigaword"].get(match["outlet"].lower(), match["outlet"].upper())
        if match
        else words(first(root, "source")),
    )
    for name in ("dateline", "keyword", "slug"):
        if value := words(first(root, name)):
            article.meta[name] = value
    if "type" in attributes:
        article.meta["type"] = attributes["type"]
    article.paragraphs = _text(first(root, "text", "body")) if attributes.get("type") != "advis" else []
    return article


def _day_in(number: str) -> str | None:
    """The day that the number of a story tells."""
    if whole := _ID_DAY.search(number):
        return whole.group()
    short = _SHORT_DAY.fullmatch(number.strip())
    return f"{'20' if short['year'] < '70' else '19'}{short['year']}{short['month']}{short['day']}" if short else None


def _text(element: Any | None) -> list[str]:
    if element is None:
        return []
    if first(element, "p") is not None:
        return lines_of(element, frozenset({"headline", "dateline", "annotation", "script", "style"}))
    return unwrapped(element.text_content().splitlines())
