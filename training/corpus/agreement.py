"""How far two coders agree who coded the same reports without seeing each other's work: `python -m training.corpus.agreement`.

The second coding lies in `second/SLICE/ID.txt`, in the form of the sources; its first coding is the source of the same name. For each field is shown
either F1 (what one coder marks, the other marks too) or, over what both marked, the share that is coded alike with Krippendorff's alpha for nominal data.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from training.corpus.build import HERE, built
from training.corpus.locate import FormError
from training.corpus.people import Gold

SECOND = HERE / "second"
Item = dict[str, Any]
Pair = tuple[Item, Item]


class Balance:
    """What two coders share: numbers of marks by field, and pairs of values by field."""

    def __init__(self) -> None:
        self.marks: dict[str, Counter[str]] = defaultdict(Counter)
        self.values: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def compare(self, field: str, first: Iterable[Any], second: Iterable[Any]) -> None:
        """Count what is in both of two collections of marks, each once."""
        a, b = Counter(first), Counter(second)
        self.marks[field].update(shared=(a & b).total(), first=a.total(), second=b.total())

    def match(self, field: str, first: list[Item], second: list[Item], score: Callable[[Item, Item], float]) -> list[Pair]:
        """Pair the items of two coders one to one, the best first, where they score above 0."""
        scored = sorted(((score(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)), key=lambda x: (-x[0], x[1], x[2]))
        taken: tuple[set[int], set[int]] = (set(), set())
        out = []
        for value, i, j in scored:
            if value > 0 and i not in taken[0] and j not in taken[1]:
                taken[0].add(i)
                taken[1].add(j)
                out.append((first[i], second[j]))
        self.marks[field].update(shared=len(out), first=len(first), second=len(second))
        return out

    def alike(self, field: str, pairs: Iterable[Pair], value: Callable[[Item], object]) -> None:
        """Take down how both coded a field of what both marked."""
        self.values[field] += [(str(value(a)), str(value(b))) for a, b in pairs]


def f1(marks: Counter[str]) -> float:
    """Twice what is shared over what both marked, in per cent."""
    whole = marks["first"] + marks["second"]
    return 100 * 2 * marks["shared"] / whole if whole else float("nan")


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha of nominal values by two coders without gaps; 1 where nothing varies and all agree."""
    counts = Counter(v for pair in pairs for v in pair)
    n = counts.total()
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(c * (c - 1) for c in counts.values()) / (n * (n - 1))
    return 1 - observed / expected if expected else 1.0


def compare(first: Gold, second: Gold, balance: Balance) -> None:
    """Add one report that both coded."""
    _entities(first, second, balance)
    _statements(first, second, balance)
    _events(first, second, balance)
    _agreements(first, second, balance)
    balance.compare("furniture: lines", first["boilerplate"], second["boilerplate"])


def _named(coded: Gold) -> list[Item]:
    return [*coded["people"], *coded["people_unnamed"], *coded["organizations"]]


def _entities(first: Gold, second: Gold, balance: Balance) -> None:
    spans = [[tuple(s) for e in _named(g) for s in e["spans"]] for g in (first, second)]
    balance.compare("mentions: words", *spans)
    both = set(spans[0]) & set(spans[1])
    balance.compare("mentions: who is one", *(_links(g, both) for g in (first, second)))
    people = [[*g["people"], *g["people_unnamed"]] for g in (first, second)]
    matched = balance.match("people", people[0], people[1], _shared_mentions)
    balance.alike("people: state", matched, lambda p: p["country"])
    balance.compare("people: office words", *([tuple(s) for p in some for s in p.get("office_spans", ())] for some in people))
    matched = balance.match("organisations", first["organizations"], second["organizations"], _shared_mentions)
    balance.alike("organisations: state", matched, lambda o: o["country"])


def _links(coded: Gold, both: set[tuple[int, ...]]) -> list[tuple[tuple[int, ...], ...]]:
    """Every two mentions, marked by both coders, that one coder gives to one entity."""
    return [pair for e in _named(coded) for pair in combinations(sorted({tuple(s) for s in e["spans"]} & both), 2)]


def _shared_mentions(a: Item, b: Item) -> float:
    return len({tuple(s) for s in a["spans"]} & {tuple(s) for s in b["spans"]})


