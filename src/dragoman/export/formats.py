"""The formats that a dossier can be written in, each with what writes it and the tool that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dragoman.export import (
    brief,
    cameo,
    citations,
    corrections,
    datasette,
    dcad,
    dyads,
    ftm,
    gold,
    graph,
    grounded,
    jsonld,
    notes,
    polecat,
    setting,
    tables,
)
from dragoman.export.errors import ExportError
from dragoman.store import Store
from dragoman.store.filters import Filter
from dragoman.store.queries import View

Writer = Callable[[View, Path, Filter], int]


@dataclass(frozen=True)
class Format:
    """A format: what it is, and what writes it and returns how many rows were written."""

    about: str
    write: Writer


def _briefing(view: View, out: Path, f: Filter) -> int:
    if len(f.between) != 2:
        raise ExportError("a briefing is on two states; name them with --between")
    made = brief.briefing(view, f)
    setting.write(made, setting.form_of(out), out)
    return sum(len(s.lines) for s in made.sections)


FORMATS: dict[str, Format] = {
    "parquet": Format("every table of the dossier as Parquet, in a folder (polars, DuckDB, pandas, R)", tables.write_parquet),
    "csv": Format("every table of the dossier as CSV, in a folder (pandas, R, a spreadsheet)", tables.write_csv),
    "jsonl": Format("every row of the dossier as a line of JSON, with its table's name", tables.write_jsonl),
    "records": Format("the record of every report as a line of JSON, with corrections applied (schema dragoman/1)", tables.write_records),
    "grounded": Format(
        "every claim as a line of JSON for retrieval: sentence, words and where they stand, report, outlet, standing", grounded.write
    ),
    "jsonld": Format("events and agreements as JSON-LD: W3C Web Annotations for the words, PROV-O for who read them", jsonld.write),
    "ftm": Format("FollowTheMoney entities, one a line (Aleph, OpenSanctions' tools)", ftm.write),
    "polecat": Format("one row an event from actor to recipient, in the manner of POLECAT (tab-separated)", polecat.write),
    "cameo": Format("one row an event from source to target in CAMEO's codes (CSV)", cameo.write_cameo),
    "icews": Format("one row an event in the manner of ICEWS (CSV)", cameo.write_icews),
    "dcad": Format("agreements.csv and dyad_years.csv in a folder, in the manner of the Defense Cooperation Agreement Dataset", dcad.write),
    "dyads": Format("counts of events by pair of states, month and quad class (CSV)", dyads.write),
    "graphml": Format("a network of states, edges by quad class (networkx, Gephi, igraph)", graph.write),
    "datasette": Format("what each table and column means, for `datasette dragoman.db -m OUT`", datasette.write),
    "brief": Format("a briefing on two states as .docx, .html or Markdown; needs --between", _briefing),
    "corrections": Format(
        "what people corrected or found right, as lines of JSON: training and evaluation data, and what `dragoman import` reads",
        corrections.write,
    ),
    "ris": Format("the reports as they are cited, in RIS (Zotero, EndNote, Mendeley)", citations.write_ris),
    "bibtex": Format("the reports as they are cited, in BibTeX", citations.write_bibtex),
    "csl": Format("the reports as they are cited, in CSL JSON (pandoc, Zotero)", citations.write_csl),
    "gold": Format("what two coders settled, in a folder: gold data that `dragoman score field` reads", gold.write),
    "notes": Format("notes and tags by people, as lines of JSON", notes.write),
}


def write(store: Store, name: str, out: Path, f: Filter) -> int:
    """Write a dossier, and return how many rows were written.

    Args:
        name: a key of FORMATS.

    Raises:
        ExportError: the format cannot be written as asked.
        OSError: the file cannot be written.
    """
    with store.view(f) as view:
        return FORMATS[name].write(view, out, f)


__all__ = ["FORMATS", "ExportError", "Format", "write"]
