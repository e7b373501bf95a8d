"""Offices that a change of holders tells: "X was appointed minister", "X succeeds Y as minister", "his successor, Z"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.model.record import RoleStatus
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.names import Name
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_APPOINTING = frozenset(_WORDS["appointing"]["verbs"])
_BECOMING = frozenset(_WORDS["appointing"]["becoming"])
_SUCCEEDING = frozenset(_WORDS["succeeding"]["verbs"])
_TAKING = frozenset(_WORDS["succeeding"]["taking"])
_TAKEN = frozenset(_WORDS["succeeding"]["taken"])
_SUCCESSORS = frozenset(_WORDS["successors"]["words"])
_UNTIL, _SINCE = "until", "been"
_BETWEEN = 9
"""Tokens between a verb and the office or the name that it leads to."""
_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = ("who", "which", "that")


@dataclass(frozen=True)
class _Roll:
    """The names and offices of a report by the tokens that they hold."""

    doc: Doc
    name_at: dict[int, Name]
    title_at: dict[int, Title]
    """Offices in the singular by their first token."""
    came: dict[int, Name]
    """Whoever came into an office, by the first token of the sentence that says so."""

    def titles(self, name: Name) -> list[Title]:
        """The offices of somebody under all forms of his name that end in one surname."""
        last = name.text.split()[-1]
        return [t for n in self.names() if last in n.text.split() for t in n.titles]

    def names(self) -> list[Name]:
        """Each name once, in order."""
        return list({id(n): n for n in self.name_at.values()}.values())

    def all_titles(self) -> list[Title]:
        """The offices that somebody has."""
        return [t for n in self.names() for t in n.titles]

    def within(self, start: int, end: int) -> Name | None:
        """The first name in a stretch of tokens."""
        return next((self.name_at[i] for i in range(start, min(end, len(self.doc))) if i in self.name_at), None)


def attach_successions(doc: Doc, names: list[Name], titles: list[Title]) -> None:
    """Give whoever came into an office, or left it to somebody, the office that the words around say."""
    name_at = {i: n for n in names for i in range(n.start, n.end)}
    roll = _Roll(doc, name_at, {t.start: t for t in titles if not t.plural}, {})
    for verb in _verbs(doc, _APPOINTING | _BECOMING):
        _appointed(roll, verb)
    for verb in _verbs(doc, _SUCCEEDING | _TAKING):
        _succeeded(roll, verb)
    for noun in (t for t in doc if t.lower_ in _SUCCESSORS):
        _successor(roll, noun)


def _verbs(doc: Doc, lemmas: frozenset[str]) -> Iterator[Token]:
    return (t for t in doc if t.pos_ in ("VERB", "AUX") and lower_lemma(t) in lemmas)


def _appointed(roll: _Roll, verb: Token) -> None:
    """ "X was appointed minister", "named X minister", "swore in X as minister", "X became minister", "X is the new minister"."""
    title = _complement(roll, verb)
    if title is None or _denied(verb):
        return
    into = lower_lemma(verb) in _APPOINTING
    who = _appointee(roll, verb, title, into)
    if who is None or (who.end > title.start and not into) or any(t.head == title.head for t in roll.all_titles()):
        return  # "is Prime Minister X": the office of somebody named with it
    title.status = _status(verb, title, into)
    who.titles.append(title)
    roll.came[verb.sent.start] = who


def _appointee(roll: _Roll, verb: Token, title: Title, into: bool) -> Name | None:
    """Who stands between the verb and the office that it leads to, else the subject, of "appointed" in the passive only."""
    between = roll.within(verb.i + 1, title.start) if into else None
    return between or (_subject(roll, verb) if not into or _passive(verb) else None)


def _complement(roll: _Roll, verb: Token) -> Title | None:
    """The office that a verb leads to, with nothing but its bearer, days and small words between."""
    for i in range(verb.i + 1, min(verb.i + _BETWEEN + 1, verb.sent.end)):
        if i in roll.title_at:
            return roll.title_at[i]
        token = roll.doc[i]
        passed = i in roll.name_at or token.lower_ in people.ranks() or token.ent_type_ in ("DATE", "TIME")
        if not passed and not (token.pos_ in ("ADV", "DET", "ADP", "AUX") or token.lower_ in ("as", "in", "been", "yesterday", "on", ".")):
            return None
        if token.lower_ in ("by", "to", "from", "with", "of", "for", "at"):
            return None
    return None


def _status(verb: Token, title: Title, into: bool) -> RoleStatus:
    """Whether who came into an office holds it: a plan makes him designate, "was" and "until" a former holder."""
    helped = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if title.status != "current" or helped & {"will", "would", "to", "should"}:
        return title.status if title.status != "current" else "designate"
    behind = {t.lower_ for t in verb.doc[title.end : title.end + 3]}
    been = verb.lower_ == _SINCE or (not into and helped & {"has", "have"})
    was = lower_lemma(verb) == "be" and verb.tag_ == "VBD" and not been
    return "former" if was or _UNTIL in behind else "current"


def _succeeded(roll: _Roll, verb: Token) -> None:
    """ "X replaces Y as minister", "X, who took over the ministry from Y", "Y is succeeded by X"."""
    if _denied(verb):
        return
    one, other = _subject(roll, verb), _successor_object(roll, verb)
    if _passive(verb):
        one, other = _agent(roll, verb), one
    if one is None or other is None or one.text == other.text:
        return
    office = _office_of(roll, verb, one, other)
    if office is None:
        return
    _enter(roll, one, office)
    _leave(other, office)
    roll.came[verb.sent.start] = one


def _enter(roll: _Roll, name: Name, office: Title) -> None:
    """Give somebody an office, where none of his forms has it."""
    if not any(t.office == office.office for t in roll.titles(name)):
        said = roll.doc[office.start - 1].lower_ == "as"
        name.titles.append(office if said else replace(office, status="current", implicit=True))


def _leave(name: Name, office: Title) -> None:
    """Make somebody the former holder of an office."""
    held = [t for t in name.titles if t.office == office.office]
    for title in (t for t in held if t.status == "current"):
        title.status = "former"
    if not held:
        name.titles.append(replace(office, status="former", implicit=True))


def _successor_object(roll: _Roll, verb: Token) -> Name | None:
    """Whom somebody comes after: the object of "replace", and with "take over from", "take the place of" what "from" and "of" lead to."""
    end = min(verb.i + _BETWEEN, verb.sent.end)
    if lower_lemma(verb) in _SUCCEEDING:
        return next((roll.name_at[i] for i in range(verb.i + 1, end) if i in roll.name_at and _leads(roll, verb.i + 1, i)), None)
    words = [t.lower_ for t in roll.doc[verb.i + 1 : end]]
    if not _TAKEN & set(words[:3]):
        return None
    link = next((verb.i + 1 + k for k, w in enumerate(words) if w in ("from", "of")), None)
    return roll.within(link + 1, link + 4) if link is not None else None


def _leads(roll: _Roll, start: int, end: int) -> bool:
    """Whether nothing but ranks and offices stands between."""
    inside = {i for t in roll.title_at.values() for i in range(t.start, t.end)}
    return all(
        i in inside or i in roll.name_at or t.lower_ in people.ranks() or t.pos_ in ("DET", "PUNCT", "ADJ", "PRON")
        for i, t in ((i, roll.doc[i]) for i in range(start, end))
    )


def _office_of(roll: _Roll, verb: Token, one: Name, other: Name) -> Title | None:
    """The office that passes from one to another: the one behind "as", else one that either of them has."""
    for token in roll.doc[max(verb.i + 1, other.end if other.start > verb.i else 0) : verb.sent.end]:
        if token.lower_ == "as" and token.i + 1 in roll.title_at:
            return roll.title_at[token.i + 1]
        if token.is_punct or token.lower_ in _RELATIVE:
            break
    own, others = roll.titles(one), roll.titles(other)
    ranked = [*(t for t in own if t.status != "former"), *(t for t in others if t.status == "former"), *others]
    return next((t for t in ranked if not t.rank), None)


def _successor(roll: _Roll, noun: Token) -> None:
    """ "His successor, Z": the office of whoever was last said to have had one."""
    owned = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
    who = _named_beside(roll, noun)
    before = _holder_before(roll, noun.i) if owned else None
    if who is None or before is None or who.text == before.text:
        return
    office = next((t for t in before.titles if t.status == "former"), before.titles[0])
    phrase = next((t for t in roll.title_at.values() if t.start <= noun.i < t.end), None)
    if phrase is not None:
        _stand_for(phrase, office)
    _inherit(who, phrase, office)


def _inherit(who: Name, phrase: Title | None, office: Title) -> None:
    """Give a successor the office, by the phrase that stands for it where there is one."""
    if phrase is not None and phrase not in who.titles:
        who.titles.append(phrase)
    elif not any(t.office == office.office for t in who.titles):
        who.titles.append(replace(office, status="current", implicit=True))


def _stand_for(phrase: Title, office: Title) -> None:
    """Let the phrase "his successor" itself stand for the office."""
    phrase.office, phrase.sector, phrase.words, phrase.countries = office.office, office.sector, office.words, list(office.countries)
    phrase.organization, phrase.possessive = office.organization, None


def _named_beside(roll: _Roll, noun: Token) -> Name | None:
    """The name that stands for a noun: behind a comma, or behind "is"."""
    for i in range(noun.i + 1, min(noun.i + _BETWEEN, noun.sent.end)):
        if i in roll.name_at:
            return roll.name_at[i]
        token = roll.doc[i]
        if not (token.text == "," or lower_lemma(token) == "be" or token.lower_ in people.ranks() or _placing(token)):
            return None
    return None


def _placing(token: Token) -> bool:
    """Whether a word belongs to what says where: "his successor at the ministry is"."""
    return token.pos_ in ("ADP", "DET", "ADV") or token.lower_ in people.institutions() or token.lower_ == "job"


def _holder_before(roll: _Roll, i: int) -> Name | None:
    """Whoever was last named with an office before a token, in its sentence or the one before."""
    start = roll.doc[max(0, roll.doc[i].sent.start - 1)].sent.start
    near = {id(roll.name_at[k]): roll.name_at[k] for k in range(start, i) if k in roll.name_at}
    held = [n for n in near.values() if n.titles]
    return next((n for n in reversed(held) if any(t.status == "former" for t in n.titles)), held[-1] if held else None)


def _subject(roll: _Roll, verb: Token) -> Name | None:
    """Who does what a verb says, a relative pronoun and a verb joined by "and" led to their names."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(roll, verb.head)
    if subject is None or subject.lower_ in _RELATIVE:
        return _antecedent(roll, verb, subject)
    if subject.lower_ in ("he", "she"):
        return _spoken_of(roll, verb)
    return _named(roll, subject)


