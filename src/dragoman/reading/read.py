"""The steps of reading, in order."""

import re
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np
from spacy.tokens import Doc

from dragoman.cleaning.headers import Headers, read_headers
from dragoman.cleaning.language import Spoken
from dragoman.cleaning.passages import READ, passages
from dragoman.cleaning.turns import turns
from dragoman.codebook.dictionaries import Dictionary
from dragoman.codebook.gazetteer import outlet
from dragoman.codebook.topics import apart, political
from dragoman.intake.source import Limits, Source
from dragoman.model.record import Passage, PassageKind, PublishedBy, Record, Report, Warning_
from dragoman.model.span import Spans
from dragoman.reading.agreements import find_agreements
from dragoman.reading.casing import as_sentences
from dragoman.reading.context import ReportContext
from dragoman.reading.dates import DateFound, find_dates
from dragoman.reading.dates.direction import points_ahead
from dragoman.reading.encoder.branch import branch
from dragoman.reading.encoder.lexical import lexical_columns
from dragoman.reading.encoder.model import encoder
from dragoman.reading.encoder.pairs import PairReader
from dragoman.reading.entities.acronyms import with_acronyms
from dragoman.reading.entities.graph import state_nodes
from dragoman.reading.entities.offices import bounded_titles
from dragoman.reading.entities.recognise import name_spans, other_mentions, recognised, refuted, sure_names
from dragoman.reading.entities.resolve import resolve
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.build import find_events
from dragoman.reading.events.likely import keep_likely as likely_events
from dragoman.reading.events.wording import worded
from dragoman.reading.hits import Hit, find_hits
from dragoman.reading.items import find_items
from dragoman.reading.layout import Layout
from dragoman.reading.mentions import find_mentions
from dragoman.reading.name_titles import attach_titles
from dragoman.reading.names import find_names
from dragoman.reading.nested_titles import nested_titles
from dragoman.reading.origin import dateline_states, outlet_home
from dragoman.reading.own import code_cast, own_names
from dragoman.reading.places import find_places, towns_of
from dragoman.reading.places.american import american
from dragoman.reading.pronouns import bind_first_persons, bind_the_other_side
from dragoman.reading.provenance import spoken_in, with_provenance
from dragoman.reading.quiet import dealings, is_quiet, treaties
from dragoman.reading.quotes import find_quotes
from dragoman.reading.repairs import repair
from dragoman.reading.result import Reading, make_record
from dragoman.reading.statements.assemble import find_statements, in_effect
from dragoman.reading.statements.likely import keep_likely as likely_statements
from dragoman.reading.successions import attach_successions
from dragoman.reading.surnames import without_surnames
from dragoman.reading.syntax import parse
from dragoman.reading.titles import find_titles
from dragoman.version import __version__

_WORD = re.compile(r"\w+|[^\w\s]")


def read_source(source: Source, own: Dictionary | None = None, limits: Limits = Limits()) -> Record:  # noqa: B008  (frozen)
    """Read one report. The same source gives the same record, whenever and wherever it is read.

    Args:
        own: a user's dictionary of names, roles and verbs.
        limits: a report that is larger is kept unread, with a warning.
    """
    return with_provenance(_read(source, own, limits), source)


def _read(source: Source, own: Dictionary | None, limits: Limits) -> Record:
    text = source.text
    excess = _excess(text, limits)
    if excess is not None:
        return _unread(source, "too_long", excess)
    marked = passages(text)
    told = spoken_in(source, marked)
    marked = [p if i not in told.foreign else p.model_copy(update={"kind": "boilerplate"}) for i, p in enumerate(marked)]
    report = _report(source, read_headers(text, marked), told)
    if told.language != "en":
        return _not_english(report, marked)
    record = _read_english(report, marked, own)
    return record.model_copy(update={"warnings": (*record.warnings, *_foreign(marked, told))}) if told.foreign else record


def _excess(text: str, limits: Limits) -> str | None:
    """What of a report is larger than it may be, and what can be done."""
    if len(text) > limits.characters:
        size = f"the report has {len(text):,} characters, more than {limits.characters:,}"
        return f"{size}; it is kept unread (split it, or raise --limit-characters)"
    words = sum(1 for _ in _WORD.finditer(text))
    if words > limits.words:
        size = f"the report has {words:,} words and marks, more than {limits.words:,}"
        return f"{size}; it is kept unread (split it, or raise --limit-words)"
    return None


