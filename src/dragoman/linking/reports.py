"""Copies: reports that are one text, or that take their matter from one outlet.

Texts are compared by hashed runs of five words (shingles); MinHash (Broder, 1997) with banding brings candidates together, once over the
whole text and once over its first sixty words, because outlets cut an agency's report from the end. What decides is containment: the
share of the shorter text's shingles that the longer one has. A text that was reworded or translated has few runs in common with its
source: reports of about the same days that share names and numbers are compared sentence by sentence (`linking.alignment`).
"""

import re
import zlib
from collections.abc import Iterator

from rensa import RMinHash

from dragoman.codebook.gazetteer import outlet
from dragoman.codebook.linking import weight
from dragoman.linking.alignment import Sentence, align, sentences
from dragoman.linking.credits import credits
from dragoman.linking.index import Body, Edge, Member, Node
from dragoman.linking.times import day
from dragoman.model.record import Record

_RUN = 5
_LEAD = 60
_WHOLE, _HEAD, _NAMES = (32, 4), (16, 4), (24, 2)
"""Bands and rows of the sketches: texts that share half of their shingles meet with 87 in 100 chances in one of the first two, texts that
share a third of their names and numbers with 94 in 100 in the last."""
_SEED = 11
COPY, SHORT_COPY = 0.6, 0.8
_FEW = 40
"""Shingles under which a text is short, and must share more."""
_FEWEST = 8
_STORY = 0.3
_UNREAD = 100_000
"""Characters of a report that are compared where it was too long to be read: it may be of any length."""


class Text(Body):
    """What is compared of a report."""

    outlet: str | None
    published: str | None
    via: tuple[str, ...]
    shingles: tuple[int, ...]
    """CRC-32 of every run of five words, sorted."""
    story: tuple[str, ...]
    """Types of its events with the states in them."""
    sentences: tuple[Sentence, ...] = ()
    """Its sentences as `linking.alignment` compares them."""
    credited: tuple[str, ...] = ()
    """Agencies that its own lines credit (`linking.credits`), beside those that the reading named."""


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The report of a record as one node."""
    report = record.report
    parts = _parts(record)
    words = re.findall(r"\w+", " ".join(parts).lower())
    shingles = [" ".join(words[i : i + _RUN]) for i in range(max(0, len(words) - _RUN + 1))]
    body = Text(
        outlet=report.outlet,
        published=report.published,
        via=tuple(outlet_key(v) for v in report.via),
        shingles=tuple(sorted({zlib.crc32(s.encode()) for s in shingles})),
        story=_story(record),
        sentences=tuple(s for part in parts for s in sentences(part)),
        credited=tuple(sorted({outlet_key(c) for c in credits(report.text if record.passages else report.text[:_UNREAD])})),
    )
    keys, asks = _keys(record, body, shingles)
    node = Node("report", report.id, body, tuple(keys), tuple(asks))
    yield node, Member(node.id, report.id, "")


def _keys(record: Record, body: Text, shingles: list[str]) -> tuple[list[str], list[str]]:
    """Under which a report is found, and under which it looks for others: by its words, its names and days, and its outlets."""
    words = [f"w{k}" for k in _bands(shingles, *_WHOLE)] + [f"h{k}" for k in _bands(shingles[:_LEAD], *_HEAD)]
    published, near = day(record.report.published), int(weight("copies", "days"))
    named, asked = _by_names(body, published, near)
    outlets = _by_outlets(record, body, published, near)
    return [*words, *named, *outlets], [*words, *asked, *outlets]


def _by_names(body: Text, published: int | None, near: int) -> tuple[list[str], list[str]]:
    if published is None:
        return [], []
    around = range((published - near) // near, (published + near) // near + 1)
    bands = list(_bands(sorted({str(t >> 1) for s in body.sentences for t in s if t & 1}), *_NAMES))
    # the days first, so that what a database keeps in order lies together for the reports of some days
    return [f"n{published // near}/{k}" for k in bands], [f"n{d}/{k}" for d in around for k in bands]


def _by_outlets(record: Record, body: Text, published: int | None, near: int) -> list[str]:
    own = record.report.outlet
    if published is None or not (own or record.report.via):
        return []
    months = {published // 30, (published + near) // 30, (published - near) // 30}
    names = ({outlet_key(own)} if own else set()) | set(body.via)
    return [f"o{name}/{m}" for name in sorted(names) for m in sorted(months)]


def _parts(record: Record) -> list[str]:
    parts = [record.report.text[p.start : p.end] for p in record.passages if p.kind in ("headline", "body", "repeat")]
    return parts or [record.report.text[:_UNREAD]]


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
    if days[0] is None or days[1] is None or abs(days[0] - days[1]) > weight("copies", "days"):
        return None
    how = align(x.sentences, y.sentences)
    ordered = how.in_order >= weight("copies", "in_order") * how.sentences
    few = min(len(x.sentences), len(y.sentences)) < weight("copies", "few")
    if how.share >= weight("copies", "share_few" if few else "share") and how.sentences >= weight("copies", "fewest") and ordered:
        return Edge(
            a.id, b.id, "same", round(how.share, 3), f"copy: {100 * how.share:.0f} % of the shorter text is told alike in the longer"
        )
    told_alike = how.share >= weight("copies", "relay")
    if not told_alike and not _one_story(x, y):
        return None
    return _relay(a.id, b.id, x, y, told_alike=told_alike)


def _relay(a: str, b: str, x: Text, y: Text, *, told_alike: bool) -> Edge | None:
    """Two reports of one story of which one names the other's outlet as its source, or both name a third."""
    named, other = ({*t.via, *(t.credited if told_alike else ())} for t in (x, y))
    for one, sources in ((x, other), (y, named)):
        if one.outlet and outlet_key(one.outlet) in sources:
            return Edge(a, b, "same", 0.7, f"relay: one takes its matter from {one.outlet}")
    common = sorted(named & other)
    if common:
        return Edge(a, b, "same", 0.65, f"relay: both take their matter from {common[0]}")
    return None


def _one_story(x: Text, y: Text) -> bool:
    a, b = set(x.story), set(y.story)
    return bool(a & b) and len(a & b) >= _STORY * min(len(a), len(b))
