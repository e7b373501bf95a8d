"""Events read at a word that only governs another's: an auxiliary, what somebody means to do, a plain report, a thought."""

from collections.abc import Collection, Iterator
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma, subject
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import intended
from dragoman.reading.events.refusals import refrains

_DEEDS = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "AID", "PROTEST")
"""Types that nobody commits by saying something."""


_OWN = ("AGREE", "THREATEN", "CONCEDE")
"""Types that somebody's words amount to where they tell of the speaker's own side: "Moscow said it would withdraw"."""


def drop_governors(by_trigger: dict[int, Found], ruled: Collection[int], cast: Cast) -> None:
    """Leave out, in place, what the branch alone reads at a word that only says how another event has come, or who says so.

    Args:
        by_trigger: events by the token that tells them.
        ruled: tokens at which a rule tells an event.
    """
    for i in [i for i in by_trigger if i not in ruled]:
        if _only_governs(cast.doc[i], by_trigger[i], by_trigger, cast):
            del by_trigger[i]


def _only_governs(token: Token, event: Found, by_trigger: dict[int, Found], cast: Cast) -> bool:
    auxiliary = token.dep_ in ("aux", "auxpass") and token.head.i in by_trigger
    meant = intended(token) and any(c.i in by_trigger for c in children(token, "xcomp"))
    if auxiliary or meant or _refrains_from(token, by_trigger):
        return True
    return _only_describes(token) or _only_results(token) or _only_reports(token, event, by_trigger, cast)


def _only_results(verb: Token) -> bool:
    """Whether a verb says what comes of a thing: "it would lead to greater stability"."""
    results = lower_lemma(verb) in table("modality")["governing"]["results"]
    leads = any(c.lower_ in ("to", "in", "from") for c in children(verb, "prep"))
    return results and leads and not any(children(verb, "dobj"))


def _refrains_from(verb: Token, by_trigger: dict[int, Found]) -> bool:
    """Whether a verb says that another event was kept from happening: "stopped short of recalling its ambassador"."""
    below = (c for prep in verb.subtree if prep.dep_ in ("prep", "advmod") and prep.i > verb.i for c in children(prep, "pcomp"))
    return refrains(verb) and any(c.i in by_trigger for c in below)


def _only_describes(verb: Token) -> bool:
    """Whether a verb says what a document holds: "the text set out the terms of their stay"."""
    about = next(children(verb, "nsubj"), None)
    holds = lower_lemma(verb) in table("modality")["governing"]["contents"]
    return about is not None and holds and lower_lemma(about) in table("modality")["governing"]["documents"]


def _only_reports(token: Token, event: Found, by_trigger: dict[int, Found], cast: Cast) -> bool:
    """Whether a verb of speech or thought is read as doing what its clause tells: "Kyiv said jets had bombed a hospital"."""
    clause = next(iter(children(token, "ccomp")), None)
    if lower_lemma(token) in table("modality")["governing"]["thought"]:
        return clause is not None
    words = list(_clauses(token))
    if lower_lemma(token) not in _plain_speech():
        return _claims(token, event, words)
    inner = [by_trigger[t.i] for t in words if t.i in by_trigger]
    if any(e.type == event.type or (event.type == "AGREE" and e.modality == "planned") for e in inner):
        return True  # "announced that it would free six men": what is meant is told there
    done = not words and any(children(token, "dobj"))  # "was recalling its envoy"
    return (event.type in _DEEDS and not done) or (event.type in _OWN and clause is not None and _of_others(clause, event, cast))


def _claims(verb: Token, event: Found, words: list[Token]) -> bool:
    """ "…, Ankara claimed": who only says it hurts nobody."""
    return event.type in _DEEDS and bool(words) and lower_lemma(verb) in cue_verbs() and not any(children(verb, "dobj"))


def _of_others(clause: Token, event: Found, cast: Cast) -> bool:
    """Whether a clause tells what another state than the speaker's does."""
    who = subject(clause)
    mention = cast.headed(who) if who is not None else None
    states = cast.countries(cast.expand(mention.entity)) if mention is not None and mention.entity >= 0 else frozenset()
    return bool(states) and not states & cast.countries(event.actors)


def _clauses(verb: Token) -> Iterator[Token]:
    """The words of what somebody says or thinks: the clause below the verb, or that which it is put into."""
    for clause in children(verb, "ccomp"):
        yield from clause.subtree
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.pos_ == "VERB" and not any(children(verb, "mark")):
        yield verb.head


@cache
def _plain_speech() -> frozenset[str]:
    """Verbs that say no more than that somebody says something."""
    return frozenset(
        first for first, ends in cue_verbs().items() if any(not rest and kind in ("assert", "announce") for rest, kind in ends)
    )
