"""Mentions of people by their names and offices."""

from spacy.tokens import Doc

from dragoman.model.record import ActorKind
from dragoman.reading.mentions.mention import Mention, bare, head_of, is_pair
from dragoman.reading.names import Name
from dragoman.reading.titles import Title


def of_name(doc: Doc, name: Name) -> Mention:
    """A name with the offices right before it."""
    start = min([name.start, *(t.start for t in name.titles if t.start < name.start and not t.implicit)])
    sector = next((t.sector for t in name.titles), None)
    countries = tuple(dict.fromkeys(c for t in name.titles for c in t.countries))
    possessive = next((t.possessive for t in name.titles if t.possessive is not None), None)
    return Mention(
        start,
        name.end,
        head_of(doc, start, name.end),
        "name",
        "person",
        countries[:1],
        sector,
        text=name.text,
        key=name.text.lower(),
        named=True,
        name=name,
        title=next(iter(name.titles), None),
        possessive=possessive,
    )


def of_title(doc: Doc, title: Title) -> Mention:
    """An office that no name stands beside."""
    kind: ActorKind = "group" if title.plural else "office"
    code = title.organization.entry.code if title.organization and not title.countries else None
    return Mention(
        title.start,
        title.end,
        title.head,
        "pair" if title.plural and not title.countries and _of_two(doc, title) else "title",
        kind,
        tuple(title.countries),
        title.sector,
        code,
        bare(doc, title.start, title.end),
        title.office,
        title.plural,
        title.definite,
        title=title,
        possessive=title.possessive,
    )


def _of_two(doc: Doc, title: Title) -> bool:
    words = {t.lower_ for t in doc[title.start : title.end]}
    return "both" in words or {"two", "the"} <= words or is_pair(doc, title.start, title.end, title.head)


def apposition(doc: Doc, name: Name, title: Title) -> Mention:
    """ "X, the minister, who said": the office after a name stands for the same person."""
    return Mention(
        title.start,
        title.end,
        title.head,
        "apposition",
        "person",
        tuple(title.countries),
        title.sector,
        text=bare(doc, title.start, title.end),
        key=title.office,
        name=name,
        title=title,
    )
