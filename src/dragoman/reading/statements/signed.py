"""Who wrote a letter: "I" and "we" in it are whoever signed it."""

import re

from spacy.tokens import Doc

from dragoman.reading.cast import Cast
from dragoman.reading.hits import find_hits

_OPENS = re.compile(r"^(?:(?:Sir|SIR|Madam|Dear|Excellency|Excellencies|Your Excellency)\b|Letter (?:dated|from)\b)", re.MULTILINE)
_SIGNED = re.compile(r"^\(?[Ss]igned\)?:? +(?=\S)", re.MULTILINE)
_FROM = re.compile(r"^(?:Letter|Letters|Note verbale) dated [^\n]{0,120}? from (?P<who>[^\n]{1,160}?) addressed to ", re.MULTILINE)
_LONGEST = 60
"""Characters of a line that is a signature."""


def signatory(doc: Doc, cast: Cast) -> int | None:
    """The person who signs a letter, behind "(Signed)" or alone on the last such line of a text with a salutation; else the state it is from."""
    text = doc.text
    marks = list(_SIGNED.finditer(text))
    opened = _OPENS.search(text)
    if not marks and opened is None:
        return None
    start = marks[-1].end() if marks else opened.end() if opened is not None else 0
    for m in reversed(cast.mentions):
        entity = cast.entities[m.entity]
        first, last = doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])
        if entity.kind == "person" and m.sort == "name" and first >= start:
            line = text[text.rfind("\n", 0, first) + 1 : (text + "\n").find("\n", last)]
            if first == start or (not marks and _alone(line, text[first:last])):
                return entity.index
    return _sender(doc, cast)


def _sender(doc: Doc, cast: Cast) -> int | None:
    """The state whose representative sends a letter: "Letter dated 3 May from the representative of Togo addressed to …"."""
    m = _FROM.search(doc.text)
    who = doc.char_span(*m.span("who"), alignment_mode="expand") if m is not None else None
    hits = find_hits(doc, frozenset(range(who.start, who.end))) if who is not None else []
    country = next((h.entry.country for h in hits if h.entry.country), None)
    return cast.state(country) if country is not None else None


def _alone(line: str, name: str) -> bool:
    """Whether a name is all that a line says, a rank or form of address before it apart."""
    return (
        line.strip().rstrip(",.").endswith(name) and len(line) <= _LONGEST and line[: line.find(name)].count(" ") <= 2 and ":" not in line
    )
