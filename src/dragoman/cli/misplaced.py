"""Options that stand where they do not belong: which command takes them, or which was meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

_OF_ALL = {"--help"}


def misplaced(arguments: list[str], command: Any, name: str = "dragoman") -> str | None:
    """What is wrong with the options of a command line, and what to write instead; None where each is known to its command.

    Args:
        command: the command or group of commands, as `typer.main.get_command` gives it.
    """
    below: dict[str, Any] = getattr(command, "commands", {})
    if below:
        return _of_group(arguments, command, name, below)
    own = _options(command)
    for given in _given(arguments):
        if given not in own and not any(o.startswith(given) for o in own):
            return _unknown(given, name, own)
    return None


def _of_group(arguments: list[str], command: Any, name: str, below: dict[str, Any]) -> str | None:
    for n, word in enumerate(arguments):
        if word.startswith("--") and word not in _options(command):
            option = word.partition("=")[0]
            takers = [key for key, c in below.items() if option in _all_options(c)]
            later = next((w for w in arguments[n + 1 :] if w in below), None)
            if later in takers:
                return f"{option} belongs after the command: {name} {later} {option} …"
            return _taken_by(option, name, takers)
        if word in below:
            return misplaced(arguments[n + 1 :], below[word], f"{name} {word}")
        if not word.startswith("-"):
            return None
    return None


def _unknown(option: str, name: str, own: set[str]) -> str:
    near = get_close_matches(option, sorted(own), n=2, cutoff=0.75)
    if near:
        return f"{option} is no option of `{name}`; did you mean {' or '.join(near)}?"
    from typer.main import get_command

    from dragoman.cli.main import app

    takers = [key for key, c in get_command(app).commands.items() if option in _all_options(c)]  # type: ignore[attr-defined]
    return _taken_by(option, name, takers)


def _taken_by(option: str, name: str, takers: list[str]) -> str:
    who = " and ".join([", ".join(f"`{t}`" for t in takers[:-1]), f"`{takers[-1]}`"] if len(takers) > 1 else [f"`{t}`" for t in takers])
    told = f"; {who} {'takes' if len(takers) == 1 else 'take'} it" if takers else ""
    return f"{option} is no option of `{name}`{told}; `{name} --help` lists what can be given"


def _given(arguments: list[str]) -> Iterator[str]:
    """Long options among arguments, up to a lone --."""
    for word in arguments:
        if word == "--":
            return
        if word.startswith("--"):
            yield word.partition("=")[0]


def _options(command: Any) -> set[str]:
    found = {o for p in command.params if p.param_type_name == "option" for o in (*p.opts, *p.secondary_opts)}
    return {o for o in found if o.startswith("--")} | _OF_ALL


def _all_options(command: Any) -> set[str]:
    """Options of a command, or of all in a group."""
    below = getattr(command, "commands", {}).values()
    return _options(command).union(*map(_all_options, below))
