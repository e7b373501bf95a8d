"""Reports that tests of what people do with a dossier are made of."""

from dragoman.intake import Source
from dragoman.model import Record
from dragoman.reading.read import read_source


def report(text: str, key: str, published: str = "2024-05-07", outlet: str = "Sahel Daily") -> Record:
    return read_source(Source(text=text, origin=f"{key}.txt", id=key, published=published, outlet=outlet))


SIGNED = "Chad and Niger signed a protocol on border security in Niamey on Monday."
