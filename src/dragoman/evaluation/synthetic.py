"""Records made by a generator that knows what is one: to measure linking at any size.

Every story is a visit, a signing, a strike or a drill between two states with ministers of their own. One to five outlets tell it, each in its
own words, with its own spelling of names, at times without a date, a number or a side; some copy another's text and cut its end.
"""

import random
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.vocabulary import quad_of
from dragoman.evaluation.pairwise import pairwise
from dragoman.linking.link import link
from dragoman.model.record import Actor, Agreement, Area, Event, Passage, Place, Record, Report, Role, Stage
from dragoman.model.span import Span

_STATES = [
    "ARG",
    "BRA",
    "CHL",
    "COL",
    "DZA",
    "EGY",
    "ESP",
    "ETH",
    "FIN",
    "FJI",
    "FRA",
    "GHA",
    "GRC",
    "HUN",
    "IDN",
    "IND",
    "IRN",
    "IRQ",
    "ISL",
    "ITA",
    "JOR",
    "KAZ",
    "KEN",
    "LAO",
    "LBN",
    "MAR",
    "MEX",
    "MNG",
    "MYS",
    "NGA",
    "NOR",
    "NPL",
    "OMN",
    "PAK",
    "PER",
    "PHL",
    "POL",
    "PRT",
    "QAT",
    "ROU",
    "SDN",
    "SEN",
    "SRB",
    "SWE",
    "TCD",
    "THA",
    "TUN",
    "TUR",
    "UGA",
    "UKR",
    "URY",
    "UZB",
    "VNM",
    "YEM",
    "ZMB",
    "ZWE",
]
_GIVEN = [
    "Adam",
    "Bashir",
    "Carla",
    "Dawit",
    "Elena",
    "Farid",
    "Goran",
    "Hilda",
    "Ismail",
    "Jonas",
    "Karim",
    "Leila",
    "Marek",
    "Nadia",
    "Omar",
    "Petra",
    "Rashid",
    "Selma",
    "Tomas",
    "Yusuf",
]
_CONSONANTS, _VOWELS = ["b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh"], ["a", "e", "i", "o", "u"]
_RESPELLED = (("f", "ph"), ("k", "q"), ("i", "ee"), ("u", "ou"), ("v", "w"), ("l", "ll"), ("s", "ss"))
_WORDS = [a + b + c for a in ("ba", "co", "de", "fi", "gu", "he", "lo", "ma", "ni", "po", "ra", "se", "ti", "vu") for b in ("la", "me", "nto", "ri", "sta", "ko") for c in ("n", "s", "r", "l", "x")]  # fmt: skip
_AREAS = ("training", "joint_exercises", "border_security", "logistics", "intelligence_sharing", "maritime", "cyber", "humanitarian")
_TYPES = ("CONSULT", "SUPPORT", "ASSAULT", "COOPERATE")
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3000
Key = tuple[str, str]


@dataclass
class Truth:
    """What is one, as the generator knows it: the story of each report, event and agreement, and the person behind each name."""

    copies: dict[Hashable, Hashable] = field(default_factory=dict)
    people: dict[Hashable, Hashable] = field(default_factory=dict)
    events: dict[Hashable, Hashable] = field(default_factory=dict)
    agreements: dict[Hashable, Hashable] = field(default_factory=dict)


@dataclass(frozen=True)
class _Story:
    number: int
    kind: str
    a: str
    b: str
    day: date
    town: str
    killed: int
    area: str
    name: str


