"""A folder of records to a dossier: the same clusters and answers as linking in memory gives, with what does not fit kept on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import ScaleError
from dragoman.linking.index import Kind
from dragoman.model.record import Record
from dragoman.scale.asking import asking, fetched
from dragoman.scale.clusters import cluster
from dragoman.scale.compare import compare
from dragoman.scale.nodes import Window, files, find, records
from dragoman.scale.read import complete
from dragoman.store import Store, bulk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SOME = 5000
"""Rows that are written at once."""
_ANSWERS = 1000
"""Clusters whose answers are made at once."""
_LINKS: dict[str, str] = {
    "nodes": "SELECT kind, id, body, keys AS found_by FROM nodes ORDER BY n",
    "keys": "SELECT k.kind, k.key, n.id AS node FROM keys k JOIN nodes n USING (n) ORDER BY ALL",
    "members": "SELECT kind, node, report AS report_id, item, body FROM members ORDER BY kind, r, k",
    "edges": """
SELECT p.kind, p.id AS a, q.id AS b, verdict, score, why, false AS turned
FROM edges e JOIN nodes p ON p.n = e.a JOIN nodes q ON q.n = e.b
UNION ALL
SELECT p.kind, q.id, p.id, verdict, score, why, true FROM edges e JOIN nodes p ON p.n = e.a JOIN nodes q ON q.n = e.b
ORDER BY ALL""",
    "clusters": "SELECT kind, node, cluster FROM clusters ORDER BY ALL",
}
"""What the dossier keeps of linking, by the names of its tables."""
_ORDER: tuple[Kind, ...] = ("report", "person", "organization", "agreement", "event")
"""Answers are made of agreements before events, whose promises they take up."""


def link(out: Path, dossier: Path, window: Window = Window(), workers: int = 1, say: Callable[[str], None] = lambda _: None) -> int:  # noqa: B008
    """Link the records of a folder into a new dossier, and return how many there are.

    Args:
        say: told of each step as it begins.

    Raises:
        ScaleError: the folder holds no finished reading, or there is such a dossier already.
    """
    complete(out)
    if dossier.exists():
        raise ScaleError(f"{dossier} is there; name another, since what people corrected in it would be lost")
    folder = dossier.with_name(f".{dossier.name}.linking")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with asking(folder, str(folder / "link.duckdb")) as db:
            say("finding what records tell")
            find(db, out, folder, window, workers)
            say("comparing what may be one")
            compare(db, folder, workers)
            say("making clusters")
            cluster(db, folder)
            begun = folder / "dossier.db"
            n = _fill(db, out, begun, window, say)
        os.replace(begun, dossier)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return n


def _fill(db: DuckDBPyConnection, out: Path, begun: Path, window: Window, say: Callable[[str], None]) -> int:
    """Write the dossier."""
    n = 0
    with Store(begun) as store:
        say("keeping records")
        for path in files(out):
            with store.writing() as connection:
                n += bulk.add_records(connection, ((Record.from_json(body), body) for _, body in records(path, window)))
        say("keeping what links them")
        for table, query in _LINKS.items():
            with store.writing() as connection:
                for rows in _dicts(db, query):
                    bulk.add_links(connection, table, rows)
        say("making answers")
        for kind in _ORDER:
            firsts = (i for (i,) in fetched(db, f"SELECT DISTINCT cluster FROM clusters WHERE kind = '{kind}' ORDER BY 1"))
            while some := set(islice(firsts, _ANSWERS)):
                with store.writing() as connection:
                    bulk.answer(connection, kind, some)
    return n


def _dicts(db: DuckDBPyConnection, query: str) -> Iterator[list[dict[str, Any]]]:
    """Rows of an answer by the names of its columns, some at a time."""
    answer = db.cursor().execute(query)
    names = [column[0] for column in answer.description]
    while some := answer.fetchmany(_SOME):
        yield [dict(zip(names, row, strict=True)) for row in some]
