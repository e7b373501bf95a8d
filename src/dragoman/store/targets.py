"""What a correction speaks of, from what a person named: an answer of the dossier by its id, or a part of a report as REPORT/ITEM."""

from __future__ import annotations

import getpass
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.correcting.anchors import anchor, parts, place, said
from dragoman.correcting.apply import value_of
from dragoman.correcting.fields import PARTIES, checked
from dragoman.correcting.parties import parties
from dragoman.model.correction import Anchor, Correction, CorrectionError, Target
from dragoman.model.record import Actor, Record
from dragoman.model.span import Span
from dragoman.store.schema import dossier_members, reports

_ITEMS: dict[str, Target] = {"e": "event", "s": "statement", "g": "agreement", "a": "actor"}
_NAMES: dict[str, Target] = {"events": "event", "agreements": "agreement", "people": "person", "organizations": "organization"}


class Drafts:
    """Makes corrections of one author, all of one batch.

    Args:
        db: the dossier.
        author: who makes them; the user's name where none is given.
        at: time, ISO 8601; now where none is given.
    """

    def __init__(self, db: Connection, author: str | None, reason: str, at: str | None = None) -> None:
        self._db = db
        self._common = {
            "batch": secrets.token_hex(4),
            "author": (author or "").strip() or getpass.getuser(),
            "reason": reason.strip(),
            "at": at or now(),
        }

    def set(self, target: str, field: str, value: Any) -> list[Correction]:
        """One value changed, in every telling of what is named.

        Raises:
            CorrectionError: nothing of that name, no such value, or not for what it is.
        """
        out = []
        for record, kind, part in self.parts(target):
            if kind in ("person", "organization"):
                kind = "actor"
            made = checked(kind, field, value)
            out.append(self._made("set", kind, anchor(record, part), field=field, value=made, was=value_of(part, field, record)))
        return out

    def amend(self, target: str, values: dict[str, Any]) -> list[Correction]:
        """Several values changed at once, in every telling that has another; of parties, in every telling whose report names them.

        Raises:
            CorrectionError: nothing of that name, no such value, or parties that none of the reports names.
        """
        out = []
        there = list(self.parts(target))
        for field, value in values.items():
            made, refused = [], None
            for record, kind, part in there:
                kind = "actor" if kind in ("person", "organization") else kind
                wanted = checked(kind, field, value)
                if wanted == value_of(part, field, record):
                    continue
                try:
                    if field in PARTIES:
                        parties(record, wanted if isinstance(wanted, list) else [wanted])
                except CorrectionError as error:
                    refused = error
                    continue
                was = value_of(part, field, record)
                made.append(self._made("set", kind, anchor(record, part), field=field, value=wanted, was=was))
            if refused is not None and not made:
                raise refused
            out += made
        return out

    def describe(self, report: str, values: dict[str, Any]) -> list[Correction]:
        """Another title, outlet, day or language of a report; those that it has already are passed over.

        Raises:
            CorrectionError: there is no such report, or a value cannot be.
        """
        told = self.record(report).report
        wanted = {field: checked("report", field, value) for field, value in values.items()}
        changed = {k: v for k, v in wanted.items() if v != getattr(told, k)}
        where = Anchor(report=report, words=told.title or report, spans=())
        return [self._made("set", "report", where, field=k, value=v, was=getattr(told, k)) for k, v in changed.items()]

    def remove(self, report: str) -> list[Correction]:
        """A report that is to count no more."""
        told = self.record(report).report
        return [self._made("remove", "report", Anchor(report=report, words=told.title or report, spans=()))]

    def reject(self, target: str) -> list[Correction]:
        """Something that the reports do not say."""
        return [self._made("reject", kind, anchor(record, part)) for record, kind, part in self.parts(target)]

    def add(self, report: str, kind: Target, words: str | Span, values: dict[str, Any]) -> list[Correction]:
        """Something that stands in a report and was not read: the words, or where they stand.

        Raises:
            CorrectionError: the words do not stand there, or a value is missing or cannot be.
        """
        record = self.record(report)
        text = record.report.text
        if isinstance(words, str):
            where = place(record, Anchor(report=report, words=" ".join(words.split()), spans=())) or _loose(text, words)
        else:
            where = (words,) if 0 <= words[0] < words[1] <= len(text) else None
        if not where:
            raise CorrectionError(f"the words {words!r} do not stand in {report}")
        given = {k: checked(kind, k, v) for k, v in values.items() if v not in (None, "", [])}
        needed = {"event": ("type",), "statement": ("kind",), "agreement": ("name", "stage")}.get(kind)
        if needed is None:
            raise CorrectionError(f"{kind} cannot be added; an event, a statement or an agreement can")
        missing = [n for n in needed if n not in given]
        if missing:
            raise CorrectionError(f"an added {kind} needs: {', '.join(missing)}")
        return [self._made("add", kind, Anchor(report=report, words=said(record, where), spans=where), value=given)]

    def join(self, one: str, other: str) -> list[Correction]:
        """Two people, organisations, events or agreements that are one."""
        a, b = list(self.parts(one)), list(self.parts(other))
        kind = self._both(a, b)
        return [self._made("join", kind, anchor(*a[0][::2]), others=(anchor(*b[0][::2]),))]

    def differ(self, one: str, other: str) -> list[Correction]:
        """Two people, organisations, events or agreements that are not one."""
        return self._of_two("part", one, other)

    def unsure(self, one: str, other: str) -> list[Correction]:
        """Two of which somebody looked at both and could not tell whether they are one."""
        return self._of_two("unsure", one, other)

    def _of_two(self, action: str, one: str, other: str) -> list[Correction]:
        a, b = list(self.parts(one)), list(self.parts(other))
        kind = self._both(a, b)
        others = tuple(anchor(*p[::2]) for p in b)
        return [self._made(action, kind, anchor(*p[::2]), others=others) for p in a]

    def part(self, whole: str, items: Iterable[str]) -> list[Correction]:
        """Tellings (REPORT/ITEM) that are not of the same person, organisation, event or agreement as the rest."""
        there = list(self.parts(whole))
        apart = [p for i in items for p in self.parts(i)]
        kind = there[0][1]
        names = {(r.report.id, p.id) for r, _, p in apart}
        rest = [(r, k, p) for r, k, p in there if (r.report.id, p.id) not in names]
        if not rest or len(rest) + len(names) != len(there):
            raise CorrectionError(f"{whole} has the tellings {', '.join(f'{r.report.id}/{p.id}' for r, _, p in there)}; name some, not all")
        others = tuple(anchor(r, p) for r, _, p in rest)
        return [self._made("part", kind, anchor(r, p), others=others) for r, _, p in apart]

    def _both(self, a: list[Any], b: list[Any]) -> Target:
        kind: Target = a[0][1]
        other: Target = b[0][1]
        if kind != other or kind not in _NAMES.values():
            raise CorrectionError(f"a {kind} and a {other} cannot be joined; two people, organizations, events or agreements can")
        return kind

    def _made(self, action: str, kind: Target, target: Anchor, **rest: Any) -> Correction:
        return Correction.model_validate(
            {"id": secrets.token_hex(8), "action": action, "kind": kind, "target": target, **self._common, **rest}
        )

    def parts(self, target: str) -> Iterable[tuple[Record, Target, Any]]:
        """Every part of a record that is meant."""
        m = dossier_members.c
        rows = list(
            self._db.execute(select(m.kind, m.report_id, m.item).where(m.id == target, m.kind.in_(_NAMES)).order_by(m.report_id, m.item))
        )
        if rows:
            for name, report, item in rows:
                yield self._part(report, item, _NAMES[name])
            return
        report, _, item = target.rpartition("/")
        kind = _ITEMS.get(item[:1])
        if not report or kind is None:
            raise CorrectionError(
                f"{target!r} names nothing in the dossier; give an id that `show --json` prints, or REPORT/ITEM, as r1/e2"
            )
        yield self._part(report, item, kind)

    def _part(self, report: str, item: str, kind: Target) -> tuple[Record, Target, Any]:
        record = self.record(report)
        found = next((p for p in parts(record, kind) if p.id == item), None)
        if found is None:
            raise CorrectionError(f"{report} has no {kind} {item}")
        if isinstance(found, Actor) and kind == "actor" and found.kind == "person" and found.named:
            kind = "person"
        return record, kind, found

    def record(self, report: str) -> Record:
        """A report as it is with corrections.

        Raises:
            CorrectionError: there is none of that id.
        """
        body = self._db.execute(select(func.coalesce(reports.c.corrected, reports.c.record)).where(reports.c.id == report)).scalar()
        if body is None:
            raise CorrectionError(f"there is no report {report!r} in the dossier")
        return Record.from_json(body)


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _loose(text: str, words: str) -> tuple[Span, ...] | None:
    """Where words stand whatever white space is between them."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return ((found.start(), found.end()),) if found and words.strip() else None
