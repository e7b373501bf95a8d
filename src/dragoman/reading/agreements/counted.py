"""Whether a cluster of mentions is an agreement that the record keeps: a real or sought one between states, and not a word in passing."""

from collections.abc import Iterator

from spacy.tokens import Doc

from dragoman.codebook.files import table, words
from dragoman.reading.agreements.clusters import Cluster, areas_in
from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.lexicon import section
from dragoman.reading.agreements.parties import Field
from dragoman.reading.agreements.weights import model

_THRESHOLD = 0.48


def phrase_of(doc: Doc, each: Cluster) -> str:
    """Words of the first mention."""
    first = each.mentions[0]
    return str(doc[first.start : first.end].text)


def joint_thing(phrase: str) -> str | None:
    """A thing that states have together: "joint patrols", "a hotline"."""
    found = words(*section("undertaking")["joint"]).search(phrase)
    return found.group() if found else None


def _is_joint(doc: Doc, each: Cluster) -> bool:
    """Whether it is an undertaking to have something together."""
    return each.mentions[0].undertaking and joint_thing(phrase_of(doc, each)) is not None


def features(doc: Doc, each: Cluster, parties: list[str], likely: float, steps: list[Step], field: Field) -> dict[str, float]:
    """What speaks for and against keeping it."""
    first = next((m for m in each.mentions if m.instrument != "unspecified"), each.mentions[0])
    noun = doc[first.head]
    phrase = phrase_of(doc, each) if first.undertaking else doc[noun.left_edge.i : max(noun.i + 1, first.end)].text
    return {
        "parties": likely,
        "topical": float(words(*table("agreements")["topic"]["words"]).search(phrase) is not None),
        f"word={noun.lemma_.lower()}": 1.0,
        f"instrument={first.instrument}": 1.0,
        f"dep={noun.dep_}": 1.0,
        **{name: float(holds) for name, holds in (*_of_cluster(doc, each, parties, field), *_of_first(doc, each, first))},
        **_of_steps(steps),
    }


def _of_cluster(doc: Doc, each: Cluster, parties: list[str], field: Field) -> Iterator[tuple[str, bool]]:
    """What all mentions together say."""
    explicit = each.explicit
    yield "explicit_two", len(explicit) > 1
    yield "explicit_one", len(explicit) == 1
    yield "more_parties", len(parties) > 2
    yield "two_in_sentence", any(len(n.sentence) > 1 for n in each.namings)
    yield "several", len(each.mentions) > 1
    yield "plural", all(m.plural for m in each.mentions)
    yield "proper", any(m.proper for m in each.mentions)
    yield "topic", any(m.topic for m in each.mentions)
    yield "area", any(areas_in(doc, m) for m in each.mentions)
    yield "year", bool(each.years)
    yield "headline", any(m.head in field.context.headline for m in each.mentions)
    yield "one_state", len(field.count) < 2


def _of_first(doc: Doc, each: Cluster, first: Mention) -> Iterator[tuple[str, bool]]:
    """What the first mention that names the instrument says."""
    below = list(doc[first.head].children)
    yield "plural_new", first.plural and not first.definite
    yield "definite", first.definite
    yield "bare", not {"det", "poss", "amod", "compound"} & {c.dep_ for c in below}
    yield "negated", not {"no", "any"}.isdisjoint(c.lower_ for c in below)
    yield "fresh", first.fresh
    yield "undertaking", first.undertaking
    yield "undertaking_joint", _is_joint(doc, each)


def _of_steps(steps: list[Step]) -> dict[str, float]:
    told = {"told": float(any(not s.implied for s in steps)), "implied": float(any(s.implied for s in steps))}
    return told | {f"stage={stage}": 1.0 for stage in {s.stage for s in steps}}


def counts(doc: Doc, each: Cluster, parties: list[str], likely: float, steps: list[Step], field: Field) -> bool:
    """Whether the record keeps the agreement."""
    if not parties or (len(parties) < 2 and not each.mentions[0].proper):
        return False
    return model("counted").score(features(doc, each, parties, likely, steps, field)) >= _THRESHOLD
