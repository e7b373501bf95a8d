"""Web pages: main text and metadata, by trafilatura; the day of publication by what the page says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.intake.pagedays import published_on
from dragoman.intake.refusals import refusal
from dragoman.intake.source import InputError, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div|main|p)\b",
    re.IGNORECASE | re.DOTALL,
)


_XML_ARTICLE = re.compile(r"\s*<\?xml[^>]*>\s*(?:<!DOCTYPE (?!html)[^>]*>\s*)?<(?:article|div|main|p)\b", re.IGNORECASE)
_LISTED = 4
"""Lines of the shortest list of other pages."""
_TOLD = 18  # words of a line that is told as a report tells
_LEADS_ON = re.compile(r"\b(?:read|see|view|show) (?:more|on|full \w+)\W{0,3}$|\bcontinue reading\W{0,3}$", re.IGNORECASE)
_POST = re.compile(
    r"<blockquote\b[^>]{0,300}\b(?:twitter-tweet|twitter-video|instagram-media|fb-post|fb-xfbml-parse-ignore|tiktok-embed|telegram-post|mastodon-embed|bluesky-embed|text-post-media)\b[^>]{0,2000}>(?:(?!</blockquote>).){1,20000}",
    re.IGNORECASE | re.DOTALL,
)
"""A post of a social network as pages show it."""
_FIGURE = re.compile(r"<figure\b[^>]{0,500}>((?:(?!</?figure).){1,30000})</figure>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]{0,2000}>", re.IGNORECASE)
_TITLES = 3
"""Headings that are links to other pages on the shortest page that only lists those."""
_WHOLE = 8  # words of the shortest line that tells something
_CUT = re.compile(r"(?:\.\.\.|…|\[(?:…|\.\.\.)\])\s*$")
"""How a teaser breaks off."""
_MOSTLY = 0.75  # share of lines that are links on a page that only lists others
_LISTING = "it is a list of other pages, and there is no report on it; give their addresses, or save each as a page"


def is_html(text: str) -> bool:
    """Whether a text is a web page; an article of XML is none, unless it says that it is one."""
    head = text[:4000]
    return _HTML.match(head) is not None and not (_XML_ARTICLE.match(head) and "1999/xhtml" not in head)


def read_page(page: str, origin: str) -> Source:
    """The article of a page with its title, outlet, author and day of publication where the page tells them.

    Raises:
        InputError: the page holds no article, or is an error page or a wall before one; the message says what to do.
    """
    import trafilatura
    from lxml import html as lxml_html
    from lxml.etree import LxmlError

    try:
        tree = lxml_html.document_fromstring(_bytes(page))
    except (LxmlError, ValueError) as error:
        raise InputError(f"it is no page that can be taken apart ({error}); give its text") from error
    shown = _POST.sub(_unlinked, _FIGURE.sub(_unframed, page))
    found = trafilatura.bare_extraction(shown, with_metadata=True, include_comments=False, include_tables=False, favor_precision=False)
    text = (getattr(found, "text", None) or "").strip()
    heads = [" ".join(h.text_content().split()) for h in tree.xpath("//title | //h1")]
    if why := _refusal(heads, text, tree):
        raise InputError(why)
    title = getattr(found, "title", None)
    text = "\n\n".join(line for line in _headed(title, _parted(title, text, tree)).splitlines() if line.strip())
    day = published_on(tree, origin)
    return Source(
        text=text,
        origin=origin,
        title=title,
        outlet=getattr(found, "sitename", None) or _outlet_of(heads, title),
        byline=getattr(found, "author", None),
        published=day[0] if day else None,
        published_by=day[1] if day else None,
    )


def _refusal(heads: list[str], text: str, tree: HtmlElement) -> str | None:
    """Why a page gives no report; None where it does."""
    leads_on = _leads_on(tree)
    if why := refusal(heads, text or " ".join(tree.text_content().split()), leads_on):
        return why
    if _is_listing(text, tree) or (leads_on and not _tells(text)):
        return _LISTING
    return None if text else "there is no article on this page; if you see one in your browser, save it as text"


def _is_listing(text: str, tree: HtmlElement) -> bool:
    """Whether a page only lists others: nearly every line of it is the name of a link, and none is told as a report tells."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if len(lines) < _LISTED or any(len(line.split()) >= _TOLD or line[-1] in ".!?”" for line in lines):
        return False
    links = {" ".join(a.text_content().split()) for a in tree.xpath("//a[@href]")}
    return sum(line in links or line.lstrip("-•* ") in links or _LEADS_ON.search(line) is not None for line in lines) >= _MOSTLY * len(
        lines
    )


def _unlinked(m: re.Match[str]) -> str:
    """A post without its links, in which its author may stand: a paragraph that is all link is taken for furniture."""
    return _LINK.sub("", m.group())


def _unframed(m: re.Match[str]) -> str:
    """A post that stands in a frame for pictures, without that: pictures are no text."""
    post = _POST.search(m[1])
    return f"{post.group()}</blockquote>" if post else m.group()


def _leads_on(tree: HtmlElement) -> bool:
    """Whether headings below the first are the names of links, as on a page of search results or of a topic."""
    titles = 0
    for heading in tree.xpath("//h2 | //h3 | //h4"):
        links = [*heading.xpath(".//a[@href]"), *heading.xpath("ancestor::a[@href]")]
        titles += any(link.text_content().split() == heading.text_content().split() for link in links)
    return titles >= _TITLES


def _tells(text: str) -> bool:
    """Whether a line of a page is told to its end, as a report is; teasers break off."""
    return any(len(line.split()) >= _WHOLE and re.search(r"[.!?][”\"’)]?\s*$", line) and not _CUT.search(line) for line in text.split("\n"))


def _bytes(page: str) -> bytes:
    """The page for the parser, which takes no text that names its own encoding."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}>", "", page).encode("utf8", "replace")


def _headed(title: str | None, text: str) -> str:
    return f"{title}\n\n{text}" if title and not text.startswith(title) else text


def _parted(title: str | None, text: str, tree: HtmlElement) -> str:
    """The text, from the page's own paragraphs where the extraction has run headline and text together."""
    if not title or not text.startswith(f"{title} "):
        return text
    stories = tree.xpath("//article | //main") or tree.xpath("//body")
    return text_of(_markup(stories[0])) if stories else text


def _markup(element: HtmlElement) -> str:
    from lxml.html import tostring

    return str(tostring(element, encoding="unicode"))


def _outlet_of(heads: list[str], title: str | None) -> str | None:
    """The outlet after the headline in the page's title: "Accord signed | Lake Courier"."""
    for head in heads[:1]:
        m = re.fullmatch(r"(?P<headline>.{10,300}?)\s+[|–—»-]\s+(?P<outlet>[^|–—»]{2,40})", head)
        if m and title and m["headline"].strip() == title.strip():
            return m["outlet"].strip()
    return None


def text_of(markup: str) -> str:
    """The text in a piece of HTML, paragraph by paragraph."""
    from lxml import html
    from lxml.etree import ParserError

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fromstring(f"<div>{markup}</div>")
    except ParserError:
        return ""
    for gone in root.xpath("//script|//style"):
        gone.drop_tree()
    for block in root.xpath("//p|//br|//div|//li|//h1|//h2|//h3"):
        block.tail = "\n\n" + (block.tail or "")
    return "\n\n".join(line for part in root.text_content().split("\n\n") if (line := " ".join(part.split())))
