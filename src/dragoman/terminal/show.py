"""`dragoman show`: questions and their answers in lines."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from dragoman.codebook.gazetteer import country_name
from dragoman.model.record import Record
from dragoman.store.queries import QUESTIONS, Filter
from dragoman.terminal.marks import LEGEND, event_line, evidence_line

Row = dict[str, Any]


def answer(console: Console, what: str, rows: list[Row], evidence: bool) -> None:
    """Print the rows of one question."""
    if not rows:
        console.print(Text(f"No {what} in what has been read, for what was asked.", "dim"))
        return
    for row in rows:
        console.print(_line(what, row), soft_wrap=True)
        if evidence:
            console.print(evidence_line(row["evidence"]), soft_wrap=True)
            console.print(Text(f"    {_source(row)}", "dim"), soft_wrap=True)
    if what in ("events", "disputes"):
        console.print(Text(LEGEND, "dim"))


def _source(row: Row) -> str:
    return ", ".join(str(x) for x in (row["outlet"], row["published"], row["report"]) if x)


def _line(what: str, row: Row) -> Text:
    if what in ("events", "disputes"):
        return event_line(row)
    if what == "agreements":
        return agreement_line(row)
    if what == "officials":
        state = country_name(row["country"]) if row["country"] else "state not told"
        status = "" if row["status"] == "current" else f" ({row['status']})"
        return Text.assemble(
            (f"{state:<16}", "bold"),
            f"{row['office']}{status}: {row['name']}",
            (f"  {row['published'] or 'undated'}", "dim"),
        )
    return statement_line(row)


def agreement_line(row: Row) -> Text:
    """An agreement: parties, stage, name, areas."""
    claimed = row["standing"] != "reported"
    line = Text("○ " if claimed else "● ", "magenta" if claimed else "bold")
    line.append(" – ".join(country_name(p) for p in row["parties"]), "bold")
    line.append(f": {row['name']}")
    line.append(
        f"  {row['stage'].replace('_', ' ').upper()}",
        "green" if row["stage"] in ("signed", "ratified", "in_force") else "cyan",
    )
    if row["date"]:
        line.append(f" {row['date']}")
    if row["areas"]:
        line.append(f"  on {', '.join(a.replace('_', ' ') for a in row['areas'])}", "dim")
    return line


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
    return line


def overview(console: Console, records: list[Record], f: Filter) -> None:
    """What a dossier knows, on one screen: agreements by stage, disputes, newest events, most heard speakers."""
    found = {what: ask(records, f) for what, ask in QUESTIONS.items()}
    facts = sum(r["fact"] for r in found["events"])
    console.print(
        Text(
            f"{len(records)} reports: {len(found['events'])} events, {facts} of them facts; {len(found['statements'])} statements; {len(found['agreements'])} agreements; {len(found['disputes'])} disputed events",
            "bold",
        )
    )
    for title, lines in (
        ("What states agreed, and how far it has got", [agreement_line(r) for r in found["agreements"]]),
        ("What one side says and another denies", [event_line(r) for r in found["disputes"]]),
        ("Latest facts", [event_line(r) for r in reversed(found["events"]) if r["fact"] and r["date"]][:8]),
        (
            "Latest claims and plans",
            [event_line(r) for r in reversed(found["events"]) if not r["fact"] and r["standing"] != "disputed"][:8],
        ),
    ):
        if lines:
            console.print()
            console.print(Text(title, "bold underline"))
            for line in lines:
                console.print(line, soft_wrap=True)
    console.print()
    console.print(Text(LEGEND, "dim"))


def learnt(record: Record) -> Iterator[Text]:
    """What one report told, in a few lines."""
    f = Filter()
    events = QUESTIONS["events"]([record], f)
    title = record.report.title or record.report.text.strip().split("\n")[0][:90].strip()
    yield Text.assemble((title, "bold"), (f"  {' '.join(x for x in (record.report.outlet, record.report.published) if x)}", "dim"))
    for row in QUESTIONS["agreements"]([record], f):
        yield Text("  ") + agreement_line(row)
    counts = f"  {sum(r['fact'] for r in events)} facts, {sum(not r['fact'] for r in events)} claims and plans, {len(record.statements)} statements"
    yield Text(counts, "dim")
    for warning in record.warnings:
        yield Text(f"  note: {warning.message}", "yellow")
