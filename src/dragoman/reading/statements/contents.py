"""What a cue verb says: the clause, object or rest of the sentence that is its content."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_nouns, weak_cues
from dragoman.model.span import Span
from dragoman.reading.clauses import children, is_passive, lower_lemma, patient, prepositional, regoverned, span_of

_ABOUT = {"accuse", "praise", "deny"}


_NOMINAL = {"assert", "claim", "urge", "demand", "promise", "warn", "announce", "threaten", "ask"}


_LABELS = {"describe", "call", "label", "brand", "dub", "characterize", "characterise"}


_NEEDED = {"importance", "need", "necessity", "urgency"}


EXPRESSED = frozenset(noun for nouns in table("cues")["express"].values() for noun in nouns) | _NEEDED


_TIME = {"after", "before", "when", "while", "since", "as", "once", "during", "amid", "following", "until"}


def char_spans(doc: Doc, ranges: list[tuple[int, int]]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(ranges):
        while start < end and (doc[start].is_space or doc[start].text in (",", ";", ":", "–", "—", "-")):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";", ":", ".", "–", "—")):
            end -= 1
        if start < end:
            first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            if out and first - out[-1][1] <= 1:
                out[-1] = (out[-1][0], last)
            else:
                out.append((first, last))
    return out


def np_end(head: Token) -> int:
    """End of a noun phrase, a clause hanging on it left out."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ("prep", "compound", "flat", "appos", "nummod", "poss", "case", "amod", "punct") or (
            child.dep_ in ("cc", "conj") and child.pos_ not in ("VERB", "AUX")
        ):
            if child.dep_ == "punct" and child.text not in ("-", "(", ")", ","):
                break
            end = max(end, child.right_edge.i + 1)
        elif child.dep_ in ("relcl", "acl") and child.lower_ in ("familiar", "speaking", "asked", "asking"):
            end = max(end, child.right_edge.i + 1)
        else:
            break
    return end


def content_of(verb: Token, kind: str, words: list[Token], quoted: frozenset[int]) -> tuple[list[tuple[int, int]], Token | None]:
    """Token ranges of what is said, and the head of what it is about."""
    weak = lower_lemma(verb) in weak_cues()
    clause = _spoken(verb, weak, quoted)
    if clause is not None:
        return _clause(verb, clause, quoted), None
    about, passive = patient(verb), is_passive(verb)
    if about is not None and lower_lemma(verb) in _LABELS and not passive:
        return (_rest(verb, verb.i + 1), None) if _labels(verb, about) else ([], None)
    if about is not None and kind in _ABOUT:
        return _about(verb, about, passive), about
    if kind == "accuse" and (against := next(prepositional(verb, "against", "about", "over"), None)) is not None:
        return _rest(verb, words[-1].i + 1), against
    infinitive = next(children(verb, "xcomp", "pcomp"), None)
    if infinitive is not None and _infinitive_says(infinitive, kind):
        return [span_of(infinitive)], None
    if len(words) > 1:
        return _rest(verb, words[-1].i + 1), None
    return _object(verb, about, kind, weak) if about is not None and not passive else ([], None)


def _infinitive_says(infinitive: Token, kind: str) -> bool:
    """Whether an infinitive is what is said: "vowed to retaliate", "denied having shelled"."""
    if kind in ("claim", "deny"):
        return True
    return infinitive.tag_ == "VB" and kind in ("promise", "urge", "demand", "threaten", "ask", "warn")


def _labels(verb: Token, about: Token) -> bool:
    """Whether something is called or described as something: "called it a lie", "describing it as false"."""
    return any(c.dep_ in ("oprd", "ccomp", "xcomp") or (c.dep_ in ("prep", "advcl") and c.lower_ == "as") for c in verb.children) or any(
        c.dep_ == "prep" and c.lower_ == "as" for c in about.children
    )


def _spoken(verb: Token, weak: bool, quoted: frozenset[int]) -> Token | None:
    """The clause that is said; of one before and one after the cue the later, unless the earlier is a quotation."""
    found = list(children(verb, "ccomp"))
    if not found:
        return None
    later = len(found) > 1 and found[0].i < verb.i < found[-1].i and found[0].i not in quoted
    clause = found[-1] if later else found[0]
    return clause if _says(clause, weak, quoted) else None


def _says(clause: Token, weak: bool, quoted: frozenset[int]) -> bool:
    """Whether a clause under the verb is what is said, and not its purpose or manner."""
    if not weak or clause.i in quoted:
        return True
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether", "if") for c in clause.children) or any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.children
    )


