"""The codebook as a page, made from its data files."""

from collections.abc import Iterator

from dragoman.codebook.files import rows, table


def as_markdown() -> str:
    """The whole codebook in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "Made by `dragoman codebook --markdown` from the data files in `src/dragoman/codebook/data`; do not edit it here."
    yield "Event types, modes and contexts are PLOVER's (Open Event Data Alliance, CC BY-SA 4.0); sectors are CAMEO's."
    yield from _types()
    yield from _contexts()
    yield from _vocabularies()
    yield from _cues()
    yield from _counts()


def _types() -> Iterator[str]:
    plover = table("plover")
    yield from ("", "## Event types", "", "| type | quad class | covers | modes |", "|---|---|---|---|")
    for name, entry in plover["type"].items():
        yield f"| {name} | {entry['quad'].replace('_', ' ')} | {entry['covers']} | {', '.join(entry.get('modes', [])) or '–'} |"
    yield from (
        "",
        "Quad classes: " + "; ".join(f"*{k.replace('_', ' ')}*, {v}" for k, v in plover["quad"].items()) + ".",
    )


def _contexts() -> Iterator[str]:
    yield from ("", "## Contexts", "", ", ".join(f"`{name}`" for name in table("plover")["context"]) + ".")


def _vocabularies() -> Iterator[str]:
    for name, values in table("vocabularies").items():
        yield from ("", f"## {name.replace('_', ' ').capitalize()}", "", "| value | meaning |", "|---|---|")
        for value, meaning in values.items():
            yield f"| `{value}` | {meaning} |"


def _cues() -> Iterator[str]:
    yield from (
        "",
        "## Cues",
        "",
        "Verbs and nouns that introduce a statement, by its kind.",
        "",
        "| kind | verbs | nouns |",
        "|---|---|---|",
    )
    for kind in table("vocabularies")["statement_kind"]:
        group = table("cues")[kind]
        yield f"| `{kind}` | {', '.join(group.get('verbs', group.get('phrases', [])))} | {', '.join(group.get('nouns', [])) or '–'} |"


def _counts() -> Iterator[str]:
    yield from ("", "## Names", "", "| list | entries |", "|---|---|")
    for name in ("countries", "organizations", "outlets", "persons"):
        yield f"| `{name}.csv` | {len(rows(name))} |"
    yield f"| `events.toml` | {len(table('events')['frame'])} frames |"
