"""How time and memory grow with the length of a report: reports of 5, 10, 20 and 40 thousand words, of prose and of the shortest statements.

    python benchmarks/growth.py [MOST_WORDS]

Prints seconds of processor time and MB at most for each, and over all of a kind the exponent of the growth of both: 1 is in proportion.
Memory is that beyond what reading anything takes.
"""

import math
import random
import resource
import sys
import time
from collections.abc import Callable

from dragoman.intake.source import Limits, Source
from dragoman.reading.read import read_source

STATES = ["Kenya", "Chad", "Libya", "Niger", "Iran", "Oman", "Iraq", "Turkey", "Armenia", "Russia", "India", "Vietnam"]
PEOPLE = ("Amina Odhiambo", "Idris Kallo", "Juan Carrasco", "Pham Minh", "Omar Haddad", "Lena Novak", "Ravi Menon", "Sara Aydin")
DEEDS = (
    "signed a protocol on border security with",
    "accused",
    "condemned",
    "held joint exercises with",
    "imposed sanctions on",
    "met officials of",
    "denied that it had attacked",
    "promised aid to",
)
LIMITS = Limits(words=10**9, characters=10**9, seconds=0)


def prose(words: int) -> str:
    """Paragraphs with deeds, dates, people and quotations."""
    r, out, n = random.Random(1), list[str](), 0
    while n < words:
        lines = [
            f"{r.choice(STATES)} {r.choice(DEEDS)} {r.choice(STATES)} on {r.choice(('Monday', 'Friday', '5 May 2021'))}, "
            f"{r.choice(('foreign', 'defence'))} minister {r.choice(PEOPLE)} told reporters in Nairobi. “We will keep our word,” he said."
            for _ in range(4)
        ]
        out.append(" ".join(lines))
        n += len(out[-1].split())
    return "\n\n".join(out)


def statements(words: int) -> str:
    """Nothing but the shortest statements, all in one paragraph."""
    r = random.Random(2)
    return " ".join(f"{r.choice(STATES)} said {r.choice(STATES)}." for _ in range(words // 3))


KINDS: dict[str, Callable[[int], str]] = {"prose": prose, "statements": statements}


def memory() -> float:
    """MB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exponent(sizes: list[int], values: list[float]) -> float:
    """The slope of a straight line through the logarithms."""
    x, y = [math.log(s) for s in sizes], [math.log(max(v, 1e-9)) for v in values]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / sum((a - mx) ** 2 for a in x)


def main() -> None:
    """Measure each length once, the shortest first, so that the most memory is that of the longest so far."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    sizes = [n for n in (5_000, 10_000, 20_000, 40_000) if n <= most]
    read_source(Source(prose(300), "warm"))  # weights and word lists are loaded
    base = memory()
    for kind, make in KINDS.items():
        seconds, held = [], []
        for n in sizes:
            text = make(n)
            began = time.process_time()
            record = read_source(Source(text, f"{kind} {n}", published="2021-05-05"), limits=LIMITS)
            seconds.append(time.process_time() - began)
            held.append(memory() - base)
            told = f"{len(record.events)} events, {len(record.statements)} statements"
            print(f"{kind:<11}{n:>7} words {seconds[-1]:>7.1f} s {memory():>6.0f} MB  {told}", flush=True)
        print(f"{kind:<11} time grows with the power {exponent(sizes, seconds):.2f}, memory with {exponent(sizes, held):.2f}", flush=True)


if __name__ == "__main__":
    main()
