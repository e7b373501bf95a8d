"""What a user's dictionary holds."""

from dataclasses import dataclass, field
from functools import cached_property

from dragoman.errors import DictionaryError as DictionaryError

Form = tuple[str, ...]
"""A name as its words in capitals."""


@dataclass(frozen=True)
class Coding:
    """A code and the days on which it holds, as ISO dates; open where None."""

    code: str
    since: str | None = None
    until: str | None = None

    def holds(self, day: str | None) -> bool:
        """Whether it holds on a day (ISO date); a dated one holds on no unknown day."""
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or "") <= day <= (self.until or "9999")


@dataclass(frozen=True)
class VerbPattern:
    """A CAMEO code that a verb has where these words stand before and after it, in order."""

    before: Form
    after: Form
    code: str


@dataclass(frozen=True)
class Verb:
    """A verb of a dictionary: the words that complete it, its own CAMEO code, and the patterns that it shares with its block."""

    rest: Form
    code: str | None
    patterns: list[VerbPattern]


@dataclass
class Dictionary:
    """Names, words for roles, and verbs. `problems` names, by file and line, what could not be used."""

    actors: dict[Form, tuple[Coding, ...]] = field(default_factory=dict)
    agents: dict[Form, str] = field(default_factory=dict)
    """Words for roles in the singular or plural -> the sector that they add to a state's code."""
    verbs: dict[str, list[Verb]] = field(default_factory=dict)
    """First word of a verb, in every form -> the verbs that begin with it, the longest first."""
    problems: list[str] = field(default_factory=list)

    @cached_property
    def by_first(self) -> dict[str, list[Form]]:
        """The names by their first word, the longest first."""
        out: dict[str, list[Form]] = {}
        for form in self.actors:
            out.setdefault(form[0], []).append(form)
        for forms in out.values():
            forms.sort(key=len, reverse=True)
        return out

    def code_of(self, form: Form, day: str | None) -> str | None:
        """The code of a name on a day: that of the first dated coding that holds, else of the first undated one."""
        codings = self.actors.get(form, ())
        dated = [c for c in codings if (c.since or c.until) and c.holds(day)]
        plain = [c for c in codings if not (c.since or c.until)]
        return (dated or plain)[0].code if dated or plain else None

    @cached_property
    def names(self) -> dict[str, str]:
        """For each code the name that is listed first with it, in small letters with capitals: "Keshtan"."""
        out: dict[str, str] = {}
        for form, codings in self.actors.items():
            for coding in codings:
                out.setdefault(coding.code, " ".join(word.capitalize() for word in form))
        return out

    def cameo_of(self, words: Form, at: int) -> str | None:
        """The CAMEO code of the verb that begins at an index of a clause's words (in capitals): of its longest pattern, else its own."""
        for verb in self.verbs.get(words[at], ()):
            end = at + 1 + len(verb.rest)
            if words[at + 1 : end] != verb.rest:
                continue
            fits = (p for p in verb.patterns if _in_order(p.before, words[:at]) and _in_order(p.after, words[end:]))
            best = next(fits, None)
            if best is not None or verb.code:
                return best.code if best is not None else verb.code
        return None

    def add(self, other: "Dictionary") -> None:
        """Take over another dictionary; where both know a name, the later one wins."""
        self.actors |= other.actors
        self.agents |= other.agents
        self.verbs |= other.verbs
        self.problems += other.problems


def _in_order(wanted: Form, words: Form) -> bool:
    """Whether the words stand among others, in order."""
    rest = iter(words)
    return all(any(w == x for x in rest) for w in wanted)
