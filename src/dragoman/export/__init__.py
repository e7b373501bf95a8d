"""A dossier in other people's formats."""

from dragoman.export.cameo import FORMATS, export_events

__all__ = ["FORMATS", "export_events"]
