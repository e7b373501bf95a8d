"""The offices that stand before and after people's names, shared ones too: "the Fijian and Samoan ministers X and Y"."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.model.record import RoleStatus
from dragoman.reading.names import Name
from dragoman.reading.phrases import before_note, right_edge, singular, tells
from dragoman.reading.titles import Title

_DEEDS = {verb: office for verb, office in table("en/people")["held_by_doing"].items() if isinstance(office, str)}
_ACTING = ("ag", "ag.", "actg", "actg.")
_LONGEST_TOWN = 4
"""Tokens of the longest name of a town in an office."""
_LONGEST_FIELD = 8
"""Tokens of the longest phrase that says what an office is for."""
_FOR = ("on", "for", "to", "at", "with")
_IN_FIELD = ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "ADP", "PART")
_CLOSING = (",", ".", "and", "of", ";", ":", "(", ")", "”", '"')
_AFTER_OFFICE = ("VERB", "AUX", "ADP", "CCONJ", "SCONJ", "ADV", "PRON")


def attach_titles(doc: Doc, names: list[Name], titles: list[Title], taken: frozenset[int] = frozenset()) -> list[Title]:
    """Give each name the offices before and after it, and those that it shares with others.

    "Minister X", "the minister, General X,", "X, the minister,", "ministers X and Y", "X, who chairs the committee".

    Args:
        taken: tokens of the names of states, one of which may stand between: "its president, the Malian X, said".

    Returns:
        the titles, with those that nothing but a verb says.
    """
    ends = {t.end: t for t in titles}
    starts = {t.start: t for t in titles}
    made = []
    for name in names:
        for title in _before(doc, name, ends, taken):
            name.titles.append(title)
            if title.together is not None:
                name.titles.append(title.together)
        _after(doc, name, starts)
        ranked = _of_body(doc, name) if not name.titles else None
        if ranked is not None:
            name.titles.append(ranked)
            made.append(ranked)
        deed = _by_deed(doc, name)
        if deed is not None:
            name.titles.append(deed)
            made.append(deed)
    _share(doc, names, titles, taken)
    return sorted([*titles, *made], key=lambda t: t.start)


def _before(doc: Doc, name: Name, ends: dict[int, Title], taken: frozenset[int]) -> list[Title]:
    """The offices before a name, nearest first, ranks between passed over: "the minister of state, minister of defence, General X"."""
    i = _past_ranks(doc, name, ends)
    if i < name.start:
        name.rank = doc[i : name.start].text.lower()
    title = ends.get(i) or _set_off_before(doc, name, i, ends, taken) or ends.get(name.start)
    out = []
    while title is not None and not title.plural and title.sector:
        out.append(title)
        title = _further(doc, title, ends)
    return out


def _set_off_before(doc: Doc, name: Name, i: int, ends: dict[int, Title], taken: frozenset[int]) -> Title | None:
    """The office before a comma, the state of whoever holds it passed over: "its president, the Malian X, said"."""
    if i > 2 and i - 1 in taken and doc[i - 2].lower_ == "the" and doc[i - 3].text == ",":
        i -= 2
    title = _ending_at(doc, i - 1, ends, taken) if i > 1 and doc[i - 1].text == "," else None
    return title if title is not None and _set_off(doc, name, title) else None


def _further(doc: Doc, title: Title, ends: dict[int, Title]) -> Title | None:
    """The office before one that begins with no article and names no state, with a comma between."""
    first = doc[title.start]
    if first.lower_ in ("the", "a", "an") or first.tag_ == "PRP$" or title.countries:
        return None
    return ends.get(title.start - 1) if title.start > 1 and doc[title.start - 1].text == "," else None


def _ending_at(doc: Doc, end: int, ends: dict[int, Title], taken: frozenset[int]) -> Title | None:
    """The office that ends at a token, the town of its seat passed over: "the chargé d'affaires in Abuja", "the mayor of Bint Jbeil"."""
    i = end
    while end not in ends and i > max(2, end - _LONGEST_TOWN) and (doc[i - 1].text[0].isupper() or i - 1 in taken):
        i -= 1
        if doc[i - 1].lower_ in ("in", "at", "of"):
            return ends.get(i - 1)
    return ends.get(end) or _before_field(doc, end, ends)


def _before_field(doc: Doc, end: int, ends: dict[int, Title]) -> Title | None:
    """The office before what it is for, which ends at a token: "the special envoy on decolonisation", "adviser on the peace process"."""
    for i in range(end - 1, max(1, end - _LONGEST_FIELD), -1):
        if i in ends and (doc[i].lower_ in _FOR or (doc[i].pos_ == "NOUN" and i == end - 1)):
            return _with_field(doc, ends[i], end)
        if doc[i].pos_ not in _IN_FIELD or doc[i].is_sent_start:
            return None
    return None


def _with_field(doc: Doc, title: Title, end: int) -> Title:
    """An office with what it is for."""
    field = [t.lower_ for t in doc[title.end : end] if not t.is_punct and tells(t, title.end)]
    title.office = " ".join([title.office, *field])
    title.end = end
    return title


def before_ranks(doc: Doc, name: Name) -> int:
    """The first token of the ranks and forms of address right before a name."""
    return _past_ranks(doc, name, {})


def _past_pairs(doc: Doc, i: int) -> int:
    """The first token of the ranks of two words that end at a token."""
    while i > 1 and " ".join(t.lower_ for t in doc[i - 2 : i]) in people.ranks():
        i -= 2
    return i


def _past_ranks(doc: Doc, name: Name, ends: dict[int, Title]) -> int:
    """The first token of the ranks and forms of address right before a name, an office of several words excepted."""
    i = _past_pairs(doc, before_note(doc, name.start))
    while i > 0 and (doc[i - 1].lower_ in people.ranks() or (doc[i - 1].text == "." and doc[i - 2].lower_ in people.ranks())):
        if doc[i - 1].lower_ in people.offices() and i in ends and ends[i].end - ends[i].start > 1:
            break
        i = before_note(doc, i - 1)
    if i > 1 and doc[i - 1].text == "-" and doc[i - 2].lower_ in people.ranks():
        return i - 2
    return i - 1 if 0 < i < name.start and doc[i - 1].lower_ in people.rank_notes() else i  # "retired Gen. X"


def _set_off(doc: Doc, name: Name, title: Title) -> bool:
    """Whether an office before a comma is that of the name after it, and not the end of another phrase."""
    after = doc[name.end] if name.end < len(doc) else None
    if after is None or after.is_space:
        return title.definite or bool(title.countries)
    if not title.definite and not title.countries:
        return after.text == ","
    return after.text in _CLOSING or (name.rank is not None and after.pos_ in ("VERB", "AUX"))


def _after(doc: Doc, name: Name, starts: dict[int, Title]) -> None:
    """The offices after a name, one behind another: "X, MP, Minister of Defence, said"; an age between is passed over."""
    j = name.end
    while j + 1 < len(doc) and doc[j].text in (",", "(", "–", "—"):
        if doc[j + 1].like_num and j + 2 < len(doc) and doc[j + 2].text == ",":
            j += 2
        acting = j + 2 + (doc[j + 2].text == ".") if j + 2 < len(doc) and doc[j + 1].lower_ in _ACTING else j + 1
        title = starts.get(j + 1) or starts.get(acting)
        if title is None or title.plural or not _closed(doc, title.end):
            return
        name.titles.append(title)
        j = title.end


def _closed(doc: Doc, end: int) -> bool:
    """Whether an office phrase ends there, and does not lead over to the next name."""
    after = doc[end] if end < len(doc) else None
    if after is None or after.is_punct or after.is_space:
        return True
    return after.pos_ in _AFTER_OFFICE and not (after.text[0].isupper() and after.pos_ == "PROPN")


def _of_body(doc: Doc, name: Name) -> Title | None:
    """The rank of somebody whom no office is told of, in the force that his name is told with: "Colonel X of the Kenya Defence Forces"."""
    words = [w for w in (name.rank or "").replace("-", " ").replace(".", " ").split() if w in people.military_ranks()]
    end = right_edge(doc, name.end, {}) if words and name.end < len(doc) and doc[name.end].lower_ == "of" else name.end
    body = [t.lower_ for t in doc[name.end + 1 : end] if not t.is_punct and tells(t, end)]
    if not body or not any(singular(t) in people.institutions() for t in doc[name.end + 1 : end]):
        return None
    office = f"{' '.join(words)} of {' '.join(body)}"
    start = before_ranks(doc, name)
    return Title(
        start,
        name.start,
        name.start - 1,
        office,
        "MIL",
        [],
        None,
        "current",
        False,
        True,
        None,
        True,
        frozenset(office.split()),
        implicit=True,
    )


def _by_deed(doc: Doc, name: Name) -> Title | None:
    """The office that a relative clause tells: "X, an independent who chairs the border committee"."""
    for token in doc[name.end : min(name.end + 12, len(doc))]:
        if token.lower_ == "who" and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "VERB":
            verb = doc[token.i + 1]
            body = next((c for c in verb.children if c.dep_ == "dobj"), None)
            office = _DEEDS.get(verb.lemma_.lower())
            return _deed(doc, verb, body, office) if office and body is not None and body.pos_ in ("NOUN", "PROPN") else None
        if token.pos_ in ("VERB", "AUX") or token.is_sent_end:
            return None
    return None


def _deed(doc: Doc, verb: Token, body: Token, office: str) -> Title | None:
    words = [t.lower_ for t in doc[body.left_edge.i : body.i + 1] if not t.is_punct and tells(t, body.i)]
    if verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return None
    status: RoleStatus = "former" if verb.tag_ == "VBD" else "current"
    text = f"{office} of {' '.join(words)}"
    return Title(verb.i, body.i + 1, verb.i, text, "GOV", [], None, status, False, True, None, words=frozenset(text.split()), implicit=True)


def _share(doc: Doc, names: list[Name], titles: list[Title], taken: frozenset[int]) -> None:
    """Give the names that follow an office in the plural that office, each with its own state where as many are told.

    Args:
        taken: tokens of the names of states, which may stand behind the names: "Ambassadors X of Mali and Y of Chad".
    """
    by_start = {n.start: n for n in names}
    for title in titles:
        if not title.plural:
            continue
        listed = _listed(doc, title.end, by_start, taken)
        own = len(title.countries) == len(listed) and len(listed) > 1
        for k, name in enumerate(listed):
            states = [title.countries[k]] if own else list(title.countries) if len(title.countries) == 1 else []
            name.titles.append(replace(title, countries=states, plural=False, implicit=True))


def _behind_state(doc: Doc, end: int, taken: frozenset[int]) -> int:
    """Where "of Mali" or "(Mali)" behind a name ends; the end of the name where nothing of the kind follows."""
    i = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "the")
    if end >= len(doc) or doc[end].lower_ not in ("of", "for", "(") or i not in taken:
        return end
    while i in taken or (i < len(doc) and doc[i].text == ")"):
        i += 1
    return i


def _listed(doc: Doc, i: int, by_start: dict[int, Name], taken: frozenset[int]) -> list[Name]:
    """The names from a token on, with nothing but ranks, commas, "and" and the states of each between them."""
    out: list[Name] = []
    while i < len(doc):
        if i in by_start:
            out.append(by_start[i])
            i = _behind_state(doc, out[-1].end, taken)
        elif (
            doc[i].text in (",", "and", "&", "(")
            or doc[i].lower_ in people.ranks()
            or (doc[i].text in (".", "-") and doc[i - 1].lower_ in people.ranks())
        ):
            i += 1
        else:
            break
    return out if len(out) > 1 else []
