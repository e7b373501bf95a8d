"""Lookups over the words of agreements in the codebook."""

import re
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import lower_lemma


@cache
def section(name: str) -> dict[str, list[str]]:
    """A table of the data file by its name."""
    return dict(table("agreements")[name])


@cache
def instruments() -> dict[str, str]:
    """Lower-case phrase -> instrument."""
    return {phrase.lower(): name for name, phrases in section("instrument").items() for phrase in phrases}


@cache
def longest() -> int:
    """Words of the longest name of an instrument."""
    return max(len(split(p)) for p in instruments())


@cache
def head_words() -> frozenset[str]:
    """Last words of the names, and first words of those with "of": what can be the head of a mention."""
    return frozenset(split(p)[head_of(p)] for p in instruments())


def plain(token: Token) -> str:
    """A word in lower case, without the full stop that the tokenizer leaves at an abbreviation: "the 2017 MoU."."""
    return token.lower_.rstrip(".") if len(token) > 1 else token.lower_


def split(phrase: str) -> list[str]:
    """Words as the tokenizer splits them."""
    return re.findall(r"\w+|[^\w\s]", phrase)


def head_of(phrase: str) -> int:
    """Position of the head: the first word of "memorandum of understanding", the last of "status of forces agreement"."""
    parts = split(phrase)
    tail = parts[-1] in ("agreement", "arrangement", "sale") and parts[0] not in ("letter", "memorandum")
    return parts.index("of") - 1 if "of" in parts and not tail else len(parts) - 1


@cache
def _verbs() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for stage, verbs in section("stage").items():
        for verb in verbs:
            first, *rest = verb.split()
            out.setdefault(first, []).append((tuple(rest), stage))
    return {v: tuple(sorted(found, key=lambda x: -len(x[0]))) for v, found in out.items()}


def reading_of_verb(verb: Token) -> tuple[str, tuple[str, ...]] | None:
    """The stage that a verb shows of its object, and the words that it needs beside it; None for other verbs."""
    for rest, stage in _verbs().get(verb_lemma(verb), ()):
        reach = 14 if "hold" in rest or "ice" in rest else 7
        after = verb.doc[verb.i + 1 : min(verb.i + reach, verb.sent.end)]
        following = {w for t in after for w in (t.lower_, lower_lemma(t))}
        if all(w in following for w in rest):
            return stage, rest
    return None


def stage_of_verb(verb: Token) -> str | None:
    """The stage that a verb shows of its object; None for other verbs."""
    found = reading_of_verb(verb)
    return found[0] if found else None


def verb_lemma(token: Token) -> str:
    """Lemma of a verb; in text all in capitals and in headlines, where the tagger fails, by its ending."""
    lemma = lower_lemma(token)
    if lemma in _verbs() or not (token.is_upper or token.pos_ in ("NOUN", "PROPN", "ADJ")):
        return lemma
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = token.lower_.removesuffix(ending)
        if stem != token.lower_ and stem in _verbs():
            return stem
    return lemma


def stage_of_noun(noun: Token) -> str | None:
    """The stage that a noun shows of what it governs: "signing of", "talks on", "signing ceremony of"."""
    if lower_lemma(noun) == "ceremony" and noun.i:
        noun = noun.nbor(-1)
    if _tells_entry(noun):
        return "in_force"
    for stage, nouns in section("stage_noun").items():
        if lower_lemma(noun) in nouns or noun.lower_ in nouns or noun.lower_.removesuffix("s") in nouns:
            return stage
    return None


def _tells_entry(noun: Token) -> bool:
    """ "The entry into force of the treaty", of which the parser makes either noun the head."""
    first = noun if noun.lower_ in section("entry")["nouns"] else noun.doc[max(0, noun.i - 2)]
    behind = noun.doc[first.i + 1 : first.i + 3]
    return first.lower_ in section("entry")["nouns"] and behind.text.lower() in section("entry")["behind"] and noun.i < behind.end


def bears(verb: Token) -> bool:
    """Whether the agreement is the subject of the verb: "expires", "entered into force"."""
    following = [w for t in verb.doc[verb.i + 1 : verb.i + 5] for w in (t.lower_, lower_lemma(t))]
    return any(
        verb_lemma(verb) == first and all(w in following for w in rest) for first, *rest in (v.split() for v in section("bearing")["verbs"])
    )


def stem(token: Token) -> str:
    """What inflection and derivation leave of a word, to compare topics by."""
    return lower_lemma(token)[:6]
