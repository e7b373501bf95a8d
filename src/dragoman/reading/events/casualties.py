"""How many were killed or injured, as numbers or ranges: `14`, `3/5`, `10/..` for at least ten; and which event each number belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import agent, children, counted, is_passive, lower_lemma, patient, prepositional, subject
from dragoman.reading.events.counts import number_of
from dragoman.reading.events.found import Found

Harm = Literal["killed", "injured"]
Count = int | str

_WORDS = table("en/casualties")
_HARMS: tuple[Harm, ...] = ("killed", "injured")
_HARMING = frozenset(lemma for harm in _HARMS for key in ("upon", "of") for lemma in _WORDS[harm][key]) | {
    verb for harm in _HARMS for pairs in _WORDS[harm]["phrases"].values() for verb, _ in pairs
}
SUFFERED = frozenset(_WORDS["killed"]["of"]) | {verb for harm in _HARMS for verb, _ in _WORDS[harm]["phrases"]["subject"]}
HARMED = frozenset(word for harm in _HARMS for word in _WORDS[harm]["states"]["words"])
_FAR = 40
"""Steps between words of two trees."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people killed or injured, and the word that says so."""

    token: int
    harm: Harm
    low: int
    high: int | None
    """None where the number is the least"""

    @property
    def value(self) -> Count:
        """As the record has it."""
        if self.high is None:
            return f"{self.low}/.."
        return self.low if self.low == self.high else f"{self.low}/{self.high}"


def count_casualties(doc: Doc, events: Iterable[Found]) -> None:
    """Give every number of killed and injured to the attack of its sentence that stands nearest to it, and to what else tells that attack."""
    attacks: dict[int, list[Found]] = {}
    for event in events:
        if event.type == "ASSAULT":
            attacks.setdefault(event.trigger, []).append(event)
    sentences = {doc[i].sent.start: doc[i].sent for i in attacks}
    for sentence in sentences.values():
        inside = [i for i in attacks if sentence.start <= i < sentence.end]
        shared: list[tuple[Toll, set[int]]] = []
        for toll in tolls(sentence):
            nearest = min(inside, key=lambda i: (_steps(doc[i], doc[toll.token]), abs(i - toll.token)))
            give(toll, attacks[nearest])
            shared.append((toll, _same_blow(doc[nearest], doc[toll.token])))
        for toll, others in shared:  # only now: what is told of an attack itself goes before what it shares
            for i in others.intersection(inside):
                give(toll, attacks[i])


def give(toll: Toll, events: Iterable[Found]) -> None:
    """Let events have a number where they have none of its kind."""
    for event in events:
        if toll.harm == "killed":
            event.killed = event.killed or toll.value
        else:
            event.injured = event.injured or toll.value


def _same_blow(nearest: Token, told: Token) -> set[int]:
    """Words that tell the blow by which a number came to harm: what the harm is told of, and the harms told with it."""
    listed = told.dep_ == "acl" and told.head.dep_ == "conj"  # "two were killed and four others wounded", as the parser may read it
    near = (told, told.head.head if listed else told.head, *told.children)
    words = {t.i for t in near if t.dep_ not in ("ccomp", "relcl", "acl") and does_harm(t)}
    if _harms(nearest):
        words |= {t.i for t in _governing(nearest)}
    elif nearest.dep_ == "relcl":
        words.add(nearest.head.i)  # "the attack that hit the plant and left two dead"
    return words | {t.i for t in _while(told)}


def _harms(token: Token) -> bool:
    """Whether a word says that somebody came to harm, and not what harmed them."""
    return lower_lemma(token) in _HARMING or token.lower_ in HARMED


def does_harm(token: Token) -> bool:
    """Whether a word, or what it makes of somebody, says so: "was shot dead and his son wounded"."""
    return _harms(token) or any(c.dep_ in ("oprd", "acomp", "advmod") and c.lower_ in HARMED for c in token.children)


def _governing(token: Token) -> Iterator[Token]:
    """The words of which a harm is told as what came of them: the attack of "the attack in which four died"."""
    while token.dep_ not in ("conj", "ccomp", "parataxis", "ROOT") and token.head.i != token.i:
        token = token.head
        yield token


def _while(harm: Token) -> Iterator[Token]:
    """The blow in the clause of time beside a harm done by nobody named: "two were killed when troops opened fire"."""
    first = next((t for t in (harm, *harm.ancestors) if t.dep_ not in ("conj", "oprd", "acomp")), harm)
    if agent(harm) is not None or not any(is_passive(t) or lower_lemma(t) in SUFFERED for t in (harm, first)):
        return
    for clause in (t for t in first.subtree if t.dep_ in ("advcl", "relcl") and t.i > harm.i):
        if any(c.lower_ in _WORDS["while"]["words"] and c.i < clause.i for c in clause.children):
            yield clause


def tolls(sentence: Span) -> list[Toll]:
    """Every number of killed or injured that a sentence tells, in order."""
    out = []
    for token in sentence:
        for harm in _HARMS:
            for people in _harmed(token, _WORDS[harm]):
                harm_done: Harm = "killed" if any(c.lower_ in _WORDS["mortal"]["words"] for c in token.children) else harm
                if (bounds := number_of(people)) is not None:
                    out.append(Toll(token.i, harm_done, *bounds))
                    break
    return out


