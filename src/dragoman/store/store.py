"""A dossier in a database: records, what people said against them, and what links them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DatabaseError, InterfaceError

from dragoman.intake.source import Failure
from dragoman.linking.linked import Linked
from dragoman.model.correction import Correction, StoredCorrection
from dragoman.model.errors import StoreError
from dragoman.model.record import Record
from dragoman.store import corrections, failures, former, removing, schema
from dragoman.store.derive import bring_back, changes, count_change, derive, derive_new, fill, is_due, keep, reading_of, records_of
from dragoman.store.desk.journal import Journal
from dragoman.store.engine import engine_for, is_read_only, is_url, shown, writing, written
from dragoman.store.filters import Filter
from dragoman.store.links import SqlLinkIndex
from dragoman.store.migrate import prepare
from dragoman.store.past import all_known
from dragoman.store.queries import Cut, Page, Row, View, ask, every
from dragoman.store.refresh import refresh
from dragoman.store.search import counts, search
from dragoman.store.snapshots import Snapshots
from dragoman.store.targets import Drafts, now
from dragoman.store.unswept import unswept
from dragoman.version import __version__


class Store:
    """A dossier kept in a file or on a server; use as a context manager. Threads may share one.

    Args:
        where: a path, or the URL of a PostgreSQL database.
        create: whether to make a dossier where there is none.

    Raises:
        StoreError: it is no dossier, or one of a newer version, or cannot be opened.
    """

    def __init__(self, where: str | Path, *, create: bool = True) -> None:
        self.where = where
        if not create and not is_url(where) and not Path(where).exists():
            raise StoreError(f"there is no dossier {where}; make one with `dragoman read PATH --dossier {where}`")
        self._engine = engine_for(where)
        self._snapshots = Snapshots()
        try:
            prepare(self._engine, str(where), fill)
            self._catch_up()
        except (DatabaseError, InterfaceError) as error:
            self._engine.dispose()
            why = str(error.orig).strip().splitlines()[0]
            raise StoreError(f"{shown(where)} cannot be opened as a dossier ({why}); name another with --dossier") from error
        except StoreError:
            self._engine.dispose()
            raise

    def forget(self) -> None:
        """Let go of what is held ready in memory: the dossier as of days that were asked for."""
        self._snapshots.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.forget()
        self._engine.dispose()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to ask questions with."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction in which what people do with the dossier is written: all of it is kept, or nothing."""
        with writing(self._engine) as connection:
            yield connection

    def add(self, record: Record) -> bool:
        """Keep a record and link it, in place of an earlier one of the same report; true where there was one.

        Corrections of the report are applied to it again; one that a person removed stays out. All of it or nothing is kept, also where the
        process is killed.
        """
        return self._add(record, later=False)

    @contextmanager
    def batch(self) -> Iterator[Callable[[Record], bool]]:
        """A faster `add` for many records: what they say together is brought up to date every so often, and at the end or on opening.

        Each record is kept as soon as the call returns; only where the machine itself fails the last ones may have to be read again.
        """
        with self.connection() as connection:
            there = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
        waiting, any_added = 0, False

        def add_one(record: Record) -> bool:
            nonlocal waiting, there, any_added
            waiting, there, any_added = waiting + 1, there + 1, True
            waiting = 0 if is_due(waiting, there) else waiting
            return self._add(record, later=waiting > 0, many=True)

        with unswept():
            try:
                yield add_one
            finally:
                self._catch_up(wait=any_added)

    def _add(self, record: Record, *, later: bool, many: bool = False) -> bool:
        with writing(self._engine, many=many) as connection:
            body = record.to_json()
            if removing.keep_out(connection, record.report.id, body):
                failures.forget_origin(connection, record.report.origin)
                return True
            old = keep(connection, record, body)
            journal = Journal(connection, now())
            if old:
                derive(connection, [record.report.id], journal, later=later)
            else:
                journal.report(record, "new")
                derive_new(connection, record, journal, later=later)
            failures.forget_origin(connection, record.report.origin)
            count_change(connection)
        return old

    def _catch_up(self, *, wait: bool = False) -> None:
        """Do what was left for later; `wait` for the disk, also where there is nothing."""
        with self.connection() as connection:
            left = connection.execute(select(schema.link_changed.c.kind).limit(1)).first() is not None
        if is_read_only(self._engine) or not (left or wait):
            return
        with writing(self._engine) as connection:
            refresh(connection, SqlLinkIndex(connection), Journal(connection, now()))
            count_change(connection)

    def fail(self, failed: Failure, day: str) -> str:
        """Keep what could not be read and why, and return the failure's id; `day` is when it failed."""
        with writing(self._engine) as connection:
            return failures.keep(connection, failed, day)

    def mend(self, places: Iterable[str], but: Iterable[str] = ()) -> None:
        """Take out the failures of places that have now been read to their ends, but those of some ids, which failed again."""
        with writing(self._engine) as connection:
            failures.forget_places(connection, places, set(but))

    def failures(self, limit: int | None = None) -> list[failures.StoredFailure]:
        """What could not be read, the latest day first."""
        with self.connection() as connection:
            return failures.listed(connection, limit)

    def failed(self) -> tuple[int, int]:
        """How many inputs failed, and how many were passed over."""
        with self.connection() as connection:
            return failures.count(connection)

    def to_retry(self) -> list[str]:
        """Files and addresses of what failed."""
        with self.connection() as connection:
            return failures.places(connection)

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""
        return is_read_only(self._engine)

    def correct(self, made: Sequence[Correction]) -> None:
        """Keep corrections and apply them, all of them or none.

        Raises:
            StoreError: one of them cannot be applied to the report as it is.
        """
        with writing(self._engine) as connection:
            corrections.keep(connection, made)
            gone = [c for c in made if c.action == "remove"]
            journal = Journal(connection, now())
            for c in gone:
                for record in records_of(connection, {c.target.report}):
                    journal.report(record, "gone")
                removing.take_out(connection, c)
            orphaned = derive(connection, corrections.reports_of(made), journal, gone={c.target.report for c in gone})
            if failed := [why for c in made if (why := orphaned.get(c.id))]:
                raise StoreError(failed[0])
            count_change(connection)

    def draft(self, author: str | None, reason: str, make: Callable[[Drafts], list[Correction]]) -> list[Correction]:
        """Make corrections with `Drafts` and keep them.

        Raises:
            CorrectionError: they cannot be made.
            StoreError: they cannot be applied, or no reason is given.
        """
        if not reason.strip():
            raise StoreError("a correction needs a reason")
        with self.connection() as connection:
            made = make(Drafts(connection, author, reason))
        if not made:
            raise StoreError("there is nothing to correct")
        self.correct(made)
        return made

    def corrections(self, *, report: str | None = None, state: str | None = None, limit: int | None = None) -> list[StoredCorrection]:
        """Corrections with what became of them, the newest first."""
        with self.connection() as connection:
            return corrections.listed(connection, report=report, state=state, limit=limit)

    def undo(self, batch: str, author: str, at: str) -> int:
        """Take back corrections that were made together, and return how many."""
        with writing(self._engine) as connection:
            made = [c for c in corrections.listed(connection, batch=batch) if c.state != "undone"]
            corrections.mark(connection, [c.id for c in made], "undone", f"by {author}, {at}")
            journal = Journal(connection, now())
            for c in made:
                if c.action == "remove":
                    bring_back(connection, c.target.report, journal)
            derive(connection, corrections.reports_of(made), journal)
            count_change(connection)
        return len(made)

    def removed(self, report: str | None = None) -> list[removing.Removed]:
        """Reports that people took out, the latest first; or the one of an id."""
        with self.connection() as connection:
            return removing.listed(connection, report)

    def moved(self, what: str, key: str) -> str | None:
        """The id that an answer has today which had this one before it was joined, parted or corrected; None where there is none."""
        with self.connection() as connection:
            return former.now(connection, what, key)

    def changes(self) -> int:
        """A number that grows whenever the dossier is written to."""
        with self.connection() as connection:
            return changes(connection)

    @property
    def written(self) -> int:
        """How many times this process has written to the dossier."""
        return written(self._engine)

    @contextmanager
    def view(self, f: Filter = Filter()) -> Iterator[View]:  # noqa: B008  (Filter is frozen)
        """Where to ask questions within a filter: the dossier as it is, or as of the filter's day."""
        with self.connection() as connection:
            if not f.as_of or all_known(connection, f.as_of):
                yield View(connection, connection)
                return
            with self._snapshots.of(connection, f, self.changes()).connect() as answers:
                yield View(answers, connection)

    def ask(self, what: str, f: Filter = Filter(), cut: Cut = Cut()) -> Page:  # noqa: B008
        """Answer a question; see `queries.ask`."""
        with self.view(f) as view:
            return ask(view, what, f, cut)

    def every(self, what: str, f: Filter = Filter()) -> list[Row]:  # noqa: B008
        """All rows of an answer."""
        with self.view(f) as view:
            return list(every(view, what, f))

    def linked(self) -> Linked:
        """The clusters of everything in the dossier."""
        with self.connection() as connection:
            return SqlLinkIndex(connection).linked()

    def records(self, ids: set[str] | None = None) -> list[Record]:
        """The records of some reports, or of all, as people corrected them, in order of publication and id."""
        with self.connection() as connection:
            return list(records_of(connection, ids))

    def reading(self, report: str) -> Record | None:
        """The record of a report as it was read, without corrections."""
        with self.connection() as connection:
            return reading_of(connection, report)

    def has(self, report: str) -> bool:
        """Whether a report has been read by this version, or was removed."""
        found = self.reading(report)
        return (found is not None and found.version == __version__) or bool(self.removed(report))

    def search(
        self, words: str, limit: int = 50, *, kind: str | Iterable[str] | None = None, after: int = 0, others: Iterable[str] = ()
    ) -> list[Row]:
        """Reports, statements, events and people with all of the words, best first; see `store.search`."""
        with self.connection() as connection:
            return search(connection, words, kind=kind, limit=limit, after=after, others=others)

    def search_counts(self, words: str, others: Iterable[str] = ()) -> dict[str, int]:
        """How many texts of each kind `search` finds."""
        with self.connection() as connection:
            return counts(connection, words, others)
