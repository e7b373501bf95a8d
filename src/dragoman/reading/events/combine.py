"""The branch's events and the rules' put together: the branch weighs, and what syntax leaves no doubt of stands."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import unmistakable_verbs
from dragoman.codebook.people import own_means
from dragoman.codebook.vocabulary import event_types
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma, subject
from dragoman.reading.encoder.branch import Scores
from dragoman.reading.events.charges import any_coded, blame, charged, coded, is_charge
from dragoman.reading.events.counterpart import other_side
from dragoman.reading.events.found import Found
from dragoman.reading.events.governors import drop_governors
from dragoman.reading.events.hints import hint_of
from dragoman.reading.events.modality import intended
from dragoman.reading.events.objects import name_by_object
from dragoman.reading.events.plain import Plain, plain_sides, they_together
from dragoman.reading.events.suffered import turn_passive, turn_sufferers
from dragoman.reading.events.typed import Bar, doubt

RULED_OUT = 0.85
"""Probability of no event at a word from which a rule's event is left out."""
RULED_OUT_PLAIN = 0.999
"""The same where the clause names both sides in so many words: "Russia never attacked Finland"."""
RULED_OUT_OPEN = 0.95
"""The same of what hangs on a condition whose clause names who does it: "if Ethiopia shells the town"."""
NEAR = 3.0
"""Times as likely as the rule's type, at most, as the branch's may be for the rule's to stand."""
LEAST_TYPE = 0.35
"""Probability of its type that an event of the branch alone needs, after the doubt that its page and sentence raise."""
LEAST_CHARGE = 0.7
"""The same for what somebody is accused of: most of it is no dealing between states."""
BOTH_SAY = 0.65
"""Confidence of a rule's event, the type's own weigher heard, from which its type stands where the clause names both sides."""
_HARM = ("ASSAULT", "COERCE")
_WORDS = ("ACCUSE", "THREATEN", "REQUEST")
_ONE_WAY = ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REQUEST", "THREATEN", "AID")
_OF_MEANS = ("MOBILIZE", "RETREAT", "AID")


def combine(detected: list[Found], rules: list[Found], cast: Cast, scores: Scores) -> list[Found]:
    """The branch's events, with what syntax knows of the same words, and the rules' events where the branch does not rule them out.

    An event to which no state or body is party is left out, unless a rule tells harm that somebody described has suffered.
    """
    by_rule = {r.trigger: r for r in rules}
    by_trigger = {e.trigger: e for e in detected if e.trigger in by_rule or _sure(e, cast, scores)}
    for rule in rules:
        _take_in(rule, by_rule, by_trigger, cast, scores)
    drop_governors(by_trigger, by_rule, cast)
    out = [e for _, e in sorted(by_trigger.items()) if not _said_by_nobody(e, cast)]
    for event in out:
        name_by_object(event, by_rule, cast)
        turn_sufferers(event, cast)
        _as_quoted(event, cast)
        blame(event, cast)
    return [e for e in out if any_coded(e, cast) or (e.type in _HARM and e.trigger in by_rule and e.recipients)]


def _said_by_nobody(event: Found, cast: Cast) -> bool:
    """Whether words have no speaker once the subject of a passive is taken for whom they are said to; in a report on two states the other one says them."""
    if not turn_passive(event, cast) or event.actors or event.type not in _WORDS:
        return False
    event.actors = other_side(event.recipients, cast)
    return not event.actors


def _take_in(rule: Found, by_rule: dict[int, Found], by_trigger: dict[int, Found], cast: Cast, scores: Scores) -> None:
    """Put a rule's event to the branch's: at the same words it completes that one, elsewhere it stands or lends its parties."""
    over = _telling(rule, by_rule, by_trigger, cast)
    if over is not None:
        by_trigger.setdefault(rule.trigger, rule)
        del by_trigger[over]
    same = by_trigger.get(rule.trigger)
    plain = plain_sides(cast.doc, rule, cast)
    if same is not None:
        _complete(same, rule, plain, cast, scores)
    elif _stands(rule, plain, by_trigger, cast, scores):
        by_trigger[rule.trigger] = rule
    else:
        _lend(rule, by_trigger, cast)


def _as_quoted(event: Found, cast: Cast) -> None:
    """In somebody's words "they" and "you" are the other side, or nobody knows who, and never the speaker."""
    who = _other_side(cast.doc[event.trigger], cast)
    if who is not None:
        event.actors = list(cast.other_side[who])
        states = cast.countries(event.actors)
        event.recipients = [i for i in event.recipients if i not in event.actors and not cast.countries([i]) & states]


def _other_side(trigger: Token, cast: Cast) -> int | None:
    """The pronoun in a quotation, never its speaker, that is the subject of a trigger there."""
    who = subject(trigger)
    told = who is not None and who.i in cast.other_side and cast.context.quotes.holds(trigger.idx)
    return who.i if who is not None and told else None


def _share(kind: str, trigger: int, scores: Scores) -> float:
    return float(scores.types[trigger][("NONE", *event_types()).index(kind)])


