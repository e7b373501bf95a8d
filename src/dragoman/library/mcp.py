"""A server of the Model Context Protocol on standard input and output: a dossier's questions as tools that read and never write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Annotated, Any

from pydantic import Field

from dragoman.errors import DragomanError, SetupError
from dragoman.library.dossier import OpenDossier
from dragoman.library.questions import MOST, Answer, Questions
from dragoman.version import __version__

_ABOUT = (
    "A dossier of news reports about how states deal with one another. Nothing in it is true because it is there: `standing` says whether an outlet reports"
    " a thing in its own voice (reported), only a source says so (attributed, by whom in `according_to`) or somebody denies it (disputed, `disputed_by`);"
    " `modality` whether it was planned, hypothetical or said not to have happened. Quote `evidence`: the words, with report and outlet."
)
State = Annotated[str, Field(description="a state by its English name or ISO 3166 alpha-3 code")]
Day = Annotated[str, Field(description="YYYY-MM-DD; YYYY-MM and YYYY where a time begins or ends")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="rows at most; `total` says how many there are")]


def serve(dossier: OpenDossier) -> None:
    """Answer until standard input ends.

    Raises:
        SetupError: the package `mcp` is not installed, or is older than its second version.
    """
    try:
        server = import_module("mcp.server").MCPServer
        refused = import_module("mcp.server.mcpserver.exceptions").ToolError
        hints = import_module("mcp.types").ToolAnnotations(read_only_hint=True, open_world_hint=False)
    except (ImportError, AttributeError) as error:
        raise SetupError("the package mcp, version 2 or newer, is not installed; install it with `pip install 'mcp>=2.0'`") from error
    made = server("dragoman", version=__version__, instructions=_ABOUT, log_level="WARNING")
    for tool in tools(Questions(dossier)):
        made.tool(annotations=hints)(_telling(tool, refused))
    made.run("stdio")


def _telling(tool: Callable[..., Answer], refused: type[Exception]) -> Callable[..., Answer]:
    """A tool whose refusals reach who asked, as they are written for people."""

    @wraps(tool)
    def told(**given: Any) -> Answer:
        try:
            return tool(**given)
        except DragomanError as error:
            raise refused(str(error)) from None

    return told


def tools(questions: Questions) -> list[Callable[..., Answer]]:
    """The functions that are offered; their docstrings and types say what they take."""

    def search(words: str, limit: Limit = 10) -> Answer:
        """Find reports, statements, events and people that have all of some words."""
        return questions.search(words, limit)

    def events_between(
        a: State, b: State, since: Day | None = None, until: Day | None = None, facts_only: bool = False, limit: Limit = 20
    ) -> Answer:
        """What two states did to, with or for each other, newest first: with modality, standing, who says so, who denies it, and the words."""
        return questions.ask("events", limit, between=(a, b), since=since, until=until, facts_only=facts_only)

    def agreements(a: State, b: State | None = None, limit: Limit = 20) -> Answer:
        """Agreements of a state, or of two with each other, each with its stages from draft to end and the words for each stage."""
        return questions.ask("agreements", limit, **_states(a, b))

    def disputes(a: State | None = None, b: State | None = None, limit: Limit = 20) -> Answer:
        """What one side says and another denies: who asserts it, who denies it, and the words."""
        return questions.ask("disputes", limit, **(_states(a, b) if a else {}))

    def officials(state: State, day: Day, limit: Limit = 20) -> Answer:
        """Who held which office of a state on a day, as far as reports show."""
        return questions.ask("officials", limit, state=state, as_of=day)

    def changes(since: Day, a: State | None = None, b: State | None = None, limit: Limit = 20) -> Answer:
        """What became new, changed or went in the dossier since a day, perhaps between two states."""
        return questions.changes(since, (a, b) if a and b else None, limit)

    return [search, events_between, agreements, disputes, officials, changes]


def _states(a: str, b: str | None) -> dict[str, Any]:
    return {"between": (a, b)} if b else {"state": a}
