"""Whether a cluster of mentions is an agreement that the record keeps: a real or sought one between states, and not a word in passing."""

from spacy.tokens import Doc

from dragoman.codebook.files import table, words
from dragoman.reading.agreements.clusters import Cluster, areas_in
from dragoman.reading.agreements.draft import Step
from dragoman.reading.agreements.lexicon import section
from dragoman.reading.agreements.parties import Field
from dragoman.reading.agreements.weights import model

_THRESHOLD = 0.52


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
    explicit = each.explicit
    out = {
        "explicit_two": float(len(explicit) > 1),
        "explicit_one": float(len(explicit) == 1),
        "parties": likely,
        "more_parties": float(len(parties) > 2),
        "two_in_sentence": float(any(len(n.sentence) > 1 for n in each.namings)),
        "told": float(any(not s.implied for s in steps)),
        "implied": float(any(s.implied for s in steps)),
        "several": float(len(each.mentions) > 1),
        "plural": float(all(m.plural for m in each.mentions)),
        "plural_new": float(first.plural and not first.definite),
        "proper": float(any(m.proper for m in each.mentions)),
        "definite": float(first.definite),
        "bare": float(not {"det", "poss", "amod", "compound"} & {c.dep_ for c in noun.children}),
        "topic": float(any(m.topic for m in each.mentions)),
        "topical": float(words(*table("agreements")["topic"]["words"]).search(phrase) is not None),
        "area": float(any(areas_in(doc, m) for m in each.mentions)),
        "year": float(bool(each.years)),
        "headline": float(any(m.head in field.context.headline for m in each.mentions)),
        "negated": float(not {"no", "any"}.isdisjoint(c.lower_ for c in noun.children)),
        "fresh": float(first.fresh),
        "one_state": float(len(field.count) < 2),
        "undertaking": float(first.undertaking),
        "undertaking_joint": float(_is_joint(doc, each)),
        f"word={noun.lemma_.lower()}": 1.0,
        f"instrument={first.instrument}": 1.0,
        f"dep={noun.dep_}": 1.0,
    }
    for stage in {s.stage for s in steps}:
        out[f"stage={stage}"] = 1.0
    return out


def counts(doc: Doc, each: Cluster, parties: list[str], likely: float, steps: list[Step], field: Field) -> bool:
    """Whether the record keeps the agreement."""
    if not parties or (len(parties) < 2 and not each.mentions[0].proper):
        return False
    return model("counted").score(features(doc, each, parties, likely, steps, field)) >= _THRESHOLD
