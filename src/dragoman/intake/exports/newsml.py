"""XML of the news trade: NITF, NewsML (1 and G2), Reuters' older newsitem, and the sentences that PETRARCH takes."""

import re
from collections.abc import Iterator
from typing import Any

from dragoman.codebook.files import table
from dragoman.intake.exports.article import Article
from dragoman.intake.exports.markup import each, first, lines_of, local, words, xml_root
from dragoman.intake.source import InputError

_ROOT = re.compile(
    r"(?:\s|<\?[^>]{0,300}>|<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,4000}\]\s{0,20})?>|<!--(?:(?!-->).){0,2000}-->)*<(?:[\w-]{1,30}:)?(?P<name>[A-Za-z][\w.-]{0,60})",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(.+)[_-](\d{1,4})")
_LEFT_OUT = frozenset(table("exports")["markup"]["around"])


def root_name(text: str) -> str:
    """The name of a document's root element in lower case; empty where it is none."""
    match = _ROOT.match(text[:6000].lstrip("\ufeff"))
    return match["name"].lower() if match else ""


def is_news_xml(text: str) -> bool:
    """Whether a text is XML of a kind that is read."""
    return root_name(text) in _READERS and text.rstrip().endswith(">")


def articles(text: str) -> Iterator[Article]:
    """The articles in a document.

    Raises:
        InputError: it is broken, or holds none.
    """
    name = root_name(text)
    stories = list(_READERS[name](xml_root(text)))
    if not stories:
        raise InputError(f"there is no article in this XML (<{name}>)")
    yield from stories


def _nitf(root: Any) -> Iterator[Article]:
    for item in [root] if local(root) == "nitf" else each(root, "nitf"):
        content = first(item, "body.content", "body")
        about, numbered = first(item, "pubdata"), first(item, "doc-id")
        day = first(item, "date.issue", "story.date", "date.release")
        yield Article(
            title=words(first(item, "hl1", "hedline")) or words(first(item, "title")),
            outlet=_of(about, "name") or words(first(item, "distributor")),
            byline=_author(first(item, "byline")),
            day=_of(day, "norm") or _of(about, "date.publication") or words(day),
            section=_of(about, "position.section") or _named(item, "online_sections") or _named(item, "dsk"),
            id=_of(numbered, "id-string"),
            language=_language(item),
            address=_of(about, "ex-ref"),
            meta=_fields(dateline=words(first(item, "dateline"))),
            paragraphs=_paragraphs(_whole(content)),
        )


def _author(byline: Any | None) -> str | None:
    """Who a byline names, without their title."""
    person = None if byline is None else first(byline, "person")
    return words(byline if person is None else person)


def _named(item: Any, name: str) -> str | None:
    """What a `meta` of the head says."""
    return next((m.get("content") for m in each(item, "meta") if m.get("name") == name), None)


def _whole(content: Any | None) -> Any | None:
    """The block that holds the full text, where the lead is given once more beside it."""
    blocks = [] if content is None else [b for b in each(content, "block") if b.get("class") == "full_text"]
    return blocks[0] if blocks else content


def _newsml_g2(root: Any) -> Iterator[Article]:
    for item in [root] if local(root) == "newsitem" else each(root, "newsitem"):
        content = first(item, "inlinexml", "inlinedata")
        if content is None:
            continue
        day = first(item, "contentcreated", "firstcreated", "versioncreated")
        subject = first(item, "subject")
        yield Article(
            title=words(first(item, "headline")) or words(first(item, "title")),
            outlet=_agency(item) or words(first(item, "creditline")),
            byline=words(first(item, "by")),
            day=words(day),
            section=words(first(subject, "name")) if subject is not None else None,
            id=item.get("guid"),
            language=_of(first(item, "language"), "tag") or _language(item),
            meta=_fields(dateline=words(first(item, "dateline")), urgency=words(first(item, "urgency"))),
            paragraphs=_paragraphs(
                first(content, "body.content", "body") if first(content, "body.content", "body") is not None else content
            ),
        )


def _agency(item: Any) -> str | None:
    """The outlet by its name: that of the provider, or of the source of the information where the provider is only a code."""
    for about in (first(item, "provider"), first(item, "infosource")):
        name = None if about is None else words(first(about, "name")) or _of(about, "literal")
        if name:
            return name
    return None


def _newsml_1(root: Any) -> Iterator[Article]:
    for item in each(root, "newsitem"):
        content = first(item, "datacontent")
        if content is None:
            continue
        day = first(item, "firstcreated", "thisrevisioncreated", "dateid")
        yield Article(
            title=words(first(item, "headline", "hl1")),
            outlet=words(first(item, "creditline", "provider")) or _of(first(item, "party"), "formalname"),
            byline=words(first(item, "byline")),
            day=words(day),
            id=words(first(item, "newsitemid")),
            language=_of(first(item, "language"), "formalname") or _language(item),
            meta=_fields(dateline=words(first(item, "dateline"))),
            paragraphs=_paragraphs(first(content, "body.content") if first(content, "body.content") is not None else content),
        )


def _items(root: Any) -> Iterator[Article]:
    """A `newsitem`: of NewsML-G2 where it has content metadata, else Reuters' older one with its day in the attribute."""
    if first(root, "contentset") is not None:
        yield from _newsml_g2(root)
        return
    for item in each(root, "newsitem"):
        yield Article(
            title=words(first(item, "headline", "title")),
            byline=words(first(item, "byline")),
            day=item.get("date"),
            id=item.get("itemid"),
            language=_language(item),
            meta=_fields(dateline=words(first(item, "dateline"))),
            paragraphs=_paragraphs(first(item, "text")),
        )


def _sentences(root: Any) -> Iterator[Article]:
    """Sentences of one story, which have one id but for the number at its end, are one report."""
    story, last = Article(), ("", 0)
    for sentence in each(root, "sentence"):
        match = _NUMBERED.fullmatch(sentence.get("id") or "")
        stem, number = (match[1], int(match[2])) if match else (sentence.get("id") or "", 0)
        same = bool(number) and (stem, number - 1) == last and (story.day, story.outlet) == (sentence.get("date"), sentence.get("source"))
        if not same:
            if story.paragraphs:
                yield story
            story = Article(id=sentence.get("id"), day=sentence.get("date"), outlet=sentence.get("source"), address=sentence.get("url"))
        elif last[1] == number - 1 and story.id and story.id != stem:
            story.id = stem
        story.paragraphs = [" ".join([*story.paragraphs, words(first(sentence, "text")) or ""]).strip()]
        last = (stem, number)
    if story.paragraphs:
        yield story


def _paragraphs(element: Any | None) -> list[str]:
    return [] if element is None else lines_of(element, _LEFT_OUT)


def _of(element: Any | None, name: str) -> str | None:
    """An attribute, in whatever letter case its name is."""
    return None if element is None else next((v for k, v in element.attrib.items() if k.lower() == name), None)


def _language(item: Any) -> str | None:
    return None if (code := item.get("{http://www.w3.org/XML/1998/namespace}lang")) is None else str(code)


def _fields(**values: str | None) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


_READERS = {
    "nitf": _nitf,
    "newsmessage": _newsml_g2,
    "newsml": _newsml_1,
    "newsitem": _items,
    "newsitems": _items,
    "sentences": _sentences,
}
