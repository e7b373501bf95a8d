"""The rows of a Parquet file, taken out by a process of their own.

What a Parquet file unpacks to cannot be told before it is unpacked, and the library that does so ends the whole process where memory is
refused to it. So it runs in one that may have little, and whose end costs only this file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from dragoman.intake.source import InputError

_MEMORY = 2 * 2**30
"""Bytes that the process may have."""
_MOST = 512 * 2**20
"""Characters of all values of a file."""
_RATIO = 200
"""Times as large as packed that a file may be once unpacked, where that is more than _FREE."""
_FREE = 16 * 2**20
_CODE = Path(__file__).with_name("unpacking.py")


class Table:
    """A Parquet file in memory; use as a context manager.

    Raises:
        InputError: it is broken, or unpacks to too much.
    """

    def __init__(self, data: bytes) -> None:
        self._most = min(_MOST, max(_FREE, _RATIO * len(data)))
        command = [sys.executable, "-I", str(_CODE), str(_MEMORY)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._out: IO[bytes] = self._process.stdout
        try:
            self._process.stdin.write(b"%d\n" % len(data) + data)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # what it says, or that it says nothing, is told below
        try:
            self.names: list[str] = self._line("names")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._out):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                pass
        self._process.wait()

    def rows(self, columns: list[str]) -> Iterator[Mapping[str, str | None]]:
        """Every row by name of column.

        Raises:
            InputError: it is broken, or unpacks to too much; rows before that have been given.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(columns).encode() + b"\n")
        self._process.stdin.flush()
        total = 0
        while (row := self._line("row")) is not None:
            total += sum(len(value) for value in row if value)
            if total > self._most:
                raise InputError(
                    f"it unpacks to far more than its size, or to more than {_MOST // 2**20} MiB; what came before that was read"
                )
            yield dict(zip(columns, row, strict=True))

    def _line(self, key: str) -> Any:
        line = self._out.readline(_MOST)
        try:
            told = json.loads(line)
        except ValueError:
            raise InputError("it is a broken Parquet file, or unpacks to more memory than one file may have") from None
        if "error" in told:
            raise InputError(f"it is a broken Parquet file ({told['error']})")
        return told[key]
