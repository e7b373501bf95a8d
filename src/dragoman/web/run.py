"""The server."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
from dataclasses import replace

import uvicorn

from dragoman.store import Store
from dragoman.terminal.log import Log
from dragoman.web.app import create_app
from dragoman.web.render import load
from dragoman.web.settings import Settings

_TURN = 0.0005
"""Seconds after which a thread lets another go on: each row that is read of a database is a turn given away, and has to be waited for again."""
_OBJECTS = 50_000
"""Objects made before memory is searched for what is not used: answers are made of many that live as long as they, and each search costs time."""


def is_local(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def run(
    store: Store,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    token: str | None,
    read_only: bool,
    log: Log,
    uncertain_below: float | None = None,
) -> None:
    """Serve until Ctrl-C; says where once it listens.

    Raises:
        SystemExit: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP, so that asyncio sends small answers at once
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"dragoman: {host}:{port} cannot be listened on ({error.strerror}); give another --port, or 0 for any"
            ) from None
        listener.listen(128)
        port = listener.getsockname()[1]
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        reached = {shown, *names} | ({"localhost", "127.0.0.1"} if is_local(host) else set())
        hosts = frozenset(h if h.rpartition(":")[2].isdigit() and not h.endswith("]") else f"{h}:{port}" for h in reached)
        print(f"open http://{shown}:{port}/ in a browser; Ctrl-C ends it", flush=True)
        settings = Settings(hosts | frozenset(names), token, read_only or store.read_only, log)
        if uncertain_below is not None:
            settings = replace(settings, uncertain_below=uncertain_below)
        app = create_app(store, settings)
        load()
        gc.collect()
        gc.freeze()
        gc.set_threshold(_OBJECTS)
        sys.setswitchinterval(_TURN)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, date_header=True))
        server.run(sockets=[listener])
