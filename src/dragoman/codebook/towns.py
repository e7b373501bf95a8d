"""Towns of the world, from GeoNames: a table that lies sorted in two files and is searched as it lies, so that nothing is loaded."""

import mmap
import unicodedata
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple


class Town(NamedTuple):
    """A town: coordinates are WGS 84 degrees; `admin1` is the ISO country with the first-level division of GeoNames, as `US-TX`."""

    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    inhabitants: int


def folded(name: str) -> str:
    """A name without accents and letter case, as the table holds it: `N’Djaména` -> `n'djamena`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.replace("’", "'").replace("‘", "'").lower().split())


@lru_cache(maxsize=4096)
def towns(name: str) -> tuple[Town, ...]:
    """The towns of that name, in any case and with or without accents, the largest first."""
    names = _file("names.tsv")
    key = folded(name)
    row = _line(names, key.encode()) or ("'" in key and _line(names, key.replace("'", " ").encode()))
    return tuple(_town(int(at)) for at in row.decode().rstrip("\n").split("\t")[1].split(",")) if row else ()


def _town(at: int) -> Town:
    table = _file("towns.tsv")
    name, country, admin1, lat, lon, inhabitants = table[at : table.find(b"\n", at)].decode().split("\t")
    return Town(name, country, admin1, float(lat), float(lon), int(inhabitants))


def _line(table: mmap.mmap, key: bytes) -> bytes | None:
    """The line whose first cell is the key, by halving."""
    wanted = key + b"\t"
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", start) + 1 or len(table)
        line = table[start:end]
        if line.startswith(wanted):
            return line
        if line < wanted:
            low = end
        else:
            high = start
    return None


@cache
def _file(name: str) -> mmap.mmap:
    with as_file(files("dragoman.codebook") / "data" / "places" / name) as path, path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
