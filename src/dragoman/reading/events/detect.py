"""Events as the encoder's branch finds them: the words that tell one, its type, and who is party to it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc, Token

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.vocabulary import event_types
from dragoman.model.record import Modality
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import is_passive, lower_lemma
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.branch import branch
from dragoman.reading.encoder.pairs import Node
from dragoman.reading.entities.graph import node_of
from dragoman.reading.events.found import Found
from dragoman.reading.events.hearsay import by_somebody
from dragoman.reading.events.modality import ahead, modality
from dragoman.reading.events.refusals import refused, refuses

LEAST_EVENT = 0.5
"""Probability that a word tells an event, from which it is taken for one."""
LEAST_ACTOR, LEAST_RECIPIENT, LEAST_OF_HARM, LEAST_OF_ATTACK = -5.0, -4.0, -3.0, -1.0
"""Scores from which the likeliest state or body is a party although no phrase surely is: in most clauses one is understood.

Harm is often told without its doer, who must not be guessed, of an attack that nobody claims least of all: "two passengers were wounded".
"""
SHARED = -4.0
"""Score from which whoever stands in a list with a party is one as well."""
HEARSAY = 0.36
"""Probability that the outlet itself tells it, under which it is somebody's word although no statement holds it."""
PLAIN_PRESENT = 0.98
"""How sure the branch must be that what a finite main verb tells has not happened: "the ministers sign a pact in Lisbon"."""
NOT_NEGATED = 0.95
"""How sure the branch must be that something was not done where no word of the clause says so."""
_HARM = ("ASSAULT", "COERCE")
ARGUMENT_REACH = 150
"""Tokens between a trigger and a party, at most, before it; half of that behind it. As in training."""
_MODALITIES: tuple[Modality, ...] = ("asserted", "planned", "hypothetical", "negated")


@dataclass(frozen=True)
class Party:
    """A phrase that may be party to an event, and the entities it stands for."""

    node: Node
    entities: tuple[int, ...]
    codes: frozenset[str]
    place: bool = False
    """Whether it names where something is, so that nobody need be understood by it: "the talks were held in Tehran"."""


def detect(context: ReportContext, cast: Cast, first_cue: int | None = 0, least: float = LEAST_EVENT) -> list[Found]:
    """Every event that the branch finds in the content, in order of its trigger.

    Args:
        first_cue: token of the first statement's cue; what stands in a sentence before it is nobody's word. None where nobody says anything.
    """
    doc = context.doc
    first = len(doc) if first_cue is None else first_cue
    told = 1.0 - context.scores.types[:, 0]
    triggers = [int(i) for i in np.flatnonzero((told >= least) & context.readable) if doc[int(i)].is_alpha]
    parties = party_nodes(context, cast)
    lists = _lists(doc, parties)
    codes = _codes_of(parties)
    kinds = [int(context.scores.types[i, 1:].argmax()) for i in triggers]
    sources = [Node(i, i + 1, i, "trigger", None, 1 + kind) for i, kind in zip(triggers, kinds, strict=True)]
    actors, recipients = _arguments(context, sources, parties)
    out = []
    for k, i in enumerate(triggers):
        kind = event_types()[kinds[k]]
        token = doc[i]
        done_by, done_to, supposed = _sides(parties, lists, codes, actors[k], recipients[k], kind, _least_of_doer(token, kind))
        out.append(
            Found(
                kind,
                i,
                done_by,
                done_to,
                _modality(context, i, kind),
                "branch",
                [(token.idx, token.idx + len(token))],
                tokens={i},
                hearsay=by_somebody(token) or (token.sent.end > first and bool(context.scores.standing[i, 0] < HEARSAY)),
                supposed=supposed,
            )
        )
    return out


def _modality(context: ReportContext, i: int, kind: str) -> Modality:
    """What syntax says where it says more than that something happened, else what the branch is sure of."""
    token = context.doc[i]
    if kind == "REJECT" and (refused(token) or refuses(token)):
        return "asserted"
    by_syntax = modality(token)
    if by_syntax != "asserted":
        return "planned" if kind == "CONSULT" and by_syntax == "hypothetical" and _is_occasion(token) else by_syntax
    if ahead(token):
        return "planned"
    shares = context.scores.modality[i]
    best = int(shares.argmax())
    needed = NOT_NEGATED if _MODALITIES[best] == "negated" else PLAIN_PRESENT if _plainly_told(token) else 0.5
    return _MODALITIES[best] if shares[best] >= needed else "asserted"


def _is_occasion(noun: Token) -> bool:
    """ "Told them to settle it at their next meeting": what is to be done there is open, and the meeting is meant."""
    return noun.pos_ == "NOUN" and noun.dep_ == "pobj" and noun.head.lower_ in ("at", "during")


def _plainly_told(token: Token) -> bool:
    """Whether a verb's form tells a deed as done: a past or perfect of any clause, or the present of the main one."""
    auxiliaries = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if token.tag_ == "VBN" and auxiliaries:
        return auxiliaries[0].tag_ in ("VBD", "VBZ", "VBP") and any(lower_lemma(c) == "have" or c.tag_ == "VBD" for c in auxiliaries)
    bare = token.tag_ == "VB" and not any(c.dep_ == "aux" for c in auxiliaries)  # a headline's "A and B sign pact"
    return token.tag_ == "VBD" or ((token.tag_ in ("VBZ", "VBP") or bare) and token.dep_ == "ROOT")


