"""What dating and placing events share: where things stand in a report, and how two words hang together in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.dates.direction import verb_ahead
from dragoman.reading.layout import Layout
from dragoman.reading.trees import Features
from dragoman.reading.words import Words

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
_TENSES = {"VBD": 1, "VBN": 2, "VBG": 3, "VB": 4, "VBZ": 5, "VBP": 5}


@dataclass(frozen=True)
class Sentence:
    """What one sentence says of time and place, whatever of it is asked about."""

    occasion: bool
    background: bool
    continuing: bool
    content: frozenset[str]
    """Lemmas of its nouns and verbs."""
    names: frozenset[str]
    definite: frozenset[str]
    """Lemmas of its nouns that have "the" before them."""


def _sentence(layout: Layout, number: int) -> Sentence:
    return layout.once(("sentence", number), lambda: _read_sentence(layout.words, layout.tokens(number)))


def _read_sentence(w: Words, tokens: range) -> Sentence:
    words = {w.lower[i] for i in tokens}
    return Sentence(
        bool(words & _OCCASION),
        bool(words & _BACKGROUND),
        bool(words & _CONTINUING),
        frozenset(w.lemma[i] for i in tokens if w.pos[i] in ("NOUN", "VERB") and not w.entity[i] and len(w.text[i]) > 3),
        frozenset(w.lower[i] for i in tokens if w.pos[i] == "PROPN"),
        frozenset(w.lemma[w.head[i]] for i in tokens if w.lower[i] == "the" and w.pos[w.head[i]] == "NOUN"),
    )


def trigger_features(layout: Layout, token: Token) -> Features:
    """What the word that tells an event says of its time and place: tense, clause, where it stands."""
    return layout.once(("trigger", token.i), lambda: _trigger_features(layout, token.i))


def _trigger_features(layout: Layout, i: int) -> Features:
    w = layout.words
    verb = clause_verb(w, i)
    aux, above = w.auxiliaries(i), w.auxiliaries(verb) if verb is not None else frozenset()
    number = layout.sentence(i)
    said = _sentence(layout, number)
    ahead = verb_ahead(layout.doc[verb]) if verb is not None else None
    up = w.chain(i)
    near = [w.dep[t] for t in up[:_HOPS]]
    out = {
        "t noun": w.pos[i] in ("NOUN", "PROPN"),
        "t tag": _tag(w, i),
        "t verb tag": _tag(w, verb) if verb is not None else 0,
        "t had": "had" in aux or "had" in above,
        "t has": bool((aux | above) & {"has", "have"}),
        "t ahead": 0 if ahead is None else 1 if ahead else -1,
        "t to": "to" in aux,
        "t root": w.dep[i] == "ROOT",
        "t depth": min(len(up) - 1, 8),
        "t speech": w.lemma[i] in _SPEECH,
        "t under speech": any(w.lemma[t] in _SPEECH for t in up[1 : _HOPS + 1]),
        "t quoted": i in layout.quoted,
        "t light": _under(w, i, _LIGHT),
        "t comment": _under(w, i, _COMMENT),
        "t lead": number == layout.lead,
        "t sentence": min(number - layout.lead, 20),
        "t headline": layout.kind(w.at[i]) == "headline",
        "t in relcl": "relcl" in near or "acl" in near,
        "t in advcl": "advcl" in near,
        "s occasion": said.occasion,
        "s background": said.background,
        "s continuing": said.continuing,
        "s length": min(len(layout.tokens(number)), 60),
    }
    return {k: float(v) for k, v in out.items()}


def _under(w: Words, i: int, lemmas: frozenset[str]) -> bool:
    """Whether a noun is the object of one of these verbs, directly or after a preposition: "marked the bombing", "protested over the raid"."""
    up = w.head[i] if w.dep[i] in ("dobj", "nsubjpass", "pobj") else i
    up = w.head[up] if w.dep[up] == "prep" else up
    return up != i and w.pos[i] in ("NOUN", "PROPN") and w.lemma[up] in lemmas


def recalled(layout: Layout, token: Token) -> bool:
    """Whether a noun is only recalled by its verb, and so older than what is told: "marked the bombing on Monday"."""
    return _under(layout.words, token.i, _ANNIVERSARY)


def looked_back_to(layout: Layout, token: Token) -> frozenset[int]:
    """The tokens of a clause behind "since" that tells what a token stands in: only they say when it was. None for other clauses."""
    verb = clause_verb(layout.words, token.i)
    since = verb is not None and any(c.dep_ == "mark" and c.lower_ == "since" for c in layout.doc[verb].children)
    return frozenset(t.i for t in layout.doc[verb].subtree) if since and verb is not None else frozenset()


def opposed_to(layout: Layout, token: Token) -> range:
    """The tokens before the clause of a token, where "but" sets it against them and it has a subject of its own: when they were does not say when it was."""
    verb = clause_verb(layout.words, token.i)
    clause = layout.doc[verb] if verb is not None else None
    if clause is None or clause.dep_ != "conj" or not any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children):
        return range(0)
    but = any(c.dep_ == "cc" and c.lower_ == "but" for c in clause.head.children)
    return range(clause.sent.start, clause.left_edge.i) if but else range(0)


def _tag(w: Words, i: int) -> int:
    return _TENSES.get(w.tag[i], 0)


def clause_verb(w: Words, i: int) -> int | None:
    """The verb of a token's clause: itself, or the nearest above."""
    return next((t for t in w.chain(i)[:_HOPS] if w.pos[t] in ("VERB", "AUX")), None)


