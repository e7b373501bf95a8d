"""Corrections out, as training and evaluation data, and a colleague's corrections in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dragoman.correcting.anchors import find
from dragoman.errors import DragomanError
from dragoman.model.correction import Anchor, Correction, StoredCorrection
from dragoman.model.record import Record
from dragoman.store import Store, StoreError
from dragoman.store.corrections import listed
from dragoman.store.desk import reviews
from dragoman.store.desk.reviews import Decision, insert_one, known_by
from dragoman.store.filters import Filter
from dragoman.store.queries import View
from dragoman.store.schema import reports
from dragoman.store.targets import now

CONFIRM = "confirm"
"""The action of a line that says that a reading is right."""


class CorrectionsError(DragomanError, ValueError):
    """A file that holds no corrections; the message says which line and why."""


@dataclass
class Brought:
    """What became of a colleague's corrections."""

    added: int = 0
    there: int = 0
    conflicts: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def write(view: View, out: Path, f: Filter) -> int:
    """One line a correction that holds, the oldest first, with "sentence": the text around the words, to train and evaluate on.

    After them, what was looked at and found right, as lines with the action "confirm".
    """
    n = 0
    texts: dict[str, str] = {}
    with out.open("w", encoding="utf8") as file:
        for c in sorted(listed(view.read, state="applied"), key=lambda c: (c.at, c.id)):
            text = texts.setdefault(c.target.report, _text(view, c.target.report))
            line = Correction.model_validate(c.model_dump(exclude={"state", "note"})).model_dump(mode="json")
            file.write(json.dumps(line | {"sentence": _sentence(text, c)}, ensure_ascii=False) + "\n")
            n += 1
        for d in reversed(reviews.listed(view.read)):
            if d.verdict == "right":
                sentence = _sentence(texts.setdefault(d.target.report, _text(view, d.target.report)), d)
                file.write(json.dumps(_confirmed(d) | {"sentence": sentence}, ensure_ascii=False) + "\n")
                n += 1
    return n


def _confirmed(d: Decision) -> dict[str, Any]:
    """A reading that somebody found right, in the form of a correction, with the values that are right."""
    common = {"id": d.id, "at": d.at, "author": d.author, "action": CONFIRM, "kind": d.kind}
    return common | {"target": d.target.model_dump(mode="json"), "value": d.values}


def _text(view: View, report: str) -> str:
    body = view.read.execute(reports.select().with_only_columns(reports.c.record).where(reports.c.id == report)).scalar()
    return Record.from_json(body).report.text if body else ""


def _sentence(text: str, c: StoredCorrection | Decision) -> str:
    """The paragraph around the words, in one line."""
    if not c.target.spans or c.target.spans[-1][1] > len(text):
        return c.target.words
    start = text.rfind("\n", 0, c.target.spans[0][0]) + 1
    end = text.find("\n", c.target.spans[-1][1])
    return " ".join(text[start : end if end >= 0 else len(text)].split())


def bring(store: Store, path: Path, *, theirs: bool = False) -> Brought:
    """Take corrections in from a file that `write` made.

    Args:
        theirs: where one differs from one that is there, undo that one and take the new one.

    Raises:
        CorrectionsError: a line is no correction, or the file cannot be read.
    """
    done = Brought()
    held = {c.id: c for c in store.corrections() if c.state != "undone"}
    with store.connection() as db:
        decided = {d.id for d in reviews.listed(db)}
    for c in _lines(path):
        if isinstance(c, Correction):
            _bring_one(store, c, held, done, theirs=theirs)
        elif c.id in decided:
            done.there += 1
        else:
            _take(store, c)
            done.added += 1
    return done


def _bring_one(store: Store, c: Correction, held: dict[str, StoredCorrection], done: Brought, *, theirs: bool) -> None:
    """Take one correction in; what became of it goes into `done`, and `held` has those that hold from then on."""
    if c.id in held or any(_same(c, k) for k in held.values()):
        done.there += 1
        return
    against = [k for k in held.values() if _differ(c, k)]
    done.conflicts += [_conflict(c, k) for k in against]
    if against and not theirs:
        return
    for k in against:
        store.undo(k.batch, c.author, now())
        held.pop(k.id, None)
    try:
        store.correct([c])
    except StoreError as error:
        done.failed.append(f"{c.target.report} “{c.target.words}”: {error}")
        return
    held[c.id] = StoredCorrection(**c.model_dump())
    done.added += 1


def _conflict(c: Correction, k: StoredCorrection) -> str:
    said, before = c.value or c.action, k.value or k.action
    return f"{c.target.report} “{c.target.words}” {c.field or c.action}: {c.author} says {said!r}, {k.author} said {before!r}"


def _take(store: Store, d: Decision) -> None:
    """Keep a colleague's decision that a reading is right."""
    record = next(iter(store.records({d.target.report})), None)
    part = find(record, d.kind, d.target) if record else None
    words = known_by(d.kind, part, record) if record and part else d.target.words
    with store.writing() as db:
        insert_one(db, d, {"target": d.target.model_dump(mode="json"), "values": d.values, "states": []}, words)


def _decision(row: dict[str, Any]) -> Decision:
    target = Anchor.model_validate(row["target"])
    return Decision(str(row["id"]), str(row["at"]), str(row["author"]), "right", row["kind"], target, dict(row["value"]))


def _lines(path: Path) -> Iterator[Correction | Decision]:
    try:
        text = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path} cannot be read ({error})") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row.pop("sentence", None)
            yield _decision(row) if row.get("action") == CONFIRM else Correction.model_validate(row)
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
            raise CorrectionsError(f"{path}:{number} is no correction ({str(error).splitlines()[0]})") from None


def _one_place(a: Correction, b: Correction) -> bool:
    return (a.kind, a.target.report, a.target.words) == (b.kind, b.target.report, b.target.words)


def _same(a: Correction, b: Correction) -> bool:
    others = {(o.report, o.words) for o in a.others} == {(o.report, o.words) for o in b.others}
    return _one_place(a, b) and (a.action, a.field, a.value) == (b.action, b.field, b.value) and others


def _differ(a: Correction, b: Correction) -> bool:
    """Whether two corrections of one thing cannot both hold."""
    if not _one_place(a, b):
        return False
    if {a.action, b.action} <= {"join", "part"}:
        return a.action != b.action and bool({(o.report, o.words) for o in a.others} & {(o.report, o.words) for o in b.others})
    if "add" in (a.action, b.action):
        return a.action == b.action and a.value.get("type") == b.value.get("type") and a.value != b.value
    return "reject" in (a.action, b.action) or (a.field == b.field and a.value != b.value)
