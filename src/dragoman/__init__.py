"""Read news reports about how states deal with one another, and keep a sourced record of it."""

__version__ = "0.1.0"
