"""All mentions of a report, in order."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.reading.hits import Hit
from dragoman.reading.mentions.institutions import find_institutions
from dragoman.reading.mentions.mention import Mention
from dragoman.reading.mentions.named import is_possessor, of_hit
from dragoman.reading.mentions.people import apposition, of_name, of_title
from dragoman.reading.names import Name
from dragoman.reading.phrases import come_from
from dragoman.reading.titles import Title

_PRONOUNS = {
    "he": "one",
    "she": "one",
    "him": "one",
    "his": "one",
    "her": "one",
    "who": "one",
    "whom": "one",
    "whose": "one",
    "himself": "one",
    "herself": "one",
    "they": "many",
    "them": "many",
    "their": "many",
    "its": "thing",
    "it": "thing",
    "i": "speaker",
    "we": "speakers",
    "our": "speakers",
    "us": "speakers",
    "my": "speaker",
    "me": "speaker",
}


def find_mentions(doc: Doc, hits: list[Hit], titles: list[Title], names: list[Name], live: frozenset[int]) -> list[Mention]:
    """All mentions in order of their first token; a phrase inside a longer one has none of its own, a possessor excepted."""
    _say_origins(doc, hits, titles)
    out = _people(doc, names, titles)
    behind_heads = {i for t in titles if not t.implicit for i in range(t.head + 1, t.end)}
    out += find_institutions(doc, hits, live, _tokens(out) - behind_heads | _tokens(names))
    out += _named(doc, hits, _tokens(out))
    heads = {m.head for m in out if m.sort == "hit"}
    out += [m for t in doc if t.i in live and t.i not in heads and (m := _pronoun(t)) is not None]
    return sorted(out, key=lambda m: (m.start, -m.end))


def _say_origins(doc: Doc, hits: list[Hit], titles: list[Title]) -> None:
    """Give several who hold no office of a state the states that they come from: "officials from Mali and Niger"."""
    hit_at = {i: h for h in hits for i in range(h.start, h.end)}
    for title in titles:
        if title.plural and not title.countries and title.organization is None and title.possessive is None:
            title.countries = list(come_from(doc[title.head], hit_at))


def _tokens(phrases: list[Mention] | list[Name]) -> set[int]:
    return {i for p in phrases for i in range(p.start, p.end)}


def _people(doc: Doc, names: list[Name], titles: list[Title]) -> list[Mention]:
    """Those with names, the offices behind their names, and offices without a name."""
    out = [of_name(doc, n) for n in names]
    out += [apposition(doc, n, t) for n in names for t in n.titles if t.start >= n.end and not t.implicit]
    named = {id(t) for n in names for t in n.titles}
    return out + [of_title(doc, t) for t in titles if id(t) not in named]


def _named(doc: Doc, hits: list[Hit], taken: set[int]) -> Iterator[Mention]:
    """Names of the gazetteer that stand for their bearers; not those within a longer phrase."""
    for hit in hits:
        inside = not taken.isdisjoint(range(hit.start, hit.end)) and not is_possessor(doc, hit)
        mention = of_hit(doc, hit) if not hit.sided and not inside else None
        if mention is not None:
            yield mention


def _pronoun(token: Token) -> Mention | None:
    what = _PRONOUNS.get(token.lower_)
    if what is None or token.pos_ not in ("PRON", "DET") or token.text == "US":
        return None
    return Mention(
        token.i,
        token.i + 1,
        token.i,
        "pronoun",
        text=token.text,
        pronoun=what,
        plural=what in ("many", "speakers"),
        kind="person" if what in ("one", "speaker") else "group",
    )
