"""One report in many formats: what is read from it does not depend on the file that it came in."""

import gzip
import html
import io
import json
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import polars
import pytest
from docx import Document

from dragoman.intake import Settings, Source
from dragoman.intake.formats import reports_in
from dragoman.model import Record
from dragoman.reading.read import read_source
from tests.conftest import EXAMPLES

REPORTS = sorted(
    path
    for folder in ("reports", "stories/reports", "affairs/reports", "silence/reports", "silence/others")
    for path in EXAMPLES.glob(f"{folder}/*.txt")
)


def as_rtf(lines: list[str]) -> bytes:
    written = ("".join(f"\\u{ord(c)}?" if ord(c) > 127 else f"\\{c}" if c in "{}\\" else c for c in line) for line in lines)
    return ("{\\rtf1\\ansi " + "\\par\n".join(written) + "}").encode()


def as_docx(lines: list[str]) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def as_mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = "a@a.example", "b@b.example", "Tue, 04 May 2021 10:30:00 +0200"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def as_parquet(text: str) -> bytes:
    out = io.BytesIO()
    polars.DataFrame([{"text": text}]).write_parquet(out)
    return out.getvalue()


def formats(text: str) -> dict[str, bytes]:
    """One report as files by name."""
    lines = [line for line in text.splitlines() if line.strip()]
    page = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return {
        "utf16.txt": text.encode("utf-16"),
        "windows.txt": text.replace("\n", "\r\n").encode(),
        "old-mac.txt": text.replace("\n", "\r").encode(),
        "packed.txt.gz": gzip.compress(text.encode()),
        "page.html": f"<!doctype html><html><body><article>{page}</article></body></html>".encode(),
        "document.docx": as_docx(lines),
        "document.rtf": as_rtf(lines),
        "message.eml": as_mail(text),
        "lines.jsonl": json.dumps({"text": text}).encode() + b"\n",
        "array.json": json.dumps([{"text": text}]).encode(),
        "table.csv": polars.DataFrame([{"text": text}]).write_csv().encode(),
        "table.parquet": as_parquet(text),
    }


def taken(data: bytes, name: str) -> Source:
    (found,) = reports_in(data, name, name, Settings())
    assert isinstance(found, Source), found
    return found


def contents(record: Record) -> dict[str, Any]:
    """What was read, without where it came from."""
    told: dict[str, Any] = json.loads(record.to_json())
    for key in ("id", "origin", "meta"):
        told["report"].pop(key, None)
    told["report"]["text"] = told["report"]["text"].strip()
    return told


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_an_example_has_the_same_text_in_every_format(path: Path) -> None:
    text = path.read_text()
    plain = taken(text.encode(), path.name)
    assert plain.text == text
    even = "\n\n".join(line for line in text.splitlines() if line.strip()) == text.strip()  # a blank line between all paragraphs
    for name, data in formats(text).items():
        found = taken(data, name).text
        assert found.split() == text.split(), name
        assert found.strip() == text.strip() or not even, name


@pytest.mark.parametrize("name", ["windows.txt", "page.html", "message.eml", "document.rtf"])
def test_an_example_is_read_alike_in_every_format(name: str) -> None:
    text = (EXAMPLES / "reports/08-summit-trip-cancelled.txt").read_text()
    plain = taken(text.encode(), "a.txt")
    other = replace(taken(formats(text)[name], name), published=plain.published, title=plain.title)
    assert contents(read_source(other)) == contents(read_source(plain))
