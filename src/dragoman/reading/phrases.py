"""Where a phrase around a noun begins and ends, by the words beside it: the parser alone is too often wrong about long titles."""

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.reading.hits import Hit

LINKS = ("of", "for", "to", "at")
_FOR = {
    "foreign",
    "defence",
    "defense",
    "internal",
    "interior",
    "european",
    "home",
    "economic",
    "trade",
    "security",
    "human",
    "political",
    "public",
    "refugees",
    "peace",
}
_LEFT = {"NOUN", "PROPN", "ADJ", "NUM"}
_GLUE = ("the", "its", "all", "and", "a", "an", "two", "both", "his", "her", "their")


def is_plural(token: Token) -> bool:
    """Whether a noun is a plural; of offices in capitals the spelling counts for more than the tagger: "Defence Ministers"."""
    if token.lower_.endswith("affaires"):  # a chargé d'affaires is one
        return False
    return token.tag_ in ("NNS", "NNPS") or (token.tag_ == "NNP" and _many(token.lower_))


def _many(word: str) -> bool:
    offices = people.offices()
    return word.endswith("s") and word not in offices and word[:-1] in offices


def singular(token: Token) -> str:
    """Lower-case singular of a noun, proper nouns included."""
    if is_plural(token):
        lemma = token.lemma_.lower()
        return lemma if lemma != token.lower_ or not lemma.endswith("s") else lemma[:-1]
    return token.lower_


def tells(token: Token, start: int) -> bool:
    """Whether a word of the phrase says which office it is."""
    if token.lower_ in ("two", "both", "countries", "nations", "states", "sides", "neighbours", "neighbors"):
        return False
    if token.lower_ in ("country", "nation", "state", "kingdom") and token.i < start:
        return False
    return not (token.tag_ in ("POS", "PRP$", "DT") or token.lower_ in ("’s", "'s") or (token.i < start and token.lower_ in people.plain()))


def left_edge(doc: Doc, start: int, floor: int, hit_at: dict[int, Hit]) -> tuple[int, int | None, bool]:
    """First token of the phrase, its possessive pronoun, and whether it is definite."""
    i = start
    while i > floor:
        t = doc[i - 1]
        if t.tag_ == "PRP$":
            return i - 1, i - 1, True
        if t.lower_ in ("the", "both", "two", "these", "those", "this"):
            i -= 1
            while i > floor and doc[i - 1].lower_ in ("the", "both"):
                i -= 1
            return i, None, True
        if t.lower_ in ("a", "an", "some", "several", "another"):
            return i - 1, None, False
        if t.sent != doc[start].sent or (
            t.pos_ in ("VERB", "ADP", "SCONJ", "AUX", "PRON") and (i - 1) not in hit_at and t.lower_ not in people.statuses()
        ):
            break
        joined = (
            t.lower_ in ("and", "or")
            and i - 2 >= floor
            and ((i - 2) in hit_at or doc[i - 2].pos_ == "ADJ")
            and (i in hit_at or doc[i].pos_ in ("ADJ", "NOUN", "PROPN"))
        )
        fine = (
            t.pos_ in _LEFT
            or (i - 1) in hit_at
            or t.text in ("-", "/", "’s", "'s", "’", "'")
            or t.lower_ in ("most", "then", "newly")
            or t.lower_ in people.statuses()
            or joined
        )
        name = (
            t.ent_type_ == "PERSON"
            and (i - 1) not in hit_at
            and t.lower_ not in people.offices()
            and t.lower_ not in people.plain()
            and t.lower_ not in people.ranks()
        )
        if not fine or name or (t.text in ("’s", "'s") and doc[i - 2].tag_ == "PRP"):
            break
        i -= 1
    while i < start and (doc[i].text in ("-", "/", "’s", "'s", "’", "'") or doc[i].lower_ in ("and", "or")):
        i += 1
    return i, None, i in hit_at and doc[min(start, hit_at[i].end)].text in ("’s", "'s", "’")


def right_edge(doc: Doc, end: int, hit_at: dict[int, Hit]) -> int:
    """End of the phrase after "of", "for", "to": "chief of staff of the Iranian Armed Forces"."""
    i = end
    if i + 1 < len(doc) and doc[i].text == "-" and doc[i + 1].lower_ in ("designate", "elect"):
        i += 2
    while i + 1 < len(doc) and doc[i].lower_ in LINKS and doc[i + 1].tag_ != "VBG":
        j = i + 1
        while j < len(doc) and not _new_name(doc, j, hit_at) and (doc[j].lower_ in _GLUE or _continues(doc[j], hit_at)):
            if doc[j].lower_ == "and" and not (j + 1 < len(doc) and _continues(doc[j + 1], hit_at) and doc[j + 1].pos_ != "VERB"):
                break
            if doc[j].lower_ == "and" and doc[i].lower_ != "for" and not (doc[j + 1].text[0].isupper() and doc[j - 1].text[0].isupper()):
                break
            j += 1
        if doc[i].lower_ != "of" and not _proper_after(doc, i + 1, j, hit_at):
            break
        if j == i + 1 or doc[j - 1].lower_ in _GLUE:
            break
        i = j
    return i


def _new_name(doc: Doc, i: int, hit_at: dict[int, Hit]) -> bool:
    """Whether a name begins after a state's: "of the Russian Federation Sergey Lavrov"."""
    before, token = hit_at.get(i - 1), doc[i]
    if before is None or before.entry.role != "country" or token.i in hit_at or not token.text[0].isupper():
        return False
    return token.pos_ == "PROPN" and token.lower_ not in people.institutions() and len(doc[before.start : before.end].text) > 3


def _proper_after(doc: Doc, start: int, end: int, hit_at: dict[int, Hit]) -> bool:
    """Whether "for", "to" or "at" goes on with a name or a field of office: "envoy to Syria", "minister for foreign affairs"."""
    first = next((t for t in doc[start:end] if t.lower_ not in _GLUE), None)
    return first is not None and (
        first.i in hit_at or first.lower_ in _FOR or (first.text[0].isupper() and first.ent_type_ not in ("DATE", "TIME"))
    )


def _continues(token: Token, hit_at: dict[int, Hit]) -> bool:
    if token.i in hit_at:
        return True
    if token.ent_type_ in ("PERSON", "DATE", "TIME") or ranked(token):
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("’s", "'s", "-", "’")


def ranked(token: Token) -> bool:
    """Whether a rank begins here that stands before a name."""
    if token.lower_ not in people.ranks() and " ".join(t.lower_ for t in token.doc[token.i : token.i + 2]) not in people.ranks():
        return False
    return token.text[:1].isupper() and any(
        t.text[:1].isupper() and t.lower_ not in people.ranks() for t in token.doc[token.i + 1 : token.i + 4]
    )


def come_from(noun: Token, hit_at: dict[int, Hit]) -> tuple[str, ...]:
    """States that those who act come from: "jets from Russia or Tajikistan bombed"; not "withdrew troops from Syria"."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    found = (t for prep in noun.children if prep.dep_ == "prep" and prep.lower_ == "from" for t in prep.subtree if t.i in hit_at)
    return tuple(dict.fromkeys(c for t in found if hit_at[t.i].entry.role == "country" and (c := hit_at[t.i].entry.country)))
