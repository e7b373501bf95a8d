"""Clusters against gold clusters, by the pairs of things that each holds together."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import comb


def pairwise(gold: Iterable[Sequence[Hashable]], found: dict[Hashable, Hashable]) -> tuple[float, list[str]]:
    """F1 in percent over pairs of gold items, and a line for each group that was parted and for groups that were joined.

    The pairs are counted, never listed, so that large groups cost nothing.

    Args:
        gold: items that are one, group by group; every item stands in one group.
        found: the cluster of each item that was found; one that was not is parted from all others. Items that are not gold do not count.
    """
    want = both = 0
    sizes: Counter[Hashable] = Counter()
    inside: dict[Hashable, list[Hashable]] = {}
    parted: list[str] = []
    for group in gold:
        want += comb(len(group), 2)
        here: dict[Hashable, list[Hashable]] = {}
        for item in group:
            here.setdefault(found.get(item, ("not found", item)), []).append(item)
        for cluster, items in here.items():
            both += comb(len(items), 2)
            sizes[cluster] += len(items)
            inside.setdefault(cluster, []).append(items[0])
        if len(here) > 1:
            parted.append("missed: " + " = ".join(str(items[0]) for items in here.values()))
    have = sum(comb(size, 2) for size in sizes.values())
    joined = ["joined: " + " = ".join(map(str, items)) for items in inside.values() if len(items) > 1]
    return (200 * both / (want + have) if want + have else 100.0), sorted(parted) + sorted(joined)
