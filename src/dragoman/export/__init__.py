"""A dossier in other people's formats."""

from dragoman.export.formats import FORMATS, ExportError, Format, write

__all__ = ["FORMATS", "ExportError", "Format", "write"]
