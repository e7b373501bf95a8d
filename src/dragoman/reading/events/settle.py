"""When and where each event was, and its words of evidence."""

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.model.span import Span
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.dates import DateFound
from dragoman.reading.events.found import Found
from dragoman.reading.places import PlaceFound
from dragoman.reading.syntax import text_of

_OCCASION = {"at", "during", "in", "on"}


def set_dates(doc: Doc, events: list[Found], dates: list[DateFound], cues: set[int]) -> None:
    """Give each date to the trigger that governs it; one that a cue governs tells when it was said."""
    here = Told(doc, events, cues)
    for date in dates:
        token = _token(doc, date.span)
        holder = _holder(token, here) if token is not None else None
        for event in here.beside(holder):
            if (
                event.date is None
                and holder is not None
                and (event.trigger == holder or _same_clause(doc[event.trigger], doc[holder]))
                and (event.trigger not in cues or event.trigger == holder)
            ):
                event.date = date.edtf
                event.date_evidence = [date.span]
    for event in events:
        beside = here.beside(event.trigger)
        later = [e for e in beside if e.date and e.trigger > event.trigger and doc[event.trigger] in doc[e.trigger].conjuncts]
        if event.date is None and later and event.trigger not in cues:  # "killed ten and wounded six on Tuesday"
            event.date, event.date_evidence = later[0].date, later[0].date_evidence
    _occasions(doc, events)
    _when(doc, events, dates)


class Told:
    """The events of a report by the sentence that tells them, and the places of what can hold a date."""

    def __init__(self, doc: Doc, events: list[Found], cues: Iterable[int] = ()) -> None:
        self._doc = doc
        self.triggers = {e.trigger for e in events} | set(cues)
        self.order = sorted(self.triggers)
        self._by_sentence: dict[int, list[Found]] = {}
        for event in events:
            self._by_sentence.setdefault(doc[event.trigger].sent.start, []).append(event)

    def beside(self, token: int | None) -> list[Found]:
        """The events of the sentence that a token is in, in order."""
        return [] if token is None else self._by_sentence.get(self._doc[token].sent.start, [])

    def inside(self, start: int, end: int) -> list[int]:
        """The triggers and cues in tokens [start, end), rising."""
        return self.order[bisect_left(self.order, start) : bisect_left(self.order, end)]


def _when(doc: Doc, events: list[Found], dates: list[DateFound]) -> None:
    """ "Was closed in 2014, when the army took the town": what a date's own clause tells was then too."""
    for event in events:
        verb = doc[event.trigger]
        if event.date is None and verb.dep_ in ("relcl", "acl", "advcl") and any(c.lower_ == "when" for c in verb.children):
            here = [
                d
                for d in dates
                if verb.sent.start_char <= d.span[0] < verb.idx and not text_of(doc)[d.span[1] : verb.left_edge.idx].strip(" ,")
            ]
            if here:
                event.date, event.date_evidence = here[-1].edtf, [here[-1].span]


def _token(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(*span, alignment_mode="expand")
    return found.root if found is not None and len(found) else None


def _holder(token: Token, here: Told) -> int | None:
    """The nearest trigger above; else the only one, or the last one before, in the sentence."""
    up, triggers = token, here.triggers
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
    inside = here.inside(token.sent.start, token.sent.end)
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


def _occasions(doc: Doc, events: list[Found]) -> None:
    """ "At the signing ceremony" has the date of the signing."""
    by_lemma: dict[str, list[tuple[int, Found]]] = {}
    for k, event in enumerate(events):
        by_lemma.setdefault(lower_lemma(doc[event.trigger]), []).append((k, event))
    for event in events:
        if event.date is not None:
            continue
        for child in doc[event.trigger].children:
            if child.dep_ != "prep" or child.lower_ not in _OCCASION:
                continue
            words = {lower_lemma(t) for t in child.subtree} | {_stem(t) for t in child.subtree}
            alike = (
                next(((k, e) for k, e in by_lemma.get(w, ()) if e is not event and e.date and e.trigger < event.trigger), None)
                for w in words
            )
            same = min((pair for pair in alike if pair is not None), key=lambda pair: pair[0], default=(0, None))[1]
            if same is not None:
                event.date, event.date_evidence = same.date, same.date_evidence
                return_to = [(child.idx, child.right_edge.idx + len(child.right_edge))]
                event.date_evidence = [*same.date_evidence, *return_to]


def _stem(token: Token) -> str:
    """ "signing" to "sign"."""
    lower = token.lower_
    return lower[:-3] if lower.endswith("ing") else lower


def set_places(doc: Doc, events: list[Found], places: list[PlaceFound]) -> None:
    """Give each event the town, else the state, that is said to be where it was."""
    here = Told(doc, events)
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
        holder = _holder(token, here)
        for event in here.beside(holder):
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
