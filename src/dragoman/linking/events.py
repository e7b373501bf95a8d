"""Events: one visit, strike or signing however many reports tell it.

Tellings that share a key are compared; what speaks for and against their being one is weighed in `linking.evidence`. A telling that contradicts
another (another day, another number, another actor, "it did not happen") can still be of the same event: what differs is kept by `linking.views`.
"""

from collections.abc import Iterator

from dragoman.codebook.linking import confused_types, weight
from dragoman.linking.evidence import decide
from dragoman.linking.index import Edge, Member, Node
from dragoman.linking.names import folded
from dragoman.linking.tellings import FRESH, Told, tellings
from dragoman.linking.times import Days, day, iso, width
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
    """Found by state (or a place that no state is known of), type and time; an event whose time is only roughly known looks through whole years, and is looked up by year.

    One without a date looks also for what was told in the same days, whenever that was.
    """
    published = day(t.published)
    states = sorted(t.states | {*t.about} | ({t.place_country} if t.place_country else set()))
    states += [f"~{name}" for name in t.story[:_NAMED]]
    states += [f"@{folded(t.place)}"] if t.place and t.lat is None and not t.place_country else []  # where no state is known of it
    heads = [f"{t.type} {s}" for s in states]
    others = [f"{kind} {s}" for kind in (t.type, *sorted(confused_types(t.type))) for s in states]
    when = t.when
    if t.type in ("AGREE", "CONCEDE") and (t.date is None or t.modality == "planned") and published is not None and len(t.states) > 1:
        pair = f"{t.type} {'-'.join(sorted(t.states)[:2])} said {iso(published)[:4]}"  # a promise without its day, and the plan that it was
        return _with(pair, _timed(t, heads, others, published, when))
    return _timed(t, heads, others, published, when)


def _with(key: str, found: Keys) -> Keys:
    return (*found[0], key), (*found[1], key)


def _timed(t: Told, heads: list[str], others: list[str], published: int | None, when: Days | None) -> Keys:
    if when is None:
        return tuple(f"{h} ?" for h in heads), tuple(f"{h} ?" for h in others)
    years = range(int(iso(when[0])[:4]), int(iso(when[1])[:4]) + 1)
    by_year = tuple(f"{h} y{y}" for h in heads for y in years)
    if width(when) > _WIDE:
        return (*by_year, *(f"{h} c{y}" for h in heads for y in years)), tuple(f"{h} y{y}" for h in others for y in years)
    buckets = range((when[0] - 2) // _BUCKET, (when[1] + 2) // _BUCKET + 1)
    fine = tuple(f"{h} {b}" for h in heads for b in buckets)
    told = tuple(f"{h} p{published // _BUCKET}" for h in heads) if published is not None else ()
    around = range((published - FRESH) // _BUCKET, (published + FRESH) // _BUCKET + 1) if published is not None and t.date is None else ()
    asks = (f"{h} {k}" for h in others for k in (*buckets, *(f"c{y}" for y in years), *(f"p{b}" for b in around)))
    return (*fine, *by_year, *told), tuple(asks)


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
