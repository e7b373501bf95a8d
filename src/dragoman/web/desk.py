"""Who is at work, and what can be done with the page that is looked at: follow it, cite it, note something on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from sqlalchemy import func, select
from starlette.responses import Response

from dragoman.export.citations import Citation, citation
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.desk import notes
from dragoman.store.desk.journal import arrivals
from dragoman.store.desk.notes import Note
from dragoman.store.desk.scope import can_be_followed
from dragoman.store.schema import reports

_COOKIE, _LONGEST, _YEAR = "dragoman_author", 80, 365 * 86400
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


def names_of(store: Store) -> Callable[[str], str]:
    """What tells how a report is called in a line: outlet and day, else headline and day; asked of the dossier once for each."""
    return _naming(store, lambda title, outlet, published: ", ".join(x for x in (outlet or title(), published) if x))


def titles_of(store: Store) -> Callable[[str], str]:
    """What tells how a report is headed: its headline, else its first line; asked of the dossier once for each."""
    return _naming(store, lambda title, outlet, published: title())


def _naming(store: Store, called: Callable[[Callable[[], str], str | None, str | None], str]) -> Callable[[str], str]:
    """What names a report that is in the dossier by its headline, outlet and day, and gives the id of any other."""
    known: dict[str, str] = {}

    def name(report: str) -> str:
        if report not in known:
            c = reports.c
            with store.connection() as db:
                row = db.execute(select(c.title, c.outlet, c.published).where(c.id == report)).first()
                known[report] = called(lambda: row.title or _first_line(db, report), row.outlet, row.published) if row else report
        return known[report]

    return name


def _first_line(db: Any, report: str) -> str:
    """The first line of a report without a headline."""
    cited = _cited(db, report)
    return cited.title if cited else report
