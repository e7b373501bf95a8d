"""Report and passages to a record. `read.py` is the list of steps in order."""

from dragoman.reading.lean import import_spacy

import_spacy()  # before any step imports it