def _report(source: Source, headers: Headers, told: Spoken) -> Report:
    """What the source and the headers in the text say of the report."""
    published, published_by = _day(source, headers)
    shown = [headers.outlet] if source.outlet and outlet(headers.outlet or "") else []
    via = [v for v in (*shown, *headers.via) if v and not _same(v, source.outlet or headers.outlet)]
    return Report(
        id=source.report_id,
        origin=source.origin,
        outlet=source.outlet or headers.outlet,
        title=source.title or headers.title,
        byline=source.byline or headers.byline,
        published=published,
        published_by=published_by,
        language=told.language,
        translated_by=headers.translated_by,
        via=tuple(dict.fromkeys(via)),
        text=source.text,
    )


def _day(source: Source, headers: Headers) -> tuple[str | None, PublishedBy | None]:
    """The day of publication and who told it: what the source or the text says in so many words wins over what a user says of all reports."""
    if source.published and source.published_by != "user":
        return source.published, cast(PublishedBy, source.published_by or "given")
    if headers.published:
        return headers.published, "text"
    return source.published, "user" if source.published else None


def _foreign(marked: list[Passage], told: Spoken) -> list[Warning_]:
    """A warning for each passage in another language, from which nothing is read."""
    return [
        Warning_(
            code="foreign_passage",
            message=f"this passage is in another language than English ({code}); nothing is read from it",
            span=(marked[i].start, marked[i].end),
        )
        for i, code in told.foreign.items()
    ]


def _read_english(report: Report, marked: list[Passage], own: Dictionary | None) -> Record:
    doc = parse(as_sentences(report.text, marked), sentence_starts(report.text, marked))
    live = live_tokens(doc, marked, READ)
    hits = find_hits(doc, live, own_names(doc, live, own, report.published) if own is not None else None)
    cased = live_tokens(doc, marked, frozenset({"body"}))
    hits = american(doc, without_surnames(doc, hits, cased), live)
    repair(doc, hits)
    context = _context(report, doc, marked, live, hits, own)
    spans = recognised(context)
    titles = bounded_titles(context, find_titles(doc, hits, live), spans)
    names = find_names(doc, hits, titles, live, cased, name_spans(context, spans), refuted(context))
    titles = nested_titles(doc, hits, titles, names)
    titles = attach_titles(doc, names, titles, frozenset(i for h in hits for i in range(h.start, h.end)))
    attach_successions(doc, names, titles)
    names = sure_names(doc, names, spans)
    mentions = find_mentions(doc, hits, titles, names, live)
    mentions = with_acronyms(context, [*mentions, *other_mentions(context, spans, mentions)])
    cast = resolve(context, mentions)
    if own is not None:
        code_cast(cast, own, report.published)
    layout = Layout(doc, tuple(marked))
    statements, drafts = find_statements(doc, context.encoded, cast, marked, live, context.scores.kinds, report.byline)
    statements, drafts = likely_statements(statements, drafts, cast, layout)
    bind_the_other_side(cast, statements, drafts)
    bind_first_persons(cast, statements)
    dates = [replace(d, naming=_names_a_thing(doc, d)) for d in find_dates(report.text, report.published, partial(points_ahead, doc))]
    states = {e.country for e in cast.entities if e.country} | {h.entry.country for h in hits if h.entry.country}
    places = find_places(doc, hits, states, live, marked)
    agreements, parties = find_agreements(doc, Arguments(cast, hits, towns_of(places)), live - posted(doc))
    told = in_effect(statements, drafts)
    events = find_events(context, cast, hits, told, drafts, dates, places, parties, live, layout, report.published)
    events = likely_events(events, cast, layout)
    if is_quiet(cast, layout):
        events, agreements = dealings(events, cast), treaties(agreements, cast)
    return make_record(Reading(report, layout, cast, statements, drafts, events, agreements, dates, places))


