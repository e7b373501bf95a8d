"""What was left unsure, seen from both of its sides."""

from collections import defaultdict
from collections.abc import Callable

from dragoman.linking.index import Kind
from dragoman.linking.linked import Cluster, Linked
from dragoman.model.dossier import Unsure


def doubts(linked: Linked, kind: Kind, name: Callable[[Cluster], str]) -> dict[str, tuple[Unsure, ...]]:
    """For each cluster that has any, the others of its kind that may be the same.

    Args:
        name: what the other one is called.
    """
    where = {n.id: c for c in linked.of(kind) for n in c.nodes}
    out: dict[str, dict[str, Unsure]] = defaultdict(dict)
    for e in linked.unsure.get(kind, ()):
        a, b = where.get(e.a), where.get(e.b)
        if a is None or b is None or a.id == b.id:
            continue
        for one, other in ((a, b), (b, a)):
            out[one.id].setdefault(other.id, Unsure(id=other.id, name=name(other), score=e.score, why=e.why))
    return {i: tuple(found.values()) for i, found in out.items()}
