"""Whether a feed's entry holds its report in full, or only a teaser of it."""

import re

SHORT = 400
"""Characters below which a text has to look whole to be a report."""
_SENTENCES = 2
"""Sentences of a short report, at least: a single one only announces what is elsewhere."""
_BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…|\[\s*(?:…|\.{3}|&hellip;)\s*\]|\b(?:read|see|learn|find out) (?:the )?(?:more|full (?:story|article|report)|on)\b.{0,60}"
    r"|\bcontinue(?: reading)?\b.{0,60}|\bfull (?:story|article|report)\b.{0,40}|\bmore\s*(?:»|>>|→|\])?|»|→)\W*$",
    re.IGNORECASE,
)
_APPEARED = re.compile(r"(?:the post .{1,200} (?:first )?appeared (?:first )?on .{1,100})$", re.IGNORECASE)
_WHOLE = re.compile(r"[.!?][”\"’')\]]*$")
_END = re.compile(r"[.!?][”\"’')\]]*(?=\s|$)")


def is_whole(text: str) -> bool:
    """Whether a text is a report and no teaser: long, or of several sentences of which the last one ends."""
    if len(text) >= SHORT:
        return True
    bare = _APPEARED.sub("", text.strip()).strip()
    if _BREAKS_OFF.search(bare) or not _WHOLE.search(bare):
        return False
    return len(_END.findall(bare)) >= _SENTENCES
