"""Bytes to text: the encoding is detected, never assumed."""

import gzip
import io
import re
import zlib

from dragoman.intake.encodings import western, with_strays
from dragoman.intake.source import InputError

MOST = 64 * 1024 * 1024
"""Bytes of the largest file that is opened, unpacked."""
_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",  # before UTF-16, whose mark it begins with
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}

_LINE_END = re.compile("\r\n?")


def unpack(data: bytes) -> bytes:
    """The data, gunzipped where it is gzip; of several members, all.

    Raises:
        InputError: the archive is broken or cut off, or larger than MOST once unpacked.
    """
    if data[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
                data = file.read(MOST + 1)
        except EOFError as error:
            raise InputError("it is a gzip file that was cut off: its end is missing") from error
        except (zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"it is a broken gzip file ({error})") from error
    if len(data) > MOST:
        raise InputError(f"it is larger than {MOST // 2**20} MiB; split it, or give one report a line as JSON Lines")
    return data


def decode(data: bytes) -> str:
    """The text of a file, with line feeds at line ends whatever system it was written on, so that it is read alike.

    Raises:
        InputError: it is binary, or in no encoding that can be told.
    """
    return _LINE_END.sub("\n", _decoded(data))


def _decoded(data: bytes) -> str:
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            return data.decode(name, "replace")
    if b"\0" in data[:4096] or data[:5] == b"%PDF-":
        raise InputError("it is a binary file, not text")
    try:
        return data.decode("utf8")
    except UnicodeDecodeError:
        pass
    if text := with_strays(data) or western(data):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.percent_chaos > 20:
        raise InputError("its encoding cannot be told; save it as UTF-8")
    return str(best)
