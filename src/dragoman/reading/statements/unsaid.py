"""What nobody has said: words told to be unsaid, questions put to somebody, and participles that only describe."""

import re

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs
from dragoman.model.span import Span, Spans
from dragoman.reading.clauses import agent, children, is_passive, lower_lemma
from dragoman.reading.statements.claims import unanswered
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated

_UP = ("ccomp", "xcomp", "pcomp", "prep", "pobj", "dobj", "conj", "acl", "appos", "amod")
_INNER = re.compile(r"(?<!\w)['‘](?=\w)[^\n]*?[,.!?…]['’](?!\w)")


def unsaid(verb: Token) -> bool:
    """Whether it is told that somebody has not said it: "has not said whether", "no official has accused", "declined to accuse"."""
    if lower_lemma(verb) in table("cues")["unsaid"]["views"]:
        return False
    over = verb.head
    yet = lower_lemma(over) == "have" and any(c.lower_ == "yet" for c in over.children)  # "has yet to confirm"
    refused = verb.dep_ == "xcomp" and (yet or lower_lemma(over) in table("cues")["unsaid"]["refusals"])
    nobody = any(t.lower_ in ("no", "nobody", "none", "neither") for who in children(verb, "nsubj") for t in (who, *who.children))
    return refused or negated(verb) or nobody


def settle_unsaid(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that nobody has said; who will not say it refuses to comment."""
    out = []
    for draft in drafts:
        verb = doc[draft.cue_token]
        if verb.pos_ == "VERB" and (_describes(verb, draft) or _asked(verb, draft)):
            continue
        if verb.pos_ == "VERB" and draft.kind not in ("deny", "deny_comment") and unsaid(verb):
            withheld = lower_lemma(verb) in table("cues")["unsaid"]["withheld"] or unanswered(verb) is not None
            if not withheld or not draft.source_tokens or _by_nobody(doc, draft):
                continue
            draft.kind = "deny_comment"
        out.append(draft)
    return out


def _describes(verb: Token, draft: Draft) -> bool:
    """ "A disputed stretch of border": a participle before its noun denies nothing."""
    return verb.dep_ == "amod" and not draft.source_tokens


def _asked(verb: Token, draft: Draft) -> bool:
    """ "Asked whether …, he answered": whoever is asked does not ask."""
    passive = verb.tag_ == "VBN" and agent(verb) is None and (is_passive(verb) or verb.dep_ in ("advcl", "acl"))
    return draft.kind == "ask" and passive and bool(draft.source_tokens)


def _by_nobody(doc: Doc, draft: Draft) -> bool:
    heads = [doc[i] for i in draft.source_tokens]
    return any(t.lower_ in ("no", "nobody", "none", "neither") for h in heads for t in (h, *h.children))


def told_by_nobody(trigger: Token) -> bool:
    """Whether an event stands only in what somebody is told not to have said: "no official has said that Norway will close the strait"."""
    token, clause = trigger, False
    while token.dep_ in _UP and token.head.i != token.i:
        if token.dep_ == "conj" and any(children(token, "nsubj", "nsubjpass")):
            return False  # a clause of its own
        clause = clause or token.dep_ in ("ccomp", "pcomp", "xcomp")
        token = token.head
        if clause and token.pos_ == "VERB" and lower_lemma(token) in cue_verbs():
            return unsaid(token) and (lower_lemma(token) not in ("deny", "reject", "refute") or negated(token))
    return False


def clip_inner_quotes(drafts: list[Draft], text: str, quotes: Spans) -> None:
    """Words quoted within a quotation end at their own mark: "'You will get your maps,' and then he left"."""
    for draft in drafts:
        if draft.cue and quotes.holds(draft.cue[0][0]):
            draft.content = [_clipped(span, draft.cue[0][1], text) for span in draft.content]


def _clipped(span: Span, cue_end: int, text: str) -> Span:
    inner = _INNER.search(text, max(cue_end, span[0] - 2), span[1] + 1) if span[1] > cue_end else None
    if inner is None or inner.start() > span[0] + 1 or inner.end() >= span[1]:
        return span
    return span[0], inner.end()