def _named(roll: _Roll, subject: Token) -> Name | None:
    """The name that a subject is or stands beside, else of whoever has the office that it is."""
    near = (subject.i, *(t.i for t in _appositives(subject)), subject.i + 1, subject.i - 1)
    beside = next((roll.name_at[i] for i in near if i in roll.name_at), None)
    return beside or next((n for n in roll.name_at.values() if any(t.start <= subject.i < t.end for t in n.titles)), None)


def _appositives(noun: Token) -> Iterator[Token]:
    return (c for c in noun.subtree if c.dep_ in ("appos", "flat", "compound"))


def _antecedent(roll: _Roll, verb: Token, subject: Token | None) -> Name | None:
    """The name right before a relative clause: "X, who replaced Y"."""
    if subject is None:
        return None
    end = subject.i
    while end > 0 and (
        roll.doc[end - 1].text in (",", "-", "–", "—") or end - 1 in {i for t in roll.title_at.values() for i in range(t.start, t.end)}
    ):
        end -= 1
    return roll.name_at.get(end - 1)


def _spoken_of(roll: _Roll, verb: Token) -> Name | None:
    """Whom "he" means at the beginning of a sentence: who came into an office in the one before, else whom that one names first."""
    if verb.sent.start == 0:
        return None
    before = roll.doc[verb.sent.start - 1].sent
    return roll.came.get(before.start) or roll.within(before.start, before.end)


def _agent(roll: _Roll, verb: Token) -> Name | None:
    by = next((c for c in verb.children if c.dep_ == "agent" or c.lower_ == "by"), None)
    return roll.within(by.i + 1, min(by.i + 8, verb.sent.end)) if by is not None else None


def _passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
