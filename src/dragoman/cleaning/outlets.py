"""Which outlet a report comes from, by what it says of itself: header lines, dateline, sign-off, copyright line."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.cleaning.bylines import person
from dragoman.cleaning.datelines import outlet_word
from dragoman.cleaning.headerlines import named_beside_day
from dragoman.cleaning.lines import opens_list
from dragoman.cleaning.outletnames import NAME, clean, initials, interviewer, office_of_state, outlet_like, proper, short, worded
from dragoman.codebook.days import days
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.codebook.late import late
from dragoman.model.record import Passage, PassageKind

_BRACKET = late(r"\((?P<round>[^()\n]{2,60})[()]|/ ?(?P<slashed>[^/()\n]{2,40}?) ?/|\[(?P<square>[^\[\]\n]{2,40})\]")
_COPYRIGHT = late(
    rf"(?:(?:©|\([cC]\))(?: ?[Cc]opyright)?|[Cc]opyright(?: ?©| ?\([cC]\))?)\W{{0,3}}(?:(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?)?,?\W{{0,3}}(?:by )?(?P<who>{NAME})"
)
_SOURCE = late(rf"(?:[Ss]ource|SOURCE|[Pp]ublisher|[Aa]uthor|[Ff]rom|[Vv]ia)\s*:?\s+(?P<who>{NAME})")
_FOR = late(rf"(?:\bon behalf of|[Tt]oday from|TODAY FROM)\s*:?\s+(?:the )?(?P<who>{NAME}(?: - {NAME})?)")
_MONITORED = late(rf"[Ss]ource: (?P<who>[^,\n]{{3,60}}), {NAME}, in [A-Z]\w+\b")
_APPEARED = late(
    rf"(?:appeared (?:first )?(?:on|in)|[Pp]osted .{{0,40}} by|[Pp]osted by|[Ii]ssued by|[Bb]rought to you (?:by|via))\s*:?\s+(?P<who>{NAME})"
)
_STAFF = late(rf"(?:^|\W)(?:[Bb]y|BY) (?P<who>{NAME}) (?:[Ss]taff|[Tt]eam|[Nn]ewsroom)\b|\b(?:Team|Staff|Board|Desk) of (?P<of>{NAME})")
_OWN = late(
    rf"(?:(?:[Ss]ubscribe(?:rs)? (?:to|of)|[Ss]ign up (?:to|for)|[Ff]ollow|[Aa]dvertise with|[Jj]oin|[Ss]upport|[Ll]ike) (?:the |our )?)(?P<who>{NAME})(?: on\b| via\b| newsletters?\b|$|\W)"
)
_SPEAKS = late(
    rf"(?P<who>{NAME})(?: (?:is|are|may|pays|has|does|cannot|reserves|accepts|welcomes|relies|depends|subscribers|readers|members) [^.]+|['’]s (?:web ?site|app|readers|newsletter|reporting) [^.]+)\."
)
"""A foot line in which a paper speaks of itself: "Lake Courier is funded by its readers."."""
_CRUMBS = late(rf"(?P<who>{NAME})\s*[>»›]\s*\S.*")
_LABELLED = late(
    r"(?:(?:text|words|story|written|issued|published) by|source|outlet|newspaper|publisher|publication)\s*:\s*", re.IGNORECASE
)
_NEWS_AGENCY = late(rf"{NAME} (?:news|press|information) (?:agency|service)")
_SAID_TO = late(rf"\b(?:told|tells|to|by|for|of|seen by|reached|shared with|interview with|revealed to)\s+[“\"«]?(?P<who>{NAME})")
_SIGNED = late(r"[–—-]\s*(?P<who>[A-Z][\w .’'&-]{2,30}?)(?:, agencies)?$")
_SPLIT = late(r"\s[-–—|/·•>›»]+\s|\s[–—-](?=[A-Z])|[|·•›»;,]\s+|\s{2,}|\s?\|\s?|\s\|$|[\[\]{}]")
_CREDIT = late(
    r"(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture)s?(?: by)?\s?[:/]\s?(?P<who>[A-Z][^)\n]{2,50})|(?<=/)(?P<by>[A-Z][A-Za-z]+ [A-Z][A-Za-z]+)\s*$"
)
_INITIALS = late(r"[A-Z]{2,8}|[A-Z]\w+-[A-Z]\w+")
_FEW = 5  # words of an outlet's name that stands alone over a headline
_FOOT = 10  # pieces of furniture at the foot that are looked through for the outlet's name


@dataclass(frozen=True)
class _Page:
    """A report's text with its passages, for what looks for the outlet in them."""

    text: str
    passages: Sequence[Passage]

    def lines(self, *kinds: PassageKind) -> list[str]:
        """The passages of these kinds, those of the first kind before those of the next."""
        return [self.text[p.start : p.end] for kind in kinds for p in self.passages if p.kind == kind]

    @cached_property
    def foot(self) -> list[str]:
        """Furniture and credits."""
        return self.lines("boilerplate", "credit")

    @cached_property
    def below(self) -> list[str]:
        """Those after the last paragraph of the report."""
        end = max((p.end for p in self.passages if p.kind == "body"), default=0)
        return [self.text[p.start : p.end] for p in self.passages if p.kind in ("boilerplate", "credit") and p.start >= end]

    @cached_property
    def over_title(self) -> list[str]:
        """The lines before the headline."""
        title = next((p.start for p in self.passages if p.kind == "headline"), 0)
        above = [p for p in self.passages if p.start < title and p.kind in ("byline", "boilerplate")]
        return [line for p in above for line in self.text[p.start : p.end].splitlines()]


