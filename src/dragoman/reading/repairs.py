"""Where the parser is known to go wrong: the tree that the words have instead, before anything is read from it."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.frames import noun_frames, verb_frames
from dragoman.reading.changes import Changes
from dragoman.reading.clauses import lower_lemma, regoverned
from dragoman.reading.headlines import complete_headline, complete_subject
from dragoman.reading.hits import Hit
from dragoman.reading.name_cues import INITIALS

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_BETWEEN = (",", "and", "&", "the")
_STATES = ("country", "capital", "seat")
_DATES = ("DATE", "TIME", "CARDINAL")
_DATING = ("in", "on", "since", "by", "during", "after", "before", "until")


def repair(doc: Doc, hits: list[Hit]) -> None:
    """Mend the tree in place: fronted dates and participles, lists of states, agents of nouns, headlines without a verb."""
    changes = Changes()
    chains = list(_chains(doc, hits))
    for chain in chains:
        _dated(doc, chain, changes)
        _list(doc, chain, changes)
        complete_headline(doc, chain, changes)
    for sent in doc.sents:
        _fronted(sent, changes)
        complete_subject(sent, changes)
    for token in doc:
        _agent_of_noun(token, changes)
        _agent_behind(token, changes)
        _as_well_as(token, changes)
        _object_beside(token, changes)
        _gerund(token, changes)
        _joined(token, changes)
        _initialled(token, changes)
    if changes.heads or changes.words:
        _apply(doc, changes)


def _hung(doc: Doc, wanted: dict[int, int]) -> dict[int, int]:
    """New heads without those that would close a circle: two repairs, each right by itself, can hang two words under each other."""
    now = [t.head.i for t in doc]
    out = {}
    for token, head in wanted.items():
        above, before = head, -1
        while above not in (token, before):
            before, above = above, now[above]
        if above != token or head == token:
            now[token] = out[token] = head
    return out


def _apply(doc: Doc, changes: Changes) -> None:
    columns: list[int | str] = ["HEAD", "DEP", "POS", "TAG", "LEMMA"]
    table = doc.to_array(columns)
    heads = _hung(doc, changes.heads)
    for token, head in heads.items():
        table[token, 0] = table.dtype.type((head - token) % 2**64)
    for (token, attribute), word in changes.words.items():
        if attribute != "DEP" or token in heads or token not in changes.heads:
            table[token, columns.index(attribute)] = doc.vocab.strings.add(word)
    doc.from_array(columns, table)  # type: ignore[arg-type]


def _chains(doc: Doc, hits: list[Hit]) -> Iterator[list[Token]]:
    """Heads of the names of states that only commas and "and" part, the longest such lists."""
    chain: list[Token] = []
    end = -1
    for hit in sorted((h for h in hits if h.entry.role in _STATES and not h.sided), key=lambda h: h.start):
        between = doc[end : hit.start] if chain and hit.start > end else None
        joined = between is not None and 0 < len(between) <= 3 and all(t.lower_ in _BETWEEN for t in between)
        if not joined or doc[hit.start].sent.start != chain[0].sent.start:
            if chain:
                yield chain
            chain = []
        chain.append(_head(doc[hit.start : hit.end]))
        end = hit.end
    if chain:
        yield chain


def _head(name: Span) -> Token:
    """The word by which a name hangs in its sentence."""
    return next((t for t in name if not name.start <= t.head.i < name.end or t.head.i == t.i), name[-1])


def _verb_after(chain: list[Token]) -> Token | None:
    """The finite verb right behind a list."""
    doc = chain[-1].doc
    for token in doc[chain[-1].i + 1 : chain[-1].i + 4]:
        if token.tag_ in _FINITE and token.pos_ in ("VERB", "AUX"):
            return token.head if token.dep_ in ("aux", "auxpass") else token
        if token.pos_ != "ADV" and token.dep_ not in ("flat", "compound", "conj", "cc"):
            return None
    return None


def _dated(doc: Doc, chain: list[Token], changes: Changes) -> None:
    """ "In 1974 Turkey invaded Cyprus": the state behind the date is who does it, and no place."""
    first, verb = chain[0], _verb_after(chain)
    prep = first.head
    if verb is None or first.dep_ != "pobj" or prep.lower_ not in _DATING or any(c.dep_ == "nsubj" for c in verb.children):
        return
    date = doc[prep.i + 1 : first.i]
    if len(date) and all(t.ent_type_ in _DATES or t.pos_ == "NUM" for t in date) and prep.is_sent_start:
        changes.hang(first.i, verb.i, "nsubj")
        changes.hang(date[-1].i, prep.i, "pobj")


def _list(doc: Doc, chain: list[Token], changes: Changes) -> None:
    """ "Japan, the Soviet Union and Finland signed", "in Kampala, Kenya and Somalia signed": the list is one subject, a place none of it."""
    verb, before = _verb_after(chain), _word_before(chain)
    place = before is not None and before.pos_ == "ADP" and before.lower_ in ("in", "at", "near") and len(chain) > 2
    rest = chain[1:] if place else chain
    led = not place and before is not None and before.pos_ in ("ADP", "VERB", "ADJ")
    if verb is None or led or len(rest) < 2 or _is_subject(rest, chain, verb):
        return
    if place and before is not None:
        changes.hang(chain[0].i, before.i, "pobj")
    changes.hang(rest[0].i, verb.i, _subject_relation(verb))
    for one, other in pairwise(rest):
        changes.hang(other.i, one.i, "conj")


def _subject_relation(verb: Token) -> str:
    """The relation of a subject to its verb, active or passive."""
    return "nsubjpass" if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children) else "nsubj"


def _word_before(chain: list[Token]) -> Token | None:
    """The word before a list in its sentence, an article left out."""
    first = chain[0]
    start = first.left_edge.i if first.left_edge.i < first.i and first.left_edge.lower_ == "the" else first.i
    return first.doc[start - 1] if start > first.sent.start else None


def _is_subject(rest: list[Token], chain: list[Token], verb: Token) -> bool:
    """Whether the parser has the list as the verb's subject already, or the verb has another one."""
    subjects = {c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")}
    if not subjects <= {t.i for t in chain}:
        return True
    known = {t.i for t in (rest[0], *rest[0].conjuncts)}
    return rest[0].i in subjects and {t.i for t in rest} <= known


def _fronted(sent: Span, changes: Changes) -> None:
    """ "Condemned by A and bombed by B, the rebels withdrew": the finite verb is the main one, whatever it was hung under."""
    root, first = sent.root, sent[0]
    if root.i != first.i or root.tag_ != "VBN" or not any(c.dep_ in ("agent", "prep") for c in root.children):
        return
    for verb in sent:
        who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        bare = who is not None and who.lower_ not in ("who", "which", "that") and who.left_edge.i > first.i
        if (
            verb.tag_ in _FINITE
            and verb.dep_ in ("relcl", "parataxis", "ccomp")
            and bare
            and who
            and who.nbor(-1 - (who.i - who.left_edge.i)).text == ","
        ):
            changes.hang(verb.i, verb.i, "ROOT")
            changes.hang(root.i, verb.i, "advcl")
            return


def _agent_of_noun(token: Token, changes: Changes) -> None:
    """ "The expulsion of two diplomats by Russia": Russia expels, and is nothing to the diplomats."""
    if token.lower_ != "by" or token.dep_ not in ("prep", "agent") or token.head.dep_ != "pobj" or token.head.head.lower_ != "of":
        return
    deed = token.head.head.head
    if deed.pos_ == "NOUN" and lower_lemma(deed) in noun_frames():
        changes.hang(token.i, deed.i, "prep")


def _agent_behind(token: Token, changes: Changes) -> None:
    """ "Was threatened with a cut-off by Russia", "was handed a list of demands by Iraq": the agent of the passive, across its object."""
    named = token.lower_ == "by" and token.dep_ == "prep" and any(c.pos_ == "PROPN" for c in token.children)
    verb = _given_by(token.head) if named and token.head.pos_ == "NOUN" else None
    if verb is not None and any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children):
        changes.hang(token.i, verb.i, "agent")


