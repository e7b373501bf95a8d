"""Which reports are one source, and how many independent ones stand behind something."""

from collections.abc import Iterable

from dragoman.codebook.gazetteer import outlet
from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.reports import Text
from dragoman.model.dossier import Sources


def sources(linked: Linked) -> list[Sources]:
    """Every cluster of two reports or more."""
    return [_row(c) for c in linked.of("report") if len(c.nodes) > 1]


def _row(c: Cluster) -> Sources:
    texts = {n.id: n.body for n in c.nodes if isinstance(n.body, Text)}
    ids = tuple(sorted(texts, key=lambda i: (texts[i].published or "9999", i)))
    origin, why = _origin(texts, ids)
    return Sources(cluster=ids, origin=origin, why=why)


def _origin(texts: dict[str, Text], ids: tuple[str, ...]) -> tuple[str | None, str]:
    """The report whose outlet the others name, else the one published first where it takes from nobody."""
    credited = {v for t in texts.values() for v in t.via}
    named = [i for i in ids if (own := _name(texts[i].outlet)) and own in credited]
    if len(named) == 1:
        return named[0], f"the others take their matter from {texts[named[0]].outlet}"
    if credited:
        return None, f"taken from {', '.join(sorted(credited))}, whose own report has not been read"
    first, second = ids[0], ids[1]
    if texts[first].published and texts[second].published and texts[first].published != texts[second].published:
        return first, "copies; this one was published first"
    return None, "copies; which came first cannot be told"


def _name(name: str | None) -> str | None:
    if not name:
        return None
    entry = outlet(name)
    return (entry.name if entry else name).lower().removeprefix("the ").strip()


class Independence:
    """Counts the sources behind something: copies, relays of one outlet and several reports of one outlet are one."""

    def __init__(self, linked: Linked) -> None:
        self._cluster: dict[str, str] = {}
        self._outlets: dict[str, frozenset[str]] = {}
        self._owner: dict[str, str | None] = {}
        for c in linked.of("report"):
            for n in c.nodes:
                assert isinstance(n.body, Text)
                self._cluster[n.id] = c.id
                own = _name(n.body.outlet)
                self._outlets[n.id] = frozenset(n.body.via[-1:] or ((own,) if own else ()))
                entry = outlet(n.body.outlet) if n.body.outlet else None
                self._owner[n.id] = entry.country if entry and entry.state_owned else None

    def count(self, reports: Iterable[str]) -> int:
        """Distinct origins of some reports."""
        groups: list[set[str]] = []
        for report in set(reports):
            marks = {self._cluster.get(report, report), *(f"outlet {o}" for o in self._outlets.get(report, ()))}
            joined = [g for g in groups if g & marks]
            groups = [g for g in groups if not g & marks] + [marks.union(*joined)]
        return len(groups)

    def state_media(self, reports: Iterable[str], states: frozenset[str]) -> tuple[str, ...]:
        """Those of the reports that come from media which one of the states owns."""
        return tuple(sorted(r for r in set(reports) if self._owner.get(r) in states))
