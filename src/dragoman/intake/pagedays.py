"""The day on which a page says that it was published: structured data, meta tags, `<time>`, the address; never a guess from its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dragoman.codebook.days import day_in_address, days

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = frozenset(
    [
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dcterms.date",
        "dcterms.issued",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "publicationdate",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "article.published",
        "originalpublicationdate",
        "release_date",
        "citation_publication_date",
        "citation_date",
        "rnews:datepublished",
        "published_time",
        "published",
        "dateposted",
        "date.created",
        "article:published",
        "issuedate",
        "article_date_original",
        "displaydate",
        "bt:pubdate",
        "article-published-date",
    ]
)
_STRUCTURED = ("datePublished", "dateCreated")
_REPORT = re.compile(r"Article|Posting|Report|WebPage|NewsMedia", re.IGNORECASE)
_OF_OTHERS = frozenset(["itemListElement", "hasPart", "mentions", "citation", "comment", "relatedLink", "review", "subjectOf", "isBasedOn"])
"""Keys under which structured data speaks of other pages than its own."""
_DAY_OF_BROKEN = re.compile(r'"datePublished"\s*:\s*"([^"\n]{4,40})"')
_LONGEST = 100_000  # characters of structured data that are looked through where it is no JSON
_OTHER_THINGS = re.compile(
    r"Video|Image|Audio|Podcast|Person|Organi[sz]ation|WebSite|Comment|Event|Offer|Product|Book|Movie|Review", re.IGNORECASE
)
"""Types of structured data whose day is not that of the report."""
_ASIDE = re.compile(
    r"relat|recommend|sidebar|side-bar|footer|comment|widget|popular|trending|most-|latest|recent|teaser|promo|more-|also|next|prev|nav|menu|breaking|ticker|weather|copyright|event|calendar|agenda",
    re.IGNORECASE,
)
_DATED = re.compile(r"date|publish|posted|submitted|time(?!line)|byline|meta|entry-info|article-info", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|edited", re.IGNORECASE)
_CHANGED_SINCE = re.compile(r"(?<=\d)\W{1,6}(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
"""Behind the day of publication, the word before that of the last change."""
_PUBLISHED = re.compile(r"\b(?:published|posted)(?: on| at)?\b\W{0,3}(?=[\w, ]{0,12}\d)", re.IGNORECASE)
"""What a header line says before the day of publication, perhaps behind that of the last change."""
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds since 1970, or thousandths of them."""
_LINE = 90  # characters of the longest header line with a date
_SMALL_WORDS = 5  # words in small letters of a line that is a sentence of the report
_DEEPEST = 40  # levels of structured data that are looked through


