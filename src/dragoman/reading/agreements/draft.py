"""An agreement while it is being read."""

from dataclasses import dataclass, field

from dragoman.model.span import Span


@dataclass(frozen=True)
class Mention:
    """A noun phrase, or a pronoun, that stands for an agreement."""

    head: int
    """The noun, or the pronoun."""
    anchor: int
    """Token by which its phrase hangs in the clause."""
    start: int
    end: int
    """Tokens [start, end) of what is shown as its name."""
    instrument: str
    generic: bool
    """Whether its noun can stand for any instrument."""
    definite: bool
    fresh: bool
    """Whether it is said to be another than those spoken of before."""
    plural: bool
    proper: bool
    pronoun: bool
    year: str | None
    name: str
    topic: frozenset[str]
    """Stems of the words that say what it is about."""
    alters: tuple[str, int] | None = None
    """For an addendum or the like: the stage to which its signature brings another agreement, and a head word of that one."""
    denied: bool = False
    """Whether it is said that there is none: "no accord was reached"."""
    undertaking: bool = False
    """Whether a verb makes it: "agreed to open a joint post"."""


@dataclass
class Step:
    """A stage that words show, at a trigger token."""

    stage: str
    trigger: int
    evidence: Span
    current: bool = False
    """Whether it is told as going on now: "talks are under way"."""
    year: str | None = None
    """Year or month in the name: "the agreement of May 1993"."""
    implied: bool = False
    """Whether no verb shows it: the name has a year, or somebody acts under it."""
    firm: bool = False
    """Whether a rejection is a vote, and not only somebody's dislike."""
    weak: bool = False
    """Whether it only follows from what is planned, or from the agreement's being there: any other step of the agreement overrules it."""


@dataclass
class AgreementFound:
    """One agreement as far as the report tells it; parties and signatories are indices of entities, mentions of tokens."""

    name: str
    instrument: str
    parties: list[int]
    proper: bool
    year: str | None
    members: list[Mention] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    areas: dict[str, list[Span]] = field(default_factory=dict)
    signatories: list[int] = field(default_factory=list)

    @property
    def mentions(self) -> list[int]:
        """Head tokens of its mentions."""
        return [m.head for m in self.members]
