"""Which kind of dictionary a file is, and its reader."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from dragoman.codebook.dictionaries.actors import coding_of, form_of, read_actors, read_agents
from dragoman.codebook.dictionaries.model import Coding, Dictionary, DictionaryError
from dragoman.codebook.dictionaries.verbs import read_verbs

COLUMNS = ("name", "code")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def load(path: Path) -> Dictionary:
    """A dictionary file: CSV with the columns name and code, and perhaps aliases (parted by ;), since and until; or a file of PETRARCH.

    Raises:
        DictionaryError: the file cannot be read or is no dictionary.
    """
    try:
        text = path.read_text(encoding="utf8", errors="replace")
    except OSError as error:
        raise DictionaryError(f"{path}: {error.strerror or error}") from error
    lines = text.splitlines()
    if path.suffix.lower() == ".csv":
        return _table(lines, path)
    body = [line.split("#", 1)[0] for line in lines]
    if any(line.startswith("---") for line in body):
        return read_verbs(lines, path.name)
    coded = [line for line in body if "[" in line]
    if not coded:
        raise DictionaryError(f"{path}:1: this is no dictionary: no line has a code in brackets, and it is no .csv file")
    if sum("[~" in line for line in coded) > len(coded) / 2:
        return read_agents(lines, path.name)
    return read_actors(lines, path.name)


def _table(lines: list[str], path: Path) -> Dictionary:
    rows = csv.DictReader(lines)
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise DictionaryError(
            f"{path}:1: a dictionary in CSV has the columns name and code (and aliases, since, until); this one has {rows.fieldnames}"
        )
    out = Dictionary()
    for row in rows:
        problem = _problem(row)
        if problem:
            out.problems.append(f"{path.name}:{rows.line_num}: {problem}")
            continue
        coding = Coding(row["code"].strip(), row.get("since") or None, row.get("until") or None)
        for form in (row["name"], *(row.get("aliases") or "").split(";")):
            if form.strip():
                key = form_of(form)
                out.actors[key] = (*out.actors.get(key, ()), coding)
    return out


def _problem(row: Mapping[str, str | None]) -> str:
    """Why a row cannot be used; empty where it can."""
    name, code = (row["name"] or "").strip(), (row["code"] or "").strip()
    bad = [f"{k} {day!r} is no day (YYYY-MM-DD)" for k in ("since", "until") if (day := row.get(k)) and not _DAY.fullmatch(day)]
    if not name or not code or bad:
        return "; ".join(bad) or "a row needs a name and a code"
    try:
        coding_of(code)
    except ValueError as error:
        return f"{code!r}: {error}"
    return ""
