"""What the process does that takes a Parquet file apart: names of columns, then rows, one JSON object a line.

Run by path with the bytes that it may take; imports nothing of dragoman. Standard input holds the length of the file, the file, and a line
with the columns that are wanted.
"""

import io
import json
import os
import sys

_ROWS = 1024
_BYTES = 16 * 2**20
"""Of the rows that are taken out at once: their number is doubled and halved to keep near it."""


def main() -> None:
    """Names, rows, and at the end a row that is null; an error ends it."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        import resource

        limit = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        pass  # where there are no such limits, the number of rows is what bounds it
    try:
        _unpack()
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    except BaseException as error:  # a panic of the library is no Exception
        said = str(error).strip().split("\n", 1)[0][:300] if isinstance(error, Exception) else ""
        _tell({"error": said or "a part of it is not as the format asks; write it anew with the program it was made with"})


def _unpack() -> None:
    import polars

    data = sys.stdin.buffer.read(int(sys.stdin.buffer.readline()))
    _tell({"names": list(polars.read_parquet_schema(io.BytesIO(data)))})
    columns = json.loads(sys.stdin.buffer.readline())
    table = polars.scan_parquet(io.BytesIO(data)).select(columns)
    start, size = 0, 1
    while rows := table.slice(start, size).collect().rows():
        taken = 0
        for row in rows:
            values = [None if value is None else str(value) for value in row]
            taken += sum(len(value) for value in values if value)
            _tell({"row": values})
        start += len(rows)
        size = max(1, size // 2) if taken > _BYTES else min(_ROWS, 2 * size)
    _tell({"row": None})


def _tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
