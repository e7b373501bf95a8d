"""RSS and Atom: what the entries say themselves, and where their reports are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.intake.html import text_of
from dragoman.intake.source import Failure, InputError, Source
from dragoman.intake.teasers import is_whole

MOST_ENTRIES = 500
_LARGEST = 16 * 1024 * 1024
_FEED = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)\b", re.IGNORECASE)
_DEEP = 200


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
    found = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not found.entries:
        raise InputError("there is no entry in this feed")
    outlet = found.feed.get("title")
    return [_entry(e, outlet) for e in found.entries[:MOST_ENTRIES]]


def entries(data: bytes, origin: str, short: bool = False) -> Iterator[Source | Failure]:
    """Reports that a feed's entries hold themselves; those with a teaser only are named.

    Args:
        short: whether every entry with a text is read, teaser or not.
    """
    for e in parse(data):
        where = e.link or f"{origin}#{e.id}"
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
    depth = deepest = 0
    for match in re.finditer(rb"<(/?)[A-Za-z][^<>]*?(/?)>", data):
        depth += -1 if match[1] else 0 if match[2] else 1
        deepest = max(deepest, depth)
        if deepest > _DEEP:
            raise InputError(f"its XML is nested more than {_DEEP} deep, and is not opened")


def _entry(e: Any, outlet: str | None) -> Entry:
    whole = max((c.get("value", "") for c in e.get("content", ())), key=len, default="") or e.get("summary", "")
    day = e.get("published_parsed") or e.get("updated_parsed")
    title = " ".join(text_of(e.get("title", "")).split()) or None
    return Entry(
        id=e.get("id") or e.get("link") or (title or ""),
        link=e.get("link"),
        title=title,
        published=f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else None,
        outlet=(e.get("source") or {}).get("title") or outlet,
        text=text_of(whole),
        byline=" ".join(e.get("author", "").split()) or None,
    )
