"""When and where each event was, and its words of evidence."""

from spacy.tokens import Doc, Token

from dragoman.model.span import Span
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.clauses import hosts
from dragoman.reading.dates import DateFound, open_dates
from dragoman.reading.dates.attach import Dating, dates_of
from dragoman.reading.events.found import Found
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound
from dragoman.reading.places.attach import places_of

_DONE_TOGETHER = ("SUPPORT", "AGREE", "COOPERATE", "CONSULT", "ACCUSE", "REJECT")
"""What is done, or said of something, at a place that has no part in it."""


def set_dates(layout: Layout, events: list[Found], dates: list[DateFound], published: str | None) -> None:
    """Give each event the date that the words around its trigger tell; none where they tell none."""
    triggers = [(layout.doc[e.trigger], e.type) for e in events]
    if published is None:
        dates = sorted([*dates, *open_dates(layout.text, dates)], key=lambda d: d.span)
    for event, dating in zip(events, dates_of(triggers, layout, dates, published), strict=True):
        if not _is_over(layout, event, dating, published):
            event.date, event.date_evidence = dating.edtf, list(dating.evidence)


def _is_over(layout: Layout, event: Found, dating: Dating, published: str | None) -> bool:
    """Whether a planned event is given a day before the report by words of another sentence: "They met last week. They will sign a pact"."""
    if event.modality != "planned" or not (dating.edtf or "")[:4].isdigit() or published is None:
        return False
    last, sent = (dating.edtf or "").split("/")[-1], layout.doc[event.trigger].sent
    return last < published[: len(last)] and not any(sent.start_char <= start < sent.end_char for start, _ in dating.evidence)


def set_ahead(doc: Doc, events: list[Found], published: str | None) -> None:
    """ "Whose president visits Ambria in June": what the present tense or a noun tells of a day after the report is planned."""
    for event in events:
        begins = (event.date or "").split("/")[0]
        trigger = doc[event.trigger]
        open_ = event.modality == "asserted" if trigger.tag_ in ("VBZ", "VBP", "VBG") else _is_meeting(event, trigger)
        if published and open_ and begins[:4].isdigit() and begins > published[: len(begins)]:
            event.modality = "planned"
        elif published and event.type == "CONSULT" and event.modality == "planned" and trigger.pos_ == "NOUN":
            event.date = _to_come(event, doc, published)


def _to_come(event: Found, doc: Doc, published: str) -> str | None:
    """The date of a meeting that is meant: where the words tell no year, the next such day or month after the report."""
    date, year = event.date or "", (event.date or "")[:4]
    told = any(year in doc.text[start:end] for start, end in event.date_evidence)
    if told or len(date) not in (7, 10) or date.endswith("02-29") or not year.isdigit() or date >= published[: len(date)]:
        return event.date
    later = f"{int(year) + 1}{date[4:]}"
    return later if later >= published[: len(date)] else event.date


def _is_meeting(event: Found, trigger: Token) -> bool:
    """ "Told them to settle it at their meeting in September": a meeting with a day is planned, whatever hangs on it."""
    return event.type in ("CONSULT", "AGREE") and trigger.pos_ == "NOUN" and event.modality in ("asserted", "hypothetical")


def set_places(layout: Layout, events: list[Found], places: list[PlaceFound]) -> None:
    """Give each event the place that the words around its trigger tell; none where they tell none."""
    triggers = [(layout.doc[e.trigger], e.type) for e in events]
    for event, placing in zip(events, places_of(triggers, layout, places), strict=True):
        event.place = placing.place