def _harmed(token: Token, words: dict[str, Any]) -> Iterator[Token]:
    """The heads of the phrases that a word may count, the likeliest first."""
    lemma = lower_lemma(token)
    verb = token.pos_ in ("VERB", "ADJ", "AUX")
    upon = verb and lemma in words["upon"]
    if upon:
        yield from _acted_upon(token)
    elif verb and lemma in words["of"]:
        yield from _some(*children(token, "dobj"), *children(token, "nsubj"), subject(token))
    elif token.pos_ == "VERB":
        yield from _of_phrase(token, lemma, words["phrases"])
        yield from _some(patient(token) if _hit_in_body(token, lemma, words) else None)
    if token.pos_ == "NOUN":
        yield from _of_noun(token, lemma, words["nouns"])
    if token.lower_ in words["states"]["words"] and not (upon and patient(token) is not None):
        yield from _in_state(token)


def _acted_upon(verb: Token) -> Iterator[Token]:
    """Whom a verb like "kill" counts."""
    subjects = list(children(verb, "nsubjpass"))
    whom = subjects[-1] if len(subjects) > 1 else patient(verb)
    if whom is not None and not _is_part(whom):
        yield whom
    yield from _numbers_beside(verb)


def _hit_in_body(token: Token, lemma: str, words: dict[str, Any]) -> bool:
    """ "Was hit in the shoulder", "shot him in the leg"."""
    body = words.get("body")
    if body is None or lemma not in body["verbs"]:
        return False
    return any(lower_lemma(part) in body["parts"] for part in prepositional(token, "in", "on"))


def _of_noun(token: Token, lemma: str, nouns: dict[str, list[str]]) -> Iterator[Token]:
    """Whom "the killing of four", "four deaths" or "the toll" counts."""
    if lemma in nouns["deed"]:
        yield from prepositional(token, "of", "at")
    if lemma in nouns["each"] and any(c.dep_ == "nummod" for c in token.children):
        yield token
    if lemma in nouns["toll"]:
        yield from _standing_at(token)


def _some(*tokens: Token | None) -> Iterator[Token]:
    return (t for t in tokens if t is not None)


def _numbers_beside(token: Token) -> Iterator[Token]:
    """The number that a participle stands at, or the persons: "eleven wounded", "one soldier dead"."""
    yield from (c for c in token.children if (c.pos_ == "NUM" or c.dep_ == "npadvmod") and not _is_part(c))
    if token.i > token.sent.start and token.nbor(-1).pos_ == "NUM":
        yield token.nbor(-1)


def _is_part(people: Token) -> bool:
    """ "16 wounded, among them four children": some of those counted before."""
    first = people.left_edge.i
    before = {people.doc[first - 1].lower_} if first else set()
    before |= {w.lower_ for c in people.children if c.dep_ == "prep" and c.i < people.i for w in c.children}
    return not before.isdisjoint(_WORDS["part"]["after"])


def _standing_at(toll: Token) -> Iterator[Token]:
    """The figure that a toll has come to: "put the toll of the raid at 34", "the toll rose to 17"."""
    over = [toll.head] if toll.dep_ in ("nsubj", "nsubjpass", "dobj") else []
    for prep in (t for top in (toll, *over) for t in top.subtree if t.lower_ in _WORDS["toll"]["at"] and t.i > toll.i):
        yield from (
            c
            for c in children(prep, "pobj")
            if c.pos_ == "NUM" or (c.ent_type_ not in ("MONEY", "DATE", "TIME") and any(n.dep_ == "nummod" for n in c.children))
        )


def _of_phrase(verb: Token, lemma: str, phrases: dict[str, list[list[str]]]) -> Iterator[Token]:
    """Whom "lost their lives", "claimed the lives of" or "lost soldiers" counts."""
    for thing in children(verb, "dobj"):
        pair = [lemma, lower_lemma(thing)]
        if pair in phrases["subject"]:
            yield from _some(subject(verb))
        elif pair in phrases["owner"]:
            yield from prepositional(thing, "of")
            yield thing
        elif [lemma, lower_lemma(counted(thing))] in phrases["object"]:
            yield thing


def _in_state(token: Token) -> Iterator[Token]:
    """Whom an adjective counts: "five dead", "left two dead", "shot dead a judge"."""
    if token.dep_ in ("dobj", "nsubj", "nsubjpass"):
        yield from _standing_at(token)  # "put the dead at nine"
    yield from _numbers_beside(token)
    head = token.head
    if head.pos_ == "NUM" or (token.dep_ == "amod" and head.pos_ == "NOUN"):
        yield head
    elif token.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "advmod") and head.pos_ in ("VERB", "AUX"):
        yield from children(token, "nsubj")
        yield from _some(patient(head), *(children(head, "nsubj") if head.pos_ == "AUX" else ()))


def _steps(event: Token, toll: Token) -> int:
    """Arcs of the tree between two words; many where neither stands under the other's clause."""
    above = [event.i, *(t.i for t in event.ancestors)]
    depth = {i: n for n, i in enumerate(above)}
    for n, token in enumerate([toll, *toll.ancestors]):
        if token.i in depth:
            return n + depth[token.i]
    return _FAR
