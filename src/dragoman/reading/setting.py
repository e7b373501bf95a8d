"""What dating and placing events share: where things stand in a report, and how two words hang together in a sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.model.record import Passage, PassageKind
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.dates.direction import verb_ahead
from dragoman.reading.trees import Features

_HOPS = 12
_WORDS = table("en/setting")
_SPEECH = frozenset(_WORDS["speech"])
_OCCASION = frozenset(_WORDS["occasion"])
_BACKGROUND = frozenset(_WORDS["background"])
_CONTINUING = frozenset(_WORDS["continuing"])
_LIGHT = frozenset(_WORDS["light"])
_ANNIVERSARY = frozenset(_WORDS["anniversary"])
_COMMENT = frozenset(_WORDS["comment"])
_KINDS = {word: k + 1 for k, words in enumerate(_WORDS["kinds"].values()) for word in words}
_CLAUSES = {"relcl": "relcl", "acl": "relcl", "advcl": "advcl", "ccomp": "ccomp", "parataxis": "ccomp", "xcomp": "xcomp", "conj": "conj"}
_NOMINAL = ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "prep", "agent", "compound", "poss")


@dataclass(frozen=True)
class Layout:
    """A report as dating and placing see it: its parse and the part that each passage plays."""

    doc: Doc
    passages: tuple[Passage, ...]

    @cached_property
    def sentences(self) -> list[int]:
        """First token of every sentence."""
        return [sent.start for sent in self.doc.sents]

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.passages]

    @cached_property
    def lead(self) -> int:
        """Number of the first sentence of the body; the first of all where there is no body."""
        body = next((p for p in self.passages if p.kind == "body"), None)
        return self.sentence(next((t.i for t in self.doc if body is not None and t.idx >= body.start and not t.is_space), 0))

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Tokens within quotation marks."""
        out, inside = set(), False
        for token in self.doc:
            if token.text in ("“", '"', "”", "``", "''"):
                inside = token.text in ("“", "``") or (token.text == '"' and not inside)
            elif "\n" in token.text:
                inside = False
            elif inside:
                out.add(token.i)
        return frozenset(out)

    def sentence(self, i: int) -> int:
        """Number of the sentence of a token."""
        return bisect_right(self.sentences, i) - 1

    def passage(self, at: int) -> int:
        """Number of the passage at a character; -1 before the first."""
        return bisect_right(self._starts, at) - 1

    def kind(self, at: int) -> PassageKind:
        """What part the passage at a character plays."""
        k = self.passage(at)
        return self.passages[k].kind if k >= 0 else "body"


def trigger_features(layout: Layout, token: Token) -> Features:
    """What the word that tells an event says of its time and place: tense, clause, where it stands."""
    aux = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    verb = clause_verb(token)
    above = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")} if verb is not None else set()
    number = layout.sentence(token.i)
    words = {t.lower_ for t in token.sent}
    ahead = verb_ahead(verb) if verb is not None else None
    out = {
        "t noun": token.pos_ in ("NOUN", "PROPN"),
        "t tag": _tag(token),
        "t verb tag": _tag(verb) if verb is not None else 0,
        "t had": "had" in aux or "had" in above,
        "t has": bool((aux | above) & {"has", "have"}),
        "t ahead": 0 if ahead is None else 1 if ahead else -1,
        "t to": "to" in aux,
        "t root": token.dep_ == "ROOT",
        "t depth": min(sum(1 for _ in token.ancestors), 8),
        "t speech": lower_lemma(token) in _SPEECH,
        "t under speech": any(lower_lemma(t) in _SPEECH for t in islice(token.ancestors, _HOPS)),
        "t quoted": token.i in layout.quoted,
        "t light": _under(token, _LIGHT),
        "t comment": _under(token, _COMMENT),
        "t lead": number == layout.lead,
        "t sentence": min(number - layout.lead, 20),
        "t headline": layout.kind(token.idx) == "headline",
        "t in relcl": any(t.dep_ in ("relcl", "acl") for t in islice((token, *token.ancestors), _HOPS)),
        "t in advcl": any(t.dep_ == "advcl" for t in islice((token, *token.ancestors), _HOPS)),
        "s occasion": bool(words & _OCCASION),
        "s background": bool(words & _BACKGROUND),
        "s continuing": bool(words & _CONTINUING),
        "s length": min(len(token.sent), 60),
    }
    return {k: float(v) for k, v in out.items()}


