"""The state of offices and bodies that nothing near gives one: that of the dateline, else of the outlet."""

from dragoman.codebook.files import table
from dragoman.reading.entities.affiliation import Affiliation, home_of
from dragoman.reading.entities.resolver import Resolver

_KINDS = ("person", "office", "organization", "armed_force")
_NATIONAL = frozenset(table("en/people")["national"]["words"])


def settle_at_home(r: Resolver) -> None:
    """Give national offices and bodies to which nothing in the text gives a state that at home."""
    for e in r.cast.entities:
        home = home_of(r.context, e.mentions)
        if home is None:
            continue
        country, basis = home
        words = {w for office in e.offices for w in office.split()} | set(e.key.split())
        if not e.country and not e.code and not e.members and e.kind in _KINDS and words & _NATIONAL:
            e.country = country
            e.affiliations.append(Affiliation(country, basis, ()))
