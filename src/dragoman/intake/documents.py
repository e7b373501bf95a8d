"""PDF with a text layer, and Word documents."""

import io
import re
import zipfile

from dragoman.intake.decode import MOST
from dragoman.intake.source import InputError

_PAGES = 500
_TOP = 6  # lines of a page among which its running head and a headline stand
_RUNNING_HEAD = re.compile(r"\s\|\s.*\s\|\s|\bpage \d+$", re.IGNORECASE)
_RATIO = 200
"""Times as large as packed that a file in a document may be once unpacked."""


def is_pdf(data: bytes) -> bool:
    """Whether some bytes are a PDF."""
    return data[:5] == b"%PDF-"


def pdf_text(data: bytes) -> str:
    """The text layer of a PDF, with lines that were broken for the page joined again.

    Raises:
        InputError: it is broken, locked or too long, or has no text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is locked with a password")
        if len(reader.pages) > _PAGES:
            raise InputError(f"it has more than {_PAGES} pages; split it")
        text = "\n\n".join(_joined(page.extract_text()) for page in reader.pages).strip()
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"it is a broken PDF ({error})") from error
    if not text:
        raise InputError("it has no text layer: its pages are pictures; run it through OCR first")
    return text


def _joined(page: str) -> str:
    """Paragraphs of a page on one line each: a line goes on unless it ends a sentence well before the edge."""
    out: list[str] = []
    lines = page.splitlines()
    edge = max((len(line) for line in lines), default=0)
    going = False
    for n, line in enumerate(lines):
        words = line.strip()
        if not words:
            going = False
            continue
        if going and out[-1].endswith("-") and words[:1].islower():
            out[-1] = out[-1][:-1] + words
        elif going:
            out[-1] += " " + words
        else:
            out.append(words)
        going = len(line) > 0.7 * edge or not re.search(r"[.!?:”\"]$", words)
        if len(out) == 1 and len(line) < 0.7 * edge and not re.search(r"[.,;]$", words):
            going = False  # a heading
        if n < _TOP and _stands_alone(line, lines[n + 1 : n + 2], edge):
            going = False
    return "\n\n".join(out)


def _stands_alone(line: str, after: list[str], edge: int) -> bool:
    """Whether one of the first lines of a page is its running head, or a headline: the next line's first word would have had room in it."""
    words = line.strip()
    if _RUNNING_HEAD.search(words):
        return True
    first = after[0].split()[:1] if after else []
    fits = bool(first) and first[0][:1].isupper() and len(words) + 1 + len(first[0]) < edge
    return fits and len(words.split()) > 2 and words[-1] not in ".,;:!?-"


def is_docx(data: bytes) -> bool:
    """Whether some bytes are a Word document."""
    if data[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def docx_text(data: bytes) -> str:
    """The paragraphs of a Word document.

    Raises:
        InputError: it is broken, or unpacks to far more than its size.
    """
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(p.file_size for p in parts) > MOST or any(p.file_size > _RATIO * max(p.compress_size, 1024) for p in parts):
                raise InputError(f"it unpacks to far more than its size, or to more than {MOST // 2**20} MiB, and is not opened")
            if b"<!ENTITY" in archive.read("word/document.xml"):
                raise InputError("its XML defines entities, and is not opened")
        text = "\n\n".join(p.text.strip() for p in Document(io.BytesIO(data)).paragraphs if p.text.strip())
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its XML parser or the archive does
        raise InputError(f"it is a broken Word document ({error})") from error
    if not text:
        raise InputError("there is no text in it")
    return text
