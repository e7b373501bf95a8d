"""What a page or an answer of the API is limited to, from the query of its address; and addresses from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from fastapi import HTTPException, Query, Request

from dragoman.codebook.states import code_of, meant
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut
from dragoman.web.settings import PAGE

LONGEST = 500
"""Characters of a value."""
Many = Annotated[list[str] | None, Query()]


@dataclass(frozen=True)
class Asked:
    """A filter and which rows of the answer, with the query that says the same."""

    f: Filter
    cut: Cut
    given: tuple[tuple[str, str], ...]

    def query(self, *without: str, **changes: Any) -> str:
        """The query with some values changed, and without the cursor and some others."""
        kept = [(k, v) for k, v in self.given if k not in {"after", *without, *changes}]
        kept += [(k, str(v)) for k, v in changes.items() if v not in (None, "")]
        return "?" + urlencode(kept) if kept else "?"

    def has(self, name: str, value: str) -> bool:
        """Whether a value is asked for."""
        return (name, value) in self.given

    def chosen(self) -> list[tuple[str, str]]:
        """What rows are left out by, each once however it is spelled."""
        by_small = {(k, v.casefold()): (k, v) for k, v in reversed(self.given) if k not in _SHOWING}
        return list(reversed(by_small.values()))

    def without(self, name: str, value: str) -> str:
        """The query without one value, however it is spelled; `between` goes whole."""
        gone = (name, value.casefold())
        kept = [(k, v) for k, v in self.given if k != "after" and (k, v.casefold()) != gone and not (k == name == "between")]
        return "?" + urlencode(kept)

    def toggled(self, name: str, value: str) -> str:
        """The query with one value more, or without it."""
        kept = [(k, v) for k, v in self.given if k != "after" and (k, v) != (name, value)]
        return "?" + urlencode(kept if self.has(name, value) else [*kept, (name, value)])


_SHOWING = ("limit", "backward", "with_uncertain")
"""What says how rows are shown, or lets more of them in."""
_STATES = ("state", "one", "other", "between", "place_country")
"""What in an address names a state."""


def offered(url: str) -> list[tuple[str, str]]:
    """Where an address names what is no state: what may be meant, and the address with that instead."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query)
    out = []
    for i, (key, value) in enumerate(pairs):
        for s in meant(value) if key in _STATES and code_of(value) is None else ():
            changed = [*pairs[:i], (key, s.name), *pairs[i + 1 :]]
            out.append((s.name, f"{parts.path}?{urlencode(changed)}"))
    words = parts.path.split("/")
    for i, word in enumerate(words) if words[1] in ("between", "state") else ():
        name = unquote(word)
        for s in meant(name) if i > 1 and code_of(name) is None else ():
            out.append((s.name, "/".join([*words[:i], s.code, *words[i + 1 :]]) + (f"?{parts.query}" if parts.query else "")))
    return out


def asked(
    request: Request,
    between: Annotated[list[str] | None, Query(description="two states, by ISO 3166 alpha-3 code or name; give it twice")] = None,
    state: Annotated[str | None, Query(max_length=LONGEST, description="a state that takes part")] = None,
    since: Annotated[str | None, Query(max_length=LONGEST, description="from this day on, YYYY-MM-DD")] = None,
    until: Annotated[str | None, Query(max_length=LONGEST, description="up to this day, YYYY-MM-DD")] = None,
    as_of: Annotated[str | None, Query(max_length=LONGEST, description="as it could be known on this day, YYYY-MM-DD")] = None,
    facts_only: Annotated[bool, Query(description="leave out claims, plans, what is disputed, and uncertain facts")] = False,
    with_uncertain: Annotated[bool, Query(description="let facts_only keep facts that are uncertain")] = False,
    placed: Annotated[bool | None, Query(description="only events with a place on the map, or only those without")] = None,
    corrected: Annotated[bool | None, Query(description="only events of which a person set a value, or only the others")] = None,
    type: Annotated[list[str] | None, Query(description="PLOVER types")] = None,
    quad: Annotated[list[str] | None, Query(description="PLOVER quad classes")] = None,
    standing: Annotated[list[str] | None, Query(description="reported, attributed or disputed")] = None,
    modality: Annotated[list[str] | None, Query(description="asserted, planned, hypothetical or negated")] = None,
    stage: Annotated[list[str] | None, Query(description="stages of agreements")] = None,
    kind: Annotated[list[str] | None, Query(description="kinds of statements")] = None,
    place: Annotated[list[str] | None, Query(description="places at which it happened, by name")] = None,
    place_country: Annotated[list[str] | None, Query(description="states in which it happened")] = None,
    area: Annotated[str | None, Query(max_length=LONGEST, description="an area of cooperation")] = None,
    report: Annotated[str | None, Query(max_length=LONGEST, description="id of a report that tells it")] = None,
    person: Annotated[
        str | None, Query(max_length=LONGEST, description="id of a person: who takes part, speaks, or holds the office")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="rows of a page")] = PAGE,
    after: Annotated[str | None, Query(description="`next` of the page before")] = None,
    backward: Annotated[bool, Query(description="from the last to the first")] = False,
) -> Asked:
    """The query of an address; 422 for a state, a day or a vocabulary that does not exist."""
    many = {"type": type, "quad": quad, "standing": standing, "modality": modality, "stage": stage, "kind": kind}
    many |= {"place": place, "place_country": place_country}
    one = {"state": state, "since": since, "until": until, "as_of": as_of, "area": area, "report": report, "person": person}
    lists: dict[str, Any] = {k: tuple(x for x in v if x) for k, v in many.items() if v and any(v)}
    values: dict[str, Any] = {k: v for k, v in one.items() if v}
    names = tuple(x for x in between or () if x)
    if len(names) == 1:
        raise HTTPException(422, "between takes two states: give it twice")
    try:
        below = request.app.state.settings.uncertain_below
        flags = {"with_uncertain": with_uncertain, "placed": placed, "corrected": corrected, "uncertain_below": below}
        f = Filter.of(names or None, facts_only=facts_only, **flags, **lists, **values)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    cut = Cut(limit, after or None, backward)
    return Asked(f, cut, tuple(_given(f, list(one), lists, cut, with_uncertain)))


def _given(f: Filter, one: list[str], lists: dict[str, Any], cut: Cut, with_uncertain: bool) -> Iterator[tuple[str, str]]:
    """What a query asks, as the names and values of an address; what is the same without being said is left out."""
    yield from (("between", s) for s in sorted(f.between))
    yield from ((k, str(getattr(f, k))) for k in one if getattr(f, k))
    yield from ((k, x) for k, v in lists.items() for x in v)
    yield from ((k, str(v).lower()) for k, v in (("placed", f.placed), ("corrected", f.corrected)) if v is not None)
    flags = {"with_uncertain": with_uncertain, "facts_only": f.facts_only, "backward": cut.backward}
    yield from ((k, "true") for k, v in flags.items() if v)
    if cut.limit != PAGE:
        yield "limit", str(cut.limit)
