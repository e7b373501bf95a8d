"""One file's bytes to reports, whatever the file is: told by its content, and by its name where the content does not tell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from pathlib import Path

from dragoman.intake.archives import is_zip, read_zip
from dragoman.intake.decode import decode, unpack
from dragoman.intake.disguises import is_disguised, is_unreadable, refuse_bytes, refuse_text
from dragoman.intake.documents import is_pdf, pdf_pages, pdf_text
from dragoman.intake.exports import epub, factiva, gigaword, jsonfeeds, mail, newsml, rtf, written
from dragoman.intake.exports.article import Article, sources, unwrapped
from dragoman.intake.exports.markup import html_root, lines_of
from dragoman.intake.feeds import entries, is_feed
from dragoman.intake.gdelt import is_gdelt, read_gdelt
from dragoman.intake.html import is_html, read_page
from dragoman.intake.lines import is_lines, read_lines
from dragoman.intake.markdown import is_markdown, read_markdown
from dragoman.intake.pointers import is_list_of_addresses, read_addresses
from dragoman.intake.source import Failure, InputError, Settings, Source
from dragoman.intake.tables import is_parquet, is_table, read_csv, read_parquet
from dragoman.intake.warc import is_warc, read_warc
from dragoman.intake.word import docx_text, is_docx

_DEEPEST = 3
"""Files within files (a page in a mail in an archive), at most."""
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".tab", ".psv")
_FRAGMENT = re.compile(
    r"\s*<(?:h[1-6]|p|div|span|b|i|strong|em|table|section|font|ul|ol|blockquote|center|a|br|img|figure)\b[^>]{0,500}>", re.IGNORECASE
)
_CLOSED = re.compile(r"</(?:h[1-6]|span|b|i|strong|em|p|td|table|section|font|li|ul|ol|blockquote|center|a|div)>", re.IGNORECASE)
_ENCLOSED = re.compile(
    r"^[ \t]*<(p|li|h[1-6]|blockquote)\b[^<>]{0,200}>(?!\s*</).{20,20000}</\1>[ \t]*(?:<br ?/?>)?[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
"""A line that is one paragraph of a page with its tags."""
_EXPORT_PAGE = re.compile(r"\d of \d{1,6} DOCUMENTS|End of Document|ProQuest document ID", re.IGNORECASE)
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
Results = Iterator[Source | Failure]


@dataclass(frozen=True)
class File:
    """Bytes with their names; `name` in lower case, and empty where there is none."""

    data: bytes
    origin: str
    name: str
    settings: Settings
    folder: Path | None
    depth: int = 0

    @cached_property
    def text(self) -> str:
        """The text, in the encoding that XML says it has. Raises InputError where it is none."""
        declared = _ENCODING.match(self.data[:400])
        try:
            text = self.data.decode(declared[1].decode()) if declared else decode(self.data)
        except (LookupError, UnicodeDecodeError):
            text = decode(self.data)
        if not text.strip():
            raise InputError("it is empty")
        return text

    @cached_property
    def page(self) -> str:
        """The text of a page, block by block."""
        return "\n\n".join(lines_of(html_root(self.text)))

    def inner(self, data: bytes, origin: str, name: str) -> Results:
        """What lies inside this file."""
        if self.depth >= _DEEPEST:
            yield Failure(origin, f"it lies more than {_DEEPEST} files deep, and is not opened")
            return
        yield from _results(File(data, origin, name.lower().removesuffix(".gz"), self.settings, None, self.depth + 1))


@dataclass(frozen=True)
class Format:
    """A kind of file: what people call it, whether a file is one, and what it holds."""

    name: str
    fits: Callable[[File], bool]
    read: Callable[[File], Results]


def reports_in(data: bytes, origin: str, name: str, settings: Settings, folder: Path | None = None) -> Results:
    """Every report in some bytes.

    Args:
        origin: what the bytes are called in messages and records.
        name: the file's name; empty where there is none.
        folder: where the files lie that lines of JSON name; without it they cannot name any.
    """
    yield from _results(File(data, origin, name.lower().removesuffix(".gz"), settings, folder))


def _results(file: File) -> Results:
    try:
        if not is_warc(file.data):
            file = replace(file, data=unpack(file.data))
        kind = next(f for f in FORMATS if f.fits(file))
        for one in kind.read(file):
            yield replace(one, format=kind.name) if isinstance(one, Source) and one.format == "text" else one
    except InputError as error:
        yield Failure(file.origin, str(error))


def _articles(read: Callable[[File], Iterator[Article]]) -> Callable[[File], Results]:
    """Reads a format whose module gives articles."""
    return lambda file: sources(read(file), file.origin, file.settings.day_first)


def _document(text: str, file: File) -> Results:
    """A document's text: the articles of an export, or one report."""
    if written.is_export(text):
        return written.exported(text, file.origin, file.settings)
    return iter((Source(text=text, origin=file.origin),))


