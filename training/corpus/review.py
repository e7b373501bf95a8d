"""What to read again: `python -m training.corpus.review [SLICE …]` lists sentences in which nothing is coded, and dates that contradict their weekday."""

import re
import sys
from collections.abc import Iterator
from datetime import date

from training.corpus.build import SRC, built
from training.corpus.form import Source
from training.corpus.locate import FormError, Span, occurrences
from training.corpus.people import Gold

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?=\s|$)|\n|$)")
_SHORTEST = 25


def uncoded(source: Source, gold: Gold) -> Iterator[str]:
    """Sentences that no statement, event, agreement, header or furniture touches."""
    spans = list(_coded(source.text, gold))
    for match in _SENTENCE.finditer(source.text):
        words = match.group().strip()
        if len(words) >= _SHORTEST and not any(a < match.end() and b > match.start() for a, b in spans):
            yield f"nothing coded in: {words[:120]}"


def _coded(text: str, gold: Gold) -> Iterator[Span]:
    for statement in gold["statements"]:
        yield from statement["spans"]["content_text"]
    for item in (*gold["events"], *gold["agreements"]):
        yield item["spans"]["evidence"]
    for words in (*gold["boilerplate"], *gold["repeats"], *gold["captions"], *(w for w in gold["header"].values() if w)):
        yield from ((a, a + len(words)) for a in occurrences(text, words))


def misdated(gold: Gold) -> Iterator[str]:
    """Events whose evidence names one weekday, and whose date is another or none."""
    for event in gold["events"]:
        named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", event["evidence"])]
        if len(named) == 1 and _weekday(event["date"]) != named[0]:
            yield f"{named[0]}, dated {event['date']}: {event['evidence'][:100]}"


def _weekday(day: str | None) -> str | None:
    whole = day and len(day) == len("2000-01-01") and day.replace("-", "").isdigit()
    return WEEKDAYS[date.fromisoformat(day).weekday()] if day and whole else None


def main(slices: list[str]) -> int:
    """Print what to read again in the sources of some slices, all where none is named; exit status 1 where a source is refused."""
    refused = 0
    for path in sorted(SRC.glob("*/*.txt")):
        if slices and path.parent.name not in slices:
            continue
        try:
            source, gold = built(path)
        except FormError as e:
            print(f"{path.name}: {e}", file=sys.stderr)
            refused += 1
            continue
        for hint in (*uncoded(source, gold), *misdated(gold)):
            print(f"{path.name}: {hint}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
