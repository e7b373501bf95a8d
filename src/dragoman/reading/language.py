"""Which language a report is in."""

from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

_CODES = "ar az be bg bs ca cs da de el en es et eu fa fi fr he hi hr hu hy id is it ja ka kk ko lt lv mk mn ms nl nb pl pt ro ru sk sl so sq sr sv sw ta te th tl tr uk ur vi zh"
_SAMPLE = 2_000  # characters: more says nothing new


@cache
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in _CODES.split()]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < 20:
        return None
    if _plainly_english(sample):
        return "en"
    found = _detector().detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found else None


def _plainly_english(sample: str) -> bool:
    """Whether one word in eight is a function word that only English has; this spares loading the detector's models."""
    words = [w.strip(".,;:!?“”\"'’()").lower() for w in sample.split()]
    told = sum(w in _FUNCTION_WORDS for w in words)
    return len(words) > 8 and 8 * told >= len(words)


_FUNCTION_WORDS = frozenset("the of and to that with was were by from said has have had its their which who been this they would will his her not are is".split())
