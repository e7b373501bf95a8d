"""Search for words in what was read: FTS5 in SQLite, a text search index in PostgreSQL; both take accents and English endings away."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, text

from dragoman.store.rows import folded

LONGEST = 1000
"""Characters of a query that are looked at."""
_WORDS = 40
"""Different words of a query that are looked for."""
_SHOWN = 28
"""Words of an excerpt."""
_ON, _OFF = "\x02", "\x03"
"""What a database puts around a word that was found; neither stands in a text."""
_SQLITE = """
    SELECT t.report_id, t.item, t.kind, snippet(search, 0, '\x02', '\x03', '…', {shown}) AS text, r.title, r.outlet, r.published
    FROM search JOIN texts t ON t.id = search.rowid JOIN reports r ON r.id = t.report_id
    WHERE search MATCH :words {kind} ORDER BY search.rank, t.id LIMIT :limit OFFSET :after"""
_POSTGRES = """
    SELECT t.report_id, t.item, t.kind,
        ts_headline('english', t.text, q, 'StartSel=\x02, StopSel=\x03, MaxWords={shown}, MinWords=12, MaxFragments=1, FragmentDelimiter=…') AS text,
        r.title, r.outlet, r.published
    FROM texts t JOIN reports r ON r.id = t.report_id, to_tsquery('english', :words) q
    WHERE to_tsvector('english', t.folded) @@ q {kind}
    ORDER BY ts_rank(to_tsvector('english', t.folded), q, 1) DESC, t.id LIMIT :limit OFFSET :after"""
_COUNT_SQLITE = "SELECT t.kind, count(*) FROM search JOIN texts t ON t.id = search.rowid WHERE search MATCH :words GROUP BY t.kind"
_COUNT_POSTGRES = """
    SELECT t.kind, count(*) FROM texts t, to_tsquery('english', :words) q WHERE to_tsvector('english', t.folded) @@ q GROUP BY t.kind"""


def search(
    db: Connection, words: str, *, kind: str | Iterable[str] | None = None, limit: int = 50, after: int = 0, others: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Reports, statements, events and people with all of the words, or all of those of another name, best first.

    Args:
        kind: report, statement, event or person, or several of them; all without it.
        after: how many to pass over.
        others: other names of what is looked for.

    Returns:
        Rows of report_id, item and kind; title, outlet and published of the report; text: the words around the first that was found;
        marks: [start, end] of each of them in that text.
    """
    sqlite = db.dialect.name == "sqlite"
    asked = _query([words, *others], sqlite)
    if not asked:
        return []
    kinds = [kind] if isinstance(kind, str) else list(kind or ())
    query = text((_SQLITE if sqlite else _POSTGRES).format(kind="AND t.kind IN :kinds" if kinds else "", shown=_SHOWN))
    values: dict[str, Any] = {"words": asked, "limit": limit, "after": after}
    if kinds:
        query, values = query.bindparams(bindparam("kinds", expanding=True)), values | {"kinds": kinds}
    return [dict(row) | _marked(row["text"]) for row in db.execute(query, values).mappings()]


def counts(db: Connection, words: str, others: Iterable[str] = ()) -> dict[str, int]:
    """How many texts of each kind `search` finds."""
    sqlite = db.dialect.name == "sqlite"
    asked = _query([words, *others], sqlite)
    if not asked:
        return {}
    found = db.execute(text(_COUNT_SQLITE if sqlite else _COUNT_POSTGRES), {"words": asked})
    return {str(kind): int(n) for kind, n in found}


def _query(names: list[str], sqlite: bool) -> str:
    """All words of one of some names, as the database asks for them; empty where there are none."""
    groups = [wanted for name in names if (wanted := _words(name))]
    if sqlite:
        return " OR ".join("(" + " AND ".join(f'"{w}"' for w in g) + ")" for g in groups)
    return " | ".join("(" + " & ".join(f"'{folded(w)}'" for w in g) + ")" for g in groups)


def _words(name: str) -> list[str]:
    return list({w.casefold(): w for w in re.findall(r"\w{1,100}", name[:LONGEST])}.values())[:_WORDS]


def _marked(excerpt: str) -> dict[str, Any]:
    """An excerpt in one line, and where in it the words stand that were found."""
    line = " ".join(excerpt.replace(f"{_OFF} {_ON}", " ").split())
    out, marks = "", []
    for n, piece in enumerate(re.split(f"[{_ON}{_OFF}]", line)):
        if n % 2 and piece:
            marks.append([len(out), len(out) + len(piece)])
        out += piece
    return {"text": out, "marks": marks}
