"""The cast of a report: the entities that its mentions stand for."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.codebook.gazetteer import country_name, known_state
from dragoman.model.record import ActorKind
from dragoman.reading.context import ReportContext
from dragoman.reading.entities.affiliation import Affiliation
from dragoman.reading.mentions import Mention
from dragoman.reading.titles import Title


@dataclass
class Entity:
    """Somebody who may be mentioned many times."""

    index: int
    kind: ActorKind
    name: str
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    named: bool = False
    key: str = ""
    roles: list[Title] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    members: tuple[int, ...] = ()
    """Entities that a plural stands for ("the two ministers")."""

    @property
    def own_code(self) -> str | None:
        """Country and sector, or the code of its own."""
        if self.code:
            return self.code
        if not self.country:
            return None
        return self.country if self.kind == "government" and self.key == f"state {self.country}" else self.country + (self.sector or "")


class Cast:
    """All entities of a report and which of them stands where."""

    def __init__(self, context: ReportContext, every_mention: list[Mention]) -> None:
        self.context = context
        self.doc = context.doc
        self.every_mention = every_mention
        """All mentions of the report in order of their first tokens, also those that stand for nobody known."""
        self.other_side: dict[int, list[int]] = {}
        """For pronouns within somebody's words, by token: whom they stand for on the side opposite to the speaker."""
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        """Those that stand for somebody."""
        self._at: dict[int, Mention] = {}
        self._keyed: dict[str, Entity] = {}

    def add(self, entity: Entity) -> Entity:
        entity.index = len(self.entities)
        self.entities.append(entity)
        self._keyed.setdefault(entity.key, entity)
        return entity

    def keyed(self, key: str) -> Entity | None:
        """The first entity with a key."""
        return self._keyed.get(key)

    def place(self, mention: Mention, entity: Entity) -> None:
        """Say whom a mention stands for."""
        mention.entity = entity.index
        entity.mentions.append(mention)

    def index(self, mentions: list[Mention]) -> None:
        """Make every token of the mentions lead to them; inner mentions win over outer ones on their own tokens."""
        self.mentions = mentions
        for m in sorted(mentions, key=lambda m: m.start - m.end):
            for i in range(m.start, m.end):
                self._at[i] = m

    def mention_at(self, i: int) -> Mention | None:
        """The innermost mention on a token."""
        return self._at.get(i)

    def headed(self, token: Token) -> Mention | None:
        """The mention that a noun phrase with this head is, a possessor inside it excepted."""
        own = self._at.get(token.i)
        if own is None or own.entity < 0:
            return None
        return own

    def expand(self, index: int) -> list[int]:
        """An entity, or the members that it stands for."""
        members = self.entities[index].members
        return list(members) if members else [index]

    def together(self, indices: list[int]) -> Entity:
        """The group of several entities, made where they have not been named together before."""
        key = "together " + " ".join(map(str, sorted(indices)))
        group = self.keyed(key)
        if group is None:
            states = {self.entities[i].country for i in indices}
            country = states.pop() if len(states) == 1 else None
            members = tuple(m for i in indices for m in self.expand(i))
            name = " and ".join(self.entities[i].name for i in indices)
            group = self.add(Entity(0, "group", name, country, key=key, members=members))
        return group

    def state(self, iso3: str) -> int:
        """The entity of a state's government, made where no mention named it."""
        key = f"state {iso3}"
        found = self.keyed(key)
        if found is None:
            own = self.context.dictionary
            name = own.names.get(iso3, iso3) if own is not None and known_state(iso3) is None else country_name(iso3)
            found = self.add(Entity(0, "government", name, iso3, "GOV", named=True, key=key))
        return found.index

    def country_of(self, index: int) -> str | None:
        """ISO code of an entity's state."""
        return self.entities[index].country

    def countries(self, indices: list[int]) -> set[str]:
        """States of several entities."""
        return {c for i in indices for x in self.expand(i) if (c := self.entities[x].country)}
