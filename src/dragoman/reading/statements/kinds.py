"""What kind of statement it is: the cue says, and the content may say more."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table, words
from dragoman.codebook.frames import verb_frames
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, is_passive, subject
from dragoman.reading.statements.draft import Draft

_PLAIN = {"assert", "announce"}
_SUFFER = {"face", "suffer", "endure", "witness", "experience", "undergo", "survive", "have", "need"}
_LABELLING = {"call", "describe", "label", "brand", "dub", "characterize", "characterise"}
_ANSWERS = {"respond", "retaliate", "react", "answer", "reply"}
_UNDECIDED = {
    "consider",
    "study",
    "review",
    "decide",
    "see",
    "examine",
    "discuss",
    "look",
    "know",
    "remain",
    "be",
    "depend",
}
_CONDITIONAL_THREAT = re.compile(
    r"\b(?:will|would|shall)\b(?: \w+){0,3} (?:retaliate|respond (?:with|by|in kind|harshly|militarily)|strike back|hit back|open fire|shoot down|destroy)\b.{0,80}\b(?:if|should|unless|any)\b|\b(?:if|should|unless)\b.{0,120}\b(?:will|would|shall)\b(?: \w+){0,3} (?:retaliate|respond|strike|hit|destroy|open|shoot|attack)\b",
    re.IGNORECASE | re.DOTALL,
)
_NO_COMMENT = {"comment", "elaborate", "respond", "say", "give", "discuss", "answer", "confirm", "provide"}


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return words(*table("cues")["content"][name])


def refine(draft: Draft, doc: Doc, text: str, cast: Cast, speaker: int | None, drafts: list[Draft]) -> str:
    """The kind of a draft, its content and speaker considered."""
    kind = draft.kind
    verb = doc[draft.cue_token]
    content = " ".join(text[s:e] for s, e in draft.content)
    if refuses_comment(verb):
        return "deny_comment"
    if kind == "deny" and negated(verb):
        return "assert"
    if kind == "deny":
        return "deny" if _deniable(draft, doc) else "assert"
    if kind in _PLAIN and _denies(draft, doc, cast, speaker, content):
        return "deny"
    if kind in _PLAIN and verb.lemma_ in _LABELLING and _patterns("hostile").search(content):
        return "accuse"
    if kind in _PLAIN and _favours(verb, drafts, doc):
        return "praise"
    if kind in _PLAIN or kind in ("claim", "warn"):
        return _by_content(kind, draft, doc, cast, speaker, content)
    return kind


def negated(verb: Token) -> bool:
    """Whether the cue itself is negated: "did not deny"."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.children):
        return True
    bare = verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    return bare and verb.head.pos_ in ("VERB", "AUX") and negated(verb.head)


def refuses_comment(verb: Token) -> bool:
    """ "Declined to comment", "did not immediately respond"."""
    if verb.lemma_ in ("decline", "refuse"):
        return any(c.lemma_ in _NO_COMMENT for c in verb.children if c.dep_ in ("xcomp", "dobj"))
    if verb.lemma_ in ("comment", "elaborate", "say", "respond"):
        return (verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse")) or (
            verb.lemma_ in ("comment", "elaborate", "respond") and negated(verb)
        )
    return False


def _deniable(draft: Draft, doc: Doc) -> bool:
    """Whether what is rejected is something told; who rejects a proposal denies nothing."""
    if draft.object is None:
        return True
    head = doc[draft.object]
    if doc[draft.cue_token].lemma_.lower() in ("deny", "refute", "rebut", "disavow", "dispute", "contradict"):
        return True
    return head.lemma_.lower() in table("cues")["told"]["nouns"]


def _denies(draft: Draft, doc: Doc, cast: Cast, speaker: int | None, content: str) -> bool:
    """ "Called it a lie", "said the report was untrue", "said no aircraft had crossed", "said it had not fired"."""
    match = _patterns("denial").search(content)
    if (
        match
        and not re.search(r"\b(?:not|n't|n’t|never)\b[^.]{0,12}$", content[: match.start()])
        and (len(content) < 160 or match.start() < 90)
    ):
        return True
    main = main_verb(draft, doc)
    if main is None or main.tag_ not in ("VBD", "VBN", "VBZ", "VBP", "VB"):
        return False
    past = main.tag_ in ("VBD", "VBN") or any(
        c.lower_ in ("had", "did", "was", "were", "has", "have") for c in main.children if c.dep_ in ("aux", "auxpass")
    )
    no_subject = any(d.lower_ in ("no", "none") for s in children(main, "nsubj", "nsubjpass") for d in (s, *s.children))
    modal = any(c.tag_ == "MD" for c in main.children)
    own = cast.country_of(speaker) if speaker is not None else None
    ours = _first_person(main) or own is None or own in _doers(main, cast)
    return past and not modal and (no_subject or (negated(main) and ours)) and main.lemma_ in verb_frames()


