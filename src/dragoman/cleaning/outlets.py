"""Which outlet a report comes from, by what it says of itself: header lines, dateline, sign-off, copyright line."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.cleaning.bylines import person
from dragoman.cleaning.datelines import CAPITALS, outlet_word
from dragoman.cleaning.features import opens_list
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.model.record import Passage

_FIRST = rf"(?:(?:[A-Z][a-z]{{0,2}}\.)+|[{CAPITALS}](?:[\w’'&-]|\.(?=\w))*)"
_NAME = rf"(?:[Tt]he )?{_FIRST}(?: (?:(?:of|and|for|the|in|de|du|al) )?[{CAPITALS}&][\w’'&-]*){{0,6}}"
_BRACKET = re.compile(r"\((?P<round>[^()\n]{2,60})[()]|/ ?(?P<slashed>[^/()\n]{2,40}?) ?/|\[(?P<square>[^\[\]\n]{2,40})\]")
_COPYRIGHT = re.compile(
    rf"(?:(?:©|\([cC]\))(?: ?[Cc]opyright)?|[Cc]opyright(?: ?©| ?\([cC]\))?)\W{{0,3}}(?:(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?)?,?\W{{0,3}}(?:by )?(?P<who>{_NAME})"
)
_SOURCE = re.compile(rf"(?:[Ss]ource|SOURCE|[Pp]ublisher|[Aa]uthor|[Ff]rom|[Vv]ia)\s*:?\s+(?P<who>{_NAME})")
_FOR = re.compile(rf"(?:\bon behalf of|[Tt]oday from|TODAY FROM)\s*:?\s+(?:the )?(?P<who>{_NAME}(?: - {_NAME})?)")
_MONITORED = re.compile(rf"[Ss]ource: (?P<who>[^,\n]{{3,60}}), {_NAME}, in [A-Z]\w+\b")
_APPEARED = re.compile(
    rf"(?:appeared (?:first )?(?:on|in)|[Pp]osted .{{0,40}} by|[Pp]osted by|[Ii]ssued by|[Bb]rought to you (?:by|via))\s*:?\s+(?P<who>{_NAME})"
)
_STAFF = re.compile(
    rf"(?:^|\W)(?:[Bb]y|BY) (?P<who>{_NAME}) (?:[Ss]taff|[Tt]eam|[Nn]ewsroom)\b|\b(?:Team|Staff|Board|Desk) of (?P<of>{_NAME})"
)
_OWN = re.compile(
    rf"(?:(?:[Ss]ubscribe(?:rs)? (?:to|of)|[Ss]ign up (?:to|for)|[Ff]ollow|[Aa]dvertise with|[Jj]oin|[Ss]upport|[Ll]ike) (?:the |our )?)(?P<who>{_NAME})(?: on\b| via\b| newsletters?\b|$|\W)"
)
_SPEAKS = re.compile(
    rf"(?P<who>{_NAME})(?: (?:is|are|may|pays|has|does|cannot|reserves|accepts|welcomes|relies|depends|subscribers|readers|members) [^.]+|['’]s (?:web ?site|app|readers|newsletter|reporting) [^.]+)\."
)
"""A foot line in which a paper speaks of itself: "Lake Courier is funded by its readers."."""
_CRUMBS = re.compile(rf"(?P<who>{_NAME}) ?[>»›] ?\S.*")
_LABELLED = re.compile(
    r"(?:(?:text|words|story|written|issued|published) by|source|outlet|newspaper|publisher|publication)\s*:\s*", re.IGNORECASE
)
_NEWS_AGENCY = re.compile(rf"{_NAME} (?:news|press|information) (?:agency|service)")
_SAID_TO = re.compile(rf"\b(?:told|tells|to|by|for|of|seen by|reached|shared with|interview with|revealed to)\s+[“\"«]?(?P<who>{_NAME})")
_SIGNED = re.compile(r"[–—-]\s*(?P<who>[A-Z][\w .’'&-]{2,30}?)(?:, agencies)?$")
_SPLIT = re.compile(r"\s[-–—|/·•>›»]+\s|\s[–—-](?=[A-Z])|[|·•›»;,]\s+|\s{2,}|\s?\|\s?|\s\|$|[\[\]{}]")
_CREDIT = re.compile(
    r"(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture)s?(?: by)?\s?[:/]\s?(?P<who>[A-Z][^)\n]{2,50})|(?<=/)(?P<by>[A-Z][A-Za-z]+ [A-Z][A-Za-z]+)\s*$"
)
_FOOT = 10  # pieces of furniture at the foot that are looked through for the outlet's name
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


def outlets_of(text: str, passages: list[Passage]) -> Iterator[str]:
    """Names that may be the outlet's, the surest first; each may come again."""
    of = {
        kind: [text[p.start : p.end] for p in passages if p.kind == kind]
        for kind in ("byline", "dateline", "boilerplate", "credit", "caption", "headline")
    }
    foot = of["boilerplate"] + of["credit"]
    yield from (name for pattern in (_MONITORED, _FOR) for line in foot + of["byline"] for name in _stated(pattern, line))
    yield from (name for line in of["byline"] for name in _in_header(line) if outlet(name))
    yield from (name for line in _over_title(text, passages) if (name := _site(line, text)))
    yield from (name for line in of["byline"] for name in _in_header(line))
    yield from (name for line in of["dateline"] for name in _in_dateline(line))
    end = max((p.end for p in passages if p.kind == "body"), default=0)
    below = [text[p.start : p.end] for p in passages if p.kind in ("boilerplate", "credit") and p.start >= end]
    for pattern in (_COPYRIGHT, _APPEARED, _OWN, _SOURCE):
        yield from (name for line in foot for name in _stated(pattern, line, pictures=line not in below))
    yield from (
        name for line in of["byline"] + foot for m in _STAFF.finditer(line) if (name := _clean(m["who"] or m["of"])) and _like(name)
    )
    yield from (name for line in of["boilerplate"] + of["byline"] for name in _in_crumbs(line, text))
    yield from (name for line in foot for name in _dated(line))
    yield from (name for line in of["credit"] for name in _in_sign_off(line))
    whole = text.casefold()
    yield from (name for line in of["boilerplate"][-_FOOT:] for name in _in_foot(line) if whole.count(name.casefold()) > 1)
    yield from (name for lines in below for line in lines.splitlines() if (m := _SPEAKS.fullmatch(line)) and (name := _proper(m["who"])))
    body = [text[p.start : p.end] for p in passages if p.kind == "body"]
    yield from (name for part in body for m in _SAID_TO.finditer(part) if (name := _clean(m["who"])) and _told_to(name))
    yield from (
        name
        for line in _over_title(text, passages)[:1]
        if (name := _clean(line)) and 1 < len(name.split()) <= 5 and _site(name, f"{text} {name}")
    )
    yield from (
        name for line in of["caption"] + foot for m in _CREDIT.finditer(line) if (name := _clean(m["who"] or m["by"])) and _worded(name)
    )


