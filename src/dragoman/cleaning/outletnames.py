"""Names of outlets as pages write them: what such a name looks like, and what is none."""

import re
from functools import cache

from dragoman.cleaning.datelines import CAPITALS, outlet_word
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries

_FIRST = rf"(?:(?:[A-Z][a-z]{{0,2}}\.)+|[{CAPITALS}](?:[\w’'&-]|\.(?=\w))*)"
NAME = rf"(?:[Tt]he )?{_FIRST}(?: (?:(?:of|and|for|the|in|de|du|al) )?[{CAPITALS}&][\w’'&-]*){{0,6}}"
"""A name with capitals, for patterns of lines that give it."""
_NO_OUTLET = frozenset(
    [
        "staff",
        "agencies",
        "author",
        "photo",
        "photos",
        "image",
        "correspondent",
        "editor",
        "editorial",
        "special",
        "additional",
        "reporting",
    ]
)
_OFFERED = frozenset(
    [
        "whatsapp",
        "telegram",
        "facebook",
        "twitter",
        "instagram",
        "youtube",
        "channel",
        "newsletter",
        "newsletters",
        "app",
        "page",
        "website",
        "site",
        "follow",
        "on",
        "via",
    ]
)


def clean(words: str | None) -> str | None:
    name = re.sub(r"['’]s?$|^(?:[Bb]y|BY|[Ff]rom) ", "", (words or "").strip(" \t\r\n.,:;|*_–—-()[]“”\"'@#/"))
    return name if 1 < len(name) <= 60 and name[0].isalnum() else None


def short(words: str) -> str | None:
    """A name without what a page offers after it: "the Lake Post WhatsApp Channel" is the Lake Post."""
    parts = words.split()
    while len(parts) > 1 and parts[-1].casefold() in _OFFERED:
        parts.pop()
    return clean(" ".join(parts))


def outlet_like(name: str) -> bool:
    """Whether a name stands where outlets are named: it has capitals, and is neither a state nor a plain word."""
    known = entries().get(name)
    if known is not None and known.role != "outlet":
        return False
    if known is None and all(w.casefold() in _furniture_words() for w in name.split()):
        return False
    return any(c.isupper() for c in name) and name.lower().split()[0] not in _NO_OUTLET


@cache
def _furniture_words() -> frozenset[str]:
    """Every word of the layout phrases: a name of nothing but such words is a heading of the page."""
    return frozenset(w for group in table("layout").values() for phrase in group["words"] for w in phrase.split()) | {
        "of",
        "the",
        "and",
        "by",
        "source",
    }


def proper(words: str) -> str | None:
    """A name of two words and more that is nobody's office and no place."""
    name = short(words)
    parts = name.split() if name else []
    return name if name and len(parts) > 1 and name[0].isalpha() and parts[0] not in entries() and outlet_like(name) else None


def initials(name: str) -> bool:
    """Whether a name is the initials of an agency."""
    return re.fullmatch(r"[A-Z]{2,6}", name) is not None and name not in entries() and name not in table("outletwords")["no_outlets"]


def worded(name: str) -> bool:
    """Whether a name ends, or begins, as those of outlets do."""
    parts = name.split()
    capital = all(w[:1].isupper() or w in ("of", "and", "the", "in", "de", "du") for w in parts)
    return (
        capital
        and ":" not in name
        and outlet_like(name)
        and len(parts) > 1
        and (outlet_word(parts[-1]) or outlet_word(parts[0]) or outlet_word(parts[1]))
    )


def interviewer(name: str) -> bool:
    """Whether what somebody was told to is an outlet, and no service or office of a state."""
    parts = name.split()
    return len(parts) > 1 and outlet_word(parts[-1]) and parts[-1] not in ("Service", "Agency", "Council", "Network") and outlet_like(name)


def office_of_state(name: str) -> bool:
    return (
        re.match(r"(?:U\.S\. )?(?:[Tt]he )?(?:Ministry|Department|Office|Embassy|Permanent Mission) (?:of|for)\b|\w+ Ministry of\b", name)
        is not None
    )