def _sure(event: Found, cast: Cast, scores: Scores) -> bool:
    """Whether an event of the branch alone is sure enough for the page and the sentence that it stands in."""
    trigger = cast.doc[event.trigger]
    times = doubt(trigger, Bar(), cast.context)
    none = _share("NONE", event.trigger, scores)
    least = LEAST_CHARGE if is_charge(trigger) else LEAST_TYPE
    return _share(event.type, event.trigger, scores) / (none * times + 1 - none) >= least and none * times < 1 - none


def _stands(rule: Found, plain: Plain, by_trigger: dict[int, Found], cast: Cast, scores: Scores) -> bool:
    """Whether a rule's event stands where the branch has none."""
    if charged(rule, cast):
        rule.type = rule.frame.type if rule.frame is not None else rule.type  # the words of the denial have not changed it
        return True
    if _recalls_a_plan(cast.doc[rule.trigger]):
        return False
    both = plain.actors and plain.recipients
    if (both and rule.modality == "negated") or ((plain.actors or plain.recipients) and _governor(rule, cast) in by_trigger):
        return True
    sure = both or _done_to(rule, plain, cast) or _done_together(rule, plain, cast)
    open_ = rule.modality == "hypothetical" and plain.actors
    return _share("NONE", rule.trigger, scores) < (RULED_OUT_PLAIN if sure else RULED_OUT_OPEN if open_ else RULED_OUT)


def _done_to(rule: Found, plain: Plain, cast: Cast) -> bool:
    """Whether a passive names who does it, or the words of a quotation whom the other side does it to."""
    trigger = cast.doc[rule.trigger]
    passive = plain.actors and rule.recipients and any(children(trigger, "agent"))
    return bool(passive) or (plain.recipients and _other_side(trigger, cast) is not None)


def _recalls_a_plan(verb: Token) -> bool:
    """ "As agreed in August": what was meant is recalled, not done again."""
    bare = verb.tag_ in ("VBN", "VBD") and not any(children(verb, "nsubj", "nsubjpass"))
    return bare and any(c.lower_ == "as" for c in children(verb, "mark"))


def _done_together(rule: Found, plain: Plain, cast: Cast) -> bool:
    """Whether the clause names several states that do what a verb of doing together tells."""
    reciprocal = rule.rule.startswith("verb") and rule.frame is not None and rule.frame.reciprocal
    return reciprocal and plain.actors and len(cast.countries(rule.actors)) > 1


def _telling(rule: Found, by_rule: dict[int, Found], by_trigger: dict[int, Found], cast: Cast) -> int | None:
    """The verb at which the branch reads what the rule tells at the word below it, as not done: "failed to agree on"."""
    verb = cast.doc[rule.trigger]
    over = int(verb.head.i)
    if over in by_rule or over not in by_trigger or verb.dep_ != "xcomp" or rule.modality != "negated":
        return None
    failed = by_trigger[over].type == "REJECT" and _fails(verb.head)
    return over if failed or by_trigger[over].type == rule.type else None


def _fails(verb: Token) -> bool:
    """Whether a verb says that something did not come about, and not that somebody would not have it: "failed to agree"."""
    told = table("modality")["negated"]
    return lower_lemma(verb) in told["verbs"] and lower_lemma(verb) not in told["refusing"]


def _governor(rule: Found, cast: Cast) -> int | None:
    """The verb that says that a rule's event is meant, where one does: "is preparing to attack"."""
    verb = cast.doc[rule.trigger]
    return int(verb.head.i) if verb.dep_ == "xcomp" and verb.head.pos_ == "VERB" and intended(verb.head) else None


def _lend(rule: Found, by_trigger: dict[int, Found], cast: Cast) -> None:
    """ "An Israeli strike on a Syrian base destroyed two hangars": the noun's parties are those of the verb that it is subject of."""
    noun = cast.doc[rule.trigger]
    event = by_trigger.get(noun.head.i) if noun.dep_ in ("nsubj", "dobj", "nsubjpass") else None
    if event is None or event.type != rule.type:
        return
    if not any(coded(cast, i) for i in event.actors):
        event.actors += [i for i in rule.actors if i not in event.actors]
    if not any(coded(cast, i) for i in event.recipients):
        event.recipients += [i for i in rule.recipients if i not in (*event.actors, *event.recipients)]


def _complete(event: Found, rule: Found, plain: Plain, cast: Cast, scores: Scores) -> None:
    """Take over from a rule's event of the same words what the branch does not tell, and what syntax leaves no doubt of."""
    if rule.frame is not None and _has_type(event, rule, plain, cast, scores):
        event.type = rule.type
    event.modes, event.tokens, event.evidence, event.frame = list(rule.modes), rule.tokens, rule.evidence, rule.frame
    event.hearsay = event.hearsay or rule.hearsay
    if _is_told_now(event, rule, plain, cast.doc[event.trigger]):
        event.modality = "asserted"
    alike = event.type == rule.type
    if alike and they_together(rule, cast):
        event.actors, event.recipients = list(rule.actors), list(rule.recipients)
    elif alike:
        _take_sides(event, rule, plain, cast)
    if not event.actors or charged(rule, cast):
        event.actors = list(rule.actors)
    if alike:
        _add_recipients(event, rule, cast)
    if event.type in _OF_MEANS:
        event.recipients = [i for i in event.recipients if i in rule.recipients or not _means(i, cast)]


