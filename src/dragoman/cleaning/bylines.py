"""Who wrote a report, by its header lines and its sign-off."""

import re
from itertools import pairwise

from dragoman.cleaning.datelines import CAPITALS, outlet_word
from dragoman.cleaning.lines import single_words
from dragoman.codebook.days import days
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.codebook.late import late

_PART = rf"(?:(?:[A-Z]\.)+[A-Z][\w’'-]+|[A-Z]\.(?:[A-Z]\.)*|(?:(?:al|el|de|del|da|van|von|bin|ibn|la|le) )?[{CAPITALS}][\w’'-]+)"
_PERSON = rf"{_PART}(?: {_PART}){{0,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:,? and |, | & ){_PERSON}){{0,4}}"
_RANK = r"(?:(?:Dr|Prof|Rear Adm|Vice Adm|Adm|Brig Gen|Maj Gen|Lt Gen|Gen|Lt Col|Lt|Col|Maj|Capt|Amb|Sir|Dame)\.? (?:\([A-Za-z.]+\) )?)"
_BY = late(
    rf"(?:^|[|/(\s])(?:(?:[Ww]ritten|[Rr]eported|[Rr]eviewed|[Pp]osted|[Tt]ext|[Ss]tory|[Ww]ords|[Tt]ext and pictures|WRITTEN|TEXT)?\s?(?:[Bb]y|BY)\b:?|[Bb]yline:|BYLINE:|[Aa]uthor:?|AUTHOR:?|[Rr]eporter:|[Tt]ext and pictures:)\s+"
    rf"(?P<title>{_RANK})?(?P<who>{_PEOPLE})"
)
_HANDLE_BY = late(r"\b(?:[Pp]osted|[Pp]ublished|[Ss]ubmitted)\b.{0,40}\bby (?P<who>[\w.-]{3,30})")
_REPORTING = late(rf"\b(?:[Rr]eporting|[Ww]riting|[Tt]ext) (?:[Bb]y|BY):? (?P<who>{_PEOPLE})")
_STAFF = late(
    r"(?:[A-Z][\w]+ )?(?:[Ss]taff|[Oo]ur|[Ss]pecial|[Dd]iplomatic|[Pp]olitical|[Ff]oreign|[Dd]efen[cs]e) (?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?)|(?:[A-Z]\w+ ){0,3}(?:Online Desk|News Desk|Web Desk|Monitoring Desk|Desk Report|Newsroom)|[A-Z]{2,6} (?:Online )?Report|(?:Editorial|News) (?:Team|Staff|Board|Desk) of (?:[A-Z]\w+ ?){1,4}"
)
_OWN_STAFF = late(r"(?:[A-Z][\w’'&]*\s){1,3}(?:(?i:report|reporters?|staff|bureau|team))")
_CORRESPONDENT = late(rf"[Cc]orrespondents? (?P<who>{_PEOPLE})")
_TRANSLATED = late(rf"\b[Tt]ranslat(?:ed|ion) (?:from \w+ )?by:? {_PEOPLE}")
_NO_AUTHOR = late(r"[Tt]ranslat|[Ee]dit|[Dd]istribut|[Ii]ssued|[Gg]enerated")
_LINE = 120  # characters of a foot line in which an author is looked for
_SIGNATURE = late(
    r"(?:(?:Brigadier|Major|Lieutenant|Rear|Vice)[ -])?(?:General|Colonel|Captain|Major|Commander|Commodore|Admiral)\b.{0,40}|(?:Deputy |Assistant |Acting )?(?:Director|Spokes(?:person|man|woman)|Secretary|Head|Chief|Press Secretary)\b.{0,70}"
)
"""The line under a name that signs a release: its rank or office."""
_FROM_PLACE = late(rf"From (?P<who>{_PERSON})(?: in |, )(?=[A-Z])")
_ALONE = late(rf"\W*(?P<title>{_RANK})?(?P<who>{_PEOPLE})(?:,? (?:in|at) [A-Z][\w ]{{2,20}}| ?\(@\w+\)|, [A-Z][\w’' ]{{3,60}})?\W*")
_NO_NAME = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "news",
        "world",
        "press",
        "home",
        "africa",
        "asia",
        "europe",
        "pacific",
        "americas",
        "politics",
        "business",
        "economy",
        "sports",
        "sport",
        "opinion",
        "editorial",
        "analysis",
        "feature",
        "features",
        "breaking",
        "report",
        "reporter",
        "name",
        "desk",
        "today",
        "photo",
        "photos",
        "video",
        "latest",
        "related",
        "the",
        "top",
        "stories",
        "exclusive",
        "interview",
        "live",
        "update",
        "updated",
        "published",
        "comment",
        "comments",
        "middle",
        "east",
        "defence",
        "defense",
        "security",
        "national",
        "international",
        "local",
        "regional",
        "summary",
        "transcript",
        "fact",
        "sheet",
        "releases",
        "release",
        "statement",
        "statements",
        "category",
        "date",
        "file",
        "format",
        "source",
        "share",
        "print",
        "menu",
        "search",
        "korean",
        "english",
        "korea",
        "section",
        "page",
        "document",
        "number",
        "theme",
        "region",
        "tags",
    ]
)


