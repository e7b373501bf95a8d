"""Several texts signed at once: the verb stands once, and a list tells what they are."""

from spacy.tokens import Doc, Span, Token

from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.lexicon import section, stage_of_noun, stage_of_verb
from dragoman.reading.agreements.steps import told
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_DONE = ("signed", "agreed", "ratified")
_REACH = 14  # sentences that a list can run on
_WIDE = 250  # tokens of a sentence that a list can run on
_NEAR = 6  # sentences within which texts are counted: "The first …. The second …"


def spread(doc: Doc, members: list[list[Mention]], steps: list[list[Step]]) -> tuple[list[list[Step]], set[int]]:
    """The steps of each agreement, those of a list that it stands in added; and the positions of the plurals that only announced a list.

    Args:
        members: the mentions of each agreement.
        steps: the steps of each.
    """
    out = [list(s) for s in steps]
    announcing: set[int] = set()
    for k, mentions in enumerate(members):
        for head in (m for m in mentions if m.plural and not m.pronoun):
            signing = _signing(doc, head, steps[k])
            if signing is None:
                continue
            for j in _entries(doc, k, head, signing, members, steps):
                own = [s for s in out[j] if s.trigger != signing.trigger and _is_own(doc, s, doc[head.head])]
                out[j] = told([*own, Step(signing.stage, signing.trigger, _words(doc, members[j][0]), signing.current)])
                announcing.add(k)
    return [_with_opening(doc, mentions[0], own) for mentions, own in zip(members, out, strict=True)], announcing


def _with_opening(doc: Doc, first: Mention, steps: list[Step]) -> list[Step]:
    """The steps of an agreement, with that of the verb under which its list stands where no other is told."""
    if first.undertaking or not all(s.weak or s.implied for s in steps):
        return steps
    opened = _under(doc, doc[first.head])
    return steps if opened is None else told([*steps, Step(_stage(opened), opened.i, _words(doc, first))])


def _entries(doc: Doc, k: int, head: Mention, signing: Step, members: list[list[Mention]], steps: list[list[Step]]) -> list[int]:
    """The agreements that stand in the list that a plural announces."""
    return [j for j in range(len(members)) if j != k and _listed(doc, head, signing, members[j][0], steps[j])]


def _words(doc: Doc, mention: Mention) -> tuple[int, int]:
    """The characters of a mention's noun."""
    noun = doc[mention.head]
    return noun.idx, noun.idx + len(noun)


def _under(doc: Doc, noun: Token) -> Token | None:
    """The word under which an entry of a list stands where no noun announces it: "Following the talks were signed: …", "the signing of the following: …"."""
    colon = next((t for t in reversed(doc[max(noun.sent.start, noun.i - _WIDE) : noun.i]) if t.text == ":"), None)
    if colon is None:
        colon = _colon_over(doc, noun.sent) if entry(noun.sent) else None
    if colon is None:
        return None
    done = [t for t in doc[colon.sent.start : colon.i] if _stage(t) in _DONE and modality(t) == "asserted"]
    return next((t for t in reversed(done) if _leads_to(t, colon)), None)


def _leads_to(word: Token, colon: Token) -> bool:
    """Whether a list behind a colon is what a word tells of: nothing is said between them ("At the signing he said: …"), and nothing else is signed."""
    clear = not any(t.tag_ in _FINITE for t in word.doc[word.i + 1 : colon.i])
    return clear and (word.pos_ != "VERB" or not any(_is_told(c, colon) for c in word.children))


def _colon_over(doc: Doc, sentence: Span) -> Token | None:
    """The colon of the sentence that a list hangs on, behind which no verb stands."""
    for _ in range(_REACH):
        if sentence.start == 0:
            return None
        sentence = doc[sentence.start - 1].sent
        if not entry(sentence):
            break
    colon = next((t for t in reversed(sentence) if t.text == ":"), None)
    return colon if colon is not None and not any(t.tag_ in _FINITE for t in doc[colon.i : sentence.end]) else None


def _is_told(thing: Token, colon: Token) -> bool:
    """Whether what is signed is told before the list, and so is no entry of it."""
    return thing.dep_ == "dobj" and thing.i < colon.i and thing.lower_ != "following"


def _stage(word: Token) -> str:
    return (stage_of_verb(word) if word.pos_ == "VERB" else stage_of_noun(word) if word.pos_ == "NOUN" else None) or ""


def _signing(doc: Doc, head: Mention, steps: list[Step]) -> Step | None:
    """The step that is told of the plural in its own sentence, or before where it only leads to a list: "The documents are: …"."""
    plural = doc[head.head]
    done = [s for s in told(steps) if s.stage in _DONE and not s.implied and not s.weak]
    here = next((s for s in done if plural.sent.start <= s.trigger < plural.sent.end), None)
    if here is None and done and plural.dep_ == "nsubj" and lower_lemma(plural.head) in section("listing")["consists"]:
        return done[-1]
    return here


def _listed(doc: Doc, head: Mention, signing: Step, item: Mention, steps: list[Step]) -> bool:
    """Whether an agreement without a stage of its own stands in the list that a plural announces."""
    noun, plural = doc[item.head], doc[head.head]
    if item.head <= head.head or item.undertaking or any(_is_own(doc, s, plural) for s in steps if s.trigger != signing.trigger):
        return False
    if noun.sent.start == plural.sent.start:
        return _opened(plural, noun)
    if noun.sent.start == plural.sent.end and _goes_on(noun.sent):
        return True
    between = _sentences(doc, plural.sent.end, noun.sent.end)
    if len(between) > _REACH:
        return False
    if len(between) <= _NEAR and _is_counted(noun):
        return True
    return all(entry(s) for s in between if s.end <= noun.sent.start) and entry(noun.sent)


def _goes_on(sentence: Span) -> bool:
    """Whether a sentence only says what the plural before it was: "These include a treaty"."""
    words = section("listing")
    return sentence[0].lower_ in words["taken_up"] and lower_lemma(sentence.root) in words["consists"]


def _is_counted(noun: Token) -> bool:
    """ "The first", "a second protocol"."""
    return any(t.lower_ in section("ordinal")["words"] for t in noun.doc[noun.left_edge.i : noun.i + 1])


def _is_own(doc: Doc, step: Step, plural: Token) -> bool:
    """Whether a step is told of an entry itself, and not by what stands over the plural: "ended with the signature of three texts: a convention …"."""
    over = plural.sent.start <= step.trigger < plural.i
    return not step.weak and not step.implied and not over


def _opened(plural: Token, noun: Token) -> bool:
    """Whether a list in one sentence leads from the plural to the noun: "two accords: an extradition treaty and …"."""
    if any(t.text in (":", "–", "—", "-") or t.lower_ in section("listing")["leads"] for t in plural.doc[plural.i : noun.i]):
        return True
    return noun.head.i == plural.i or any(a.i == plural.i for a in noun.ancestors if a.pos_ == "NOUN")


def entry(sentence: Span) -> bool:
    """Whether a sentence is an entry of a list: a noun phrase with no finite verb of its own outside what describes it."""
    return not any(t.tag_ in _FINITE and t.dep_ in ("ROOT", "ccomp", "conj", "aux", "auxpass") and _main(t) for t in sentence)


def _main(token: Token) -> bool:
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    return verb.dep_ not in ("relcl", "acl", "advcl") and not any(a.dep_ in ("relcl", "acl") for a in verb.ancestors)


def _sentences(doc: Doc, start: int, end: int) -> list[Span]:
    return [s for s in doc.sents if start <= s.start < end]