class _Text:
    """Words put together, with the span of each part."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


class Generator:
    """A stream of records with their truth; the same seed gives the same stream."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        self.truth = Truth()
        self._ministers = self._cabinets()
        self._made = 0
        self._last: _Story | None = None

    def records(self, n: int) -> Iterator[Record]:
        """The first n records."""
        made = 0
        while made < n:
            for record in self._tellings(self._story(), n - made):
                made += 1
                yield record

    def _cabinets(self) -> dict[str, str]:
        """A minister for each state; every fourth has the surname of another's, as happens."""
        out: dict[str, str] = {}
        for i, state in enumerate(_STATES):
            given, surname = self._rng.choice(_GIVEN), self._surname()
            if i % 4 == 3:
                other, surname = out[_STATES[i - 1]].split()
                given = self._rng.choice([g for g in _GIVEN if g != other])
            out[state] = f"{given} {surname}"
        return out

    def _surname(self) -> str:
        return "".join(self._rng.choice(_CONSONANTS) + self._rng.choice(_VOWELS) for _ in range(3)).capitalize() + self._rng.choice("nrs")

    def _respelled(self, name: str) -> str:
        given, surname = name.split()
        if self._rng.random() < 0.5:
            old, new = self._rng.choice(_RESPELLED)
            surname = surname[0] + surname[1:].replace(old, new, 1)
        return f"{given} {surname}"

    def _story(self) -> _Story:
        """A new story; one in six is so soon after the last, between the same states and of the same kind, that only the place tells them apart."""
        rng = self._rng
        self._made += 1
        name = " ".join(rng.sample(_WORDS, 2)).title()
        if self._last is not None and rng.random() < 1 / 6:
            soon = self._last.day + timedelta(days=rng.randint(1, 6))
            self._last = replace(self._last, number=self._made, day=soon, town=self._surname(), killed=rng.randint(1, 40), name=name)
        else:
            a, b = rng.sample(_STATES, 2)
            day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
            self._last = _Story(self._made, rng.choice(_TYPES), a, b, day, self._surname(), rng.randint(1, 40), rng.choice(_AREAS), name)
        return self._last

    def _tellings(self, story: _Story, most: int) -> Iterator[Record]:
        rng = self._rng
        first: Record | None = None
        for i in range(min(most, rng.choice((1, 1, 2, 3, 5)))):
            if first is not None and rng.random() < 0.2:
                yield self._copy(story, first, i)
                continue
            record = self._told(story, i)
            first = first or record
            yield record

    def _told(self, story: _Story, i: int) -> Record:
        rng = self._rng
        report = f"s{story.number}-{i}"
        names = [self._respelled(self._ministers[s]) for s in (story.a, story.b)]
        t = _Text()
        t.add(" ".join(rng.sample(_WORDS, 4)).capitalize() + ".\n\n")
        people = [t.add(names[0])]
        t.add(f" of {country_name(story.a)} and ")
        people.append(t.add(names[1]))
        t.add(f" of {country_name(story.b)} ")
        verb = {
            "CONSULT": "met",
            "SUPPORT": f"signed the {story.name} agreement",
            "ASSAULT": "traded blame for a strike",
            "COOPERATE": "opened a drill",
        }[story.kind]
        event = t.add(f"{verb} in {story.town}")
        t.add(". " + " ".join(f"{' '.join(rng.sample(_WORDS, rng.randint(8, 14))).capitalize()}." for _ in range(rng.randint(4, 8))) + "\n")
        published = (story.day + timedelta(days=rng.randint(0, 2))).isoformat()
        return self._record(story, report, published, f"Outlet {rng.randrange(200)}", t.text, people, names, event)

    def _copy(self, story: _Story, first: Record, i: int) -> Record:
        """The same text in another outlet, without its last sentences and the same in all that was read from it."""
        text = first.report.text
        keep = text[
            : max(
                text.find(".", int(len(text) * self._rng.uniform(0.6, 1.0)) - 1) + 1,
                max(e for a in first.actors for _, e in a.mentions) + 60,
            )
        ]
        report = f"s{story.number}-{i}"
        published = (date.fromisoformat(first.report.published or "") + timedelta(days=1)).isoformat()
        about = first.report.model_copy(
            update={"id": report, "outlet": f"Outlet {200 + self._rng.randrange(50)}", "published": published, "text": keep}
        )
        self._know(story, report, first.report.id, first)
        return first.model_copy(update={"report": about, "passages": (Passage(kind="body", start=0, end=len(keep)),)})

    def _record(
        self, story: _Story, report: str, published: str, outlet: str, text: str, people: list[Span], names: list[str], event: Span
    ) -> Record:
        told = self._event(story, event)
        record = Record(
            version="generator",
            report=Report(id=report, origin="generator", outlet=outlet, published=published, language="en", text=text),
            passages=(Passage(kind="body", start=0, end=len(text.rstrip())),),
            actors=_actors(story, people, names),
            events=(told,),
            agreements=(self._agreement(story, told, event),) if story.kind == "SUPPORT" else (),
        )
        self._know(story, report, report, record)
        return record

    def _event(self, story: _Story, words: Span) -> Event:
        """A telling of the story's event: now and then without its actor, day, place or number."""
        rng = self._rng
        strike = story.kind == "ASSAULT"
        dated = rng.random() < 0.8
        return Event(
            id="e1",
            type=story.kind,
            quad=quad_of(story.kind),
            actors=(() if rng.random() < 0.2 else ("g0",)) if strike else ("a0", "a1"),
            recipients=("g1",) if strike else (),
            date=story.day.isoformat() if dated else None,
            date_evidence=(words,) if dated else (),
            place=Place(name=story.town, country=story.b, source="gazetteer", evidence=(words,)) if rng.random() < 0.8 else None,
            modality="asserted",
            standing="reported",
            killed=str(story.killed + rng.choice((0, 0, 1))) if strike and rng.random() < 0.7 else None,
            evidence=(words,),
            read_by="generator",
            confidence=0.9,
        )

    def _agreement(self, story: _Story, told: Event, words: Span) -> Agreement:
        """The agreement that is signed, by its name or as "agreement"."""
        return Agreement(
            id="x1",
            name=f"{story.name} Agreement" if self._rng.random() < 0.7 else "agreement",
            parties=("g0", "g1"),
            instrument="agreement",
            stage="signed",
            stage_history=(Stage(stage="signed", date=told.date, evidence=(words,)),),
            areas=(Area(area=story.area, evidence=(words,)),),
            date=told.date,
            standing="reported",
            evidence=(words,),
        )

    def _know(self, story: _Story, report: str, text: str, record: Record) -> None:
        self.truth.copies[report] = text
        self.truth.events[report] = story.number
        for actor in record.actors:
            if actor.kind == "person":
                self.truth.people[report, actor.name] = self._ministers[actor.country or ""]
        if record.agreements:
            self.truth.agreements[report] = story.number


