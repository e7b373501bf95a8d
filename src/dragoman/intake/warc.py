"""Web archives (WARC, and the older ARC): the pages in them, one after the other, without holding the archive in memory."""

import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from dragoman.intake.decode import decode
from dragoman.intake.guard import cause
from dragoman.intake.html import is_html, read_page
from dragoman.intake.source import Failure, InputError, Source

_LARGEST = 16 * 1024 * 1024
_RECORDS = ("response", "conversion", "resource")
_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
_NO_REPORTS = ("/robots.txt", "/ads.txt", "/security.txt", "/humans.txt", "/llms.txt", ".css", ".js", ".json")
_ARC = b"filedesc://"
_UNEVEN = "not as long as it says; what stands between it and the next one is not read"


def is_warc(data: bytes) -> bool:
    """Whether some bytes begin a web archive, gzipped or not."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, len(_ARC))
        except zlib.error:
            return False
    return data.startswith((b"WARC/", _ARC))


def read_warc(data: bytes, origin: str) -> Iterator[Source | Failure]:
    """The pages of an archive in memory."""
    yield from _pages(io.BytesIO(data), origin)


def read_warc_file(path: Path) -> Iterator[Source | Failure]:
    """The pages of an archive in a file of any size."""
    with path.open("rb") as file:
        yield from _pages(file, str(path))


def _pages(file: IO[bytes], origin: str) -> Iterator[Source | Failure]:
    from warcio.archiveiterator import ArchiveIterator

    pages, number, address = 0, 0, ""
    archive = ArchiveIterator(file, arc2warc=True)
    try:
        while True:
            record = _next(archive)
            if archive.err_count:
                archive.err_count = 0
                yield Failure(address or origin, f"record {number} of the archive is {_UNEVEN}")
            if record is None:
                break
            number += 1
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not _is_report(record, address):
                continue
            pages += 1
            yield _page(record, address or f"{origin}:{pages}")
    except Exception as error:  # of what is cut off the library raises whatever it stumbles over
        yield Failure(origin, f"it is a broken WARC file ({cause(error)}); the {pages} pages before that were read")
        return
    if not pages:
        yield Failure(origin, "there is no page in this archive")


def _next(archive: Any) -> Any:
    """The next record, None at the end. What the library prints of a record that it skips words of is counted in `err_count`, and told by us."""
    with redirect_stderr(io.StringIO()):
        return next(archive, None)


def _is_report(record: Any, address: str) -> bool:
    """Whether a record holds a page or a text: an answer (200), a text that was made of one (conversion), or what was kept as it is (resource)."""
    if record.rec_type not in _RECORDS or urlsplit(address).path.lower().endswith(_NO_REPORTS) or address.startswith("dns:"):
        return False
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() not in ("200", ""):
        return False
    kind = headers.get_header("Content-Type", "") if headers is not None else record.rec_headers.get_header("Content-Type", "")
    media_type = (kind or "").split(";")[0].strip().lower()
    return media_type in _KINDS or (not media_type and record.rec_type == "response")


def _page(record: Any, address: str) -> Source | Failure:
    data = record.content_stream().read(_LARGEST + 1)
    try:
        if len(data) > _LARGEST:
            raise InputError(f"the page is larger than {_LARGEST // 2**20} MiB")
        text = decode(data)
        return replace(read_page(text, address) if is_html(text) else Source(text=text, origin=address), format="WARC")
    except InputError as error:
        return Failure(address, str(error))
