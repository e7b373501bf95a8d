"""`classify`: the kind of event between two marked parties."""

from __future__ import annotations

import json
import sys

import typer

from dragoman.cli.common import utf8


def classify() -> None:
    """Say what kind of event one marked party of a sentence does to another, for sentences on standard input.

    Each line is a JSON object {"sentence", "source": [s, e] or null, "target": [s, e] or null}. One JSON object a line comes out, in the same order: {"type", "modes", "contexts", "modality", "scores"}; {"error"} for a line that
    cannot be used.
    """
    from dataclasses import asdict

    from dragoman.reading.classify import classify as ask
    from dragoman.reading.classify import marked

    utf8()
    failed = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            answer = asdict(next(ask([marked(line)])))
        except ValueError as error:
            failed += 1
            print(f"dragoman: line {number}: {error}", file=sys.stderr)
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(1)
