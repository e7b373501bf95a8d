"""Nodes of linking, and where they are told, as rows."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from dragoman.linking.index import Body, Kind, Member, Node
from dragoman.linking.people import Seen
from dragoman.store.unlinking import as_kept

_SEEN = TypeAdapter(Seen)


def node_row(n: Node) -> dict[str, Any]:
    """A node, with the keys that it is found by."""
    return {"kind": n.kind, "id": n.id, "body": n.body.model_dump_json(), "found_by": as_kept(n.keys)}


def member_row(kind: Kind, m: Member) -> dict[str, Any]:
    """Where a report tells a node of a kind."""
    body = m.body.model_dump_json() if m.body is not None else None
    return {"kind": kind, "node": m.node, "report_id": m.report, "item": m.item, "body": body}


@lru_cache(maxsize=32768)
def seen(body: str | None) -> Body | None:
    """What a report says of a person there."""
    found: Body | None = _SEEN.validate_json(body) if body else None
    return found
