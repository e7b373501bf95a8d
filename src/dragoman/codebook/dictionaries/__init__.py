"""Dictionaries that users bring: who is whom, in a table of their own or in the files of PETRARCH and Phoenix."""

from dragoman.codebook.dictionaries.load import load
from dragoman.codebook.dictionaries.model import Coding, Dictionary, DictionaryError

__all__ = ["Coding", "Dictionary", "DictionaryError", "load"]
