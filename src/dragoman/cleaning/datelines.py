"""Datelines: where and when a report was written, and the agency that sent it, before its first sentence."""

import re
from functools import cache

from dragoman.codebook.calendar import MONTH
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.model.span import Span

_HEAD = 180  # characters: no dateline is longer
_LEAST = 10  # characters of a sentence after it

CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽƏȘȚ"
"""Capital letters of the languages that names come from, for a class of a regular expression."""
_MON = f"(?i:{MONTH})"
_NAME = rf"[{CAPITALS}][\w’'.-]*(?:(?: ?[/,] ?| )(?:(?:de|del|da|do|la|al|el|and|of) )?[{CAPITALS}][\w’'.-]*){{0,5}}?"
_HIJRI = rf"(?:[{CAPITALS}][\w’'-]+(?: [{CAPITALS}][\w’'-]+){{0,2}} \d{{1,2}},? 1[34]\d\d(?: A?H)?,? )"
"""The day of the Islamic calendar, which agencies of the Gulf write before the other: "Safar 6, 1442, "."""
_ON = rf"{_HIJRI}?(?:\w{{3,6}}day,? )?(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|{_MON} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MON}|[a-z]{{5,12}} {_MON})(?:,? \d{{4}})?"
_SENT = r"(?:\((?P<round>[^()\n]{2,70}(?:\([^()\n]{2,30}\))?[^()\n]{0,20})\)|/ ?(?P<slashed>[A-Z][\w .-]{1,30}?) ?/|\[(?P<square>[A-Z][^\]\n]{1,40})\])"

_WHERE = rf"(?P<place>{_NAME})(?:\s*\([{CAPITALS}][\w ]{{2,20}}\))?"
_AT = rf"(?P<at>[.,]?\s+{_ON})"
_NEXT = rf"(?=[\"“”‘'«({CAPITALS}\d])"
_FORMS = (
    re.compile(rf"{_WHERE}{_AT}?[.,]?(?:\s*{_SENT})?\s*\.?,?-?(?P<stop>[–—-]{{1,3}}|:|_)\s*{_NEXT}"),
    re.compile(rf"{_WHERE}{_AT}?[.,]?(?:\s*{_SENT})?(?P<stop>\.)\s+{_NEXT}"),
    re.compile(rf"{_WHERE}{_AT}[.,]?(?:\s*{_SENT})?(?P<stop>\s)\s*{_NEXT}"),
    re.compile(rf"{_WHERE}[.,]?\s*{_SENT}(?P<stop>\s)\s*{_NEXT}"),
)
_SIGNED = re.compile(
    rf"(?P<place>{_NAME})[.,]?\s+(?P<at>{_ON})[.,]?\s*(?:[–—-]{{1,2}}\s*)?(?P<agency>[{CAPITALS}][\w’'-]*(?: [{CAPITALS}][\w’'-]*){{0,3}})(?:\.\s+|\s*[–—-]{{1,2}}\s+)(?=[\"“«A-Z\d])"
)
_DAY_FIRST = re.compile(rf"{_ON}[.,]?\s*{_SENT}\s*[–—:-]{{1,2}}\s*{_NEXT}")
_DAY_AND_PLACE = re.compile(rf"{_ON}\s*[–—,-]{{1,2}}\s*{_WHERE}(?:[.:]|\s*[–—-]{{1,2}})\s+{_NEXT}")
_SENDER = re.compile(rf"{_SENT}\s*(?:\.?\s*[–—-]{{1,2}}\s*|:\s*)?(?=[\"“«A-Z\d])")
_PRESENTED = re.compile(r"(?P<agency>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})(?: ?/| [–—-]) ?(?=[\"“«A-Z\d])")
_EQUALS = re.compile(r"\((?P<place>[A-Z][\w’'. -]{1,24})=(?P<agency>[A-Z][\w ]{1,24})\)\s+")
_CITY_COLON = re.compile(r"(?P<place>[A-Z][A-Z’'.-]{2,}(?:[ /,]+[A-Z][A-Z’'.-]+){0,3})(?: ?\([A-Z]{2,8}\))?: ?(?=\S)")


def dateline(text: str, span: Span) -> int | None:
    """Where the first sentence begins after "TEHRAN (Reuters) – "; None without a dateline."""
    end = min(span[1], span[0] + _HEAD)
    at = _sender(text, span[0], end)
    for form in (_signed, _full, _dated, _colon, _equals, _presented):
        if stop := form(text, at, end):
            return stop if span[1] - stop >= _LEAST else None
    return at if at > span[0] and span[1] - at >= _LEAST else None


