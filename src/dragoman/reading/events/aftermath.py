"""Whom a blow harmed, where that is told after it: "The town was shelled on Monday. Two men were killed"."""

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from dragoman.reading.clauses import agent, is_passive, lower_lemma
from dragoman.reading.events.casualties import HARMED, SUFFERED, Toll, does_harm, give, tolls
from dragoman.reading.events.found import Found


def carry_back(doc: Doc, events: Iterable[Found]) -> None:
    """Give every number of people who came to harm by nobody named to the blow that is told right before, where that has none of its own.

    It stands in the same sentence, or in the sentence before.
    """
    attacks = _attacks(events)
    blows = {i: e for i, e in attacks.items() if not does_harm(doc[i]) and not any(x.killed or x.injured for x in e)}
    near: dict[int, list[int]] = {}
    for i in sorted(blows):
        near.setdefault(doc[i].sent.start, []).append(i)
    for start, inside in near.items():
        sentence = doc[start].sent
        for toll in (*tolls(sentence), *_next_tolls(sentence)):
            last = max((i for i in inside if i < toll.token), default=None)
            if last is not None and _by_nobody(doc[toll.token]) and _of_one(attacks.get(toll.token, []), blows[last]):
                give(toll, blows[last])


def _attacks(events: Iterable[Found]) -> dict[int, list[Found]]:
    """The attacks that each word tells."""
    out: dict[int, list[Found]] = {}
    for event in events:
        if event.type == "ASSAULT":
            out.setdefault(event.trigger, []).append(event)
    return out


def _of_one(harm: list[Found], blow: list[Found]) -> bool:
    """Whether a harm is nobody's, or of somebody who struck the blow."""
    return all(not h.actors or set(h.actors) & set(b.actors) for h in harm for b in blow)


def _next_tolls(sentence: Span) -> list[Toll]:
    """The numbers that the following sentence tells, where it has no time of its own."""
    doc = sentence.doc
    following = next((t.sent for t in doc[sentence.end : sentence.end + 3] if not t.is_space), None)
    if following is None:
        return []
    return [] if any(t.ent_type_ == "DATE" for t in following) else tolls(following)


def _by_nobody(harm: Token) -> bool:
    """Whether a word tells a harm without who did it: "were killed", "died", "wounded" beside one of these."""
    first = harm.head if harm.dep_ in ("conj", "oprd", "acomp") else harm
    suffered = any(is_passive(t) or lower_lemma(t) in SUFFERED or t.lower_ in HARMED for t in (harm, first))
    return suffered and agent(harm) is None and agent(first) is None