def main_verb(draft: Draft, doc: Doc) -> Token | None:
    """The main verb of the content."""
    for start, end in draft.content:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        if root.pos_ in ("VERB", "AUX"):
            return root
        verb = next(
            (t for t in span if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "ccomp", "parataxis", "acl", "relcl", "conj")),
            None,
        )
        if verb is not None:
            return verb
    return None


def _favours(verb: Token, drafts: list[Draft], doc: Doc) -> bool:
    """ "Applauded by X, who said that …": a plain saying that hangs on praise goes on with it."""
    if verb.dep_ not in ("relcl", "advcl"):
        return False
    over = verb.head
    while over.dep_ in ("pobj", "prep", "appos", "conj", "compound", "agent") and over.head.i != over.i:
        over = over.head
    return any(d.cue_token == over.i and d.kind == "praise" for d in drafts)


def _by_content(kind: str, draft: Draft, doc: Doc, cast: Cast, speaker: int | None, content: str) -> str:
    main = main_verb(draft, doc)
    own = cast.country_of(speaker) if speaker is not None else None
    doers = _doers(main, cast)
    foreign = bool(doers) and own is not None and own not in doers
    if (
        kind != "warn"
        and foreign
        and main is not None
        and _patterns("hostile").search(content)
        and main.lemma_ not in _SUFFER
        and not is_passive(main)
        and not _ought(main)
    ):
        return "accuse"
    if kind in ("assert", "warn") and own is not None and _CONDITIONAL_THREAT.search(content):
        return "threaten"
    conditional = bool(re.search(r"\b(?:if|unless|any (?:attack|aggression|violation|mistake|act))\b", content, re.IGNORECASE))
    who = subject(main) if main is not None else None
    ours = (own is not None and own in doers and (who is None or who.lower_ != "it")) or (main is not None and _first_person(main))
    if ours and main is not None and _future(main) and main.lemma_ in _ANSWERS and kind == "assert":
        return "threaten"
    if (
        main is not None
        and _future(main)
        and (ours or kind == "warn")
        and _patterns("force").search(content)
        and (conditional or kind == "warn")
    ):
        return "threaten"
    if kind == "warn" or kind == "claim":
        return kind
    if main is not None and _ought(main):
        return "urge"
    if (
        ours
        and main is not None
        and (_future(main) or _patterns("commit").search(content[:200]))
        and not negated(main)
        and kind == "assert"
    ):
        ready = _patterns("commit").search(content[:200]) is not None
        return "promise" if _helps(main, content) and (ready or main.lemma_ not in _UNDECIDED) else kind
    return kind


def _doers(main: Token | None, cast: Cast) -> set[str]:
    """States of the subject of the content."""
    if main is None:
        return set()
    who = subject(main) or next(children(main, "nsubjpass"), None)
    mention = cast.headed(who) if who is not None else None
    return cast.countries([mention.entity]) if mention is not None else set()


def _first_person(main: Token) -> bool:
    who = subject(main)
    return who is not None and who.lower_ in ("we", "i")


def _future(main: Token) -> bool:
    return any(c.lower_ in ("will", "shall", "'ll", "’ll", "would") for c in main.children if c.dep_ == "aux") or any(
        c.lower_ in ("ready", "prepared", "determined", "committed") for c in main.children
    )


def _ought(main: Token) -> bool:
    return any(c.lower_ in ("must", "should", "ought") for c in main.children if c.dep_ == "aux") or (
        main.lemma_ in ("need", "have") and any(c.dep_ == "xcomp" for c in main.children)
    )


def _helps(main: Token, content: str) -> bool:
    """Whether the commitment is one of help, cooperation or continued effort; threats and plain forecasts are not promises."""
    return not _patterns("force").search(content)
