"""Statements that the encoder finds: spans of source, cue and content, linked to one another by their cue.

Labels are BIO tags of PolNeAR's three parts, decoded with the transitions of the trained CRF; the link of a source or content to
its cue is the best product of their vectors among the cues in reach.
"""

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from dragoman.codebook.frames import cue_nouns, cue_verbs
from dragoman.model.span import Spans
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import antecedent, children, conjuncts, lower_lemma, patient, regoverned, subject
from dragoman.reading.encoder.decode import decode
from dragoman.reading.encoder.model import Encoded, Encoder, calibrated
from dragoman.reading.statements.contents import EXPRESSED, expressed
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.links import Found, Labelled, Layout, features
from dragoman.reading.statements.verbs import addressee_of

Floats = NDArray[np.float64]
_PARTS = ("source", "cue", "content")


_DEEDS = {"call off", "put off"}  # a cue verb with a particle that makes it none


def by_model(doc: Doc, encoded: Encoded, encoder: Encoder, live: frozenset[int], cast: Cast) -> list[Draft]:
    """Every statement that the encoder finds in the live tokens."""
    spans = Labelled(labelled(encoded, encoder))
    groups: dict[int, list[Found]] = {f.piece: [f] for f in spans.cues}
    layout = Layout(doc)
    for f in spans.spans:
        near = spans.near(f) if f.part != "cue" else []
        if near:
            scores = features(f, near, spans, encoded, layout) @ encoder.card.links[f.part]
            groups[near[int(np.argmax(scores))].piece].append(f)
    sources = _Sources(doc, spans)
    for group in groups.values():
        _of_one_sentence(group, layout)
        _lend_source(doc, group, sources, encoded, layout, encoder.card.links["source"], cast)
    drafts = (_draft(cast, group, live, encoder.card.calibration) for group in groups.values())
    return [d for d in drafts if d is not None]


def _of_one_sentence(group: list[Found], layout: Layout) -> None:
    """Leave a cue with several sources those of its own sentence: "B called in A about the dam. Minister C said" is C's alone."""
    sources = [f for f in group if f.part == "source"]
    own = [f for f in sources if layout.sentence[f.start] == layout.sentence[group[0].start]]
    if own and len(own) < len(sources):
        group[:] = [f for f in group if f.part != "source" or f in own]


