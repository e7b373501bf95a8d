"""A network of states and bodies: who does what kind of thing to whom, how often, as facts, claims and plans."""

from collections import Counter, defaultdict
from pathlib import Path

from dragoman.codebook.gazetteer import country_name
from dragoman.export.dyads import group_of
from dragoman.export.parties import dyads
from dragoman.store.filters import Filter
from dragoman.store.queries import View, every


def write(view: View, out: Path, f: Filter) -> int:
    """GraphML; an edge for each pair of states and quad class, with `facts`, `claims`, `plans`, `weight`, `first` and `last` day, and how
    many events a person `corrected`, and who."""
    import networkx

    graph = networkx.MultiGraph(name="dragoman")
    counts: Counter[tuple[str, str, str, str]] = Counter()
    days: dict[tuple[str, str, str], list[str]] = {}
    people: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for row in every(view, "events", f):
        for a, b in dyads(row):
            counts[a, b, row["quad"], group_of(row)] += 1
            if row["corrected"]:
                people[a, b, row["quad"]] |= dict.fromkeys(x["corrected_by"] for x in row["corrected"])
                counts[a, b, row["quad"], "corrected"] += 1
            days.setdefault((a, b, row["quad"]), []).append(str(row["date"] or row["published"] or ""))
    for a, b, quad in sorted(days):
        for state in (a, b):
            graph.add_node(state, label=country_name(state))
        told = {group: counts[a, b, quad, group] for group in ("facts", "claims", "plans")}
        dated = sorted(d for d in days[a, b, quad] if d and not d.startswith("X"))
        span = {"first": dated[0], "last": dated[-1]} if dated else {}
        set_by = {"corrected": counts[a, b, quad, "corrected"], "corrected_by": "; ".join(people[a, b, quad])}
        graph.add_edge(a, b, key=quad, quad=quad, weight=sum(told.values()), **told, **span, **set_by)
    networkx.write_graphml(graph, out)
    return len(days)
