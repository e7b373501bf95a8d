"""Errors that people see. Each message says what is wrong and what to do; whoever uses the library catches `DragomanError` for all of them."""


class DragomanError(Exception):
    """Anything that dragoman says it cannot do."""


class SetupError(DragomanError, RuntimeError):
    """A part that dragoman needs is not installed, or is not what it should be; the message says what to do."""


class StoreError(DragomanError, RuntimeError):
    """A dossier that cannot be opened or changed as asked; the message says why and what to do."""


class InputError(DragomanError, ValueError):
    """A source that cannot be read; the message says what is wrong and what to do."""


class DictionaryError(DragomanError, ValueError):
    """A file that is no dictionary; the message names file and line and says what to do."""


class CorrectionError(DragomanError, ValueError):
    """A correction that cannot be made; the message says why and what can be given instead."""


class ExportError(DragomanError, RuntimeError):
    """A format cannot be written as asked; the message says why and what to do."""


class GoldError(DragomanError, ValueError):
    """A folder of gold data that cannot be used; the message says what is wrong."""


class ScaleError(DragomanError, RuntimeError):
    """Work over many files that cannot be begun or go on; what has been done is kept, and the message says what to do."""
