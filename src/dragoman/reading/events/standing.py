"""Who stands behind each event, and who denies it."""

from bisect import bisect_left

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.record import Statement
from dragoman.model.span import inside
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.events.found import Found
from dragoman.reading.events.whose import say_whose, states_of
from dragoman.reading.events.witnessed import gainsay
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated

_DEEDS = {"ASSAULT", "COERCE", "MOBILIZE", "AID", "SANCTION", "RETREAT"}
_HARM = {
    "attack",
    "strike",
    "killing",
    "assassination",
    "bombing",
    "shelling",
    "raid",
    "explosion",
    "kill",
    "bomb",
    "shell",
    "fire",
    "incursion",
    "hack",
    "seizure",
    "abduction",
    "ambush",
    "shooting",
    "assault",
}
_FAR = 1200  # characters back to what a denial can speak of
_STEM = 6
"""Letters with which a verb and its noun begin alike."""
_MOST = 200
"""Events of one type before a denied one among which the same is looked for."""


def set_standing(doc: Doc, events: list[Found], statements: list[Statement], drafts: list[Draft], cast: Cast) -> list[Found]:
    """Attribute what stands inside statements and mark what is denied; returns the events that remain.

    An event inside a denial is disputed: where the report told it before, that one is, and the denial's own goes.
    """
    say_whose(doc, events, statements, drafts, cast)
    gone: set[int] = set()
    known = Known(doc, events, statements)
    for i, statement in enumerate(statements):
        if statement.kind == "deny":
            _deny(doc, i, statement, drafts, known, cast, gone)
    _turn_down(doc, events)
    gainsay(doc, [e for e in events if e.type in _DEEDS])
    _spread(events, cast)
    return [e for k, e in enumerate(events) if k not in gone]


def _turn_down(doc: Doc, events: list[Found]) -> None:
    """ "Troops crossed the river, the army said, a charge that Ambria rejects": what the sentence tells by somebody's word is in dispute."""
    charges = [t for t in doc if lower_lemma(t) in table("cues")["told"]["nouns"] and any(map(_turns_down, children(t, "relcl")))]
    for event in events:
        sent = doc[event.trigger].sent
        if event.standing == "attributed" and any(event.trigger < t.i < sent.end for t in charges):
            event.standing = "disputed"


def _turns_down(verb: Token) -> bool:
    return lower_lemma(verb).removesuffix("s") in table("cues")["deny"]["verbs"]


def _spread(events: list[Found], cast: Cast) -> None:
    """What is denied once is in dispute wherever it is alleged."""
    alleged: dict[tuple[str, str, frozenset[str]], list[Found]] = {}
    for event in events:
        if event.standing == "attributed":
            alleged.setdefault((event.type, event.modality, frozenset(cast.countries(event.actors))), []).append(event)
    for event in [e for e in events if e.standing == "disputed" and e.actors]:
        key = (event.type, event.modality, frozenset(cast.countries(event.actors)))
        others = alleged.pop(key, [])
        rest = []
        for other in others:
            about = not other.recipients or not event.recipients or cast.countries(other.recipients) & cast.countries(event.recipients)
            if not about:
                rest.append(other)
                continue
            for i in event.disputed_by:
                _dispute(other, i)
        if rest:
            alleged[key] = rest


