"""What is no report and must not be read as prose: told by name, with the way out."""

import re
from collections.abc import Callable
from typing import NoReturn

from dragoman.intake.archives import is_zip, names_in
from dragoman.intake.exports.newsml import root_name
from dragoman.intake.source import InputError

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "it is an old file of Microsoft Office (.doc, .xls, .msg); save it as .docx, .csv or .eml"),
    (b"SQLite format 3\0", "it is a database of SQLite, and no report; a dossier is named with --dossier"),
    (b"\x89PNG", "it is a picture (PNG); run it through OCR first"),
    (b"\xff\xd8\xff", "it is a picture (JPEG); run it through OCR first"),
    (b"GIF8", "it is a picture (GIF); run it through OCR first"),
    (b"II*\0", "it is a picture (TIFF); run it through OCR first"),
    (b"MM\0*", "it is a picture (TIFF); run it through OCR first"),
    (b"7z\xbc\xaf", "it is a 7z archive; unpack it first"),
    (b"Rar!", "it is a RAR archive; unpack it first"),
    (b"BZh", "it is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "it is packed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd; unpack it first"),
    (b"%!PS", "it is PostScript; save it as PDF"),
    (b"bplist00", "it is a property list of Apple (.webarchive, .plist); save the page as HTML"),
    (b"AT&TFORM", "it is a scan (DjVu); run it through OCR first"),
    (b"OggS", "it is a recording of sound; give its transcript"),
    (b"fLaC", "it is a recording of sound; give its transcript"),
    (b"\x1aE\xdf\xa3", "it is a video; give its transcript"),
    (b"wOFF", "it is a font, and no report"),
    (b"\x7fELF", "it is a program, and no report"),
    (b"\xca\xfe\xba\xbe", "it is a program, and no report"),
)
_OFFICE = (
    ("xl/workbook.xml", "it is a workbook of Excel; save the sheet as CSV"),
    ("ppt/presentation.xml", "these are slides of PowerPoint; save their text as plain text or PDF"),
    ("Index/Document.iwa", "it is a document of Apple's Pages, Numbers or Keynote; save it as DOCX, CSV or PDF"),
    ("content.xml", "it is a document of OpenDocument; save it as DOCX or plain text, a sheet as CSV"),
)
_WITHIN = (
    (re.compile(rb".{60}BOOKMOBI", re.DOTALL), "it is a book for Kindle (MOBI, AZW); convert it to EPUB"),
    (re.compile(rb"\0\0..ftyp", re.DOTALL), "it is a video, a recording of sound or a picture; give its transcript, or run it through OCR"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "it is a picture (WebP); run it through OCR first"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.DOTALL), "it is a recording; give its transcript"),
    (re.compile(rb"ID3[\x02-\x04]\0", re.DOTALL), "it is a recording of sound; give its transcript"),
    (re.compile(rb".{257}ustar", re.DOTALL), "it is a tar archive; unpack it first"),
)
"""Signatures that stand further in, or hold more than their letters."""
_XML = {
    "urlset": "a sitemap, a list of addresses; `dragoman read` takes the addresses",
    "sitemapindex": "a sitemap, a list of addresses; `dragoman read` takes the addresses",
    "opml": "a list of feeds (OPML); read or watch each feed by its address",
    "svg": "a picture (SVG)",
    "tei": "TEI; save its text as plain text",
    "packageitem": "a package of NewsML, which only names articles; give the articles",
}
_TEXTS = (
    (re.compile(r"@(?:article|misc|newspaper|online|book|comment|string)\s*\{", re.IGNORECASE), "BibTeX; export the references as RIS"),
    (re.compile(r"%0 [A-Z]"), "EndNote's own format; export the references as RIS"),
    (re.compile(r"(?:FN (?:Clarivate|Thomson|ISI)|PT J\b|PMID- )"), "references in a format of their own; export them as RIS"),
    (re.compile(r"BEGIN:V(?:CALENDAR|CARD)\b"), "a calendar or an address book, and no report"),
    (re.compile(r"WEBVTT\b"), "subtitles (WebVTT); save their words as plain text"),
    (re.compile(r"-----BEGIN [A-Z ]{3,40}-----"), "encrypted or signed (PGP or a certificate); decrypt it first"),
    (re.compile(r"begin \d{3} \S+\n[!-`]{20,}"), "uuencoded; decode it first"),
    (re.compile(r"<!DOCTYPE NETSCAPE-Bookmark", re.IGNORECASE), "a list of bookmarks; give their addresses, one a line"),
    (
        re.compile(r"(?:---[ \t]*\n)?-[ \t]+[A-Za-z_]\w{0,30}:[^\n]{0,500}\n[ \t]{1,4}[A-Za-z_]\w{0,30}:(?:\s|$)"),
        "YAML; give it as JSON Lines or CSV",
    ),
    (re.compile(r"#\+[A-Z_]{3,20}:"), "a text in the marks of Org; export it as plain text or HTML"),
    (
        re.compile(
            r"(?:--[^\n]{0,300}\n|/\*[^\n]{0,300}\n|\s)*+(?:INSERT (?:IGNORE )?INTO|CREATE (?:TABLE|DATABASE)|DROP TABLE|BEGIN TRANSACTION;|PRAGMA \w+|SET (?:NAMES|SQL_MODE)|COPY \w+[. (])"
        ),
        "a dump of a database (SQL); export the table as CSV",
    ),
    (
        re.compile(
            r"#!/(?:usr/)?bin/|<\?php\b|#include\s*[<\"]|(?:import [a-z_][\w.]{0,40}|from [a-z_][\w.]{0,40} import [\w, *()]{1,200})[ \t]*\n|(?:package|using) [\w.]{2,80};[ \t]*\n|[\"']use strict[\"'];"
        ),
        "the text of a program, and no report",
    ),
    (
        re.compile(r"(?:/\*\*/)?\s*(?:(?:(?:var|let|const) )?[\w$.]{1,60}\s*=|[\w$.]{1,60}\()\s*(?:\[\s*\{|\{)\s*[\"']\w"),
        "data in the text of a program (JavaScript); give the JSON in it alone",
    ),
    (re.compile(r"HTTP/[\d.]{1,3} \d{3}\b[^\n]{0,60}\n[\w-]{1,40}: "), "an answer of a web server with its headers; save the page alone"),
    (re.compile(r"\[InternetShortcut\]"), "a shortcut to an address; give the address itself"),
    (re.compile(r"data:[\w/+.-]{3,60};base64,"), "base64; decode it first"),
    (re.compile(r"(?:%[^\n]{0,300}\n\s*)*+\\(?:documentclass|documentstyle|begin\{document\})"), "LaTeX; save it as PDF"),
    (re.compile(r"\{\\rtf\d"), "RTF in an encoding that RTF does not have; save it as DOCX or plain text"),
    (
        re.compile(r"(?:\d{1,6}\s*\n)?\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}"),
        "subtitles (SubRip); save their words as plain text",
    ),
    (
        re.compile(r"(?:diff --git|Index: \S+\n=+) ?.{0,300}\n(?:.{0,300}\n){0,4}(?:---|\+\+\+|@@) "),
        "a patch of a program's text, and no report",
    ),
)
_QUOTED = re.compile(r"=[0-9A-F]{2}|=\r?$", re.MULTILINE)
"""What quoted-printable writes for a letter outside ASCII, and at the end of a line that goes on."""
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]{1,200}\]\]")
_SIGNS = 3
"""Such signs in the shortest text that is quoted-printable."""
_ENCODED = re.compile(r"[A-Za-z0-9+/_\r\n-]+={0,2}\s*")
_FEED_END = re.compile(r"</(?:entry|item|content|summary|description|channel|rss|feed)>|&lt;/p&gt;")
"""What only feeds have; prose that was taken from a page may have a tag or two of that left in it."""
_SCRAPS = 3
"""Such ends in a text that is a piece of a feed."""
_ELEMENT = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|[A-Za-z][\w.:-]{0,60}[\s/>])", re.IGNORECASE)


