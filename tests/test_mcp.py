"""The server for assistants, asked over standard input and output as an assistant asks it."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dragoman
from dragoman.library import mcp as served
from tests.conftest import lacking
from tests.test_cli import COMMAND

if TYPE_CHECKING:
    from mcp.client import Client

Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def talk(dossier: Path, questions: Callable[[Ask, "Client"], Coroutine[Any, Any, None]]) -> None:
    """Start the command and ask it."""
    try:
        from mcp.client import Client
        from mcp.client.stdio import StdioServerParameters
    except ImportError:
        lacking("mcp")

    async def all_of_it() -> None:
        server = StdioServerParameters(command=COMMAND[0], args=["mcp", "--dossier", str(dossier)], env={**os.environ})
        async with Client(server) as client:

            async def ask(tool: str, **given: Any) -> dict[str, Any]:
                result = await client.call_tool(tool, given)
                text = result.content[0].text  # type: ignore[union-attr]
                return {"error": text} if result.is_error else json.loads(text)

            await questions(ask, client)

    asyncio.run(all_of_it())


def test_every_question_is_answered_with_words_report_and_outlet(story_dossier: Path) -> None:
    before = sha256(story_dossier.read_bytes()).hexdigest()
    with dragoman.open(story_dossier) as dossier:
        events = dossier.events(between=("Kenya", "Ethiopia"))
        outlets = {r.report.id: r.report.outlet for r in dossier.records()}
        in_office = {o.holder for o in dossier.officials(state="Kenya", as_of="2022-02-20")}

        async def questions(ask: Ask, client: "Client") -> None:
            listed = (await client.list_tools()).tools
            assert {t.name for t in listed} == {"search", "events_between", "agreements", "disputes", "officials", "changes"}
            assert all(t.annotations and t.annotations.read_only_hint and t.description for t in listed)
            found = await ask("events_between", a="Kenya", b="ETH", limit=3)
            assert found["total"] == len(events) > 3 and [r["id"] for r in found["rows"]] == [e.id for e in events][:-4:-1]
            agreed = await ask("agreements", a="Kenya", b="Ethiopia")
            assert agreed["rows"] and all(s["evidence"] for r in agreed["rows"] for s in r["stages"])
            disputed = await ask("disputes")
            assert disputed["total"] == len(dossier.disputes) and disputed["rows"][0]["denied_by"]
            for row in (*found["rows"], *agreed["rows"], *disputed["rows"]):
                assert row["evidence"] and all(e["words"] and e["outlet"] == outlets[e["report"]] for e in row["evidence"])
            held = await ask("officials", state="Kenya", day="2022-02-20", limit=50)
            assert {r["holder"] for r in held["rows"]} == in_office
            hits = await ask("search", words="protocol", limit=2)
            assert len(hits["rows"]) == 2 < hits["total"] and all("protocol" in r["words"].lower() and r["outlet"] for r in hits["rows"])
            new = await ask("changes", since="2000-01-01", a="Kenya", b="Ethiopia", limit=5)
            assert len(new["rows"]) == 5 < new["total"] and {r["what"] for r in new["rows"]} == {"new"}

        talk(story_dossier, questions)
    assert sha256(story_dossier.read_bytes()).hexdigest() == before


def test_wrong_questions_say_what_is_wrong(story_dossier: Path) -> None:
    async def questions(ask: Ask, client: "Client") -> None:
        assert "Atlantis" in (await ask("events_between", a="Kenya", b="Atlantis"))["error"]
        assert "soon" in (await ask("changes", since="soon"))["error"]
        assert "50" in (await ask("disputes", limit=51))["error"]
        assert (await ask("search", words="no such words at all"))["rows"] == []

    talk(story_dossier, questions)


def test_without_a_dossier_or_the_package_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.run([*COMMAND, "mcp", "--dossier", tmp_path / "none.db"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 1 and "there is no dossier" in done.stderr and done.stdout == ""
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with dragoman.open([]) as dossier, pytest.raises(dragoman.SetupError, match="pip install"):
        served.serve(dossier)