def byline_of(head: list[str], foot: list[str]) -> str | None:
    """The author that header lines name, else the one that a sign-off names; None without one.

    Args:
        head: header lines, in order.
        foot: credit lines and furniture, in order.
    """
    lines = [_TRANSLATED.sub("", p) for line in head for p in (line, *line.splitlines()) if p]
    for line in lines:
        if m := _BY.search(line):
            return ((m["title"] or "") + _people(m["who"])).strip()
    for line in lines:
        if found := _in_line(line):
            return found
    for line in foot:
        if m := _REPORTING.search(line):
            return m["who"]
    return next((who for line in foot if (who := _poster(line))), None) or _signature(foot)


def _poster(line: str) -> str | None:
    """Who a foot line says that the report is by; translators, editors and publishers are no authors."""
    m = _BY.search(line[:_LINE])
    if m is None:
        return None
    before = line[: m.start("who")]
    return m["who"] if (person(m["who"]) or "osted" in before) and not _NO_AUTHOR.search(before) else None


def _signature(foot: list[str]) -> str | None:
    """Who signs a release: a name alone on a line, with a rank or office on the next."""
    for name, office in pairwise(line.strip() for line in foot):
        if _STAFF.fullmatch(name) or (_SIGNATURE.fullmatch(office) and re.fullmatch(_PERSON, name) and person(name)):
            return name
    return None


def _people(words: str) -> str:
    """The first name and those after it that are people's: "Ann Other, Regional Brief" is Ann Other."""
    parts = re.split(r"(,? and |, | & )", words)
    first = parts[0].split()
    while len(first) > 1 and first[-1].lower() in single_words():
        first.pop()
    out = " ".join(first)
    for mark, name in zip(parts[1::2], parts[2::2], strict=True):
        if not person(name):
            break
        out += mark + name
    return out


def _in_line(line: str) -> str | None:
    if m := _HANDLE_BY.search(line):
        return m["who"]
    for day in reversed(list(days(line))):
        line = f"{line[: day.span[0]]}|{line[day.span[1] :]}"
    for piece in re.split(r"\s[-–—|·•]+\s|\s[-–—](?=[A-Z])|\||\s{2,}|\s,\s|\bPublished\b|\bUpdated?\b", line):
        piece = piece.strip(" \t,;:|-–—#*")
        if names_staff(piece):
            return piece
        if (m := _CORRESPONDENT.search(piece)) and person(m["who"]):
            return m["who"]
        m = _ALONE.fullmatch(piece)
        if m and person(m["who"]):
            return (m["title"] or "") + m["who"]
    return _among_others(line)


def _among_others(line: str) -> str | None:
    """A name that stands in one piece of a line with a place, a day or an outlet: "From Ann Other, Kampala", "Kampala | Post Report, 09:14"."""
    if m := _FROM_PLACE.match(line):
        return m["who"] if person(m["who"]) else None
    pieces = [p.strip(" .:-–—()") for p in re.split(r"[|/,]|\d\d?[:.]\d\d", line)]
    return next((p for p in pieces if names_staff(p) or (re.fullmatch(_PERSON, p) and person(p))), None) if len(pieces) > 1 else None


def names_staff(words: str) -> bool:
    """Whether words name those who make a paper and no person: "Staff Writer", "Lake Post Report"."""
    parts = words.split()
    own = len(parts) > 1 and _OWN_STAFF.fullmatch(words) is not None and (outlet_word(parts[0]) or outlet_word(parts[-2]))
    return own or _STAFF.fullmatch(words) is not None or _STAFF.fullmatch(words.title()) is not None


def person(words: str) -> bool:
    """Whether words are shaped as people's names are: two to five capitalised words, none of them a place, outlet or section."""
    one = re.split(r",? and |, | & ", words)[0]
    parts = one.split()
    if not 2 <= len(parts) <= 5 or any(c.isdigit() for c in one) or one in entries() or outlet(one):
        return False
    low = [p.lower().strip(".") for p in parts]
    known = [entries().get(p) for p in parts]
    plain = any(w in _NO_NAME or w in single_words() or outlet_word(w) for w in low) or max(map(len, low)) < 3
    return not plain and not any(k and k.role in ("country", "demonym", "capital", "organization") for k in known)
