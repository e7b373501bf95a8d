"""One file's bytes to reports, whatever the file is: told by its content, and by its name where the content does not tell."""

import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.intake.decode import MOST, decode, unpack
from dragoman.intake.documents import docx_text, is_docx, is_pdf, pdf_text
from dragoman.intake.feeds import entries, is_feed
from dragoman.intake.html import is_html, read_page
from dragoman.intake.source import KEYS, Failure, InputError, Settings, Source
from dragoman.intake.tables import is_parquet, read_csv, read_parquet
from dragoman.intake.warc import is_warc, read_warc


def reports_in(data: bytes, origin: str, name: str, settings: Settings, folder: Path | None = None) -> Iterator[Source | Failure]:
    """Every report in some bytes.

    Args:
        origin: what the bytes are called in messages and records.
        name: the file's name; empty where there is none.
        folder: where the files lie that lines of JSON name; without it they cannot name any.
    """
    try:
        yield from _reports(data, origin, name.lower().removesuffix(".gz"), settings, folder)
    except InputError as error:
        yield Failure(origin, str(error))


def _reports(data: bytes, origin: str, name: str, settings: Settings, folder: Path | None) -> Iterator[Source | Failure]:
    if is_warc(data):
        yield from read_warc(data, origin)
        return
    data = unpack(data)
    if is_parquet(data):
        yield from read_parquet(data, origin, settings.columns)
    elif is_pdf(data):
        yield Source(text=pdf_text(data), origin=origin)
    elif is_docx(data):
        yield Source(text=docx_text(data), origin=origin)
    elif is_feed(data):
        yield from entries(data, origin)
    else:
        yield from _text(decode(data), origin, name, settings, folder)


def _text(text: str, origin: str, name: str, settings: Settings, folder: Path | None) -> Iterator[Source | Failure]:
    if not text.strip():
        raise InputError("it is empty")
    if name.endswith((".jsonl", ".ndjson")) or (not name and text.lstrip().startswith("{")):
        yield from _lines(text, origin, folder)
    elif name.endswith((".csv", ".tsv")):
        yield from read_csv(text, origin, settings.columns)
    elif is_html(text):
        yield read_page(text, origin)
    else:
        yield Source(text=text, origin=origin)


def _lines(text: str, origin: str, folder: Path | None) -> Iterator[Source | Failure]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{origin}:{number}"
        try:
            yield _row(json.loads(line), where, folder)
        except (ValueError, RecursionError, InputError) as error:
            yield Failure(where, str(error) if isinstance(error, InputError) else f"it is not JSON ({error})")


def _row(row: object, where: str, folder: Path | None) -> Source:
    """A line of JSON; where it names a "file" instead of giving the "text", the file lies beside or below the one with the line."""
    if isinstance(row, dict) and isinstance(row.get("file"), str) and "text" not in row and folder is not None:
        row = {"origin": row["file"]} | row | {"text": _beside(folder, row["file"])}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError('a line must be a JSON object with a "text", or with a "file" that holds it')
    values = {key: row[key] for key in KEYS if row.get(key) is not None}
    wrong = [key for key, value in values.items() if not isinstance(value, str | int)]
    if wrong:
        raise InputError(f"{', '.join(wrong)}: must be a string")
    return Source(**{"origin": where, **{key: str(value) for key, value in values.items()}})


def _beside(folder: Path, name: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"{name} lies outside the folder of the file that names it")
    try:
        if path.stat().st_size > MOST:
            raise InputError(f"{name} is larger than {MOST // 2**20} MiB")
        text = decode(unpack(path.read_bytes()))
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    return read_page(text, name).text if is_html(text) else text
