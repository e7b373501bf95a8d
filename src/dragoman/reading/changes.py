"""Changes to a tree that are made all at once."""

from dataclasses import dataclass, field


@dataclass
class Changes:
    """New heads, relations, parts of speech, tags and lemmas of tokens."""

    heads: dict[int, int] = field(default_factory=dict)
    words: dict[tuple[int, str], str] = field(default_factory=dict)
    """By token and the name of spaCy's attribute."""

    def hang(self, token: int, head: int, dep: str) -> None:
        """Hang a token under another one, or make it the root where both are the same."""
        self.heads[token] = head
        self.words[token, "DEP"] = dep
