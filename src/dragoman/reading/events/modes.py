"""The PLOVER modes of an event, by the words that tell it."""

from dragoman.codebook.files import table, words
from dragoman.codebook.vocabulary import modes_of


def modes_in(event_type: str, told: str) -> tuple[str, ...]:
    """Modes of a type whose words stand in the text that tells the event, in the codebook's order."""
    patterns = table("modes").get(event_type, {})
    return tuple(m for m in modes_of(event_type) if m in patterns and words(*patterns[m]).search(told))


def historical(sentence_text: str) -> bool:
    """Whether the sentence tells background of long ago."""
    lower = sentence_text.lower()
    return any(w in lower for w in table("modality")["historical"]["words"])
