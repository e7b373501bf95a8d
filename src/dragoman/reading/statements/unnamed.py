"""Whose words they are where no mention holds the source: somebody whom only his phrase says of which state he is."""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.mentions import Mention
from dragoman.reading.owners import town_at
from dragoman.reading.statements.draft import Draft

CARRIERS = frozenset(table("cues")["carriers"]["nouns"])
_TIES = ("of", "from", "by", "in", "at", "for")
"""Prepositions from somebody, or from words, to whose or where they are."""
_SOME = ("one", "two", "three", "some", "many", "several", "most")


def unnamed(draft: Draft, doc: Doc, cast: Cast) -> int | None:
    """Who speaks where no mention holds the head of the source."""
    if len(draft.source_tokens) != 1 or not draft.source:
        return None
    head = doc[draft.source_tokens[0]]
    if draft.rule == "layout":
        return _with_initials(head, cast)
    words = doc.char_span(*draft.source[0], alignment_mode="expand")
    if words is None or not words.start <= head.i < words.end:
        return _place(head, cast)
    if lower_lemma(head) in _SOME:
        among = _among(head, cast)
        if among is not None:
            return among
    if head.pos_ not in ("NOUN", "PROPN") and lower_lemma(head) not in _SOME:
        return None
    return _of_a_state(head, words, cast)


def _with_initials(head: Token, cast: Cast) -> int | None:
    """Who speaks under his initials in a transcript: "LFR:" of Lionel Farquhar-Reece."""
    if not (head.is_upper and 2 <= len(head.text) <= 4):
        return None
    found = [e.index for e in cast.entities if e.kind == "person" and _initials(e.name) == head.text]
    return found[0] if len(found) == 1 else None


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


def _place(head: Token, cast: Cast) -> int | None:
    """The state whose name a relative clause goes on from: "in Ukraine, which has charged that"."""
    mention = cast.headed(head)
    country = cast.country_of(mention.entity) if mention is not None and mention.place else None
    return cast.state(country) if country else None


def _among(head: Token, cast: Cast) -> int | None:
    """ "One of the officials", "one of them": those of whom he is one."""
    whole = [g for p in children(head, "prep") if p.lower_ == "of" for g in children(p, "pobj")]
    found = (m for g in whole if (m := cast.headed(g)) is not None and not m.place)
    named = next((m.entity for m in found), None)
    if named is not None:
        return named
    return _several_before(head, cast) if any(g.lower_ == "them" for g in whole) else None


def _several_before(head: Token, cast: Cast) -> int | None:
    """The last several people named before, in the sentence or the one before it, whom a pronoun takes up."""
    start = head.sent.start
    first = cast.doc[start - 1].sent.start if start else 0
    near = (m for i in range(head.i - 1, first - 1, -1) if (m := cast.mention_at(i)) is not None and m.entity >= 0)
    return next((m.entity for m in near if m.plural and m.sort != "pronoun" and not m.place and cast.country_of(m.entity)), None)


def _of_a_state(head: Token, words: Span, cast: Cast) -> int | None:
    """Whoever issued words that say so, else an actor of his own, of the state that his phrase names."""
    tied = list(_tied(head, words, cast))
    if lower_lemma(head) in CARRIERS:
        issuer = next((m.entity for m in tied if not m.place and cast.country_of(m.entity)), None)
        if issuer is not None:
            return issuer
    country = _adjective(head, cast) or next((c for m in tied if (c := cast.country_of(m.entity))), None) or _town(head, words, cast)
    if country is None:
        return None
    name = cast.doc[head.left_edge.i : words.end].text
    return cast.add(Entity(0, "group", name, country, key=f"unnamed {name.lower()}")).index


def _adjective(head: Token, cast: Cast) -> str | None:
    """The state that words before the head name: "the Syrian one", "a Tel Aviv daily"."""
    known, left = cast.context.hits, head.left_edge.i
    near = known[bisect_left(known, left, key=lambda h: h.start) : bisect_left(known, head.i, key=lambda h: h.start)]
    hits = [h for h in near if h.end <= head.i and not h.sided and h.entry.country]
    if hits:
        return hits[-1].entry.country
    first = next((t.i for t in cast.doc[head.left_edge.i : head.i] if t.dep_ == "compound" and t.pos_ == "PROPN"), None)
    return town_at(cast, first) if first is not None else None


def _tied(head: Token, words: Span, cast: Cast) -> Iterator[Mention]:
    """Mentions in a phrase that say whose or where its head is: the possessor, and those after a preposition."""
    before = [t for t in cast.doc[head.left_edge.i : head.i] if t.head.i == head.i]
    behind = [g for p in _prepositions(head) for g in children(p, "pobj") if p.i < words.end]
    for token in (*before, *behind):
        mention = cast.headed(token)
        language = mention is not None and mention.hit is not None and mention.hit.entry.role == "demonym" and token.head.lower_ == "in"
        if mention is not None and not language:
            yield mention


def _prepositions(head: Token) -> Iterator[Token]:
    """Prepositions of a noun and of the participle that hangs on it: "a note of", "a letter issued by"."""
    for up in (head, *children(head, "acl")):
        yield from (p for p in up.children if p.dep_ in ("prep", "agent") and p.lower_ in _TIES and p.i > head.i)


def _town(head: Token, words: Span, cast: Cast) -> str | None:
    """The state of the town in which somebody is."""
    return next((c for p in _prepositions(head) if p.i + 1 < words.end and (c := town_at(cast, p.i + 1))), None)
