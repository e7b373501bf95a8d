"""Whoever a noun phrase names as a party to an event, down to those whom the report only describes ("several suspects")."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.codebook.parties import people_nouns, thing_nouns
from dragoman.codebook.people import papers
from dragoman.model.record import ActorKind
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import children, conjuncts, counted, lower_lemma
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.mentions import Mention

_NAMED: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organization", "NORP": "people", "GPE": "government"}
_NO_PARTY = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "LAW", "EVENT", "LANGUAGE", "WORK_OF_ART", "PRODUCT")
_DEEP = 4


class Parties:
    """Parties of one report; entities for the unnamed are made when they are first asked for."""

    def __init__(self, args: Arguments) -> None:
        self.args = args
        self._made: dict[int, int] = {}

    def doers(self, token: Token) -> list[int]:
        """Entities of a phrase that can act."""
        return list(dict.fromkeys(i for each in self._each(token) for i in self._one(each, things=False)))

    def targets(self, token: Token, *, deep: bool = True) -> list[int]:
        """Entities that something is done to, as its head says or as the phrase under it names them.

        Args:
            deep: look below a head that is no party itself ("the decision of the court").
        """
        if token.ent_type_ in _NO_PARTY:
            return []
        for things in (False, True):
            out = list(dict.fromkeys(i for each in self._each(token) for i in self._deeper(each, things, _DEEP if deep else 0)))
            if out:
                return out
        return []

    def _each(self, token: Token) -> list[Token]:
        return list(dict.fromkeys(counted(t) for t in (*conjuncts(token), *self.args.listed(token))))

    def _deeper(self, token: Token, things: bool, depth: int) -> list[int]:
        found = self._one(token, things)
        if found or not depth:
            return found
        for inner in _under(token):
            found = self._deeper(inner, things, depth - 1)
            if found:
                return found
        return []

    def _one(self, token: Token, things: bool) -> list[int]:
        cast = self.args.cast
        mention = cast.headed(token)
        if mention is not None and not (mention.sort == "hit" and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i):
            return cast.expand(mention.entity)
        if (town := self.args.towns.get(token.i)) and token.pos_ == "PROPN":
            return [self.args.state(town, token)]
        if self._can_be(token, things):
            return [self._make(token)]
        return self.args.modifiers(token)

    def _can_be(self, token: Token, things: bool) -> bool:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or token.ent_type_ in _NO_PARTY or not token.is_alpha:
            return False
        if token.pos_ == "PROPN":
            return token.text[0].isupper() and not _names_paper(token)
        lemma = lower_lemma(token)
        own = self.args.cast.context.dictionary
        return lemma in people_nouns() or (things and lemma in thing_nouns()) or (own is not None and (token.text.upper(),) in own.agents)

    def _make(self, token: Token) -> int:
        if token.i in self._made:
            return self._made[token.i]
        cast = self.args.cast
        start, end = _phrase(token)
        text = str(token.doc[start:end].text)
        kind = _NAMED.get(token.ent_type_, "people" if token.tag_ == "NNS" else "group")
        country = next((c for i in self.args.modifiers(token) if (c := cast.country_of(i))), None)
        key = f"party {text.lower()}"
        known = cast.keyed(key)
        sector = "CVL" if country and kind == "people" else None
        own = self.args.cast.context.dictionary
        if own is not None and country:
            sector = own.agents.get((token.text.upper(),), sector)
        entity = known or cast.add(Entity(0, kind, text, country, sector, named=False, key=key))
        cast.place(Mention(start, end, token.i, "party", kind, text=text, key=key), entity)
        self._made[token.i] = entity.index
        return entity.index


def _names_paper(token: Token) -> bool:
    """Whether a word is part of the name of what is signed: each of "Visiting Forces Agreement"."""
    head = token
    while head.dep_ == "compound" and head.head.i > head.i:
        head = head.head
    return head.text[0].isupper() and head.lower_ in papers()


def _under(token: Token) -> Iterator[Token]:
    """Phrases inside one, the nearest to its head first: possessor, those after prepositions, those of its clauses."""
    yield from children(token, "poss")
    for prep in children(token, "prep", "agent"):
        yield from children(prep, "pobj")
        for clause in children(prep, "pcomp"):
            yield from children(clause, "nsubj", "dobj")
    yield from children(token, "appos")
    yield from (c for c in children(token, "compound", "nmod", "amod") if c.ent_type_ in _NAMED)
    for clause in children(token, "acl", "relcl"):
        yield from children(clause, "dobj", "dative", "agent", "nsubj")
        for prep in children(clause, "prep", "agent"):
            yield from children(prep, "pobj")


def _phrase(token: Token) -> tuple[int, int]:
    """First token and end of the words that name the party: articles and what follows the head left out."""
    start = token.i
    for t in token.doc[token.left_edge.i : token.i]:
        if t.dep_ not in ("det", "punct", "cc", "preconj", "predet", "mark", "advmod") and t.is_alpha and not t.is_sent_start:
            start = t.i
            break
        if t.is_sent_start and t.pos_ in ("PROPN", "ADJ", "NOUN", "NUM") and t.dep_ not in ("det",):
            start = t.i
            break
    return start, token.i + 1
