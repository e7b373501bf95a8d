"""Where a phrase around a noun begins and ends, by the words beside it: the parser alone is too often wrong about long titles."""

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.clauses import lower_lemma
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
_LEADING = ("for", "of", "in", "to", "from", "with", "at", "on")
"""What leads to a state that is no adjective of the office behind "and"."""
_FIELDS = frozenset(table("en/people")["fields"]["words"])
_MOVED = frozenset(table("en/mentions")["origin"]["moving"])
_FAR = 5
"""Tokens between an office's "of" and the noun for the body that it is of."""
_GLUE = ("the", "its", "all", "and", "a", "an", "two", "both", "his", "her", "their")
_OWNING = ("’s", "'s", "’")
_MARKS = ("-", "/", *_OWNING, "'")


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
        if t.sent != doc[start].sent or not _goes_on_left(doc, i, floor, hit_at):
            break
        i -= 1
    while i < start and (doc[i].text in _MARKS or doc[i].lower_ in ("and", "or")):
        i += 1
    return i, None, i in hit_at and doc[min(start, hit_at[i].end)].text in _OWNING


def _goes_on_left(doc: Doc, i: int, floor: int, hit_at: dict[int, Hit]) -> bool:
    """Whether the token before `i` belongs to the phrase that goes on at `i`."""
    t = doc[i - 1]
    if t.text in ("’s", "'s") and doc[i - 2].tag_ == "PRP":
        return False
    if t.i in hit_at:
        return True
    known = t.lower_ in people.statuses()
    if _of_name(t) or (t.pos_ in ("VERB", "ADP", "SCONJ", "AUX", "PRON") and not known):
        return False
    known = known or t.lower_ in ("most", "then", "newly")
    return known or t.pos_ in _LEFT or t.text in _MARKS or _joins_left(doc, i, floor, hit_at)


def _of_name(t: Token) -> bool:
    """Whether a word is part of somebody's name, and neither office nor rank."""
    return t.ent_type_ == "PERSON" and not any(t.lower_ in words for words in (people.offices(), people.plain(), people.ranks()))


def _joins_left(doc: Doc, i: int, floor: int, hit_at: dict[int, Hit]) -> bool:
    """Whether "and", or a comma in a list, before `i` joins what stands before it to the phrase: "Iraqi and Syrian ministers"."""
    if doc[i - 1].text == "," and i - 2 >= floor:
        return _in_list(doc, i, hit_at)
    if doc[i - 1].lower_ not in ("and", "or") or i - 2 < floor:
        return False
    led = (i - 2) in hit_at and hit_at[i - 2].start > 0 and doc[hit_at[i - 2].start - 1].lower_ in _LEADING
    if led and i not in hit_at:
        return False  # "signed for Lima and Defence Minister X"
    before = (i - 2) in hit_at or doc[i - 2].pos_ == "ADJ"
    return before and (i in hit_at or doc[i].pos_ in ("ADJ", "NOUN", "PROPN"))


def _in_list(doc: Doc, i: int, hit_at: dict[int, Hit]) -> bool:
    """Whether a comma before a state parts a list that goes on to "and": "his Kazakh, Kyrgyz and Belarusian counterparts"."""
    role = hit_at[i].entry.role if i in hit_at else ""
    if role not in ("demonym", "country") or i - 2 not in hit_at or hit_at[i - 2].entry.role != role:
        return False
    while i in hit_at and hit_at[i].end + 1 < len(doc) and doc[hit_at[i].end].text == ",":
        i = hit_at[i].end + 1
    after = hit_at[i].end if i in hit_at else len(doc)
    return after + 1 < len(doc) and doc[after].lower_ == "and" and (after + 1 in hit_at or doc[after + 1].lower_ == "the")


def right_edge(doc: Doc, end: int, hit_at: dict[int, Hit]) -> int:
    """End of the phrase after "of", "for", "to": "chief of staff of the Iranian Armed Forces"."""
    i = end
    if i + 1 < len(doc) and doc[i].text == "-" and doc[i + 1].lower_ in ("designate", "elect"):
        i += 2
    while i + 1 < len(doc) and doc[i].lower_ in LINKS and doc[i + 1].tag_ != "VBG":
        j = _linked_end(doc, i, hit_at)
        if doc[i].lower_ != "of" and not _proper_after(doc, i + 1, j, hit_at):
            break
        if j == i + 1 or doc[j - 1].lower_ in _GLUE:
            break
        i = j
    return i


def _linked_end(doc: Doc, link: int, hit_at: dict[int, Hit]) -> int:
    """End of what follows the "of", "for", "to" or "at" that is the token `link`."""
    j = link + 1
    while j < len(doc) and not _new_name(doc, j, hit_at) and (doc[j].lower_ in _GLUE or _continues(doc[j], hit_at)):
        if doc[j].lower_ == "and" and not _joins_right(doc, j, link, hit_at):
            break
        j += 1
        if j + 1 < len(doc) and doc[j].text == "," and (_in_list(doc, j + 1, hit_at) or _in_fields(doc, link, j, hit_at)):
            j += 1  # "the ministers of Kenya, Uganda and Rwanda", "the minister of defence, justice and security"
    return j


