"""Words reduced to what they have in common across their forms."""

import re
from functools import lru_cache

from dragoman.codebook.linking import plain_words


@lru_cache(maxsize=65536)
def stems(words: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning."""
    found = (
        re.sub(r"(?:ing|ed|es|s|ly|ment|ion)$", "", w)
        for w in re.findall(r"[a-z0-9]+", words.lower())
        if len(w) > 2 and w not in plain_words()
    )
    return frozenset(w[:7] for w in found if w)
