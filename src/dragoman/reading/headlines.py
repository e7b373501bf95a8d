"""Headlines whose verb the parser takes for a noun: what hangs on what instead."""

from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.frames import cue_verbs, verb_frames
from dragoman.reading.changes import Changes

_PHRASE = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON")


@cache
def _headline_verbs() -> dict[str, str]:
    """Present tenses of the verbs that tell an event or words, by form: lemma and whether one or several do it."""
    out: dict[str, str] = {}
    for lemma in {*verb_frames(), *cue_verbs()}:
        if lemma.isalpha():
            several = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in "aeou" else lemma
            one = several if several != lemma else lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
            out[lemma], out[one] = lemma, lemma
    return out


def complete_headline(doc: Doc, chain: list[Token], changes: Changes) -> None:
    """ "Brazil and Paraguay sign dam accord", "Turkey summons Swedish envoy": the word behind the states is the verb that the parser misses."""
    at = chain[-1].i + 1
    sent = chain[0].sent
    who = _subject(chain, sent)
    if who is None or at + 1 >= sent.end or sent[-1].text in (".", "!", "?"):
        return
    verb, after = doc[at], doc[at + 1]
    if _is_to_come(verb, after):
        _lead(chain, who, after, changes)  # "Peru, Chile to resume talks"
        return
    lemma = _headline_verbs().get(verb.lower_)
    plural = len(chain) > 1 or who.tag_ == "NNS"
    fits = lemma is not None and (verb.lower_ == lemma) == plural
    taken = _is_taken_for_verb(after, verb)
    if not fits or verb.pos_ not in ("NOUN", "PROPN") or not (taken or _opens_phrase(after)):
        return
    if taken:
        _mark(after, {"POS": "NOUN", "TAG": "NN"}, changes)
    _mark(verb, {"POS": "VERB", "TAG": "VBP" if plural else "VBZ", "LEMMA": lemma or ""}, changes)
    _lead(chain, who, verb, changes)
    _object(doc, verb, sent, changes)


def _is_to_come(to: Token, verb: Token) -> bool:
    """Whether an infinitive is the only verb of a line."""
    return to.lower_ == "to" and verb.tag_ == "VB" and to.sent.root.pos_ not in ("VERB", "AUX")


def _lead(chain: list[Token], who: Token, verb: Token, changes: Changes) -> None:
    """Make a verb the main one, and those whom a headline begins with its subject."""
    changes.hang(verb.i, verb.i, "ROOT")
    changes.hang(who.i, verb.i, "nsubj")
    if who.i == chain[0].i:
        for one, other in pairwise(chain):
            changes.hang(other.i, one.i, "conj")


def _mark(token: Token, words: dict[str, str], changes: Changes) -> None:
    for attribute, word in words.items():
        changes.words[token.i, attribute] = word


def _is_taken_for_verb(after: Token, verb: Token) -> bool:
    """Whether the root of a headline is the noun behind its verb, and the verb its subject: "Zambia bans maize imports"."""
    over = after.dep_ == "ROOT" and verb.dep_ == "nsubj" and verb.head.i == after.i
    return after.tag_ in ("VBP", "VB") and (over or (verb.dep_ == "ROOT" and after.head.i == verb.i))


def _opens_phrase(after: Token) -> bool:
    """Whether what stands behind a headline's verb can be its object, in a line without another verb."""
    return after.sent.root.pos_ not in ("VERB", "AUX") and after.pos_ in _PHRASE


def _subject(chain: list[Token], sent: Span) -> Token | None:
    """The word that a headline begins with: the first state itself, or the noun in "ministers of Spain and Portugal"."""
    first = chain[0].left_edge.i if chain[0].left_edge.i <= chain[0].i else chain[0].i
    if chain[0].i == sent.start or first == sent.start:
        return chain[0]
    before = [t for t in sent if t.i < chain[0].i]
    nouns = [t for t in before if t.pos_ in ("NOUN", "PROPN")]
    return nouns[0] if len(nouns) == 1 and len(before) <= 3 and before[-1].lower_ == "of" else None


def _object(doc: Doc, verb: Token, sent: Span, changes: Changes) -> None:
    """Hang the phrase behind a headline's verb on it as its object, and what follows on the verb as well, unless it hangs there already."""
    run: list[Token] = []
    for token in doc[verb.i + 1 : sent.end]:
        if changes.words.get((token.i, "POS"), token.pos_) not in (*_PHRASE, "PART"):
            break
        run.append(token)
    noun = next((t for t in reversed(run) if changes.words.get((t.i, "POS"), t.pos_) in ("NOUN", "PROPN")), None)
    if noun is None:
        return
    changes.hang(noun.i, verb.i, "dobj")
    for token in doc[verb.i + 1 : sent.end]:
        if token.i != noun.i and (token.head.i <= verb.i or token.dep_ == "ROOT"):
            within = token.i < noun.i
            changes.hang(token.i, noun.i if within else verb.i, "compound" if within else token.dep_)


def complete_subject(sent: Span, changes: Changes) -> None:
    """ "Sudan army shells Chad border town": the noun right before the verb is its subject, and no part of its name."""
    root = sent.root
    own = [c.dep_ for c in root.children]
    before = root.nbor(-1) if root.i > sent.start else root
    if root.tag_ in ("VBZ", "VBP") and "nsubj" not in own and before.dep_ == "compound" and before.head.i == root.i and "dobj" in own:
        changes.hang(before.i, root.i, "nsubj")
