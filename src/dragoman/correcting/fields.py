"""Which values can be corrected, and what they may be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from dragoman.codebook.calendar import parse_day
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.vocabulary import event_types, stages
from dragoman.linking.times import days
from dragoman.model.correction import CorrectionError, Target
from dragoman.model.record import Modality, Standing, StatementKind

_EDTF = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_COUNT = re.compile(r"\d+(?:/(?:\d+|\.\.))?")


@dataclass(frozen=True)
class FieldOf:
    """A value that can be corrected: one of some choices, or what a check lets through."""

    choices: tuple[str, ...] = ()
    check: Callable[[str], Any] = str
    many: bool = False
    hint: str = ""


def _date(value: str) -> str | None:
    if not value:
        return None
    try:
        holds = _EDTF.fullmatch(value) is not None and (value.startswith("XXXX") or days(value) is not None)
    except ValueError:  # there is no such day
        holds = False
    if not holds:
        raise CorrectionError(f"{value!r} is no EDTF date; give 2021-06-14, 2021-06, 2021 or 2021-06-14/2021-06-20, or nothing")
    return value


def _number(value: str) -> str | None:
    if not value:
        return None
    if not _COUNT.fullmatch(value):
        raise CorrectionError(f"{value!r} is no number; give 14, 3/5 or 10/..")
    return value


def _country(value: str) -> str | None:
    if not value:
        return None
    if country_name(value.upper()) == value.upper():
        raise CorrectionError(f"{value!r} is no ISO 3166 alpha-3 code, as KEN")
    return value.upper()


def _named(value: str) -> str:
    if not value.strip():
        raise CorrectionError("a name cannot be empty")
    return value.strip()


PARTIES = ("actors", "recipients", "parties", "speaker")
"""Fields whose values are names of somebody."""
_WHO = FieldOf(many=True, hint="names or states of the report, parted by ;")
_DATE = FieldOf(check=_date, hint="EDTF: 2021-06-14, 2021-06 …")


def _day(value: str) -> str | None:
    if not value:
        return None
    try:
        return parse_day(value).isoformat()
    except ValueError as error:
        raise CorrectionError(f"{error}") from None


def _language(value: str) -> str | None:
    if value and not re.fullmatch(r"[a-z]{2}", value.lower()):
        raise CorrectionError(f"{value!r} is no ISO 639-1 code, as en or ar")
    return value.lower() or None


def _free(value: str) -> str | None:
    return " ".join(value.split()) or None


def fields() -> dict[Target, dict[str, FieldOf]]:
    """What can be set of each kind of value."""
    standing = FieldOf(choices=get_args(Standing))
    return {
        "event": {
            "type": FieldOf(choices=event_types()),
            "modality": FieldOf(choices=get_args(Modality)),
            "standing": standing,
            "date": _DATE,
            "actors": _WHO,
            "recipients": _WHO,
            "killed": FieldOf(check=_number, hint="14, 3/5 or 10/.."),
            "injured": FieldOf(check=_number, hint="14, 3/5 or 10/.."),
        },
        "statement": {
            "kind": FieldOf(choices=get_args(StatementKind)),
            "speaker": FieldOf(check=_named, hint="a name of the report"),
        },
        "agreement": {
            "stage": FieldOf(choices=stages()),
            "standing": FieldOf(choices=("reported", "attributed")),
            "instrument": FieldOf(choices=tuple(table("vocabularies")["instrument"])),
            "name": FieldOf(check=_named),
            "date": _DATE,
            "parties": _WHO,
        },
        "actor": {"name": FieldOf(check=_named), "country": FieldOf(check=_country, hint="ISO 3166 alpha-3")},
        "report": {
            "title": FieldOf(check=_free),
            "outlet": FieldOf(check=_free, hint="as the paper calls itself"),
            "published": FieldOf(check=_day, hint="2021-06-14"),
            "language": FieldOf(check=_language, hint="en, ar …"),
        },
    }


def checked(kind: Target, field: str, value: Any) -> Any:
    """The value as it is kept.

    Raises:
        CorrectionError: it cannot be set, or not to this.
    """
    known = fields().get(kind, {})
    if field not in known:
        raise CorrectionError(f"{field!r} of {kind} cannot be corrected; it is one of: {', '.join(known) or 'none'}")
    rule = known[field]
    if rule.many:
        names = value if isinstance(value, list | tuple) else str(value or "").split(";")
        return [str(n).strip() for n in names if str(n).strip()]
    text = str(value or "").strip()
    if rule.choices and text not in rule.choices:
        raise CorrectionError(f"{text!r} is no {field}; it is one of: {', '.join(rule.choices)}")
    return rule.check(text)
