"""Reports as they are cited: headline, outlet, day, address, day of access; in words, and as RIS, BibTeX and CSL JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from dragoman.model.record import Record
from dragoman.store.desk.journal import arrivals
from dragoman.store.filters import Filter
from dragoman.store.queries import View, every
from dragoman.store.schema import reports

_HEADLINE = 160
"""Characters of a headline that is made of a text's first line."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Citation:
    """One report: days are YYYY-MM-DD or as far as they are known; what is not known is empty."""

    report: str
    title: str
    outlet: str = ""
    author: str = ""
    published: str = ""
    address: str = ""
    accessed: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The citation in one line, for notes and lists of sources."""
        head = f"{self.author}, “{self.title}”" if self.author else f"“{self.title}”"
        where = [x for x in (self.outlet, self.published) if x]
        read = f" (accessed {self.accessed})" if self.accessed and self.address else ""
        return ", ".join([head, *where, *([self.address + read] if self.address else [])])

    @property
    def short(self) -> str:
        """Outlet and day, where a line has no room for more."""
        return ", ".join(x for x in (self.outlet or self.title, self.published) if x)


def cited(view: View, ids: Iterable[str]) -> dict[str, Citation]:
    """How reports are cited, by their ids; those that are not in the dossier are left out."""
    wanted = sorted(set(ids))
    accessed = arrivals(view.read, wanted)
    out = {}
    for i in range(0, len(wanted), 500):
        query = select(func.coalesce(reports.c.corrected, reports.c.record)).where(reports.c.id.in_(wanted[i : i + 500]))
        for body in view.read.execute(query).scalars():
            record = Record.from_json(body)
            out[record.report.id] = citation(record, accessed.get(record.report.id, ""))
    return out


def citation(record: Record, accessed: str = "") -> Citation:
    """How a report is cited; `accessed` is the day on which it was read."""
    r = record.report
    first = next((line.strip() for line in r.text.splitlines() if line.strip()), r.id)
    title = r.title or (first if len(first) <= _HEADLINE else first[: _HEADLINE - 1].rsplit(" ", 1)[0] + "…")
    address = r.address or (r.origin if re.match(r"https?://", r.origin) else "")
    author = re.sub(r"^by\s+", "", (r.byline or "").strip(), flags=re.I)
    author = "" if author.casefold() == (r.outlet or "").casefold() else author
    return Citation(r.id, " ".join(title.split()), r.outlet or "", author, r.published or "", address, accessed, r.language or "")


def as_ris(found: Iterable[Citation]) -> str:
    """RIS, which Zotero, EndNote and Mendeley read."""
    return "".join(_ris(c) for c in found)


def _ris(c: Citation) -> str:
    day = c.published.replace("-", "/") + "/" * max(0, 3 - c.published.count("-") - 1) if c.published else ""
    tags = [
        *(("TY", "NEWS"), ("TI", c.title), ("AU", c.author), ("T2", c.outlet), ("DA", day), ("PY", c.published[:4])),
        *(("UR", c.address), ("Y2", c.accessed.replace("-", "/") if c.address else ""), ("LA", c.language), ("ID", c.report)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def as_bibtex(found: Iterable[Citation]) -> str:
    """BibTeX, with the fields that biblatex adds for addresses."""
    keys: set[str] = set()
    return "\n".join(_bibtex(c, keys) for c in found)


def _bibtex(c: Citation, keys: set[str]) -> str:
    base = _ascii(f"{c.outlet.split(' ')[-1] if c.outlet else 'report'}{c.published[:4]}{(c.title.split() or [''])[0]}")
    key = next(k for n in range(len(keys) + 1) if (k := base + (f"-{n}" if n else "")) not in keys)
    keys.add(key)
    month = _MONTHS[int(c.published[5:7]) - 1] if re.match(r"\d{4}-(0[1-9]|1[0-2])", c.published) else ""
    fields = [
        *(("title", f"{{{_tex(c.title)}}}"), ("author", f"{{{_tex(c.author)}}}" if c.author else "")),
        *(("journal", _tex(c.outlet)), ("year", c.published[:4]), ("month", month), ("day", c.published[8:10])),
        *(("date", c.published), ("url", c.address), ("urldate", c.accessed if c.address else "")),
    ]
    rows = [f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields if value]
    return "\n".join([f"@article{{{key},", *rows, "}", ""])


def as_csl(found: Iterable[Citation]) -> str:
    """CSL JSON, which pandoc, Zotero and citeproc read."""
    return json.dumps([_csl(c) for c in found], ensure_ascii=False, indent=1) + "\n"


def _csl(c: Citation) -> dict[str, Any]:
    out: dict[str, Any] = {"id": c.report, "type": "article-newspaper", "title": c.title}
    plain = {"container-title": c.outlet, "URL": c.address, "language": c.language}
    out |= {k: v for k, v in plain.items() if v}
    if c.author:
        out["author"] = [{"literal": c.author}]
    for name, day in (("issued", c.published), ("accessed", c.accessed if c.address else "")):
        if parts := [int(p) for p in day.split("/")[0].split("-") if p.isdigit()]:
            out[name] = {"date-parts": [parts]}
    return out


FORMATS = {"ris": as_ris, "bib": as_bibtex, "json": as_csl}
"""What makes the text of a list of citations, by the ending of a file's name."""
KINDS = {"ris": "application/x-research-info-systems", "bib": "application/x-bibtex", "json": "application/vnd.citationstyles.csl+json"}
"""Their media types."""


def write_ris(view: View, out: Path, f: Filter) -> int:
    """Every report that was published in the time asked for."""
    return _write(view, out, f, "ris")


def write_bibtex(view: View, out: Path, f: Filter) -> int:
    """As `write_ris`."""
    return _write(view, out, f, "bib")


def write_csl(view: View, out: Path, f: Filter) -> int:
    """As `write_ris`."""
    return _write(view, out, f, "json")


def _write(view: View, out: Path, f: Filter, form: str) -> int:
    found = of_filter(view, f)
    out.write_text(FORMATS[form](found), encoding="utf8", newline="")
    return len(found)


def of_filter(view: View, f: Filter) -> list[Citation]:
    """Citations of the reports within a filter, in order of publication: of two states, those that tell of something between them."""
    c = reports.c
    where = [*f.of_day(c.published), *([c.published <= f.as_of] if f.as_of else [])]
    ids: Sequence[str] = list(view.read.execute(select(c.id).where(*where).order_by(c.published, c.id)).scalars())
    if f.states:
        told = {r for what in ("events", "agreements") for row in every(view, what, f) for r in row["reports"]}
        ids = [i for i in ids if i in told]
    found = cited(view, ids)
    return [found[i] for i in ids if i in found]


def _line(value: str) -> str:
    return " ".join(value.split())


def _ascii(text: str) -> str:
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return re.sub(r"[^A-Za-z0-9]", "", plain) or "report"


def _tex(text: str) -> str:
    """Without what TeX would take as its own."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", "/").replace("~", " ").replace("^", ""))
