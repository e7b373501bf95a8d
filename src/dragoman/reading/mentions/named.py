"""Mentions of states, bodies and peoples by the names that the gazetteer knows."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.reading.hits import Hit
from dragoman.reading.mentions.mention import Mention, head_of

_PLACE = table("en/mentions")["place"]
_MOVES = frozenset(_PLACE["moves"])
_WITHIN = frozenset(_PLACE["within"])


def of_hit(doc: Doc, hit: Hit) -> Mention | None:
    """A name of a state, body or people; none of an adjective ("Iraqi posts")."""
    entry = hit.entry
    head = head_of(doc, hit.start, hit.end)
    if entry.role == "demonym":
        return _people(doc, hit, head) if _names_people(doc[head]) else None
    text = str(doc[hit.start : hit.end].text)
    return Mention(
        hit.start,
        hit.end,
        head,
        "hit",
        entry.kind,
        (entry.country,) if entry.country else (),
        entry.sector,
        entry.code,
        entry.name if entry.role != "capital" else text,
        entry.name.lower(),
        named=True,
        hit=hit,
        place=entry.role in ("country", "capital") and _is_place(doc, hit, doc[head]),
    )


def _names_people(token: Token) -> bool:
    """Whether a demonym stands for those who are so called: "the Iraqis"."""
    side = token.dep_ in ("nsubj", "dobj", "pobj", "conj", "agent", "nsubjpass")
    return token.tag_ in ("NNS", "NNPS") or (token.pos_ in ("PROPN", "NOUN") and side)


def _people(doc: Doc, hit: Hit, head: int) -> Mention:
    text = str(doc[hit.start : hit.end].text)
    countries = (hit.entry.country,) if hit.entry.country else ()
    return Mention(hit.start, hit.end, head, "hit", "people", countries, "CVL", text=text, key=text.lower(), plural=True, hit=hit)


def is_possessor(doc: Doc, hit: Hit) -> bool:
    """Whether a name within a longer phrase stands for its own bearer: "Iran's minister" names Iran as well."""
    return hit.end < len(doc) and doc[hit.end].text in ("’s", "'s", "’") and hit.entry.role in ("country", "organization", "capital")


def _is_place(doc: Doc, hit: Hit, token: Token) -> bool:
    """Whether a state's or capital's name says where: "arrived in Tehran", "a city in Iraq", but not "a deal with Tehran"."""
    if token.dep_ == "pobj":
        prep = token.head
        if prep.lower_ in _WITHIN:
            return True
        moving = prep.lower_ in ("to", "from", "at") and prep.head.pos_ in ("VERB", "NOUN") and prep.head.lemma_ in _MOVES
        return hit.entry.role == "capital" and moving
    after = doc[hit.end] if hit.end < len(doc) else None
    return bool(hit.entry.role == "capital" and token.dep_ in ("appos", "npadvmod") and after is not None and after.text == ",")
