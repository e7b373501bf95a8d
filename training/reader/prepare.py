"""Parse and code the reports that the reader is trained on, and keep them.

python -m training.reader.prepare FOLDER... --out FILE.pkl [--slices efgh] [--sentences]
"""

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

from training.events.data import own, plv
from training.reader.load import load_report, load_sentence, with_trigger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--slices", default="")
    parser.add_argument("--sentences", action="store_true", help="the sentences written for training")
    parser.add_argument("--plv", type=Path, help="PLV's training sentences")
    args = parser.parse_args()
    out = []
    for folder in args.folders:
        for index in sorted(folder.glob("index_*.jsonl")):
            for line in index.read_text(encoding="utf8").splitlines():
                row = json.loads(line)
                if not args.slices or row["id"][0] in args.slices:
                    out.append(load_report(folder, row))
    if args.sentences:
        out += [load_sentence(m, n) for n, m in enumerate(own())]
    if args.plv:
        out += [load_sentence(with_trigger(m), n) for n, m in enumerate(plv(args.plv))]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(pickle.dumps(out))
    print(len(out), Counter(n.sort for e in out for n in e.nodes), sum(len(e.triggers) for e in out))


if __name__ == "__main__":
    main()