def _pdf(file: File) -> Results:
    pages = pdf_pages(file.data)
    lines = "\n".join(pages)
    yield from _document(lines if written.is_export(lines) else pdf_text(pages), file)


def _rtf(file: File) -> Results:
    text = rtf.rtf_text(file.data)
    yield from _document(text if written.is_export(text) else "\n\n".join(unwrapped(text.splitlines(), wrapped=False)), file)


def _html(file: File) -> Results:
    """A page: the article in it, or those of an export that was saved as a page."""
    if _EXPORT_PAGE.search(file.text) and written.is_export(file.page):
        yield from written.exported(file.page, file.origin, file.settings)
    else:
        yield read_page(file.text, file.origin)


def _is_fragment(text: str) -> bool:
    """Whether a text is a piece of a page: it begins with an element, or paragraphs of it stand in elements; its tags may be written out."""
    head = text[:20_000]
    if _is_escaped(head):
        head = unescape(head)
        return _FRAGMENT.match(head[:1000]) is not None and _CLOSED.search(head) is not None
    begins = _FRAGMENT.match(head[:1000]) is not None and len(_CLOSED.findall(head)) > 2
    return begins or len(_ENCLOSED.findall(head)) > 1


def _is_escaped(text: str) -> bool:
    """Whether a text begins with a tag whose brackets are written as references."""
    return text.lstrip()[:4].lower() == "&lt;"


def _fragment(file: File) -> Results:
    """The text of a piece of a page."""
    text = "\n\n".join(lines_of(html_root(unescape(file.text)))) if _is_escaped(file.text) else file.page
    yield Source(text=text, origin=file.origin)


def _is_lines(file: File) -> bool:
    """Whether a file is JSON Lines: by its name, by its lines, or because it has no name and one line that is an object with a text."""
    if file.name.endswith(_LINES):
        return True
    if not file.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    return is_lines(file.text) or (not file.name and "\n" not in file.text.strip() and '"text"' in file.text)


FORMATS: tuple[Format, ...] = (
    Format("WARC", lambda f: is_warc(f.data), lambda f: read_warc(f.data, f.origin)),
    Format("Parquet", lambda f: is_parquet(f.data), lambda f: read_parquet(f.data, f.origin, f.settings)),
    Format("PDF", lambda f: is_pdf(f.data), _pdf),
    Format("DOCX", lambda f: is_docx(f.data), lambda f: _document(docx_text(f.data), f)),
    Format("EPUB", lambda f: epub.is_epub(f.data), _articles(lambda f: epub.articles(f.data))),
    Format("refused", lambda f: is_unreadable(f.data), lambda f: refuse_bytes(f.data)),
    Format("zip", lambda f: is_zip(f.data), lambda f: read_zip(f.data, f.origin, f.inner)),
    Format("RTF", lambda f: rtf.is_rtf(f.data), _rtf),
    Format("feed", lambda f: is_feed(f.data), lambda f: entries(f.data, f.origin, f.settings.short_entries)),
    Format("mail", lambda f: mail.is_mail(f.data), lambda f: mail.read_mail(f.data, f.origin, f.settings, f.inner)),
    Format("JSON Lines", _is_lines, lambda f: read_lines(f.text, f.origin, f.settings, f.folder)),
    Format("JSON", lambda f: jsonfeeds.is_json(f.text), lambda f: jsonfeeds.read_json(f.text, f.origin, f.settings)),
    Format("GDELT", lambda f: is_gdelt(f.text, f.name), lambda f: read_gdelt(f.text, f.origin, f.name, f.settings)),
    Format("addresses", lambda f: is_list_of_addresses(f.text), lambda f: read_addresses(f.text, f.origin, f.settings)),
    Format("table", lambda f: f.name.endswith(_TABLES), lambda f: read_csv(f.text, f.origin, f.settings)),
    Format("Factiva", lambda f: is_html(f.text) and factiva.is_factiva_page(f.text), _articles(lambda f: factiva.page_articles(f.text))),
    Format("page", lambda f: is_html(f.text), _html),
    Format("Gigaword", lambda f: gigaword.is_gigaword(f.text), _articles(lambda f: gigaword.articles(f.text))),
    Format("news XML", lambda f: newsml.is_news_xml(f.text), _articles(lambda f: newsml.articles(f.text))),
    Format("export", lambda f: written.is_export(f.text), lambda f: written.exported(f.text, f.origin, f.settings)),
    Format("refused", lambda f: is_disguised(f.text), lambda f: refuse_text(f.text)),
    Format("table", lambda f: is_table(f.text), lambda f: read_csv(f.text, f.origin, f.settings)),
    Format("page", lambda f: _is_fragment(f.text), _fragment),
    Format("Markdown", lambda f: is_markdown(f.text, f.name), lambda f: iter((read_markdown(f.text, f.origin),))),
    Format("text", lambda f: True, lambda f: iter((Source(text=f.text, origin=f.origin),))),
)
"""Every format that is known, in the order in which a file is compared with them; the first that fits is read."""
