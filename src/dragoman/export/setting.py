"""Briefings set as Markdown, as a page or as a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, PackageLoader, select_autoescape

from dragoman.export.brief import Briefing, Line

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from dragoman.export.footnotes import Footnotes

Format = Literal["markdown", "html", "docx"]
MARKS = {"fact": "●", "word": "◉", "plan": "◇", "claim": "○", "disputed": "◌", "planned": "◇", "hypothetical": "◇", "negated": "✕"}
LEGEND = "● fact, ◉ fact on a person's word, ○ claim, ◌ disputed, ◇ planned or hypothetical, ✕ said not to have happened. Numbers lead to the words that a line was read from."
_FORMS: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    "": "markdown",
}


def form_of(out: Path) -> Format:
    """The format that a file's name asks for; Markdown where it has no ending.

    Raises:
        ValueError: its ending is that of no format in which a briefing can be written.
    """
    found = _FORMS.get(out.suffix.lower())
    if found is None:
        raise ValueError(f"{out.name!r} ends in {out.suffix}, in which no briefing can be written; name it .docx, .html or .md")
    return found


def text_of(made: Briefing, form: Literal["markdown", "html"]) -> str:
    """The briefing as text."""
    environment = Environment(
        loader=PackageLoader("dragoman.export"), autoescape=select_autoescape(["html.jinja"]), trim_blocks=True, lstrip_blocks=True
    )
    name = f"brief.{'md' if form == 'markdown' else 'html'}.jinja"
    return environment.get_template(name).render(b=made, marks=MARKS, legend=LEGEND)


def write(made: Briefing, form: Format, out: Path) -> None:
    """Write the briefing to a file.

    Raises:
        OSError: the file cannot be written.
    """
    if form == "docx":
        _document(made, out)
    else:
        out.write_text(text_of(made, form), encoding="utf8")


def _document(made: Briefing, out: Path) -> None:
    """A Word document: headings, lists with footnotes that hold the words, and the sources at the end."""
    from docx import Document

    from dragoman.export.footnotes import Footnotes

    document = Document()
    footnotes = Footnotes(document, [_plain(made.note_text(e)) for e in made.notes])
    document.core_properties.title = made.title
    document.add_heading(made.title, 0)
    document.add_paragraph(f"{made.scope} {LEGEND}")
    for section in made.sections:
        document.add_heading(section.title, 1)
        for line in section.lines:
            _add(document.add_paragraph(style="List Bullet"), line, footnotes)
            for under in line.under:
                _add(document.add_paragraph(style="List Bullet 2"), under, footnotes)
        if section.more:
            document.add_paragraph(section.more, style="List Bullet")
    if made.sources:
        document.add_heading("Sources", 1)
        for source in made.sources:
            document.add_paragraph(_plain(source), style="List Bullet")
    footnotes.write()
    document.save(str(out))


def _add(paragraph: Paragraph, line: Line, footnotes: Footnotes) -> None:
    paragraph.add_run((f"{MARKS[line.mark]} " if line.mark in MARKS else "") + _plain(line.text))
    footnotes.refer(paragraph, line.notes)


def _plain(text: str) -> str:
    """Without characters that XML does not allow."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
