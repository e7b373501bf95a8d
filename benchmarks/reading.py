"""How long reading takes beside a bare spaCy pass over the same texts, measured in one run on one core.

    python benchmarks/reading.py

Prints reports of 500 words a second, the ratio to bare spaCy with and without the encoder, and the most memory used.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.intake import Source
from dragoman.reading.encoder.model import encoder
from dragoman.reading.read import read_source
from dragoman.reading.syntax import parse, pipeline

ROUNDS = 5


def main() -> None:
    """Print the figures."""
    texts = [p.read_text(encoding="utf8") for p in sorted((Path(__file__).parent.parent / "examples/reports").glob("*.txt"))]
    words = sum(len(t.split()) for t in texts)
    nlp = pipeline()
    read = [Source(text=t, origin="benchmark") for t in texts]

    def bare() -> None:
        for text in texts:
            nlp(text)

    def whole() -> None:
        for source in read:
            read_source(source)

    docs = [parse(text) for text in texts]

    def encode() -> None:
        for doc in docs:
            encoder().read(doc)

    bare()
    whole()  # models and lexicons are loaded before the clock starts
    rounds = [(_seconds(bare), _seconds(whole), _seconds(encode)) for _ in range(ROUNDS)]
    ratio = sorted(b / a for a, b, _ in rounds)[ROUNDS // 2]
    without = sorted((b - c) / a for a, b, c in rounds)[ROUNDS // 2]
    best = min(b for _, b, _ in rounds)
    print(f"{words / 500 / best:.1f} reports of 500 words a second")
    print(f"{ratio:.2f} times a bare spaCy pass; {without:.2f} times without the encoder")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