def _context(
    report: Report, doc: Doc, marked: list[Passage], live: frozenset[int], hits: list[Hit], own: Dictionary | None
) -> ReportContext:
    """What is known of the report before anything is read from it."""
    entry = outlet(report.outlet) if report.outlet else None
    outer = find_hits(doc, live_tokens(doc, marked, frozenset({"dateline", "caption"})))
    columns = lexical_columns(doc, [*hits, *outer], marked)
    encoded = encoder().read(doc)
    seen = ReportContext(
        report.text,
        doc,
        tuple(marked),
        live,
        tuple(hits),
        tuple(outer),
        encoded,
        branch().read(doc, encoded, columns),
        PairReader(doc, columns[:, 4], branch().paths, state_nodes(doc, [*hits, *outer])),
        tuple(dateline_states(report.text, marked, {h.entry.country for h in hits if h.entry.country})),
        outlet_home(report.outlet),
        entry.country if entry is not None else None,
        np.array([i in live for i in range(len(doc))], dtype=np.bool_),
        headline=live_tokens(doc, marked, frozenset({"headline"})),
        quotes=Spans((piece, 0) for quote in find_quotes(report.text) for piece in quote),
        off_topic=unpolitical(report.text, marked),
        items=find_items(report.text, {h.entry.country for h in hits if h.entry.country}),
        dictionary=own,
    )
    return worded(seen)


def _same(a: str, b: str | None) -> bool:
    """Whether two names are of one outlet."""
    one, other = outlet(a), outlet(b) if b else None
    return b is not None and (a.lower() == b.lower() or (one is not None and one is other))


def unpolitical(text: str, marked: list[Passage]) -> bool:
    """Whether a report is of sport, culture, business, nature or history: many paragraphs speak of those, and few of anything political."""
    told = [text[p.start : p.end] for p in marked if p.kind in READ]
    return 5 * sum(apart(t) for t in told) >= 2 * len(told) and 4 * sum(political(t) for t in told) <= len(told)


def _names_a_thing(doc: Doc, date: DateFound) -> bool:
    """Whether a date only says which thing is meant: "the 1998 agreement"."""
    span = doc.char_span(*date.span, alignment_mode="expand")
    root = span.root if span is not None else None
    return (
        root is not None
        and root.dep_ in ("nummod", "compound", "amod")
        and root.head.i > root.i
        and root.head.pos_ in ("NOUN", "PROPN")
        and root.head.ent_type_ not in ("DATE", "TIME")
    )


def sentence_starts(text: str, marked: list[Passage]) -> set[int]:
    """Every passage begins a sentence, and so do a speaker's words in an interview and what follows a semicolon in a headline."""
    out = {p.start for p in marked} | {start for t in turns(text) for start in (t.who[0], t.words[0][0])}
    for p in marked:
        if p.kind == "headline":
            out |= {p.start + m.end() for m in re.finditer(r"; ", text[p.start : p.end])}
    return out


def posted(doc: Doc) -> frozenset[int]:
    """Indices of the tokens in embedded posts: their authors' words, which change nothing in what the report itself says of agreements."""
    words = [w for t in turns(doc.text) if t.post for w in t.words]
    return frozenset(token.i for token in doc if any(start <= token.idx < end for start, end in words)) if words else frozenset()


def live_tokens(doc: Doc, marked: list[Passage], kinds: frozenset[PassageKind]) -> frozenset[int]:
    """Indices of the tokens in passages of these kinds."""
    spans = [(p.start, p.end) for p in marked if p.kind in kinds]
    out: set[int] = set()
    at = 0
    for i, start in enumerate(doc.to_array("IDX").tolist()):
        while at < len(spans) and start >= spans[at][1]:
            at += 1
        if at < len(spans) and spans[at][0] <= start:
            out.add(i)
    return frozenset(out)


def _not_english(report: Report, marked: list[Passage]) -> Record:
    told = (
        f"the report is in another language than English ({report.language})"
        if report.language
        else "the language of the report cannot be told"
    )
    return Record(
        version=__version__,
        report=report,
        passages=tuple(marked),
        warnings=(Warning_(code="not_english", message=f"{told}; it is kept, and nothing is read from it"),),
    )


def _unread(source: Source, code: str, message: str) -> Record:
    report = Report(
        id=source.report_id,
        origin=source.origin,
        outlet=source.outlet,
        title=source.title,
        byline=source.byline,
        published=source.published,
        published_by=cast(PublishedBy, source.published_by or "given") if source.published else None,
        text=source.text,
    )
    return Record(version=__version__, report=report, warnings=(Warning_(code=code, message=message),))
