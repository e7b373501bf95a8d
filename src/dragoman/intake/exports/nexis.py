"""Nexis, LexisNexis Academic and Nexis Uni: several articles in one text, each with labelled fields around its body."""

import re
from collections.abc import Iterator

from dragoman.codebook.calendar import WRITTEN
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.codebook.late import late
from dragoman.intake.exports.article import Article, unwrapped

_COUNT = late(
    r"^[ \t]*(?:document \d{1,6} of \d{1,6}|dokument \d{1,6} von \d{1,6}|\d{1,6} (?:of|von|de) \d{1,6} do[ck]ument(?:s|e|en)?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = late(
    r"^[ \t]*(?:LENGTH: *\d+ words|LÄNGE: *\d+ W|LONGUEUR: *\d+ mots|LOAD-DATE:|PUBLICATION-TYPE:|BYLINE:|SECTION:|HEADLINE:)", re.MULTILINE
)
_LONE = late(r"^[ \t]*LENGTH: *\d+ words[ \t]*$", re.MULTILINE)
_LOADED = late(r"^[ \t]*LOAD-DATE: ", re.MULTILINE)
_END = late(r"^[ \t]*End of Document[ \t]*$", re.IGNORECASE | re.MULTILINE)
_UNI = late(r"^[ \t]*(?:Body|Length: *[\d,]+ words|Load-Date: .*)[ \t]*$", re.MULTILINE)
_BODY = late(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_OWNED = late(r"^[ \t]*(?:Copyright \d{4}|Load-Date: )", re.MULTILINE)
_LABEL = late(r"([A-Za-zÄÖÜ][A-Za-zÄÖÜäöü-]{2,20}(?: [A-Za-z]{4,6})?):(?:\s+(.*)|$)")
_HEADING = late(r"(?:Body|Full Text|Classification|Graphic|Notes?|Correction|Highlight)$")
_COPYRIGHT = late(r"(?:copyright\b|\(c\)|©|all rights reserved|alle rechte|tous droits)", re.IGNORECASE)
_PAGE = late(
    r"Page \d+ of \d+$|https?://\S+$|Link to (?:Image|PDF|Video)$|About LexisNexis\b|(?:Date and Time|Job Number|User Name)\b",
    re.IGNORECASE,
)
_COVER = late(
    r"(?:Page \d+ of \d+$|User Name|Date and Time|Job Number|Documents? \(\d+\)|Client/Matter|Search (?:Terms|Type|Result)|Narrowed by"
    r"|Content Type|News\b.*(?:Timeline|Publication Type|Location)|\d{1,4}\. |About LexisNexis|Natural Language|Terms and Connectors)",
    re.IGNORECASE,
)
_DAY_LINE = 40  # characters of the longest line with a day in another language than English
_WEEKDAY_LONG = 14  # characters of a day of the week there, with its comma
_INSIDE = ("text", "highlight", "dateline", "type", "notes", "state", "city", "country", "person", "company")
"""What labels hold that may stand within a body, and end none."""
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATED = late(rf"(?:{_WEEKDAY},? )?(?:{WRITTEN.pattern})(?:,? {_WEEKDAY})?(?:,? .{{0,40}})?", re.IGNORECASE)


def _is_dated(line: str) -> bool:
    """Whether a line tells the day of publication, in the language of who made the export, with the day of the week and the edition."""
    if _DATED.fullmatch(line):
        return True
    first = next(days(line), None) if len(line) <= _DAY_LINE and any(map(str.isdigit, line)) else None
    return (
        first is not None
        and first.span[0] <= _WEEKDAY_LONG
        and len(line) - first.span[1] <= _WEEKDAY_LONG
        and line[first.span[0]].isdigit()
    )


def is_nexis(text: str) -> bool:
    """Whether a text is an export of Nexis, of either generation."""
    old = _COUNT.search(text) is not None and _FIELDS.search(text) is not None
    lone = _LONE.search(text) is not None and _LOADED.search(text) is not None
    return old or lone or _is_uni(text)


def _is_uni(text: str) -> bool:
    """Whether it is an export of the new generation: each document says where it ends, or a single one where its body begins."""
    marks = {m.group().split(":")[0].strip() for m in _UNI.finditer(text)}
    return bool(marks) if _END.search(text) else {"Body", "Length"} <= marks and _OWNED.search(text) is not None


def articles(text: str) -> Iterator[Article]:
    """The articles of an export; cover pages, lists of contents and search terms belong to none."""
    if _is_uni(text):
        *whole, rest = _END.split(text)
        for chunk in [*whole, rest] if _BODY.search(rest) else whole:
            yield _uni(_without_pages(chunk.splitlines()))
        return
    chunks = _COUNT.split(text)
    for chunk in chunks[1:] if len(chunks) > 1 else chunks:
        yield _old(chunk.splitlines())


def _without_pages(lines: list[str]) -> list[str]:
    """Lines without the heads of a PDF's pages: the number, and the title that is printed again below it."""
    out: list[str] = []
    seen: set[str] = set()
    paged = False
    for line in lines:
        words = line.strip()
        if re.fullmatch(r"Page \d+ of \d+", words):
            paged = True
            continue
        if paged and words in seen:
            paged = False
            continue
        if words:
            paged = False
            seen.add(words)
        out.append(line)
    return out


def _label(line: str, old: bool) -> tuple[str, str] | None:
    """What a labelled line holds and its value; the old exports write labels in capitals, the new ones as titles."""
    words = line.strip()
    match = _LABEL.match(words)
    if match and match[1].isupper() == old and (old or match[1][0].isupper()):
        held = table("exports")["nexis"].get(match[1].lower())
        return (held, match[2] or "") if held else None
    if not old and _HEADING.fullmatch(words):
        return ("text" if words in ("Body", "Full Text") else words.lower()), ""
    return None


def _old(lines: list[str]) -> Article:
    """Outlet, date and title in blocks of their own, then labelled fields, the body, and labelled fields again."""
    groups: list[list[str]] = []
    fields: dict[str, str] = {}
    at, current, blank = 0, None, True
    for at, line in enumerate(lines):
        words = line.strip()
        label = _label(line, old=True)
        if label and label[0] == "text":
            lines[at] = label[1]
            break
        if label:
            current = label[0]
            fields[current] = label[1]
        elif not words:
            blank, current = True, None
            continue
        elif current:
            fields[current] += f" {words}"
        elif fields and not (groups == [] and "title" not in fields):
            break
        elif blank:
            groups.append([words])
        else:
            groups[-1].append(words)
        blank = False
    else:
        at = len(lines)
    article = _headed(groups, fields)
    _close(article, lines[at:], old=True)
    return article


def _headed(groups: list[list[str]], fields: dict[str, str]) -> Article:
    """What the blocks above the labelled fields say: outlet, day, title, and of an article without labels its body."""
    blocks = [b for g in groups if (b := [line for line in g if not _COPYRIGHT.match(line)])]
    article = Article(meta=dict(fields))
    after = _dated_head(article, blocks, titled="title" in fields)
    if "title" not in fields and after:
        article.title = " ".join(after[0])
        after = after[1:]
    article.paragraphs = [" ".join(b) for b in after]
    return article


def _dated_head(article: Article, blocks: list[list[str]], titled: bool) -> list[list[str]]:
    """Puts outlet, day and edition of these blocks where they belong, and returns the blocks below them.

    Args:
        titled: whether a labelled field tells the title.
    """
    dated = next(((i, j) for i, b in enumerate(blocks) for j, line in enumerate(b) if _is_dated(line)), None)
    if dated is None:
        article.outlet = " ".join(blocks[0]) if blocks and (len(blocks) > 1 or titled) else None
        return blocks[1:] if article.outlet else blocks
    i, j = dated
    before = [line for b in blocks[:i] for line in b] + blocks[i][:j]
    article.day = blocks[i][j]
    article.outlet = before[-1] if before else None
    if edition := " ".join(blocks[i][j + 1 :]):
        article.meta["edition"] = edition
    return blocks[i + 1 :]


def _uni(lines: list[str]) -> Article:
    """Title, outlet and date line by line, labelled fields, a line "Body" and the body."""
    head: list[str] = []
    fields: dict[str, str] = {}
    at, current = 0, None
    for at, line in enumerate(lines):
        words = line.strip()
        label = _label(line, old=False) if any(_is_dated(h) for h in head) else None
        if label and label[0] == "text":
            lines = [label[1], *lines[at + 1 :]]
            break
        if label:
            current = label[0]
            fields[current] = label[1]
        elif not words:
            current = None
        elif current:
            fields[current] += f" {words}"
        else:
            head.append(words)
    else:
        lines = []
    article = _titled(head)
    article.meta = fields
    _close(article, lines, old=False)
    return article


def _titled(head: list[str]) -> Article:
    """Title, outlet and day from the lines above the fields, which a cover page may precede."""
    day = next((i for i, line in enumerate(head) if i > 0 and _is_dated(line)), None)
    if day is None:
        return Article(title=next((line for line in head if not _COVER.match(line)), None))
    start = next((i + 1 for i in range(day - 1, -1, -1) if _COVER.match(head[i])), 0)
    start = max(start, _listed(head, day))
    title = _once(head[start : day - 1])
    return Article(title=" ".join(title) or None, outlet=head[day - 1], day=head[day])


def _once(title: list[str]) -> list[str]:
    """A title without its copy: the first page of a document prints it above as well."""
    half = len(title) // 2
    return title[:half] if half and title[:half] == title[half:] else title


def _listed(head: list[str], day: int) -> int:
    """Where the title begins of an article that the list of contents above it names."""
    listed = [line.split(". ", 1)[1] for line in head[:day] if re.match(r"\d{1,4}\. ", line)]
    return next((i for i in range(day - 1, -1, -1) if any(name == head[i] or name.startswith(head[i] + " ") for name in listed)), 0)


def _close(article: Article, lines: list[str], old: bool) -> None:
    """The body up to the fields below it, and all fields where they belong."""
    body = _body(article, lines, old)
    article.paragraphs += unwrapped(body, wrapped=True if old and max(map(len, body), default=0) <= 100 else None)
    for key in ("title", "byline", "section", "language", "id", "address"):
        setattr(article, key, article.meta.pop(key, None) or getattr(article, key))
    for gone in ("-", "text", "classification", "load-date"):
        article.meta.pop(gone, None)


def _body(article: Article, lines: list[str], old: bool) -> list[str]:
    """The lines of the body; the fields below it are put with the others of the article."""
    body: list[str] = []
    current: str | None = None
    ended = False
    for line in lines:
        label = _label(line, old)
        if label and label[0] not in _INSIDE:
            current, ended = label[0], True
            article.meta.setdefault(current, label[1])
        elif not line.strip():
            current = None
            body.append("")
        elif current:
            article.meta[current] += f" {line.strip()}"
        elif not ended and not _PAGE.match(line.strip()):
            body.append(line)
    while body and (not body[-1].strip() or _COPYRIGHT.match(body[-1].strip())):
        body.pop()
    return body
