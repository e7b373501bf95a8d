"""Mail: single messages, mailboxes of them, and pages that a browser saved in the form of one (MHTML)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from dragoman.codebook.days import day_in_address
from dragoman.codebook.gazetteer import outlet
from dragoman.intake.archives import Inner
from dragoman.intake.decode import decode
from dragoman.intake.exports.article import Article, source_of, unwrapped
from dragoman.intake.exports.forwarded import Forwarded, forwarded
from dragoman.intake.exports.markup import html_root, lines_of
from dragoman.intake.exports.written import exported, is_export
from dragoman.intake.source import Failure, InputError, Settings, Source

_ENVELOPE = re.compile(rb"(?:\A|\n\r?\n)(?=From [^\r\n]{1,200}\d\d:\d\d[^\r\n]{0,80}\r?\n[A-Za-z>][^\r\n]{0,200}:)")
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):")
_TELLING = {b"date", b"sent", b"to", b"subject", b"message-id", b"mime-version", b"received", b"content-type", b"delivered-to", b"reply-to"}
_ANSWER = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr|sv)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_DEEPEST = 8
"""Parts within parts of a message, at most."""
_MOST_PARTS = 500
_FEW_WORDS = 6
_SILENT = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/calendar",
    "text/css",
    "text/vcard",
    "text/x-vcard",
    "application/pgp",
    "application/pkcs7",
)
_LEAVE = re.compile(r"\b(?:unsubscribe|manage your (?:subscription|preferences)|view (?:this|it) in your browser)\b", re.IGNORECASE)


def is_mail(data: bytes) -> bool:
    """Whether some bytes are a message, a mailbox or a saved page: a block of header fields, several of which only mail has."""
    head = data[:65536].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From ") and _ENVELOPE.match(head):
        return True
    names: set[bytes] = set()
    for line in head.split(b"\n"):
        line = line.rstrip(b"\r")
        if not line:
            break
        match = _FIELD.match(line)
        if match:
            names.add(match[1].lower())
        elif not names or line[:1] not in (b" ", b"\t"):
            return False
    return (b"from" in names and len(names & _TELLING) > 1) or {b"mime-version", b"content-type"} <= names


def read_mail(data: bytes, origin: str, settings: Settings, inner: Inner) -> Iterator[Source | Failure]:
    """The reports in a message or mailbox: its text, and each attached document as one of its own.

    Args:
        inner: reads an attachment.
    """
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    starts = [m.end() for m in _ENVELOPE.finditer(data)]
    if not starts:
        yield from _message(data, origin, settings, inner)
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        _, _, message = data[start:end].partition(b"\n")
        yield from _message(message.replace(b"\n>From ", b"\nFrom "), f"{origin}:{number}", settings, inner)


def _message(data: bytes, origin: str, settings: Settings, inner: Inner) -> Iterator[Source | Failure]:
    try:
        message = message_from_bytes(data)
        if _is_page(message):
            yield from _page(message, origin, inner)
            return
        texts, attached = _parts(message)
        yield from _read(message, texts, origin, settings)
        for name, content in attached:
            yield from inner(content, f"{origin}/{name}", name)
    except InputError as error:
        yield Failure(origin, str(error))
    except RecursionError:
        yield Failure(origin, "the parts of this mail are nested too deep, and it is not opened")


def _read(message: Message, texts: list[str], origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """What a message says itself; nothing where it only carries documents."""
    text = "\n\n".join(texts)
    if is_export(text):
        yield from exported(text, origin, settings)
        return
    article = _article(message, text)
    if (article.paragraphs and not _only_passes_on(message, article)) or not _carries(message):
        result = source_of(article, origin, settings.day_first)
        yield replace(result, format="mail") if isinstance(result, Source) else result


def _article(message: Message, text: str) -> Article:
    """What a message says itself, or the one that it passes on, with what the header fields tell of it."""
    subject = " ".join(_header(message, "Subject").split())
    inner = forwarded(text, subject) or Forwarded(text)
    sender, address = parseaddr(inner.sender or _header(message, "From"))
    return Article(
        paragraphs=_own_words(inner.text),
        title=_ANSWER.sub("", inner.subject or subject) or None,
        outlet=_outlet(message, sender),
        day=inner.day or _header(message, "Date") or _header(message, "Sent"),
        id=_header(message, "Message-ID").strip("<> ") or None,
        language=_header(message, "Content-Language") or None,
        meta={"from": f"{sender} <{address}>" if sender and address else sender or address},
    )


def _outlet(message: Message, sender: str) -> str | None:
    """The outlet that sent a message: one that is known by its name, or whoever sends it to a list."""
    known = outlet(sender) if sender else None
    listed = any(message[name] for name in ("List-Id", "List-Unsubscribe", "List-Post"))
    return (known.name if known else sender if listed else None) or None


def _carries(message: Message) -> bool:
    return any(part.get_filename() or part.get_content_type() == "message/rfc822" for part in message.walk())


def _only_passes_on(message: Message, article: Article) -> bool:
    """Whether a message has no more than a few words about the message that it carries."""
    passes = any(part.get_content_type() == "message/rfc822" for part in message.walk())
    return passes and sum(len(p.split()) for p in article.paragraphs) < _FEW_WORDS


def _own_words(text: str) -> list[str]:
    """Paragraphs of a message without its signature, what it quotes, and the lines on how to leave the list."""
    lines = re.split(r"^-- ?$", text, maxsplit=1, flags=re.MULTILINE)[0].splitlines()
    quoted = [line for line in lines if line.startswith(">")]
    if 2 * len(quoted) < sum(bool(line.strip()) for line in lines):
        lines = [line for line in lines if not line.startswith(">")]
    else:
        lines = [line.lstrip("> ") for line in lines]
    return [p for p in unwrapped(lines) if len(p) > 200 or not _LEAVE.search(p)]


def _parts(message: Message) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The texts of a message, and the documents attached to it by name.

    Raises:
        InputError: its parts are too many, or nested too deep.
    """
    texts: list[str] = []
    attached: list[tuple[str, bytes]] = []
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if depth > _DEEPEST or seen > _MOST_PARTS:
            raise InputError("the parts of this mail are nested too deep or too many, and it is not opened")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            attached += [(f"{len(attached) + 1}.eml", bytes(m)) for m in _messages(part)]
        elif part.is_multipart():
            below = _messages(part)
            waiting += [(p, depth + 1) for p in reversed(_best(below) if kind == "multipart/alternative" else below)]
        elif _is_attached(part):
            if not kind.startswith(_SILENT):
                attached.append((_decoded(part.get_filename() or f"{len(attached) + 1}"), _content(part)))
        elif kind in ("text/plain", "text/html"):
            texts.append(_text(part))
    return texts, attached