class Known:
    """Events and statements of a report, by what a denial looks for."""

    def __init__(self, doc: Doc, events: list[Found], statements: list[Statement]) -> None:
        self.events, self.statements = events, statements
        self._told_in: dict[int, list[int]] = {}
        self._by_type: dict[str, list[tuple[int, int]]] = {}
        self._events_at = sorted((doc[e.trigger].idx, k) for k, e in enumerate(events))
        self._said_at = sorted((_at(s), j) for j, s in enumerate(statements))
        number = {s.id: j for j, s in enumerate(statements)}
        for k, event in enumerate(events):
            self._by_type.setdefault(event.type, []).append((event.trigger, k))
            outer = {number[w] for x in event.according_to if (w := statements[x].within) is not None}
            for j in {*event.according_to, *outer}:
                self._told_in.setdefault(j, []).append(k)
        for found in self._by_type.values():
            found.sort()

    def told_in(self, statement: int) -> list[int]:
        """Events that a statement or one within it told before any denial was looked at."""
        return self._told_in.get(statement, [])

    def before(self, event: Found) -> list[Found]:
        """The last events of the same type before one, in the order of the list."""
        same = self._by_type.get(event.type, [])
        end = bisect_left(same, (event.trigger, -1))
        return [self.events[k] for k in sorted(k for _, k in same[max(0, end - _MOST) : end])]

    def events_near(self, at: int) -> list[Found]:
        """The events told in the characters before a place, in the order of the list."""
        start, end = bisect_left(self._events_at, (at - _FAR, -1)), bisect_left(self._events_at, (at, -1))
        return [self.events[k] for k in sorted(k for _, k in self._events_at[start:end])]

    def said_near(self, at: int) -> list[int]:
        """The statements around a place, in order."""
        start, end = bisect_left(self._said_at, (at - _FAR, -1)), bisect_left(self._said_at, (at + _FAR + 1, -1))
        return sorted(j for _, j in self._said_at[start:end])


def _deny(
    doc: Doc,
    i: int,
    statement: Statement,
    drafts: list[Draft],
    known: Known,
    cast: Cast,
    gone: set[int],
) -> None:
    """Put in dispute what a denial tells itself, or speaks of."""
    own = [k for k in known.told_in(i) if known.events[k].according_to == [i]]
    if negated(doc[drafts[i].cue_token]):
        gone.update(own)  # "has not confirmed or denied that": nobody has said it, or denied it
        return
    for k in own:
        if _deny_own(known.events[k], i, known, cast):
            gone.add(k)
    claimed = _of_claims(i, known)
    for event in claimed:
        _dispute(event, i)
    report = _told_noun(doc, drafts[i])
    if claimed or (own and not report):  # what it denies it tells itself
        return
    spoken_of = _told(i, statement, known, cast) if report or _names_report(doc, statement) else _alike(doc, i, statement, known, cast)
    for event in spoken_of:
        _dispute(event, i)


def _of_claims(i: int, known: Known) -> list[Found]:
    """What the claims tell that a denial itself names: "dismissed as false a claim by Belvia that Ambrian jets had crossed the border"."""
    statements = known.statements
    claims = {j for j, s in enumerate(statements) if s.within == statements[i].id and s.kind in ("claim", "accuse")}
    return [e for e in map(known.events.__getitem__, known.told_in(i)) if claims & set(e.according_to)]


def _deny_own(event: Found, i: int, known: Known, cast: Cast) -> bool:
    """Put in dispute what a denial tells; whether the report told it before, so that it is not told again."""
    earlier = [x for x in known.before(event) if x is not event and x.standing != "reported" and _by_same(x, event, cast)]
    for x in earlier:
        _dispute(x, i)
    if event.modality == "negated" or earlier:
        return event.modality != "negated"
    event.standing = "disputed"
    event.according_to = []
    _dispute(event, i)
    return False


def _by_same(a: Found, b: Found, cast: Cast) -> bool:
    """Whether the actors of two events, or their states, overlap."""
    return not set(a.actors).isdisjoint(b.actors) or bool(cast.countries(a.actors) & cast.countries(b.actors))


def _dispute(event: Found, i: int) -> None:
    event.standing = "disputed"
    if i not in event.disputed_by:
        event.disputed_by.append(i)


def _told_noun(doc: Doc, draft: Draft) -> bool:
    """Whether what is denied is something told: "the story", "the allegations"."""
    return draft.object is not None and lower_lemma(doc[draft.object]) in table("cues")["told"]["nouns"]


