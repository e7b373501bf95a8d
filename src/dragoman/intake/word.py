"""Word documents: what a reader sees of them, paragraph by paragraph, in tables and text boxes too."""

import io
from collections.abc import Iterator
from typing import Any

from dragoman.intake.archives import is_zip, names_in, opened
from dragoman.intake.guard import cause
from dragoman.intake.source import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
"""What was taken out or stands elsewhere too, though it is still in the file."""
_SENTENCE = 8
"""Words of the shortest paragraph that is told in a table of a document that tells its own beside it."""


def is_docx(data: bytes) -> bool:
    """Whether some bytes are a Word document."""
    return is_zip(data) and "word/document.xml" in names_in(data)


def docx_text(data: bytes) -> str:
    """The paragraphs of a Word document.

    Raises:
        InputError: it is broken, or unpacks to far more than its size.
    """
    from docx import Document

    try:
        with opened(data) as archive:
            if b"<!ENTITY" in archive.read("word/document.xml"):
                raise InputError("its XML defines entities, and is not opened")
        told = list(_paragraphs(Document(io.BytesIO(data)).element.body))
    except InputError:
        raise
    except Exception as error:  # the library raises whatever its XML parser or the archive does
        raise InputError(f"it is a broken Word document ({cause(error)})") from error
    outside = sum(len(text) for text, tabled in told if not tabled)
    whole = 2 * outside < sum(len(text) for text, _ in told)
    text = "\n\n".join(text for text, tabled in told if whole or not tabled or len(text.split()) >= _SENTENCE)
    if not text:
        raise InputError("there is no text in it")
    return text


def _paragraphs(body: Any) -> Iterator[tuple[str, bool]]:
    """Every paragraph that is not empty, and whether it stands in a table."""
    for paragraph in body.iter(f"{_W}p"):
        above = {up.tag for up in paragraph.iterancestors()}
        text = "" if above & _GONE else "".join(_runs(paragraph)).strip()
        if text:
            yield text, f"{_W}tbl" in above


def _runs(element: Any) -> Iterator[str]:
    """The words of a paragraph as they are shown: with what was put in, without what was taken out; other paragraphs in it are none of it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            yield "\t" if child.tag == f"{_W}tab" else "-"
        elif child.tag not in _GONE and child.tag not in (f"{_W}p", f"{_W}pPr", f"{_W}rPr"):
            yield from _runs(child)
