"""What an export raises."""

from dragoman.errors import ExportError

__all__ = ["ExportError"]
