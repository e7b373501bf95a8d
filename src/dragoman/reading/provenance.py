"""What a source says of its report beyond what reading needs, put into the record."""

from collections.abc import Sequence

from dragoman.cleaning.language import Spoken, spoken
from dragoman.intake.source import Source
from dragoman.model.record import Passage, Record, Warning_
from dragoman.reading.casing import as_sentences

_SHORT = 40
"""Words of a text that tells its language less surely than its source does."""


def spoken_in(source: Source, passages: Sequence[Passage]) -> Spoken:
    """The language of a report and its foreign passages: what a user says decides; of a few sentences, what their source names."""
    if not source.read_as and source.language and len(source.text.split()) < _SHORT:
        return Spoken(source.language, {})
    found = spoken(as_sentences(source.text, passages), passages, source.read_as)
    return found if found.language else Spoken(source.language, found.foreign)


def with_provenance(record: Record, source: Source) -> Record:
    """The record with section, address and further fields of its source, and a warning for each note; the same where there are none."""
    fields = {"section": source.section, "address": source.address, "meta": dict(source.meta) or None}
    report = {key: value for key, value in fields.items() if value is not None}
    if not report and not source.notes:
        return record
    notes = tuple(Warning_(code="source", message=note) for note in source.notes)
    return record.model_copy(update={"report": record.report.model_copy(update=report), "warnings": record.warnings + notes})
