"""CAMEO and ICEWS equivalents of PLOVER's types, and the field's weights of intensity."""

from dataclasses import dataclass
from functools import cache

from dragoman.codebook.files import table


@dataclass(frozen=True)
class Equivalent:
    """The CAMEO codes that an event can have."""

    codes: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether there is only one."""
        return len(self.codes) == 1


def type_of(code: str) -> str | None:
    """The PLOVER type of a CAMEO code; None for what has none (01, public statements, among them)."""
    found = _converted(code)
    return found.split()[0] if found else None


def mode_of(code: str) -> str | None:
    """The mode that the conversion gives a CAMEO code."""
    found = _converted(code)
    return found.split()[1] if found and " " in found else None


@cache
def _converted(code: str) -> str | None:
    types: dict[str, str] = table("cameo")["types"]
    return next((types[code[:n]] for n in range(len(code), 1, -1) if code[:n] in types), None)


def equivalent(event_type: str, modes: tuple[str, ...]) -> Equivalent:
    """The CAMEO codes of a type with its modes: of the first mode that has any, else of the type."""
    codes: dict[str, list[str]] = table("cameo")["codes"]
    found = next((codes[key] for mode in modes if (key := f"{event_type} {mode}") in codes), codes[event_type])
    return Equivalent(tuple(found))


def intensity(event_type: str) -> float:
    """Goldstein's weight, from -10 (conflict) to 10 (cooperation), of the broadest CAMEO code of a type."""
    weight: float = table("cameo")["intensity"][event_type]
    return weight
