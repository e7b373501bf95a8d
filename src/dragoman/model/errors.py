"""Errors that stop everything, as against those of one report."""


class SetupError(RuntimeError):
    """A part that dragoman needs is not installed, or is not what it should be; the message says what to do."""


class StoreError(RuntimeError):
    """A dossier that cannot be opened or changed as asked; the message says why and what to do."""
