"""Which language a report is in."""

from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from dragoman.codebook.frames import cue_verbs, verb_frames

_CODES = "ar az be bg bs ca cs da de el en es et eu fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk mn ms nl nb pl pt ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zh"
_SAMPLE = 2_000  # characters: more says nothing new
_SHORT = 60  # words under which names outweigh everything else in letter statistics

# Words of English that no other language of the list has as common words.
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "with",
        "that",
        "were",
        "by",
        "from",
        "said",
        "has",
        "have",
        "had",
        "its",
        "their",
        "which",
        "who",
        "been",
        "this",
        "they",
        "would",
        "will",
        "his",
        "her",
        "not",
        "are",
        "be",
        "after",
        "at",
        "for",
        "as",
        "it",
        "under",
        "met",
        "spoke",
        "held",
        "gave",
        "took",
        "went",
        "came",
        "left",
        "made",
        "began",
        "sent",
        "fled",
        "shot",
        "fought",
        "told",
        "sold",
        "bought",
        "broke",
        "sank",
        "rose",
        "won",
        "struck",
        "flew",
        "drew",
        "wrote",
        "stood",
        "threw",
    ]
)

# Words that each are another language's as well, but two of which together are English.
_SHARED_WORDS = frozenset(["to", "is", "an", "into", "or", "but", "two", "three", "four", "five", "six"])


@cache
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in _CODES.split()]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < 20:
        return None
    if _plainly_english(sample):
        return "en"
    found = _detector().detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found else None


def _plainly_english(sample: str) -> bool:
    """Whether one word in eight is one that only English has.

    This spares loading the detector for nearly every report, and in a single sentence, where names outweigh the letter
    statistics that the detector goes by, it is the surer sign. In a short text the verbs of the codebook count as well.
    """
    words = [w.strip(".,;:!?“”\"'’()").lower() for w in sample.split()]
    told = sum(w in _FUNCTION_WORDS for w in words)
    if len(words) < _SHORT:
        shared = _SHARED_WORDS & set(words)
        told += sum(_is_verb(w) for w in words if w not in _FUNCTION_WORDS) + (len(shared) if len(shared) > 1 else 0)
    return 8 * told >= len(words)


def _is_verb(word: str) -> bool:
    """Whether a word is an inflected verb of the codebook: "condemned", "visits"; the bare form may be any language's."""
    stems = [word[: -len(end)] for end in ("ed", "d", "s", "es", "ing") if word.endswith(end)]
    stems += [f"{word[:-3]}e", word[:-3] + "y"] if word.endswith(("ing", "ied")) else []
    return any(len(stem) > 3 and (stem in verb_frames() or stem in cue_verbs()) for stem in stems)
