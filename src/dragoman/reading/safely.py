"""Reading under a guard: a fault in reading one report is that report's failure, and nobody else's."""

from __future__ import annotations

from dragoman.codebook.dictionaries import Dictionary
from dragoman.intake.guard import PASSING, deadline, why
from dragoman.intake.source import Failure, Limits, Source
from dragoman.model.record import Record
from dragoman.reading.read import read_source


def read_safely(source: Source, own: Dictionary | None = None, limits: Limits = Limits()) -> Record | Failure:  # noqa: B008  (frozen)
    """The record of a report, or why there is none; never raises, but for what is no report's fault.

    Raises:
        SetupError: a part that reading needs is not there.
    """
    try:
        with deadline(limits.seconds):
            record = read_source(source, own, limits)
            record.to_json()  # what cannot be written is found here, where it costs one report
    except PASSING:
        raise
    except BaseException as error:  # a library's panic is no Exception
        return Failure(source.origin, why(error, "it could not be read"), source.place, source.sha256)
    return record