def _overlap(a: list[list[int]], b: list[list[int]]) -> float:
    """Characters that two lists of spans share over those that either has."""
    x, y = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def _statements(first: Gold, second: Gold, balance: Balance) -> None:
    def contents(a: Item, b: Item) -> float:
        shared = _overlap(a["spans"]["content_text"], b["spans"]["content_text"])
        return shared if shared >= 0.5 else 0.0

    matched = balance.match("statements", first["statements"], second["statements"], contents)
    for field in ("kind", "country", "quote"):
        balance.alike(f"statements: {'state of the speaker' if field == 'country' else field}", matched, lambda s, f=field: s[f])  # type: ignore[misc]


def _events(first: Gold, second: Gold, balance: Balance) -> None:
    def triggers(a: Item, b: Item) -> float:
        (s, e), (t, f) = a["spans"]["trigger"], b["spans"]["trigger"]
        return 1 + bool(set(a["type"]) & set(b["type"])) if s < f and t < e else 0

    matched = balance.match("events: trigger", first["events"], second["events"], triggers)
    typed = [(a, b) for a, b in matched if set(a["type"]) & set(b["type"])]
    balance.marks["events: trigger and type"].update(shared=len(typed), first=len(first["events"]), second=len(second["events"]))
    balance.alike("events: type", matched, lambda e: e["type"][0])
    for side in ("actor", "recipient"):
        balance.values[f"events: {side}"] += [(_key(a, b, side), _key(b, a, side)) for a, b in typed]
    for field in ("modality", "standing", "date"):
        balance.alike(f"events: {field}", typed, lambda e, f=field: e[f])  # type: ignore[misc]


def _key(item: Item, other: Item, side: str) -> str:
    """The parties of one coding, named as the other names them where they overlap: alternative codes of one party are alike."""
    mine, theirs = set(item[side]), set(other[side])
    return " ".join(sorted(mine & theirs or mine)) or "-"


def _agreements(first: Gold, second: Gold, balance: Balance) -> None:
    def names(a: Item, b: Item) -> float:
        if not set(a["parties"]) & set(b["parties"]):
            return 0
        return _overlap([a["spans"]["evidence"]], [b["spans"]["evidence"]]) + (set(a["parties"]) == set(b["parties"])) * 0.1

    matched = balance.match("agreements", first["agreements"], second["agreements"], names)
    for field in ("stage", "instrument"):
        balance.alike(f"agreements: {field}", matched, lambda a, f=field: a[f])  # type: ignore[misc]
    balance.alike("agreements: parties", matched, lambda a: sorted(a["parties"]))


def coded_twice(folder: Path, balance: Balance) -> tuple[int, int]:
    """Compare every report of a folder with its first coding; what breaks the form goes to stderr. Returns how many were compared and how many refused."""
    done = refused = 0
    for path in sorted(folder.glob("*/*.txt")):
        try:
            source, second = built(path)
            original, first = built(HERE / "src" / path.parent.name / path.name)
            if original.text != source.text:
                raise FormError("its text is not that of its first coding")
        except FormError as e:
            print(f"{path.name}: {e}", file=sys.stderr)
            refused += 1
            continue
        compare(first, second, balance)
        done += 1
    return done, refused


def table(balance: Balance) -> str:
    """The figures as a Markdown table."""
    rows = ["| field | F1 | alike | alpha | marks or values |", "|---|---|---|---|---|"]
    rows += [f"| {field} | {f1(m):.1f} | | | {m['first']} / {m['second']} |" for field, m in balance.marks.items()]
    for field, pairs in balance.values.items():
        if pairs:
            share = 100 * sum(a == b for a, b in pairs) / len(pairs)
            rows.append(f"| {field} | | {share:.1f} | {alpha(pairs):.2f} | {len(pairs)} |")
    return "\n".join(rows)


def main() -> int:
    """Print the agreement on what was coded twice; exit status 1 where a source was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=SECOND, help="the second coding")
    args = parser.parse_args()
    balance = Balance()
    done, refused = coded_twice(args.folder, balance)
    print(f"{done} reports coded twice, {refused} refused\n\n{table(balance)}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
