"""Which mentions stand for the same one: names by spelling, offices, bodies and pronouns by the arcs that the encoder scores."""

from collections.abc import Callable

from dragoman.reading.cast import Cast
from dragoman.reading.context import ReportContext
from dragoman.reading.entities.bodies import place_institution, place_party, place_proper
from dragoman.reading.entities.envoys import settle_envoys
from dragoman.reading.entities.foreign import met_states
from dragoman.reading.entities.groups import place_pair, place_pronoun
from dragoman.reading.entities.holders import place_title
from dragoman.reading.entities.home import settle_at_home
from dragoman.reading.entities.introduced import introduce_people
from dragoman.reading.entities.persons import locate_people, place_people
from dragoman.reading.entities.posts import complete_offices
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention


def resolve(context: ReportContext, mentions: list[Mention]) -> Cast:
    """The cast of a report; every mention that stands for somebody known gets its entity."""
    r = Resolver(context, mentions)
    cast = r.cast
    place_people(cast, mentions)
    for m in mentions:
        if m.entity < 0 and m.sort == "hit":
            place_proper(cast, m)
    r.met = met_states(r)
    locate_people(r)
    settle_envoys(r)
    history: list[Mention] = []
    by_name = {id(n.name): n for n in reversed(mentions) if n.sort == "name"}
    for m in sorted(mentions, key=lambda m: m.end):
        same = by_name.get(id(m.name)) if m.sort == "apposition" else m.alias_of
        if same is not None and same.entity >= 0:
            cast.place(m, cast.entities[same.entity])
        elif m.sort == "party":
            place_party(r, m)
        elif m.sort in _PLACED:
            _PLACED[m.sort](r, m, history)
        if m.entity >= 0:
            history.append(m)
    introduce_people(r)
    settle_at_home(r)
    complete_offices(r)
    cast.index([m for m in mentions if m.entity >= 0])
    return cast


_PLACED: dict[str, Callable[[Resolver, Mention, list[Mention]], None]] = {
    "title": place_title,
    "name": place_title,
    "institution": place_institution,
    "pair": place_pair,
    "pronoun": place_pronoun,
}
"""By the sort of a mention, what finds its entity, told who was mentioned before."""