def whole_dateline(line: str) -> bool:
    """Whether a line is a dateline alone: "TEHRAN", "Phnom Penh, August 15", "São Tomé, Sunday"."""
    m = _ALONE.fullmatch(line.strip())
    if not m:
        return False
    place = m["place"].rstrip(" ,.")
    if len(place.split()) > 4:
        return False
    town = len(place.split()) == 1 or place in entries() or place.title() in entries()
    return (town and _is_place(place)) or bool(m["on"] and all(w[0].isupper() or not w[0].isalpha() for w in place.split()))


_ALONE = re.compile(rf"(?P<place>{_NAME})(?P<on>[.,]?\s+{_ON})?[.,]?\s*(?:\([^()\n]{{2,40}}\))?\s*[–—:-]?")


def _sender(text: str, at: int, end: int) -> int:
    """After what names the sender in brackets before everything else: "(GULFFEED- Peninsula News Agency) DOHA ..."."""
    m = _SENDER.match(text, at, end)
    inner = (m["round"] or m["square"] or m["slashed"] or "") if m else ""
    names = inner[:1].isupper() or inner[:1] in "@"
    return m.end() if m and names and not re.search(r"[.!?] |\b(?:left|right|photo|from|see|image)\b", inner, re.IGNORECASE) else at


def _full(text: str, at: int, end: int) -> int | None:
    return next((stop for form in _FORMS if (m := form.match(text, at, end)) and (stop := _accepted(m))), None)


def _accepted(m: re.Match[str]) -> int | None:
    """Where a match ends that names a place by its form, and a day or an agency with it."""
    place, stop = m["place"].rstrip(" ,."), m["stop"].strip()
    sent = m["round"] or m["slashed"] or m["square"]
    on = bool(m.groupdict().get("at"))
    dashed = stop not in ("", ".") and (stop != ":" or on)
    dated = on and (dashed or _is_place(place))
    placed = _is_place(place) and (dashed or (stop == "." and bool(sent)))
    return m.end() if dated or placed or _by_agency(sent, place, on or bool(stop)) else None


def _by_agency(sent: str | None, place: str, parted: bool) -> bool:
    """Whether brackets name an agency: one that is known, or words that may name one after a place or before a sign of a dateline.

    Args:
        parted: whether a day or a mark parts them from the text.
    """
    if not sent:
        return False
    return bool(outlet(sent.strip())) or (_agency_like(sent) and (parted or _is_place(place)))


def _signed(text: str, at: int, end: int) -> int | None:
    m = _SIGNED.match(text, at, end)
    known = entries().get(m["agency"]) if m else None
    return (
        m.end()
        if m and (known is None or known.role == "outlet") and (_is_place(m["place"].rstrip(" ,.")) or outlet_word(m["agency"].split()[-1]))
        else None
    )


def _dated(text: str, at: int, end: int) -> int | None:
    """A day before anything else: "Apr 07, 2003 (AWP) – ", "24 August 2010 — Montevideo. "."""
    if m := _DAY_FIRST.match(text, at, end):
        return m.end()
    m = _DAY_AND_PLACE.match(text, at, end)
    return m.end() if m and _is_place(m["place"].rstrip(" ,.")) else None


def _colon(text: str, at: int, end: int) -> int | None:
    m = _CITY_COLON.match(text, at, end)
    return m.end() if m and _is_capitals(m["place"]) else None


def _equals(text: str, at: int, end: int) -> int | None:
    m = _EQUALS.match(text, at, end)
    return m.end() if m and (_is_capitals(m["place"]) or outlet(m["agency"])) else None


def _presented(text: str, at: int, end: int) -> int | None:
    """An outlet that stands before its report: "Furat News/ Britain imposed", "Coastland News – Foreign ministers"."""
    m = _PRESENTED.match(text, at, end)
    return m.end() if m and (outlet(m["agency"]) or outlet_word(m["agency"].split()[-1])) else None


def _is_place(name: str) -> bool:
    known = entries().get(name)
    return _is_capitals(name) or (known is not None and known.role == "capital")


def _is_capitals(name: str) -> bool:
    first = name.split()[0].strip(",.")
    return len(first) > 2 and first.replace("'", "").replace("’", "").isupper()


def _agency_like(sent: str) -> bool:
    """Whether words in brackets can name who sent the report: names and figures, no sentence and no plain lower-case words."""
    parts = [w for w in re.split(r"[\s/–—-]+", sent) if w]
    return len(parts) <= 14 and parts[0][:1].isupper() and sum(w[:1].islower() for w in parts) <= len(parts) // 3


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(table("outletwords")["words"])


def outlet_word(word: str) -> bool:
    """Whether names of outlets end in this word: "News", "Tribune", "Agency"."""
    return word.strip(".,()").casefold() in _outlet_words()
