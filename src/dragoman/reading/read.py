"""The steps of reading, in order."""

import re

from spacy.tokens import Doc

from dragoman.cleaning.headers import read_headers
from dragoman.cleaning.passages import READ, passages
from dragoman.cleaning.turns import turns
from dragoman.codebook.dictionaries import Dictionary
from dragoman.codebook.gazetteer import outlet
from dragoman.codebook.topics import apart, political
from dragoman.intake.source import Limits, Source
from dragoman.model.record import Passage, PassageKind, Record, Report, Warning_
from dragoman.model.span import Spans
from dragoman.reading.agreements import find_agreements
from dragoman.reading.coreference import resolve
from dragoman.reading.dates import DateFound, find_dates
from dragoman.reading.encoder.model import encoder
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.build import find_events
from dragoman.reading.hits import find_hits
from dragoman.reading.language import language
from dragoman.reading.mentions import find_mentions
from dragoman.reading.names import find_names
from dragoman.reading.own import code_cast, own_names
from dragoman.reading.places import find_places, state_of_town
from dragoman.reading.pronouns import bind_first_persons
from dragoman.reading.quotes import find_quotes
from dragoman.reading.result import Reading, make_record
from dragoman.reading.statements.assemble import find_statements
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
    text = source.text
    if len(text) > limits.characters:
        told = f"the report has {len(text):,} characters, more than {limits.characters:,}"
        return _unread(source, "too_long", f"{told}; it is kept unread (split it, or raise --limit-characters)")
    words = sum(1 for _ in _WORD.finditer(text))
    if words > limits.words:
        told = f"the report has {words:,} words and marks, more than {limits.words:,}"
        return _unread(source, "too_long", f"{told}; it is kept unread (split it, or raise --limit-words)")
    spoken = language(text)
    marked = passages(text)
    headers = read_headers(text, marked)
    report = Report(
        id=source.report_id,
        origin=source.origin,
        outlet=source.outlet or headers.outlet,
        title=source.title or headers.title,
        byline=source.byline or headers.byline,
        published=source.published or headers.published,
        language=spoken,
        translated_by=headers.translated_by,
        via=tuple(
            dict.fromkeys(
                v
                for v in ([headers.outlet] if source.outlet else []) + list(headers.via)
                if v and not _same(v, source.outlet or headers.outlet)
            )
        ),
        text=text,
    )
    if spoken != "en":
        return _not_english(report, marked)
    return _read_english(report, marked, own)


def _read_english(report: Report, marked: list[Passage], own: Dictionary | None) -> Record:
    doc = parse(report.text, sentence_starts(report.text, marked))
    live = live_tokens(doc, marked, READ)
    hits = find_hits(doc, live, own_names(doc, live, own, report.published) if own is not None else None)
    doc.user_data["hits"] = hits
    doc.user_data["apart"] = unpolitical(report.text, marked)
    doc.user_data["headline"] = live_tokens(doc, marked, frozenset({"headline"}))
    doc.user_data["quotes"] = Spans((piece, 0) for quote in find_quotes(report.text) for piece in quote)
    entry = outlet(report.outlet) if report.outlet else None
    doc.user_data["outlet_state"] = entry.country if entry is not None else None
    doc.user_data["dateline_states"] = dateline_states(report.text, marked)
    titles = find_titles(doc, hits, live)
    names = find_names(doc, hits, titles, live, live_tokens(doc, marked, frozenset({"body"})))
    cast = resolve(doc, find_mentions(doc, hits, titles, names, live))
    if own is not None:
        code_cast(cast, own, report.published)
        doc.user_data["own"] = own
    encoded = encoder().read(doc)
    statements, drafts = find_statements(doc, encoded, cast, marked, live)
    bind_first_persons(cast, statements)
    dates = [d for d in find_dates(report.text, report.published) if not _names_a_thing(doc, d)]
    states = {e.country for e in cast.entities if e.country} | {h.entry.country for h in hits if h.entry.country}
    places = find_places(doc, hits, states, live)
    towns = {i: p.place.country for p in places for i in range(p.start, p.end) if p.place.country}
    agreements, parties = find_agreements(doc, Arguments(cast, hits, towns), live)
    events = find_events(cast, encoded, hits, statements, drafts, dates, places, parties, live, marked)
    return make_record(Reading(report, marked, cast, statements, drafts, events, agreements, dates, places))


def _same(a: str, b: str | None) -> bool:
    """Whether two names are of one outlet."""
    one, other = outlet(a), outlet(b) if b else None
    return b is not None and (a.lower() == b.lower() or (one is not None and one is other))


def unpolitical(text: str, marked: list[Passage]) -> bool:
    """Whether a report is of sport, culture, business, nature or history: many paragraphs speak of those, and few of anything political."""
    told = [text[p.start : p.end] for p in marked if p.kind in READ]
    return 5 * sum(apart(t) for t in told) >= 2 * len(told) and 4 * sum(political(t) for t in told) <= len(told)


def dateline_states(text: str, marked: list[Passage]) -> list[str]:
    """ISO codes of the states whose capitals or towns the dateline names."""
    line = next((text[p.start : p.end] for p in marked if p.kind == "dateline"), "")
    names = [n.strip(" .") for n in re.split(r"[/,(–—-]", line)]
    return list(dict.fromkeys(state for n in names if n and (state := state_of_town(n))))


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


def live_tokens(doc: Doc, marked: list[Passage], kinds: frozenset[PassageKind]) -> frozenset[int]:
    """Indices of the tokens in passages of these kinds."""
    spans = [(p.start, p.end) for p in marked if p.kind in kinds]
    out: set[int] = set()
    at = 0
    for token in doc:
        while at < len(spans) and token.idx >= spans[at][1]:
            at += 1
        if at < len(spans) and spans[at][0] <= token.idx:
            out.add(token.i)
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
        text=source.text,
    )
    return Record(version=__version__, report=report, warnings=(Warning_(code=code, message=message),))
