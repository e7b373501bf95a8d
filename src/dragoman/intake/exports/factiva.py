"""Factiva: pages and texts in both of its layouts, labelled (HD, BY, WC, PD, SN, LP, TD) and as articles with lines above them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.codebook.files import table
from dragoman.intake.days import day_of
from dragoman.intake.exports.article import Article, language_code, unwrapped
from dragoman.intake.exports.markup import html_root, lines_of, local, words
from dragoman.intake.source import InputError

_AN = re.compile(r"^[ \t]*(?:AN[\t |]+)?Document ([A-Za-z][A-Za-z0-9]{3,9}(?:19|20)\d{6}[A-Za-z0-9]{5,12})[ \t|]*$", re.MULTILINE)
_LABEL = re.compile(r"([A-Z]{2,3})(?:\s*\|\s*|\t\s*|\s{2,}|\s|$)(.*)")
_CELL = re.compile(r">\s{0,20}(HD|LP|TD)(?:\s|&nbsp;|&#160;){0,20}<")
_LENGTH = re.compile(r"[\d,. ]{1,8} words", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?: ?(?:AM|PM|GMT))?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,8}")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b)", re.IGNORECASE)
_COVER = re.compile(r"Page \d+|.*© ?(?:19|20)\d\d Factiva|Search Summary|Factiva\b", re.IGNORECASE)
_BY = re.compile(r"(?:by|from) [A-Z]|von [A-Z]|par [A-Z]", re.IGNORECASE)
_PAGE = re.compile(r"^[^\n©]{0,60}© ?(?:19|20)\d\d Factiva, Inc[^\n]{0,60}$", re.MULTILINE)
_SHORT = 20  # characters of the longest name of a language
_MOST_HEAD = 12
"""Lines between the number of words and the body, at most."""


def is_factiva_page(page: str) -> bool:
    """Whether a web page is an export of Factiva."""
    classed = (
        re.search(r"""class=["']?[^"'>]{0,40}\b(?:\w\wHeadline|\w\warticleParagraph|article \w\wArticle)\b""", page, re.IGNORECASE)
        is not None
    )
    cells = {m[1] for m in _CELL.finditer(page)}
    labelled = "HD" in cells and bool({"LP", "TD"} & cells)
    return labelled or (classed and ("factiva" in page.lower() or re.search(r">\s*Document [A-Z]", page) is not None))


def is_factiva(text: str) -> bool:
    """Whether a plain text is an export of Factiva."""
    if _AN.search(text):
        return bool(re.search(rf"^[ \t]*{_LENGTH.pattern}[ \t]*$", text, re.MULTILINE | re.IGNORECASE)) or _is_labelled(text)
    return _is_labelled(text)


def _is_labelled(text: str) -> bool:
    there = {m[1] for m in re.finditer(r"^[ \t]*([A-Z]{2,3})(?=[ \t|]|$)", text, re.MULTILINE)}
    return {"HD", "PD", "SN"} <= there and bool({"LP", "TD"} & there)


def articles(text: str) -> Iterator[Article]:
    """The articles of a plain text."""
    if _is_labelled(text):
        yield from _labelled(_labels_of(text.splitlines()))
        return
    parts = _AN.split(_PAGE.sub("", text))
    for chunk, number in zip(parts[::2], parts[1::2], strict=False):
        yield _laid_out(chunk.splitlines(), number)


def page_articles(page: str) -> Iterator[Article]:
    """The articles of a web page; what was searched for is none."""
    root = html_root(page)
    pairs = list(_rows(root))
    if any(label == "hd" for label, _ in pairs):
        yield from _labelled(pairs)
        return
    blocks = [e for e in root.iter("div") if "article" in (e.get("class") or "").split()]
    yield from map(_from_block, blocks) if blocks else articles("\n".join(lines_of(root)))


def _from_block(element: Any) -> Article:
    heading = next((e for e in element.iter() if local(e) and "headline" in (e.get("class") or "").lower()), None)
    lines = lines_of(element)
    last = lines[-1] if lines else ""
    number = _AN.match(last)
    article = _laid_out(lines[:-1] if number else lines, number[1] if number else None, spread=True)
    article.title = words(heading) or article.title
    return article


def _rows(root: Any) -> Iterator[tuple[str, list[str]]]:
    """Label and paragraphs of each row of two cells."""
    labels = table("exports")["factiva"]
    for row in root.iter("tr"):
        cells = [c for c in row if local(c) in ("td", "th")]
        label = (words(cells[0]) or "").lower() if len(cells) == 2 else ""
        if label in labels:
            yield label, lines_of(cells[1])


