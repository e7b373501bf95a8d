"""Office phrases: "the Iranian defence minister", "chief of staff of the Jordanian Armed Forces"."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.model.record import RoleStatus
from dragoman.reading.hits import Hit
from dragoman.reading.phrases import LINKS, in_ministry, is_plural, left_edge, ranked, right_edge, singular, tells


@dataclass
class Title:
    """An office phrase: tokens [start, end), its head, and what it says."""

    start: int
    end: int
    head: int
    office: str
    sector: str
    countries: list[str]
    organization: Hit | None
    status: RoleStatus
    plural: bool
    definite: bool
    possessive: int | None
    """Token of a possessive pronoun before it ("his counterpart")."""
    rank: bool = False
    words: frozenset[str] = field(default=frozenset())
    together: "Title | None" = None
    """The office before "and" that the same person holds."""
    implicit: bool = False
    """Whether no phrase of its own tells it: a verb does, or a plural that several share."""


def find_titles(doc: Doc, hits: list[Hit], live: frozenset[int]) -> list[Title]:
    """Every office phrase in the live tokens, in order, none within another."""
    hit_at = {i: h for h in hits for i in range(h.start, h.end)}
    out: list[Title] = []
    for token in doc:
        if token.i not in live or (out and token.i < out[-1].end):
            continue
        head = office_at(doc, token, hit_at)
        if head is not None:
            title = _title(doc, head[0], head[1], head[2], hit_at, out[-1].end if out else 0)
            if out and title.start == out[-1].end + 1 and doc[out[-1].end].lower_ == "and" and not title.countries and not title.plural:
                title.countries = list(out[-1].countries)  # "Polish Deputy Prime Minister and Defence Minister"
                title.together = out[-1]
            out.append(title)
    return out


def office_at(doc: Doc, token: Token, hit_at: dict[int, Hit]) -> tuple[int, int, str] | None:
    """(first token, end, sector) of an office word or phrase at a token."""
    if (
        token.lower_ not in people.office_words()
        or token.pos_ not in ("NOUN", "PROPN", "ADJ")
        or token.i in hit_at
        or in_ministry(token, hit_at)
    ):
        return None
    offices = people.offices()
    for size in (4, 3, 2, 1):
        if token.i + size > len(doc):
            continue
        words = [t.lower_ for t in doc[token.i : token.i + size - 1]] + [singular(doc[token.i + size - 1])]
        phrase = " ".join(words).replace(" - ", "-").replace("chiefs of", "chief of")
        if phrase in offices:
            return None if _is_part(token, size, phrase) else (token.i, token.i + size, offices[phrase])
    return None


def _is_part(token: Token, size: int, phrase: str) -> bool:
    """Whether the words of an office are none by themselves: part of a longer one, an adjective ("general"), or a rank before a name."""
    offices = people.offices()
    adjective = token.lower_ == "general" and token.tag_ == "JJ"
    if size == 1 and (adjective or _modifies_phrase(token.doc, token.i + 1, offices) or _modifies_office(token, offices)):
        return True
    return phrase in people.ranks() and ranked(token)


def _modifies_phrase(doc: Doc, i: int, offices: dict[str, str]) -> bool:
    """Whether an office of several words follows: "deputy prime minister"."""
    if any(" ".join(t.lower_ for t in doc[i : i + size]) in offices for size in (2, 3) if i + size <= len(doc)):
        return True
    if doc[i - 1].lower_ not in ("deputy", "vice", "assistant"):
        return False
    after = doc[i : i + 3]  # "deputy defence minister"
    return any(singular(t) in offices and all(x.pos_ in ("NOUN", "PROPN", "ADJ") for x in doc[i : t.i + 1]) for t in after)


def _modifies_office(token: Token, offices: dict[str, str]) -> bool:
    """Whether the word only describes the office or institution after it: "deputy minister", "chief negotiator", "presidents office"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    if after.lower_ == "-" and token.i + 2 < len(token.doc):
        return False
    return (
        after.pos_ in ("NOUN", "PROPN")
        and (singular(after) in offices or after.lower_ in people.institutions())
        and singular(after) not in people.ranks()
    )


def _title(doc: Doc, start: int, end: int, sector: str, hit_at: dict[int, Hit], floor: int) -> Title:
    head = end - 1
    first, possessive, definite = left_edge(doc, start, floor, hit_at)
    if doc[first].lower_ not in ("a", "an", "some", "several", "another") and not doc[head].tag_.endswith("S"):
        definite = True
    last = right_edge(doc, end, hit_at)
    return _phrase(doc, first, last, start, end, head, sector, hit_at, possessive, definite)