def _actors(story: _Story, people: list[Span], names: list[str]) -> tuple[Actor, ...]:
    """The two ministers and their states."""
    sides = list(enumerate(zip(names, (story.a, story.b), people, strict=True)))
    office = "defence minister"
    ministers = (
        Actor(
            id=f"a{k}",
            name=name,
            kind="person",
            country=state,
            sector="GOV",
            code=f"{state}GOV",
            mentions=(span,),
            roles=(Role(title=office, office=office, country=state, status="current", evidence=(span,)),),
        )
        for k, (name, state, span) in sides
    )
    states = (
        Actor(id=f"g{k}", name=country_name(s), kind="government", country=s, sector="GOV", code=s, mentions=(span,))
        for k, (_, s, span) in sides
    )
    return (*ministers, *states)


def score_synthetic(n: int, seed: int = 1) -> tuple[dict[str, float], list[str]]:
    """Pairwise F1 in percent of copies, people, events and agreements over n generated records."""
    generator = Generator(seed)
    dossier = link(generator.records(n))
    found: dict[str, dict[Hashable, Hashable]] = {
        "copies": {r: s.cluster for s in dossier.sources for r in s.cluster},
        "people": {(r, name): p.id for p in dossier.people for r in p.reports for name in p.names},
        "events": {t.split("/")[0]: e.id for e in dossier.events for t in e.told_as},
        "agreements": {r: t.id for t in dossier.agreements for r in t.reports},
    }
    figures: dict[str, float] = {}
    missed: list[str] = []
    for name, clusters in found.items():
        figures[name], wrong = pairwise(_groups(getattr(generator.truth, name)), clusters)
        missed += [f"{name} {w}" for w in wrong[:200]]
    return figures, missed


def _groups(truth: dict[Hashable, Hashable]) -> list[list[Hashable]]:
    out: dict[Hashable, list[Hashable]] = {}
    for item, group in truth.items():
        out.setdefault(group, []).append(item)
    return list(out.values())