def is_unreadable(data: bytes) -> bool:
    """Whether some bytes are a file of a kind that holds no report, or not one that can be read."""
    return _why_not(data) is not None


def refuse_bytes(data: bytes) -> NoReturn:
    """Says what the bytes are.

    Raises:
        InputError: always.
    """
    raise InputError(_why_not(data) or "it is a binary file, not text")


def _why_not(data: bytes) -> str | None:
    if is_zip(data):
        names = names_in(data)
        return next((why for name, why in _OFFICE if name in names), None)
    begins = next((why for signature, why in _SIGNATURES if data.startswith(signature)), None)
    return begins or next((why for signature, why in _WITHIN if signature.match(data)), None)


def is_disguised(text: str) -> bool:
    """Whether a text is no prose: encoded, references, or XML that is not known."""
    return _name(text) is not None


def refuse_text(text: str) -> NoReturn:
    """Says what the text is.

    Raises:
        InputError: always.
    """
    raise InputError(f"it is {_name(text) or 'no prose'}")


def _name(text: str) -> str | None:
    bare = text.lstrip("\ufeff \t\r\n")
    begins = next((name for pattern, name in _TEXTS if pattern.match(bare[:4000])), None)
    looks = begins or next((name for is_one, name in _LOOKS if is_one(bare)), None)
    return looks or (_xml(bare) if _is_xml(bare) else None)