def _labels_of(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Label and lines of each field of a plain text. A label never comes after a later one of the same article, and so "LA police" is none."""
    order = list(table("exports")["factiva"])
    current, held = "", list[str]()
    for line in lines:
        match = _LABEL.fullmatch(line.strip())
        label = match[1].lower() if match else ""
        plain = match is not None and line.strip()[len(label) : len(label) + 2].strip(" ") != "" and "|" not in line and "\t" not in line
        known = label in order and (not plain or not current or label == "hd" or order.index(label) > order.index(current))
        if not known:
            held.append(line.strip().strip("|").strip())
            continue
        if current:
            yield current, unwrapped(held)
        assert match is not None
        current, held = label, [match[2].strip().strip("|").strip()]
    if current:
        yield current, unwrapped(held)[:1] if current == "an" else unwrapped(held)


def _labelled(fields: Iterable[tuple[str, list[str]]]) -> Iterator[Article]:
    """Articles of labelled fields: each begins with what comes before its headline, or with that, and ends with its number."""
    labels = table("exports")["factiva"]
    order = list(labels)
    current: list[tuple[str, list[str]]] = []
    last = -1
    for label, lines in fields:
        at = order.index(label)
        begins = at <= order.index("hd") and last >= order.index("hd")
        if current and (begins or last == order.index("an")):
            yield _of_fields(current, labels)
            current = []
        current.append((label, lines))
        last = at
    if current:
        yield _of_fields(current, labels)


def _of_fields(fields: list[tuple[str, list[str]]], labels: dict[str, str]) -> Article:
    article = Article()
    for label, lines in fields:
        held, value = labels[label], " ".join(lines)
        if held == "text":
            article.paragraphs += lines
        elif held == "id":
            article.id = value.split()[-1] if value else None
        elif held in ("title", "byline", "day", "outlet", "section", "language"):
            setattr(article, held, value)
        elif held != "-":
            article.meta[held] = value
    return article


def _laid_out(lines: list[str], number: str | None, spread: bool = False) -> Article:
    """An article of plain lines: headline, author, number of words, day, outlet and its code, language, copyright, and the body.

    Args:
        spread: whether each line is a paragraph.
    """
    at = next((i for i, line in enumerate(lines) if _LENGTH.fullmatch(line.strip())), None)
    if at is None:
        text = [line for line in lines if not _COVER.match(line.strip())]
        return Article(id=number, paragraphs=text if spread else unwrapped(text))
    article = _above([w for line in lines[:at] if (w := line.strip()) and not _COVER.match(w)])
    article.id, article.meta["length"] = number, lines[at].strip()
    body = _below(article, lines[at + 1 :])
    article.paragraphs = body if spread else unwrapped(body)
    return article


def _above(head: list[str]) -> Article:
    """Section, headline and author of the lines above the number of words; only the headline is always there."""
    article = Article()
    if len(head) > 1 and (_BY.match(head[-1]) or _is_name(head[-1], head[-2])):
        article.byline = head.pop()
    if len(head) == 2 and len(head[0].split()) <= 3 and len(head[0]) < len(head[1]):
        article.section = head.pop(0)
    article.title = " ".join(head[-3:]) or None
    return article


def _is_name(line: str, before: str) -> bool:
    """Whether a line is somebody's name below a headline, and not the headline below a section."""
    parts = [w for w in re.split(r"[\s,]+", line) if w and w not in ("and", "de", "al", "von", "van", "bin", "in")]
    named = 1 < len(parts) <= 8 and all(w[:1].isupper() and not any(c.isdigit() for c in w) for w in parts)
    return named and len(before.split()) > len(parts) and len(before.split()) > 3


def _below(article: Article, lines: list[str]) -> list[str]:
    """The body, the lines between the number of words and it having been put where they belong."""
    head = 0
    for i, line in enumerate(lines[: 2 * _MOST_HEAD]):
        value = line.strip()
        if _COPYRIGHT.match(value):
            head = i + 1
            break
        if article.language and not value:
            head = i
            break
        if value and not _put(article, value):
            break
        head = i + 1
    rest = lines[head:]
    while rest and re.match(r"all rights reserved", rest[0].strip(), re.IGNORECASE):
        rest = rest[1:]
    return rest


def _put(article: Article, value: str) -> bool:
    """Whether a line is one of those between the number of words and the body; it is put where it belongs."""
    if article.day is None and _is_day(value):
        article.day = value
    elif _TIME.fullmatch(value):
        article.meta["time"] = value
    elif article.outlet is None:
        article.outlet = value if article.day else None
        return article.outlet is not None
    elif "source-code" not in article.meta and _CODE.fullmatch(value):
        article.meta["source-code"] = value
    elif article.language is None and len(value) < _SHORT and language_code(value):
        article.language = value
    elif article.language is None and len(value) < 2 * _SHORT:
        article.meta["page" if any(c.isdigit() for c in value) else "edition"] = value
    else:
        return False
    return True


def _is_day(value: str) -> bool:
    try:
        return len(value) < 40 and day_of(value).day is not None
    except InputError:
        return False
