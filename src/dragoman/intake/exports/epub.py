"""EPUB: books and newspapers for reading devices; each article or chapter is one report."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from dragoman.intake.archives import names_in, opened, part
from dragoman.intake.decode import decode
from dragoman.intake.exports.article import Article
from dragoman.intake.exports.markup import each, first, html_root, lines_of, words, xml_root
from dragoman.intake.source import InputError

_SENTENCE = 40
"""Characters of the shortest line that can be a sentence; a page without one is a cover or a list of contents."""
_FURNITURE = re.compile(
    r"(?:[|\s]*\b(?:next|previous|section menu|main menu)\b[|\s]*)+|this article was downloaded by calibre from\b.{0,300}", re.IGNORECASE
)
"""What programs that make a book of a newspaper put above and below each article."""
_MOST_PAGES = 2000


def is_epub(data: bytes) -> bool:
    """Whether some bytes are an EPUB."""
    return data[:4] == b"PK\x03\x04" and (b"application/epub+zip" in data[:200] or "META-INF/container.xml" in names_in(data))


def articles(data: bytes) -> Iterator[Article]:
    """The articles of a book, in its own order.

    Raises:
        InputError: it is broken, unpacks to far more than its size, or holds no text.
    """
    any_text = False
    with opened(data) as archive:
        root = xml_root(decode(part(archive, "META-INF/container.xml")))
        path = next((e.get("full-path") for e in each(root, "rootfile")), None)
        if not path:
            raise InputError("it is a broken EPUB: it does not say what it holds")
        book = xml_root(decode(part(archive, path)))
        about = _about(book)
        items = {e.get("id"): e for e in each(book, "item")}
        for ref in list(each(book, "itemref"))[:_MOST_PAGES]:
            item = items.get(ref.get("idref"))
            if item is None or "nav" in (item.get("properties") or "").split() or not item.get("href"):
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href"))))
            article = _page(decode(part(archive, name)), about)
            if article is not None:
                any_text = True
                yield article
    if not any_text:
        raise InputError("there is no text in this EPUB")


def _about(book: object) -> Article:
    """What the book says of itself. A newspaper that a program made is called by its title, a book by its publisher."""
    title, publisher = words(first(book, "title")), words(first(book, "publisher"))
    made = "calibre" in f"{publisher} {words(first(book, 'creator'))}".lower()
    name = title.split("[")[0].strip() if title and made else publisher or title
    author = None if made else words(first(book, "creator"))
    return Article(
        outlet=name, byline=author, day=words(first(book, "date")), language=words(first(book, "language")), meta={"book": title or ""}
    )


def _page(page: str, about: Article) -> Article | None:
    if not page.strip():
        return None
    root = html_root(page)
    lines = [line for line in lines_of(root) if not _FURNITURE.fullmatch(line)]
    if not any(len(line) >= _SENTENCE and line[-1] in '.!?”"’' for line in lines):
        return None
    title = words(first(root, "h1", "h2", "title"))
    text = lines[1:] if title and lines and lines[0] == title else lines
    return Article(text, title, about.outlet, about.byline, about.day, language=about.language, meta=dict(about.meta))