def _names_report(doc: Doc, statement: Statement) -> bool:
    """ "The report is baseless", "it as false information": the content speaks of what was told."""
    span = doc.char_span(*statement.content[0], alignment_mode="expand")
    return span is not None and any(
        lower_lemma(t) in table("cues")["told"]["nouns"] or (t.lower_ in ("it", "this", "that", "which") and t.dep_ != "mark")
        for t in span[:3]
    )


def _alike(doc: Doc, i: int, statement: Statement, known: Known, cast: Cast) -> list[Found]:
    """Events told before of which the denial uses the same words: "denied any involvement in the attacks"."""
    spans = (doc.char_span(s, e, alignment_mode="expand") for s, e in statement.content)
    words = {lower_lemma(t).removesuffix("ing") for span in spans for t in span or () if t.pos_ in ("NOUN", "VERB")}
    own = states_of(statement, cast)
    at = _at(statement)
    out = []
    for event in known.events_near(at):
        apart = at - doc[event.trigger].idx >= _FAR or i in event.according_to
        elsewhere = bool(event.actors and own) and not cast.countries(event.actors) & own
        if not apart and not elsewhere and _shares_words(doc, event, words):
            out.append(event)
    return out


def _shares_words(doc: Doc, event: Found, words: set[str]) -> bool:
    """Whether a denial has the trigger of an event among its words ("apologised", "any apology"), or of a deed another word of harm in its sentence."""
    lemma = lower_lemma(doc[event.trigger])
    if lemma in words or (len(lemma) > _STEM and any(w[:_STEM] == lemma[:_STEM] for w in words)):
        return True
    near = {lower_lemma(t) for t in doc[event.trigger].sent if t.pos_ in ("NOUN", "VERB")} if event.type in _DEEDS else set()
    return bool(near & words & _HARM)


def _told(i: int, statement: Statement, known: Known, cast: Cast) -> list[Found]:
    """The events of the nearest earlier statement by somebody else; of a later one where the denial leads."""
    start, statements = _at(statement), known.statements
    own = states_of(statement, cast)
    around = sorted(
        (j for j in known.said_near(start) if j != i),
        key=lambda j: abs(_at(statements[j]) - start) + 4 * _FAR * (_at(statements[j]) > start),
    )
    for j in around:
        other = statements[j]
        around_denial = bool(statement.cue) and any(inside(statement.cue[0], c) for c in other.content)
        if other.kind == "deny" or abs(_at(other) - start) > _FAR or around_denial or _by_same_side(other, statement, cast):
            continue
        told = _deniable(j, own, known, cast)
        if told or _is_claim(other, cast):
            return told
    return []


def _by_same_side(a: Statement, b: Statement, cast: Cast) -> bool:
    """Whether the speakers of two statements are the same, or of one state."""
    if a.speaker is None or b.speaker is None:
        return False
    return int(a.speaker) == int(b.speaker) or bool(states_of(a, cast) & states_of(b, cast))


def _deniable(j: int, own: set[str], known: Known, cast: Cast) -> list[Found]:
    """The events of a statement that somebody can deny: most often what he is said to have done, else what was not done to him."""
    inner = (known.events[k] for k in known.told_in(j))
    told = [e for e in inner if e.modality == "asserted" and (j in e.according_to or _within(e, known.statements[j], known.statements))]
    mine = [e for e in told if cast.countries(e.actors) & own]
    return mine or [e for e in told if not (cast.countries(e.recipients) & own)] or told


def _within(event: Found, outer: Statement, statements: list[Statement]) -> bool:
    """Whether a statement inside this one tells the event."""
    return any(statements[x].within == outer.id for x in event.according_to)


def _is_claim(statement: Statement, cast: Cast) -> bool:
    """Whether this is the kind of statement that a denial of a report or charge is about, events or not."""
    media = statement.speaker is not None and cast.entities[int(statement.speaker)].kind == "media"
    return statement.kind in ("accuse", "claim") or media


def _at(statement: Statement) -> int:
    return statement.cue[0][0] if statement.cue else statement.content[0][0]