def _is_base64(bare: str) -> bool:
    """Whether a text is base64: long lines of letters of both cases and digits, without a blank."""
    lines = bare.split("\n", 3)
    long = len(bare) >= 200 and all(len(line) >= 40 for line in lines[: max(1, len(lines) - 1)])
    sample = bare[:2000]
    mixed = any(c.isupper() for c in sample) and any(c.islower() for c in sample) and any(c.isdigit() for c in sample)
    return long and mixed and _ENCODED.fullmatch(bare) is not None


def _is_quoted(bare: str) -> bool:
    """Whether a text is quoted-printable: lines that end in the sign that they go on, and letters written as figures."""
    sample = bare[:20_000]
    found = [m.group() for m in _QUOTED.finditer(sample)]
    goes_on = sum(len(sign.strip()) == 1 for sign in found)
    return goes_on > 0 and len(found) - goes_on > 0 and len(found) >= max(_SIGNS, len(sample) // 400)


def _is_scrap(bare: str) -> bool:
    """Whether a text is what is left of a feed: elements end in it that began before it."""
    return not _is_xml(bare) and sum(1 for _ in _FEED_END.finditer(bare)) >= _SCRAPS


def _is_wiki(bare: str) -> bool:
    """Whether a text is written in the marks of MediaWiki: links in double brackets, beside bold words, templates or categories."""
    head = bare[:20_000]
    return len(_WIKI_LINK.findall(head)) >= _SIGNS - 1 and any(mark in head for mark in ("'''", "{{", "[[Category:"))


def _is_wordless(bare: str) -> bool:
    return not any(map(str.isalnum, bare))


_LOOKS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_is_base64, "base64; decode it first"),
    (_is_quoted, "quoted-printable, as mails are sent in; save the mail as .eml, or its text"),
    (_is_scrap, "a piece of a feed, whose beginning is missing; save it whole"),
    (_is_wiki, "the source of a page of a wiki; save the page as HTML, or its text"),
    (_is_wordless, "nothing but marks: there are no words in it"),
)
"""What a text is by its looks where its beginning does not tell."""


def _is_xml(bare: str) -> bool:
    """Whether a text is XML as a whole: it says so, or one element holds all of it. Prose that begins with a tag is none."""
    if not _ELEMENT.match(bare):
        return False
    root = root_name(bare)
    return bare[:5].lower() == "<?xml" or bool(
        root and re.search(rf"</(?:[\w-]{{1,30}}:)?{re.escape(root)}\s*>\s*\Z", bare[-200:], re.IGNORECASE)
    )


def _xml(bare: str) -> str:
    root = root_name(bare)
    return _XML.get(root, f"XML of a kind that is not known (<{root}>); save its text as plain text, or give it as JSON Lines or CSV")
