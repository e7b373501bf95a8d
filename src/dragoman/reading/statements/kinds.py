"""What kind of statement it is: the cue says, and the content may say more."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table, words
from dragoman.codebook.frames import verb_frames
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, is_passive, regoverned, subject
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


_SHORT = 160
"""Characters of a content in which a word of denial counts wherever it stands."""
_EARLY = 90
"""Characters of a longer one within which it must begin."""
_OPENING = 200
"""Characters of a content in which a word of commitment counts."""
_CONDITION = re.compile(r"\b(?:if|unless|any (?:attack|aggression|violation|mistake|act))\b", re.IGNORECASE)


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
    if kind == "deny":
        return "deny" if _deniable(draft, doc) and not negated(verb) else "assert"
    if kind in _PLAIN:
        if _denies(draft, doc, cast, speaker, content):
            return "deny"
        if verb.lemma_ in _LABELLING and _patterns("hostile").search(content):
            return "accuse"
        if _favours(verb, drafts, doc):
            return "praise"
    if kind in _PLAIN or kind in ("claim", "warn"):
        return _by_content(kind, _content(draft, doc, cast, speaker, content))
    return kind


def negated(verb: Token) -> bool:
    """Whether the cue itself is negated: "did not deny"."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.children):
        return True
    bare = verb.dep_ == "conj" and regoverned(verb) is None and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    return bare and verb.head.pos_ in ("VERB", "AUX") and negated(verb.head)


def refuses_comment(verb: Token) -> bool:
    """ "Declined to comment", "did not immediately respond"."""
    if verb.lemma_ in ("decline", "refuse"):
        return any(c.lemma_ in _NO_COMMENT and not any(children(c, "prt")) for c in verb.children if c.dep_ in ("xcomp", "dobj"))
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
    if _calls_untrue(content):
        return True
    main = main_verb(draft, doc)
    if main is None or not _is_past(main) or main.lemma_ not in verb_frames() or any(c.tag_ == "MD" for c in main.children):
        return False
    if any(d.lower_ in ("no", "none") for s in children(main, "nsubj", "nsubjpass") for d in (s, *s.children)):
        return True
    own = cast.country_of(speaker) if speaker is not None else None
    return negated(main) and (_first_person(main) or own is None or own in _doers(main, cast))


def _calls_untrue(content: str) -> bool:
    """Whether a word of denial carries the content, not negated and not far behind other words."""
    match = _patterns("denial").search(content)
    if match is None or re.search(r"\b(?:not|n't|n’t|never)\b[^.]{0,12}$", content[: match.start()]):
        return False
    return len(content) < _SHORT or match.start() < _EARLY


def _is_past(main: Token) -> bool:
    """Whether a finite verb tells what has been: "crossed", "had crossed", "did not cross"."""
    if main.tag_ in ("VBD", "VBN"):
        return True
    auxiliaries = {c.lower_ for c in main.children if c.dep_ in ("aux", "auxpass")}
    return main.tag_ in ("VBZ", "VBP", "VB") and bool(auxiliaries & {"had", "did", "was", "were", "has", "have"})


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


@dataclass(frozen=True)
class _Content:
    """What is said, and of whom."""

    text: str
    main: Token | None
    """Its main verb."""
    own: str | None
    """The speaker's state."""
    doers: frozenset[str]
    """The states of its subject."""

    @property
    def ours(self) -> bool:
        """Whether the speaker's own side is the subject."""
        if self.main is None:
            return False
        who = subject(self.main)
        named = self.own is not None and self.own in self.doers and (who is None or who.lower_ != "it")
        return named or _first_person(self.main)

    @property
    def foreign(self) -> bool:
        """Whether another state is."""
        return bool(self.doers) and self.own is not None and self.own not in self.doers

    @property
    def future(self) -> bool:
        """Whether it tells what will be done."""
        return self.main is not None and _future(self.main)

    def says(self, pattern: str, within: int | None = None) -> bool:
        """Whether a pattern of the codebook is in it, or in its first characters."""
        return _patterns(pattern).search(self.text[:within]) is not None


def _content(draft: Draft, doc: Doc, cast: Cast, speaker: int | None, text: str) -> _Content:
    main = main_verb(draft, doc)
    return _Content(text, main, cast.country_of(speaker) if speaker is not None else None, frozenset(_doers(main, cast)))


def _by_content(kind: str, said: _Content) -> str:
    """What a plain cue, a claim or a warning becomes by what is said."""
    if kind != "warn" and _accuses(said):
        return "accuse"
    if _threatens(kind, said):
        return "threaten"
    if kind in ("warn", "claim"):
        return kind
    if said.main is not None and _ought(said.main):
        return "urge"
    return "promise" if kind == "assert" and _promises(said) else kind


def _accuses(said: _Content) -> bool:
    """Whether another state is said to do harm: "that Iraq had shelled the village"."""
    main = said.main
    if main is None or not said.foreign or not said.says("hostile"):
        return False
    return main.lemma_ not in _SUFFER and not is_passive(main) and not _ought(main)


def _threatens(kind: str, said: _Content) -> bool:
    """Whether force or an answer is held out, in case of something or by a warning."""
    if kind in ("assert", "warn") and said.own is not None and _CONDITIONAL_THREAT.search(said.text):
        return True
    if said.main is None or not said.future:
        return False
    if kind == "assert" and said.ours and said.main.lemma_ in _ANSWERS:
        return True
    forced = said.says("force")
    return forced and (kind == "warn" or (said.ours and _CONDITION.search(said.text) is not None))


def _promises(said: _Content) -> bool:
    """Whether the speaker's side commits itself to something other than force."""
    if said.main is None or not said.ours or negated(said.main) or said.says("force"):
        return False
    return said.says("commit", _OPENING) or (said.future and said.main.lemma_ not in _UNDECIDED)


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