def _stated(pattern: re.Pattern[str], line: str, pictures: bool = False) -> Iterator[str]:
    """The names that a line of furniture gives for the outlet.

    Args:
        pictures: whether the line may be that of a picture, whose copyright is a photographer's.
    """
    for m in pattern.finditer(line[:400]):
        name = _short(m["who"])
        if name and (_like(name) or _body_of_state(name)) and not (pictures and _photographer(m, name)):
            yield name


def _in_crumbs(line: str, text: str) -> Iterator[str]:
    """The first step of the way to a page, where it is a name that comes again: "Lake Courier > World > Africa"."""
    for one in line.splitlines():
        m = _CRUMBS.fullmatch(one.strip())
        name = _proper(m["who"]) if m else None
        if name and (_worded(name) or text.count(name) > 1):
            yield name


def _dated(line: str) -> Iterator[str]:
    """A name that stands with nothing but a day in a foot line: "Lake Courier, 5 May 2021", "21 Mar 95 - LNA"."""
    for one in line.splitlines():
        day = None if opens_list(one) else next(days(one), None)
        rest = f"{one[: day.span[0]]}|{one[day.span[1] :]}" if day else ""
        pieces = [p for piece in re.split(r"\||\s{2,}|, (?=[A-Z][a-z]+day\b)", rest) if (p := piece.strip(" ,-–—/()"))]
        if pieces and len(pieces[0].split()) <= 4 and (name := _clean(pieces[0])) and (_proper(name) or _agency(name)):
            yield name


def _proper(words: str) -> str | None:
    """A name of two words and more that is nobody's office and no place."""
    name = _short(words)
    parts = name.split() if name else []
    return name if name and len(parts) > 1 and name[0].isalpha() and parts[0] not in entries() and _like(name) else None


def _agency(name: str) -> bool:
    """Whether a name is the initials of an agency."""
    return re.fullmatch(r"[A-Z]{2,6}", name) is not None and name not in entries()


def _short(words: str) -> str | None:
    """A name without what a page offers after it: "the Lake Post WhatsApp Channel" is the Lake Post."""
    parts = words.split()
    while len(parts) > 1 and parts[-1].casefold() in _OFFERED:
        parts.pop()
    return _clean(" ".join(parts))


def _photographer(m: re.Match[str], name: str) -> bool:
    """Whether a copyright mark without a year stands before a person: that is a picture's."""
    return m.re is _COPYRIGHT and person(name) and not re.search(r"\d{4}", m.group())