def _given_by(noun: Token) -> Token | None:
    """The verb that a noun is the object of, or what its "with" leads to."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    if noun.dep_ in ("dobj", "dative", "attr"):
        return noun.head
    return noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else None


def _object_beside(token: Token, changes: Changes) -> None:
    """ "Niger expels French ambassador": the noun right behind a verb that tells an event is its object, and no measure of time."""
    verb = token.head
    measure = token.dep_ == "npadvmod" and token.ent_type_ not in _DATES and token.left_edge.i == verb.i + 1
    if measure and verb.pos_ == "VERB" and lower_lemma(verb) in verb_frames() and not any(c.dep_ == "dobj" for c in verb.children):
        changes.hang(token.i, verb.i, "dobj")


def _as_well_as(token: Token, changes: Changes) -> None:
    """ "Argentina as well as Uruguay expelled": both do it."""
    if token.lower_ != "well" or not 1 < token.i < len(token.doc) - 2 or (token.nbor(-1).lower_, token.nbor(1).lower_) != ("as", "as"):
        return
    one, other = token.nbor(-2), token.nbor(2)
    if other.dep_ in ("nsubj", "nsubjpass") and one.dep_ == other.dep_ and one.head.i == other.head.i:
        changes.hang(other.i, one.i, "conj")


def _gerund(token: Token, changes: Changes) -> None:
    """ "The 2006 shelling of the town": with an article or year before it and "of" behind it the word is a noun."""
    before = any(c.dep_ in ("det", "nummod", "poss", "amod") and c.i < token.i for c in token.children)
    of = any(c.dep_ == "prep" and c.lower_ in ("of", "on", "by") for c in token.children)
    if token.tag_ == "VBG" and before and of and token.lower_ in noun_frames():
        for attribute, word in (("POS", "NOUN"), ("TAG", "NN"), ("LEMMA", token.lower_)):
            changes.words[token.i, attribute] = word


def _joined(token: Token, changes: Changes) -> None:
    """ "Urged both to meet and offered to send surveyors": who urges offers."""
    outer = regoverned(token) if token.dep_ == "conj" and token.head.dep_ == "xcomp" else None
    if outer is not None:
        changes.hang(token.i, outer.i, "conj")


def _initialled(token: Token, changes: Changes) -> None:
    """ "B.Enkhtuvshin has declared": a name that its initial is glued to is the subject, and no adverb."""
    verb = token.head
    free = verb.pos_ == "VERB" and token.i < verb.i and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    if token.pos_ != "PROPN" and free and "." in token.text and INITIALS.fullmatch(token.text):
        changes.hang(token.i, verb.i, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
        changes.words[token.i, "POS"], changes.words[token.i, "TAG"] = "PROPN", "NNP"
