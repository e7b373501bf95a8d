"""PETRARCH and Phoenix actor and agent files.

The format is that of PETRARCH's documentation: a name in capitals with underscores for spaces, its codes in brackets, `+` before a synonym,
`#` before a comment. A code may carry dates: `[RUSGOV 1999-2008]`, `[>20070101]`, `[<20070101]`; six digits are YYMMDD, eight YYYYMMDD, seven a
year with the day of the year, four a year. In an agent file codes begin with `~`, and `!SET! = A, B` stands for several words.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman.codebook.dictionaries.model import Coding, Dictionary, Form

_CODE = re.compile(r"\[([^\]]*)\]")
_DATED = re.compile(r"(?P<code>[A-Z0-9~*]*|---)\s*(?:(?P<bound>[<>])\s*(?P<one>\d+)|(?P<since>\d+)\s*-\s*(?P<until>\d+)|(?P<on>\d+))?")
_SET = re.compile(r"!\w+!")
_PIVOT = 30  # two digits of a year up to this are of this century


def read_actors(lines: Iterable[str], name: str) -> Dictionary:
    """The names of an actor file; what cannot be read is among the problems."""
    out = Dictionary()
    forms: list[Form] = []
    codings: list[Coding] = []

    def keep() -> None:
        for form in forms:
            if form and codings:
                out.actors[form] = tuple(codings)

    for number, raw in enumerate(lines, 1):
        line = raw.split("#", 1)[0].rstrip()
        if not line.strip():
            continue
        text = _CODE.sub("", line).strip()
        if text and not text.startswith("+"):
            keep()
            forms, codings = [], []
        if text:
            forms.append(form_of(text))
        for code in _CODE.findall(line):
            try:
                coding = coding_of(code)
            except ValueError as error:
                out.problems.append(f"{name}:{number}: [{code}]: {error}")
                continue
            if coding is not None:
                codings.append(coding)
    keep()
    return out


def read_agents(lines: Iterable[str], name: str) -> Dictionary:
    """The words of an agent file; what cannot be read is among the problems."""
    out = Dictionary()
    sets: dict[str, list[str]] = {}
    for number, raw in enumerate(lines, 1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        if line.startswith("!") and "=" in line:
            key, values = line.split("=", 1)
            sets[key.strip()] = [v.strip() for v in values.split(",") if v.strip()]
            continue
        codes = _CODE.findall(line)
        if len(codes) != 1 or not codes[0].strip("~ "):
            out.problems.append(f"{name}:{number}: a word and one code in brackets are wanted, not {line!r}")
            continue
        words = _CODE.sub("", line).strip()
        plural = re.search(r"\{([^}]*)\}", words)
        for word in _spelled(re.sub(r"\{[^}]*\}", "", words).strip(), sets):
            out.agents[form_of(word)] = codes[0].strip("~ ")
            if plural is None:
                out.agents[form_of(_plural(word))] = codes[0].strip("~ ")
        if plural is not None and plural.group(1).strip():
            out.agents[form_of(plural.group(1))] = codes[0].strip("~ ")
    return out


def form_of(text: str) -> Form:
    """The words of a name in a file or in a report, in capitals."""
    return tuple(re.sub(r"[_+\s]+", " ", text).strip().upper().replace("-", " ").replace("’", "'").split())


def coding_of(raw: str) -> Coding | None:
    """A code with its dates; None for `---`, which says that a name is no actor.

    Raises:
        ValueError: it is no code, or a date is none.
    """
    match = _DATED.fullmatch(raw.strip())
    if match is None:
        raise ValueError("this is no code")
    code = match["code"]
    if code in ("---", ""):
        return None
    if match["bound"]:
        day = _day(match["one"], last=match["bound"] == "<")
        return Coding(code, since=day) if match["bound"] == ">" else Coding(code, until=day)
    if match["since"]:
        return Coding(code, _day(match["since"], last=False), _day(match["until"], last=True))
    return Coding(code, _day(match["on"], last=False), _day(match["on"], last=True)) if match["on"] else Coding(code)


def _day(digits: str, *, last: bool) -> str:
    """An ISO date of the digits; the last or first day of what they leave open."""
    if len(digits) == 4:
        return f"{digits}-12-31" if last else f"{digits}-01-01"
    if len(digits) == 7:
        return (date(int(digits[:4]), 1, 1) + timedelta(days=int(digits[4:]) - 1)).isoformat()
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= _PIVOT else "19") + digits
    if len(digits) != 8:
        raise ValueError(f"{digits} is no date of four, six, seven or eight digits")
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"{digits} is no day")
    return f"{year:04}-{month:02}-{day:02}"  # the files have days such as 31 June: they are only compared


def _spelled(word: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """Every word that one with sets in it stands for."""
    found = _SET.search(word)
    if found is None:
        yield word
        return
    for value in sets.get(found.group(), [found.group().strip("!")]):
        yield from _spelled(word.replace(found.group(), value, 1), sets)


def _plural(word: str) -> str:
    word = word.rstrip("_")
    if word.endswith("Y") and word[-2:-1] not in "AEIOU":
        return word[:-1] + "IES"
    return word + ("ES" if word.endswith(("S", "X", "CH", "SH")) else "S")
