"""Bodies under all their names."""

from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.organizations import Organization as Form
from dragoman.linking.views.doubts import doubts
from dragoman.linking.views.officials import amendments, name_position
from dragoman.model.dossier import Organization


def organizations(linked: Linked) -> list[Organization]:
    """One row a body, with the forms that were left apart from it."""
    unsure = doubts(linked, "organization", _name)
    rows = []
    for c in linked.of("organization"):
        forms = _forms(c)
        rows.append(
            Organization(
                id=c.id,
                name=_name(c),
                names=tuple(sorted({f.name for f in forms})),
                country=next((f.country for f in forms if f.country), None),
                code=next((f.code for f in forms if f.code), None),
                reports=tuple(sorted({m.report for m in c.members})),
                unsure=unsure.get(c.id, ()),
                corrected=amendments(c),
            )
        )
    return sorted(rows, key=name_position)


def _forms(c: Cluster) -> list[Form]:
    return [n.body for n in c.nodes if isinstance(n.body, Form)]


def _name(c: Cluster) -> str:
    """The longest form: an acronym says least."""
    return min((f.name for f in _forms(c)), key=lambda n: (-len(n), n))
