"""A briefing on two states, of about two pages: every line has numbered notes with the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.reliability import threshold
from dragoman.codebook.vocabulary import stages
from dragoman.export.brief_words import STAGE_MARKS, corrections_of, counted, day_of, event_words, left_out, mark_of, shortened, stage_words
from dragoman.export.citations import Citation, cited
from dragoman.linking.views.officials import in_office
from dragoman.model.dossier import Dispute, Evidence, FollowThrough, LinkedEvent, Official, Thread
from dragoman.model.dossier import Step as Done
from dragoman.store.desk import notes
from dragoman.store.filters import Filter
from dragoman.store.queries import View, every, newest, own

EVENTS, CLAIMS, ROWS, OFFICES = 8, 6, 14, 12
"""Most lines of a section: a briefing is read in five minutes, and `dragoman show` has the rest."""


@dataclass
class Line:
    """One line: what it says, whether it is a fact, a claim, a plan …, and the numbers of its notes."""

    text: str
    mark: str = ""
    notes: list[int] = field(default_factory=list)
    under: list["Line"] = field(default_factory=list)


@dataclass
class Section:
    """A heading and its lines; `more` says what was left out."""

    title: str
    lines: list[Line]
    more: str = ""


@dataclass
class Briefing:
    """What a template sets."""

    title: str
    scope: str
    sections: list[Section]
    notes: list[Evidence]
    cited: dict[str, Citation] = field(default_factory=dict)

    def note_text(self, e: Evidence) -> str:
        """What a note says: the words, and how their report is cited."""
        found = self.cited.get(e.report)
        return f"“{e.words}” — {found.text if found else ', '.join(x for x in (e.outlet, e.published, e.report) if x)}"

    @property
    def sources(self) -> list[str]:
        """Every report that notes lead to, as it is cited, in order of day and headline."""
        used = {e.report for e in self.notes}
        return [c.text for c in sorted(self.cited.values(), key=lambda c: (c.published, c.title)) if c.report in used]


def briefing(view: View, f: Filter) -> Briefing:
    """A briefing as `export.setting` sets it.

    Raises:
        ValueError: the filter names no two states, or nothing has been read of them.
    """
    if len(f.between) != 2:
        raise ValueError("a briefing is on two states; name them with --between")
    return _Writer(view, f).briefing()


class _Writer:
    def __init__(self, view: View, f: Filter) -> None:
        always = replace(f, since=None, until=None)
        self.newest = newest(view, f)
        self.events = [LinkedEvent.model_validate(own(LinkedEvent, row)) for row in every(view, "events", f)]
        self.threads = [Thread.model_validate(row) for row in every(view, "agreements", f)]
        self.disputes = [Dispute.model_validate(row) for row in every(view, "disputes", always)]
        self.ledger = [FollowThrough.model_validate(row) for row in every(view, "follow-through", always)]
        self.officials = [Official.model_validate(row) for row in every(view, "officials", replace(always, as_of=None))]
        self.f = f
        self.names = sorted(country_name(s) for s in f.between)
        told = [*(e for x in self.events for e in x.evidence), *(e for x in self.threads for e in x.evidence)]
        self.about = {e.report: (e.outlet, e.published) for e in told}
        self.cited = cited(view, self.about)
        self.written = {kind: notes.by_item(view.read, kind) for kind in ("event", "agreement", "dispute", "relationship")}
        self.numbers: dict[tuple[str, str], int] = {}
        self.notes: list[Evidence] = []

    def briefing(self) -> Briefing:
        """All sections that have something to say."""
        reports = {r for e in self.events for r in e.reports} | {r for t in self.threads for r in t.reports}
        if not reports:
            raise ValueError(f"nothing has been read of {' and '.join(self.names)} for what was asked")
        days = sorted(published for _, published in self.about.values() if published)
        sections = [
            self._where(len(reports)),
            self._agreements(),
            self._promised(),
            self._disputed(),
            self._facts(),
            self._claims(),
            self._people(),
            Section("Notes", self._written("relationship", " ".join(sorted(self.f.between)))),
        ]
        span = f", published from {days[0]} to {days[-1]}" if days else ""
        return Briefing(
            " and ".join(self.names),
            f"From {counted(len(reports), 'report')}{span}.",
            [s for s in sections if s.lines],
            self.notes,
            self.cited,
        )

    def note(self, told: Iterable[Evidence], most: int = 3) -> list[int]:
        """Numbers of the notes for some evidence; the same words of the same report have one number."""
        out = []
        for e in islice(told, most):
            key = e.report, e.words
            if key not in self.numbers:
                outlet, published = self.about.get(e.report, (e.outlet, e.published))
                self.notes.append(e.model_copy(update={"outlet": outlet, "published": published}))
                self.numbers[key] = len(self.notes)
            out.append(self.numbers[key])
        return list(dict.fromkeys(out))

    def _written(self, kind: str, item: str) -> list[Line]:
        """What people noted on something."""
        return [Line(f"note: {n.line}") for n in self.written[kind].get(item, ())]

    def _told_by(self, values: Iterable[dict[str, Any]]) -> str:
        """Values that reports differ on, each with who tells it."""
        return "; ".join(f"{v['value']} ({'; '.join(self._short(r) for r in v['reports'])})" for v in values)

    def _short(self, report: str) -> str:
        return self.cited[report].short if report in self.cited else report

    def _where(self, reports: int) -> Section:
        facts = [e for e in self.events if e.fact]
        lines = [self._counts(facts), self._standing()]
        for words in ("cooperation", "conflict"):
            last = max((e for e in facts if e.quad.endswith(words)), key=day_of, default=None)
            if last is not None:
                lines.append(Line(f"Latest {words}: {event_words(last)}", mark_of(last), self.note(last.evidence, 2)))
        return Section("Where the relationship stands", lines)

    def _counts(self, facts: list[LinkedEvent]) -> Line:
        """How much is reported as a fact, and how much of that is not certain."""
        set_by_people = sum(mark_of(e) == "word" for e in facts)
        unsure = sum(e.confidence < threshold() for e in facts)
        friendly = sum(e.quad.endswith("cooperation") for e in facts)
        others = len(self.events) - len(facts)
        return Line(
            f"Reported as facts: {friendly} of cooperation, {len(facts) - friendly} of conflict. Claimed, planned or denied: {others}."
            + (f" Of the facts {set_by_people} on a person's word." if set_by_people else "")
            + (f" Of the facts {unsure} uncertain." if unsure else "")
        )

    def _standing(self) -> Line:
        """How many agreements have been signed, and how many disputes are open."""
        done = [t for t in self.threads if stages().index(t.stage) >= stages().index("signed")]
        open_ = [x for x in self.disputes if x.status.endswith("disputed")]
        return Line(f"Agreements: {len(done)} signed or beyond, {len(self.threads) - len(done)} on the way. Open disputes: {len(open_)}.")

    def _agreements(self) -> Section:
        order = stages()
        rows = sorted(self.threads, key=lambda t: (-order.index(t.stage), t.names[0]))
        return Section("Agreements, by stage", [self._thread(t) for t in rows])

    def _thread(self, t: Thread) -> Line:
        areas = f", on {', '.join(t.areas)}".replace("_", " ") if t.areas else ""
        others = f" (also: {'; '.join(t.names[1:3])})" if len(t.names) > 1 else ""
        line = Line(
            f"{t.stage.replace('_', ' ').capitalize()}: {t.names[0]}{others}{areas}.{corrections_of(t.corrected)}",
            "fact" if t.standing == "reported" else "claim",
        )
        line.under = [Line(stage_words(s), STAGE_MARKS[s.standing], self.note(s.evidence, 2)) for s in t.stage_history]
        for c in t.contradictions:
            line.under.append(Line(f"reports differ: {self._told_by(c.values)}"))
        line.under += self._written("agreement", t.id)
        return line

    def _promised(self) -> Section:
        rows = sorted(self.ledger, key=lambda x: (not (x.carried_out or x.contradicted or x.taken_up), x.committed.date or "9999", x.area))
        kept = rows[:ROWS]
        return Section("What was promised, and what was done", [self._row(x) for x in kept], left_out(len(rows) - len(kept), "area"))

    def _row(self, x: FollowThrough) -> Line:
        line = Line(
            f"{x.area.replace('_', ' ').capitalize()} ({shortened(x.name)}, {x.committed.date or 'no date'})",
            "",
            self.note([Evidence(report=x.committed.report, words=x.committed.words)]),
        )
        for word, steps in (("carried out", x.carried_out), ("taken up again", x.taken_up), ("contradicted", x.contradicted)):
            line.under += [self._step(word, s) for s in steps[:4]]
        if not line.under:
            line.under = [
                Line(f"nothing read of it since: {counted(x.days_since or 0, 'day')}, {counted(x.reports_since, 'report')} about the two")
            ]
        return line

    def _step(self, word: str, s: Done) -> Line:
        said = f"{word} {s.date or ''}: “{shortened(s.words, 120)}” ({s.why}){corrections_of(s.corrected)}"
        return Line(said, "fact" if s.standing == "reported" else "claim", self.note([Evidence(report=s.report, words=s.words)]))

    def _disputed(self) -> Section:
        return Section("What one side says and another denies", [*(self._dispute(x) for x in self.disputes), *self._denied_stages()])

    def _denied_stages(self) -> list[Line]:
        return [
            Line(f"{t.names[0]}, {stage_words(s)}", "disputed", self.note(s.evidence, 2))
            for t in self.threads
            for s in t.stage_history
            if s.standing == "disputed"
        ]

    def _dispute(self, x: Dispute) -> Line:
        sides = " against ".join(", ".join(country_name(c) for c in side) for side in (x.actors, x.recipients) if side)
        about = "" if x.about == "whole" else "; only who did it is in dispute"
        now = "" if x.status.endswith("disputed") else f"; now {x.status}"
        line = Line(
            f"{x.date or 'No date'}: {phrase(x.event_type)}{f', {sides}' if sides else ''}{f', in {x.place}' if x.place else ''}{about}{now}{corrections_of(x.corrected)}",
            "disputed",
            self.note(x.evidence),
        )
        said, denied = (", ".join(v.name for v in side) or "nobody named" for side in (x.asserted_by, x.denied_by))
        line.under = [
            Line(f"says so: {said}"),
            Line(f"denies it: {denied}"),
            Line(f"{counted(len(x.reports), 'report')}, {counted(x.independent_sources, 'independent source')}"),
            *self._written("dispute", x.id),
        ]
        return line

    def _facts(self) -> Section:
        found = sorted((e for e in self.events if e.fact), key=day_of, reverse=True)
        return Section(
            "Latest events that are reported as facts",
            [self._event(e, mark_of(e)) for e in found[:EVENTS]],
            left_out(len(found) - EVENTS, "event"),
        )

    def _claims(self) -> Section:
        found = sorted((e for e in self.events if not e.fact and e.standing != "disputed"), key=day_of, reverse=True)
        lines = [self._event(e, "claim" if e.modality == "asserted" else e.modality) for e in found[:CLAIMS]]
        return Section("Latest claims and plans", lines, left_out(len(found) - CLAIMS, "event"))

    def _event(self, e: LinkedEvent, mark: str) -> Line:
        line = Line(f"{event_words(e)}", mark, self.note(e.evidence))
        line.under = [Line(f"reports differ on {c.field}: {self._told_by(c.values)}") for c in e.contradictions]
        line.under += self._written("event", e.id)
        return line

    def _people(self) -> Section:
        rows = in_office(self.officials, self.f.as_of or self.f.until or self.newest or "9999")
        rows.sort(key=lambda o: (country_name(o.country or ""), o.office, o.holder))
        return Section("Who is who", [self._official(o) for o in rows[:OFFICES]], left_out(len(rows) - OFFICES, "office"))

    def _official(self, o: Official) -> Line:
        others = [x for x in self.officials if x.successor == o.holder and (x.country, x.office) == (o.country, o.office)]
        earlier = f"; before: {', '.join(x.holder for x in others)}" if others else ""
        return Line(
            f"{country_name(o.country or '')}, {o.office}: {o.holder}, seen in office since {o.from_}{earlier}{corrections_of(o.corrected)}",
            "",
            self.note(o.evidence, 1),
        )
