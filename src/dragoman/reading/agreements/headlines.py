"""What a headline calls an agreement and what the text then tells are one."""

from dragoman.reading.agreements.draft import AgreementFound, Mention
from dragoman.reading.agreements.naming import title_case
from dragoman.reading.agreements.steps import told
from dragoman.reading.context import ReportContext

_OPENING = 25
"""Words before which a report is still at its headline, where no line says so."""
_LONG = 200
"""Tokens that no headline has: what stands behind them is not looked at."""


def join_headlines(context: ReportContext, found: list[AgreementFound]) -> list[AgreementFound]:
    """Agreements of which only the headline speaks, joined to the first of the text that can be the same."""
    out = list(found)
    for short in found:
        if not all(_in_headline(context, m) for m in short.members):
            continue
        full = next((a for a in out if a is not short and _same(context, short, a)), None)
        if full is None:
            continue
        full.members = [*short.members, *full.members]
        full.steps = told([*short.steps, *full.steps])
        full.signatories = list(dict.fromkeys([*full.signatories, *short.signatories]))
        for area, spans in short.areas.items():
            full.areas.setdefault(area, []).extend(s for s in spans if s not in full.areas[area])
        if len(full.areas) > 1:
            full.areas.pop("general", None)
        out = [a for a in out if a is not short]
    return out


def _in_headline(context: ReportContext, mention: Mention) -> bool:
    doc, token = context.doc, context.doc[mention.head]
    opening = sum(t.is_alpha for t in doc[: min(token.i, _LONG)]) < _OPENING
    return token.i in context.headline or (opening and (title_case(token) or not token.sent.text.rstrip().endswith((".", "”", '"'))))


def _same(context: ReportContext, short: AgreementFound, full: AgreementFound) -> bool:
    if set(short.parties) != set(full.parties) or all(_in_headline(context, m) for m in full.members) or full.members[0].undertaking:
        return False
    specific = [m.instrument for m in short.members if not m.generic]
    if specific and full.instrument not in specific and any(not m.generic for m in full.members if not m.pronoun):
        return False
    mine, theirs = set(short.areas) - {"general"}, set(full.areas) - {"general"}
    return not mine or not theirs or bool(mine & theirs)
