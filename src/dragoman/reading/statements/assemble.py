"""Drafts to statements: speakers, kinds, quotation and nesting."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.record import Passage, Quote, Statement
from dragoman.model.span import Spans, inside, merge_spans
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.encoder.model import Encoded, Floats
from dragoman.reading.entities.spellings import same_person
from dragoman.reading.quotes import find_quotes
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import refine
from dragoman.reading.statements.propose import propose
from dragoman.reading.statements.signed import signatory
from dragoman.reading.statements.unnamed import CARRIERS, unnamed
from dragoman.reading.statements.weighing import cue_key, kind_in_effect, weighed_kind

SENSES = frozenset(table("cues")["senses"]["verbs"])
HUMANS = frozenset(table("cues")["humans"]["nouns"])


def find_statements(
    doc: Doc, encoded: Encoded, cast: Cast, passages: list[Passage], live: frozenset[int], kinds: Floats, byline: str | None = None
) -> tuple[list[Statement], list[Draft]]:
    """Every statement in the live tokens, in order, and the drafts they were made from (same order).

    Args:
        byline: who wrote the report: whoever says "I" in it outside all quotations.
    """
    text = doc.text
    quoted = Spans((piece, 0) for quote in find_quotes(text) for piece in quote)
    drafts = [d for d in propose(doc, text, encoded, cast, passages, live) if _can_speak(d, doc, cast)]
    drafts.sort(key=lambda d: (min(s for s, _ in (*d.content, *d.cue, *d.source)), -max(e for _, e in d.content)))
    _nest(drafts)
    speakers = _first_persons(drafts, [_speaker(d, doc, cast) for d in drafts], doc, cast, byline)
    speakers = _through_carriers(drafts, speakers, doc, cast)
    for draft, speaker in zip(drafts, speakers, strict=True):
        by_rule = refine(draft, doc, text, cast, speaker, drafts)
        cue, shares = cue_key(doc[draft.cue_token]), kinds[draft.cue_token]
        draft.effect = _settled_kind(draft, by_rule, doc, kind_in_effect(by_rule, cue, shares))
        draft.kind = _settled_kind(draft, by_rule, doc, weighed_kind(by_rule, cue, shares))
    return [_statement(i, d, speakers[i], text, quoted, cast, doc) for i, d in enumerate(drafts)], drafts


def in_effect(statements: list[Statement], drafts: list[Draft]) -> list[Statement]:
    """The statements with the kinds by which they tell events.

    Args:
        drafts: those that the statements were made from, in the same order.
    """
    return [s if d.effect == s.kind else s.model_copy(update={"kind": d.effect}) for s, d in zip(statements, drafts, strict=True)]


def _settled_kind(draft: Draft, by_rule: str, doc: Doc, weighed: str) -> str:
    """The kind as weighed, but a refusal is no denial ("rejected a Greek proposal"), and "no comment" is none of what is not said."""
    refuses = draft.kind == "deny" and draft.object is not None and lower_lemma(doc[draft.object]) in table("cues")["refused"]["nouns"]
    return by_rule if by_rule == "deny_comment" or (refuses and weighed == "deny") else weighed


def _can_speak(draft: Draft, doc: Doc, cast: Cast) -> bool:
    """Whether the source is somebody, or something that carries words; "the fight showed that" attributes nothing."""
    if draft.rule != "cue verb" or not draft.source_tokens:
        return draft.rule != "cue verb" or lower_lemma(doc[draft.cue_token]) not in SENSES
    if _entities(draft, doc, cast):
        return True
    heads = [doc[i] for i in draft.source_tokens]
    if any(
        h.lemma_.lower() in CARRIERS
        or h.ent_type_ in ("PERSON", "ORG", "NORP")
        or (h.pos_ == "PRON" and h.lower_ not in ("it", "this", "that", "which"))
        for h in heads
    ):
        return True
    return any(h.pos_ in ("NOUN", "PROPN") and lower_lemma(h) in HUMANS for h in heads)


def _nest(drafts: list[Draft]) -> None:
    """A statement whose cue stands in another's content is within it: in the smallest such one."""
    contents = Spans((c, j) for j, d in enumerate(drafts) for c in d.content)
    by_cue: dict[int, int] = {}
    for j, d in enumerate(drafts):
        by_cue.setdefault(d.cue_token, j)
    for i, d in enumerate(drafts):
        outer = [j for j in contents.around(d.cue[0]) if j != i and not any(inside(drafts[j].cue[0], c) for c in d.content)]
        d.within = min(outer, key=lambda j: sum(e - s for s, e in drafts[j].content), default=None)
        if d.under is not None:
            d.within = by_cue.get(d.under, d.within)
        elif d.within is None:
            d.within = _passed_on_by(i, drafts, contents)
    for i in range(len(drafts)):
        _open_ring(drafts, i)


