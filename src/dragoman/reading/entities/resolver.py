"""What the steps of resolving share: the mentions, the arcs between them, and the cast so far."""

from dragoman.codebook.gender import Gender, gender_of, gender_of_pronoun
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.context import ReportContext
from dragoman.reading.entities.affiliation import LEAST, inferred, likeliest, state_shares
from dragoman.reading.entities.graph import MentionGraph, mention_graph
from dragoman.reading.items import item_at
from dragoman.reading.mentions import Mention

SURE_OF_SEVERAL = 0.6
"""Probability from which several people are of the state to which words around them point."""
HE_OR_SHE = 6.0
"""By how much pointing to nobody may be likelier of "he", "she" and their forms: who is so called was nearly always named."""


class Resolver:
    """The entities of one report, made mention by mention."""

    def __init__(self, context: ReportContext, mentions: list[Mention]) -> None:
        self.context = context
        self.mentions = mentions
        self.graph: MentionGraph = mention_graph(context, mentions)
        self.place = {id(m): i for i, m in enumerate(mentions)}
        self.cast = Cast(context, mentions)
        self.genders: dict[int, Gender] = {}
        """Of entities for which a pronoun has stood."""
        self.by_head = {m.head: m for m in reversed(mentions)}
        self.pronouns = {m.start: m for m in mentions if m.sort == "pronoun"}
        self.met: dict[int, frozenset[str]] = {}
        """For everybody named the states of those whom he meets."""

    def countries_of(self, m: Mention, national: bool = False) -> tuple[str, ...]:
        """The states that a mention says, else the one that the words around it point to.

        Args:
            national: whether it is a body of a state, which is that at home where nothing speaks for another.
        """
        if m.countries or m.code or m.plural:
            return m.countries
        if national:
            told = inferred(self.context, self.graph, [(self.place[id(m)], m)], national)
            return (told.country,) if told is not None else ()
        shares = state_shares(self.graph, self.place[id(m)])
        best = likeliest(shares)
        return (best,) if best is not None and shares[best].probability >= LEAST else ()

    def state_of_several(self, m: Mention) -> str | None:
        """The state to which words around several people surely point, who are told without one: "opposition MPs", "officials"."""
        head = self.context.doc[m.head]
        of_name = head.text.istitle() and not head.is_sent_start  # "the House of Representatives"
        known = self.context.doc[m.start].lower_ in ("the", "both", "these", "those")  # "the heads of delegation" are of several states
        if m.countries or m.code or m.possessive is not None or m.sector == "MIL" or of_name or known:
            return None
        shares = state_shares(self.graph, self.place[id(m)], item_at(self.context.items, head.idx))
        best = likeliest(shares)
        return best if best is not None and shares[best].probability >= SURE_OF_SEVERAL else None

    def antecedent(self, m: Mention, kinds: tuple[str, ...], countries: tuple[str, ...] = ()) -> Entity | None:
        """The entity of the likeliest mention that this one stands for."""
        pointer = self.graph.antecedents.get(self.place[id(m)])
        if pointer is None:
            return None
        allowed = {j for j in pointer.scores if self._fits(m, self.mentions[j], kinds, countries)}
        best = pointer.best(allowed, HE_OR_SHE if gender_of_pronoun(m.text) is not None else 0.0)
        return self.cast.entities[self.mentions[best].entity] if best is not None else None

    def _fits(self, m: Mention, other: Mention, kinds: tuple[str, ...], countries: tuple[str, ...]) -> bool:
        if other.entity < 0 or other.place or _within_own_title(m, other):
            return False
        e = self.cast.entities[other.entity]
        if m.sort == "pronoun" and (self._other_gender(m, e) or not self._introduces(m, other)):
            return False
        clash = bool(countries and e.country and e.country not in countries)
        return e.kind in kinds and not clash and (other.plural == m.plural or m.sort == "pronoun")

    def _other_gender(self, m: Mention, e: Entity) -> bool:
        """Whether "he" or "she" cannot be somebody for what the name, the office or an earlier pronoun tells."""
        offices = (*e.offices, *e.ranks) if e.kind == "person" else (e.name, *e.offices)
        known = self.genders.get(e.index) or gender_of(e.name if e.kind == "person" else "", offices)
        wanted = gender_of_pronoun(m.text)
        return wanted is not None and known is not None and known != wanted

    def _introduces(self, m: Mention, other: Mention) -> bool:
        """Whether a pronoun may stand for a name after it: only for the subject of the clause that it depends on."""
        doc = self.context.doc
        if other.start <= m.start:
            return True
        name = doc[other.head]
        return name.dep_ in ("nsubj", "nsubjpass") and name.head.i != doc[m.head].head.i and name.head in doc[m.head].ancestors


def _within_own_title(m: Mention, other: Mention) -> bool:
    """Whether a pronoun stands in the office of somebody named: "her Spanish counterpart, Luis Rojas" is not hers."""
    titles = other.name.titles if other.name is not None else [other.title] if other.title is not None else []
    return m.sort == "pronoun" and any(t.start <= m.start < t.end for t in titles)