def _over_title(text: str, passages: list[Passage]) -> list[str]:
    """The lines before the headline."""
    title = next((p.start for p in passages if p.kind == "headline"), 0)
    return [
        line for p in passages if p.start < title and p.kind in ("byline", "boilerplate") for line in text[p.start : p.end].splitlines()
    ]


def _site(line: str, text: str) -> str | None:
    """The name of a site that stands over the headline and comes again below."""
    name = _clean(line)
    proper = (
        name is not None and len(name.split()) <= 6 and all(w[:1].isupper() or w in ("of", "and", "the", "in", "&") for w in name.split())
    )
    proper = proper and name is not None and (len(name.split()) > 1 or not name[1:].islower())
    return name if name and proper and _like(name) and text.count(name) > 1 else None


def _in_header(line: str) -> Iterator[str]:
    """A piece of a header line that is neither day, place nor person but named as outlets are."""
    for day in reversed(list(days(line))):
        line = f"{line[: day.span[0]]} | {line[day.span[1] :]}"
    for piece in _SPLIT.split(line):
        if piece.endswith(":"):
            continue  # the heading of what comes below
        bare = _LABELLED.sub("", piece)
        name = _short(bare)
        labelled = name is not None and bare != piece and not person(name) and _like(name)
        if name and (labelled or outlet(name) or _worded(name) or _body_of_state(name) or _NEWS_AGENCY.fullmatch(name)):
            yield name
    place, _, last = line.partition(",")[0], *line.rpartition(",")[1:]
    if place.strip() in entries() and _agency(last.strip()):
        yield last.strip()


def _in_dateline(line: str) -> Iterator[str]:
    for m in _BRACKET.finditer(line):
        inner = m["round"] or m["slashed"] or m["square"]
        for piece in reversed(re.split(r"- ", inner)) if "- " in inner else re.split(r"\s*/\s*", inner):
            if (name := _clean(piece)) and not any(True for _ in days(name)) and (_like(name) or outlet_word(name)):
                yield name
    plain = re.split(r"[.,–—-]\s+|\s[–—-]\s|/\s", re.sub(r"\([^()]*\)", "", line).strip(" .–—-:/"))
    name = _clean(plain[-1]) if len(plain) > 1 or "/" in line else None
    if name and name not in entries() and (outlet(name) or _worded(name) or re.fullmatch(r"[A-Z]{2,8}|[A-Z]\w+-[A-Z]\w+", name)):
        yield name


def _in_sign_off(line: str) -> Iterator[str]:
    """The last words of a report: "(Veda)", "– Gulf Mail, agencies", "(WCE/PAP) ak/mm"."""
    m = re.fullmatch(r"\W*(?P<who>[A-Z][\w .’'&-]{1,40}?)(?:/[\w/]+)?\W*(?:[a-z]{1,3}(?:/[a-z]{1,3})*)?", line.strip())
    name = _clean(m["who"]) if m else None
    if name and _like(name) and not re.search(r"\b(?:END|End|Ends|ENDS)\b", name):
        yield name
    yield from (name for m in _SIGNED.finditer(line[-40:]) if (name := _clean(m["who"])) and _worded(name))


def _in_foot(line: str) -> Iterator[str]:
    """A name in a foot line that ends as names of outlets do: "Follow us: Lake News", "Enquiries: Reactor Review"."""
    yield from (name for m in re.finditer(_NAME, line[:300]) if (name := _clean(m.group())) and _worded(name) and len(name.split()) > 1)


def _clean(words: str | None) -> str | None:
    name = re.sub(r"['’]s?$|^(?:[Bb]y|BY|[Ff]rom) ", "", (words or "").strip(" \t\r\n.,:;|*_–—-()[]“”\"'@#/"))
    return name if 1 < len(name) <= 60 and name[0].isalnum() else None


def _like(name: str) -> bool:
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


def _worded(name: str) -> bool:
    """Whether a name ends, or begins, as those of outlets do."""
    parts = name.split()
    capital = all(w[:1].isupper() or w in ("of", "and", "the", "in", "de", "du") for w in parts)
    return capital and _like(name) and len(parts) > 1 and (outlet_word(parts[-1]) or outlet_word(parts[0]) or outlet_word(parts[1]))


def _told_to(name: str) -> bool:
    """Whether what somebody was told to is an outlet, and no service or office of a state."""
    parts = name.split()
    return len(parts) > 1 and outlet_word(parts[-1]) and parts[-1] not in ("Service", "Agency", "Council", "Network") and _like(name)


def _body_of_state(name: str) -> bool:
    return (
        re.match(r"(?:U\.S\. )?(?:[Tt]he )?(?:Ministry|Department|Office|Embassy|Permanent Mission) (?:of|for)\b|\w+ Ministry of\b", name)
        is not None
    )
