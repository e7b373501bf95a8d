"""What a source says of its report beyond what reading needs, put into the record."""

from dragoman.intake.source import Source
from dragoman.model.record import Record, Warning_
from dragoman.reading.language import language

_SHORT = 40
"""Words of a text that tells its language less surely than its source does."""


def spoken_in(source: Source) -> str | None:
    """ISO 639-1 code of the language of a text; of a headline or a few sentences, that which its source names."""
    if source.language and len(source.text.split()) < _SHORT:
        return source.language
    return language(source.text) or source.language


def with_provenance(record: Record, source: Source) -> Record:
    """The record with section, address and further fields of its source, and a warning for each note; the same where there are none."""
    fields = {"section": source.section, "address": source.address, "meta": dict(source.meta) or None}
    report = {key: value for key, value in fields.items() if value is not None}
    if not report and not source.notes:
        return record
    notes = tuple(Warning_(code="source", message=note) for note in source.notes)
    return record.model_copy(update={"report": record.report.model_copy(update=report), "warnings": record.warnings + notes})
