"""Agreements: one thread from draft to force, and two agreements of one pair of states kept apart."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.codebook.linking import plain_names, weight
from dragoman.codebook.vocabulary import stages
from dragoman.linking.index import Edge, Member, Node
from dragoman.linking.mentions import MONTH, NAME, Mention, compare, dates, mention_of, told_steps
from dragoman.linking.names import folded, state_words
from dragoman.linking.scores import squeezed
from dragoman.linking.tellings import story_of
from dragoman.linking.times import day, days
from dragoman.linking.wording import like_stories
from dragoman.linking.wordstems import stems
from dragoman.model.record import Record

SAME, UNSURE = weight("agreements", "same"), weight("agreements", "unsure")
_WIDE = {"agreement", "plan", "unspecified", "joint_statement"}
"""Words for an instrument that can stand for any other."""
_YEAR = 365


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The agreements of a record."""
    story, told = story_of(record) if record.agreements else (), told_steps(record)
    for a in record.agreements:
        body = mention_of(record, a, told.get(a.id, []), story)
        states = sorted(body.states)
        signed = sorted({d[:7] for d in dates(body, "signed") if len(d) > 4})
        keys = (*(f"{x}-{y}" for i, x in enumerate(states) for y in states[i + 1 :]), *(f"{x} signed {m}" for x in states for m in signed))
        node = Node("agreement", f"{record.report.id}/{a.id}", body, keys, keys)
        yield node, Member(node.id, record.report.id, a.id)


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two accounts; those of other parties get none."""
    x, y = a.body, b.body
    assert isinstance(x, Mention) and isinstance(y, Mention)
    whole = x.states == y.states or (min(len(x.states), len(y.states)) > 1 and (x.states <= y.states or y.states <= x.states))
    if not whole and not _misread_party(x, y):
        return None
    score, why = decide(x, y)
    if weight("agreements", "different") <= score < UNSURE and (x.report != y.report or _bare_beside(x, y)):
        return None  # too little is told of one of them: it keeps neither of two together nor apart
    return Edge(a.id, b.id, "same" if score >= SAME else "unsure" if score >= UNSURE else "different", score, why)


def _misread_party(x: Mention, y: Mention) -> bool:
    """Whether two reports of one affair tell of a signature of one month, with one party alike: the other is taken for another state."""
    one_month = 0 < compare(dates(x, "signed"), dates(y, "signed")) <= MONTH
    return one_month and len(x.states & y.states) == 1 and x.report != y.report and like_stories(x.story, y.story)


def decide(x: Mention, y: Mention) -> tuple[float, str]:
    """A score from which two accounts are of one agreement, and why."""
    apart = _apart(x, y)
    if apart:
        return 0.0, apart
    if x.report == y.report:
        return _in_one_report(x, y)
    score, why = weight("agreements", "parties"), [f"between {', '.join(sorted(x.states & y.states))}"]
    dated = _best((_signing(x, y), _steps(x, y)))
    half = 0.5 if dated[0] > 0 else 1.0  # what names and areas leave open counts less where days agree
    soft = [(p * half if p < 0 else p, r) for p, r in (_names(x, y), _areas(x, y))]
    near = _nearness(x, y)
    for points, reason in (dated, *soft, _instruments(x, y), near if dated[0] <= 0 or near[0] > 0 else (0.0, ""), _signatories(x, y)):
        score += points
        if reason:
            why.append(reason)
    return squeezed(score), ", ".join(why)


def _best(found: Iterable[tuple[float, str]]) -> tuple[float, str]:
    """The evidence that says most, for or against."""
    return max(found, key=lambda f: abs(f[0]))


def _in_one_report(x: Mention, y: Mention) -> tuple[float, str]:
    """What one report tells apart is two, unless nothing but another word for it parts them."""
    named = _own_words(x.name) and _own_words(y.name) and not _own_words(x.name) & _own_words(y.name)
    one_day = any(len(d) == 10 for d in dates(x, "signed") & dates(y, "signed"))
    alike = x.stage == y.stage and bool(_narrow(x) & _narrow(y)) and not (dates(x, "signed") or dates(y, "signed"))
    if not named and x.standing == y.standing and (one_day or alike):
        return SAME, "one instrument under two words in one report"
    if x.headlined != y.headlined and _headline_names(x, y):
        return SAME, "the headline has a name of its own for it"
    return 0.3, "told apart by one report"


def _headline_names(x: Mention, y: Mention) -> bool:
    """Whether what a headline names can be what its report tells of: as far as it, at one time, and no other kind of instrument."""
    clash = any(compare(dates(x, stage), dates(y, stage)) < 0 for stage in {s.stage for s in (*x.steps, *y.steps)})
    near = abs(_rank(x.stage) - _rank(y.stage)) <= 1
    return x.states == y.states and near and not clash and _one_instrument(x.instrument, y.instrument)


def _bare_beside(x: Mention, y: Mention) -> bool:
    """Whether one of two accounts in one report is called a bare "treaty", and no step has two dates: what others tell may say that they are one."""
    bare = not _own_words(x.name) or not _own_words(y.name)
    dated = {s.stage for s in x.steps if s.date} & {s.stage for s in y.steps if s.date}
    return bare and x.instrument == y.instrument and all(compare(dates(x, stage), dates(y, stage)) > 0 for stage in dated)


def _narrow(m: Mention) -> set[str]:
    return {c.area for c in m.areas} - {"general"}


def _apart(x: Mention, y: Mention) -> str | None:
    """What tells two agreements apart whatever else they share."""
    signed = compare(dates(x, "signed"), dates(y, "signed"))
    if x.proper and y.proper and not _one_name(x, y) and signed <= 0:
        return f"other names: {x.name}, {y.name}"
    if x.year and y.year and x.year != y.year and signed <= 0:
        return f"of {x.year}, of {y.year}"
    if not _one_instrument(x.instrument, y.instrument):
        return f"a {x.instrument.replace('_', ' ')}, a {y.instrument.replace('_', ' ')}"
    if signed < 0 and x.standing == y.standing == "reported":
        return "signed at other times"
    return _begun_again(x, y) or _begun_again(y, x)


def _one_instrument(a: str, b: str) -> bool:
    return a == b or bool({a, b} & _WIDE)


def _fresh(m: Mention) -> set[str]:
    """The month of a report that tells a signature as its news and gives no day."""
    told = m.stage == "signed" and m.published and any(s.stage == "signed" and not s.date for s in m.steps)
    return {m.published[:7]} if told and m.published else set()


def _begun_again(x: Mention, y: Mention) -> str | None:
    """Whether one was signed well before the other is still talked about: a new agreement."""
    signed = max((d for s in x.steps if s.stage == "signed" and (d := days(s.date))), default=None)
    if signed is None and _rank(x.stage) >= _rank("signed"):
        signed = days(x.published)
    told = day(y.published)
    early = _rank(y.stage) < _rank("agreed") and not any(_rank(s.stage) >= _rank("signed") for s in y.steps)
    if signed and told and early and told - signed[1] > 31 and not (x.proper and y.proper):
        return "signed before the other was drafted"
    return None


def _rank(stage: str) -> int:
    return stages().index(stage)


def _signing(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = dates(x, "signed"), dates(y, "signed")
    found = compare(a, b)
    if not found:
        a, b = a or _fresh(x), b or _fresh(y)
        found = max(0, compare(a, b))
    if found > 0:
        return weight("agreements", "signed_day" if found <= MONTH else "signed_year"), f"signed {max(a | b, key=lambda d: (len(d), d))}"
    if dates(x, "signed") and dates(y, "signed"):
        return weight("agreements", "signed_other"), "signed at other times, as one claims"
    for m, n in ((a, y), (b, x)):
        if n.year and any(n.year == d[:4] for d in m):
            return weight("agreements", "year"), f"of {n.year}"
    return (weight("agreements", "year"), f"of {x.year}") if x.year and x.year == y.year else (0.0, "")


def _steps(x: Mention, y: Mention) -> tuple[float, str]:
    """Another step than the signature that both date alike."""
    for stage in sorted({s.stage for s in x.steps} & {s.stage for s in y.steps} - {"signed"}):
        if compare(dates(x, stage), dates(y, stage)) > 0:
            return weight("agreements", "step"), f"{stage.replace('_', ' ')} at one time"
    return 0.0, ""


def _one_name(x: Mention, y: Mention) -> bool:
    a, b = _own_words(x.name), _own_words(y.name)
    if not a or not b:
        return True
    return bool(a & b) and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.6)


@lru_cache(maxsize=16384)
def _own_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another agreement of the same parties."""
    return frozenset(w for w in stems(" ".join(n for n in NAME.findall(name) if folded(n) not in state_words())) if w not in plain_names())


