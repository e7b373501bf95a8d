"""Every phrase of a report that stands for somebody who can act."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.model.record import ActorKind
from dragoman.reading.hits import Hit
from dragoman.reading.names import Name
from dragoman.reading.phrases import come_from, left_edge, right_edge, singular, tells
from dragoman.reading.titles import Title

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
_PAIR_WORDS = {
    "country",
    "nation",
    "side",
    "neighbour",
    "neighbor",
    "state",
    "party",
    "ally",
    "government",
    "capital",
    "counterpart",
    "power",
    "republic",
    "leader",
    "minister",
    "militarie",
    "military",
    "army",
    "official",
    "delegation",
    "president",
    "people",
}
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
_MOVES = {
    "arrive",
    "travel",
    "fly",
    "go",
    "visit",
    "meet",
    "hold",
    "land",
    "tour",
    "come",
    "sign",
    "be",
    "take",
    "live",
    "stay",
    "kill",
    "open",
    "host",
    "gather",
    "say",
    "tell",
    "speak",
    "head",
    "depart",
    "leave",
    "return",
    "base",
    "hospitalize",
    "bury",
}


@dataclass
class Mention:
    """Tokens [start, end) that stand for somebody."""

    start: int
    end: int
    head: int
    sort: str
    """name, title, institution, hit, pronoun or pair."""
    kind: ActorKind = "group"
    countries: tuple[str, ...] = ()
    sector: str | None = None
    code: str | None = None
    text: str = ""
    key: str = ""
    """The words that say what it is, in lower case without articles and countries."""
    plural: bool = False
    definite: bool = True
    named: bool = False
    name: Name | None = None
    title: Title | None = None
    hit: Hit | None = None
    possessive: int | None = None
    pronoun: str = ""
    place: bool = False
    """Whether it names where something is rather than who acts."""
    entity: int = -1
    members: list[int] = field(default_factory=list)


def find_mentions(doc: Doc, hits: list[Hit], titles: list[Title], names: list[Name], live: frozenset[int]) -> list[Mention]:
    """All mentions in order of their first token; a phrase inside a longer one has none of its own, a possessor excepted."""
    out = [_of_name(doc, n) for n in names]
    named = {id(t) for n in names for t in n.titles}
    out += [_apposition(doc, n, t) for n in names for t in n.titles if t.start >= n.end and not t.implicit]
    out += [_of_title(doc, t) for t in titles if id(t) not in named]
    taken = {i for m in out for i in range(m.start, m.end)} - {i for t in titles if not t.implicit for i in range(t.head + 1, t.end)}
    out += _institutions(doc, hits, live, taken | {i for n in names for i in range(n.start, n.end)})
    taken = {i for m in out for i in range(m.start, m.end)}
    within = {h for m in out for h in range(m.start, m.end)}
    for hit in hits:
        if not hit.sided and not (set(range(hit.start, hit.end)) & within and not _possessor(doc, hit, out)):
            out += _of_hit(doc, hit)
    heads = {m.head for m in out if m.sort == "hit"}
    for token in doc:
        what = _PRONOUNS.get(token.lower_)
        if what and token.i in live and token.pos_ in ("PRON", "DET") and token.i not in heads and token.text != "US":
            out.append(
                Mention(
                    token.i,
                    token.i + 1,
                    token.i,
                    "pronoun",
                    text=token.text,
                    pronoun=what,
                    plural=what in ("many", "speakers"),
                    kind="person" if what in ("one", "speaker") else "group",
                )
            )
    return sorted(out, key=lambda m: (m.start, -m.end))


def _head(doc: Doc, start: int, end: int) -> int:
    root: Token = doc[start:end].root
    return root.i


def _of_name(doc: Doc, name: Name) -> Mention:
    start = min([name.start, *(t.start for t in name.titles if t.start < name.start and not t.implicit)])
    sector = next((t.sector for t in name.titles), None)
    countries = tuple(dict.fromkeys(c for t in name.titles for c in t.countries))
    possessive = next((t.possessive for t in name.titles if t.possessive is not None), None)
    return Mention(
        start,
        name.end,
        _head(doc, start, name.end),
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


def _of_title(doc: Doc, title: Title) -> Mention:
    kind: ActorKind = "group" if title.plural else "office"
    text = _plain(doc, title.start, title.end)
    code = title.organization.entry.code if title.organization and not title.countries else None
    said = {t.lower_ for t in doc[title.start : title.end]}
    both = "both" in said or {"two", "the"} <= said
    sort = "pair" if title.plural and not title.countries and (both or _pair(doc, title.start, title.end, title.head)) else "title"
    return Mention(
        title.start,
        title.end,
        title.head,
        sort,
        kind,
        tuple(title.countries),
        title.sector,
        code,
        text,
        title.office,
        title.plural,
        title.definite,
        title=title,
        possessive=title.possessive,
    )


def _apposition(doc: Doc, name: Name, title: Title) -> Mention:
    """ "X, the minister, who said": the office after a name stands for the same person."""
    return Mention(
        title.start,
        title.end,
        title.head,
        "apposition",
        "person",
        tuple(title.countries),
        title.sector,
        text=_plain(doc, title.start, title.end),
        key=title.office,
        name=name,
        title=title,
    )


def _plain(doc: Doc, start: int, end: int) -> str:
    """The words without article and possessive pronoun in front."""
    while start < end - 1 and (doc[start].lower_ in ("the", "a", "an") or doc[start].tag_ == "PRP$"):
        start += 1
    return str(doc[start:end].text)


def _institutions(doc: Doc, hits: list[Hit], live: frozenset[int], taken: set[int]) -> list[Mention]:
    hit_at = {i: h for h in hits for i in range(h.start, h.end)}
    known = people.institutions()
    out: list[Mention] = []
    floor = 0
    for token in doc:
        if token.i not in live or token.i in taken or token.i < floor or token.pos_ not in ("NOUN", "PROPN") or token.i in hit_at:
            continue
        sector = known.get(token.lower_) or known.get(singular(token)) or (known.get(doc[max(0, token.i - 1) : token.i + 1].text.lower()))
        after = token.nbor() if token.i + 1 < len(doc) else None
        if not sector or (
            after is not None
            and after.pos_ in ("NOUN", "PROPN")
            and (after.lower_ in known or singular(after) in known)
            and after.i not in taken
        ):
            continue
        if (
            _compound_of_other(token)
            or (sector == "MED" and token.i + 1 in hit_at and hit_at[token.i + 1].entry.role == "outlet")  # "the news agency IRNA"
            or (token.lower_ == "source" and after is not None and after.lower_ == "of")
            or (token.i > 0 and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_)
        ):
            continue
        start, possessive, definite = left_edge(doc, token.i, floor, hit_at)
        while start < token.i and start in taken:
            start += 1
        end = right_edge(doc, token.i + 1, hit_at) if sector in ("GOV", "MIL", "LEG", "JUD", "EDU") else token.i + 1
        end = next((i for i in range(token.i + 1, end) if i in taken), end)
        out.append(_institution(doc, start, end, token, sector, possessive, definite, hit_at))
        floor = end
    return out


def _compound_of_other(token: Token) -> bool:
    """Whether the word only says what kind of thing another is: "military exercises", "police station"."""
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
    countries = tuple(dict.fromkeys(h.entry.country for h in inside if h.entry.country and h.entry.role != "outlet"))
    if not countries and sector in ("MIL", "COP", "GRP", "SPY"):
        countries = come_from(token, hit_at)
    codes = [h.entry.code for h in inside if h.entry.role == "organization"]
    words = [
        singular(t) if t.i == token.i else t.lower_ for t in doc[start:end] if t.i not in hit_at and not t.is_punct and tells(t, token.i)
    ]
    plural = token.tag_ in ("NNS", "NNPS")
    pair = not countries and _pair(doc, start, end, token.i)
    kind = _KINDS.get(sector, "organization")
    real = None if sector == "GRP" else sector
    return Mention(
        start,
        end,
        token.i,
        "pair" if pair else "institution",
        kind,
        countries,
        real or ("GOV" if sector == "GRP" and not pair else None),
        codes[0] if codes and not countries else None,
        _plain(doc, start, end),
        " ".join(words),
        plural,
        definite,
        possessive=possessive,
    )


def _pair(doc: Doc, start: int, end: int, head: int) -> bool:
    """ "The two countries", "both sides", "the neighbours"."""
    words = {t.lower_ for t in doc[start:end]}
    noun = singular(doc[head])
    if noun not in _PAIR_WORDS or doc[head].tag_ not in ("NNS", "NNPS"):
        return False
    return (
        "both" in words
        or ("two" in words and bool(words & {"the", "these", "those"}))
        or (
            noun in ("side", "neighbour", "neighbor", "country", "party", "minister", "leader", "president")
            and bool(words & {"the", "these"})
            and len(words) <= 2
        )
    )


def _possessor(doc: Doc, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a name within a longer phrase stands for its own bearer: "Iran's minister" names Iran as well."""
    return hit.end < len(doc) and doc[hit.end].text in ("’s", "'s", "’") and hit.entry.role in ("country", "organization", "capital")


