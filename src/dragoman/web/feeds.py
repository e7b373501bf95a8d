"""Atom feeds of changes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from dragoman.export.digest import difference
from dragoman.store.desk.journal import Change

_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = "1970-01-01T00:00:00Z"
_WORDS = {"new": "New", "changed": "Changed", "gone": "No longer there"}


def atom(title: str, address: str, base: str, found: Sequence[Change]) -> bytes:
    """A feed; `base` is the server's own address without a slash at its end, `address` the page that is followed."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _text(feed, "title", title)
    _text(feed, "id", f"urn:dragoman:feed:{quote(address, safe='/?=&')}")
    _text(feed, "updated", max((c.at for c in found), default=_EPOCH))
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{base}/feed{address}", type="application/atom+xml")
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="alternate", href=f"{base}{address}", type="text/html")
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "dragoman")
    for c in found:
        _entry(feed, c, base)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=False))


def _entry(feed: ET.Element, c: Change, base: str) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(entry, "title", f"{_WORDS[c.what]}: {c.title}")
    _text(entry, "id", f"urn:dragoman:change:{c.id}:{quote(c.item, safe='')}")
    _text(entry, "updated", c.at)
    ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=base + page_of(c), type="text/html")
    said = [f"“{c.words}”" if c.kind != "reports" else c.words] if c.words else []
    _text(entry, "summary", "; ".join([*(difference(*f) for f in c.fields), *said]))


def page_of(c: Change) -> str:
    """The page that shows what changed."""
    one = {"events": "event", "agreements": "agreement", "disputes": "dispute", "people": "person"}.get(c.kind)
    if one and c.what != "gone":
        return f"/{one}/{quote(c.item, safe='')}"
    if c.kind == "statements":
        report, _, item = c.item.rpartition("/")
        return f"/report/{quote(report, safe='')}#{item}"
    return f"/report/{quote(c.report, safe='')}" if c.report else "/"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = "".join(ch for ch in text if ch in "\t\n" or ord(ch) >= 32)
