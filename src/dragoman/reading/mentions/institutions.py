"""Mentions of institutions by what they are: "the Iraqi foreign ministry", "border guards", "both governments"."""

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.model.record import ActorKind
from dragoman.reading.hits import Hit
from dragoman.reading.mentions.mention import Mention, bare, is_pair
from dragoman.reading.phrases import body_name_end, come_from, left_edge, right_edge, singular, tells

_SEATED = frozenset(table("en/people")["seated"]["words"])
_KINDS: dict[str, ActorKind] = {
    "GOV": "government",
    "MIL": "armed_force",
    "REB": "group",
    "UAF": "group",
    "OPP": "group",
    "GRP": "group",
    "MED": "media",
    "CVL": "people",
    "REF": "people",
}
_LINKED = ("GOV", "MIL", "LEG", "JUD", "EDU")
"""Sectors whose names go on behind "of", "for" and the like: "ministry of defence"."""


def find_institutions(doc: Doc, hits: list[Hit], live: frozenset[int], taken: set[int]) -> list[Mention]:
    """Institutions in the live tokens, in order, none overlapping.

    Args:
        taken: tokens of names and offices.
    """
    hit_at = {i: h for h in hits for i in range(h.start, h.end)}
    out: list[Mention] = []
    floor = 0
    free = live - taken - hit_at.keys()
    for token in doc:
        sector = _sector(token) if token.i in free and token.i >= floor and token.pos_ in ("NOUN", "PROPN") else None
        named = body_name_end(doc, token, hit_at)
        if not sector or (named == token.i + 1 and (_is_part(token, taken) or _is_other(token, sector, hit_at))):
            continue
        start, possessive, definite = left_edge(doc, token.i, floor, hit_at)
        start = next(i for i in range(start, token.i + 1) if i not in taken or i == token.i)
        end = _end(doc, token, sector, hit_at, taken)
        institution = _institution(doc, start, max(end, named), token, sector, possessive, definite, hit_at)
        if named > end:
            institution.text, institution.named = doc[token.i + 1 : named].text, True
        out.append(institution)
        floor = max(end, named)
    return out


def _end(doc: Doc, token: Token, sector: str, hit_at: dict[int, Hit], taken: set[int]) -> int:
    """Where the phrase of an institution ends, before a name or office."""
    end = right_edge(doc, token.i + 1, hit_at) if sector in _LINKED else token.i + 1
    return next((i for i in range(token.i + 1, end) if i in taken), end)


def _sector(token: Token) -> str | None:
    """The sector of the institution that a noun names, alone or with the word before it."""
    known = people.institutions()
    alone = known.get(token.lower_) or known.get(singular(token))
    return alone or (known.get(f"{token.nbor(-1).text_with_ws}{token.text}".lower()) if token.i else None)


def _is_part(token: Token, taken: set[int]) -> bool:
    """Whether the noun after it names the institution: "army command"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is None or after.pos_ not in ("NOUN", "PROPN") or after.i in taken:
        return False
    return after.lower_ in people.institutions() or singular(after) in people.institutions()


def _is_other(token: Token, sector: str, hit_at: dict[int, Hit]) -> bool:
    """Whether the word stands for no institution where it is."""
    doc, after = token.doc, token.i + 1
    outlet = sector == "MED" and after in hit_at and hit_at[after].entry.role == "outlet"  # "the news agency IRNA"
    origin = token.lower_ == "source" and after < len(doc) and doc[after].lower_ == "of"
    hyphened = token.i > 0 and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_
    return _compound_of_other(token) or outlet or origin or hyphened


def _compound_of_other(token: Token) -> bool:
    """Whether the word only says what kind of thing another is: "military exercises", "police station", "Visiting Forces Agreement"."""
    if token.dep_ == "compound" and token.head.lower_ in people.papers():
        return True
    return token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.tag_ in ("NN", "NNP", "JJ")


def _institution(
    doc: Doc,
    start: int,
    end: int,
    token: Token,
    sector: str,
    possessive: int | None,
    definite: bool,
    hit_at: dict[int, Hit],
) -> Mention:
    inside = list({id(hit_at[i]): hit_at[i] for i in range(start, end) if i in hit_at and not hit_at[i].sided}.values())
    countries = _states(doc, end, token, sector, hit_at, inside)
    codes = [h.entry.code for h in inside if h.entry.role == "organization"]
    pair = not countries and is_pair(doc, start, end, token.i)
    return Mention(
        start,
        end,
        token.i,
        "pair" if pair else "institution",
        _KINDS.get(sector, "organization"),
        countries,
        _coded_sector(sector, pair),
        codes[0] if codes and not countries else None,
        bare(doc, start, end),
        _key(doc, start, end, token, hit_at),
        token.tag_ in ("NNS", "NNPS"),
        definite,
        possessive=possessive,
    )


def _states(doc: Doc, end: int, token: Token, sector: str, hit_at: dict[int, Hit], inside: list[Hit]) -> tuple[str, ...]:
    """The states whose names an institution holds, else where its men come from, else where it sits."""
    countries = tuple(dict.fromkeys(h.entry.country for h in inside if h.entry.country and h.entry.role != "outlet"))
    if not countries and (sector in ("MIL", "COP", "GRP", "SPY") or token.tag_ == "NNS"):
        countries = come_from(token, hit_at)
    return countries or (_seat(doc, end, hit_at) if token.lower_ in _SEATED else ())


def _seat(doc: Doc, end: int, hit_at: dict[int, Hit]) -> tuple[str, ...]:
    """The state in whose capital a body sits: "the foreign ministry in La Paz"."""
    hit = hit_at.get(end + 1) or (hit_at.get(end + 2) if end + 1 < len(doc) and doc[end + 1].lower_ == "the" else None)
    capital = end < len(doc) and doc[end].lower_ == "in" and hit is not None and hit.entry.role == "capital"
    return (hit.entry.country,) if capital and hit is not None and hit.entry.country else ()


def _coded_sector(sector: str, pair: bool) -> str | None:
    """The sector in actor codes; a group of states ("the two sides") has none, a single one ("the side") is a government."""
    if sector != "GRP":
        return sector
    return None if pair else "GOV"


def _key(doc: Doc, start: int, end: int, head: Token, hit_at: dict[int, Hit]) -> str:
    """The words that say which institution it is."""
    words = (t for t in doc[start:end] if t.i not in hit_at and not t.is_punct and tells(t, head.i))
    return " ".join(singular(t) if t.i == head.i else t.lower_ for t in words)
