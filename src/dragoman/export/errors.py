"""What can go wrong when a dossier is written out."""


class ExportError(RuntimeError):
    """A format cannot be written as asked; the message says why and what to do."""
