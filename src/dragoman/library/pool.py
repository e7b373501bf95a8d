"""Processes that read reports side by side. One that ends takes no report with it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.errors import SetupError
from dragoman.intake import Failure, Source
from dragoman.library.worker import receive, send
from dragoman.model.record import Record

if TYPE_CHECKING:
    from dragoman.library.reader import Reader

_AHEAD = 4
"""Reports a worker that are taken in before the first of them is given out."""
_TRIES = 2
_PATIENCE = 5
"""Seconds in which a process that no longer answers must have ended."""
_GONE = (EOFError, OSError, pickle.UnpicklingError)
"""What talking to a process that has ended comes to."""


class Pool:
    """Workers for a reader; use as a context manager. Each is a process of its own, started where there is work for it.

    They are started anew rather than forked, since weights that are loaded do not outlive a fork, and without `multiprocessing`, which would run
    the calling script once more.
    """

    def __init__(self, reader: Reader, workers: int) -> None:
        self._ahead = _AHEAD * workers
        self._reader = pickle.dumps(reader)
        self._threads = ThreadPoolExecutor(workers)  # one a process: it waits for its answers
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._started: list[subprocess.Popen[bytes]] = []
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            for process in self._started:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._started:
            process.communicate()

    def pairs(self, sources: Iterable[Source | Failure]) -> Iterator[tuple[Source | Failure, Record | Failure]]:
        """Each source with its result, in order. A failure is its own result."""
        waiting: deque[tuple[Source | Failure, Future[Record | Failure]]] = deque()
        for source in sources:
            waiting.append((source, self._threads.submit(self._result, source)))
            while waiting and (len(waiting) >= self._ahead or waiting[0][1].done()):
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)

    def _result(self, source: Source | Failure) -> Record | Failure:
        if isinstance(source, Failure):
            return source
        task = pickle.dumps(replace(source, meta=dict(source.meta)))
        ended = ""
        for _ in range(_TRIES):
            try:
                return self._asked(task)
            except _GONE:
                ended = self._end()
        why = f"the process that read it ended twice ({ended}); read it alone to see why, or with a lower --limit-words"
        return Failure(source.origin, why, source.place, source.sha256)

    def _asked(self, task: bytes) -> Record | Failure:
        """The answer of this thread's process. Raises what is wrong with the set-up, and _GONE where the process has ended."""
        process = getattr(self._mine, "process", None) or self._start()
        assert process.stdin is not None and process.stdout is not None
        send(process.stdin, task)
        answer: Record | Failure | SetupError = pickle.loads(receive(process.stdout))
        if isinstance(answer, SetupError):
            raise answer
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        """A process for this thread, which imports what is imported here and reads on one core."""
        path = os.pathsep.join(p for p in sys.path if p)
        env = {"OMP_NUM_THREADS": "1", **os.environ, "PYTHONPATH": path}
        with self._lock:
            if self._closed:
                raise EOFError
            command = [sys.executable, "-P", "-m", "dragoman.library.worker"]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
            self._started.append(process)
        self._mine.process = process
        assert process.stdin is not None
        send(process.stdin, self._reader)
        return process

    def _end(self) -> str:
        """Let go of this thread's process, and say how it ended."""
        process: subprocess.Popen[bytes] | None = self._mine.__dict__.pop("process", None)
        if process is None:
            return "it could not be started"
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        with self._lock:
            self._started.remove(process)
        code = process.returncode
        return f"exit code {code}" if code >= 0 else f"signal {-code}"


def _taken(waiting: deque[tuple[Source | Failure, Future[Record | Failure]]]) -> tuple[Source | Failure, Record | Failure]:
    """The first that waits, with its result."""
    source, result = waiting.popleft()
    return source, result.result()