def _names(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = _own_words(x.name), _own_words(y.name)
    if not a or not b:
        return weight("agreements", "bare_name"), "one has no name of its own"
    if x.proper and y.proper and _one_name(x, y):
        return weight("agreements", "one_name"), f"both called {x.name}"
    if a & b:
        return weight("agreements", "like_names"), "in like words"
    called = _own_words(x.evidence) & b or _own_words(y.evidence) & a
    return (weight("agreements", "like_names"), "in like words") if called else (weight("agreements", "other_names"), "in other words")


def _instruments(x: Mention, y: Mention) -> tuple[float, str]:
    if x.instrument == y.instrument and x.instrument not in _WIDE:
        return weight("agreements", "instrument"), f"each a {x.instrument.replace('_', ' ')}"
    return (0.05, "") if x.instrument == y.instrument else (0.0, "")


def _areas(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = _narrow(x), _narrow(y)
    if not a or not b:
        return 0.0, ""
    common = a & b
    if not common:
        return weight("agreements", "other_areas"), f"on {min(a)}, on {min(b)}"
    more = weight("agreements", "more_areas") if len(common) > 1 else 0.0
    return weight("agreements", "area") + more, f"both on {', '.join(sorted(common))}".replace("_", " ")


def _nearness(x: Mention, y: Mention) -> tuple[float, str]:
    a, b = day(x.published), day(y.published)
    if a is None or b is None:
        return 0.0, ""
    apart = abs(a - b)
    if apart <= 14:
        return weight("agreements", "weeks"), "told within two weeks"
    if apart <= _YEAR:
        return weight("agreements", "within_year"), "told within a year"
    return weight("agreements", "years"), "told years apart"


def _signatories(x: Mention, y: Mention) -> tuple[float, str]:
    common = {s.name for s in x.signatories if s.named} & {s.name for s in y.signatories if s.named}
    return (weight("agreements", "signatory"), f"signed by {min(common)}") if common else (0.0, "")
