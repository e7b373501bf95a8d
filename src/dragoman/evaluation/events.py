"""Figures on events: types of marked pairs, modality and standing, and silence where nothing political happened."""

from collections.abc import Iterable
from pathlib import Path

from dragoman.evaluation.gold import GoldError, load_lines
from dragoman.intake import Source
from dragoman.model.record import Event, Record
from dragoman.reading.classify import classify
from dragoman.reading.read import read_source

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLV keeps these two types as one."""


def f1_scores(gold: list[str], said: list[str]) -> dict[str, float]:
    """F1 in percent of every label of the gold, in alphabetical order."""
    out = {}
    for label in sorted(set(gold)):
        both = sum(g == s == label for g, s in zip(gold, said, strict=True))
        out[label] = 200 * both / max(1, gold.count(label) + said.count(label))
    return out


def score_plv(path: Path) -> tuple[dict[str, float], list[str]]:
    """Accuracy and macro-F1 in percent over PLV's fifteen types, and a line for each miss.

    A line has `sentence`, `source`, `target` (spans or null) and `type`.

    Raises:
        GoldError: the file cannot be read.
    """
    rows = load_lines(path)
    gold = [YIELD.get(r["type"], r["type"]) for r in rows]
    said = [YIELD.get(c.type, c.type) for c in classify((r["sentence"], _span(r["source"]), _span(r["target"])) for r in rows)]
    f1 = f1_scores(gold, said)
    missed = [f"{g} read as {s}: {r['sentence']!r}" for g, s, r in zip(gold, said, rows, strict=True) if g != s]
    return {"accuracy": 100 * (1 - len(missed) / len(rows)), "macro_f1": sum(f1.values()) / len(f1)}, missed


def score_modality(path: Path) -> tuple[dict[str, float], list[str]]:
    """Macro-F1 in percent over four modalities and three standings, for each part of the set, and a line for each miss.

    A line has `text`, `words` (those that tell the event), `type`, `modality`, `standing` and `part`. `false_facts` is the share, in
    percent, of events that are no reported facts and are read as such.

    Raises:
        GoldError: the file cannot be read.
    """
    rows = load_lines(path)
    out: dict[str, float] = {}
    missed = []
    for part in sorted({r["part"] for r in rows}):
        gold: list[str] = []
        said: list[str] = []
        wrong = claims = 0
        for row in (r for r in rows if r["part"] == part):
            event = _told(read_source(Source(text=row["text"], origin="gold")), row["words"], row["type"])
            want = (row["modality"], row["standing"])
            got = (event.modality, event.standing) if event is not None else ("none", "none")
            gold += want
            said += got
            claims += want != ("asserted", "reported")
            wrong += want != ("asserted", "reported") == got and event is not None and event.type == row["type"]
            if got != want and part != "aside":
                missed.append(f"{'/'.join(want)} read as {'/'.join(got)}: {row['text']!r}")
        f1 = f1_scores(gold, said)
        out |= {f"{part}_macro_f1": sum(f1.values()) / len(f1), f"{part}_false_facts": 100 * wrong / max(1, claims)}
    return out, missed


def score_silence(folder: Path) -> tuple[dict[str, float], list[str]]:
    """Events read where none happened: in 100 sentences of `sentences.txt`, in each report of `reports` and in each of `others`; a line for each.

    Raises:
        GoldError: the folder has no such files.
    """
    try:
        sentences = [line for line in (folder / "sentences.txt").read_text(encoding="utf8").splitlines() if line.strip()]
        reports, others = (
            [path.read_text(encoding="utf8") for path in sorted((folder / part).glob("*.txt"))] for part in ("reports", "others")
        )
    except OSError as error:
        raise GoldError(f"{folder}: {error}") from error
    if not reports:
        raise GoldError(f"{folder / 'reports'} holds no reports")
    alone, whole, further = list(_events(sentences)), list(_events(reports)), list(_events(others))
    figures = {"per_100_sentences": 100 * len(alone) / len(sentences), "per_report": len(whole) / len(reports)}
    if others:
        figures["per_other_report"] = len(further) / len(others)
    return figures, [*alone, *whole, *further]


def _events(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        record = read_source(Source(text=text, origin="gold"))
        for e in record.events:
            words = " … ".join(record.report.text[s:t] for s, t in e.evidence)
            yield f"{e.type} by {e.read_by} ({e.confidence}): {words!r}"


def _told(record: Record, words: str, kind: str) -> Event | None:
    """The event told by these words, one of the right type first."""
    start = record.report.text.find(words)
    end = start + len(words)
    over = [e for e in record.events if any(s < end and start < t for s, t in e.evidence)]
    return next((e for e in over if e.type == kind), over[0] if over else None)


def _span(raw: list[int] | None) -> tuple[int, int] | None:
    return (raw[0], raw[1]) if raw else None
