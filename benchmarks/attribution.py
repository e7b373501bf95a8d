"""dragoman and textacy's quotation extraction on the same reports, in one run.

    python benchmarks/attribution.py PATH/polnear_dev.jsonl

textacy finds direct quotations with speaker and cue; a report on which it raises an exception counts as one without quotations.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import spacy
from textacy.extract import direct_quotations  # type: ignore[import-untyped,import-not-found,unused-ignore]

from dragoman.evaluation.attribution import Attribution, figures, tally_report
from dragoman.evaluation.attribution import found as found_by_dragoman
from dragoman.intake import Source
from dragoman.reading.read import read_source
from dragoman.reading.syntax import DEFAULT_MODEL


def main() -> None:
    """Print both rows of figures."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf8").splitlines() if line.strip()]
    nlp = spacy.load(DEFAULT_MODEL)
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    raised = 0
    for row in rows:
        tally_report(ours, row, found_by_dragoman(read_source(Source(text=row["text"], origin="gold"))))
        try:
            found = [_attribution(q) for q in direct_quotations(nlp(row["text"]))]
        except Exception:  # textacy raises what it likes
            raised += 1
            found = []
        tally_report(theirs, row, found)
    for name, tally in (("dragoman", ours), ("textacy", theirs)):
        print(name, " ".join(f"{key}={value:.1f}" for key, value in figures(tally).items()))
    print(f"textacy raised an exception on {raised} of {len(rows)} reports")


def _attribution(quote: object) -> Attribution:
    """textacy's (speaker, cue, content) as character spans."""

    def span(tokens: object) -> list[tuple[int, int]]:
        listed = list(tokens)  # type: ignore[call-overload]
        return [(listed[0].idx, listed[-1].idx + len(listed[-1]))] if listed else []

    return {"source": span(quote.speaker), "cue": span(quote.cue), "content": span(quote.content)}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