def party_nodes(context: ReportContext, cast: Cast) -> list[Party]:
    """Every phrase that may be party to an event: the mentions whose entity is known, and the states named within phrases."""
    out = []
    for m in cast.mentions:
        if m.entity >= 0:
            members = tuple(cast.expand(m.entity))
            codes = [c for i in members if (c := _code(cast, i))]
            out.append(Party(replace(node_of(m), code=codes[0] if codes else None), members, frozenset(codes), m.place))
    taken = {p.node.start for p in out}
    for hit in context.hits:
        if hit.entry.country and not hit.sided and hit.entry.role != "outlet" and hit.start not in taken:
            node = Node(hit.start, hit.end, context.doc[hit.start : hit.end].root.i, "state", hit.entry.country)
            out.append(Party(node, (cast.state(hit.entry.country),), frozenset({hit.entry.country})))
    return sorted(out, key=lambda p: (p.node.start, p.node.end))


def _code(cast: Cast, index: int) -> str | None:
    entity = cast.entities[index]
    return entity.country or entity.code


def _arguments(context: ReportContext, triggers: list[Node], parties: list[Party]) -> tuple[list[dict[int, float]], list[dict[int, float]]]:
    """For each trigger the scores of each party as actor, and as recipient."""
    by_head = sorted((p.node.head, j) for j, p in enumerate(parties))
    pairs = [
        (i, j)
        for i, t in enumerate(triggers)
        for j in _within(by_head, t.head - ARGUMENT_REACH, t.head + ARGUMENT_REACH // 2)
        if not parties[j].node.start <= t.head < parties[j].node.end
    ]
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    nodes = [p.node for p in parties]
    scores = branch().arcs_of(["actor", "recipient"], context.scores, context.pairs, triggers, nodes, rows)
    out: tuple[list[dict[int, float]], list[dict[int, float]]] = ([{} for _ in triggers], [{} for _ in triggers])
    for side, values in zip(out, scores, strict=True):
        for (i, j), value in zip(pairs, values.tolist(), strict=True):
            side[i][j] = value
    return out


def _within(by_head: list[tuple[int, int]], low: int, high: int) -> list[int]:
    """The places, in order, of the parties whose heads are among the tokens from low to high, both included."""
    return sorted(j for _, j in by_head[bisect_left(by_head, (low, 0)) : bisect_right(by_head, (high + 1, -1))])


def _lists(doc: Doc, parties: list[Party]) -> dict[int, list[int]]:
    """For each party those that stand in one list with it: "A, B and C"."""
    by_head = {p.node.head: j for j, p in enumerate(parties)}
    out: dict[int, list[int]] = {}
    for j, p in enumerate(parties):
        joined = [by_head[t.i] for t in doc[p.node.head].conjuncts if t.i in by_head]
        out[j] = sorted({j, *joined})
    return out


def _codes_of(parties: list[Party]) -> dict[int, frozenset[str]]:
    """For each entity the codes of all phrases that stand for it, alone or with others."""
    out: dict[int, set[str]] = defaultdict(set)
    for party in parties:
        for i in party.entities:
            out[i] |= party.codes
    return {i: frozenset(codes) for i, codes in out.items()}


def _least_of_doer(trigger: Token, kind: str) -> float:
    """Score that a doer must have whom no phrase surely names."""
    if kind == "ASSAULT" and (trigger.pos_ == "NOUN" or is_passive(trigger)):
        return LEAST_OF_ATTACK
    return LEAST_OF_HARM if kind in _HARM else LEAST_ACTOR


def _sides(
    parties: list[Party],
    lists: dict[int, list[int]],
    codes: dict[int, frozenset[str]],
    actors: dict[int, float],
    recipients: dict[int, float],
    kind: str,
    least: float,
) -> tuple[list[int], list[int], frozenset[int]]:
    """Entities that act, that are acted upon, and that are only supposed to be; where all act alike there are no recipients.

    Args:
        codes: of each entity, as `_codes_of` gives them.
        least: score that a doer must have whom no phrase surely names.
    """
    done_by = _chosen(parties, lists, actors, least, frozenset())
    mine = frozenset(c for i in done_by for c in codes.get(i, ()))
    done_to = _chosen(parties, lists, recipients, LEAST_RECIPIENT, mine)
    if kind in reciprocal_types() or (kind in ("SUPPORT", "AGREE") and set(done_by) == set(done_to) and len(done_by) > 1):
        return list(dict.fromkeys([*done_by, *done_to])), [], frozenset()
    sure = any(s > 0 and parties[j].codes for j, s in recipients.items())
    return done_by, [i for i in done_to if i not in done_by], frozenset() if sure else frozenset(done_to)


def _chosen(
    parties: list[Party], lists: dict[int, list[int]], scores: dict[int, float], least: float, besides: frozenset[str]
) -> list[int]:
    """Entities of the phrases that are likelier party than not; where none of them is a state or body, the likeliest one's too.

    Args:
        least: summed score that the likeliest state or body must have.
        besides: codes that are party already.
    """
    sure = [j for j, s in scores.items() if s > 0]
    if not any(parties[j].codes for j in sure):
        sure += _likeliest(parties, scores, least, besides)
    whole = sorted({k for j in sure for k in lists[j] if scores.get(k, 0.0) > SHARED or k == j})
    return list(dict.fromkeys(i for j in whole for i in parties[j].entities))


def _likeliest(parties: list[Party], scores: dict[int, float], least: float, besides: frozenset[str]) -> list[int]:
    """The phrase that names the state or body of the highest summed score, where that is high enough."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for j in (j for j in scores if not parties[j].place):
        for code in parties[j].codes - besides:
            by_code[code].append(j)
    together = {code: float(np.logaddexp.reduce([scores[j] for j in js])) for code, js in by_code.items()}
    best = max(together, key=lambda c: (together[c], c), default=None)
    if best is None or together[best] <= least:
        return []
    return [max(by_code[best], key=lambda j: (scores[j], -j))]
