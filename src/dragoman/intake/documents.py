"""PDF with a text layer."""

import io
import re

from dragoman.intake.guard import cause
from dragoman.intake.source import InputError

_PAGES = 500
_TOP = 6  # lines of a page among which its running head and a headline stand
_RUNNING_HEAD = re.compile(r"\s\|\s.*\s\|\s|\bpage \d+$", re.IGNORECASE)
_RATIO = 200
"""Times as large as packed that a file in a document may be once unpacked."""


def is_pdf(data: bytes) -> bool:
    """Whether some bytes are a PDF."""
    return data[:5] == b"%PDF-"


def pdf_text(pages: list[str]) -> str:
    """The text of a PDF's pages, with lines that were broken for the page joined again."""
    return "\n\n".join(_joined(page) for page in pages).strip()


def pdf_pages(data: bytes) -> list[str]:
    """The text layer of each page of a PDF, line by line.

    Raises:
        InputError: it is broken, locked or too long, or has no text layer.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is locked with a password")
        if len(reader.pages) > _PAGES:
            raise InputError(f"it has more than {_PAGES} pages; split it")
        pages = [page.extract_text() for page in reader.pages]
    except InputError:
        raise
    except Exception as error:  # of what is broken the library raises whatever it stumbles over
        raise InputError(f"it is a broken PDF ({cause(error)})") from error
    if not any(page.strip() for page in pages):
        raise InputError("it has no text layer: its pages are pictures; run it through OCR first")
    return pages


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
