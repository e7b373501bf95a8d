"""The branch's events and the rules' put together: the branch weighs, and what syntax leaves no doubt of stands."""

from dragoman.codebook.vocabulary import event_types
from dragoman.reading.cast import Cast
from dragoman.reading.encoder.branch import Scores
from dragoman.reading.events.found import Found
from dragoman.reading.events.plain import Plain, plain_sides

RULED_OUT = 0.85
"""Probability of no event at a word from which a rule's event is left out."""
RULED_OUT_PLAIN = 0.97
"""The same where the clause names both sides in so many words: "Russia never attacked Finland"."""
NEAR = 3.0
"""Times as likely as the rule's type, at most, as the branch's may be for the rule's to stand."""


def combine(detected: list[Found], rules: list[Found], cast: Cast, scores: Scores) -> list[Found]:
    """The branch's events, with what syntax knows of the same words, and the rules' events where the branch does not rule them out.

    An event to which no state or body is party is left out.
    """
    by_trigger = {e.trigger: e for e in detected}
    for rule in rules:
        same = by_trigger.get(rule.trigger)
        plain = plain_sides(cast.doc, rule, cast)
        if same is not None:
            _complete(same, rule, plain, cast, scores)
        elif scores.types[rule.trigger, 0] < (RULED_OUT_PLAIN if plain.actors and plain.recipients else RULED_OUT):
            by_trigger[rule.trigger] = rule
    out = [by_trigger[i] for i in sorted(by_trigger)]
    return [e for e in out if any(_coded(cast, i) for x in (*e.actors, *e.recipients) for i in cast.expand(x))]


def _coded(cast: Cast, index: int) -> bool:
    entity = cast.entities[index]
    return bool(entity.country or entity.code)


def _complete(event: Found, rule: Found, plain: Plain, cast: Cast, scores: Scores) -> None:
    """Take over from a rule's event of the same words what the branch does not tell, and what syntax leaves no doubt of."""
    if rule.frame is not None and _near(event, rule, scores):
        event.type = rule.type
    event.modes, event.tokens, event.evidence, event.frame = list(rule.modes), rule.tokens, rule.evidence, rule.frame
    event.hearsay = event.hearsay or rule.hearsay
    if event.type == rule.type and (plain.actors or plain.recipients):
        _take_sides(event, rule, plain, cast)
    event.actors = event.actors or list(rule.actors)
    if not event.recipients and event.type == rule.type:
        event.recipients = [i for i in rule.recipients if i not in event.actors]


def _near(event: Found, rule: Found, scores: Scores) -> bool:
    """Whether the rule's type is nearly as likely as the branch's."""
    kinds = ("NONE", *event_types())
    shares = scores.types[event.trigger]
    return bool(shares[kinds.index(event.type)] < NEAR * shares[kinds.index(rule.type)])


def _take_sides(event: Found, rule: Found, plain: Plain, cast: Cast) -> None:
    """The sides that the clause names stand; whom the branch knows besides is added."""
    actors = list(rule.actors) if plain.actors else []
    recipients = list(rule.recipients) if plain.recipients else []
    alike = plain.actors and not rule.recipients and len(cast.countries(actors)) > 1
    added = _besides(event.actors, [*actors, *recipients], cast)
    others = _besides(event.recipients, [*actors, *recipients, *added], cast)
    event.actors = [*actors, *added, *(others if alike else [])]
    event.recipients = [] if alike else [*recipients, *others]


def _besides(indices: list[int], parties: list[int], cast: Cast) -> list[int]:
    """Those of the entities that are not party yet, neither themselves nor by their state."""
    states = cast.countries(parties)
    return [i for i in indices if i not in parties and not (cast.countries([i]) & states)]