def _in_fields(doc: Doc, link: int, comma: int, hit_at: dict[int, Hit]) -> bool:
    """Whether a comma parts the fields of one office, which go on to "and": "Minister of Defence, Justice and Security"."""
    if doc[link].lower_ not in ("of", "for") or not _is_field(doc[comma - 1], hit_at):
        return False
    for token in doc[comma + 1 : comma + 1 + 3 * _FAR]:
        if token.lower_ in ("and", "&"):
            return token.i + 1 < len(doc) and _is_field(doc[token.i + 1], hit_at)
        if token.text != "," and not _is_field(token, hit_at):
            return False
    return False


def in_ministry(token: Token, hit_at: dict[int, Hit]) -> bool:
    """Whether a word that can be an office is a field of a ministry: "Justice" in "the Ministry of Defence, Justice and Security"."""
    doc = token.doc
    if token.lower_ not in _FIELDS:
        return False
    of = next((t.i for t in reversed(doc[max(0, token.i - 2 * _FAR) : token.i]) if t.lower_ in ("of", "for")), 0)
    between = (t for t in doc[of + 1 : token.i] if t.text not in (",", "&") and t.lower_ not in ("the", "and"))
    return of > 0 and doc[of - 1].lower_ in people.institutions() and all(_is_field(t, hit_at) for t in between)


def _is_field(token: Token, hit_at: dict[int, Hit]) -> bool:
    """Whether a word in capitals names what an office is for, and neither somebody nor a state."""
    held = token.lower_ in people.offices() and token.lower_ not in _FIELDS  # a Justice judges, but a ministry is of justice
    other = token.i in hit_at or token.ent_type_ in ("PERSON", "DATE", "GPE") or ranked(token) or held
    return token.text[0].isupper() and token.pos_ in ("NOUN", "PROPN", "ADJ") and not other


def _joins_right(doc: Doc, j: int, link: int, hit_at: dict[int, Hit]) -> bool:
    """Whether the "and" at `j` goes on with the phrase behind a link: "for trade and industry", "of Defence and Veterans"."""
    if j + 1 >= len(doc) or not _continues(doc[j + 1], hit_at) or doc[j + 1].pos_ == "VERB":
        return False
    return doc[link].lower_ == "for" or (doc[j + 1].text[0].isupper() and doc[j - 1].text[0].isupper())


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


def before_note(doc: Doc, end: int) -> int:
    """First token of a bracket behind a rank that ends at a token, "(Rtd)"; the token itself where none does."""
    i = end - 2 - (end > 2 and doc[end - 2].text == ".")
    closed = i > 1 and doc[end - 1].text == ")" and doc[i - 1].text == "("
    return i - 1 if closed and doc[i].lower_ in people.rank_notes() and _ends_rank(doc, i - 2) else end


def after_note(doc: Doc, start: int) -> int:
    """The token behind a bracket that begins at one behind a rank; the token itself where none does."""
    end = next((t.i for t in doc[start + 1 : start + 4] if t.text == ")"), start)
    opened = start > 0 and end > start and doc[start].text == "("
    return end + 1 if opened and before_note(doc, end + 1) == start else start


def _ends_rank(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in people.ranks() or (i > 0 and doc[i].text == "." and doc[i - 1].lower_ in people.ranks())


def body_name_end(doc: Doc, noun: Token, hit_at: dict[int, Hit] | set[int]) -> int:
    """End of the name that a noun for a body is followed by, "the opposition party Stabilitate"; the token behind the noun where none is."""
    end = noun.i + 1
    if noun.lower_ not in people.named_bodies() or noun.pos_ not in ("NOUN", "PROPN") or _is_told_already(doc, noun, hit_at):
        return end
    while end < len(doc) and end not in hit_at and _names_body(doc[end]):
        end += 1
    return end


def _is_told_already(doc: Doc, noun: Token, hit_at: dict[int, Hit] | set[int]) -> bool:
    """Whether a body's name stands before its noun, or its office holder's behind: "the Free Hills party", "the speaker of parliament X"."""
    before = doc[noun.i - 1] if noun.i else None
    if before is not None and before.i not in hit_at and before.text[0].isupper() and not before.is_sent_start:
        return True
    of = next((t.i for t in reversed(doc[max(0, noun.i - _FAR) : noun.i]) if t.lower_ == "of"), 0)
    return of > 0 and doc[of - 1].lower_ in people.offices()


def _names_body(t: Token) -> bool:
    office = t.lower_ in people.offices() or t.lower_ in people.ranks()
    return (
        t.text[0].isupper()
        and t.pos_ in ("PROPN", "NOUN", "ADJ")
        and t.ent_type_ not in ("DATE", "TIME")
        and not office
        and not t.is_sent_start
    )


def come_from(noun: Token, hit_at: dict[int, Hit]) -> tuple[str, ...]:
    """States that somebody comes from: "jets from Russia or Tajikistan bombed", "met officials from Mali"; not "withdrew troops from Syria"."""
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    moved = noun.dep_ in ("dobj", "nsubjpass", "pobj") and not _MOVED.isdisjoint((lower_lemma(over), over.lower_))
    if moved or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT"):
        return ()
    behind = noun.doc[noun.i + 1 : noun.i + 2]  # "met officials from Mali": the parser may hang it on the verb
    preps = {t.i: t for t in (*noun.children, *behind) if t.dep_ == "prep" and t.lower_ == "from"}.values()
    found = (t for prep in preps for t in prep.subtree if t.i in hit_at)
    return tuple(dict.fromkeys(c for t in found if hit_at[t.i].entry.role == "country" and (c := hit_at[t.i].entry.country)))
