"""When and where each event was, and its words of evidence."""

from spacy.tokens import Doc, Token

from dragoman.reading.dates import DateFound
from dragoman.reading.dates.attach import date_of
from dragoman.reading.events.found import Found
from dragoman.reading.places import PlaceFound
from dragoman.reading.setting import Layout


def set_dates(layout: Layout, events: list[Found], dates: list[DateFound], published: str | None) -> None:
    """Give each event the date that the words around its trigger tell; none where they tell none."""
    for event in events:
        dating = date_of(layout.doc[event.trigger], layout, dates, published, event.type)
        event.date, event.date_evidence = dating.edtf, list(dating.evidence)


def _holder(token: Token, triggers: set[int]) -> int | None:
    """The nearest trigger above; else the only one, or the last one before, in the sentence."""
    up = token
    for _ in range(12):
        if up.i in triggers:
            return up.i
        if up.pos_ == "VERB" and (beside := [c.i for c in up.conjuncts if c.i in triggers and c.i > token.i]):
            return beside[0]  # "crossed the line on Tuesday and bombed a camp"
        if up.pos_ == "VERB" and up.dep_ in ("acl", "relcl"):
            return None  # "a contract signed in 2017" dates the contract
        if up.head.i == up.i:
            break
        up = up.head
    inside = [i for i in sorted(triggers) if token.sent.start <= i < token.sent.end]
    before = [i for i in inside if i < token.i]
    return before[-1] if before else inside[0] if inside else None


def _same_clause(a: Token, b: Token) -> bool:
    """Whether one is the object or complement of the other: "paid a visit on Monday", "was killed in a strike in May"."""
    if a.i == b.i:
        return True
    for low, high in ((a, b), (b, a)):
        up = low
        for _ in range(3):
            if up.dep_ not in ("dobj", "pobj", "prep", "xcomp", "nsubjpass", "agent"):
                break
            up = up.head
            if up.i == high.i:
                return True
    return False


def set_places(doc: Doc, events: list[Found], places: list[PlaceFound]) -> None:
    """Give each event the town, else the state, that is said to be where it was."""
    for k, found in enumerate(places):
        token = doc[found.start : found.end].root
        first = token
        while first.dep_ in ("conj", "appos") and first.head.pos_ == "PROPN":
            first = first.head
        if first.dep_ not in ("pobj", "npadvmod", "dobj"):
            continue
        prep = first.head if first.dep_ == "pobj" else None
        if prep is not None and prep.lower_ not in (
            "in",
            "at",
            "near",
            "outside",
            "inside",
            "to",
            "on",
            "into",
            "across",
            "off",
            "around",
        ):
            continue
        holder = _holder(token, {f.trigger for f in events})
        for event in events:
            if holder is None or not (event.trigger == holder or _same_clause(doc[event.trigger], doc[holder])):
                continue
            if ((prep is None and first.dep_ == "dobj") or (prep is not None and prep.lower_ == "to")) and event.type != "CONSULT":
                continue
            if event.place is None or (places[event.place].place.lat is None and found.place.lat is not None):
                event.place = k


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
