"""A dossier to be asked from a program, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from dragoman.codebook.calendar import parse_day
from dragoman.errors import InputError
from dragoman.export.notes import beside
from dragoman.library import notebook
from dragoman.library.limits import Limits, filter_of
from dragoman.library.table import Table
from dragoman.model.dossier import Dispute, FollowThrough, LinkedEvent, Official, Organization, Person, Sources, Thread
from dragoman.model.record import Record
from dragoman.model.said import Said
from dragoman.store import Store
from dragoman.store.desk import scope
from dragoman.store.desk.journal import Change
from dragoman.store.filters import Filter, country_code
from dragoman.store.paging import Cut, Row
from dragoman.store.queries import count_reports, every


class Answers(Protocol):
    """What any dossier answers: one that is kept somewhere, and what `dragoman.link` gives."""

    @property
    def events(self) -> Sequence[LinkedEvent]: ...
    @property
    def agreements(self) -> Sequence[Thread]: ...
    @property
    def people(self) -> Sequence[Person]: ...
    @property
    def organizations(self) -> Sequence[Organization]: ...
    @property
    def officials(self) -> Sequence[Official]: ...
    @property
    def disputes(self) -> Sequence[Dispute]: ...
    @property
    def follow_through(self) -> Sequence[FollowThrough]: ...
    @property
    def sources(self) -> Sequence[Sources]: ...


class OpenDossier:
    """A dossier that is kept in a file, on a server, or for records at hand in a file of its own that goes with it; use as a context manager.

    Each answer is a `Table`: `dossier.events` has all of them, `dossier.events(between=("Iran", "Iraq"), facts_only=True)` those within limits, and
    `dossier.officials(as_of="2022-02-20")` who was in office that day.
    """

    def __init__(self, store: Store, folder: TemporaryDirectory[str] | None = None) -> None:
        self._store = store
        self._folder = folder

    def __enter__(self) -> OpenDossier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(t)} {t.name}" for t in (self.events, self.agreements, self.people, self.disputes))
        return f"<dossier of {self.reports} reports: {counts}>"

    def _repr_html_(self) -> str:
        told = [(t.name, t.to_dicts(), t.columns) for t in (self.events, self.agreements, self.disputes)]
        return notebook.of_dossier(self.reports, told)

    @property
    def reports(self) -> int:
        """How many reports it is made of."""
        with self._store.view() as view:
            return count_reports(view, Filter())

    @property
    def events(self) -> Table[LinkedEvent]:
        """Events with who stands behind them, in the order of their days."""
        return Table(self._ask, "events")

    @property
    def agreements(self) -> Table[Thread]:
        """Agreements, each from its first mention to its last."""
        return Table(self._ask, "agreements")

    @property
    def statements(self) -> Table[Said]:
        """Statements with speaker, kind and words, in the order of the reports."""
        return Table(self._ask, "statements")

    @property
    def people(self) -> Table[Person]:
        """People under all their forms, with those that were left apart as unsure."""
        return Table(self._ask, "people")

    @property
    def organizations(self) -> Table[Organization]:
        """Bodies under all their names, with those that were left apart as unsure."""
        return Table(self._ask, "organizations")

    @property
    def officials(self) -> Table[Official]:
        """Who held which office and when; with `as_of`, who held it on that day."""
        return Table(self._ask, "officials")

    @property
    def disputes(self) -> Table[Dispute]:
        """What one side says and another denies."""
        return Table(self._ask, "disputes")

    @property
    def follow_through(self) -> Table[FollowThrough]:
        """What became of each area that was agreed or promised."""
        return Table(self._ask, "follow-through")

    @property
    def sources(self) -> Table[Sources]:
        """Reports that are one source."""
        return Table(self._ask, "sources")

    def take(self, records: Iterable[Record]) -> None:
        """Take records in; one that is of a report which is there takes its place.

        Raises:
            StoreError: the dossier cannot be written to.
        """
        with self._store.batch() as add:
            for record in records:
                add(record)

    def changes(self, since: str, between: tuple[str, str] | None = None) -> list[Change]:
        """What became new, changed or went since a day, the newest first.

        Args:
            since: when the dossier learnt of it (YYYY-MM-DD), not when it happened.
            between: two states, by name or code.

        Raises:
            InputError: no such day or state.
        """
        try:
            day = parse_day(since).isoformat()
            covered = scope.scope_of("/between/" + "/".join(country_code(s) for s in between) if between else "/")
        except ValueError as error:
            raise InputError(str(error)) from None
        with self._store.view() as view:
            return scope.changes(view, covered, since=day)

    def search(self, words: str, limit: int = 50, *, kind: str | None = None) -> list[dict[str, Any]]:
        """Reports, statements, events and people with all of some words, best first.

        Args:
            limit: at most so many.
            kind: report, statement, event or person; all of them without it.

        Returns:
            Dictionaries of report_id, item and kind; title, outlet and published of the report; text, the words around the first that was
            found; marks, [start, end] of each of them in that text.
        """
        return self._store.search(words, limit, kind=kind)

    def search_counts(self, words: str) -> dict[str, int]:
        """How many texts of each kind `search` finds."""
        return self._store.search_counts(words)

    def newest(self, what: str, limit: int, limits: Limits) -> tuple[list[Row], int]:
        """The last rows of an answer, at most so many, the last one first, and how many there are in all; see `Table` for whole answers."""
        page = self._store.ask(what, filter_of(limits), Cut(limit, backward=True))
        return page.rows[:limit], page.total

    def records(self, reports: Iterable[str] | None = None) -> list[Record]:
        """The records of some reports by their ids, or of all, as people corrected them, in order of publication and id."""
        return self._store.records(None if reports is None else set(reports))

    def record(self, report: str) -> Record | None:
        """The record of a report by its id, as people corrected it; None where there is none."""
        return next(iter(self._store.records({report})), None)

    def _ask(self, what: str, limits: Limits) -> list[Row]:
        f = filter_of(limits)
        with self._store.view(f) as view:
            return list(beside(view, what, every(view, what, f)))


def open_dossier(dossier: str | Path | Iterable[Record], *, create: bool = False) -> OpenDossier:
    """Open a dossier to ask it questions; see `dragoman.open`."""
    if isinstance(dossier, str | Path):
        return OpenDossier(Store(dossier, create=create))
    folder = TemporaryDirectory(prefix="dragoman-")
    opened = OpenDossier(Store(Path(folder.name) / "records.db"), folder)
    try:
        opened.take(dossier)
    except BaseException:
        opened.close()
        raise
    return opened