def _is_told_now(event: Found, rule: Found, plain: Plain, verb: Token) -> bool:
    """ "Says Iran supplies missiles to the Houthis": a present with both its sides is no plan."""
    present = verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "ccomp" and plain.actors and plain.recipients
    return present and event.modality == "planned" and rule.modality == "asserted"


def _add_recipients(event: Found, rule: Found, cast: Cast) -> None:
    """Add the rule's recipients where the branch has no state or body, and turn those round that the clause has as its object.

    In somebody's words they stand: "They fired at us".
    """
    if rule.recipients and _other_side(cast.doc[event.trigger], cast) is not None:
        event.recipients = list(rule.recipients)
    if not any(coded(cast, i) for i in event.recipients):
        event.recipients += [i for i in rule.recipients if i not in (*event.actors, *event.recipients)]
    if event.type in _ONE_WAY:
        _turn(event, rule)


def _has_type(event: Found, rule: Found, plain: Plain, cast: Cast, scores: Scores) -> bool:
    """Whether the rule's type holds: nearly as likely as the branch's, plain by the words, or harm that a quotation tells of the other side."""
    if event.type == "REJECT" and rule.modality == "negated" and hint_of(cast.doc[event.trigger]) == "REJECT":
        return False  # "will not recognise Kosovo": what is not done is refused
    if _near(event, rule, scores) or _specific(rule, plain, event.type):
        return True
    return plain.recipients and rule.type in _HARM and _other_side(cast.doc[rule.trigger], cast) is not None


def _turn(event: Found, rule: Found) -> None:
    """Whom a clause has as its object does not act in it: "the strike killed members of a militia"."""
    turned = [i for i in event.actors if i in rule.recipients and i not in rule.actors]
    event.actors = [i for i in event.actors if i not in turned]
    event.recipients += [i for i in turned if i not in event.recipients]


def _near(event: Found, rule: Found, scores: Scores) -> bool:
    """Whether the rule's type is nearly as likely as the branch's."""
    return _share(event.type, event.trigger, scores) < NEAR * _share(rule.type, event.trigger, scores)


def _specific(rule: Found, plain: Plain, kind: str) -> bool:
    """Whether a rule's type stands against the branch's `kind`: for its very object, for what is denied, or where the weigher says so too.

    Harm that somebody tells in a quotation is no accusation for that: the words around it are.
    """
    if _by_its_words(rule, plain):
        return True
    both = plain.actors and (plain.recipients or (rule.frame is not None and rule.frame.reciprocal))
    deed = rule.type in _HARM and kind in _WORDS
    return both and (deed or rule.modality == "negated" or rule.confidence >= BOTH_SAY)


def _by_its_words(rule: Found, plain: Plain) -> bool:
    """Whether the words leave no doubt of the type: a verb with its very object, an unmistakable verb, an attack by one on another."""
    sides = plain.actors and plain.recipients
    if rule.frame is not None and rule.frame.object and (plain.actors or plain.recipients or (rule.actors and rule.recipients)):
        return True
    if sides and rule.type == "ASSAULT" and rule.rule.startswith("noun"):
        return True  # "came under attack from"
    suffered = plain.actors and bool(rule.recipients or plain.recipients or rule.type == "MOBILIZE")  # "tanks crossed into the north"
    return suffered and rule.rule.removeprefix("verb: ") in unmistakable_verbs()


def _means(index: int, cast: Cast) -> bool:
    """Whether somebody is only the arm with which a state acts: "deployed troops", "withdrew its forces"."""
    entity = cast.entities[index]
    words = {form for w in entity.name.lower().split() for form in (w, w.removesuffix("s"))}
    return not entity.named and entity.kind != "government" and bool(words & own_means())


def _take_sides(event: Found, rule: Found, plain: Plain, cast: Cast) -> None:
    """The sides that the clause names stand; whom the branch knows besides is added."""
    if not (plain.actors or plain.recipients):
        return
    actors = list(rule.actors) if plain.actors else []
    recipients = list(rule.recipients) if plain.recipients else []
    alike = plain.actors and not rule.recipients and len(cast.countries(actors)) > 1
    added = _besides(event.actors, [*actors, *recipients], cast, bool(actors)) if alike or not plain.actors else []
    blamed = event.type == "ACCUSE" and recipients  # who suffered what somebody is accused of is not accused
    others = [] if blamed else _besides(event.recipients, [*actors, *recipients, *added], cast, bool(recipients))
    event.actors = [*actors, *added, *(others if alike else [])]
    event.recipients = [] if alike else [*recipients, *others]


def _besides(indices: list[int], parties: list[int], cast: Cast, known: bool) -> list[int]:
    """Those of the entities that are not party yet, neither themselves nor by their state.

    Args:
        known: whether the clause names somebody on their side, so that nobody without a state is added.
    """
    states = cast.countries(parties)
    return [i for i in indices if i not in parties and not (cast.countries([i]) & states) and (not known or coded(cast, i))]