def _messages(part: Message) -> list[Message]:
    """The parts of a part."""
    return [p for p in part.get_payload() if isinstance(p, Message)]


def _is_attached(part: Message) -> bool:
    return bool(part.get_filename()) or "attachment" in part.get("Content-Disposition", "")


def _best(alternatives: list[Message]) -> list[Message]:
    """Of alternatives the plain text, unless it is empty or only says that there is another."""
    plain = [p for p in alternatives if p.get_content_type() == "text/plain" and len(_text(p).strip()) > 80]
    return plain[:1] or alternatives[-1:]


def _text(part: Message) -> str:
    text = _charset(part, _content(part))
    if part.get_content_type() == "text/html":
        return "\n\n".join(lines_of(html_root(text))) if text.strip() else ""
    return text.replace("\r\n", "\n")


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""


def _charset(part: Message, content: bytes) -> str:
    try:
        return content.decode(part.get_content_charset() or "utf8")
    except (LookupError, UnicodeDecodeError):
        return decode(content)


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, "")))


def _decoded(raw: str) -> str:
    try:
        return str(make_header(decode_header(raw)))
    except (LookupError, ValueError, HeaderParseError):
        return raw


def _is_page(message: Message) -> bool:
    """Whether a message is a page that a browser saved."""
    if message.get_content_type() not in ("multipart/related", "text/html") or message["To"] or message["Received"]:
        return False
    return bool(message["Snapshot-Content-Location"]) or any(p["Content-Location"] for p in message.walk())


def _page(message: Message, origin: str, inner: Inner) -> Iterator[Source | Failure]:
    """The page; the day on which it was saved is not the day of its report."""
    page = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise InputError("there is no page in this MHTML file")
    address = message["Snapshot-Content-Location"] or page["Content-Location"]
    for result in inner(_charset(page, _content(page)).encode("utf8", "replace"), origin, "page.html"):
        yield _saved_from(address, result) if isinstance(result, Source) else result


def _saved_from(address: str | None, page: Source) -> Source:
    """A saved page with the address that it was saved from, which may tell its day."""
    day = day_in_address(address) if address and page.published is None else None
    dated = replace(page, published=day.isoformat(), published_by="address") if day else page
    return replace(dated, address=page.address or address, format="MHTML")
