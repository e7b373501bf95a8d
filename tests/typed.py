"""What a user may write and what not: `mypy` in strict mode, which is part of `make lint`, checks it, and that nothing is ignored in vain."""

from pathlib import Path

import dragoman


def facts(dossier: dragoman.Answers) -> int:
    """Of any dossier."""
    return sum(event.fact for event in dossier.events)


def read_all(folder: Path) -> list[dragoman.Record]:
    """Those of a folder that can be read."""
    reader = dragoman.Reader(language="en")
    return [result for result in reader.pipe([folder], workers=2) if not isinstance(result, dragoman.Failure)]


def ask(records: list[dragoman.Record]) -> list[str]:
    """Questions to a dossier of records, and to what they say together."""
    with dragoman.open(records) as dossier:
        words = [e.evidence[0].words for e in dossier.events(between=("Kenya", "Ethiopia"), facts_only=True)]
        heights: int = dossier.officials(as_of="2022-02-20").to_polars().height
        assert facts(dossier) == facts(dragoman.link(records)) and heights >= 0
        return [*words, *(change.title for change in dossier.changes("2022-01-01"))]


def refused(dossier: dragoman.OpenDossier) -> None:
    """What an editor marks as wrong."""
    dossier.events(colour="red")  # type: ignore[call-arg]
    dossier.events(standing="true")  # type: ignore[arg-type]
    dossier.events[0].none  # type: ignore[attr-defined]  # noqa: B018
