"""Reports of the field set, and single marked sentences, parsed and coded for training."""

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dragoman.cleaning.passages import READ, passages
from dragoman.codebook.vocabulary import event_types
from dragoman.reading.encoder.lexical import lexical_columns
from dragoman.reading.encoder.pairs import PairReader
from dragoman.reading.encoder.pieces import pieces
from dragoman.reading.events.between import joining
from dragoman.reading.hits import find_hits
from dragoman.reading.read import live_tokens, sentence_starts
from dragoman.reading.syntax import parse
from training.events.data import Marked
from training.reader.coder import Coder
from training.reader.data import Example, Ints


@cache
def tokenizer() -> Tokenizer:
    """The encoder's own; reports are cut into windows later."""
    out: Tokenizer = Tokenizer.from_file(str(files("dragoman") / "models" / "tokenizer.json"))
    out.no_truncation()
    out.no_padding()
    return out


def load_report(folder: Path, row: dict[str, Any]) -> Example:
    """Parse and code one report of the field set."""
    text = (folder / row["file"]).read_bytes().decode("utf8")
    gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text(encoding="utf8"))
    return _example(row["id"], text, gold)


def _example(name: str, text: str, gold: dict[str, Any]) -> Example:
    kinds = passages(text)
    doc = parse(text, sentence_starts(text, kinds))
    live = live_tokens(doc, kinds, frozenset({*READ, "dateline", "caption"}))
    hits = find_hits(doc, live)
    columns = lexical_columns(doc, hits, kinds)
    p = pieces(doc, tokenizer())
    starts = np.array([t.idx for t in doc], dtype=np.int64)
    token_of = np.maximum(np.searchsorted(starts, p.starts, side="right") - 1, 0)
    piece_of = np.searchsorted(token_of, np.arange(len(doc)), side="left").clip(max=max(0, len(token_of) - 1))
    coder = Coder(doc, gold, hits)
    labels = coder.span_labels()
    nodes = coder.nodes
    nodes = [replace(n, code=c or None) for n, c in zip(nodes, coder.codes, strict=True)]
    reader = PairReader(doc, columns[:, 4], {}, [n for n in nodes if n.sort == "state"])
    arcs: dict[str, tuple[Ints, Ints]] = {}
    path_rows: list[str] = []
    for relation, pairs, sources in coder.pairs(nodes):
        ends = sources if relation != "argument" else nodes
        rows = reader.rows(sources, ends, np.array(pairs, dtype=np.int64).reshape(-1, 2))
        for at, (i, j) in enumerate(pairs):
            path_rows.append(reader.path(sources[i], nodes[j]))
            rows[at, 2] = len(path_rows) - 1
        arcs[relation] = (np.array(pairs, dtype=np.int64).reshape(-1, 2), rows)
    return Example(
        name,
        p.ids,
        p.features,
        columns[token_of],
        piece_of,
        token_of,
        labels,
        np.isin(np.arange(len(doc)), list(live)),
        nodes,
        coder.clusters,
        coder.codes,
        coder.triggers,
        arcs,
        path_rows,
        coder.cues(),
    )


def load_sentence(row: Marked, number: int) -> Example:
    """A single marked sentence as a report of its own, in which only the trigger and its parties are coded."""
    events = []
    types = ["CONCEDE", "RETREAT"] if row.type == "YIELD" else [row.type]
    if row.trigger is not None and types[0] in event_types():
        events.append(
            {
                "type": types,
                "modality": "asserted",
                "standing": "reported",
                "spans": {
                    "trigger": list(row.trigger),
                    "actor_text": [list(row.source)] if row.source else [],
                    "recipient_text": [list(row.target)] if row.target else [],
                },
            }
        )
    out = _example(f"sentence{number}", row.text, {"events": events})
    for trigger in out.triggers:
        trigger.modality = trigger.standing = None
    out.complete = False
    out.silent = row.type == "NONE"
    return out


def with_trigger(row: Marked) -> Marked:
    """A marked pair with the predicate that joins the two, where syntax shows one."""
    token = joining(parse(row.text), row.source, row.target)
    return row if token is None else replace(row, trigger=(token.idx, token.idx + len(token)))
