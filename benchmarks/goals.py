"""What starting, reading and memory cost, each beside its goal and beside what spaCy or Python alone cost in the same run.

    python benchmarks/goals.py [ROUNDS]

Seconds are of processor time, so that a busy machine changes them little, but for the reports a second, which two processes read side by
side. Every process has one thread.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve()
REPORTS = sorted((HERE.parent.parent / "examples/reports").glob("*.txt"))
WORDS = sum(len(p.read_text(encoding="utf8").split()) for p in REPORTS)
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "dragoman-benchmark"),
}
"""As where dragoman is installed: with byte code that was compiled before."""
DRAGOMAN = ("-c", "from dragoman.cli import main; main()")
PASSES = 3
"""How often a worker reads all reports after it has read them once."""


@dataclass(frozen=True)
class Cost:
    """What a process cost: processor seconds, and MB at most."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Line:
    """A figure, its goal, and what it is measured against."""

    name: str
    figure: float
    unit: str
    goal: float
    beside: str
    most: bool = True
    """whether the goal is the most that it may be"""

    def __str__(self) -> str:
        reached = self.figure <= self.goal if self.most else self.figure >= self.goal
        bound = "at most" if self.most else "at least"
        return (
            f"{self.name:<28}{self.figure:>8.2f} {self.unit:<32} goal {bound} {self.goal:g}: {'yes' if reached else 'no ':<4} {self.beside}"
        )


def cost(*command: str) -> Cost:
    """What a Python process costs.

    Raises:
        SystemExit: it failed.
    """
    with subprocess.Popen([sys.executable, *command], env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(rounds: int, *command: str) -> Cost:
    """The least that a process costs in some rounds."""
    return min((cost(*command) for _ in range(rounds)), key=lambda c: c.seconds)


def work(kind: str, passes: int) -> None:
    """What a worker does: read all reports, or have spaCy parse them."""
    from dragoman.reading.syntax import pipeline

    texts = [p.read_text(encoding="utf8") for p in REPORTS]
    if kind == "spacy":
        nlp = pipeline()
        for text in texts * passes:
            nlp(text)
        return
    from dragoman.intake import Source
    from dragoman.reading.read import read_source

    for text in texts * passes:
        read_source(Source(text=text, origin="benchmark"))


def per_second(workers: int) -> float:
    """Reports of 500 words a second that some workers read side by side, what they load left out."""
    spent = []
    for passes in (1, 1 + PASSES):
        began = time.perf_counter()
        running = [subprocess.Popen([sys.executable, str(HERE), "work", "whole", str(passes)], env=ENVIRONMENT) for _ in range(workers)]
        if any(process.wait() for process in running):
            raise SystemExit("a worker failed")
        spent.append(time.perf_counter() - began)
    return workers * PASSES * WORDS / 500 / max(spent[1] - spent[0], 1e-9)


def measured(rounds: int) -> list[Line]:
    """All figures, after one round that compiles."""
    cost(*DRAGOMAN, "read", "--json", str(REPORTS[0]))
    cost(*DRAGOMAN, "--help")
    bare, help_ = least(rounds, "-c", "pass"), least(rounds, *DRAGOMAN, "--help")
    one = f"from dragoman.reading.syntax import pipeline; pipeline()(open({str(REPORTS[0])!r}, encoding='utf8').read())"
    parser, cold = least(rounds, "-c", one), least(rounds, *DRAGOMAN, "read", "--json", str(REPORTS[0]))
    once, more = ({kind: least(rounds, str(HERE), "work", kind, str(n)) for kind in ("spacy", "whole")} for n in (1, 1 + PASSES))
    spacy, whole = ((more[kind].seconds - once[kind].seconds) / PASSES for kind in ("spacy", "whole"))
    memory = more["whole"].memory
    rate = f"{2 * WORDS / 500 / whole:.2f} by processor time; {os.cpu_count()} cores"
    return [
        Line("--help", help_.seconds, "s", 0.15, f"{help_.seconds / bare.seconds:.1f} times Python that does nothing"),
        Line("one report, cold", cold.seconds, "s", 1.5, f"{cold.seconds / parser.seconds:.2f} times spaCy alone, cold"),
        Line("whole reading", whole / spacy, "times a bare spaCy pass", 1.3, f"{whole:.2f} s against {spacy:.2f} s"),
        Line("memory of a worker", memory, "MB", 700, f"{memory / more['spacy'].memory:.2f} times spaCy alone"),
        Line("two workers", per_second(2), "reports of 500 words a second", 8, rate, most=False),
    ]


def main() -> None:
    """Print a line for each goal."""
    if sys.argv[1:2] == ["work"]:
        work(sys.argv[2], int(sys.argv[3]))
        return
    for line in measured(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        print(line)


if __name__ == "__main__":
    main()
