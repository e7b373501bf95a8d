"""How a briefing words events, stages, corrections and counts."""

from collections.abc import Iterable

from dragoman.codebook.linking import phrase
from dragoman.codebook.plain import field_name
from dragoman.codebook.reliability import threshold
from dragoman.codebook.status import shown
from dragoman.export.flat import before
from dragoman.model.amendment import Amendment
from dragoman.model.dossier import LinkedEvent, ThreadStage

STAGE_MARKS = {"reported": "", "attributed": "claim", "disputed": "disputed"}


def stage_words(s: ThreadStage) -> str:
    """A stage, and who claims or denies that it was reached."""
    said = f"{s.date or 'no date'}: {s.stage.replace('_', ' ')}"
    if s.standing == "reported":
        return said
    said += f", according to {', '.join(s.according_to) or 'a source'}"
    return said + (f", denied by {', '.join(s.disputed_by) or 'another'}" if s.standing == "disputed" else "")


def corrections_of(amendments: Iterable[Amendment]) -> str:
    """Who set what, what it was before, and why; empty where nobody did."""
    said = [
        f"{field_name(a.field)}{f' of {a.of}' if a.of else ''} by {a.corrected_by}, {a.corrected_at[:10]}: {a.reason} ({before(a.model_dump())})"
        for a in amendments
    ]
    return f" ✎ corrected: {'; '.join(said)}" if said else ""


def mark_of(e: LinkedEvent) -> str:
    """Whether it is a fact, a claim, a plan … or on a person's word."""
    return shown(e.model_dump(include={"modality", "standing", "corrected"}))


def event_words(e: LinkedEvent) -> str:
    """Day, kind of event, the sentence that tells it, how many died, according to whom."""
    when = e.date or f"reported {day_of(e) or 'without a date'}"
    said = next((x.sentence for x in reversed(e.evidence) if x.sentence), e.evidence[0].words)
    out = f"{when}, {phrase(e.type)}: “{shortened(said, 200)}”"
    out += "".join(f", {n} {word}" for n, word in ((e.killed, "killed"), (e.injured, "injured")) if n)
    out += f" ({e.modality})" if e.modality != "asserted" else ""
    out += f", according to {', '.join(e.according_to)}" if e.according_to and not e.fact else ""
    out += f", uncertain ({e.confidence:.0%} of such are right)" if e.fact and e.confidence < threshold() else ""
    return out + corrections_of(e.corrected)


def day_of(e: LinkedEvent) -> str:
    """Its day, else that of the first report; empty where neither is known."""
    return e.date if e.date and not e.date.startswith("X") else min((x.published for x in e.evidence if x.published), default="")


def counted(n: int, noun: str) -> str:
    """As "1 report", "2 reports"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def left_out(n: int, noun: str) -> str:
    """How many more there are; empty where there are none."""
    return f"and {counted(n, noun)} more" if n > 0 else ""


def shortened(words: str, most: int = 60) -> str:
    """Words of at most so many characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