def labelled(encoded: Encoded, encoder: Encoder) -> list[Found]:
    """The spans of the best sequence of labels, in order."""
    p = encoded.pieces
    where = np.flatnonzero(p.first)
    ends = np.append(where[1:], len(p.first)) - 1
    scores = encoded.labels[where]
    path = decode(scores, encoder.card.transitions)
    sure = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    sure = sure / sure.sum(axis=1, keepdims=True) if len(scores) else sure
    out: list[Found] = []
    i = 0
    while i < len(path):
        j = i
        if path[i]:
            inside = path[i] + path[i] % 2
            while j + 1 < len(path) and path[j + 1] == inside:
                j += 1
            score = float(np.mean([sure[k, path[k]] for k in (i, j)]))
            out.append(Found(_PARTS[(int(inside) - 2) // 2], int(p.starts[where[i]]), int(p.ends[ends[j]]), int(where[i]), score))
        i = j + 1
    return out


class _Sources:
    """The sources of a report by where they stand."""

    def __init__(self, doc: Doc, spans: Labelled) -> None:
        self.spans = spans
        self.heads = [_heads(doc, f) for f in spans.sources]
        self._by_head: dict[int, int] = {}
        for k, heads in enumerate(self.heads):
            for i in heads:
                self._by_head.setdefault(i, k)
        self._around = Spans(((f.start, f.end), k) for k, f in enumerate(spans.sources))

    def of(self, who: Token) -> Found | None:
        """The first source that a word stands in or heads."""
        found = self._around.at(who.idx)[:1] + ([self._by_head[who.i]] if who.i in self._by_head else [])
        return self.spans.sources[min(found)] if found else None


def _lend_source(doc: Doc, group: list[Found], sources: _Sources, encoded: Encoded, layout: Layout, weights: Floats, cast: Cast) -> None:
    """Give a cue without a source the subject of its verb, or the likeliest source of another cue in its sentence.

    "X hailed the plan, claiming that …" has one source and two cues.
    """
    if not any(f.part == "content" for f in group):
        return
    cue = doc.char_span(group[0].start, group[0].end, alignment_mode="expand")
    token = _head(cue)[0] if cue is not None else None
    own = next((f for f in group if f.part == "source"), None)
    if own is not None and (token is None or not _misplaced(doc, token, own, cast)):
        return
    group[:] = [f for f in group if f.part != "source"]
    found = _by_syntax(doc, token, group, sources, cast) if token is not None else None
    found = found or _likeliest(group[0], sources, encoded, layout, weights)
    if found is not None:
        group.append(found)


def _likeliest(cue: Found, sources: _Sources, encoded: Encoded, layout: Layout, weights: Floats) -> Found | None:
    """The source in a cue's sentence that the encoder links to it best."""
    near = sources.spans.sources_in(*layout.sentence_around(cue.start))
    if not near:
        return None
    rows = [features(f, [cue], sources.spans, encoded, layout)[0] for f in near]
    return near[int(np.argmax(np.array(rows) @ weights))]


def _misplaced(doc: Doc, token: Token, source: Found, cast: Cast) -> bool:
    """Whether a verb in a later clause took the source of an earlier one: "He was received by B, who praised A and said that …"."""
    who = subject(token) if token.dep_ in ("conj", "relcl") and token.pos_ == "VERB" else None
    if who is not None and regoverned(token) is not None:
        return all(i != who.i for i in _heads(doc, source))
    if who is None or not source.end <= who.idx < token.idx or who.sent.start != token.sent.start:
        return False
    other, mine = cast.headed(who), [m for i in _heads(doc, source) if (m := cast.headed(doc[i])) is not None]
    return other is not None and bool(mine) and all(m.entity != other.entity for m in mine)


def _by_syntax(doc: Doc, token: Token, group: list[Found], sources: _Sources, cast: Cast) -> Found | None:
    """The subject of a cue: a source of another cue, else a political actor, else a single word, whose bounds are beyond doubt."""
    who = subject(token) if token.pos_ in ("VERB", "AUX") else None
    if who is not None:
        shared = sources.of(who)
        mention = cast.headed(who)
        if who.pos_ == "PRON" and mention is not None:
            shared = _named(doc, who, mention.entity, sources, cast) or shared
        if shared is not None:
            return shared
        if mention is not None and not mention.place and cast.countries([mention.entity]):
            return _source(doc[mention.start], doc[mention.end - 1], group)
    one = _bare_subject(token, who)
    return _source(one, one, group) if one is not None else None


def _named(doc: Doc, who: Token, entity: int, sources: _Sources, cast: Cast) -> Found | None:
    """The last source before a pronoun in its sentence that is the same: "The union said it had met them and warned that …"."""
    for f in reversed([f for f in sources.spans.sources_in(who.sent.start_char, who.idx) if f.end <= who.idx]):
        heads = [m for i in _heads(doc, f) if doc[i].pos_ != "PRON" and (m := cast.headed(doc[i])) is not None]
        if any(m.entity == entity for m in heads):
            return f
    return None


def _source(first: Token, last: Token, group: list[Found]) -> Found | None:
    """A source of these words, unless they are part of the cue or the content."""
    start, end = first.idx, last.idx + len(last)
    if any(f.start < end and start < f.end for f in group):
        return None
    return Found("source", start, end, group[0].piece, group[0].score)


def _bare_subject(token: Token, who: Token | None) -> Token | None:
    """The subject of a cue verb, or the possessor of a cue noun, where it is a single word: its bounds are then beyond doubt."""
    pronoun = next(children(token, "nsubj"), None) if token.pos_ in ("VERB", "AUX") else next(children(token, "poss"), None)
    one = pronoun if pronoun is not None else who
    if one is None or one.pos_ not in ("PRON", "PROPN", "NOUN") or one.left_edge.i != one.i:
        return None
    return one if one.right_edge.i == one.i or one.dep_ == "poss" else None


def _draft(cast: Cast, group: list[Found], live: frozenset[int], calibration: list[list[float]]) -> Draft | None:
    """A cue with its source and contents; nothing without content."""
    doc = cast.doc
    parts = {part: [f for f in group if f.part == part] for part in _PARTS}
    cue, sources, contents = parts["cue"][0], parts["source"], parts["content"]
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if not contents or span is None or span[0].i not in live or _is_none(span, cast):
        return None
    token, kind = _head(span)
    about, addressee = (_object(token, contents), addressee_of(token)) if token.pos_ == "VERB" else (None, None)
    return Draft(
        cue=[(cue.start, cue.end)],
        cue_token=token.i,
        kind=kind,
        content=_places(contents),
        source=_places(sources),
        source_tokens=[i for f in sources for i in _heads(doc, f)],
        addressee=addressee.i if addressee is not None else None,
        rule="encoder",
        object=about,
        confidence=calibrated(min(f.score for f in group), calibration),
    )


def _object(verb: Token, contents: list[Found]) -> int | None:
    """Token of a cue's object where it is part of what is said."""
    about = patient(verb)
    return int(about.i) if about is not None and any(f.start <= about.idx < f.end for f in contents) else None


def _places(spans: list[Found]) -> list[tuple[int, int]]:
    return sorted((f.start, f.end) for f in spans)


def _is_none(cue: Span, cast: Cast) -> bool:
    """Whether words marked as a cue are none: others than the codebook's in a headline, or a deed ("called off")."""
    if cue[0].i in cast.context.headline and not _is_cue(cue):
        return True
    return any(t.dep_ == "prt" and f"{lower_lemma(t.head)} {t.lower_}" in _DEEDS for t in cue)


def _is_cue(cue: Span) -> bool:
    """Whether a cue has a word of the codebook, or is a mark."""
    return any(lower_lemma(t) in cue_verbs() or lower_lemma(t) in cue_nouns() or not t.is_alpha or t.lower_ == "according" for t in cue)


def _head(cue: Span) -> tuple[Token, str]:
    """The word of a cue that says what kind of statement it is, the last verb before any other, and the kind."""
    for token in reversed([t for t in cue if t.pos_ in ("VERB", "AUX")]):
        for rest, kind in cue_verbs().get(lower_lemma(token), ()):
            if not rest or tuple(t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(rest)]) == rest:
                return token, expressed(
                    next((t for t in cue if lower_lemma(t) in EXPRESSED), patient(token)), kind
                ) if kind == "assert" else kind
    for token in cue:
        kind = cue_nouns().get(lower_lemma(token), "")
        if kind:
            return token, kind
    return cue.root, "assert"


def _heads(doc: Doc, source: Found) -> list[int]:
    """Heads of the noun phrases of a source."""
    span = doc.char_span(source.start, source.end, alignment_mode="expand")
    if span is None:
        return []
    if span.root.lower_ in ("who", "which", "that") and span.root.head.i != span.root.i:
        return [t.i for t in conjuncts(antecedent(span.root, span.root.head))]
    return [t.i for t in conjuncts(span.root) if span.start <= t.i < span.end]
