"""A process that reads for another one: a reader first, then reports, each answered; it ends when there are no more."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import IO

from dragoman.errors import SetupError

_SIZE = 8
"""Bytes that say how long a message is."""


def send(out: IO[bytes], message: bytes) -> None:
    """Write a message behind its length."""
    out.write(len(message).to_bytes(_SIZE, "big"))
    out.write(message)
    out.flush()


def receive(from_: IO[bytes]) -> bytes:
    """The next message. Raises EOFError where there is none, or only a part of one."""
    head = from_.read(_SIZE)
    message = from_.read(int.from_bytes(head, "big")) if len(head) == _SIZE else b""
    if len(head) < _SIZE or len(message) < int.from_bytes(head, "big"):
        raise EOFError
    return message


def main() -> None:
    """Read what comes on standard input; what libraries print goes to standard error, so that answers stay whole."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; who asked decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = sys.stdin.buffer
    reader = pickle.loads(receive(asked))
    while True:
        try:
            source = pickle.loads(receive(asked))
        except EOFError:
            return
        try:
            answer = reader.attempt(source)
        except SetupError as error:
            answer = error
        send(answers, pickle.dumps(answer))


if __name__ == "__main__":
    main()
