"""The names of places in a report: states, towns, other places, and the towns of datelines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.towns import towns
from dragoman.model.record import Passage, Place
from dragoman.reading.hits import Hit
from dragoman.reading.places.american import us_town
from dragoman.reading.places.found import PlaceFound, PlaceKind
from dragoman.reading.places.resolve import town_place, us_state

_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?:[ /](?:of |de |da |do |del |au |and )?[A-ZÀ-Þ][\w’'.-]*){0,4}"
_DATELINE = re.compile(
    rf"(?:\W{{0,2}}By [^,\n]{{3,40}}, )?(?P<place>{_NAME})(?:, (?P<within>{_NAME})| [(\[](?P<inside>{_NAME})[)\]])?\s*"
    r"(?:[,.]? ?(?:\d|(?-i:[A-Z])[a-z]+day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)|\(|-|–|—|/|:|\||$)",
    re.IGNORECASE | re.MULTILINE,
)
_BEGINS = re.compile(r"[\n)\]]")
_COMPASS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "centre", "center")
_BESIDE = ("close", "next", "adjacent", "near")
_AT = ("in", "at", "near", "outside", "inside", "off", "around")


_LEADING = ("DET", "ADJ", "PUNCT", "ADP", "PART")
"""Parts of speech that may stand between a preposition and a name."""
_JOINING = ("-", "–", "de", "da", "do", "du", "la", "el", "al", "of")
_NO_PLACE = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "EVENT", "LAW", "PERCENT", "QUANTITY"}
_EARLY = 10  # passages in which a dateline may stand


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("en/places")[kind])


def towns_of(places: Iterable[PlaceFound]) -> dict[int, str]:
    """The state of the town or state that a token names as where something is."""
    return {i: p.place.country for p in places if p.kind in ("town", "state") for i in range(p.start, p.end) if p.place.country}


def find_places(doc: Doc, hits: list[Hit], states: set[str], live: frozenset[int], passages: Sequence[Passage] = ()) -> list[PlaceFound]:
    """Places that the text names as where something is, in order; none overlap.

    Args:
        states: ISO codes of the states that the report names.
        passages: the parts of the report; without them no dateline is read.
    """
    hit_at = {h.start: h for h in hits}
    out: list[PlaceFound] = list(_datelines(doc, states, passages))
    taken = {i for p in out for i in range(p.start, p.end)}
    for start, end, sure in _names(doc, hits):
        if start not in live or taken & set(range(start, end)):
            continue
        found = _place(doc, start, end, hit_at.get(start), states, sure)
        if found is not None:
            out.append(found)
            taken |= set(range(found.start, found.end))
    out += list(_again(doc, out, live, taken))
    return sorted(out, key=lambda p: p.start)


def _again(doc: Doc, known: Sequence[PlaceFound], live: frozenset[int], taken: set[int]) -> Iterator[PlaceFound]:
    """Further mentions of a town or site that the report has named as a place: "two attacks on Birao camp"."""
    names = {p.place.name: p for p in known if p.kind in ("town", "site")}
    heads = {name.split()[0] for name in names}
    for token in doc:
        if token.text not in heads or token.i not in live or token.i in taken or token.ent_type_ == "PERSON":
            continue
        for name, found in names.items():
            span = doc[token.i : token.i + found.end - found.start]
            if span.text == name and not taken & set(range(span.start, span.end)):
                taken |= set(range(span.start, span.end))
                evidence = ((span.start_char, span.end_char),)
                yield PlaceFound(span.start, span.end, found.place.model_copy(update={"evidence": evidence}), found.kind)


def _names(doc: Doc, hits: list[Hit]) -> Iterator[tuple[int, int, bool]]:
    """Tokens [start, end) of names that may be of a place, and whether the parser calls them so."""
    for ent in doc.ents:
        if ent.label_ in ("GPE", "LOC", "FAC"):
            yield ent.start + (doc[ent.start].lower_ == "the" and len(ent) > 1), ent.end, True
    for hit in hits:
        if hit.entry.role in ("country", "capital"):
            yield hit.start, hit.end, hit.entry.role == "capital"
    spoken = {i for h in hits for i in range(h.start, h.end)}
    for token in doc:
        first = _named_behind(token)
        if first is not None and first not in spoken:
            yield first, _run(doc, first), False


def _named_behind(token: Token) -> int | None:
    """First token of a name that a preposition, or the "of" of a kind of place, leads to: "in Azraq", "the village of Nongoa"."""
    doc, i = token.doc, token.i
    of_site = token.lower_ == "of" and i > 0 and doc[i - 1].lower_ in _words("sites")
    if not of_site and token.lower_ not in _words("before"):
        return None
    first = next((int(t.i) for t in doc[i + 1 : i + 6] if t.text[:1].isupper()), None)
    if first is None or not all(t.lower_ in _words("sites") or t.pos_ in _LEADING for t in doc[i + 1 : first]):
        return None
    named = _is_name(doc, first, of_site or token.lower_ in _AT) or _close_to_town(token, first)
    return first if named and not _inside_name(doc, i, first) else None


def _close_to_town(preposition: Token, first: int) -> bool:
    """ "Close to Birni N'Konni", which the parser takes for a person; somebody close to a president is nowhere."""
    beside = preposition.lower_ == "to" and preposition.i > 0 and preposition.nbor(-1).lower_ in _BESIDE
    return beside and bool(towns(preposition.doc[first : _run(preposition.doc, first)].text))


def _is_name(doc: Doc, i: int, at: bool) -> bool:
    """Whether a capitalised word after a preposition is a name, and of no day, body or, but for "in" and "at", person."""
    token = doc[i]
    barred = _NO_PLACE if at else _NO_PLACE | {"PERSON", "ORG", "NORP"}
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and token.ent_type_ not in barred and token.lower_ not in _words("not_towns")


def _inside_name(doc: Doc, prep: int, first: int) -> bool:
    """Whether what stands after a preposition goes on with a name or a headline in capitals: "Agreement on Cooperation in Fisheries"."""
    before = doc[prep - 1] if prep else doc[prep]
    capital = before.text[:1].isupper() and before.pos_ in ("NOUN", "PROPN", "ADJ") and before.ent_type_ not in ("GPE", "LOC", "PERSON")
    return capital and not before.is_upper and not towns(doc[first : _run(doc, first)].text)


def _run(doc: Doc, start: int) -> int:
    """End of a name: capitalised words, joined by hyphens or small words, a word for the kind of place taken with them."""
    end = start + 1
    while end < len(doc):
        size = _goes_on(doc, start, end)
        if not size:
            break
        end += size
    while end < len(doc) and doc[end].lower_ in _words("sites"):
        end += 1
    return end


def _goes_on(doc: Doc, start: int, end: int) -> int:
    """How many tokens from `end` on belong to the name that began at `start`."""
    here = doc[end]
    if end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
        if here.text in _JOINING and not (here.text == "of" and doc[end - 1].lower_ in _words("before")):
            return 2
        if here.text in ("'s", "’s") and towns(doc[start : end + 2].text):
            return 2  # "Cox's Bazar"
    letters = here.text.replace("’", "").replace("'", "").isalpha()  # "Birni N’Konni"
    return 1 if here.text[:1].isupper() and letters and not here.is_sent_start else 0


def _place(doc: Doc, start: int, end: int, hit: Hit | None, states: set[str], sure: bool) -> PlaceFound | None:
    evidence = ((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])),)
    name = doc[start:end].text
    within = us_town(doc, start, end)
    if within:
        return PlaceFound(start, end, _town_within(name, within, states).model_copy(update={"evidence": evidence}), "town")
    if hit is not None and hit.entry.role == "country":
        if not hit.entry.country or not _locative(doc, start, end):
            return None
        return PlaceFound(start, end, Place(name=name, country=hit.entry.country, source="country name", evidence=evidence), "state")
    if hit is not None and hit.entry.role in ("demonym", "organization", "outlet"):
        return None
    if hit is None and (state := us_state(name)):
        return PlaceFound(start, end, Place(name=name, country="USA", admin1=f"US-{state}", source="text", evidence=evidence), "town")
    town = town_place(name, states)
    if town is not None and (sure or town.country in states):
        return PlaceFound(start, end, town.model_copy(update={"evidence": evidence}), "town")
    return PlaceFound(start, end, Place(name=name, country=_hint(doc, start, end), source="text", evidence=evidence), "site")


def _town_within(name: str, within: str, states: set[str]) -> Place:
    """The town of a state, or of a part of one ("US-GA"), that the words beside it name."""
    known = town_place(name, states, within)
    country = known.country if known else "USA" if within[:2] == "US" else within
    return known or Place(name=name, country=country, admin1=within if "-" in within else None, source="text")


def _hint(doc: Doc, start: int, end: int) -> str | None:
    """The state that the words beside a name give it: "Azraq, in the east of Jordan", "the Guinean border town of Nongoa"."""
    return _state_behind(doc, end) or _state_before(doc, start)


def _state_behind(doc: Doc, end: int) -> str | None:
    if end >= len(doc) or doc[end].text not in (",", "in", "(", "of"):
        return None
    for token in doc[end : end + 6]:
        known = entries().get(token.text)
        if known is not None and known.role == "country":
            return known.country
        if token.pos_ not in ("ADP", "DET", "ADJ", "PUNCT") and token.lower_ not in _COMPASS:
            return None
    return None


def _state_before(doc: Doc, start: int) -> str | None:
    for token in reversed(doc[max(0, start - 6) : start]):
        known = entries().get(token.text)
        if known is not None and (known.role == "demonym" or (known.role == "country" and doc[token.i + 1].text in ("'s", "’s"))):
            return known.country
        if token.pos_ not in ("ADP", "DET", "ADJ", "PART") and token.lower_ not in _words("sites"):
            return None
    return None


def _locative(doc: Doc, start: int, end: int) -> bool:
    """Whether the name of a state says where something is: after "in", "into", "to"."""
    head = doc[start:end].root.head
    return head.lower_ == "in" or (head.dep_ == "prep" and head.lower_ in ("at", "near", "inside", "across", "from", "into", "to"))


def _datelines(doc: Doc, states: set[str], passages: Sequence[Passage]) -> Iterator[PlaceFound]:
    """The towns that the datelines name: of a passage marked so, or at the head of one of the first."""
    text = doc.text
    for k, passage in enumerate(passages):
        if passage.kind != "dateline" and (k >= _EARLY or passage.kind in ("boilerplate", "credit", "caption", "headline")):
            continue
        line = text[passage.start : passage.end]
        for match in _heads(line):
            found = _dateline(doc, passage.start + match.start("place"), match, states, passage.kind == "dateline")
            if found is not None:
                yield found
                break


def _heads(line: str) -> Iterator[re.Match[str]]:
    """What looks like a dateline at the beginning of a line, or right behind a bracket; none overlap."""
    end = 0
    for start in (0, *(m.end() for m in _BEGINS.finditer(line))):
        match = _DATELINE.match(line, start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _dateline(doc: Doc, at: int, match: re.Match[str], states: set[str], marked: bool) -> PlaceFound | None:
    name = re.split(r"[/(]| and ", match["place"])[0].strip(" .,")
    if not name or name[0].islower() or name.lower() in _words("heads"):
        return None
    town = town_place(name if not name.isupper() else name.title(), states) or town_place(name, states)
    if town is None and not (marked and name.isupper()):
        return None
    span = doc.char_span(at, at + len(name), alignment_mode="expand")
    if span is None:
        return None
    place = (town or Place(name=name, source="text")).model_copy(update={"name": name, "evidence": ((at, at + len(name)),)})
    kind: PlaceKind = "dateline"
    return PlaceFound(span.start, span.end, place, kind)
