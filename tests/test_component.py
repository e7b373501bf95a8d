"""dragoman in a spaCy pipeline: what was read, with spans into the document, whatever else is in the pipeline."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import dragoman
from dragoman.library.component import make as registers

TEXT = "Iran and Oman signed a pact in Muscat on Sunday.\n\n“We deny it,” Iraq's foreign minister Fuad Hussein said."


def test_a_blank_pipeline_tells_what_read_tells() -> None:
    assert registers
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman", config={"published": "2024-05-07", "outlet": "The Harbour News"})
    doc = nlp(TEXT)
    record = dragoman.read(dragoman.Source(TEXT, "spaCy"), published="2024-05-07", outlet="The Harbour News")
    assert doc._.record == record and record.events and record.statements and record.agreements
    assert [p.value for p in doc._.events] == list(record.events) and [p.value for p in doc._.agreements] == list(record.agreements)
    assert [p.value.name for p in doc._.people] == [a.name for a in record.actors if a.kind == "person"] == ["Fuad Hussein"]
    said = next(s for s in doc._.statements if s.value.speaker)
    assert [s.text for s in said.cue] == [TEXT[s:e] for s, e in said.value.cue] and "Hussein" in said.speaker[0].text
    for part in (*doc._.statements, *doc._.events, *doc._.agreements, *doc._.people):
        assert part.spans and all(span.doc is doc for span in part.spans)
    for event in doc._.events:
        assert all(TEXT[s:e] in span.text for (s, e), span in zip(event.value.evidence, event.spans, strict=True))


def test_documents_tell_their_own_day_and_keep_the_record_wherever_they_go() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman", config={"published": "2001-01-01"})
    doc = nlp.make_doc("Chad condemned Libya on Sunday.")
    doc._.published, doc._.outlet = "2024-05-07", "The Harbour News"
    doc = nlp(doc)
    assert (doc._.record.report.published, doc._.record.report.outlet) == ("2024-05-07", "The Harbour News")
    again = next(iter(DocBin(store_user_data=True).from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)))
    assert again._.record == doc._.record and again._.events[0].spans[0].doc is again
    empty = nlp("  ")
    assert empty._.record is None and empty._.events == empty._.statements == empty._.agreements == empty._.people == ()


def test_settings_are_those_of_a_reader() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(dragoman.DictionaryError):
        nlp.add_pipe("dragoman", config={"actors": ["/no/where.csv"]})
    with pytest.raises(ValueError, match="published"):
        spacy.blank("en").add_pipe("dragoman", config={"published": 3})
    assert isinstance(nlp("Peru."), Doc)
