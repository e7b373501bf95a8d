"""Build the canonical form of the corpus: `python -m training.corpus.build [SLICE …] [--out DIR] [--quiet]`."""

import argparse
import json
import sys
from pathlib import Path

from training.corpus.convert import gold, index_row
from training.corpus.form import Source, parse
from training.corpus.locate import FormError
from training.corpus.people import Gold
from training.corpus.validate import faults, hints

HERE = Path(__file__).parent
SRC, OUT = HERE / "src", HERE / "field"


def built(path: Path) -> tuple[Source, Gold]:
    """A source with its gold. Raises FormError where it breaks the form."""
    source = parse(path)
    coded = gold(source)
    wrong = faults(source.text, coded)
    if wrong:
        raise FormError("; ".join(wrong))
    return source, coded


def write(source: Source, coded: Gold, out: Path) -> None:
    """Write a report's text and gold below `out`."""
    for name, content in (("reports", source.text), ("gold", json.dumps(coded, ensure_ascii=False, indent=1) + "\n")):
        (out / name).mkdir(parents=True, exist_ok=True)
        suffix = ".txt" if name == "reports" else ".json"
        (out / name / (source.id + suffix)).write_text(content, encoding="utf8", newline="")


def build(slices: list[str], out: Path, quiet: bool = False) -> tuple[int, int]:
    """Convert every source of some slices, all where none is named; what is amiss goes to stderr. Returns how many were written and how many refused."""
    done = refused = 0
    for folder in sorted(p for p in SRC.iterdir() if p.is_dir() and (not slices or p.name in slices)):
        rows = []
        for path in sorted(folder.glob("*.txt")):
            try:
                source, coded = built(path)
            except FormError as e:
                print(f"{path.name}: {e}", file=sys.stderr)
                refused += 1
                continue
            if not quiet:
                for hint in hints(source, coded):
                    print(f"{path.name}: {hint}", file=sys.stderr)
            write(source, coded, out)
            rows.append(json.dumps(index_row(source), ensure_ascii=False))
            done += 1
        (out / f"index_{folder.name}.jsonl").write_text("".join(r + "\n" for r in rows), encoding="utf8")
    return done, refused


def main() -> int:
    """Build what the command line names; exit status 1 where a source was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slices", nargs="*", help="slices to build, all where none is named")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for reports/, gold/ and index_SLICE.jsonl")
    parser.add_argument("--quiet", action="store_true", help="no hints of what may have been overlooked")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    done, refused = build(args.slices, args.out, args.quiet)
    print(f"{done} built, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
