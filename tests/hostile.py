"""Makes inputs that break what is not on its guard: sound files of every kind, and what chance makes of them."""

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator

import polars
from docx import Document
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

REPORT = """Mali and Benin agree on patrols

BAMAKO, June 7 (Sahel Courier) - Mali and Benin agreed on Tuesday to hold joint patrols along their border. "We know the terrain," Mali's
defence minister Oumar Keta said. Benin's foreign ministry denied that its soldiers had entered Mali in May.
"""
OTHER = """Peru protests to Chile

Peru summoned Chile's ambassador on 3 June 2021 and accused Chile of flying a drone over Tacna. Chile said it would look into the matter.
"""
_ODD = [
    *(bytes([b]) for b in b"\0\xff\x80\r\n\t\"'<>&%{}[]\\()\x1b\x85"),
    b"\xed\xa0\x80",
    b"\xef\xbf\xbf",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#xD800;",
    b"&#1;",
    b"9" * 25,
    b"-1",
    b"2021-02-31",
    b"\x7f\xff\xff\xff",
    b"(" * 600,
    b'"' * 600,
    b"He said that " * 200,
]


def seeds() -> dict[str, bytes]:
    """Sound files by name, one of each kind."""
    paragraphs = [p for p in (REPORT + OTHER).split("\n") if p]
    page = (
        "<html><head><title>Patrols</title></head><body><article>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</article></body></html>"
    )
    rows = [{"id": f"h{n}", "text": (REPORT, OTHER)[n % 2], "published": "2021-06-08", "outlet": "Sahel Courier"} for n in range(3)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    inner = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in paragraphs)
    items = "".join(
        f"<item><title>Patrols {n}</title><link>http://a.example/{n}</link><pubDate>Tue, 08 Jun 2021 10:00:00 GMT</pubDate>"
        f"<description>{inner}</description></item>"
        for n in range(3)
    )
    entries = "".join(
        f"<entry><title>Patrols {n}</title><id>n{n}</id><updated>2021-06-08T10:00:00Z</updated><content type='html'>{inner}</content></entry>"
        for n in range(3)
    )
    parquet = io.BytesIO()
    polars.DataFrame(rows).write_parquet(parquet)
    return {
        "a.txt": REPORT.encode(),
        "b.txt": REPORT.encode("utf-16"),
        "c.html": page.encode(),
        "d.jsonl": lines.encode(),
        "e.csv": polars.DataFrame(rows).write_csv().encode(),
        "f.txt.gz": gzip.compress(REPORT.encode(), mtime=0),
        "g.xml": f"<rss version='2.0'><channel><title>Sahel Courier</title>{items}</channel></rss>".encode(),
        "h.xml": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Sahel Courier</title>{entries}</feed>".encode(),
        "i.parquet": parquet.getvalue(),
        "j.docx": _docx(),
        "k.warc.gz": _warc(page),
        "l.pdf": _pdf(),
        **_exports(page),
    }