def governor(layout: Layout, i: int) -> int:
    """The verb or noun that a time or a place hangs on: of "in March" in "signed in March" that is "signed"."""
    return layout.once(("governor", i), lambda: _governor(layout.words, i))


def _governor(w: Words, i: int) -> int:
    up = i
    for _ in range(_HOPS):
        if w.head[up] == up:
            return up
        up = w.head[up]
        if w.pos[up] in ("VERB", "AUX") or (w.pos[up] == "NOUN" and w.entity[up] not in ("DATE", "TIME")):
            return up
    return up


def path_features(layout: Layout, trigger: Token, token: Token) -> Features:
    """How a word and a trigger hang together: in one sentence by its tree, else by how far apart they stand."""
    i, j = trigger.i, token.i
    at = layout.words.at
    gap = layout.sentence(i) - layout.sentence(j)
    low, high = (i, j) if i < j else (j, i)
    out: dict[str, float] = {
        "gap": float(max(-3, min(gap, 9))),
        "passages apart": float(min(abs(layout.passage(at[i]) - layout.passage(at[j])), 9)),
        "before": float(j < i),
        "tokens": float(min(high - low, 120)),
        "up": 9.0,
        "down": 9.0,
    }
    if gap:
        return out
    first = min(low + 1, high)
    out["verbs between"] = float(layout.verbs_before[high] - layout.verbs_before[first])
    out["commas between"] = float(layout.commas_before[high] - layout.commas_before[first])
    out["marks between"] = float(layout.marks_before[high] - layout.marks_before[first])
    out.update(_tree(layout, i, j))
    return out


def _tree(layout: Layout, trigger: int, token: int) -> Features:
    w = layout.words
    over_t, over_d = w.chain(trigger), w.chain(token)
    place = {t: k for k, t in enumerate(over_t)}
    up = next((k for k, t in enumerate(over_d) if t in place), len(over_d))
    down = place[over_d[up]] if up < len(over_d) else 9
    out: dict[str, float] = {"up": float(min(up, 9)), "down": float(min(down, 9))}
    out.update(_path(w, over_d[:up], "up"))
    out.update(_path(w, over_t[:down], "down"))
    held = governor(layout, token)
    verb, other = clause_verb(w, trigger), clause_verb(w, held)
    out["governor subject"] = float(w.dep[held] in ("nsubj", "nsubjpass") and w.head[held] == verb)
    out["governor object"] = float(w.dep[held] in ("dobj", "attr", "pobj") and w.head[held] == verb)
    out["governs"] = float(held == trigger)
    out["governor above"] = float(held != trigger and held in place)
    out["same clause verb"] = float(verb is not None and verb == other)
    return out


