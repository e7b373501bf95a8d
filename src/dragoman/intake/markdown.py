"""Texts in Markdown: their words without its marks, and what stands above them in a block of fields."""

import re

from dragoman.intake.days import day_of
from dragoman.intake.source import InputError, Source

_NAMES = (".md", ".markdown")
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,300}}\](?:{_TARGET}|\[[^\[\]\n]{{0,100}}\])")
_LINK = re.compile(rf"(?<!!)\[(?P<words>[^\[\]\n]{{1,300}})\]{_TARGET}")
_ADDRESSED = re.compile(r"\]\((?:https?://|/|\./|mailto:|#)")
_NOTED = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\] ?\[[^\[\]\n]{0,100}\]")
_NOTE = re.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]:[ \t]*<?(?:https?://|/|mailto:)\S+.*$", re.MULTILINE)
_FENCE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_TOP = re.compile(r"\s*#[ \t]+(?P<words>[^\n]{1,300}?)[ \t]*#*[ \t]*(?:\n|\Z)|\s*(?P<over>[^\n]{1,300})\n=+[ \t]*(?:\n|\Z)")
_RULE = re.compile(r"^ {0,3}(?:=+|-{2,}|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*_\\])(\*\*|__)(?=\S)(?P<words>[^*\n]{1,500}?)(?<=\S)\1(?![\w*_])")
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=\S)(?P<words>[^*_\n]{1,500}?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`(?P<words>[^`\n]{1,300})`")
_AUTOMATIC = re.compile(r"<(?P<words>https?://[^\s<>]{1,500})>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_FIELDS = re.compile(
    r"\A\ufeff?---[ \t]*\n(?P<fields>(?:[A-Za-z][\w .-]{0,40}:[^\n]{0,1000}\n|[ \t]*-[^\n]{0,300}\n|[ \t]+[^\n]{0,300}\n){1,60})(?:---|\.\.\.)[ \t]*\n"
)
_FIELD = re.compile(r"^(?P<key>[A-Za-z][\w .-]{0,40}):[ \t]*(?P<value>[^\n]{1,1000})$", re.MULTILINE)
_KEYS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "pubdate", "publish_date", "created"),
    "byline": ("author", "authors", "byline"),
    "outlet": ("outlet", "source", "publication", "publisher", "site"),
    "address": ("url", "link", "source_url", "canonical_url"),
}


def is_markdown(text: str, name: str) -> bool:
    """Whether a text is Markdown: by its name, by a block of fields above it, or by its links."""
    if name.endswith(_NAMES) or _FIELDS.match(text.replace("\r\n", "\n")[:20_000]):
        return True
    linked = any(_ADDRESSED.search(m.group()) for m in _LINK.finditer(text[:200_000]))
    return linked or (_NOTED.search(text) is not None and _NOTE.search(text) is not None)


def read_markdown(text: str, origin: str) -> Source:
    """The report in a text: its words, with title, day, author and outlet where its fields tell them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = _FIELDS.match(text)
    told = _told(block["fields"]) if block else {}
    text = text[block.end() :] if block else text
    top = _TOP.match(text)
    title = told.get("title") or (words_of(top["words"] or top["over"]) if top else None)
    body = words_of(text)
    day, note = _day(told.get("published"))
    return Source(
        text=f"{title}\n\n{body}" if title and not body.startswith(title) else body,
        origin=origin,
        title=title or None,
        published=day,
        byline=told.get("byline"),
        outlet=told.get("outlet"),
        address=told.get("address"),
        notes=(note,) if note else (),
    )


def words_of(text: str) -> str:
    """A text without the marks of Markdown: of a link its words, of a picture nothing."""
    patterns = [_LINK, _NOTED, _AUTOMATIC, _CODE, _STRONG, _EMPHASIS]
    if not _NOTE.search(text):
        patterns.remove(_NOTED)
    text = _NOTE.sub("", _IMAGE.sub("", text))
    text = _RULE.sub("", _FENCE.sub("", text))
    text = _QUOTE.sub("", _HEADING.sub(r"\g<words>", text))
    for pattern in patterns:
        text = pattern.sub(r"\g<words>", text)
    lines = (line.rstrip() for line in _ESCAPED.sub(r"\1", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _told(block: str) -> dict[str, str]:
    """What the block of fields tells under the names of Source's fields."""
    found = {m["key"].strip().lower(): m["value"].strip().strip("'\"") for m in _FIELD.finditer(block)}
    return {key: value for key, names in _KEYS.items() if (value := next((found[n].strip("[]") for n in names if found.get(n)), ""))}


def _day(written: str | None) -> tuple[str | None, str | None]:
    """The day of the fields; one that is not understood is noted and costs no report."""
    try:
        day = day_of(written) if written else None
    except InputError as error:
        return None, str(error)
    return (day.day, day.note) if day else (None, None)
