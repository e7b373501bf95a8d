"""The file that a report was taken from, so that pages of a PDF can be shown beside their text.

What is uploaded is kept in a folder beside the dossier; what was read from a file is looked for where it was. A file is shown only
if its text is the report's.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dragoman.intake.documents import is_pdf, pdf_pages, pdf_text
from dragoman.intake.source import InputError
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.engine import is_url
from dragoman.web.memory import remembered

_LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is looked at."""
_BEGINNING = 60
"""Characters of a page by which its place in the text is found."""


def _kept_at(store: Store, report: str) -> Path | None:
    if is_url(store.where):
        return None
    name = hashlib.sha256(report.encode()).hexdigest()[:24]
    return Path(f"{store.where}.files") / f"{name}.pdf"


def keep(store: Store, record: Record, data: bytes) -> None:
    """Keep an uploaded PDF beside a dossier that is a file; what cannot be written is left out, since the text is kept."""
    path = _kept_at(store, record.report.id)
    if path is None or not is_pdf(data):
        return
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    except OSError:
        return


def original(store: Store, record: Record) -> Path | None:
    """The PDF that a report was read from, if it is there and holds the report's text."""
    kept = _kept_at(store, record.report.id)
    origin = record.report.origin
    named = Path(origin) if origin.lower().endswith(".pdf") and "\0" not in origin else None
    for path in (kept, named):
        try:
            if path is not None and path.is_file() and path.stat().st_size <= _LARGEST and page_starts(store, record, path):
                return path
        except OSError:
            continue
    return None


def page_starts(store: Store, record: Record, path: Path) -> list[int]:
    """Where in the report's text each page of a PDF begins, in code points; empty where the file is not the report's."""
    stamp = path.stat()
    return remembered(store, "pages", (record.report.id, str(path), stamp.st_mtime_ns, stamp.st_size), lambda: _starts(record, path))


def _starts(record: Record, path: Path) -> list[int]:
    data = path.read_bytes()
    if not is_pdf(data):
        return []
    try:
        pages = pdf_pages(data)
    except InputError:
        return []
    text, out, at, blank = record.report.text, list[int](), 0, 0
    for page in pages:
        beginning = pdf_text([page])[:_BEGINNING].split("\n")[0].strip()
        found = text.find(beginning, at)
        if found < 0:
            return []
        if not beginning:
            blank += 1
            continue
        out += [found] * (blank + 1)  # a page without words takes none of the others'
        blank, at = 0, found + len(beginning)
    return [*out, *[len(text)] * blank] if out else []
