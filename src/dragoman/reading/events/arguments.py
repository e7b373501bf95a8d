"""Who acts and who is acted upon: tokens of a clause to entities of the cast."""

from spacy.tokens import Token

from dragoman.codebook.people import instruments
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import conjuncts, counted, lower_lemma
from dragoman.reading.hits import Hit
from dragoman.reading.mentions import Mention

_INSTITUTIONS = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "UAF", "PTY", "IGO"}


class Arguments:
    """Resolves noun phrases of one report."""

    def __init__(self, cast: Cast, hits: list[Hit], towns: dict[int, str]) -> None:
        """`towns` gives the state of the town that a token names."""
        self.cast = cast
        self.towns = towns
        self._hit_at = {i: h for h in hits for i in range(h.start, h.end)}

    def entities(self, token: Token, *, loose: bool = False, place: bool = False) -> list[int]:
        """Entities of a noun phrase and those coordinated with it.

        Args:
            loose: fall back on a state named anywhere in the phrase ("posts in Iraq").
            place: a state or town named as a place stands for the host.
        """
        out: list[int] = []
        for each in [*conjuncts(token), *self.listed(token)]:
            for index in self._one(each, loose, place) or self._one(counted(each), loose, place):
                if index not in out:
                    out.append(index)
        return out

    def doers(self, token: Token) -> list[int]:
        """Entities that can be the subject of a deed: of a bare nationality only where the noun is an arm of the state.

        "Iraqi units" act for Iraq; "the Italian painter" acts for himself.
        """
        known = any(self.cast.headed(counted(t)) is not None for t in (token, *token.conjuncts))
        stands_for_state = lower_lemma(token) in instruments() or token.dep_ in ("compound", "poss") or token.pos_ == "VERB"
        return self.entities(token) if known or stands_for_state else []

    def listed(self, token: Token) -> list[Token]:
        """Who stands before a comma in a headline's list: "Azerbaijan, Türkiye sign", "Erdogan, al-Sudani agree"."""
        mention = self.cast.mention_at(token.i)
        before = self.cast.mention_at(mention.start - 2) if mention is not None and mention.start >= 2 else None
        if mention is None or before is None or mention.sort != "name" or before.sort != "name":
            pass
        elif before.start == token.sent.start and before.end == mention.start - 1 and token.doc[before.end].text == ",":
            return [token.doc[before.end - 1]]
        start = token.left_edge.i if token.i in self._hit_at else 0
        follows = start - 2 in self._hit_at and token.doc[start - 1].text == "," and start - 2 == token.sent.start
        return [token.doc[start - 2]] if follows else []

    def _one(self, token: Token, loose: bool, place: bool) -> list[int]:
        mention = self.cast.mention_at(token.i)
        host = self._host_of_office(token, mention)
        if host is not None:
            return [host]
        if mention is not None and mention.entity >= 0:
            if mention.place and not place:
                return []
            if not _is_modifier(token, mention):
                return self._of_mention(token, mention, loose)
        if place and (state := self.towns.get(token.i)):
            return [self.state(state, token)]
        return self.modifiers(token) or (self._within(token) if loose else [])

    def _host_of_office(self, token: Token, mention: Mention | None) -> int | None:
        """The Ethiopia of "ambassador to Ethiopia"."""
        inner = self._hit_at.get(token.i)
        if mention is None or mention.sort not in ("title", "institution") or mention.head == token.i or token.dep_ != "pobj":
            return None
        return self.state(inner.entry.country, token) if inner is not None and inner.entry.country else None

    def _of_mention(self, token: Token, mention: Mention, loose: bool) -> list[int]:
        """The entity of a mention, or those named within its phrase where it is none that can be party."""
        known = self._is_known(mention.entity)
        return self.cast.expand(mention.entity) if known or not loose else self._within(token) or [mention.entity]

    def _is_known(self, index: int) -> bool:
        """Whether an entity has a state, a code or members."""
        entity = self.cast.entities[index]
        return bool(entity.country or entity.code or entity.members)

    def modifiers(self, token: Token) -> list[int]:
        """States and bodies named before the head: "Iraqi border posts", "Iran's proposal", "US troops"."""
        out: list[int] = []
        for t in token.doc[token.left_edge.i : token.i]:
            hit = self._hit_at.get(t.i)
            mention = self.cast.mention_at(t.i)
            if mention is not None and mention.entity >= 0 and not mention.place and (t.dep_ == "poss" or mention.sort == "hit"):
                found = self.cast.expand(mention.entity)
            elif hit is not None and not hit.sided and hit.entry.country and hit.entry.role in ("demonym", "country", "seat"):
                found = [self.state(hit.entry.country, t)]
            else:
                continue
            out += [i for i in found if i not in out]
        return out

    def state(self, iso3: str, token: Token) -> int:
        """The state that a token's name or adjective stands for; the token becomes a mention of it where it is none of anybody's."""
        index = self.cast.state(iso3)
        entity = self.cast.entities[index]
        hit = self._hit_at.get(token.i)
        start, end = (hit.start, hit.end) if hit is not None else (token.i, token.i + 1)
        if not any(m.start <= token.i < m.end for m in entity.mentions):
            text = str(token.doc[start:end].text)
            self.cast.place(Mention(start, end, token.i, "hit", "government", (iso3,), text=text, key=text.lower(), hit=hit), entity)
        return index

    def _within(self, token: Token) -> list[int]:
        """Anybody named in the phrases that hang on the head, the nearest first; places stand for their states."""
        modifiers = self.modifiers(token)
        if modifiers:
            return modifiers
        for t in token.doc[token.i + 1 : token.right_edge.i + 1]:
            if _begins_clause(t):
                break
            if t.pos_ == "PRON":
                continue
            mention = self.cast.mention_at(t.i)
            if mention is not None and mention.entity >= 0 and self._is_known(mention.entity):
                return self.cast.expand(mention.entity)
            hit = self._hit_at.get(t.i)
            if hit is not None and hit.entry.country and not hit.sided:
                return [self.state(hit.entry.country, t)]
        return []

    def states_in(self, token: Token) -> list[int]:
        """Every state named in a noun phrase, wherever it stands."""
        out: list[int] = []
        for t in token.doc[token.left_edge.i : token.right_edge.i + 1]:
            mention = self.cast.mention_at(t.i)
            hit = self._hit_at.get(t.i)
            if mention is not None and mention.entity >= 0:
                found = self.cast.expand(mention.entity)
            elif hit is not None and hit.entry.country and not hit.sided and hit.entry.role != "outlet":
                found = [self.state(hit.entry.country, t)]
            else:
                continue
            out += [i for i in found if i not in out]
        return out

    def coded(self, indices: list[int]) -> bool:
        """Whether any of the entities is a state, or somebody with a code or a political sector."""
        return any(self.political(i) for i in indices)

    def political(self, index: int) -> bool:
        """Whether an entity can be party to a political event."""
        e = self.cast.entities[index]
        return bool(e.country or e.code or e.members or e.sector in _INSTITUTIONS)


def _is_modifier(token: Token, mention: Mention) -> bool:
    """Whether a name only describes the noun after it: "Iraqi border posts"."""
    before = token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i
    return before and mention.sort == "hit" and mention.head == token.i


def _begins_clause(t: Token) -> bool:
    """Whether a clause that hangs on a noun begins: what it names is not named by the noun."""
    verb = t.pos_ in ("VERB", "AUX") and t.dep_ in ("relcl", "acl", "advcl") and t.tag_ != "VBN"
    return verb or (t.tag_ in ("WDT", "WP", "WRB", "IN") and t.lower_ in ("that", "which", "who", "where", "when"))
