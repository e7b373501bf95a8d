"""Old encodings told by what their letters would say: a few bytes outside ASCII are too few for statistics of a language."""

import re
from itertools import islice, pairwise

_ORDER = ("cp1252", "cp1254", "cp1250", "cp1251", "mac_roman", "cp850")
"""Encodings of one byte a letter, the likeliest in an English text first."""
_FEW = 0.1  # share of bytes outside ASCII up to which a text is one in English with names from elsewhere
_OUTSIDE = bytes(range(0x80, 0x100))
_AROUND = re.compile(rb"[^\n\x80-\xff]{0,30}[\x80-\xff][^\n]{0,30}")
"""A letter outside ASCII with what stands around it."""
_SAMPLES = 5000  # such places that are looked at
_STRAY = 0.5  # stray bytes to a letter outside ASCII, at most, in a text that is UTF-8 but for them
_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
"""The beginning of a letter at the end of a text that was cut."""
_SIGN = re.compile(r"[^\x00-\x7f\w\s‘’‚“”„…–—•·«»‹›€£§°©®™´¤¡¿½¼¾†‰′″−\xad]")
"""A sign that no report holds: frames of old screens, mathematics."""
_WORD = re.compile(r"[^\W\d_]*(?:[^\x00-\x7f][^\W\d_]*)+")
_ODD_INSIDE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\w\s’‘ʼ‑–—·]+(?=[^\W\d_])")
"""A sign between two letters, where none but an apostrophe, a hyphen or a dash stands."""
_CONTROL = re.compile(r"[\x80-\x9f\ufffd]")
_RARE = re.compile(r"[ðÐþÞŸ¦¬×÷ªº¹²³¼½¾¤]|(?<=\w)[–—](?=[a-zà-ÿ]{1,3}\b)")
"""Letters and signs that an English text hardly holds; they show another encoding where that has a letter in their place."""
_RUN = 3
"""Letters outside ASCII in a row that no word of a Latin alphabet has."""
_LATIN = re.compile(rf"[À-ɏ]{{{_RUN},}}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def with_strays(data: bytes) -> str | None:
    """A text that is UTF-8 but for a few stray bytes, which are taken as those of Windows; None for any other.

    Files put together of several, and texts that were cut, are like that.
    """
    text = _CUT.sub(b"", data).decode("utf8", "surrogateescape")
    strays = sum("\udc80" <= c <= "\udcff" for c in text)
    letters = sum(c > "\x7f" for c in text) - strays
    if not letters or strays > _STRAY * letters:
        return None
    return re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def western(data: bytes) -> str | None:
    """A text with few letters outside ASCII, in the encoding in which those are the likeliest letters; None where none of them is likely."""
    others = len(data) - len(data.translate(None, _OUTSIDE))
    if not others or others > _FEW * len(data) or b"\0" in data:
        return None
    sample = b"\n".join(m.group() for m in islice(_AROUND.finditer(data), _SAMPLES))
    told = [(_oddities(text), name) for name in _ORDER if (text := _in(sample, name)) is not None]
    odd, name = min(told, key=lambda t: t[0], default=(len(sample), ""))
    return _in(data, name) if name and odd < (len(sample) - len(sample.translate(None, _OUTSIDE))) / 2 else None


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _oddities(text: str) -> float:
    """How many letters and signs outside ASCII stand where none of an English text and its foreign names would."""
    odd = 3.0 * len(_CONTROL.findall(text)) + len(_SIGN.findall(text)) + 2 * len(_ODD_INSIDE.findall(text)) + 0.5 * len(_RARE.findall(text))
    for word in _WORD.findall(text):
        odd += sum(map(len, _LATIN.findall(word)))
        cyrillic = len(_CYRILLIC.findall(word))
        odd += min(cyrillic, len(word) - cyrillic)
        odd += sum(a.islower() and b.isupper() and b > "\x7f" for a, b in pairwise(word))
    return odd
