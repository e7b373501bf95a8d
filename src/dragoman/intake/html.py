"""Web pages: main text and metadata, by trafilatura."""

import re

from dragoman.intake.source import InputError, Source

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div|main|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(text: str) -> bool:
    """Whether a text is a web page."""
    return _HTML.match(text[:4000]) is not None


def read_page(page: str, origin: str) -> Source:
    """The article of a page with its title, outlet, author and date where the page tells them.

    Raises:
        InputError: the page holds no article.
    """
    import trafilatura

    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=False)
    text = (getattr(found, "text", None) or "").strip()
    if not found or not text:
        raise InputError("there is no article on this page")
    title = getattr(found, "title", None)
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return Source(
        text=text,
        origin=origin,
        title=title,
        outlet=getattr(found, "sitename", None),
        byline=getattr(found, "author", None),
        published=_day(getattr(found, "date", None)),
    )


def _day(told: str | None) -> str | None:
    return told[:10] if told and re.match(r"\d{4}-\d\d-\d\d", told) else None


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
