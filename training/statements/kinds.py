"""Count how coders named the kinds of statement, by the kind of the rules and by the cue.

python -m training.statements.kinds GOLD/field training/corpus/field    # writes src/dragoman/codebook/data/kind_counts.json
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dragoman.intake.source import Source
from dragoman.reading.read import read_source
from dragoman.reading.statements import assemble
from dragoman.reading.statements.weighing import weighed_kind
from training.corpus.reading import DEVELOPMENT

TARGET = Path("src/dragoman/codebook/data/kind_counts.json")
_OVERLAP = 0.5
"""Share of common characters from which a statement read and one coded are the same."""
Spans = list[list[int]]


def main(folders: list[Path]) -> None:
    """Read the reports of some folders, the development slices left out, match statements by their content, and write the counts."""
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    cues: dict[str, Counter[str]] = defaultdict(Counter)
    for folder, index in ((f, i) for f in folders for i in sorted(f.glob("index_*.jsonl"))):
        for line in index.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            if row["id"][0] not in DEVELOPMENT:
                for by_rule, cue, kind in _coded(folder, row):
                    rules[by_rule][kind] += 1
                    cues[f"{by_rule} {cue}"][kind] += 1
    data = {"rules": rules, "cues": {k: v for k, v in cues.items() if k.partition(" ")[2].replace("-", "").isalpha() or k[-1] in ":-“"}}
    TARGET.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False, sort_keys=True) + "\n", encoding="utf8")


def _coded(folder: Path, row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The kind by the rules, the cue and the coded kind of every statement of one report that was read and coded."""
    text = (folder / row["file"]).read_bytes().decode("utf8")
    gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text(encoding="utf8"))
    asked: list[tuple[str, str]] = []

    def listening(by_rule: str, cue: str, shares: Any) -> str:
        asked.append((by_rule, cue))
        return weighed_kind(by_rule, cue, shares)

    source = Source(text=text, origin=row["id"], id=row["id"], outlet=row.get("outlet"), published=row.get("published"))
    with patch.object(assemble, "weighed_kind", listening):
        record = read_source(source)
    out = []
    for coded in gold.get("statements", []):
        spans = (coded.get("spans") or {}).get("content_text")
        if spans and coded.get("kind"):
            best = max(range(len(asked)), key=lambda i: _overlap(spans, record.statements[i].content), default=None)
            if best is not None and _overlap(spans, record.statements[best].content) >= _OVERLAP:
                out.append((*asked[best], coded["kind"]))
    return out


def _overlap(a: Spans, b: tuple[tuple[int, int], ...]) -> float:
    x, y = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(x & y) / len(x | y)


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]])
