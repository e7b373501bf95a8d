"""Whether an installation and a dossier are whole: what `dragoman check` and `/healthz` tell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from dragoman.model.errors import SetupError, StoreError
from dragoman.store import Store
from dragoman.store.engine import is_url
from dragoman.store.health import Result, examine
from dragoman.version import __version__


def examined(dossier: str) -> list[Result]:
    """The installation, and the dossier where there is one. Nothing is raised: what cannot be opened is a result."""
    results = [
        Result("version", True, f"dragoman {__version__}, Python {sys.version.split()[0]}"),
        _tried("syntax", _syntax),
        _tried("weights", _weights),
    ]
    if not is_url(dossier) and not Path(dossier).exists():
        return [*results, Result("dossier", False, f"there is no dossier {dossier}; name one with --dossier")]
    try:
        with Store(dossier, create=False) as store:
            return [*results, *examine(store)]
    except StoreError as error:
        return [*results, Result("dossier", False, str(error))]


def _tried(name: str, look: Callable[[], str]) -> Result:
    try:
        return Result(name, True, look())
    except SetupError as error:
        return Result(name, False, str(error))


def _syntax() -> str:
    from dragoman.reading.syntax import pipeline

    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _weights() -> str:
    from dragoman.reading.encoder.model import encoder

    return f"those of the card, SHA-256 {encoder().card.sha256[:12]}"
