"""Figures of linking on story lines told by several reports: who and what is one, disputes, what became of agreements, who was in office."""

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from dragoman.codebook.linking import office_key
from dragoman.evaluation.gold import GoldError
from dragoman.evaluation.pairwise import pairwise
from dragoman.intake import Source
from dragoman.linking.link import link
from dragoman.linking.names import agree
from dragoman.linking.views.officials import in_office
from dragoman.model.dossier import Dossier, LinkedEvent
from dragoman.reading.read import read_source

Found = dict[Hashable, Hashable]
Gold = dict[str, Any]


def score_stories(folder: Path) -> tuple[dict[str, float], list[str]]:
    """Pairwise F1 of copies, people, events and agreements, and the share of threads, disputes, ledger rows and officials that are exact.

    Raises:
        GoldError: the folder has no index.jsonl, gold.json or reports, or they are broken.
    """
    try:
        index = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf8").splitlines() if line.strip()]
        gold: Gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
        sources = [
            Source(
                text=(folder / r["file"]).read_text(encoding="utf8"),
                origin=r["file"],
                id=r["id"],
                published=r["published"],
                outlet=r["outlet"],
            )
            for r in index
        ]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{folder}: {error!r}") from error
    return score_dossier(gold, link(read_source(s) for s in sources), [r["id"] for r in index])


def score_dossier(gold: Gold, dossier: Dossier, reports: list[str]) -> tuple[dict[str, float], list[str]]:
    """Figures of a dossier against gold."""
    figures: dict[str, float] = {}
    missed: list[str] = []
    copied = {r for g in gold["copies"] for r in g}
    clusters: dict[str, tuple[list[list[Hashable]], Found]] = {
        "copies": (
            gold["copies"] + [[r] for r in reports if r not in copied],
            {r: s.cluster for s in dossier.sources for r in s.cluster},
        ),
        "people": (_items(gold["people"]), _people(gold, dossier)),
        "events": (_items(gold["events"]), _events(gold, dossier)),
        "agreements": (_items(gold["agreements"]), _agreements(gold, dossier)),
    }
    for name, (groups, found) in clusters.items():
        figures[name], wrong = pairwise(groups, found)
        missed += [f"{name} {w}" for w in wrong]
    for name, right in (("threads", _thread), ("disputes", _dispute), ("follow_through", _ledger), ("officials", _official)):
        hits = [right(row, dossier) for row in gold[name]]
        figures[name] = 100 * sum(hits) / len(hits) if hits else 100.0
        missed += [f"{name} not as told: {row}" for row, hit in zip(gold[name], hits, strict=True) if not hit]
    return figures, missed


def _items(groups: list[list[list[str]]]) -> list[list[Hashable]]:
    return [[tuple(item) for item in g] for g in groups]


def _people(gold: Gold, dossier: Dossier) -> Found:
    out: Found = {}
    for report, name in (tuple(i) for g in gold["people"] for i in g):
        near = [p for p in dossier.people if report in p.reports and any(agree(name, n) == "full" for n in p.names)]
        if near:
            out[report, name] = min(near, key=lambda p: name not in p.names).id
    return out


def _events(gold: Gold, dossier: Dossier) -> Found:
    out: Found = {}
    for report, kind, words in (tuple(i) for g in gold["events"] for i in g):
        found = next((e.id for e in dossier.events if e.type == kind and _tells(e, report, words)), None)
        if found is not None:
            out[report, kind, words] = found
    return out


def _tells(event: LinkedEvent, report: str, words: str) -> bool:
    return any(t.report == report and words in t.words for t in event.evidence)


def _agreements(gold: Gold, dossier: Dossier) -> Found:
    out: Found = {}
    for (report,) in (tuple(i) for g in gold["agreements"] for i in g):
        found = next((t.id for t in dossier.agreements if report in t.reports), None)
        if found is not None:
            out[(report,)] = found
    return out


def _thread(row: Gold, dossier: Dossier) -> bool:
    return any(
        set(t.parties) == set(row["parties"]) and t.stage == row["stage"] and {s.stage for s in t.stage_history} >= set(row["stages"])
        for t in dossier.agreements
        if "report" not in row or row["report"] in t.reports
    )


def _dispute(row: Gold, dossier: Dossier) -> bool:
    """Whether one dispute has the same sides, voices, status and reports."""
    return any(
        d.event_type == row["event_type"]
        and set(d.actors) == set(row["actors"])
        and set(d.recipients) == set(row["recipients"])
        and {v.country for v in d.asserted_by} - {None} == set(row["asserted_by"])
        and {v.country for v in d.denied_by} - {None} == set(row["denied_by"])
        and d.status == row["status"]
        and set(d.reports) == set(row["reports"])
        for d in dossier.disputes
    )


def _ledger(row: Gold, dossier: Dossier) -> bool:
    return any(
        set(f.parties) == set(row["parties"])
        and f.area == row["area"]
        and {s.report for s in f.carried_out} == set(row["carried_out"])
        and {s.report for s in f.contradicted} == set(row["contradicted"])
        for f in dossier.follow_through
        if f.agreement is not None
    )


def _official(row: Gold, dossier: Dossier) -> bool:
    held = in_office(list(dossier.officials), row["as_of"])
    here = [o for o in held if o.country == row["country"] and office_key(o.office) == office_key(row["office"])]
    return len(here) == 1 and agree(here[0].holder, row["holder"]) == "full"
