"""Claims against denials: who asserts, who denies, who only carries it, and whether it is denied that it happened or only who did it."""

from collections import defaultdict
from collections.abc import Iterable

from dragoman.codebook.gazetteer import official_voice
from dragoman.linking.linked import Cluster, Linked, told
from dragoman.linking.names import agree
from dragoman.linking.tellings import UNKNOWN, Teller, Told
from dragoman.linking.views.happenings import asserting, denying, evidence, history
from dragoman.model.dossier import Dispute, LinkedEvent, Part, Voice


def disputes(linked: Linked, events: dict[str, LinkedEvent]) -> list[Dispute]:
    """One row an event that somebody denies, the open ones and those since settled."""
    out = []
    for c in linked.of("event"):
        tellings = told(c)
        if (denying(tellings) and any(t.modality == "asserted" for t in tellings)) or events[c.id].standing == "disputed":
            out.append(_dispute(c, tellings, events[c.id]))
    return sorted(out, key=dispute_position)


def dispute_position(row: Dispute) -> str:
    """Where a dispute stands among others: by day and id."""
    return " ".join((row.date or min((e.published for e in row.evidence if e.published), default="9999"), row.id))


def _dispute(c: Cluster, tellings: list[Told], row: LinkedEvent) -> Dispute:
    claimed = asserting(tellings)
    speakers = {s.name for s, _ in claimed}
    own = [(_own_voice(t.outlet), t) for t in tellings if t.outlet and t.standing == "reported" and t.modality == "asserted"]
    denying_states = {
        s.country for s, _ in denying(tellings) if s.country and s.state
    }  # what its office tells besides lays nothing on itself
    actors, recipients = _codes(row, tellings)
    relayed = dict.fromkeys(t.outlet for _, t in claimed if t.outlet and t.outlet not in speakers)
    return Dispute(
        id="d" + c.id[1:],
        event_type=row.type,
        actors=actors,
        recipients=recipients,
        date=row.date,
        asserted_by=_voices([*claimed, *(said for said in own if said[0].country not in denying_states)]),
        denied_by=_voices(denying(tellings)),
        status=row.standing if row.modality == "asserted" else f"{row.modality}, {row.standing}",
        reports=row.reports,
        independent_sources=row.independent_sources,
        event=c.id,
        about=_about(tellings),
        place=row.place,
        relayed_by=tuple(relayed),
        history=tuple(history(tellings)),
        evidence=evidence(tellings),
        corrected=row.corrected,
    )


def _own_voice(outlet: str) -> Teller:
    """An outlet as whoever asserts: an office of a state speaks for it."""
    state = official_voice(outlet)
    return Teller(name=outlet, country=state, state=state is not None)


def _codes(row: LinkedEvent, tellings: list[Told]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States of actors and recipients, and the own codes of who has none; names only where nobody of that side has either.

    Whose state is that of an actor is no recipient beside others: of a state and its own people a reader takes one for the other.
    """
    code = {s.name: s.code for t in tellings for s in (*t.actors, *t.recipients)}

    def known(countries: tuple[str | None, ...], names: tuple[str, ...]) -> list[str]:
        codes = [c or code.get(n) for c, n in zip(countries, names, strict=True)]
        return list(dict.fromkeys([c for c in codes if c] or names))

    actors, recipients = known(row.actor_countries, row.actors), known(row.recipient_countries, row.recipients)
    others = [c for c in recipients if c not in actors]
    return tuple(actors), tuple(others or recipients)


def _about(tellings: list[Told]) -> Part:
    """Whether only the actor is in dispute: another telling reports the same undenied and names nobody, or somebody else."""
    actors = {c for t in tellings if t.standing == "disputed" or t.modality == "negated" for c in _actors(t)}
    undenied = [t for t in tellings if t.modality == "asserted" and t.standing == "reported"]
    other = any(not actors & _actors(t) for t in undenied)
    return "actor" if actors and other else "whole"


def _actors(t: Told) -> set[str]:
    return {c for s in t.actors if (c := s.country or s.code)}


def _voices(said: Iterable[tuple[Teller, Told]]) -> tuple[Voice, ...]:
    """Everybody once, spellings of one name and a state and its government together."""
    groups: list[list[tuple[Teller, Told]]] = []
    for teller, telling in said:
        for group in groups:
            if any(_one(teller, other) for other, _ in group):
                group.append((teller, telling))
                break
        else:
            groups.append([(teller, telling)])
    voices = [_voice(g) for g in groups]
    named = [v for v in voices if v.name != UNKNOWN]
    return tuple(named or voices)  # "a report that …" has nobody's name: it says no more than those who are named


def _one(a: Teller, b: Teller) -> bool:
    if a.name.lower() == b.name.lower():
        return True
    return bool(a.country and a.country == b.country) and agree(a.name, b.name) in ("full", "surname")


def _voice(group: list[tuple[Teller, Told]]) -> Voice:
    reports: dict[str, list[str]] = defaultdict(list)
    for teller, telling in group:
        reports[teller.name].append(telling.report)
    name = min(reports, key=lambda n: (-len(n.split()), -len(reports[n]), n))
    country = next((t.country for t, _ in group if t.country), None)
    return Voice(name=name, country=country, reports=tuple(dict.fromkeys(t.report for _, t in group)))