def title_between(doc: Doc, first: int, last: int, head: int, sector: str, hit_at: dict[int, Hit]) -> Title:
    """The office phrase that tokens [first, last) are, whose head is known."""
    definite = doc[first].lower_ not in ("a", "an", "some", "several", "another")
    return _phrase(doc, first, last, head, head + 1, head, sector, hit_at, None, definite)


def _phrase(
    doc: Doc,
    first: int,
    last: int,
    start: int,
    end: int,
    head: int,
    sector: str,
    hit_at: dict[int, Hit],
    possessive: int | None,
    definite: bool,
) -> Title:
    """What an office phrase says: its words, states, body, status and number.

    Args:
        first, last: tokens of the whole phrase.
        start, end: tokens of the words that name the office itself.
    """
    posted = next((i for i in range(end, last) if doc[i].lower_ in ("to", "in", "at")), last)
    home = [h for h in _hits_within(hit_at, first, last) if h.start < posted]
    organization = _body(home)
    words = [t for t in doc[first:last] if (t.i not in hit_at or t.i > posted) and _says_something(t, head)]
    if possessive is None:
        possessive = next((t.i for t in words if t.tag_ == "PRP$"), None)
    office = _office(words, start, head, organization)
    return Title(
        first,
        last,
        head,
        " ".join(office) or doc[head].lower_,
        sector,
        list(dict.fromkeys(_states(home, organization))),
        organization,
        _ended(doc, first, last, head) or _status(doc, words, start, head),
        is_plural(doc[head]),
        definite,
        possessive,
        words=frozenset(office),
    )


def _says_something(token: Token, head: int) -> bool:
    return not token.is_punct and not token.is_space and not _tells_time(token, head)


def _hits_within(hit_at: dict[int, Hit], first: int, last: int) -> list[Hit]:
    """Names of the gazetteer among the tokens, each once, but for those that only say on whose side somebody is."""
    inside = (hit_at[i] for i in range(first, last) if i in hit_at and not hit_at[i].sided)
    return list({id(h): h for h in inside}.values())


def _body(home: list[Hit]) -> Hit | None:
    """The body that an office is held in."""
    return next((h for h in home if h.entry.role in ("organization", "seat")), None)


def _states(home: list[Hit], organization: Hit | None) -> list[str]:
    """The states that an office is held for: those named, else the body's; none of a rebel body."""
    if organization is not None and organization.entry.sector in ("REB", "UAF"):
        return []
    named = [h.entry.country for h in home if h.entry.role in ("country", "demonym", "capital", "seat") and h.entry.country]
    own = organization.entry.country if organization is not None else None
    return named or ([own] if own else [])


def _tells_time(t: Token, head: int) -> bool:
    """Whether a word of an office phrase says since when or until when it is held: "until last month minister", "minister since 2016"."""
    dated = t.ent_type_ in ("DATE", "TIME") and t.lower_ != "now"
    return dated or t.lower_ in ("until", "since") or (t.lower_ == "now" and t.i < head and t.nbor(-1).lower_ == "until" if t.i else False)


def _ended(doc: Doc, first: int, last: int, head: int) -> RoleStatus | None:
    """ "Former" where the words around say that the office is over: "until last month minister", "minister at the time"."""
    before = [t.lower_ for t in doc[max(0, first - 3) : head]]
    behind = [t.lower_ for t in doc[last : last + 3]]
    return "former" if "until" in before or behind in (["at", "the", "time"], ["at", "that", "time"]) else None


def _status(doc: Doc, words: list[Token], start: int, head: int) -> RoleStatus:
    """Whether the office is held, was held or is to be held: "former", "acting", "-designate"."""
    if head + 2 < len(doc) and doc[head + 1].text == "-" and doc[head + 2].lower_ in ("designate", "elect"):
        return "designate"
    status: RoleStatus = "current"
    for t in words:
        found = people.statuses().get(t.lower_)
        if found and t.i < start:
            status = found  # type: ignore[assignment]
    return status


def _office(words: list[Token], start: int, head: int, organization: Hit | None) -> list[str]:
    """The words that say which office it is, in lower case."""
    out = [singular(t) if t.i == head else t.lower_ for t in words if tells(t, start)]
    if organization is not None and organization.entry.role == "organization":
        out += organization.entry.name.lower().split()
    while out and out[-1] in (*LINKS, "and", "on", "in"):
        out.pop()
    while out and out[0] in (*LINKS, "and"):
        del out[0]
    return out
