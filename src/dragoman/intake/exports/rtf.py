"""Rich Text Format to plain text."""

import re

from dragoman.intake.source import InputError

_INSTRUCTION = re.compile(r"\\\*\\fldinst(?![a-z])", re.IGNORECASE)
_FONTS = re.compile(r"\{[^{}]{0,40}\\fonttbl")
_FONT = re.compile(r"\\(f|fcharset)(\d{1,6})(?!\d)|[{};]")
_BRACES = re.compile(r"\\[{}\\]|[{}]")


def is_rtf(data: bytes) -> bool:
    """Whether some bytes are RTF."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def rtf_text(data: bytes) -> str:
    """The text of an RTF file, a line for each of its paragraphs.

    Raises:
        InputError: it is damaged, or holds no text.
    """
    from striprtf.striprtf import rtf_to_text

    raw = data.lstrip(b"\xef\xbb\xbf").decode("latin1")
    if "\\bin" not in raw and not _is_whole(raw):
        raise InputError("it is a damaged RTF file: it breaks off before its end; save it again, as RTF, DOCX or plain text")
    # The library searches links from each field to the end of the line, and fonts from each to the end of their list: what it
    # is given has neither, so that its time stays in proportion to the file. Fields under another name are not shown either.
    plain = _with_short_fonts(_INSTRUCTION.sub(r"\\*\\fldinstr", raw))
    try:
        text: str = rtf_to_text(plain, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError, OverflowError) as error:
        raise InputError(f"it is a damaged RTF file ({error}); save it again, as RTF, DOCX or plain text") from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    if not text.strip():
        raise InputError("there is no text in this RTF file")
    return text


def _is_whole(raw: str) -> bool:
    depth = 0
    for brace in _BRACES.finditer(raw):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0 and brace.group() == "}":
            return True
    return False


def _with_short_fonts(raw: str) -> str:
    """RTF whose list of fonts holds their numbers and character sets only."""
    start = _FONTS.search(raw)
    if not start:
        return raw
    fonts: dict[str, str] = {}
    font, depth = "", 1
    end = len(raw)
    for mark in _FONT.finditer(raw, start.end()):
        depth += {"{": 1, "}": -1}.get(mark.group(), 0)
        if depth == 0:
            end = mark.end()
            break
        if mark[1] == "f":
            font = mark[2]
        elif mark[1] == "fcharset" and font:
            fonts[font] = mark[2]
    listed = "\n".join(f"{{\\f{number}\\fcharset{charset} x;}}" for number, charset in fonts.items())
    return f"{raw[: start.start()]}{{\\fonttbl{listed}}}{raw[end:]}"
