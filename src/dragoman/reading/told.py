"""What a source says of its report beyond what reading needs, put into the record."""

from dragoman.intake.source import Source
from dragoman.model.record import Record, Warning_


def with_told(record: Record, source: Source) -> Record:
    """The record with section, address and further fields of its source, and a warning for each note; the same where there are none."""
    told = {"section": source.section, "address": source.address, "meta": dict(source.meta) or None}
    report = {key: value for key, value in told.items() if value is not None}
    if not report and not source.notes:
        return record
    notes = tuple(Warning_(code="source", message=note) for note in source.notes)
    return record.model_copy(update={"report": record.report.model_copy(update=report), "warnings": record.warnings + notes})
