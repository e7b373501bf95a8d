"""How often a name alone has the right state first, among the states of which a report has people.

    python -m training.names.measure training/corpus/field --slices z

Only reports with people of two to four states are asked: with one there is nothing to choose.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.reading.entities.name_states import name_odds

STRONG = 3.0
"""Times likelier than another state from which a name speaks strongly."""


def people_of(folders: list[Path], slices: str) -> Iterator[tuple[str, str, list[str]]]:
    """Name, state, and the states that come into question, for everybody whose state a coder gave."""
    for path in sorted(path for folder in folders for path in (folder / "gold").glob("*.json")):
        people = json.loads(path.read_text(encoding="utf8")).get("people", []) if path.name[0] in slices else []
        told = [(str(p["name"]), str(p["country"])) for p in people if p.get("country")]
        states = sorted({state for _, state in told})
        if 2 <= len(states) <= 4:
            yield from ((name, state, states) for name, state in told)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--slices", default="efghijlmnopqrstuvwxyab", help="first letters of the reports that are asked")
    args = parser.parse_args()
    c: Counter[str] = Counter()
    for name, state, states in people_of(args.folders, args.slices):
        odds = name_odds(name, states)
        other = max(odds[s] for s in states if s != state)
        c["people"] += 1
        c["right first"] += odds[state] > other
        c["strongly wrong"] += other > STRONG * odds[state]
    share = {k: f"{100 * c[k] / max(1, c['people']):.1f}" for k in ("right first", "strongly wrong")}
    print(f"{c['people']} people, right first {share['right first']}, strongly wrong {share['strongly wrong']} of 100")


if __name__ == "__main__":
    main()
