"""Users' own dictionaries: CSV, and actor, agent and verb files of PETRARCH."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.dictionaries import Coding, Dictionary, DictionaryError, load
from dragoman.codebook.dictionaries.actors import coding_of, form_of, read_actors, read_agents
from dragoman.codebook.dictionaries.verbs import read_verbs
from dragoman.intake import Source
from dragoman.reading.read import read_source
from tests.test_cli import run

ACTORS = """# comment
VERANIA_  [VER]  # a state
+REPUBLIC_OF_VERANIA
IVO_BASTIN_
+BASTIN
\t[IRNGOV 990101-080531]
\t[IRNOPP >20080601]
\t[ELI]
NORTHERN_LANCE [IRQREB 2004017-20061201]
OLD_LEAGUE [IRQ <1999]
THE_CLOUDS [---]
BROKEN_ONE [IRQGOV 123456789012]
""".splitlines()


def test_actor_files_keep_synonyms_and_dates() -> None:
    d = read_actors(ACTORS, "a.txt")
    assert d.code_of(("REPUBLIC", "OF", "VERANIA"), None) == "VER"
    assert d.code_of(("BASTIN",), "2005-03-01") == "IRNGOV"
    assert d.code_of(("IVO", "BASTIN"), "2010-01-01") == "IRNOPP"
    assert d.code_of(("IVO", "BASTIN"), None) == "ELI"
    assert d.code_of(("NORTHERN", "LANCE"), "2004-01-16") is None
    assert d.code_of(("NORTHERN", "LANCE"), "2004-01-17") == "IRQREB", "seven digits are a year and its day"
    assert d.code_of(("OLD", "LEAGUE"), "1999-12-31") == "IRQ"
    assert ("THE", "CLOUDS") not in d.actors
    assert d.problems == ["a.txt:12: [IRQGOV 123456789012]: 123456789012 is no date of four, six, seven or eight digits"]


def test_agent_files_know_plurals_and_sets() -> None:
    d = read_agents(
        ["!PERSON! = MAN, WOMEN", "BEEKEEPER [~AGR]", "ALUMNUS {ALUMNI} [~EDU]", "CAVALRY!PERSON! {} [~MIL]", "NOTHING"], "g.txt"
    )
    assert d.agents == {
        ("BEEKEEPER",): "AGR",
        ("BEEKEEPERS",): "AGR",
        ("ALUMNUS",): "EDU",
        ("ALUMNI",): "EDU",
        ("CAVALRYMAN",): "MIL",
        ("CAVALRYWOMEN",): "MIL",
    }
    assert d.problems == ["g.txt:5: a word and one code in brackets are wanted, not 'NOTHING'"]


def test_verb_files_know_forms_patterns_and_synonyms() -> None:
    lines = [
        "&WEAPON",
        "+RIFLE",
        "+FIELD_GUN",
        "",
        "---  HURL   [180]   ---",
        "HURL",
        "FLING {FLINGS FLUNG FLINGING }",
        "- * &WEAPON  [1711]",
        "- * DOWN &WEAPON  [0871]",
        "- NO CODE",
    ]
    d = read_verbs(lines, "v.txt")
    assert d.cameo_of(("REBELS", "HURLED", "STONES"), 1) == "180"
    assert d.cameo_of(("REBELS", "FLUNG", "THE", "RIFLE"), 1) == "1711"
    assert d.cameo_of(("REBELS", "FLUNG", "DOWN", "A", "FIELD", "GUN"), 1) == "0871"
    assert d.cameo_of(("REBELS", "SANG"), 1) is None
    assert len(d.problems) == 1 and d.problems[0].startswith("v.txt:10: a pattern wants")


@given(st.text(alphabet="ABC [<>]0123456789-~#+_\t\n", max_size=60))
def test_no_actor_file_breaks_the_reader(text: str) -> None:
    for read in (read_actors, read_agents):
        assert all(problem.startswith("x:") for problem in read(text.splitlines(), "x").problems)


@given(st.dates().map(lambda d: d.isoformat()))
def test_a_dated_code_holds_on_its_days_only(day: str) -> None:
    coding = Coding("IRN", "1990-01-01", "2010-12-31")
    assert coding.holds(day) == ("1990-01-01" <= day <= "2010-12-31")
    assert not coding.holds(None) and Coding("IRN").holds(None)


def test_codes_that_are_none() -> None:
    assert coding_of("---") is None
    with pytest.raises(ValueError, match="no code"):
        coding_of("not a code!")


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,code,aliases,since,until\nLance of the North,IRQREB,Northern Lance;The Lance,,\nJo Ash,USAGOV,,2020-01-01,soon\n")
    d = load(path)
    assert d.code_of(form_of("Northern Lance"), None) == "IRQREB"
    assert d.problems == ["own.csv:3: until 'soon' is no day (YYYY-MM-DD)"]


@pytest.mark.parametrize(("name", "text"), [("a.csv", "who,what\n"), ("a.txt", "just words\n")])
def test_what_is_no_dictionary(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DictionaryError, match=f"{name}:1: .*dictionary"):
        load(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match=r"none\.txt"):
        load(tmp_path / "none.txt")


def test_the_files_of_petrarch2_load_whole(shared: Path) -> None:
    out = Dictionary()
    for path in sorted((shared / "reference/petrarch2").glob("*.txt")):
        out.add(load(path))
    assert (len(out.actors), len(out.agents), len(out.verbs)) > (30_000, 5_000, 5_000)
    assert len(out.problems) <= 6, out.problems
    assert out.code_of(("KOFI", "ANNAN"), "2000-01-01") == "IGOUNO"


REPORT = """KHARTOUM, March 3, 2005 - Gunmen of the Northern Lance attacked the Sudanese army near Nyala on Tuesday.
Ivo Bastin condemned Sudan. Iranian beekeepers protested against the government of Sudan."""


def test_own_names_and_roles_code_the_actors_of_a_report() -> None:
    own = read_actors(["NORTHERN_LANCE [IRQREB]", "IVO_BASTIN [IRNGOV 990101-080531]", "[IRNOPP]"], "a")
    own.add(read_agents(["BEEKEEPER [~AGR]"], "g"))
    record = read_source(Source(text=REPORT, origin="t", published="2005-03-03"), own)
    codes = {a.name: a.code for a in record.actors}
    assert codes["Northern Lance"] == "IRQREB"
    assert codes["Ivo Bastin"] == "IRNGOV"
    assert codes["Iranian beekeepers"] == "IRNAGR"
    assert all(a.code != "IRQREB" for a in read_source(Source(text=REPORT, origin="t")).actors)


def test_actors_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("NORTHERN_LANCE [IRQREB]\nBAD [IRQ 1]\n")
    (tmp_path / "r.txt").write_text(REPORT)
    done = run("read", "--json", tmp_path / "r.txt", "--actors", tmp_path / "own.txt")
    assert "own.txt:2" in done.stderr
    assert "IRQREB" in {a["code"] for a in json.loads(done.stdout)["actors"]}
    refused = run("read", "--json", tmp_path / "r.txt", "--actors", tmp_path / "r.txt", code=2)
    assert "r.txt:1" in refused.stderr


STATES = """KESHTAN_ [KES]
+KESHTANI
MORVIA_ [MRV]
+MORVIAN
NON_GOVERNMENT [NGO]
HILL_GUARD [KESREB]
""".splitlines()


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Keshtani forces shelled Morvian villages on Monday.", {"KESMIL"}, {"MRV"}),
        ("Keshtan condemned Morvia for the raid on Monday.", {"KES"}, {"MRV"}),
        ("Soldiers from Morvia fired on a Keshtani boat on Monday.", {"MRVMIL"}, {"KES", "KESMIL"}),
        ("The Hill Guard attacked Morvian soldiers on Monday.", {"KESREB"}, {"MRVMIL"}),
    ],
)
def test_a_state_that_only_the_dictionary_knows(text: str, actors: set[str], recipients: set[str]) -> None:
    record = read_source(Source(text=text, origin="x"), own=read_actors(STATES, "a.txt"))
    codes = {a.id: a.code for a in record.actors}
    (event,) = record.events
    assert {codes[i] for i in event.actors} == actors and {codes[i] for i in event.recipients} <= recipients
    assert event.recipients and all(a.country is None and not a.affiliation for a in record.actors), "no ISO code is made up"


def test_its_name_is_the_one_listed_first_and_a_kind_of_actor_is_no_state() -> None:
    own = read_actors(STATES, "a.txt")
    record = read_source(
        Source(text="Keshtani police freed a Morvian sailor on Monday. Non Government asked Keshtan for aid.", origin="x"), own=own
    )
    named = {a.name: a for a in record.actors}
    assert "Morvia" in named and named["Morvia"].code == "MRV"
    assert all(a.kind != "government" for a in record.actors if a.code == "NGO")