def outlets_of(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """Names that may be the outlet's, the surest first; each may come again."""
    page = _Page(text, passages)
    for names in _PLACES:
        yield from names(page)


def _monitored(page: _Page) -> Iterator[str]:
    """What a monitoring service or a release says that it comes from."""
    lines = [*page.foot, *page.lines("byline")]
    yield from (name for pattern in (_MONITORED, _FOR) for line in lines for name in _stated(pattern, line))


def _known_in_headers(page: _Page) -> Iterator[str]:
    yield from (name for name in _in_headers(page) if outlet(name))


def _over_headline(page: _Page) -> Iterator[str]:
    yield from (name for line in page.over_title if (name := _site(line, page.text)))


def _in_headers(page: _Page) -> Iterator[str]:
    yield from (name for line in page.lines("byline") for name in _in_header(line))


def _in_datelines(page: _Page) -> Iterator[str]:
    yield from (name for line in page.lines("dateline") for name in _in_dateline(line))


def _said_in_foot(page: _Page) -> Iterator[str]:
    """Copyright lines, sources, and what a page offers under its own name."""
    for pattern in (_COPYRIGHT, _APPEARED, _OWN, _SOURCE):
        yield from (name for line in page.foot for name in _stated(pattern, line, pictures=line not in page.below))


def _whose_staff(page: _Page) -> Iterator[str]:
    found = (clean(m["who"] or m["of"]) for line in [*page.lines("byline"), *page.foot] for m in _STAFF.finditer(line))
    yield from (name for name in found if name and outlet_like(name))


def _on_the_way(page: _Page) -> Iterator[str]:
    yield from (name for line in page.lines("boilerplate", "byline") for name in _in_crumbs(line, page.text))


def _beside_days(page: _Page) -> Iterator[str]:
    yield from (name for line in page.foot for name in _dated(line))


def _in_dated_headers(page: _Page) -> Iterator[str]:
    yield from (name for line in page.lines("byline") for name in named_beside_day(line))


def _in_sign_offs(page: _Page) -> Iterator[str]:
    yield from (name for line in page.lines("credit") for name in _in_sign_off(line))


def _again_in_foot(page: _Page) -> Iterator[str]:
    whole = page.text.casefold()
    last = page.lines("boilerplate")[-_FOOT:]
    yield from (name for line in last for name in _in_foot(line) if whole.count(name.casefold()) > 1)


def _of_itself(page: _Page) -> Iterator[str]:
    speaks = (m for lines in page.below for line in lines.splitlines() if (m := _SPEAKS.fullmatch(line)))
    yield from (name for m in speaks if (name := proper(m["who"])))


def _interviewing(page: _Page) -> Iterator[str]:
    found = (clean(m["who"]) for part in page.lines("body") for m in _SAID_TO.finditer(part))
    yield from (name for name in found if name and interviewer(name))


def _first_line(page: _Page) -> Iterator[str]:
    """The line over the headline, where it is a name that stands nowhere else."""
    for line in page.over_title[:1]:
        name = clean(line)
        if name and 1 < len(name.split()) <= _FEW and _site(name, f"{page.text} {name}"):
            yield name


def _of_pictures(page: _Page) -> Iterator[str]:
    found = (clean(m["who"] or m["by"]) for line in [*page.lines("caption"), *page.foot] for m in _CREDIT.finditer(line))
    yield from (name for name in found if name and worded(name))


_PLACES: tuple[Callable[[_Page], Iterator[str]], ...] = (
    _monitored,
    _known_in_headers,
    _over_headline,
    _in_headers,
    _in_datelines,
    _in_dated_headers,
    _said_in_foot,
    _whose_staff,
    _on_the_way,
    _beside_days,
    _in_sign_offs,
    _again_in_foot,
    _of_itself,
    _interviewing,
    _first_line,
    _of_pictures,
)
"""Where a page names its outlet, the surest place first."""


def _stated(pattern: re.Pattern[str], line: str, pictures: bool = False) -> Iterator[str]:
    """The names that a line of furniture gives for the outlet.

    Args:
        pictures: whether the line may be that of a picture, whose copyright is a photographer's.
    """
    pictured = pictures and pattern is _COPYRIGHT
    for m in pattern.finditer(line[:400]):
        name = short(m["who"])
        if name and (outlet_like(name) or office_of_state(name)) and not (pictured and _photographer(m, name)):
            yield name


def _in_crumbs(line: str, text: str) -> Iterator[str]:
    """The first step of the way to a page, where it is a name that comes again: "Lake Courier > World > Africa"."""
    for one in line.splitlines():
        m = _CRUMBS.fullmatch(one.strip())
        name = proper(m["who"]) if m else None
        if name and (worded(name) or text.count(name) > 1):
            yield name


def _dated(line: str) -> Iterator[str]:
    """A name that stands with nothing but a day in a foot line: "Lake Courier, 5 May 2021", "21 Mar 95 - LNA"."""
    for one in line.splitlines():
        day = None if opens_list(one) else next(days(one), None)
        rest = f"{one[: day.span[0]]}|{one[day.span[1] :]}" if day else ""
        pieces = [p for piece in re.split(r"\||\s{2,}|, (?=[A-Z][a-z]+day\b)", rest) if (p := piece.strip(" ,-–—/()"))]
        if pieces and len(pieces[0].split()) <= 4 and (name := clean(pieces[0])) and (proper(name) or initials(name)):
            yield name


def _photographer(m: re.Match[str], name: str) -> bool:
    """Whether a copyright mark without a year stands before a person: that is a picture's."""
    return person(name) and not re.search(r"\d{4}", m.group())


def _site(line: str, text: str) -> str | None:
    """The name of a site that stands over the headline and comes again below."""
    name = clean(line)
    proper = (
        name is not None and len(name.split()) <= 6 and all(w[:1].isupper() or w in ("of", "and", "the", "in", "&") for w in name.split())
    )
    proper = proper and name is not None and (len(name.split()) > 1 or not name[1:].islower())
    return name if name and proper and outlet_like(name) and text.count(name) > 1 else None


def _in_header(line: str) -> Iterator[str]:
    """A piece of a header line that is neither day, place nor person but named as outlets are."""
    for day in reversed(list(days(line))):
        line = f"{line[: day.span[0]]} | {line[day.span[1] :]}"
    for piece in _SPLIT.split(line):
        if piece.endswith(":"):
            continue  # the heading of what comes below
        bare = _LABELLED.sub("", piece)
        name = short(bare)
        labelled = name is not None and bare != piece and not person(name) and outlet_like(name)
        if name and (labelled or outlet(name) or worded(name) or office_of_state(name) or _NEWS_AGENCY.fullmatch(name)):
            yield name
    place, _, last = line.partition(",")[0], *line.rpartition(",")[1:]
    if place.strip() in entries() and initials(last.strip()):
        yield last.strip()


def _in_dateline(line: str) -> Iterator[str]:
    yield from (name for m in _BRACKET.finditer(line) for name in _sent_by(m["round"] or m["slashed"] or m["square"]))
    plain = re.split(r"[.,–—-]\s+|\s[–—-]\s|/\s", re.sub(r"\([^()]*\)", "", line).strip(" .–—-:/"))
    name = clean(plain[-1]) if len(plain) > 1 or "/" in line else None
    if name and name not in entries() and (outlet(name) or worded(name) or _INITIALS.fullmatch(name)):
        yield name


def _sent_by(inner: str) -> Iterator[str]:
    """The names in the brackets of a dateline; behind a dash the last one is the surest."""
    pieces = [*reversed(inner.split("- "))] if "- " in inner else re.split(r"\s*/\s*", inner)
    for name in filter(None, map(clean, pieces)):
        if next(days(name), None) is None and (outlet_like(name) or outlet_word(name)):
            yield name


def _in_sign_off(line: str) -> Iterator[str]:
    """The last words of a report: "(Veda)", "– Gulf Mail, agencies", "(WCE/PAP) ak/mm"."""
    m = re.fullmatch(r"\W*(?P<who>[A-Z][\w .’'&-]{1,40}?)(?:/[\w/]+)?\W*(?:[a-z]{1,3}(?:/[a-z]{1,3})*)?", line.strip())
    name = clean(m["who"]) if m else None
    if name and outlet_like(name) and not re.search(r"\b(?:END|End|Ends|ENDS)\b", name):
        yield name
    yield from (name for m in _SIGNED.finditer(line[-40:]) if (name := clean(m["who"])) and worded(name))


def _in_foot(line: str) -> Iterator[str]:
    """A name in a foot line that ends as names of outlets do: "Follow us: Lake News", "Enquiries: Reactor Review"."""
    yield from (name for m in re.finditer(NAME, line[:300]) if (name := clean(m.group())) and worded(name) and len(name.split()) > 1)
