"""Exports, each opened by the tool that it is for."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import networkx
import pandas
import polars
import pytest

from dragoman.codebook.cameo import equivalent, intensity, mode_of, type_of
from dragoman.codebook.reliability import threshold
from dragoman.codebook.vocabulary import event_types, modes_of, quad_of
from dragoman.export import FORMATS
from dragoman.export.describe import described
from dragoman.export.flat import cell
from dragoman.export.tables import TABLES
from dragoman.model import Record
from dragoman.store import Store
from dragoman.store.queries import QUESTIONS
from tests.conftest import ROOT, lacking, stories
from tests.test_cli import run

TEXT = "Kenya and Uganda held talks in Kampala. Sudan accused Kenya of arming rebels. Chad will visit nobody. Ethiopian jets bombed a Somali village."


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "r.txt").write_text(TEXT)
    run("read", "--dossier", folder / "d.db", "--published", "2020-05-04", folder / "r.txt")
    return folder / "d.db"


@pytest.fixture(scope="module")
def events(story_dossier: Path) -> list[dict[str, Any]]:
    with Store(story_dossier) as store:
        return store.every("events")


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def test_cameo_rows_have_dyads_codes_and_who_stands_behind(dossier: Path, tmp_path: Path) -> None:
    run("export", "cameo", tmp_path / "e.csv", "--dossier", dossier)
    table = rows(tmp_path / "e.csv")
    talks = [r for r in table if r["plover"] == "CONSULT"]
    assert {(r["source"], r["target"]) for r in talks} == {("KEN", "UGA"), ("UGA", "KEN")}
    bombed = next(r for r in table if r["plover"] == "ASSAULT")
    assert (bombed["source"][:3], bombed["cameo"], bombed["quad"], bombed["standing"]) == ("ETH", "195", "4", "reported")
    arming = next(r for r in table if r["plover"] == "AID")
    assert (arming["standing"], arming["according_to"]) == ("attributed", "Sudan")
    run("export", "cameo", tmp_path / "f.csv", "--dossier", dossier, "--facts-only")
    assert {r["standing"] for r in rows(tmp_path / "f.csv")} == {"reported"}


def test_icews_rows(dossier: Path, tmp_path: Path) -> None:
    run("export", "icews", tmp_path / "e.csv", "--dossier", dossier)
    accused = next(
        r for r in rows(tmp_path / "e.csv") if r["Source Name"] == "Sudan" and r["Target Name"] == "Kenya" and float(r["Intensity"]) < 0
    )
    assert accused["Target Country"] == "Kenya"


def test_an_unknown_format_and_a_place_that_cannot_be_written(dossier: Path, tmp_path: Path) -> None:
    assert "cameo, icews" in run("export", "excel", tmp_path / "x", "--dossier", dossier, code=2).stderr
    assert "No such file" in run("export", "cameo", tmp_path / "no/where.csv", "--dossier", dossier, code=1).stderr
    (tmp_path / "file").touch()
    assert "name a folder" in run("export", "dcad", tmp_path / "file", "--dossier", dossier, code=1).stderr
    assert "name them with --between" in run("export", "brief", tmp_path / "b.docx", "--dossier", dossier, code=1).stderr
    listed = run("export").stdout
    assert all(name in listed for name in FORMATS)


def test_parquet_is_opened_by_polars_and_duckdb(story_dossier: Path, tmp_path: Path, events: list[dict[str, Any]]) -> None:
    run("export", "parquet", tmp_path / "t", "--dossier", story_dossier)
    assert {p.stem for p in (tmp_path / "t").iterdir()} == set(TABLES) == set(QUESTIONS)
    table = polars.read_parquet(tmp_path / "t/events.parquet")
    assert table["id"].to_list() == [e["id"] for e in events] and table["actors"].to_list() == [list(e["actors"]) for e in events]
    assert table.columns == [c.name for c in described()["events"]]
    found = duckdb.connect().execute(f"SELECT count(*) FROM '{tmp_path}/t/events.parquet' WHERE fact AND type = 'ASSAULT'").fetchall()
    assert found == [(sum(e["fact"] and e["type"] == "ASSAULT" for e in events),)]
    run("export", "parquet", tmp_path / "e.parquet", "--facts-only", "--dossier", story_dossier)
    sure = [e["fact"] and e["confidence"] >= threshold() for e in events]
    assert polars.read_parquet(tmp_path / "e.parquet")["fact"].to_list() == [True] * sum(sure) and sum(sure) < sum(
        e["fact"] for e in events
    )


def test_csv_is_opened_by_pandas(story_dossier: Path, tmp_path: Path, events: list[dict[str, Any]]) -> None:
    run("export", "csv", tmp_path / "t", "--dossier", story_dossier)
    table = pandas.read_csv(tmp_path / "t/events.csv")
    assert list(table["id"]) == [e["id"] for e in events] and list(table["fact"]) == [e["fact"] for e in events]
    texts = {r.report.id: r.report.text for r in stories()}
    for row in table.itertuples():
        spans = json.loads(row.words_spans)
        assert " … ".join(" ".join(texts[row.words_report][s:e].split()) for s, e in spans) == row.words
    for name in TABLES:
        heading = rows(tmp_path / "t" / f"{name}.csv")[:1] or [{}]
        assert list(heading[0]) in ([], [c.name for c in described()[name]])


def test_a_spreadsheet_runs_nothing() -> None:
    assert cell("=HYPERLINK(1)") == "'=HYPERLINK(1)" and cell(["@x", None]) == "'@x; " and cell(-1.5) == -1.5 and cell(True) == "true"


def test_json_lines_and_records(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "jsonl", tmp_path / "x.jsonl", "--dossier", story_dossier)
    with Store(story_dossier) as store:
        for name in TABLES:
            found = [r for r in lines(tmp_path / "x.jsonl") if r["table"] == name]
            plain = [{k: v for k, v in r.items() if k not in ("notes", "tags")} for r in found]
            assert plain == [{"table": name, **r} for r in store.every(name)]
    run("export", "records", tmp_path / "r.jsonl", "--dossier", story_dossier, "--since", "2022-01-01")
    read_back = [Record.from_json(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf8").splitlines()]
    assert read_back and {r.report.id for r in read_back} == {r.report.id for r in stories() if (r.report.published or "") >= "2022"}
    run("export", "records", tmp_path / "f.jsonl", "--dossier", story_dossier, "--facts-only")
    assert all(e["standing"] == "reported" for r in lines(tmp_path / "f.jsonl") for e in r["events"])


def test_json_ld_points_at_the_words(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "jsonld", tmp_path / "x.jsonld", "--dossier", story_dossier)
    graph = json.loads((tmp_path / "x.jsonld").read_text(encoding="utf8"))["@graph"]
    ids = {node["id"] for node in graph}
    texts = {f"urn:dragoman:report:{r.report.id}": r.report.text for r in stories()}
    notes = [node for node in graph if node["type"] == "Annotation"]
    assert notes
    for node in notes:
        assert node["body"] in ids and node["generator"] in ids and node["target"]["source"] in ids
        positions = [s for s in node["target"]["selector"] if s["type"] == "TextPositionSelector"]
        quotes = [s["exact"] for s in node["target"]["selector"] if s["type"] == "TextQuoteSelector"]
        text = texts[node["target"]["source"]]
        assert [" ".join(text[p["start"] : p["end"]].split()) for p in positions] == quotes
    claims = [n for n in graph if n.get("dragoman:standing") == "attributed"]
    assert claims and all(n.get("dragoman:fact") is not True for n in claims)
    sources = {d["id"] for n in graph for d in n.get("prov:wasDerivedFrom", ())}
    assert sources <= ids


def test_follow_the_money_holds_in_its_own_library(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "ftm", tmp_path / "x.ftm", "--dossier", story_dossier)
    found = lines(tmp_path / "x.ftm")
    ids = {e["id"] for e in found}
    assert {e["schema"] for e in found} >= {"Person", "Organization", "Position", "Occupancy", "Event", "Article"}
    for e in found:
        for name in ("holder", "post", "proof", "involved"):
            assert set(e["properties"].get(name, ())) <= ids
    try:
        from followthemoney import model
        from followthemoney.exc import InvalidData
    except ImportError:
        lacking("followthemoney")
    for e in found:
        proxy = model.get_proxy(e)  # takes valid values only
        assert set(proxy.to_dict()["properties"]) == set(e["properties"]), e
        try:
            proxy.schema.validate({"properties": e["properties"]})
        except InvalidData as error:
            pytest.fail(f"{e}: {error}")


def test_polecat_rows(story_dossier: Path, tmp_path: Path, events: list[dict[str, Any]]) -> None:
    run("export", "polecat", tmp_path / "x.tsv", "--dossier", story_dossier)
    table = rows(tmp_path / "x.tsv", "\t")
    assert {r["Event ID"] for r in table} == {e["id"] for e in events}
    assert {r["Event Type"] for r in table} <= set(event_types()) and {r["Quad Code"] for r in table} <= set("1234")
    sectors = {(r["Actor Country Code"], r["Actor Primary Sector"]) for r in table if r["Actor Code"]}
    assert any(sector == "MIL" for _, sector in sectors)


def test_dcad_has_agreements_by_area_and_pairs_by_year(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "dcad", tmp_path / "d", "--dossier", story_dossier)
    agreement = next(r for r in rows(tmp_path / "d/agreements.csv") if set(r["states"].split("; ")) == {"ETH", "KEN"})
    assert (agreement["signed"], agreement["ratified"], agreement["joint_exercises"], agreement["cyber"]) == (
        "2021-06-14",
        "2021-10-28",
        "1",
        "0",
    )
    years = {r["year"]: r for r in rows(tmp_path / "d/dyad_years.csv") if (r["state_a"], r["state_b"]) == ("ETH", "KEN")}
    assert (
        min(years) == "2021"
        and years["2021"]["signed"] == "1"
        and years["2022"]["signed"] == "0"
        and years["2022"]["signed_and_not_ended"] == "1"
    )
    assert years["2021"]["training"] == "1" and years["2021"]["in_force"] == "0"


def test_dyad_months_count_every_event_once(story_dossier: Path, tmp_path: Path, events: list[dict[str, Any]]) -> None:
    run("export", "dyads", tmp_path / "x.csv", "--dossier", story_dossier)
    table = rows(tmp_path / "x.csv")
    month = next(r for r in table if (r["state_a"], r["state_b"], r["month"]) == ("ETH", "KEN", "2021-03"))
    told = [
        e
        for e in events
        if {"ETH", "KEN"} == {*e["actor_countries"], *e["recipient_countries"]} and (e["date"] or e["published"]).startswith("2021-03")
    ]
    assert sum(int(v) for k, v in month.items() if "_" in k and not k.startswith("state")) == len(told)
    run("export", "dyads", tmp_path / "f.csv", "--dossier", story_dossier, "--facts-only")
    assert not any(k.startswith(("claims", "plans")) for k in rows(tmp_path / "f.csv")[0])


def test_the_network_is_opened_by_networkx(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "graphml", tmp_path / "x.graphml", "--dossier", story_dossier)
    graph = networkx.read_graphml(tmp_path / "x.graphml")
    edge = graph.get_edge_data("ETH", "KEN")
    of_both = "SELECT id FROM dossier_states WHERE kind = 'events' AND country IN ('ETH', 'KEN') GROUP BY id HAVING count(*) = 2"
    with closing(sqlite3.connect(story_dossier)) as db:
        told = len(db.execute(of_both).fetchall())
    assert graph.nodes["KEN"]["label"] == "Kenya" and sum(e["weight"] for e in edge.values()) == told > 5
    assert all(e["weight"] == e["facts"] + e["claims"] + e["plans"] for _, _, e in graph.edges(data=True))


def test_datasette_opens_a_dossier(story_dossier: Path, tmp_path: Path) -> None:
    run("export", "datasette", tmp_path / "m.json", "--dossier", story_dossier)
    command = [str(Path(sys.executable).parent / "datasette"), str(story_dossier), "-m", str(tmp_path / "m.json"), "--get"]

    def get(path: str) -> Any:
        done = subprocess.run([*command, path], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if ".json" in path else done.stdout

    name = story_dossier.stem
    tables = {t["name"]: t for t in get(f"/{name}.json")["tables"]}
    assert {"reports", "dossier_events", "dossier_agreements", "dossier_disputes"} <= set(tables)
    assert any(k["other_table"] == "dossier_events" for k in tables["dossier_disputes"]["foreign_keys"]["outgoing"])
    assert {v["name"] for v in get(f"/{name}.json")["views"]} == {"facts", "claims", "tellings"}
    page = get(f"/{name}/dossier_events")
    assert "how many independent sources stand behind it" in page
    facts = get(f"/{name}/facts.json?_shape=array")
    assert facts and "type" in facts[0]
    assert get(f"/{name}/texts.json?_search=agreement&_shape=array")


def test_every_column_is_described_in_the_documentation() -> None:
    assert [(t, c.name) for t, columns in described().items() for c in columns if not c.about] == []


def test_the_conversion_agrees_with_the_official_table(shared: Path) -> None:
    ours = {"1712": "destroy", "185": "targeted", "186": "targeted"}  # modes that PLOVER's list has under other names
    seen = 0
    for line in (shared / "reference/plover/CAMEO2PLOVER-2021.txt").read_text().splitlines():
        found = re.match(r"(\d+):\s*([A-Z]+),\s*([\w-]*)", line)
        if not found:
            continue
        code, kind, mode = found.groups()
        seen += 1
        assert type_of(code) == kind, line
        assert mode_of(code) == (mode if mode in modes_of(kind) else ours.get(code)), line
    assert seen > 200


def test_every_type_has_codes_that_lead_back_to_it() -> None:
    for kind in event_types():
        for modes in ((), *((m,) for m in modes_of(kind))):
            back = {type_of(c) for c in equivalent(kind, modes).codes}
            assert back <= {kind, "ACCUSE", "CONCEDE"} if (kind, modes) in ODD else back == {kind}, (kind, modes, back)
        assert (intensity(kind) < 0) == quad_of(kind).endswith("conflict") or kind == "REQUEST"
    assert equivalent("CONSULT", ("phone",)).exact and not equivalent("CONSULT", ("visit",)).exact


ODD = {("SANCTION", ("convict",)), ("RETREAT", ("resign",))}
"""PLOVER counts these otherwise than the conversion of their CAMEO codes does."""


def test_grounded_claims_stand_where_they_say_and_say_how_they_stand(story_dossier: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    run("export", "grounded", out, "--dossier", story_dossier)
    claims = [json.loads(line) for line in out.read_text(encoding="utf8").splitlines()]
    with Store(story_dossier) as store:
        texts = {r.report.id: r.report.text for r in store.records()}
        events, said = store.every("events"), store.every("statements")
    assert {c["kind"] for c in claims} == {"event", "stage", "statement"}
    assert [c["id"] for c in claims if c["kind"] == "event"] == [e["id"] for e in events for _ in e["evidence"]]
    assert [c["id"] for c in claims if c["kind"] == "statement"] == [f"{s['report']}/{s['id']}" for s in said]
    for c in claims:
        assert " … ".join(" ".join(texts[c["report"]][s:e].split()) for s, e in c["spans"]) == c["words"] and c["text"]
        assert c["standing"] in ("reported", "attributed", "disputed") and (c["standing"] != "disputed" or c["disputed_by"])
    run("export", "grounded", out, "--dossier", story_dossier, "--facts-only")
    facts = [json.loads(line) for line in out.read_text(encoding="utf8").splitlines()]
    assert {c["kind"] for c in facts} == {"event", "stage"} and {c["standing"] for c in facts} == {"reported"}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_runs_what_the_page_about_it_shows(story_dossier: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/r.md").read_text(encoding="utf8")
    (tmp_path / "page.R").write_text(page.split("```r\n")[1].split("```")[0], encoding="utf8")
    run("export", "csv", tmp_path / "tables", "--dossier", story_dossier)
    printed = subprocess.run(["Rscript", "page.R"], cwd=tmp_path, capture_output=True, text=True)
    assert printed.returncode == 0, printed.stderr
    with (tmp_path / "tables/events.csv").open(encoding="utf8") as file:
        facts = [row for row in csv.DictReader(file) if (row["fact"], row["uncertain"]) == ("true", "false")]
    counted = printed.stdout.split("\n\n")[0]
    assert sum(map(int, re.findall(r"\b\d+\b", counted))) == len(facts) and "verbal_cooperation" in counted
    assert "independent_sources" in printed.stdout