def _exports(page: str) -> dict[str, bytes]:
    """Sound exports of archives and programs by name: of each kind one, with two articles where it may have several."""
    told = [(REPORT, "May 4, 2021"), (OTHER, "June 3, 2021")]
    nexis = "".join(
        f"{n} of 2 DOCUMENTS\n\nSahel Courier\n\n{day} Tuesday\n\nBorder\n\nLENGTH: 60 words\n\n{text}\nLOAD-DATE: {day}\n\n"
        for n, (text, day) in enumerate(told, 1)
    )
    factiva = "".join(
        f"<div class='article'><table><tr><td><b>HD</b></td><td>Border</td></tr><tr><td><b>WC</b></td><td>60 words</td></tr><tr><td><b>PD</b></td>"
        f"<td>4 May 2021</td></tr><tr><td><b>SN</b></td><td>Sahel Courier</td></tr><tr><td><b>LP</b></td><td>{text}</td></tr><tr><td><b>AN</b></td>"
        f"<td>Document SAHEL0002021050{n}eh54000{n}3</td></tr></table></div>"
        for n, (text, _) in enumerate(told, 1)
    )
    ris = "".join(
        f"TY  - NEWS\nTI  - Border\nT2  - Sahel Courier\nDA  - 2021/05/04/\nN2  - {' '.join(text.split())}\nER  - \n\n" for text, _ in told
    )
    mail = f"From: a@a.example\nTo: b@b.example\nSubject: Border\nDate: Tue, 04 May 2021 10:30:00 +0200\n\n{REPORT}"
    saved = (
        "From: <Saved by Browser>\nSnapshot-Content-Location: http://a.example/1\nMIME-Version: 1.0\nContent-Type: multipart/related; "
        f'boundary="B"\n\n--B\nContent-Type: text/html\nContent-Location: http://a.example/1\n\n{page}\n--B--\n'
    )
    stories = "".join(
        f'<DOC id="AFP_ENG_2021050{n}.0001" type="story"><TEXT><P>{text}</P></TEXT></DOC>\n' for n, (text, _) in enumerate(told, 4)
    )
    nitf = (
        f"<nitf><body><body.head><hedline><hl1>Border</hl1></hedline></body.head><body.content><p>{REPORT}</p></body.content></body></nitf>"
    )
    return {
        "m.txt": nexis.encode(),
        "n.html": f"<html><body>{factiva}</body></html>".encode(),
        "o.ris": ris.encode(),
        "p.eml": mail.encode(),
        "q.mhtml": saved.encode(),
        "r.json": json.dumps({"articles": [{"title": "Border", "content": text, "publishedAt": day} for text, day in told]}).encode(),
        "s.rtf": ("{\\rtf1\\ansi " + REPORT.replace("\n", "\\par ") + "}").encode(),
        "t.sgml": stories.encode(),
        "u.xml": nitf.encode(),
        "w.txt": "".join(
            f"ZCZC SCN00{n}\n:BC-Border\n{text}\nSCN/ab 0{n}1030 GMT MAY 21\nNNNN\n\n" for n, (text, _) in enumerate(told, 4)
        ).encode(),
        "x.md": f"---\ntitle: Border\ndate: 2021-05-04\n---\n\n# Border\n\n*[Sahel Courier](http://a.example)*\n\n> {REPORT}".encode(),
        "v.tsv": ("text\tpublished\n" + "".join(f"{' '.join(text.split())}\t{day}\n" for text, day in told)).encode(),
    }


def _docx() -> bytes:
    document, out = Document(), io.BytesIO()
    for paragraph in REPORT.split("\n"):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _warc(page: str) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for n in range(2):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(f"http://a.example/{n}", "response", payload=io.BytesIO(page.encode()), http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


def _pdf() -> bytes:
    from tests.test_ways_in import pdf

    return pdf("Mali and Benin agreed on Tuesday to hold joint patrols along their border.")


def spoilt(data: bytes, r: random.Random) -> bytes:
    """Some bytes after a few accidents."""
    out = bytearray(data)
    for _ in range(r.choice((1, 1, 2, 4, 12))):
        at = r.randrange(len(out) or 1)
        end = min(len(out), at + r.choice((1, 3, 20, 200)))
        match r.randrange(7):
            case 0:
                out[at:end] = bytes(r.randrange(256) for _ in range(end - at))
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * r.choice((1, 3, 30))
            case 3 | 4:
                out[at:at] = r.choice(_ODD)
            case 5:
                out = out[:at] if r.random() < 0.5 else out[at:]
            case _:
                numbers = list(re.finditer(rb"\d+", bytes(out)))
                if numbers:
                    chosen = r.choice(numbers)
                    out[chosen.start() : chosen.end()] = r.choice((b"0", b"-1", b"4294967296", b"1e309"))
    return bytes(out)


def _spoilt_inside(data: bytes, name: str, r: random.Random) -> bytes:
    """A document or a gzip file with something spoilt within, so that what opens it gets there."""
    if name.endswith(".docx"):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                inner = old.read(part)
                new.writestr(part, spoilt(inner, r) if part in ("word/document.xml", "word/styles.xml") else inner)
        return out.getvalue()
    return gzip.compress(spoilt(gzip.decompress(data), r), mtime=0)


def cases(first: int, number: int) -> Iterator[tuple[str, bytes]]:
    """Spoilt files by name; the same numbers give the same files."""
    sound = list(seeds().items())
    for n in range(first, first + number):
        r = random.Random(n)
        name, data = sound[n % len(sound)]
        inside = name.endswith((".docx", ".gz")) and r.random() < 0.6
        yield f"{n}-{name}", _spoilt_inside(data, name, r) if inside else spoilt(data, r)
