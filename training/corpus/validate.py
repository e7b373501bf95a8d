"""What is wrong with a gold, and what may have been overlooked in its text."""

import re
from collections.abc import Iterator
from typing import Any

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import event_types, modes_of
from training.corpus.form import Source
from training.corpus.locate import Span, find, occurrences
from training.corpus.people import Gold

_DATE = re.compile(r"^(\d{4}|\d{3}X|XXXX)(-(\d\d|XX)(-(\d\d|XX))?)?$")
_COUNTRY = re.compile(r"^[A-Z]{3}$")
_CODE = re.compile(r"^(\*|[A-Za-z][A-Za-z0-9 -]*)$")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself|whom|counterpart)\b|(?<=, )who(?:se)?\b", re.I)
_PEOPLE_WORDS = {"al", "bin", "ibn", "de", "da", "van", "von", "of", "the", "jr"}


def faults(text: str, gold: Gold) -> list[str]:
    """Everything in which a gold breaks the form: spans, strings, occurrence numbers, vocabularies, indices, dates."""
    return [*_spans(text, gold), *_vocabulary(gold), *_numbers(gold), *_strings(text, gold)]


def _checked(text: str, where: str, words: str | None, span: Any, occ: int | None) -> Iterator[str]:
    if words is None or span is None:
        if words is not None or span is not None:
            yield f"{where}: words and span must both be there"
        return
    a, b = span
    if text[a:b] != words:
        yield f"{where}: {text[a:b]!r} at {a}, not {words!r}"
    starts = occurrences(text, words)
    if occ is not None and a in starts and starts.index(a) != occ - 1:
        yield f"{where}: {words!r} is no. {starts.index(a) + 1}, not {occ}"


def _spans(text: str, gold: Gold) -> Iterator[str]:
    for section, keys in (
        ("statements", ("speaker_text", "cue", "content_text")),
        ("events", ("trigger", "evidence", "actor_text", "recipient_text")),
    ):
        for i, item in enumerate(gold[section]):
            for key in keys:
                yield from _value(text, f"{section}[{i}].{key}", item, key)
    for i, item in enumerate(gold["agreements"]):
        for key in ("name", "evidence", "area_evidence"):
            yield from _value(text, f"agreements[{i}].{key}", item, key)
        for stage in item["history"]:
            yield from _checked(text, f"agreements[{i}].history", stage["evidence"], stage["span"], stage["occ"])
    for section in ("people", "people_unnamed", "organizations", "bylines"):
        for item in gold[section]:
            for (words, occ), span in zip(item["mentions"], item["spans"], strict=True):
                yield from _checked(text, f"{section} {item['name']}", words, span, occ)
            for (words, occ), span in zip(item.get("office_text", []), item.get("office_spans", []), strict=True):
                yield from _checked(text, f"{section} {item['name']} office", words, span, occ)


def _value(text: str, where: str, item: Gold, key: str) -> Iterator[str]:
    words, span, occ = item[key], item["spans"].get(key), item["occ"].get(key)
    if isinstance(words, list):
        if not len(words) == len(span) == len(occ):
            yield f"{where}: {len(words)} strings, {len(span)} spans, {len(occ)} numbers"
        for w, s, o in zip(words, span, occ, strict=False):
            yield from _checked(text, where, w, s, o)
    elif isinstance(words, dict):
        for name, w in words.items():
            yield from _checked(text, f"{where}.{name}", w, span[name], occ[name])
    else:
        yield from _checked(text, where, words, span, occ)


