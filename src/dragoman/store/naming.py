"""What a person means by a name: a person, a body, an event or an agreement of the dossier."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dragoman.codebook.states import plain
from dragoman.model.correction import CorrectionError
from dragoman.store.finding import BEGUN, Found, names_of
from dragoman.store.queries import View
from dragoman.store.schema import dossier_members

_KINDS = ("person", "organization", "agreement")
_OFFERED = 6


def target_of(db: Connection, given: str) -> str:
    """The id of what is named: an id or REPORT/ITEM stays as it is, a name becomes the id of what bears it.

    Raises:
        CorrectionError: nothing or more than one thing bears the name; the message lists what may be meant.
    """
    if _is_id(db, given):
        return given
    found = [f for f in names_of(View(db, db)).find(given) if f.entity.kind in _KINDS]
    exact = [f for f in found if plain(f.entity.name) == plain(given)] or [f for f in found if f.fits > BEGUN] or found
    if len(exact) == 1:
        return exact[0].entity.id
    if not exact:
        raise CorrectionError(
            f"{given!r} is neither a name nor an id in the dossier; `dragoman show people` lists names, `--json` prints ids"
        )
    raise CorrectionError(f"{given!r} may be any of these; give one by its id:\n" + "\n".join(map(_line, exact[:_OFFERED])))


def tellings_of(db: Connection, whole: str, given: str) -> list[str]:
    """The tellings of something that are meant: REPORT/ITEM itself, or all of a report that is named by its id."""
    m = dossier_members.c
    own = [f"{r}/{i}" for r, i in db.execute(select(m.report_id, m.item).where(m.id == whole).order_by(m.report_id, m.item))]
    if given in own:
        return [given]
    return [o for o in own if o.rpartition("/")[0] == given] or [given]


def _is_id(db: Connection, given: str) -> bool:
    if db.execute(select(dossier_members.c.id).where(dossier_members.c.id == given).limit(1)).first() is not None:
        return True
    report, _, item = given.rpartition("/")
    return bool(report) and item[:1] in "esga" and item[1:].isdigit()


def _line(found: Found) -> str:
    e = found.entity
    return f"  {e.id}  {e.name} ({'; '.join(x for x in (e.kind, e.note, f'{e.reports} reports') if x)})"