def _path(w: Words, chain: Sequence[int], side: str) -> dict[str, float]:
    """How many clauses of each kind, and verbs, the path up or down leads through."""
    out: dict[str, float] = {}
    for t in chain:
        kind = _CLAUSES.get(w.dep[t]) or ("nominal" if w.dep[t] in _NOMINAL and side == "down" else None)
        if kind:
            out[f"{side} {kind}"] = out.get(f"{side} {kind}", 0.0) + 1
    out[f"{side} verbs"] = float(sum(w.pos[t] == "VERB" for t in chain[1:]))
    return out


def governor_features(layout: Layout, token: Token) -> Features:
    """What a time or a place hangs on: its tense, its clause, whether it is a saying, and of what kind of happening."""
    return layout.once(("governor features", token.i), lambda: _governor_features(layout, governor(layout, token.i)))


def _governor_features(layout: Layout, held: int) -> Features:
    w = layout.words
    verb = clause_verb(w, held)
    aux = w.auxiliaries(verb) if verb is not None else frozenset()
    out = {
        "g verb": w.pos[held] in ("VERB", "AUX"),
        "g tag": _tag(w, verb) if verb is not None else 0,
        "g had": "had" in aux,
        "g will": bool(aux & {"will", "would", "to"}),
        "g root": w.dep[held] == "ROOT",
        "g speech": w.lemma[held] in _SPEECH,
        "g in relcl": any(w.dep[t] in ("relcl", "acl", "advcl") for t in w.chain(held)[:_HOPS]),
        "g kind": kind_of(w, held),
    }
    return {k: float(v) for k, v in out.items()}


def kind_of(w: Words, i: int) -> int:
    """The kind of happening that a word tells, from 1; 0 for none of the lists. A light verb takes that of its object."""
    own = _KINDS.get(w.lemma[i], 0)
    if own or w.pos[i] != "VERB":
        return own
    below = (w.lemma[c] for c in w.children[i] if w.dep[c] in ("dobj", "nsubjpass", "nsubj", "prt"))
    return next((k for lemma in below if (k := _KINDS.get(lemma, 0))), 0)


def kinship(layout: Layout, trigger: Token, token: Token) -> Features:
    """Whether a trigger and a time or place in another clause seem to belong to one happening: its kind, its names, its subject."""
    w = layout.words
    held = governor(layout, token.i)
    one, other = _sentence(layout, layout.sentence(trigger.i)), _sentence(layout, layout.sentence(token.i))
    a, b = kind_of(w, trigger.i), kind_of(w, held)
    out = {
        "k alike": alike(w, trigger.i, held),
        "k kind": a,
        "k same kind": bool(a) and a == b,
        "k names": min(len(one.names & other.names), 5),
        "k words": min(len(one.content & other.content), 8),
        "k definite": not one.definite.isdisjoint(other.content),
        "k subject": _subjects(w, trigger.i, held),
    }
    return {k: float(v) for k, v in out.items()}


def _subjects(w: Words, trigger: int, held: int) -> int:
    """2 where both clauses have a subject of one name, 1 where that of the trigger is a pronoun, -1 where they differ."""
    pair = []
    for token in (trigger, held):
        verb = clause_verb(w, token)
        pair.append(next((c for c in w.children[verb] if w.dep[c] in ("nsubj", "nsubjpass")), None) if verb is not None else None)
    if pair[0] is None or pair[1] is None:
        return 0
    if w.pos[pair[0]] == "PRON":
        return 1
    return 2 if w.lower[pair[0]] == w.lower[pair[1]] else -1


def ranks(distances: Sequence[float]) -> list[float]:
    """The place of each in order of distance, from 0; equals share one."""
    order = {d: float(k) for k, d in enumerate(sorted(set(distances)))}
    return [order[d] for d in distances]


def alike(w: Words, trigger: int, held: int) -> bool:
    """Whether the verb or noun that a word hangs on is that of the trigger, in some form: "signed" and "signing"."""
    a, b = w.lemma[trigger], w.lemma[held]
    return a == b or (min(len(a), len(b)) > 3 and a[:4] == b[:4])
