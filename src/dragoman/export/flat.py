"""Rows of answers made flat: one value, or a list of plain values, a column."""

import json
from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]


def amended(row: Row) -> Row:
    """Who set something of a row, when and why, and what it was before, each as a list in the same order."""
    found = row.get("corrected") or []
    return {
        "corrected_by": [a["corrected_by"] for a in found],
        "corrected_at": [a["corrected_at"] for a in found],
        "reason": [a["reason"] for a in found],
        "value_before": [before(a) for a in found],
    }


def before(a: Row) -> str:
    """What a person changed, and what it was: "standing: attributed", "country of Abiy Ahmed: nothing"."""
    was = a["before"]
    value = "; ".join(map(str, was)) if isinstance(was, list | tuple) else str(was) if was not in (None, "") else "nothing"
    whose = f" of {a['of']}" if a["of"] else ""
    if a["field"] in ("same", "apart"):
        return f"{'the same as' if a['field'] == 'same' else 'not the same as'} {'; '.join(map(str, a['value'] or []))}{whose}"
    return f"added{whose}" if a["field"] == "added" else f"{a['field']}{whose}: {value}"


def flat(row: Row, kinds: Mapping[str, str]) -> Row:
    """A row with a value for each column: what nests is JSON, and evidence is told by the first report as well.

    Args:
        kinds: for each column whether it holds a list, JSON or a plain value.
    """
    told = row.get("evidence")
    if isinstance(told, list) and told:
        row = row | {"words": told[0]["words"], "words_report": told[0]["report"], "words_spans": told[0]["spans"]}
    row = row | amended(row)
    return {name: json.dumps(row.get(name), ensure_ascii=False) if kind == "JSON" else row.get(name) for name, kind in kinds.items()}


def cell(value: Any) -> Any:
    """A value as a table of text has it: lists parted by "; ", nothing for null, and nothing that a spreadsheet would run."""
    if isinstance(value, list | tuple):
        value = "; ".join("" if v is None else str(v) for v in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r") else value
