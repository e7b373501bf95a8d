"""The version of dragoman, which every record names."""

__version__ = "0.1.0"
