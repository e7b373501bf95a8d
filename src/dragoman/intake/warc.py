"""Web archives (WARC): the pages in them, one after the other, without holding the archive in memory."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.intake.decode import decode
from dragoman.intake.html import is_html, read_page
from dragoman.intake.source import Failure, InputError, Source

_LARGEST = 16 * 1024 * 1024


def is_warc(data: bytes) -> bool:
    """Whether some bytes begin a WARC file, gzipped or not."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, 8)
        except zlib.error:
            return False
    return data[:5] == b"WARC/"


def read_warc(data: bytes, origin: str) -> Iterator[Source | Failure]:
    """The pages of an archive in memory."""
    yield from _pages(io.BytesIO(data), origin)


def read_warc_file(path: Path) -> Iterator[Source | Failure]:
    """The pages of an archive in a file of any size."""
    with path.open("rb") as file:
        yield from _pages(file, str(path))


def _pages(file: IO[bytes], origin: str) -> Iterator[Source | Failure]:
    from warcio.archiveiterator import ArchiveIterator

    pages = 0
    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or (record.http_headers and record.http_headers.get_statuscode() != "200"):
                continue
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else "text/html"
            if not kind.startswith(("text/", "application/xhtml")):
                continue
            pages += 1
            yield _page(record, record.rec_headers.get_header("WARC-Target-URI") or f"{origin}:{pages}")
    except Exception as error:  # of what is cut off the library raises whatever it stumbles over
        yield Failure(origin, f"it is a broken WARC file ({error}); the {pages} pages before that were read")
        return
    if not pages:
        yield Failure(origin, "there is no page in this archive")


def _page(record: Any, address: str) -> Source | Failure:
    data = record.content_stream().read(_LARGEST + 1)
    try:
        if len(data) > _LARGEST:
            raise InputError(f"the page is larger than {_LARGEST // 2**20} MiB")
        text = decode(data)
        return read_page(text, address) if is_html(text) else Source(text=text, origin=address)
    except InputError as error:
        return Failure(address, str(error))
