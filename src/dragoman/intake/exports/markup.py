"""Markup to trees and paragraphs: no entities, nothing fetched, bounded depth."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from dragoman.codebook.files import table
from dragoman.intake.source import InputError

_BLOCKS = frozenset(table("exports")["markup"]["blocks"])
_SILENT = frozenset(table("exports")["markup"]["silent"])
_LOOSE_AMPERSAND = re.compile(r"&(?!\w{1,12};|#)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|li|h[1-6]|span|em|strong|blockquote)>|<br ?/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:amp|quot|nbsp|apos|[lr][sd]quo|[mn]dash|hellip|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,400}>", re.IGNORECASE)


def xml_root(text: str) -> Any:
    """The root of an XML document; ampersands that nobody escaped are taken as such.

    Raises:
        InputError: it is no XML, defines entities or is nested too deep.
    """
    from lxml import etree

    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise InputError("its XML defines entities, and is not opened")
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1), count=1)
    plain = _LOOSE_AMPERSAND.sub("&amp;", plain).replace("&nbsp;", "\u00a0")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(plain.encode("utf8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"it is broken XML ({error})") from error


def html_root(text: str) -> Any:
    """The root of a page, however broken.

    Raises:
        InputError: there is nothing in it.
    """
    from lxml import html
    from lxml.etree import ParserError

    try:
        return html.fromstring(_DECLARATION.sub("", text, count=1))
    except (ParserError, ValueError) as error:
        raise InputError("there is no text in it") from error


def unmarked(text: str) -> str:
    """A text of a table or an object without the tags, references and written-out line ends that programs leave in it; any other as it is."""
    if _TAGS.search(text):
        return "\n\n".join(lines_of(html_root(f"<div>{text}</div>")))
    if "\n" not in text and ("\\n\\n" in text or text.count("\\n") > 1):
        text = text.replace("\\r", "").replace("\\n", "\n").replace('\\"', '"')
    return unescape(text) if _REFERENCE.search(text) else text


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def each(root: Any, *names: str) -> Iterator[Any]:
    """The elements of these names, in order, whatever their namespace."""
    for element in root.iter():
        if local(element) in names:
            yield element


def first(root: Any, *names: str) -> Any | None:
    """The first element of the first of these names that there is."""
    return next((element for name in names for element in each(root, name)), None)


def words(element: Any | None) -> str | None:
    """All text in an element, on one line."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def _is_hidden(element: Any) -> bool:
    """Whether nobody sees an element: what a mail shows before it is opened, and words for machines."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def lines_of(root: Any, silent: frozenset[str] = _SILENT) -> list[str]:
    """The text in an element, block by block.

    Args:
        silent: names of elements that are left out.
    """
    from lxml.etree import iterwalk

    out: list[str] = []
    here: list[str] = []

    def flush() -> None:
        if line := " ".join("".join(here).split()):
            out.append(line)
        here.clear()

    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = local(element)
        if event == "start" and (name in silent or _is_hidden(element)):
            walk.skip_subtree()
        elif event == "start":
            flush() if name in _BLOCKS else None
            here.append(element.text or "")
        if event != "start" and name in _BLOCKS:
            flush()
        if event != "start" and element is not root:
            here.append(element.tail or "")
    flush()
    return out
