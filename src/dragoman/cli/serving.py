"""`serve` and `mcp`: the dossier in a browser, and for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.common import DEFAULT, BelowOption, DossierOption, LogOption, fail, logging, opened


def serve(
    dossier: DossierOption = DEFAULT,
    port: Annotated[int, typer.Option(help="The port to listen on; 0 for any that is free.", min=0, max=65535)] = 8321,
    host: Annotated[str, typer.Option(help="The address to listen on. Beyond this machine a token is asked for.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(help="A host name by which the server is reached besides the address; repeatable.")
    ] = None,
    token: Annotated[
        str | None, typer.Option(envvar="DRAGOMAN_TOKEN", help="Whoever has no token is turned away.", show_envvar=True)
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody correct or upload.")] = False,
    log: LogOption = None,
    uncertain_below: BelowOption = None,
) -> None:
    """Open the dossier in a browser, on this machine only unless told otherwise."""
    from dragoman.web.run import is_local, run

    if not is_local(host) and not token:
        raise fail("beyond this machine a token is needed: give --token, or set DRAGOMAN_TOKEN")
    with opened(dossier, create=True) as store, logging(log) as lines:
        run(
            store,
            host=host,
            port=port,
            names=tuple(name or ()),
            token=token,
            read_only=read_only,
            log=lines,
            uncertain_below=uncertain_below,
        )


def mcp(dossier: DossierOption = DEFAULT) -> None:
    """Answer an assistant's questions to the dossier by the Model Context Protocol, on standard input and output; nothing is written. Needs the extra `mcp`."""
    from dragoman.library.dossier import open_dossier
    from dragoman.library.mcp import serve as answer

    with open_dossier(dossier) as opened_:
        answer(opened_)
