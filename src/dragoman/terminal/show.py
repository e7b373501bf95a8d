"""`dragoman show`: questions and their answers in lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.text import Text

from dragoman.codebook.gazetteer import country_name
from dragoman.linking.link import link
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut, ask, count_reports
from dragoman.terminal.marks import LEGEND, corrected, event_line, evidence_line, words_line

Row = dict[str, Any]


def answer(console: Console, what: str, rows: list[Row], evidence: bool) -> None:
    """Print the rows of one question."""
    if not rows:
        console.print(Text(f"No {what.replace('-', ' ')} in what has been read, for what was asked.", "dim"))
        return
    for row in rows:
        for line in _LINES[what](row):
            console.print(line, soft_wrap=True)
        if what == "events" and not evidence:
            console.print(words_line(row), soft_wrap=True)
        for told in _evidence(row) if evidence else ():
            console.print(evidence_line(told["words"]), soft_wrap=True)
            console.print(Text(f"    {_source(told)}", "dim"), soft_wrap=True)
    if what in ("events", "disputes"):
        console.print(Text(LEGEND, "dim"), soft_wrap=True)


def _evidence(row: Row) -> list[Row]:
    """The words that a row was read from, each with its report."""
    found = row.get("evidence")
    if isinstance(found, list):
        return found
    if isinstance(found, str):
        return [row | {"words": found}]
    return [{"words": row["committed"]["words"], "report": row["committed"]["report"]}] if "committed" in row else []


def _source(told: Row) -> str:
    return ", ".join(str(x) for x in (told.get("outlet"), told.get("published"), told["report"]) if x)


def _told_by(row: Row) -> str:
    """How many reports and independent sources tell something, where it is more than one."""
    n, sources = len(row["reports"]), row["independent_sources"]
    return "" if n == 1 else f"  [{n} reports, {sources} independent]" if sources > 1 else f"  [{n} reports, one source]"


def _event(row: Row) -> Iterator[Text]:
    line = event_line(row)
    line.append(_told_by(row), "dim")
    yield line
    for c in row["contradictions"]:
        yield Text("    " + _differ(c), "yellow")


def _differ(contradiction: Row) -> str:
    values = "; ".join(f"{v['value']} ({', '.join(v['reports'])})" for v in contradiction["values"])
    return f"reports differ on {contradiction['field'].replace('happened', 'whether it happened')}: {values}"


def _agreement(row: Row) -> Iterator[Text]:
    line = agreement_line(row)
    line.append(_told_by(row), "dim")
    yield line
    steps = [_stage(s) for s in row["stage_history"]]
    if len(steps) > 1 or any(s["standing"] != "reported" for s in row["stage_history"]):
        yield Text("    " + " → ".join(steps), "dim")
    for c in row["contradictions"]:
        yield Text("    " + _differ(c), "yellow")
    for u in row["unsure"]:
        yield Text(f"    perhaps the same as {u['name']} ({u['why']})", "yellow")


def _stage(s: Row) -> str:
    """A stage with its day, and who says or denies that it was reached."""
    said = f"{s['stage'].replace('_', ' ')} {s['date'] or 'undated'}"
    if s["standing"] == "reported":
        return said
    by = f"claimed by {', '.join(s['according_to'])}" if s["according_to"] else "claimed"
    return f"{said} ({by}{', denied by ' + ', '.join(s['disputed_by']) if s['disputed_by'] else ', denied' if s['standing'] == 'disputed' else ''})"


def agreement_line(row: Row) -> Text:
    """An agreement: parties, stage, name, areas."""
    claimed = row["standing"] != "reported"
    line = Text("○ " if claimed else "● ", "magenta" if claimed else "bold")
    line.append(" – ".join(country_name(p) for p in row["parties"]), "bold")
    line.append(f": {row['names'][0]}")
    line.append(
        f"  {row['stage'].replace('_', ' ').upper()}",
        "green" if row["stage"] in ("signed", "ratified", "in_force") else "cyan",
    )
    if row["date"]:
        line.append(f" {row['date']}")
    if row["areas"]:
        line.append(f"  on {', '.join(a.replace('_', ' ') for a in row['areas'])}", "dim")
    line.append(corrected(row), "green")
    return line


def _official(row: Row) -> Iterator[Text]:
    state = country_name(row["country"]) if row["country"] else "state not told"
    status = "" if row["status"] == "current" else f" ({row['status']})"
    line = Text.assemble((f"{state:<16}", "bold"), f"{row['office']}{status}: {row['holder']}")
    until = f" to {row['to']}" if row["to"] else " on"
    line.append(f"  {row['from'] or 'undated'}{until}", "dim")
    if row["successor"]:
        between = ", and in between nobody is shown" if row["gap"] else ""
        line.append(f"  then {row['successor']}{between}", "dim")
    if row["conflict"]:
        line.append(f"  at the same time: {', '.join(row['conflict'])}", "yellow")
    line.append(corrected(row), "green")
    yield line


def _person(row: Row) -> Iterator[Text]:
    line = Text.assemble((row["name"], "bold"), f" ({row['country'] or row.get('code') or 'state not told'})")
    others = [n for n in row["names"] if n != row["name"]]
    line.append(f"  also {', '.join(others)}" if others else "", "dim")
    line.append(f"  {', '.join(row['offices'])}" if row.get("offices") else "")
    line.append(corrected(row), "green")
    yield line
    for u in row["unsure"]:
        yield Text(f"    perhaps the same as {u['name']} ({u['why']})", "yellow")


def dispute_lines(row: Row) -> Iterator[Text]:
    """A dispute: what it is about, who says so, who denies it."""
    sides = " → ".join(", ".join(country_name(x) for x in row[k]) for k in ("actors", "recipients") if row[k]) or "somebody unknown"
    line = Text.assemble(("◌ ", "yellow"), (f"{(row['date'] or 'undated'):<10} ", "dim"), (f"{row['event_type']:<10}", "yellow"), sides)
    line.append(f" in {row['place']}" if row["place"] else "")
    line.append("" if row["about"] == "whole" else "  (only who did it is in dispute)")
    line.append("" if row["status"].endswith("disputed") else f"  now {row['status']}", "green")
    line.append(_told_by(row), "dim")
    line.append(corrected(row), "green")
    yield line
    for key, verb, style in (("asserted_by", "says so", "magenta"), ("denied_by", "denies it", "yellow")):
        if row[key]:
            voices = "; ".join(f"{v['name']} ({', '.join(v['reports'])})" for v in row[key])
            yield Text.assemble("    ", (f"{verb}: ", "dim"), (voices, style))


def _follow_through(row: Row) -> Iterator[Text]:
    parties = " – ".join(country_name(p) for p in row["parties"])
    yield Text.assemble(
        (parties, "bold"),
        f": {_short(row['name'])} ",
        (row["area"].replace("_", " "), "cyan"),
        (f"  since {row['committed']['date'] or 'undated'}", "dim"),
        (corrected(row), "green"),
    )
    for key, symbol, style in (("carried_out", "✓", "green"), ("taken_up", "↻", "cyan"), ("contradicted", "✗", "yellow")):
        for s in row[key]:
            yield Text.assemble(
                f"    {symbol} ",
                (f"{s['date'] or 'undated'}  ", "dim"),
                (_short(s["words"], 100), style),
                (f"  ({s['why']}; {s['report']})", "dim"),
                (corrected(s), "green"),
            )
    if not (row["carried_out"] or row["contradicted"] or row["taken_up"]):
        after = f" in {row['days_since']} days" if row["days_since"] is not None else ""
        yield Text(f"    nothing read of it{after}; {row['reports_since']} reports about the parties since", "dim")


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _sources(row: Row) -> Iterator[Text]:
    origin = f"from {row['origin']}: " if row["origin"] else "origin not known: "
    yield Text.assemble((origin, "bold"), ", ".join(r for r in row["cluster"] if r != row["origin"]), (f"  {row['why']}", "dim"))


def statement_line(row: Row) -> Text:
    """A statement: who, what kind, what words."""
    depth = "  ↳ " if row["within"] else ""
    to = f" to {row['addressee']}" if row["addressee"] else ""
    line = Text.assemble(
        depth,
        (row["speaker"], "bold"),
        (f" {row['kind'].replace('_', ' ')}s{to}: " if row["kind"] != "deny" else f" denies{to}: ", "magenta"),
    )
    line.append(row["content"])
    line.append(corrected(row), "green")
    return line


_LINES: dict[str, Callable[[Row], Iterable[Text]]] = {
    "agreements": _agreement,
    "events": _event,
    "statements": lambda row: [statement_line(row)],
    "officials": _official,
    "people": _person,
    "organizations": _person,
    "disputes": dispute_lines,
    "follow-through": _follow_through,
    "sources": _sources,
}


def overview(console: Console, store: Store, f: Filter) -> None:
    """What a dossier knows, on one screen: agreements by stage, disputes, newest events."""
    few = Cut(limit=40, backward=True)
    with store.view(f) as view:
        events, facts, statements, agreements, disputes = (
            ask(view, what, limits, Cut(limit=1)).total
            for what, limits in (
                ("events", f),
                ("events", replace(f, facts_only=True, with_uncertain=True)),
                ("statements", f),
                ("agreements", f),
                ("disputes", f),
            )
        )
        reports = count_reports(view, f)
        agreed = ask(view, "agreements", f, Cut(limit=60)).rows
        disputed = ask(view, "disputes", f, Cut(limit=40)).rows
        open_ = ask(view, "disputes", replace(f, open=True), Cut(limit=1)).total
        certain = replace(f, facts_only=True, with_uncertain=True)
        newest = ask(view, "events", certain, few).rows
        sure = ask(view, "events", replace(f, facts_only=True, with_uncertain=False), Cut(limit=1)).total
        claims = ask(view, "events", replace(f, standing=("attributed",)), few).rows
        plans = ask(view, "events", replace(f, modality=("planned", "hypothetical", "negated"), standing=("reported",)), few).rows
    console.print(
        Text(
            f"{reports} reports: {events} events, {facts} of them facts{_unsure(facts - sure)}; {statements} statements; {agreements} agreements; disputes: {open_} open, {disputes - open_} settled",
            "bold",
        ),
        soft_wrap=True,
    )
    rest = sorted([*claims, *plans], key=lambda r: r["date"] or r["published"] or "", reverse=True)
    for title, lines in (
        ("What states agreed, and how far it has got", [agreement_line(r) for r in agreed]),
        ("What one side says and another denies", [line for r in disputed for line in dispute_lines(r)]),
        ("Latest facts", _latest(newest, facts, "events --facts-only --with-uncertain")),
        ("Latest claims and plans", [] if f.facts_only else _latest(rest, events - facts, "events")),
    ):
        if lines:
            console.print()
            console.print(Text(title, "bold underline"))
            for line in lines:
                console.print(line, soft_wrap=True)
    for left, shown, what in ((agreements, len(agreed), "agreements"), (disputes, len(disputed), "disputes")):
        if left > shown:
            console.print(Text(f"and {left - shown} {what} more: dragoman show {what}", "dim"))
    console.print()
    console.print(Text(LEGEND, "dim"), soft_wrap=True)


_SHOWN = 8
"""Events of a section of the overview."""


def _latest(rows: list[Row], total: int, ask_for: str) -> list[Text]:
    """The latest of some events, and how many more there are."""
    lines = [event_line(r) for r in rows[:_SHOWN]]
    more = total - len(lines)
    return [*lines, Text(f"  and {more} more: dragoman show {ask_for}", "dim")] if lines and more > 0 else lines


def _unsure(n: int) -> str:
    return f" ({n} uncertain)" if n else ""


def learnt(record: Record) -> Iterator[Text]:
    """What one report told, in a few lines."""
    dossier = link([record])
    title = record.report.title or record.report.text.strip().split("\n")[0][:90].strip()
    yield Text.assemble((title, "bold"), (f"  {' '.join(x for x in (record.report.outlet, record.report.published) if x)}", "dim"))
    for thread in dossier.agreements:
        yield Text("  ") + agreement_line(thread.row())
    facts = sum(e.fact for e in dossier.events)
    counts = {"fact": facts, "claim or plan": len(dossier.events) - facts, "statement": len(record.statements)}
    many = {"claim or plan": "claims and plans"}
    yield Text("  " + ", ".join(f"{n} {one if n == 1 else many.get(one, one + 's')}" for one, n in counts.items()), "dim")
    for warning in record.warnings:
        yield Text(f"  note: {warning.message}", "yellow")


def kept_out(author: str, at: str, reason: str) -> Text:
    """That a report which was read again stays out, since a person removed it."""
    return Text(f"  kept out: {author} removed it on {at[:10]} ({reason}); `dragoman correct undo` brings it back", "yellow")
