"""Which spellings are one person's name."""

import unicodedata

_PARTICLES = {"al", "al-", "el", "bin", "ibn", "de", "von", "van"}


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without accents, points and apostrophes."""
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [w for w in name.lower().replace("-", " ").replace("’", "").replace("'", "").replace(".", " ").split() if w]


def same_person(a: str, b: str) -> bool:
    """Whether the shorter name is a tail of the longer one, the first and last words agree, or initials stand for the first ones."""
    x, y = sorted((name_words(a), name_words(b)), key=len)
    if not x:
        return False
    if x == y[-len(x) :] or (len(x) == 1 and len(x[0]) > 2 and x[0] in y[1:]):
        return True
    bare, full = _bare(x), _bare(y)
    return bool(bare) and (
        bare == full[-len(bare) :] or (len(x) > 1 and len(y) > len(x) and x[0] == y[0] and x[-1] == y[-1]) or _initials(bare, full)
    )


def _bare(words: list[str]) -> list[str]:
    return [w for w in words if w not in _PARTICLES]


def _initials(a: list[str], b: list[str]) -> bool:
    """Whether one name has letters where the other has first names: "T. Asanov" and "Temir Asanov"."""
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1] or len(a[-1]) < 3:
        return False
    short, long = (a, b) if len(a[0]) <= len(b[0]) else (b, a)
    return len(short[0]) <= 2 and long[0].startswith(short[0])
