"""Who is at work, and what can be done with the page that is looked at: follow it, cite it, note something on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from sqlalchemy import bindparam, func, select
from starlette.responses import Response

from dragoman.export.citations import Citation, citation
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.desk import notes
from dragoman.store.desk.journal import arrivals
from dragoman.store.desk.notes import Note
from dragoman.store.desk.scope import can_be_followed
from dragoman.store.queries import Page
from dragoman.store.schema import reports
from dragoman.web.quoting import quotable

_COOKIE, _LONGEST, _YEAR = "dragoman_author", 80, 365 * 86400
_AT_ONCE = 500
"""Reports whose names are asked for at once."""
_NAMED = select(reports.c.id, reports.c.title, reports.c.outlet, reports.c.published).where(
    reports.c.id.in_(bindparam("ids", expanding=True))
)
_ONE = re.compile(r"/(event|agreement|dispute|person|report)/([^/]+)")
_PAIR = re.compile(r"/between/([^/]+)/([^/]+)")


def named(request: Request) -> str:
    """The name under which a visitor last wrote something; empty where they have not."""
    return unquote(request.cookies.get(_COOKIE, ""))


def remember(answer: Response, author: str) -> Response:
    """Keep a visitor's name for the next form."""
    if author.strip():
        answer.set_cookie(_COOKIE, quote(author.strip()[:_LONGEST]), httponly=True, samesite="strict", max_age=_YEAR)
    return answer


async def sent(request: Request) -> dict[str, str]:
    """What a form holds, where its fields are not the same for everything; files are left out."""
    return {k: v for k, v in (await request.form()).items() if isinstance(v, str)}


@dataclass(frozen=True)
class Desk:
    """What can be done with a page: its address with its query, what notes on it are about, and the notes that are there."""

    address: str
    followed: bool
    kind: str = ""
    item: str = ""
    notes: tuple[Note, ...] = ()
    cited: Citation | None = None
    """How the report is cited that the page shows."""

    @property
    def outlets(self) -> str:
        """The page that sets outlets side by side, where there is one."""
        return f"/{self.kind}/{quote(self.item, safe='')}/outlets" if self.kind in ("event", "dispute") else ""

    @property
    def sources(self) -> bool:
        """Whether the page shows something whose reports can be cited."""
        return self.kind in ("event", "agreement", "dispute", "report", "relationship", "person")


NO_DESK = Desk("", followed=False)
"""What can be done with a page of something that is not there: nothing."""


def desk_of(request: Request) -> Desk:
    """What can be done with the page that a request asks for."""
    path = request.scope.get("raw_path", b"").decode("ascii", "replace").split("?")[0] or request.url.path
    address = path + (f"?{request.url.query}" if request.url.query else "")
    followed = can_be_followed(address)
    kind, item = _about(path)
    if not kind:
        return Desk(address, followed)
    store: Store = request.app.state.store
    with store.connection() as db:
        found = notes.of_report(db, item) if kind == "report" else notes.of(db, kind, item)
        cited = _cited(db, item) if kind == "report" else None
    return Desk(address, followed, kind, item, tuple(found), cited)


def _about(path: str) -> tuple[str, str]:
    """What a page shows, in the words in which notes have it."""
    if one := _ONE.fullmatch(path):
        return one[1], unquote(one[2])
    if pair := _PAIR.fullmatch(path):
        return "relationship", " ".join(sorted(unquote(x).upper() for x in pair.groups()))
    return "", ""


def _cited(db: Any, report: str) -> Citation | None:
    body = db.execute(select(func.coalesce(reports.c.corrected, reports.c.record)).where(reports.c.id == report)).scalar()
    return citation(Record.from_json(body), arrivals(db, [report]).get(report, "")) if body else None


class Reports:
    """How reports are called on a page. They are asked of the dossier when the first is named, all that the page shows at once."""

    def __init__(self, store: Store, shown: Any) -> None:
        self._store, self._shown = store, shown
        self._known: dict[str, Any] = {}

    def name(self, report: str) -> str:
        """Outlet and day, else headline and day; the id of what is not in the dossier."""
        row = self._row(report)
        return ", ".join(x for x in (row.outlet or f"“{quotable(self._headed(row))}”", row.published) if x) if row else report

    def title(self, report: str) -> str:
        """The headline, else the first line."""
        row = self._row(report)
        return self._headed(row) if row else report

    def _row(self, report: str) -> Any:
        if report not in self._known:
            ids = {report} if self._known else {report, *islice(_named_in(self._shown), _AT_ONCE)}
            self._known |= dict.fromkeys(ids)
            with self._store.connection() as db:
                self._known |= {row.id: row for row in db.execute(_NAMED, {"ids": sorted(ids)})}
        return self._known[report]

    def _headed(self, row: Any) -> str:
        if row.title:
            return str(row.title)
        with self._store.connection() as db:
            return _first_line(db, row.id)


def _named_in(value: Any) -> Iterator[str]:
    """Ids of reports in what a page shows."""
    if isinstance(value, Page):
        value = value.rows
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "report" and isinstance(inner, str):
                yield inner
            elif key in ("reports", "cluster") and isinstance(inner, list | tuple):
                yield from (r for r in inner if isinstance(r, str))
            else:
                yield from _named_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named_in(inner)


def _first_line(db: Any, report: str) -> str:
    """The first line of a report without a headline."""
    cited = _cited(db, report)
    return cited.title if cited else report