def drop_venues(events: list[Found], places: list[PlaceFound], cast: Cast) -> None:
    """ "Signed a pact in Geneva": the state of the place is no party, unless the sentence names it apart from the place.

    The host of a visit is one: of a consultation the place is taken out only where two others consult.
    """
    for event in events:
        if event.type in ("SUPPORT", "AGREE"):
            _drop_hosts(event, cast)
        if event.place is None or event.type not in _DONE_TOGETHER or _is_journey(event, places[event.place], cast.doc):
            continue
        found, sent = places[event.place], cast.doc[event.trigger].sent
        others = {c for i in (*event.actors, *event.recipients) if (c := cast.country_of(i)) and c != found.place.country}
        if len(others) < (2 if event.type == "CONSULT" else 1):
            continue
        for side in (event.actors, event.recipients):
            side[:] = [i for i in side if not _is_venue(cast.entities[i], found, (sent.start, sent.end))]


def _is_journey(event: Found, found: PlaceFound, doc: Doc) -> bool:
    """Whether what is refused is a journey to a place, and so whom it was to be made to: "cancelled a visit to Lisbon"; not "flew to Lisbon and signed"."""
    return event.type == "REJECT" and found.start > 0 and doc[found.start - 1].lower_ == "to"


def _drop_hosts(event: Found, cast: Cast) -> None:
    """Whoever the sentence names only as having hosted or mediated has signed nothing, where two others have."""
    sent = cast.doc[event.trigger].sent
    hosting = {i for i in (*event.actors, *event.recipients) if _only_hosts(cast, i, (sent.start, sent.end))}
    if len(cast.countries([i for i in (*event.actors, *event.recipients) if i not in hosting])) > 1:
        event.actors = [i for i in event.actors if i not in hosting]
        event.recipients = [i for i in event.recipients if i not in hosting]


def _only_hosts(cast: Cast, index: int, sentence: Span) -> bool:
    """Whether somebody is named in a sentence as host or as the place alone."""
    here = [m for m in cast.entities[index].mentions if sentence[0] <= m.start < sentence[1]]
    heads = [cast.doc[m.head] for m in here]
    only = all(m.place or hosts(t) or (t.dep_ == "pobj" and t.head.lower_ in ("in", "at")) for m, t in zip(here, heads, strict=True))
    return only and any(map(hosts, heads))


def _is_venue(entity: Entity, found: PlaceFound, sentence: Span) -> bool:
    """Whether a state is named in the sentence by the name of the place alone."""
    here = [m for m in entity.mentions if sentence[0] <= m.start < sentence[1]]
    return entity.kind == "government" and bool(here) and all(found.start <= m.start < found.end for m in here)


def set_evidence(doc: Doc, events: list[Found]) -> None:
    """From the first to the last of the words that tell the event, within one sentence."""
    for event in events:
        if event.statement is not None and event.rule.startswith("statement"):
            continue
        sent = doc[event.trigger].sent
        inside = sorted(i for i in event.tokens if sent.start <= i < sent.end)
        first, last = doc[inside[0]], doc[inside[-1]]
        start = min(first.i, _phrase_start(first, event.trigger))
        end = max(last.i + 1, _phrase_end(last, event.trigger))
        while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
            end -= 1
        event.evidence = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))]


def _phrase_start(token: Token, trigger: int) -> int:
    return int(token.left_edge.i) if token.i != trigger and token.pos_ not in ("VERB", "AUX") else int(token.i)


def _phrase_end(token: Token, trigger: int) -> int:
    """End of an object's phrase, a clause hanging on it left out; what follows the trigger up to its object."""
    doc = token.doc
    if token.i == trigger:
        near = [c for c in token.rights if c.dep_ in ("prt", "dobj", "prep", "advmod", "oprd", "acomp", "attr", "agent", "nummod")]
        return max((_short(doc, c) for c in near[:2]), default=token.i + 1)
    return _short(doc, token)


def _short(doc: Doc, token: Token) -> int:
    for t in doc[token.i + 1 : token.right_edge.i + 1]:
        if t.dep_ in ("relcl", "acl", "advcl", "cc") or t.text in (",", "“", '"', ";"):
            return int(t.left_edge.i) if t.dep_ in ("relcl", "advcl") and t.left_edge.i > token.i else int(t.i)
    return int(token.right_edge.i) + 1