def _vocabulary(gold: Gold) -> Iterator[str]:
    closed = table("vocabularies")
    for i, s in enumerate(gold["statements"]):
        yield from _one_of(f"statement {i + 1}", s["kind"], closed["statement_kind"])
        yield from _one_of(f"statement {i + 1}", s["quote"], ("direct", "indirect", "mixed"))
        yield from _coded(f"statement {i + 1}", [s["country"]], _COUNTRY)
    for e in gold["events"]:
        where = f"event {e['trigger']!r}"
        allowed = {m for t in e["type"] if t in event_types() for m in modes_of(t)}
        for t in e["type"]:
            yield from _one_of(where, t, event_types())
        for m in e["modes"]:
            yield from _one_of(where, m, allowed)
        yield from _coded(where, [*e["actor"], *e["recipient"]], _CODE)
        yield from _dated(where, [e["date"]])
    for a in gold["agreements"]:
        where = f"agreement {a['name']!r}"
        yield from _one_of(where, a["instrument"], closed["instrument"])
        for stage in (a["stage"], *(h["stage"] for h in a["history"])):
            yield from _one_of(where, stage, closed["stage"])
        for area in a["areas"]:
            yield from _one_of(where, area, closed["area"])
        yield from _coded(where, a["parties"], _CODE)
        yield from _dated(where, [a["date"], *(h["date"] for h in a["history"])])
    for p in (*gold["people"], *gold["people_unnamed"], *gold["places_named"]):
        yield from _coded(str(p.get("name") or p.get("text") or p["mentions"][0][0]), [p["country"]], _COUNTRY)
    for x in gold["acceptable"]:
        for t in x["type"]:
            yield from _one_of("acceptable", t, event_types())
        if x["actor"] == ["*"] and x["recipient"] == ["*"]:
            yield "acceptable: any actor with any recipient"


def _one_of(where: str, value: str, allowed: Any) -> Iterator[str]:
    if value not in allowed:
        yield f"{where}: {value!r} is not one of {', '.join(allowed)}"


def _coded(where: str, values: list[str | None], form: re.Pattern[str]) -> Iterator[str]:
    for value in values:
        if value is not None and not form.match(value):
            yield f"{where}: {value!r} is no code"


def _dated(where: str, values: list[str | None]) -> Iterator[str]:
    for value in values:
        if value is not None and not _DATE.match(value):
            yield f"{where}: {value!r} is no date"


def _numbers(gold: Gold) -> Iterator[str]:
    for e in gold["events"]:
        if not all(0 <= i < len(gold["statements"]) for i in (*e["according_to"], *e["disputed_by"])):
            yield f"event {e['trigger']!r}: an index of a statement is out of range"
    for i, s in enumerate(gold["statements"]):
        if s["within"] == i:
            yield f"statement {i + 1} is within itself"


def _strings(text: str, gold: Gold) -> Iterator[str]:
    passages = [*gold["boilerplate"], *gold["repeats"], *gold["captions"], *(p["text"] for p in gold["places_named"])]
    yield from (f"not in the text: {words!r}" for words in passages if words not in text)


def hints(source: Source, gold: Gold) -> list[str]:
    """What may be wrong: words that no mention covers, mentions that hold an office or a possessive ending."""
    return [*overlooked(source, gold), *_too_long(gold)]


def _too_long(gold: Gold) -> Iterator[str]:
    for p in (*gold["people"], *gold["people_unnamed"]):
        offices = [words for words, _ in p["office_text"]]
        for words, _ in p["mentions"]:
            if words.endswith(("'s", "’s")):
                yield f"a possessive ending in the mention {words!r}"
            yield from (f"an office before the name in the mention {words!r}" for o in offices if _before_a_name(words, o))


def _before_a_name(words: str, office: str) -> bool:
    rest = words.removeprefix(office + " ")
    return rest != words and rest[0].isupper()


def overlooked(source: Source, gold: Gold) -> list[str]:
    """Pronouns and surnames in the running text that no person's mention covers (`[0:…]` marks what is none)."""
    text = source.text
    covered = [s for spans in source.marked.spans.values() for s in spans] + _apart(source, gold)
    surnames = {p["name"].split()[-1] for p in gold["people"]} | {w for p in gold["people"] for w in p["name"].split() if _tells(w)}
    spots = [m.span() for m in _PRONOUN.finditer(text)]
    spots += [(a, a + len(n)) for n in surnames for a in occurrences(text, n)]
    return [
        f"not marked: …{text[max(0, a - 25) : b + 15]!r}" for a, b in sorted(set(spots)) if not any(s <= a and b <= e for s, e in covered)
    ]


def _tells(word: str) -> bool:
    return len(word) > 3 and word[0].isupper() and word.lower() not in _PEOPLE_WORDS


def _apart(source: Source, gold: Gold) -> list[Span]:
    passages = [find(source.text, line.first) for line in source.of("B", "R")]
    return [*passages, *(tuple(s) for b in gold["bylines"] for s in b["spans"])]
