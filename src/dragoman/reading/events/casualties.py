"""How many were killed or injured, as ranges: `14`, `3/5`, `10/..` for at least ten."""

import re

from spacy.tokens import Doc, Token

from dragoman.reading.clauses import lower_lemma, patient, reported, span_of

_KILL = {"kill", "die", "slay", "massacre", "murder", "assassinate", "execute", "behead", "perish"}
_HURT = {"injure", "wound", "hurt", "maim"}
_NUMBERS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_ROUND = {
    "dozens": "24/..",
    "scores": "40/..",
    "hundreds": "200/..",
    "thousands": "2000/..",
    "several": "3/..",
    "dozen": "12",
}


def casualties(doc: Doc, trigger: Token) -> tuple[str | None, str | None]:
    """(killed, injured) that the words around the trigger of an event tell."""
    killed = injured = None
    around = {trigger.i, *(t.i for t in trigger.subtree), *(t.i for t in _above(trigger))}
    around |= {t.i for t in trigger.conjuncts} | {t.i for c in trigger.conjuncts for t in c.children}
    around |= {c.i for a in _above(trigger) for c in a.children if c.dep_ in ("advcl", "xcomp")}
    around |= {t.i for c in trigger.sent if reported(c) == trigger for t in c.subtree}
    for verb in trigger.sent:
        lemma = lower_lemma(verb)
        if verb.i not in around or lemma not in _KILL | _HURT or verb.pos_ not in ("VERB", "ADJ"):
            continue
        about = patient(verb)
        if about is None and lemma in ("die", "perish"):
            about = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if about is None:
            about = next((c for c in verb.children if c.pos_ == "NUM"), None) or (
                verb.nbor(-1) if verb.i > verb.sent.start and verb.nbor(-1).pos_ == "NUM" else None
            )
        count = _count(doc, about) if about is not None else None
        if count and lemma in _KILL:
            killed = killed or count
        elif count:
            injured = injured or count
    return killed, injured


def _above(token: Token) -> list[Token]:
    """What governs a token within its clause."""
    out: list[Token] = []
    while token.dep_ not in ("conj", "ccomp", "relcl", "parataxis", "ROOT") and token.head.i != token.i:
        token = token.head
        out.append(token)
    return out


def _count(doc: Doc, noun: Token) -> str | None:
    start, end = noun.left_edge.i, max(noun.i + 1, min(span_of(noun)[1], noun.i + 4))
    words = doc[start:end]
    for token in words:
        if token.lower_ in _ROUND:
            return _ROUND[token.lower_]
        raw = token.text.replace(",", "")
        number = int(raw) if raw.isdigit() and len(raw) < 7 else _NUMBERS.get(token.lower_)
        if number is None or (number > 1900 and number < 2100 and token.ent_type_ == "DATE"):
            continue
        before = doc[max(start - 3, 0) : token.i].text.lower()
        if re.search(r"(?:at least|more than|over|no fewer than|no less than|some)\W*$", before):
            return f"{number + ('more than' in before or 'over' in before)}/.."
        if re.search(r"(?:up to|at most|fewer than|less than|as many as)\W*$", before):
            return f"../{number}"
        return str(number)
    return None
