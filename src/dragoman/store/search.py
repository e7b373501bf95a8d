"""Search for words in what was read: FTS5 in SQLite, a text search index in PostgreSQL; both take accents and English endings away."""

import re
from typing import Any

from sqlalchemy import Connection, text

from dragoman.store.rows import folded

_AROUND = 70
LONGEST = 1000
"""Characters of a query that are looked at."""
_WORDS = 40
"""Different words of a query that are looked for."""
_SQLITE = """
    SELECT t.report_id, t.item, t.kind, t.text, r.title, r.outlet, r.published
    FROM search JOIN texts t ON t.id = search.rowid JOIN reports r ON r.id = t.report_id
    WHERE search MATCH :words {kind} ORDER BY search.rank, t.id LIMIT :limit OFFSET :after"""
_POSTGRES = """
    SELECT t.report_id, t.item, t.kind, t.text, r.title, r.outlet, r.published
    FROM texts t JOIN reports r ON r.id = t.report_id, plainto_tsquery('english', :words) q
    WHERE to_tsvector('english', t.folded) @@ q {kind}
    ORDER BY ts_rank(to_tsvector('english', t.folded), q, 1) DESC, t.id LIMIT :limit OFFSET :after"""


def search(db: Connection, words: str, *, kind: str | None = None, limit: int = 50, after: int = 0) -> list[dict[str, Any]]:
    """Reports, statements, events and people with all of the words, best first.

    Args:
        kind: report, statement, event or person; all without it.
        after: how many to pass over.

    Returns:
        Rows of report_id, item and kind; title, outlet and published of the report; text: the words around the first that was found.
    """
    wanted = list({w.casefold(): w for w in re.findall(r"\w{1,100}", words[:LONGEST])}.values())[:_WORDS]
    if not wanted:
        return []
    sqlite = db.dialect.name == "sqlite"
    query = (_SQLITE if sqlite else _POSTGRES).format(kind="AND t.kind = :kind" if kind else "")
    asked = " ".join(f'"{w}"' for w in wanted) if sqlite else folded(" ".join(wanted))
    values = {"words": asked, "limit": limit, "after": after} | ({"kind": kind} if kind else {})
    return [dict(row) | {"text": _excerpt(row["text"], wanted)} for row in db.execute(text(query), values).mappings()]


def _excerpt(whole: str, wanted: list[str]) -> str:
    """The words around the first that was found, in one line."""
    line = " ".join(whole.split())
    plain = folded(line)
    at = min((i for w in wanted if (i := plain.find(folded(w))) >= 0), default=0) if len(plain) == len(line) else 0
    start = line.rfind(" ", 0, max(0, at - _AROUND)) + 1 if at > _AROUND else 0
    end = at + 2 * _AROUND
    stop = line.find(" ", end) if end < len(line) else -1
    return ("…" if start else "") + (line[start:stop] + "…" if stop > 0 else line[start:])
