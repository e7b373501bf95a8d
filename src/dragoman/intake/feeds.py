"""RSS and Atom: what the entries say themselves, and where their reports are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.intake.html import text_of
from dragoman.intake.source import Failure, InputError, Source, is_credible
from dragoman.intake.teasers import is_whole

MOST_ENTRIES = 500
_LARGEST = 16 * 1024 * 1024
_FEED = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)\b", re.IGNORECASE)
_DEEP = 200
_MARKUP = re.compile(rb"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?(?P<alone>/?)>")
_REFERENCE = re.compile(rb"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<number>[0-9]{1,10}));")
_ASIDE = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_EMPTY = frozenset(b"area base br col embed hr img input link meta param source track wbr".split()) - {b"link", b"source"}
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    id: str
    link: str | None
    title: str | None
    published: str | None
    outlet: str | None
    text: str
    byline: str | None = None
    lost: str = ""
    """Why nothing can be made of it."""


def is_feed(data: bytes) -> bool:
    """Whether some bytes are a feed."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head[:1] == b"<" and _FEED.search(head) is not None and b"<html" not in head.lower()


def parse(data: bytes) -> list[Entry]:
    """The entries of a feed, the first MOST_ENTRIES of them.

    Raises:
        InputError: it is too large, nested too deep, defines entities, or has no entries.
    """
    import feedparser

    _safe(data)
    found = feedparser.parse(_REFERENCE.sub(_sound, data), sanitize_html=True, resolve_relative_uris=False)
    if not found.entries:
        raise InputError("there is no entry in this feed")
    outlet = found.feed.get("title")
    out, lost = [], ""
    for e in found.entries[:MOST_ENTRIES]:
        try:
            out.append(_entry(e, outlet))
        except Exception as error:  # one entry that the libraries stumble over costs that entry
            lost = f"{type(error).__name__}: {error}"
            out.append(Entry(str(e.get("id") or e.get("link") or ""), _word(e.get("link")), None, None, None, "", lost))
    return out


def entries(data: bytes, origin: str, short: bool = False) -> Iterator[Source | Failure]:
    """Reports that a feed's entries hold themselves; those with a teaser only are named.

    Args:
        short: whether every entry with a text is read, teaser or not.
    """
    for e in parse(data):
        where = e.link or f"{origin}#{e.id}"
        if e.lost:
            yield Failure(where, f"its entry in the feed is broken ({e.lost})")
            continue
        if not (e.text and (short or is_whole(e.text))):
            reason = "its entry in the feed is only a teaser; read the feed by its URL, and the report is fetched; --short-entries reads it as it is"
            yield Failure(
                where, reason if e.text else "its entry in the feed has no text; read the feed by its URL, and the report is fetched"
            )
            continue
        yield of_entry(e, where)


def of_entry(e: Entry, where: str) -> Source:
    """A report that an entry holds itself."""
    text = e.text if not e.title or e.text.startswith(e.title) else f"{e.title}\n\n{e.text}"
    return Source(text=text, origin=where, title=e.title, outlet=e.outlet, published=e.published, byline=e.byline, format="feed")


def _safe(data: bytes) -> None:
    if len(data) > _LARGEST:
        raise InputError(f"the feed is larger than {_LARGEST // 2**20} MiB")
    if re.search(rb"<!ENTITY", data, re.IGNORECASE):
        raise InputError("its XML defines entities, and is not opened")
    if _too_deep(data):
        raise InputError(f"its XML is nested more than {_DEEP} deep, and is not opened")


def _too_deep(data: bytes) -> bool:
    """Whether elements are nested beyond what a feed needs; what CDATA and comments hold is no XML, and elements of HTML may stay open."""
    depth = 0
    for match in _MARKUP.finditer(_without_asides(data)):
        if match["name"].lower() in _EMPTY or match["alone"]:
            continue
        depth = max(0, depth + (-1 if match["end"] else 1))
        if depth > _DEEP:
            return True
    return False


def _entry(e: Any, outlet: str | None) -> Entry:
    whole = max((c.get("value") or "" for c in e.get("content") or ()), key=len, default="") or e.get("summary") or ""
    title = " ".join(text_of(_writable(e.get("title") or "")).split()) or None
    day = _parsed_day(e)
    return Entry(
        id=e.get("id") or e.get("link") or (title or ""),
        link=e.get("link"),
        title=title,
        published=day,
        outlet=(e.get("source") or {}).get("title") or outlet,
        text=text_of(_writable(whole)),
        byline=" ".join(_writable(e.get("author") or "").split()) or None,
    )


def _without_asides(data: bytes) -> bytes:
    """XML without CDATA and comments; one that never ends takes the rest with it."""
    out, at = [], 0
    for match in re.finditer(rb"<!\[CDATA\[|<!--", data):
        if match.start() < at:
            continue
        out.append(data[at : match.start()])
        end = data.find(_ASIDE[match[0]], match.end())
        if end < 0:
            return b"".join(out)
        at = end + len(_ASIDE[match[0]])
    return b"".join([*out, data[at:]])


def _sound(match: re.Match[bytes]) -> bytes:
    """A reference to a character, or to the mark that stands for what is none."""
    number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    return match[0] if number <= 0x10FFFF and not _UNWRITABLE.match(chr(number)) else b"&#xFFFD;"


def _parsed_day(e: Any) -> str | None:
    """The day of publication; none where the feed tells one that does not exist, or on which nothing can have appeared."""
    day = e.get("published_parsed") or e.get("updated_parsed")
    try:
        told = date(day.tm_year, day.tm_mon, day.tm_mday) if day else None
    except (ValueError, AttributeError):
        return None
    return told.isoformat() if told and is_credible(told) else None


def _writable(markup: str) -> str:
    return _UNWRITABLE.sub("\ufffd", markup)


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None