def published_on(tree: HtmlElement, origin: str) -> tuple[str, str] | None:
    """The day as YYYY-MM-DD, and "page" or "address" for where it is told; None where the page does not tell it."""
    for found in (_structured(tree), _meta(tree), _marked(tree), _times(tree), _lines(tree)):
        if day := next(found, None):
            return day.isoformat(), "page"
    addresses = [origin, *(str(a) for a in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"))]
    day = next((d for a in addresses if "/" in a and (d := day_in_address(a))), None)
    return (day.isoformat(), "address") if day else None


def _structured(tree: HtmlElement) -> Iterator[date]:
    """Days of publication in JSON-LD, those of reports first."""
    told: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            told += _objects(json.loads(script.text or "", strict=False), 0)
        except (ValueError, RecursionError):
            told += _broken(script.text or "")
    told = [o for o in told if not _OTHER_THINGS.search(str(o.get("@type"))) or _REPORT.search(str(o.get("@type")))]
    told.sort(key=lambda o: _REPORT.search(str(o.get("@type"))) is None)
    for key in _STRUCTURED:
        yield from (day for o in told if isinstance(o.get(key), str) and (day := _day(o[key])))


def _objects(value: Any, depth: int) -> list[dict[str, Any]]:
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [o for v in value for o in _objects(v, depth + 1)]
    if not isinstance(value, dict):
        return []
    return [value, *(o for key, v in value.items() if key not in _OF_OTHERS for o in _objects(v, depth + 1))]


def _broken(script: str) -> list[dict[str, Any]]:
    """What structured data that is no JSON says of its day, where it tells one only."""
    told = {m[1] for m in _DAY_OF_BROKEN.finditer(script[:_LONGEST])}
    return [{"datePublished": told.pop()}] if len(told) == 1 and "itemListElement" not in script else []


def _meta(tree: HtmlElement) -> Iterator[date]:
    for tag in tree.xpath("//meta[@content]"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if name in _META and (day := _day(tag.get("content"))):
            yield day


def _marked(tree: HtmlElement) -> Iterator[date]:
    """Elements that say by microdata that they are the day of publication."""
    for tag in tree.xpath(
        "//*[@itemprop='datePublished' or @pubdate or @property='datePublished'] | //abbr[@title][contains(@class, 'published')]"
    ):
        if not _set_apart(tag) and (day := _day(tag.get("datetime") or tag.get("content") or tag.get("title") or tag.text_content())):
            yield day


def _times(tree: HtmlElement) -> Iterator[date]:
    """`<time>` in the report itself: not in a footer, an aside or beside the titles of other reports."""
    for tag in tree.xpath("//time"):
        if _set_apart(tag) or _CHANGED.search(f"{tag.get('class')} {tag.get('itemprop')} {_before(tag)}"):
            continue
        if not _in_story(tag) and (day := _day(tag.get("datetime") or tag.text_content())):
            yield day


def _lines(tree: HtmlElement) -> Iterator[date]:
    """Short header lines whose class says that they hold a date, before the report's second paragraph."""
    for tag in tree.xpath(
        "//*[@class or @id][self::div or self::span or self::p or self::small or self::li or self::ul or self::address or self::em or self::i or self::b or self::strong or self::td or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
    ):
        if not _DATED.search(f"{tag.get('class')} {tag.get('id')}") or _set_apart(tag):
            continue
        line = _CHANGED_SINCE.split(" ".join(" ".join(tag.itertext()).split()), maxsplit=1)[0]
        if len(line) <= _LINE and (labelled := _PUBLISHED.search(line)):
            line = line[labelled.end() :]
        if len(line) <= _LINE and not _CHANGED.search(line) and len(tag.xpath("preceding::p")) < 2 and (day := _day(line)):
            yield day


def _set_apart(tag: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is not the report."""
    for up in [tag, *tag.iterancestors()]:
        if up.tag in ("footer", "aside", "nav") or (
            up.tag not in ("body", "html", "main", "article") and _ASIDE.search(f"{up.get('class')} {up.get('id')}")
        ):
            return True
        if up.tag == "a" and up.get("href", "").strip("#"):
            return True
    return False


def _in_story(tag: HtmlElement) -> bool:
    """Whether a time stands within a sentence: a day that the report speaks of."""
    holder = tag.getparent()
    if holder is None or holder.tag not in ("p", "li", "blockquote"):
        return False
    line = " ".join(holder.text_content().split())
    small = sum(word.islower() for word in line.split())
    return len(line) > _LINE or (small >= _SMALL_WORDS and line.endswith((".", "!", "?", "”", '"')))


def _before(tag: HtmlElement) -> str:
    holder = tag.getparent()
    return (holder.text or "")[-30:] if holder is not None and tag.getprevious() is None else ""


def _day(told: str | None) -> date | None:
    """The first full date in a value of metadata: "2021-05-04T07:30:00Z", "Tue, 4 May 2021", "20210504"."""
    words = (told or "").strip()[:_LINE]
    if _SECONDS.fullmatch(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).date()
    if m := re.match(r"(\d{4})(\d\d)(\d\d)(?!\d)", words):
        words = "-".join(m.groups())
    found = next(days(words), None)
    return found.day if found else None
