"""What verbs and nouns share that tell an event by a frame of the codebook."""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Token

from dragoman.codebook.files import words
from dragoman.codebook.frames import Frame
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.found import Found
from dragoman.reading.events.hearsay import hearsay
from dragoman.reading.events.modality import modality


def first_of_each(
    told_by: Iterable[Token], matches: Callable[[Token], Iterator[Frame]], read: Callable[[Token, Frame], Found | None]
) -> Iterator[Found]:
    """The event of each word, by the first of the frames that fit it whose parties are there."""
    for word in told_by:
        found = next((e for frame in matches(word) if (e := read(word, frame)) is not None), None)
        if found is not None:
            yield found


def on_topic(frame: Frame, doc: Doc, start: int, end: int) -> bool:
    """Whether tokens [start, end) have a word that the frame asks for."""
    return not frame.topic or words(*frame.topic).search(doc[start:end].text) is not None


def by_frame(
    kind: str,
    word: Token,
    frame: Frame,
    actors: list[int],
    recipients: list[int],
    beside: Iterable[Token | None],
    *,
    trigger: Token,
    done_by: Token,
    confidence: float,
) -> Found:
    """An event that a word tells by a frame.

    Args:
        kind: verb or noun.
        beside: other words that tell it.
        done_by: the word by which it is told whether it has happened.
    """
    return Found(
        type=frame.type,
        trigger=trigger.i,
        actors=actors,
        recipients=recipients,
        modality=modality(done_by),
        rule=f"{kind}: {lower_lemma(word)}",
        evidence=[],
        modes=[frame.mode] if frame.mode else [],
        frame=frame,
        tokens={word.i, *(t.i for t in beside if t is not None)},
        hearsay=hearsay(trigger),
        confidence=confidence,
    )


def parties_of(args: Arguments, entities: list[int]) -> set[str]:
    """States and codes of entities: how many different parties they are."""
    return args.cast.countries(entities) | {args.cast.entities[i].code or "" for i in entities} - {""}