def _of_hit(doc: Doc, hit: Hit) -> list[Mention]:
    entry = hit.entry
    head = _head(doc, hit.start, hit.end)
    token = doc[head]
    text = str(doc[hit.start : hit.end].text)
    if entry.role == "demonym":
        if token.tag_ in ("NNS", "NNPS") or (
            token.pos_ in ("PROPN", "NOUN") and token.dep_ in ("nsubj", "dobj", "pobj", "conj", "agent", "nsubjpass")
        ):
            return [
                Mention(
                    hit.start,
                    hit.end,
                    head,
                    "hit",
                    "people",
                    (entry.country,) if entry.country else (),
                    "CVL",
                    text=text,
                    key=text.lower(),
                    plural=True,
                    hit=hit,
                )
            ]
        return []
    place = entry.role in ("country", "capital") and _is_place(doc, hit, token)
    countries = (entry.country,) if entry.country else ()
    return [
        Mention(
            hit.start,
            hit.end,
            head,
            "hit",
            entry.kind,
            countries,
            entry.sector,
            entry.code,
            entry.name if entry.role != "capital" else text,
            entry.name.lower(),
            named=True,
            hit=hit,
            place=place,
        )
    ]


def _is_place(doc: Doc, hit: Hit, token: Token) -> bool:
    """Whether a state's or capital's name says where: "arrived in Tehran", "a city in Iraq", but not "a deal with Tehran"."""
    if token.dep_ == "pobj":
        prep = token.head
        if prep.lower_ in ("in", "near", "inside", "across", "throughout", "around", "into", "outside", "over"):
            return True
        if prep.lower_ in ("to", "from", "at") and hit.entry.role == "capital":
            return prep.head.pos_ in ("VERB", "NOUN") and prep.head.lemma_ in _MOVES | {
                "visit",
                "trip",
                "flight",
                "arrival",
                "return",
            }
        return False
    after = doc[hit.end] if hit.end < len(doc) else None
    return bool(hit.entry.role == "capital" and token.dep_ in ("appos", "npadvmod") and after is not None and after.text == ",")
