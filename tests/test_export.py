"""Events in the codes of older data sets."""

import csv
import re
from pathlib import Path

import pytest

from dragoman.codebook.cameo import equivalent, intensity, mode_of, type_of
from dragoman.codebook.vocabulary import event_types, modes_of, quad_of
from tests.test_cli import run

TEXT = "Kenya and Uganda held talks in Kampala. Sudan accused Kenya of arming rebels. Chad will visit nobody. Ethiopian jets bombed a Somali village."


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "r.txt").write_text(TEXT)
    run("read", "--dossier", folder / "d.db", "--published", "2020-05-04", folder / "r.txt")
    return folder / "d.db"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def test_cameo_rows_have_dyads_codes_and_who_stands_behind(dossier: Path, tmp_path: Path) -> None:
    run("export", "cameo", tmp_path / "e.csv", "--dossier", dossier)
    table = rows(tmp_path / "e.csv")
    talks = [r for r in table if r["plover"] == "CONSULT"]
    assert {(r["source"], r["target"]) for r in talks} == {("KEN", "UGA"), ("UGA", "KEN")}
    bombed = next(r for r in table if r["plover"] == "ASSAULT")
    assert (bombed["source"][:3], bombed["cameo"], bombed["quad"], bombed["standing"]) == ("ETH", "195", "4", "reported")
    arming = next(r for r in table if r["plover"] == "AID")
    assert arming["standing"] == "attributed"
    run("export", "cameo", tmp_path / "f.csv", "--dossier", dossier, "--facts-only")
    assert {r["standing"] for r in rows(tmp_path / "f.csv")} == {"reported"}


def test_icews_rows(dossier: Path, tmp_path: Path) -> None:
    run("export", "icews", tmp_path / "e.csv", "--dossier", dossier)
    accused = next(r for r in rows(tmp_path / "e.csv") if r["Source Name"] == "Sudan")
    assert accused["Target Country"] == "Kenya" and float(accused["Intensity"]) < 0


def test_an_unknown_format_and_a_place_that_cannot_be_written(dossier: Path, tmp_path: Path) -> None:
    assert "cameo, icews" in run("export", "excel", tmp_path / "x", "--dossier", dossier, code=2).stderr
    assert "No such file" in run("export", "cameo", tmp_path / "no/where.csv", "--dossier", dossier, code=1).stderr


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