def _under(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a noun is the object of one of these verbs, directly or after a preposition: "marked the bombing", "protested over the raid"."""
    up = token.head if token.dep_ in ("dobj", "nsubjpass", "pobj") else token
    up = up.head if up.dep_ == "prep" else up
    return up.i != token.i and token.pos_ in ("NOUN", "PROPN") and lower_lemma(up) in lemmas


def recalled(token: Token) -> bool:
    """Whether a noun is only recalled by its verb, and so older than what is told: "marked the bombing on Monday"."""
    return _under(token, _ANNIVERSARY)


def _tag(token: Token) -> int:
    return {"VBD": 1, "VBN": 2, "VBG": 3, "VB": 4, "VBZ": 5, "VBP": 5}.get(token.tag_, 0)


def clause_verb(token: Token) -> Token | None:
    """The verb of a token's clause: itself, or the nearest above."""
    return next((t for t in islice((token, *token.ancestors), _HOPS) if t.pos_ in ("VERB", "AUX")), None)


def governor(token: Token) -> Token:
    """The verb or noun that a time or a place hangs on: of "in March" in "signed in March" that is "signed"."""
    up = token
    for _ in range(_HOPS):
        if up.head.i == up.i:
            return up
        up = up.head
        if up.pos_ in ("VERB", "AUX") or (up.pos_ == "NOUN" and up.ent_type_ not in ("DATE", "TIME")):
            return up
    return up


def path_features(layout: Layout, trigger: Token, token: Token) -> Features:
    """How a word and a trigger hang together: in one sentence by its tree, else by how far apart they stand."""
    gap = layout.sentence(trigger.i) - layout.sentence(token.i)
    low, high = sorted((trigger.i, token.i))
    between = trigger.doc[low + 1 : high]
    out: dict[str, float] = {
        "gap": float(max(-3, min(gap, 9))),
        "passages apart": float(min(abs(layout.passage(trigger.idx) - layout.passage(token.idx)), 9)),
        "before": float(token.i < trigger.i),
        "tokens": float(min(high - low, 120)),
        "up": 9.0,
        "down": 9.0,
    }
    if gap:
        return out
    out["verbs between"] = float(sum(t.pos_ == "VERB" for t in between))
    out["commas between"] = float(sum(t.text in (",", ";", ":", "–", "—", "--") for t in between))
    out["marks between"] = float(sum(t.text in ("“", '"', "”") for t in between))
    out.update(_tree(trigger, token))
    return out


def _tree(trigger: Token, token: Token) -> Features:
    over_t = [trigger, *islice(trigger.ancestors, 30)]
    over_d = [token, *islice(token.ancestors, 30)]
    place = {t.i: k for k, t in enumerate(over_t)}
    up = next((k for k, t in enumerate(over_d) if t.i in place), len(over_d))
    down = place[over_d[up].i] if up < len(over_d) else 9
    out: dict[str, float] = {"up": float(min(up, 9)), "down": float(min(down, 9))}
    for side, chain in (("up", over_d[:up]), ("down", over_t[:down])):
        for t in chain:
            kind = _CLAUSES.get(t.dep_) or ("nominal" if t.dep_ in _NOMINAL and side == "down" else None)
            if kind:
                out[f"{side} {kind}"] = out.get(f"{side} {kind}", 0.0) + 1
        out[f"{side} verbs"] = float(sum(t.pos_ == "VERB" for t in chain[1:]))
    held = governor(token)
    verb, other = clause_verb(trigger), clause_verb(held)
    out["governor subject"] = float(held.dep_ in ("nsubj", "nsubjpass") and verb is not None and held.head.i == verb.i)
    out["governor object"] = float(held.dep_ in ("dobj", "attr", "pobj") and verb is not None and held.head.i == verb.i)
    out["governs"] = float(held.i == trigger.i)
    out["governor above"] = float(held.i != trigger.i and held.i in place)
    out["same clause verb"] = float(verb is not None and other is not None and verb.i == other.i)
    return out


def governor_features(token: Token) -> Features:
    """What a time or a place hangs on: its tense, its clause, whether it is a saying, and of what kind of happening."""
    held = governor(token)
    verb = clause_verb(held)
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")} if verb is not None else set()
    out = {
        "g verb": held.pos_ in ("VERB", "AUX"),
        "g tag": _tag(verb) if verb is not None else 0,
        "g had": "had" in aux,
        "g will": bool(aux & {"will", "would", "to"}),
        "g root": held.dep_ == "ROOT",
        "g speech": lower_lemma(held) in _SPEECH,
        "g in relcl": any(t.dep_ in ("relcl", "acl", "advcl") for t in islice((held, *held.ancestors), _HOPS)),
        "g kind": kind_of(held),
    }
    return {k: float(v) for k, v in out.items()}


def kind_of(token: Token) -> int:
    """The kind of happening that a word tells, from 1; 0 for none of the lists. A light verb takes that of its object."""
    own = _KINDS.get(lower_lemma(token), 0)
    if own or token.pos_ != "VERB":
        return own
    return next((k for c in token.children if c.dep_ in ("dobj", "nsubjpass", "nsubj", "prt") and (k := _KINDS.get(lower_lemma(c), 0))), 0)


def kinship(trigger: Token, token: Token) -> Features:
    """Whether a trigger and a time or place in another clause seem to belong to one happening: its kind, its names, its subject."""
    held = governor(token)
    one, other = _content(trigger.sent), _content(token.sent)
    a, b = kind_of(trigger), kind_of(held)
    names = {t.lower_ for t in trigger.sent if t.pos_ == "PROPN"} & {t.lower_ for t in token.sent if t.pos_ == "PROPN"}
    out = {
        "k alike": alike(trigger, token),
        "k kind": a,
        "k same kind": bool(a) and a == b,
        "k names": min(len(names), 5),
        "k words": min(len(one & other), 8),
        "k definite": any(t.lower_ == "the" and t.head.pos_ == "NOUN" and lower_lemma(t.head) in other for t in trigger.sent),
        "k subject": _subjects(trigger, held),
    }
    return {k: float(v) for k, v in out.items()}


def _content(span: Span) -> frozenset[str]:
    return frozenset(lower_lemma(t) for t in span if t.pos_ in ("NOUN", "VERB") and not t.ent_type_ and len(t) > 3)


def _subjects(trigger: Token, held: Token) -> int:
    """2 where both clauses have a subject of one name, 1 where that of the trigger is a pronoun, -1 where they differ."""
    pair = []
    for token in (trigger, held):
        verb = clause_verb(token)
        pair.append(next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) if verb is not None else None)
    if pair[0] is None or pair[1] is None:
        return 0
    if pair[0].pos_ == "PRON":
        return 1
    return 2 if pair[0].lower_ == pair[1].lower_ else -1


def ranks(distances: Sequence[float]) -> list[float]:
    """The place of each in order of distance, from 0; equals share one."""
    order = sorted(set(distances))
    return [float(order.index(d)) for d in distances]


def alike(trigger: Token, token: Token) -> bool:
    """Whether the verb or noun that a word hangs on is that of the trigger, in some form: "signed" and "signing"."""
    a, b = lower_lemma(trigger), lower_lemma(governor(token))
    return a == b or (min(len(a), len(b)) > 3 and a[:4] == b[:4])
