"""The fields of cooperation that the words about an agreement's content name."""

from functools import cache
from re import Pattern

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from dragoman.codebook.files import table, words
from dragoman.model.span import Span
from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.lexicon import stage_of_verb
from dragoman.reading.clauses import lower_lemma

Range = tuple[int, int]
_DETAILED = 2
"""Areas, at most, beside which an agreement "on defence" by name is on defence in general too."""
_SERVICES = ("policing", "maritime", "border_security")
"""Areas that those tell who sign: police, navies, border guards."""
_GOES_ON = {"it", "they", "this", "these", "under", "among", "its"}


@cache
def patterns() -> dict[str, Pattern[str]]:
    """Area -> the words that show it."""
    data = table("agreements")
    return {area: words(*found, *data["area_words"].get(area, ())) for area, found in data["area"].items()}


def find_areas(doc: Doc, mentions: list[Mention], others: list[int]) -> dict[str, list[Span]]:
    """Areas and the words that name them, for the mentions of one agreement.

    Args:
        others: heads of the mentions of other agreements; what stands by them is theirs.
    """
    names: dict[str, list[Span]] = {}
    around: dict[str, list[Span]] = {}
    for mention in mentions:
        name = _name(doc, mention, others)
        if not mention.pronoun:
            _collect(doc, name, names)
        if mention.pronoun and doc[mention.head].dep_ == "dobj":
            continue  # "ending it could affect the work against terrorism"
        for stretch in _stretches(doc, mention, others):
            _collect(doc, stretch, around)
        _collect(doc, _signers(doc[mention.anchor]), around, _SERVICES)
    found = {area: sorted({*names.get(area, []), *around.get(area, [])}) for area in patterns() if area in names or area in around}
    if len(found) > (1 if len(names) > 1 or "general" not in names else _DETAILED):
        found.pop("general", None)  # defence cooperation of which the report tells the detail
    return found


def _signers(anchor: Token) -> Range:
    """Those who sign an agreement, whose service tells what it is about: "their police chiefs signed an arrangement"."""
    verb = anchor.head
    if anchor.dep_ != "dobj" or stage_of_verb(verb) not in ("signed", "agreed"):
        return 0, 0
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (who.left_edge.i, who.i + 1) if who is not None else (0, 0)


def _collect(doc: Doc, stretch: Range, out: dict[str, list[Span]], areas: tuple[str, ...] = ()) -> None:
    """Put the words of a stretch that name an area, or one of some areas, into `out`."""
    start, end = stretch
    if end <= start:
        return
    text, offset = doc[start:end].text, doc[start].idx
    for area, pattern in patterns().items():
        if areas and area not in areas:
            continue
        for match in pattern.finditer(text):
            span = (offset + match.start(), offset + match.end())
            if span not in out.setdefault(area, []):
                out[area].append(span)
        if not out.get(area):
            out.pop(area, None)


def _name(doc: Doc, mention: Mention, others: list[int]) -> Range:
    """The phrase of a mention, without what hangs on it as a clause."""
    noun = doc[mention.head]
    if mention.undertaking:
        return mention.start, mention.end
    end = max(mention.end, noun.i + 1)
    for token in doc[noun.i + 1 : noun.right_edge.i + 1]:
        if token.i in others or token.dep_ in ("relcl", "acl") or token.text in (",", ";"):
            break
        end = max(end, token.i + 1)
    return max(noun.sent.start, min(mention.start, noun.left_edge.i)), min(end, noun.sent.end)


def _stretches(doc: Doc, mention: Mention, others: list[int]) -> list[Range]:
    """Where the content of an agreement is told: its sentence up to the next agreement, and sentences that go on about it."""
    noun = doc[mention.head]
    sent = noun.sent
    end = min((o for o in others if noun.i < o < sent.end), default=sent.end)
    fronted = noun.dep_ == "pobj" and noun.head.lower_ in ("under", "by") and noun.head.i - sent.start < 3
    if noun.dep_ not in ("nsubj", "nsubjpass") and not fronted:  # "under the document, the two countries go on exchanging …"
        end = min(end, _clause_end(noun))
    first = max((o + 1 for o in others if sent.start <= o < noun.i), default=sent.start)
    out = [(min(mention.start, noun.left_edge.i) if first > sent.start else _before(noun), end)]
    if end == sent.end and sent.end < len(doc):
        out += _going_on(doc[sent.end].sent, others)
    return out


def _going_on(following: Words, others: list[int]) -> list[Range]:
    """The next sentence where it goes on about the same: "It covers …"."""
    opening = next((t for t in following if t.is_alpha), None)
    goes_on = opening is not None and opening.lower_ in _GOES_ON and not any(following.start <= o < following.end for o in others)
    return [(following.start, following.end)] if goes_on else []


def _clause_end(noun: Token) -> int:
    """Where another clause begins that has a subject of its own and does not hang on the noun: "ending it could affect work in the south, where …"."""
    own = max((c.right_edge.i for c in noun.children if c.dep_ in ("relcl", "acl")), default=noun.i)
    for token in noun.doc[max(own, noun.i) + 1 : noun.sent.end]:
        if token.dep_ not in ("nsubj", "nsubjpass") or token.lower_ in ("which", "that", "it", "they"):
            continue
        if token.head.pos_ in ("VERB", "AUX") and token.head.dep_ in ("ROOT", "conj", "advcl", "ccomp", "parataxis"):
            return int(token.left_edge.i)
    return int(noun.sent.end)


def _before(noun: Token) -> int:
    """Where to begin in a sentence of one agreement: at its verb, or at the start where the agreement comes late and somebody acts under it."""
    under = noun.dep_ == "pobj" and noun.head.lower_ in ("under", "by")
    return int(noun.sent.start) if under or lower_lemma(noun.sent.root) in ("agree",) else int(min(noun.left_edge.i, noun.i))
