"""Agreements between states: who is party, what kind of instrument, how far it has got, and what it covers."""

from spacy.tokens import Doc

from dragoman.reading.agreements.areas import find_areas
from dragoman.reading.agreements.clusters import Cluster, cluster
from dragoman.reading.agreements.counted import counts
from dragoman.reading.agreements.draft import AgreementFound, Mention, Step
from dragoman.reading.agreements.headlines import join_headlines
from dragoman.reading.agreements.lists import spread
from dragoman.reading.agreements.mentions import find_mentions
from dragoman.reading.agreements.pairs import choose
from dragoman.reading.agreements.parties import Field, naming
from dragoman.reading.agreements.signatories import signatories
from dragoman.reading.agreements.stages import steps_of
from dragoman.reading.agreements.steps import stage_of, told
from dragoman.reading.events.arguments import Arguments

__all__ = ["AgreementFound", "Step", "find_agreements", "stage_of"]


def find_agreements(doc: Doc, args: Arguments, live: frozenset[int]) -> tuple[list[AgreementFound], dict[int, list[int]]]:
    """The agreements of a report, and for every token that names one the entities of its parties."""
    if args.cast.context.off_topic:
        return [], {}
    field = Field(doc, args, live)
    mentions = find_mentions(doc, live)
    clusters = cluster([m for m in mentions if not m.denied], field)
    steps, announcing = spread(doc, [c.mentions for c in clusters], [_steps(doc, c) for c in clusters])
    found: list[AgreementFound] = []
    for k, each in enumerate(clusters):
        agreement = _agreement(doc, each, steps[k], _others(clusters, each), field, args) if k not in announcing else None
        if agreement is not None:
            found.append(agreement)
    found = join_headlines(args.cast.context, found)
    return found, _parties_at(found, mentions, field)


def _others(clusters: list[Cluster], each: Cluster) -> list[int]:
    """Tokens that name other agreements than one."""
    return sorted({m.head for c in clusters if c is not each for m in c.mentions} - {m.head for m in each.mentions})


def _parties_at(found: list[AgreementFound], mentions: list[Mention], field: Field) -> dict[int, list[int]]:
    """Entities of the parties, by each token that names their agreement."""
    out: dict[int, list[int]] = {}
    for agreement in found:
        for head in agreement.mentions:
            out[head] = list(dict.fromkeys([*out.get(head, []), *agreement.parties]))
    for mention in mentions:
        if mention.denied:  # "no accord was reached between A and B": none is kept, but A and B failed to reach it
            out[mention.head] = [field.entity(code) for code in naming(mention, field).explicit]
    return out


def _steps(doc: Doc, each: Cluster) -> list[Step]:
    return told([s for m in each.mentions for s in steps_of(m, doc[m.head])])


def _agreement(doc: Doc, each: Cluster, steps: list[Step], others: list[int], field: Field, args: Arguments) -> AgreementFound | None:
    """What the mentions of one agreement say together; None where they speak of none that counts."""
    parties, likely = choose(each.mentions, each.namings, field)
    if not counts(doc, each, parties, likely, steps, field):
        return None
    own = [m for m in each.mentions if m.alters is None] or each.mentions
    best = next((m for m in own if m.proper), next((m for m in own if m.topic), own[0]))
    specific = next((m.instrument for m in own if not m.generic), own[0].instrument)
    members = [field.entity(code) for code in parties]
    return AgreementFound(
        name=best.name,
        instrument=specific,
        parties=members,
        proper=best.proper,
        year=next((m.year for m in each.mentions if m.year), None),
        members=each.mentions,
        steps=steps,
        areas=find_areas(doc, each.mentions, others),
        signatories=signatories(steps, doc, args, members, each.mentions),
    )
