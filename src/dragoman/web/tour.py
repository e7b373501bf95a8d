"""A tour of three steps through a dossier: a relationship, a claim and its denial, the words."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from dragoman.store import Store
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut, ask
from dragoman.web.network import ties

COOKIE = "dragoman_tour"


@dataclass(frozen=True)
class Step:
    """What is said at a stop."""

    number: int
    title: str
    text: str


STEPS = (
    Step(
        1,
        "Two states",
        "Above the line of time is what they did for each other, below it what they did against each other. A filled mark is what an outlet says "
        "in its own voice, a hollow one what only somebody claims. Move the slider to the left: the page is as it could be known on that day.",
    ),
    Step(
        2,
        "A claim, and who denies it",
        "On the left who says so, on the right who denies it, each in their own words. Neither is taken for the truth. Choose any of the words "
        "to see them in their report.",
    ),
    Step(
        3,
        "The words",
        "The whole report as it came. What was read lights up: move over the text, or over the list beside it. What is wrong can be corrected "
        "there, with a reason and your name, and stays corrected when the report is read again.",
    ),
)


def step_of(request: Request) -> Step | None:
    """The step at which a visitor is, if they take the tour."""
    given = request.cookies.get(COOKIE, "")
    return STEPS[int(given) - 1] if given in {str(s.number) for s in STEPS} else None


def stop(store: Store, number: int) -> str | None:
    """The page of a step in a dossier; None where nothing has been read that it could show."""
    with store.view() as view:
        disputes = ask(view, "disputes", Filter(open=True), Cut(1, backward=True)).rows or ask(view, "disputes", Filter(), Cut(1)).rows
        events = ask(view, "events", Filter(), Cut(1, backward=True)).rows
    if number == 1:
        pairs = ties(store, Filter())["links"]
        return f"/between/{pairs[0]['source']}/{pairs[0]['target']}" if pairs else None
    row = disputes[0] if disputes else events[0] if events else None
    if row is None:
        return None
    if number == 2:
        return f"/dispute/{row['id']}" if disputes else f"/event/{row['id']}"
    return f"/report/{row['evidence'][0]['report']}"
