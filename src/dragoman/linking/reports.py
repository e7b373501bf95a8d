"""Copies: reports that are one text, or that take their matter from one outlet.

Texts are compared by hashed runs of five words (shingles); MinHash (Broder, 1997) with banding brings candidates together, once over the
whole text and once over its first sixty words, because outlets cut an agency's report from the end. What decides is containment: the
share of the shorter text's shingles that the longer one has.
"""

import re
import zlib
from collections.abc import Iterator

from rensa import RMinHash

from dragoman.codebook.gazetteer import outlet
from dragoman.linking.index import Body, Edge, Member, Node
from dragoman.linking.times import day
from dragoman.model.record import Record

_RUN = 5
_LEAD = 60
_WHOLE, _HEAD = (32, 4), (16, 4)
"""Bands and rows of the two sketches: texts that share half of their shingles meet with 87 in 100 chances in one of them."""
_SEED = 11
COPY, SHORT_COPY = 0.6, 0.8
_FEW = 40
"""Shingles under which a text is short, and must share more."""
_FEWEST = 8
_NEAR_DAYS = 5
_STORY = 0.3


class Text(Body):
    """What is compared of a report."""

    outlet: str | None
    published: str | None
    via: tuple[str, ...]
    shingles: tuple[int, ...]
    """CRC-32 of every run of five words, sorted."""
    story: tuple[str, ...]
    """Types of its events with the states in them."""


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The report of a record as one node."""
    report = record.report
    words = _words(record)
    shingles = [" ".join(words[i : i + _RUN]) for i in range(max(0, len(words) - _RUN + 1))]
    body = Text(
        outlet=report.outlet,
        published=report.published,
        via=tuple(outlet_key(v) for v in report.via),
        shingles=tuple(sorted({zlib.crc32(s.encode()) for s in shingles})),
        story=_story(record),
    )
    keys = [f"w{k}" for k in _bands(shingles, *_WHOLE)] + [f"h{k}" for k in _bands(shingles[:_LEAD], *_HEAD)]
    if report.outlet or report.via:
        months = {m for d in (day(report.published),) if d for m in (d // 30, (d + _NEAR_DAYS) // 30, (d - _NEAR_DAYS) // 30)}
        names = {outlet_key(report.outlet)} if report.outlet else set()
        keys += [f"o{name}/{m}" for name in names | set(body.via) for m in sorted(months)]
    node = Node("report", report.id, body, tuple(keys), tuple(keys))
    yield node, Member(node.id, report.id, "")


def _words(record: Record) -> list[str]:
    parts = [record.report.text[p.start : p.end] for p in record.passages if p.kind in ("headline", "body", "repeat")]
    return re.findall(r"\w+", " ".join(parts or [record.report.text]).lower())


def _bands(shingles: list[str], bands: int, rows: int) -> Iterator[str]:
    if len(shingles) < _FEWEST:
        return
    sketch = RMinHash(num_perm=bands * rows, seed=_SEED)
    sketch.update(shingles)
    digest = sketch.digest()
    for band in range(bands):
        part = digest[band * rows : (band + 1) * rows]
        yield f"{band}:{zlib.crc32(repr(tuple(part)).encode()):x}"


def _story(record: Record) -> tuple[str, ...]:
    country = {a.id: a.country or a.code or "" for a in record.actors}
    told = {f"{e.type} {'-'.join(sorted({country[i] for i in (*e.actors, *e.recipients)} - {''}))}" for e in record.events}
    return tuple(sorted(t for t in told if not t.endswith(" ")))


def outlet_key(name: str) -> str:
    """An outlet in the words that all ways of naming it share."""
    entry = outlet(name)
    return (entry.name if entry else name).lower().removeprefix("the ").strip()


def edge(a: Node, b: Node) -> Edge | None:
    """Whether one text is a copy of the other, or one takes its matter from the other, or both from a third."""
    x, y = a.body, b.body
    assert isinstance(x, Text) and isinstance(y, Text)
    short, long = sorted((frozenset(x.shingles), frozenset(y.shingles)), key=len)
    shared = len(short & long) / len(short) if len(short) >= _FEWEST else 0.0
    if shared >= (COPY if len(short) >= _FEW else SHORT_COPY):
        return Edge(a.id, b.id, "same", round(shared, 3), f"copy: {100 * shared:.0f} % of the shorter text stands in the longer")
    days = (day(x.published), day(y.published))
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) > _NEAR_DAYS or not _one_story(x, y):
        return None
    for one, other in ((x, y), (y, x)):
        if one.outlet and outlet_key(one.outlet) in other.via:
            return Edge(a.id, b.id, "same", 0.7, f"relay: one takes its matter from {one.outlet}")
    common = sorted(set(x.via) & set(y.via))
    if common:
        return Edge(a.id, b.id, "same", 0.65, f"relay: both take their matter from {common[0]}")
    return None


def _one_story(x: Text, y: Text) -> bool:
    a, b = set(x.story), set(y.story)
    return bool(a & b) and len(a & b) >= _STORY * min(len(a), len(b))
