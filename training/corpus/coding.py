"""Statements, events and agreements of a gold."""

import re
from typing import Any

from training.corpus.form import Flags, Line, Source, parts
from training.corpus.locate import FormError, Span, find, nearest, number_of
from training.corpus.people import Gold, cast, country_of

QUOTES = '“”"„«»'
POSSESSIVES = ("his", "her", "its", "their", "him", "whose", "my")
MODALITIES = ("planned", "hypothetical", "negated")
STANDINGS = ("attributed", "disputed")
_SPEAKER = re.compile(r'^(?:"(?P<said>[^"]+)"/(?P<country>\S+)|(?P<id>\S+))\s+(?P<kind>\S+)$')


def indices(source: Source, labels: list[str]) -> list[int]:
    """Places in the list of statements that labels stand for. Raises FormError for a label that no statement has."""
    known = [line.label for line in source.of("S")]
    missing = [label for label in labels if label not in known]
    if missing:
        raise FormError(f"no statement {', '.join(missing)}")
    return [known.index(label) for label in labels]


def _numbers(text: str, spans: list[Span]) -> list[int]:
    return [number_of(text, s) for s in spans]


def _halves(words: str) -> tuple[str, str]:
    left, _, right = words.partition(">")
    return left.strip(), right.strip()


def mention(source: Source, name: str, near: Span, apart_from: list[Span]) -> Span | None:
    """The mention of an id nearest to some words, leaving out those in other spans and mere possessives; a name with its apposition is meant by the name."""
    spans = [m for m in source.mentions(name) if not any(a <= m[0] and m[1] <= b for a, b in apart_from)]
    if not spans:
        return None
    best = nearest(_not_possessive(source.text, spans), near)
    named = [m for m in spans if m[1] < best[0] and source.text[m[1] : best[0]] == ", "]
    return named[-1] if named and source.text[best[0]].islower() else best


def _not_possessive(text: str, spans: list[Span]) -> list[Span]:
    return [s for s in spans if text[s[0] : s[1]].lower() not in POSSESSIVES] or spans


def statements(source: Source) -> list[Gold]:
    """The statements of a report, in the order of their lines."""
    return [_guarded(_statement, source, line) for line in source.of("S")]


def events(source: Source) -> list[Gold]:
    """The events of a report, in the order of their lines."""
    return [_guarded(_event, source, line) for line in source.of("E")]


def agreements(source: Source) -> list[Gold]:
    """The agreements of a report, in the order of their lines."""
    return [_guarded(_agreement, source, line) for line in source.of("A")]


def _guarded(reader: Any, source: Source, line: Line) -> Gold:
    try:
        gold: Gold = reader(source, line)
    except FormError as e:
        raise FormError(f"{line.label} ({line.first}): {e}") from e
    return gold


def _statement(source: Source, line: Line) -> Gold:
    text = source.text
    match = _SPEAKER.match(line.first)
    if not match:
        raise FormError("speaker and kind are wanted")
    speaker, country = _speaker(source, match)
    contents = [find(text, p) for p in line.parts(1)]
    if not contents:
        raise FormError("no content")
    said_by, _, told_by = line.field(0).rpartition(" > ")
    cue = find(text, told_by, near=contents[0]) if told_by and told_by != "-" else None
    by = _speaker_words(source, match["id"], said_by.strip(), cue or contents[0], contents)
    flags = line.flags(2)
    addressee = flags.get("to")
    if addressee and addressee[0] == "@":
        addressee = cast(source)[addressee[1:]][0]
    gold: Gold = {
        "speaker": speaker,
        "country": country,
        "contains": _first_words(text, contents[0]),
        "kind": match["kind"],
        "speaker_text": text[by[0] : by[1]] if by else None,
        "cue": text[cue[0] : cue[1]] if cue else None,
        "content_text": [text[a:b] for a, b in contents],
        "quote": flags.get("q") or _quote(text, contents),
        "within": indices(source, [w])[0] if (w := flags.get("in")) else None,
        "addressee": addressee,
    }
    gold["occ"] = {"content_text": _numbers(text, contents)}
    gold["spans"] = {"content_text": contents}
    for key, span in (("speaker_text", by), ("cue", cue)):
        if span:
            gold["occ"][key] = number_of(text, span)
            gold["spans"][key] = span
    if co := flags.get("with"):
        gold["co_speakers"] = [cast(source)[c][0] for c in co.split(",")]
    return gold | _remarks(flags)


def _speaker(source: Source, match: re.Match[str]) -> tuple[str, str | None]:
    if match["said"]:
        return match["said"], None if match["country"] == "-" else match["country"]
    if match["id"] == "?":
        return "unknown", None
    if match["id"] not in cast(source):
        raise FormError(f"no person or organisation {match['id']}")
    return cast(source)[match["id"]]


def _speaker_words(source: Source, name: str | None, words: str, near: Span, contents: list[Span]) -> Span | None:
    if words == "-":
        return None
    if words:
        return find(source.text, words, near=near)
    return mention(source, name, near, contents) if name and name != "?" else None


def _first_words(text: str, span: Span) -> str:
    words = text[span[0] : span[1]].strip(QUOTES + ".,… ")
    return " ".join(words.split(" ")[:6]).strip(QUOTES + ", ")


def _quote(text: str, contents: list[Span]) -> str:
    strings = [text[a:b] for a, b in contents]
    if all(s[0] in QUOTES and s[-1] in QUOTES for s in strings):
        return "direct"
    return "mixed" if any(c in QUOTES for s in strings for c in s) else "indirect"


