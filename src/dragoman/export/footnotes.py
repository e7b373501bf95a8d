"""Real footnotes in a Word document, which python-docx does not make: a part of their own, and references to it in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """The footnotes of one document. Word numbers them by where they are referred to first; a note referred to again leads to the first place.

    Args:
        document: what they are added to.
        texts: what each says; they are known by their numbers, from 1.
    """

    def __init__(self, document: Document, texts: list[str]) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        self._document, self._texts = document, texts
        self._order: list[int] = []
        mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        note = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        note.font.size = 114300  # 9 points, in English metric units
        self._mark, self._note = mark.style_id, note.style_id

    def refer(self, paragraph: Paragraph, numbers: list[int]) -> None:
        """Put the references to some notes at the end of a paragraph."""
        for n, number in enumerate(numbers):
            if n:
                paragraph.add_run(",").font.superscript = True
            if number in self._order:
                self._again(paragraph, number)
            else:
                self._first(paragraph, number)

    def _first(self, paragraph: Paragraph, number: int) -> None:
        self._order.append(number)
        key = len(self._order)
        start = _element("bookmarkStart", {"id": str(key), "name": _bookmark(number)})
        end = _element("bookmarkEnd", {"id": str(key)})
        run = self._run(paragraph)
        run._r.append(_element("footnoteReference", {"id": str(key)}))
        run._r.addprevious(start)
        run._r.addnext(end)

    def _again(self, paragraph: Paragraph, number: int) -> None:
        """A field that shows the number of the note and leads to where it was referred to first."""
        self._run(paragraph)._r.append(_element("fldChar", {"fldCharType": "begin"}))
        code = _element("instrText", {})
        code.text = f" NOTEREF {_bookmark(number)} \\f \\h "
        self._run(paragraph)._r.append(code)
        self._run(paragraph)._r.append(_element("fldChar", {"fldCharType": "separate"}))
        self._run(paragraph, str(self._order.index(number) + 1))
        self._run(paragraph)._r.append(_element("fldChar", {"fldCharType": "end"}))

    def _run(self, paragraph: Paragraph, text: str | None = None) -> Run:
        return paragraph.add_run(text, style=self._document.styles["footnote reference"])

    def write(self) -> None:
        """Put the notes into the document; to be called once, when all references are there."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = "".join(self._footnote(key, self._texts[number - 1]) for key, number in enumerate(self._order, 1))
        body = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_W}">{_SEPARATORS}{notes}</w:footnotes>'
        main = self._document.part
        assert main.package is not None
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, body.encode(), main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        about = _element("footnotePr", {})
        about.append(_element("footnote", {"id": "-1"}))
        about.append(_element("footnote", {"id": "0"}))
        compat = settings.find(f"{{{_W}}}compat")
        if compat is not None:
            compat.addprevious(about)

    def _footnote(self, key: int, text: str) -> str:
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self._mark}"/></w:rPr><w:footnoteRef/></w:r>'
        words = f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        return f'<w:footnote w:id="{key}"><w:p><w:pPr><w:pStyle w:val="{self._note}"/></w:pPr>{mark}{words}</w:p></w:footnote>'


def _bookmark(number: int) -> str:
    return f"_Note{number}"


def _element(name: str, attributes: dict[str, str]):  # type: ignore[no-untyped-def]  # lxml's elements have no types here
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()})
