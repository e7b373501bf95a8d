"""A log for machines: one JSON object a line, of what was read, what failed and what was asked of the server."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TextIO

_ODD = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What JSON need not write as an escape, and what ends a line for some programs, steers a terminal or turns the direction of writing."""


class Log:
    """Writes to the end of a file, line by line; without a file it keeps nothing. Threads may share one.

    Raises:
        OSError: the file cannot be written to.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file: TextIO | None = path.open("a", encoding="utf8", errors="backslashreplace") if path is not None else None
        self._lock = Lock()

    def write(self, event: str, **fields: object) -> None:
        """One line: when, what, and the fields."""
        if self._file is None:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"at": at, "event": event, **fields}, ensure_ascii=False, default=str)
        line = _ODD.sub(lambda m: f"\\u{ord(m[0]):04x}", line)
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