def _passed_on_by(i: int, drafts: list[Draft], contents: Spans) -> int | None:
    """The statement by which somebody else passes on the words of one, told behind them: "A said that …, B reported"."""
    d = drafts[i]
    same = contents.around(d.content[0]) if d.content and d.source_tokens and d.cue[0] < d.content[0] else []
    return next((j for j in same if _passes_on(drafts[j], d)), None)


def _passes_on(outer: Draft, inner: Draft) -> bool:
    """Whether one statement is somebody else's and says the same words, its cue behind them."""
    behind = outer.content == inner.content and outer.cue[0] > outer.content[-1]
    return behind and bool(outer.source_tokens) and not set(outer.source_tokens) & set(inner.source_tokens)


def _open_ring(drafts: list[Draft], i: int) -> None:
    """Let a statement be within none where the ones around it lead back to it: it would contain itself."""
    seen, d = {i}, drafts[i]
    while d.within is not None:
        if d.within in seen:
            drafts[i].within = None
            return
        seen.add(d.within)
        d = drafts[d.within]


def _speaker(draft: Draft, doc: Doc, cast: Cast) -> int | None:
    entities = _entities(draft, doc, cast)
    if not entities:
        return unnamed(draft, doc, cast)
    return entities[0] if len(entities) == 1 else cast.together(entities).index


def _first_persons(drafts: list[Draft], speakers: list[int | None], doc: Doc, cast: Cast, byline: str | None) -> list[int | None]:
    """ "I" and "we" as sources: whoever speaks the words around, else the writer of the report."""
    signed = signatory(doc, cast)
    writer = next((e.index for e in cast.entities if e.kind == "person" and byline and same_person(e.name, byline)), signed)
    out = list(speakers)
    for k, draft in enumerate(drafts):
        heads = [doc[i].lower_ for i in draft.source_tokens]
        if out[k] is not None or not heads or any(h not in ("i", "we") for h in heads):
            continue
        around = draft.within
        while around is not None and out[around] is None:
            around = drafts[around].within
        out[k] = out[around] if around is not None else writer if heads == ["i"] else signed
    return out


_ISSUERS = ("organization", "government", "armed_force", "media", "office", "group")


def _through_carriers(drafts: list[Draft], speakers: list[int | None], doc: Doc, cast: Cast) -> list[int | None]:
    """ "The statement said", "it added": whoever issued what was quoted last before."""
    out = list(speakers)
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].cue_token)
    issuer: int | None = None
    for i in order:
        known = out[i]
        if known is not None:
            issuer = known if cast.entities[known].kind in _ISSUERS else issuer
            continue
        heads = [doc[t] for t in drafts[i].source_tokens]
        if issuer is not None and heads and all(_carries(h) for h in heads):
            out[i] = issuer
    return out


def _carries(head: Token) -> bool:
    """Whether a noun is a definite carrier of words, or the pronoun that takes one up."""
    if head.lower_ == "it":
        return True
    return head.lemma_.lower() in CARRIERS and any(c.lower_ in ("the", "this", "that") for c in head.children)


def _entities(draft: Draft, doc: Doc, cast: Cast) -> list[int]:
    """Entities of the source's heads; of "Iranian media reports" those of the words before the head."""
    entities: list[int] = []
    for i in draft.source_tokens:
        mention = cast.headed(doc[i])
        if mention is None and doc[i].lemma_.lower() in CARRIERS:
            left = [m for t in doc[doc[i].left_edge.i : i] if (m := cast.headed(t)) is not None and not m.place]
            mention = left[-1] if left else None
        if mention is not None and mention.entity not in entities and not mention.place:
            entities.append(mention.entity)
    return entities


def _statement(i: int, d: Draft, speaker: int | None, text: str, quotes: Spans, cast: Cast, doc: Doc) -> Statement:
    addressee = cast.headed(doc[d.addressee]) if d.addressee is not None else None
    return Statement(
        id=f"s{i + 1}",
        speaker=str(speaker) if speaker is not None else None,
        speaker_span=merge_spans(d.source, text),
        kind=d.kind,  # type: ignore[arg-type]
        quote=_quote(d, text, quotes),
        cue=merge_spans(d.cue, text),
        content=tuple(d.content),
        addressee=str(addressee.entity) if addressee is not None and addressee.entity != speaker else None,
        within=f"s{d.within + 1}" if d.within is not None else None,
        read_by="encoder" if d.rule == "encoder" else f"rule: {d.rule}",
        confidence=0.0,  # `likely` says, once all statements are there
    )


def _quote(d: Draft, text: str, quotes: Spans) -> Quote:
    """Direct where all of the content is in quotation marks, mixed where some of it is."""
    letters = [i for s, e in d.content for i in range(s, e) if text[i].isalnum()]
    within = sum(quotes.holds(i) for i in letters)
    if within == len(letters):
        return "direct"
    return "mixed" if within else "indirect"
