"""When a gold item and a value of the record are of one thing."""

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.evaluation.field.tally import Case, Gold
from dragoman.evaluation.reports import codes_of, plain_words
from dragoman.model.record import Actor, Event
from dragoman.model.span import Span

REACH = 60
"""Characters that may lie between the words a coder marked and the words a value was read from."""
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "abu",
        "ould",
        "de",
        "da",
        "do",
        "dos",
        "du",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "bint",
        "the",
    ]
)
_NAMED = {
    "ISIS": ("isis", "isil", "islamic state", "daesh"),
    "Al-Qaeda": ("al qaeda", "al qaida"),
    "Taliban": ("taliban",),
    "NATO": ("nato", "atlantic"),
    "NAT": ("nato", "atlantic treaty"),
    "EU": ("european union",),
    "UN": ("united nations",),
}
Spans = Sequence[Span]


def plain(text: str | None) -> str:
    """Words in lower case, without accents and punctuation."""
    return " ".join(plain_words(text))


def as_spans(marked: Any) -> list[Span]:
    """One span or several, as coders write them."""
    if not marked:
        return []
    one = isinstance(marked[0], int)
    return [(s, e) for s, e in ([marked] if one else marked)]


def marked(item: Gold, key: str) -> list[Span]:
    """The spans that a coder gave one value of an item."""
    spans = item.get("spans")
    return as_spans(spans.get(key)) if isinstance(spans, dict) else []


def place_of(item: Gold, text: str, *keys: str) -> list[Span]:
    """Where a gold item stands: the first of its marked values, else its words; empty where it marks nothing."""
    for key in keys:
        if spans := marked(item, key):
            return spans
    words = item.get("contains")
    at = text.find(words) if words else -1
    return [(at, at + len(words))] if words and at >= 0 else []


def close(gold: Spans, read: Spans, reach: int = REACH) -> bool:
    """Whether any span of one lies within reach of any of the other."""
    return any(start - reach < t and s < end + reach for start, end in read for s, t in gold)


def near(gold: Spans, read: Spans) -> bool:
    """As `close`; gold that marks nothing is near everything."""
    return not gold or close(gold, read)


def overlap(a: Spans, b: Spans) -> float:
    """Share of characters in both among those in either."""
    one, other = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(one & other) / len(one | other) if one | other else 0.0


def same_name(gold: str | None, *read: str | None) -> bool:
    """Whether the last word agrees, or two words; particles count for nothing."""
    want = [w for w in plain_words(gold) if w not in _PARTICLES]
    return bool(want) and any(_alike(want, set(plain_words(name)) - _PARTICLES) for name in read)


def _alike(want: list[str], have: set[str]) -> bool:
    return want[-1] in have or len(have & set(want)) >= 2


def pair_up(scores: dict[tuple[int, int], float]) -> dict[int, int]:
    """One-to-one pairs (gold to read), highest score first; the earlier first among equals."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for gold, read in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if gold not in pairs and read not in taken:
            pairs[gold] = read
            taken.add(read)
    return pairs


def codes(actors: dict[str, Actor], ids: Iterable[str]) -> set[str]:
    """Every code that a coder may name these actors by."""
    ids = tuple(ids)
    out = codes_of(actors, ids)
    for name in (plain(actors[i].name) for i in ids):
        out |= {code for code, words in _NAMED.items() if any(w in name for w in words)}
    return out


def is_of(g: Gold, e: Event, case: Case, open_end: bool = False) -> bool:
    """Whether an event is of a gold row's type and parties; with `open_end` one read without recipients will do."""
    if e.type not in g["type"]:
        return False
    doers, whom = codes(case.actors, e.actors), codes(case.actors, e.recipients)
    actor, recipient = set(g.get("actor") or ()), set(g.get("recipient") or ())
    right_doer = not actor or "*" in actor or bool(actor & doers)
    right_whom = not recipient or "*" in recipient or bool(recipient & (whom | doers)) or (open_end and not whom)
    return right_doer and right_whom