def _clause(verb: Token, clause: Token, quoted: frozenset[int]) -> list[tuple[int, int]]:
    """The clause of content, around its verb where it stands on both sides, without a time clause that tells when it was said."""
    start, end = span_of(clause)
    if start <= verb.i < end:
        return [(start, min(verb.i, end)), *said_on(verb, [clause], start, quoted)] if clause.i < verb.i else [(verb.i + 1, end)]
    if (cut := next((t.left_edge.i for t in clause.subtree if t.i > verb.i and regoverned(t) is not None), None)) is not None:
        end = cut - 1 if verb.doc[cut - 1].dep_ == "cc" else cut
    out = [(start, end)]
    for other in verb.children:
        if other.dep_ in ("ccomp", "parataxis") and other.i != clause.i and other.i > verb.i:
            out.append(span_of(other))
    return [*out, *said_on(verb, [clause], start, quoted)] if end <= verb.i else out


def said_on(verb: Token, clauses: Sequence[Token], first: int, quoted: frozenset[int]) -> Iterator[tuple[int, int]]:
    """What is said behind a cue that stands amid it: "The accord holds, he added, and its extension is under discussion".

    Args:
        clauses: what is said before the cue, as the parser joins it.
        first: its first token.
    """
    if first in quoted:  # whole sentences in quotation marks end with them: '"We won," he said, and the crowd cheered'
        return
    beside = [*(c for clause in clauses for c in children(clause, "conj")), *(c for c in children(verb, "conj") if _is_now(c))]
    for joined in beside:
        if joined.left_edge.i > verb.i and any(children(joined, "nsubj", "nsubjpass", "expl")):
            link = next((c for t in (*clauses, verb) for c in children(t, "cc") if verb.i < c.i < joined.i), joined.left_edge)
            yield link.i, joined.right_edge.i + 1


def _is_now(verb: Token) -> bool:
    """Whether a clause tells what is or will be, as a report does in no voice of its own behind "he added"."""
    return any(t.tag_ in ("VBZ", "VBP", "MD") for t in (verb, *children(verb, "aux", "auxpass")))


def _about(verb: Token, about: Token, passive: bool) -> list[tuple[int, int]]:
    """ "accused Y of Z", "praised Y for Z", "denied having": object and what follows it."""
    start, end = span_of(about)
    if start <= verb.i < end:
        start, end = about.left_edge.i, np_end(about)
    dative = next((c for c in verb.children if c.dep_ == "dative" and c.i < about.i and c.i > verb.i), None)
    if dative is not None:
        start = min(start, dative.left_edge.i)
    out = [(start, end)]
    for child in verb.children:
        if child.i > about.i or passive:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "as", "over", "with", "against"):
                out.append(_timeless(child))
            elif child.dep_ in ("xcomp", "ccomp"):
                out.append(span_of(child))
    return out


def _timeless(prep: Token) -> tuple[int, int]:
    """A prepositional phrase up to a clause that only says when: "of destabilizing the region after he was killed"."""
    start, end = span_of(prep)
    for token in prep.doc[prep.i + 1 : end]:
        if (
            token.dep_ in ("mark", "prep")
            and token.lower_ in _TIME
            and token.head.i > prep.i
            and (token.head.dep_ == "advcl" or any(c.dep_ == "pcomp" for c in token.children))
        ):
            return start, token.i
    return start, end


def _rest(verb: Token, start: int) -> list[tuple[int, int]]:
    """Everything of the clause after the cue."""
    end = verb.right_edge.i + 1
    for child in verb.children:
        if child.dep_ in ("conj", "cc", "advcl") and child.i > start:
            end = min(end, child.left_edge.i)
            break
    return [(start, end)] if start < end else []


def _object(verb: Token, about: Token, kind: str, weak: bool) -> tuple[list[tuple[int, int]], Token | None]:
    """Contents that are noun phrases: "expressed hope that …", "stressed the importance of …", "demanded the release of …"."""
    noun = lower_lemma(about)
    lemma = lower_lemma(verb)
    if lemma in ("express", "voice", "reiterate", "reaffirm") or (
        noun in cue_nouns() and noun in ("hope", "confidence", "belief", "view", "readiness", "willingness", "expectation")
    ):
        return [span_of(about)], about
    if lemma in ("stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "reaffirm", "affirm"):
        return [span_of(about)], about
    if kind in _NOMINAL and kind not in ("assert",) and not weak:
        return [span_of(about)], None
    if kind in ("demand", "announce", "urge") and not weak:
        return [span_of(about)], None
    return [], None


def expressed(about: Token | None, kind: str) -> str:
    """The kind of "expressed support", "voiced concern", "stressed the need"."""
    if about is None:
        return kind
    noun = lower_lemma(about)
    if noun in _NEEDED:
        return "urge"
    for name, nouns in table("cues")["express"].items():
        if noun in nouns:
            return str(name)
    return kind
