"""What could not be read, in lines."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from dragoman.store.failures import StoredFailure


def failure_lines(found: Sequence[StoredFailure]) -> Iterator[Text]:
    """Each input with the reason; what was only passed over comes last."""
    for f in found:
        yield Text.assemble(("- " if f.passed else "✕ ", "dim" if f.passed else "yellow"), (f.origin, "bold"), f"  {f.reason}")
        often = f", {f.times} times" if f.times > 1 else ""
        yield Text(f"    {f.day}{often}{f', SHA-256 {f.sha256}' if f.sha256 else ''}", "dim")
    failed = sum(not f.passed for f in found)
    if failed:
        yield Text(f"{failed} inputs could not be read; `dragoman read --retry` tries them again", "dim")
    elif not found:
        yield Text("everything could be read", "dim")