def _remarks(flags: Flags) -> Gold:
    gold: Gold = {}
    if "opt" in flags.bare:
        gold["optional"] = True
    if note := flags.get("note"):
        gold["note"] = note
    return gold


def parties(words: str) -> tuple[list[str], list[str]]:
    """Codes of actors and recipients; `A <> B` is both sides in both places."""
    if "<>" in words:
        left, right = (codes(half) for half in words.split("<>"))
        return left + right, right + left
    left_words, right_words = _halves(words)
    return codes(left_words), codes(right_words)


def codes(words: str) -> list[str]:
    """Codes that commas part."""
    return [c.strip() for c in words.split(",") if c.strip() not in ("", "-")]


def _event(source: Source, line: Line) -> Gold:
    text = source.text
    types, _, sides = line.first.partition(" ")
    actor, recipient = parties(sides)
    evidence = find(text, line.field(0))
    trigger = find(text, line.field(1), near=evidence, inside=evidence)
    if not (evidence[0] <= trigger[0] and trigger[1] <= evidence[1]):
        raise FormError(f"the trigger {line.field(1)!r} is not in the evidence")
    acting, receiving = ([_party(source, p, trigger, evidence) for p in parts(half)] for half in _halves(line.field(2)))
    flags = line.flags(3)
    modality = flags.one_of(MODALITIES, "asserted")
    standing = flags.one_of(STANDINGS, "disputed" if flags.against else "attributed" if flags.by else "reported")
    gold: Gold = {
        "type": types.split("/"),
        "actor": actor,
        "recipient": recipient,
        "status": _status(modality, standing),
        "date": flags.get("d"),
        "contains": text[evidence[0] : evidence[1]],
        "trigger": text[trigger[0] : trigger[1]],
        "evidence": text[evidence[0] : evidence[1]],
        "actor_text": [text[a:b] for a, b in acting],
        "recipient_text": [text[a:b] for a, b in receiving],
        "modality": modality,
        "standing": standing,
        "place": _place(source, flags.get("p")),
        "modes": codes(flags.get("m") or ""),
        "killed": _count(flags.get("k")),
        "injured": _count(flags.get("i")),
        "according_to": indices(source, flags.by),
        "disputed_by": indices(source, flags.against),
        "occ": {
            "trigger": number_of(text, trigger),
            "evidence": number_of(text, evidence),
            "actor_text": _numbers(text, acting),
            "recipient_text": _numbers(text, receiving),
        },
        "spans": {"trigger": trigger, "evidence": evidence, "actor_text": acting, "recipient_text": receiving},
    }
    if full := flags.get("full"):
        gold["date_full"] = full
    return gold | _remarks(flags)


def _status(modality: str, standing: str) -> str:
    if modality != "asserted":
        return modality
    return {"reported": "actual", "attributed": "alleged", "disputed": "denied"}[standing]


def _party(source: Source, words: str, trigger: Span, evidence: Span) -> Span:
    if words[0] == "@":
        spans = source.mentions(words[1:])
        if not spans:
            raise FormError(f"no mention of {words[1:]}")
        spans = _not_possessive(source.text, spans)
        within = [s for s in spans if evidence[0] <= s[0] and s[1] <= evidence[1]]
        return nearest(within or spans, trigger)
    return find(source.text, words, near=trigger, inside=evidence)


def _count(words: str | None) -> int | None:
    return int(words) if words else None


def _place(source: Source, words: str | None) -> Gold | None:
    if not words:
        return None
    name, slash, country = words.partition("/")
    find(source.text, name + "#1")
    return {"name": name, "country": (country if country != "-" else None) if slash else country_of(source, name)}


def _agreement(source: Source, line: Line) -> Gold:
    text = source.text
    sides, stage, instrument = line.first.split()
    evidence = find(text, line.field(1))
    name = find(text, line.field(0), near=evidence, inside=evidence) if line.field(0) else None
    areas = {area: find(text, words, near=evidence) for area, words in (p.split("=", 1) for p in line.parts(2))}
    history = [_stage(text, part, evidence) for part in line.parts(3)]
    flags = line.flags(4)
    dated = [h["date"] for h in history if h["stage"] == stage]
    gold: Gold = {
        "parties": codes(sides),
        "stage": stage,
        "areas": list(areas),
        "date": flags.get("d") or (dated[-1] if dated else None),
        "place": flags.get("p"),
        "signatories": [cast(source)[s][0] for s in codes(flags.get("by") or "")],
        "history": history,
        "standing": flags.one_of(STANDINGS, "reported"),
        "name": text[name[0] : name[1]] if name else None,
        "instrument": instrument,
        "evidence": text[evidence[0] : evidence[1]],
        "area_evidence": {area: text[a:b] for area, (a, b) in areas.items()},
        "occ": {"evidence": number_of(text, evidence), "area_evidence": {area: number_of(text, s) for area, s in areas.items()}},
        "spans": {"evidence": evidence, "area_evidence": areas},
    }
    if name:
        gold["occ"]["name"] = number_of(text, name)
        gold["spans"]["name"] = name
    return gold | _remarks(flags)


def _stage(text: str, words: str, evidence: Span) -> Gold:
    stage, date, told = words.split(" ", 2)
    span = find(text, told, near=evidence)
    return {
        "stage": stage,
        "date": None if date == "-" else date,
        "evidence": text[span[0] : span[1]],
        "occ": number_of(text, span),
        "span": span,
    }
