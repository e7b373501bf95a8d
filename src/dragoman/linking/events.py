"""Events: one visit, strike or signing however many reports tell it.

Tellings that share a key are compared; what speaks for and against their being one is weighed in `linking.evidence`. A telling that
contradicts another (another day, another number, another actor, "it did not happen") can still be of the same event: what differs is
kept by `linking.views`.
"""

from collections.abc import Iterator

from dragoman.codebook.linking import confused_types, weight
from dragoman.linking.evidence import PROMISED, decide
from dragoman.linking.index import Edge, Member, Node
from dragoman.linking.names import folded
from dragoman.linking.tellings import FRESH, Told, tellings
from dragoman.linking.times import day, iso, width
from dragoman.linking.wording import one_story
from dragoman.model.record import Record

SAME, UNSURE = weight("events", "same"), weight("events", "unsure")
_OPEN, _DARK, _AFFAIR = (weight("events", name) for name in ("open", "dark", "dark_one_story"))
_BUCKET, _WIDE = 8, 62
_NAMED = 3
"""Names of its report by which an event is found, beside its states: sides are often misread."""


Keys = tuple[tuple[str, ...], tuple[str, ...]]
"""Under which a node is found, and under which it looks for others."""


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The events of a record."""
    for body in tellings(record):
        keys, asks = _keys(body)
        node = Node("event", f"{body.report}/{body.item}", body, keys, asks)
        yield node, Member(node.id, body.report, body.item)


def _keys(t: Told) -> Keys:
    """Found by state (or a place that no state is known of), type and time, and by names that its report turns about.

    An event whose time is only roughly known looks through whole years, and is looked up by year; one without a date and what was told in
    the same days, whenever that was, find each other.
    """
    states = _where(t)
    keys, asks = _whens(t)
    names = [f"~{name}" for name in t.story[:_NAMED]]
    near, nearby = ([k for k in found if k.isdigit()] for found in (keys, asks))
    kinds = (t.type, *sorted(confused_types(t.type)))
    said = _said(t)
    # the time first, so that what a database keeps in order lies together for the events of some days
    found = [f"{k} {t.type} {h}" for heads, ks in ((states, keys), (names, near)) for k in ks for h in heads]
    looked = [f"{k} {kind} {h}" for heads, ks in ((states, asks), (names, nearby)) for k in ks for kind in kinds for h in heads]
    return (*found, *said), (*looked, *said)


def _where(t: Told) -> list[str]:
    """The states that an event is found by, and a place of which no state is known."""
    states = sorted(t.states | {*t.about} | ({t.place_country} if t.place_country else set()))
    return [*states, f"@{folded(t.place)}"] if t.place and t.lat is None and not t.place_country else states


def _whens(t: Told) -> tuple[list[str], list[str]]:
    """Parts of keys that tell the time.

    Days by buckets, years that hold it (y) or are all that is known (c), and days of the report of what has a date (p) or none (u).
    """
    when, published = t.when, day(t.published)
    if when is None:
        return ["?"], ["?"]
    years = range(int(iso(when[0])[:4]), int(iso(when[1])[:4]) + 1)
    by_year = [f"y{y}" for y in years]
    if width(when) > _WIDE:
        return [*by_year, *(f"c{y}" for y in years)], by_year
    buckets = [str(b) for b in range((when[0] - 2) // _BUCKET, (when[1] + 2) // _BUCKET + 1)]
    keys, asks = [*buckets, *by_year], [*buckets, *(f"c{y}" for y in years)]
    if published is not None:
        keys.append(f"{'p' if t.day_told else 'u'}{published // _BUCKET}")
        around = range((published - FRESH) // _BUCKET, (published + FRESH) // _BUCKET + 1)
        asks += [f"{mark}{b}" for b in around for mark in ("u" if t.day_told else "pu")]
    return keys, asks


def _said(t: Told) -> tuple[str, ...]:
    """What brings a promise without its day and the plan that it was together, under whichever of their types: "will pull out", "promised"."""
    published = day(t.published)
    if t.type not in PROMISED or (t.date and t.modality != "planned") or published is None or len(t.states) < 2:
        return ()
    return (f"{'-'.join(sorted(t.states)[:2])} said {iso(published)[:4]}",)


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two tellings; those with nothing in common get none."""
    x, y = a.body, b.body
    assert isinstance(x, Told) and isinstance(y, Told)
    found = decide(x, y)
    if found is None:
        return None
    score, why = found
    dark = _OPEN if x.report == y.report else _AFFAIR if one_story(x, y) else _DARK
    if dark < score < UNSURE:
        return None  # told twice or two of a kind, or too little told: what other reports tell may say which
    return Edge(a.id, b.id, "same" if score >= SAME else "unsure" if score >= UNSURE else "different", score, why)
