"""RIS, which EBSCO, ProQuest and reference managers hand out: a tag a line, a record between TY and ER."""

import re
from collections.abc import Iterator

from dragoman.intake.exports.article import Article, in_order, is_wide

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_FIRST = re.compile(r"\s*TY {1,2}- ?[A-Z]{3,8}\b")
_TEXTS = ("N2", "AB", "N1")
_NOTES = re.compile(r"(?:Accession Number|Name -|Copyright|Source Information|Last updated|Document Type)", re.IGNORECASE)
_FIELDS = {
    "title": ("TI", "T1", "ST", "CT"),
    "outlet": ("JF", "JO", "T2", "JA", "BT", "PB"),
    "day": ("DA", "Y1", "PY"),
    "section": ("SE",),
    "id": ("AN", "ID"),
    "language": ("LA",),
    "address": ("UR", "L2", "LK"),
}
_KEPT = {"KW": "keyword", "SP": "page", "VL": "volume", "IS": "issue", "CY": "place", "PB": "publisher", "DB": "database", "TY": "type"}


def is_ris(text: str) -> bool:
    """Whether a text is RIS: its first line names a type."""
    return _FIRST.match(text[:400].lstrip("\ufeff")) is not None


def articles(text: str) -> Iterator[Article]:
    """The records of a file; what has neither abstract nor notes is read as the headline that it is."""
    record: dict[str, list[list[str]]] = {}
    current: list[str] | None = None
    for line in text.lstrip("\ufeff").splitlines():
        match = _TAG.fullmatch(line.strip())
        if match and match[1] in ("TY", "ER") and record:
            yield _article(record)
            record, current = {}, None
        if match and match[1] != "ER":
            current = [match[2].strip()]
            record.setdefault(match[1], []).append(current)
        elif not match and current is not None:
            current.append(line.strip())
    if record:
        yield _article(record)


_Record = dict[str, list[list[str]]]
"""The values of a record by tag, each as its lines."""


def _article(record: _Record) -> Article:
    article = Article()
    for name, tags in _FIELDS.items():
        setattr(article, name, next(filter(None, _values(record, *tags)), None))
    article.day = _day(record) or article.day
    article.id = article.id if is_wide(article.id) else None
    article.byline = "; ".join(map(in_order, _values(record, "AU", "A1"))) or None
    article.paragraphs = _longest(record) or ([article.title] if article.title else [])
    article.meta = {held: "; ".join(_values(record, tag)) for tag, held in _KEPT.items() if tag in record}
    return article


def _values(record: _Record, *tags: str) -> list[str]:
    """The values under these tags, in order of the tags."""
    return [" ".join(lines).strip() for tag in tags for lines in record.get(tag, ())]


def _longest(record: _Record) -> list[str]:
    """The paragraphs of the longest of abstract and notes; notes about the source are no text."""
    texts = [(tag, lines) for tag in _TEXTS for lines in record.get(tag, ())]
    told = [[p for p in lines if p] for tag, lines in texts if tag != "N1" or not _NOTES.match(" ".join(lines))]
    return max(told, key=lambda t: sum(map(len, t)), default=[])


def _day(record: _Record) -> str | None:
    """The first day that is told to the day: 2021/05/04/ or 2021-05-04."""
    return next((v.rstrip("/ ") for v in _values(record, *_FIELDS["day"]) if re.match(r"\d{4}[/-]\d\d?[/-]\d\d?", v)), None)
