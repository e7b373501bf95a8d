"""Speech acts: statements that are events themselves ("claimed that B attacks", "assured that A will help")."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from dragoman.model.record import Statement
from dragoman.model.span import Span
from dragoman.reading.clauses import children, patient, subject
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import main_verb

_TYPES = {"accuse": "ACCUSE", "promise": "AGREE", "threaten": "THREATEN", "urge": "REQUEST", "demand": "REQUEST"}
_MODES = {"accuse": ["allege"]}
_DUTY = ("must", "should", "ought", "shall", "need")


def without_wishes(events: list[Found], statements: list[Statement], drafts: list[Draft], doc: Doc) -> list[Found]:
    """The events without requests that are read at the word for what is wanted: who says "Qatar must mediate" asks, and Qatar does not.

    The statement itself tells the request (`by_statement`).
    """
    wanted = {
        main.i
        for s, d in zip(statements, drafts, strict=True)
        if _TYPES.get(s.kind) == "REQUEST" and (main := main_verb(d, doc)) is not None and main.i != d.cue_token and _is_duty(main)
    }
    return [e for e in events if e.type != "REQUEST" or e.trigger not in wanted]


def _is_duty(verb: Token) -> bool:
    """Whether a verb tells what somebody must or should do."""
    return any(c.lower_ in _DUTY for c in children(verb, "aux"))


def by_statement(doc: Doc, statements: list[Statement], drafts: list[Draft], args: Arguments, triggers: Mapping[int, str]) -> list[Found]:
    """Events that statements make by their kind, where no verb frame has told them.

    Args:
        triggers: the types of the events that words tell already, by token.
    """
    out: list[Found] = []
    if args.cast.context.off_topic:
        return out  # on a page of sport nobody who says that he was robbed accuses a state
    for i, (statement, draft) in enumerate(zip(statements, drafts, strict=True)):
        kind = _TYPES.get(statement.kind)
        if kind is None or draft.cue_token in triggers or statement.speaker is None or _tells(kind, draft, doc, triggers):
            continue
        speaker = int(statement.speaker)
        if not args.political(speaker):
            continue
        recipients = _about(doc, draft, kind, args, speaker)
        if not recipients:
            continue
        out.append(
            Found(
                kind,
                draft.cue_token,
                args.cast.expand(speaker),
                recipients,
                "asserted",
                f"statement: {statement.kind}",
                _evidence(statement),
                list(_MODES.get(statement.kind, [])),
                tokens={draft.cue_token},
                statement=i,
            )
        )
    return out


def _tells(kind: str, draft: Draft, doc: Doc, triggers: Mapping[int, str]) -> bool:
    """Whether what is said tells an act of the same kind by another: "Hamas said Jordan had condemned Israel"."""
    main = main_verb(draft, doc)
    return main is not None and triggers.get(main.i) == kind


def _evidence(statement: Statement) -> list[Span]:
    """The cue and what is said."""
    return [*statement.cue, *statement.content]


def _about(doc: Doc, draft: Draft, kind: str, args: Arguments, speaker: int) -> list[int]:
    """States, other than the speaker's, that the words are about: the subject of an accusation, whoever a promise is for."""
    own = args.cast.countries([speaker])
    main = main_verb(draft, doc)
    if kind in ("ACCUSE", "REQUEST"):
        who = (subject(main) or next(children(main, "nsubjpass"), None)) if main is not None else None
        found = args.entities(who) if who is not None else []
    else:
        found = [i for start, end in draft.content for i in _named(doc, start, end, args)]
        cue = doc[draft.cue_token]
        about = patient(cue.head) if cue.dep_ == "conj" else None  # "urged both governments to meet and offered to send surveyors": to them
        found = found or (args.entities(about) if about is not None else [])
    foreign = [i for i in dict.fromkeys(found) if args.political(i) and not (args.cast.countries([i]) & own)]
    return foreign if kind in ("ACCUSE", "REQUEST") else foreign[:1]


def _named(doc: Doc, start: int, end: int, args: Arguments) -> list[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    out: list[int] = []
    for token in span if span is not None else ():
        mention = args.cast.mention_at(token.i)
        if mention is not None and mention.entity >= 0 and not mention.place and args.political(mention.entity):
            out += [
                i
                for i in args.cast.expand(mention.entity)
                if args.cast.entities[i].kind in ("government", "armed_force", "people", "person", "office", "organization")
            ]
    return out
