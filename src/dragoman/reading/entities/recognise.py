"""What the encoder's branch takes for names, bodies and parties, beside what the lexicons know."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from spacy.tokens import Doc, Token

from dragoman.cleaning.turns import turns
from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs, noun_frames
from dragoman.codebook.persons import country_of_person
from dragoman.model.record import ActorKind
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.branch import MentionSpan, branch
from dragoman.reading.entities.spellings import same_person
from dragoman.reading.mentions import Mention
from dragoman.reading.names import Name
from dragoman.reading.phrases import singular

SURE = 0.5
"""Least probability of a span that is taken although no lexicon knows it."""
_NOBODY = frozenset(table("en/people")["nobody"]["words"])
SURE_OF_BARE = 0.65
"""Probability of a name that a person of whom no office or rank is told must have somewhere."""
REFUTED = 0.2
"""Probability of a name under which a name that other signs show is given up."""


def recognised(context: ReportContext) -> list[MentionSpan]:
    """The branch's mentions in the content, in order, without marks and white space at their ends."""
    found = (_trimmed(context.doc, s) for s in branch().mentions(context.scores, context.readable))
    return [s for s in found if s.start < s.end]


def _trimmed(doc: Doc, s: MentionSpan) -> MentionSpan:
    start, end = s.start, s.end
    while start < end and _is_mark(doc[start]):
        start += 1
    while end > start and (_is_mark(doc[end - 1]) or doc[end - 1].tag_ == "POS"):
        end -= 1
    return replace(s, start=start, end=end)


def _is_mark(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in (".", "’", "'"))


def name_spans(context: ReportContext, spans: Iterable[MentionSpan]) -> list[tuple[int, int]]:
    """Tokens [start, end) of the people's names among them: words in capitals that are no state's name."""
    taken = {i for h in context.hits for i in range(h.start, h.end)}
    return [
        (s.start, s.end)
        for s in spans
        if s.sort == "name" and s.probability >= SURE and not {*range(s.start, s.end)} <= taken and _capital(context.doc[s.end - 1])
    ]


def sure_names(doc: Doc, names: list[Name], spans: Iterable[MentionSpan]) -> list[Name]:
    """The names without those to which nothing is said of a person, that sign no post, and which the branch is not sure of: ships, places, houses."""
    likely = {i for s in spans if s.sort == "name" and s.probability >= SURE_OF_BARE for i in range(s.start, s.end)}
    signing = {t.who[0] for t in turns(doc.text) if t.post}
    known = {n.text for n in names if doc[n.start].idx in signing or _surely_named(doc, n, likely)}
    return [n for n in names if n.text in known or any(same_person(n.text, k) for k in known)]


def _surely_named(doc: Doc, n: Name, likely: set[int]) -> bool:
    told = bool(n.titles or n.rank or country_of_person(n.text))
    return told or not likely.isdisjoint(range(n.start, n.end)) or _human(doc, n)


def _human(doc: Doc, name: Name) -> bool:
    """Whether the words around a name treat it as somebody: he is described behind a comma, or says something."""
    last = doc[name.end - 1]
    behind = [t.lower_ for t in doc[name.end : name.end + 2]]
    described = len(behind) == 2 and behind[0] == "," and behind[1] in ("the", "a", "an", "who", "whose")
    return described or (last.dep_ == "nsubj" and lower_lemma(last.head) in cue_verbs())


def refuted(context: ReportContext) -> frozenset[int]:
    """Tokens that the branch is sure are no part of a person's name."""
    labels = branch().span_labels
    own = [labels.index("B-name"), labels.index("I-name")]
    shares = (
        np.exp(context.scores.spans - context.scores.spans.max(axis=1, keepdims=True))
        if len(context.scores.spans)
        else context.scores.spans
    )
    shares = shares / shares.sum(axis=1, keepdims=True) if len(shares) else shares
    return frozenset(np.flatnonzero(shares[:, own].sum(axis=1) < REFUTED).tolist()) if len(shares) else frozenset()


def other_mentions(context: ReportContext, spans: Iterable[MentionSpan], mentions: list[Mention]) -> list[Mention]:
    """Bodies and parties that no lexicon knows, as mentions."""
    taken = {i for m in mentions for i in range(m.start, m.end) if m.sort != "pronoun"}
    out = []
    for s in spans:
        phrase = context.doc[s.start : s.end]
        nobody = (
            _is_paper(context.doc, s) or lower_lemma(phrase.root) in noun_frames() or phrase.text.lower() in _NOBODY
        )  # "a Pakistani air strike" is nobody
        if s.sort in ("org", "party") and s.probability >= SURE and not nobody and not taken & set(range(s.start, s.end)):
            out.append(_mention(context, s))
    return out


def _is_paper(doc: Doc, s: MentionSpan) -> bool:
    """Whether a phrase is the name of what is signed, or stands in one: "the Visiting Forces Agreement"."""
    after = doc[s.end] if s.end < len(doc) else None
    within = after is not None and after.text[0].isupper() and after.lower_ in people.papers() and doc[s.end - 1].head.i == after.i
    return doc[s.end - 1].lower_ in people.papers() or within


def _mention(context: ReportContext, s: MentionSpan) -> Mention:
    doc = context.doc
    head = doc[s.start : s.end].root
    words = [t for t in doc[s.start : s.end] if t.is_alpha and t.lower_ not in ("the", "a", "an", "its", "his", "their")]
    text = doc[words[0].i : s.end].text if words else doc[s.start : s.end].text
    plural = head.tag_ in ("NNS", "NNPS")
    kind: ActorKind = "organization" if s.sort == "org" else "people" if plural else "group"
    key = " ".join(singular(t) if t.i == head.i else t.lower_ for t in words)
    sector = people.institutions().get(singular(head))
    return Mention(
        s.start,
        s.end,
        head.i,
        "institution" if s.sort == "org" else "party",
        kind,
        _countries_within(context, s) or _behind(context, s.end),
        None if sector == "GRP" else sector,
        text=text,
        key=key,
        plural=plural,
        named=any(map(_capital, words)),
    )


def _countries_within(context: ReportContext, s: MentionSpan) -> tuple[str, ...]:
    """The states named within a phrase."""
    inside = (h for h in context.hits if s.start <= h.start and h.end <= s.end and not h.sided and h.entry.role != "outlet")
    return tuple(dict.fromkeys(h.entry.country for h in inside if h.entry.country))


def _behind(context: ReportContext, end: int) -> tuple[str, ...]:
    """The state that a body is told to be of right behind its name: "Moravia Radars of the Czech Republic"."""
    doc = context.doc
    at = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "the")
    if end >= len(doc) or doc[end].lower_ != "of":
        return ()
    return next(((h.entry.country,) for h in context.hits if h.start == at and h.entry.role == "country" and h.entry.country), ())


def _capital(token: Token) -> bool:
    return token.text[0].isupper()
