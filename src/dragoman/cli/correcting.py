"""`correct`: what a person says against the reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import DEFAULT, DossierOption, fail, opened
from dragoman.cli.verbs import PLAIN, Verbs

if TYPE_CHECKING:
    from dragoman.model.correction import Correction
    from dragoman.store.targets import Drafts

app = typer.Typer(
    cls=Verbs,
    rich_markup_mode=None,
    context_settings=PLAIN,
    no_args_is_help=True,
    help="Correct the reading. Corrections are kept beside it and survive reading again.",
)
TargetArgument = Annotated[str, typer.Argument(help="An id that `show --json` prints, or REPORT/ITEM, as r1/e2.")]
NameArgument = Annotated[str, typer.Argument(help="A name, if only one thing has it, or an id that `show --json` prints.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
AuthorOption = Annotated[str | None, typer.Option("--author", help="Who corrects; the user's name without it.")]


@app.command("set")
def set_(
    target: TargetArgument,
    field: Annotated[str, typer.Argument(help="type, modality, standing, stage, date, actors, recipients, country …")],
    value: Annotated[str, typer.Argument(help="The right value; several names are parted by ;")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Change a value, in every telling of what is named."""
    _make(dossier, author, reason, lambda d: d.set(target, field, value))


@app.command()
def reject(target: TargetArgument, reason: ReasonOption, author: AuthorOption = None, dossier: DossierOption = DEFAULT) -> None:
    """Take out an event, a statement or an agreement that the reports do not tell."""
    _make(dossier, author, reason, lambda d: d.reject(target))


@app.command()
def add(
    report: Annotated[str, typer.Argument(help="Id of the report.")],
    kind: Annotated[str, typer.Argument(help="event, statement or agreement")],
    words: Annotated[str, typer.Argument(help="The words of the report that tell it.")],
    value: Annotated[list[str], typer.Option("--value", help="FIELD=VALUE, as type=ASSAULT or actors=Chad;Libya; repeatable.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Add what stands in a report and was not read."""
    values = dict(v.partition("=")[::2] for v in value)
    _make(dossier, author, reason, lambda d: d.add(report, kind, words, values))  # type: ignore[arg-type]


@app.command()
def merge(
    one: NameArgument,
    other: Annotated[str, typer.Argument(help="The other one, by name or id.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Say that two people, organisations, events or agreements are one."""
    first, second = _named(dossier, one), _named(dossier, other)
    _make(dossier, author, reason, lambda d: d.join(first, second))


@app.command()
def split(
    whole: NameArgument,
    items: Annotated[list[str], typer.Argument(help="The tellings that are of another: the id of a report, or REPORT/ITEM.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Say that what some reports tell is of another person, organisation, event or agreement than the rest."""
    from dragoman.store.naming import tellings_of

    of = _named(dossier, whole)
    with opened(dossier) as store, store.connection() as db:
        tellings = [t for item in items for t in tellings_of(db, of, item)]
    _make(dossier, author, reason, lambda d: d.part(of, tellings))


app.command("join", hidden=True)(merge)
app.command("part", hidden=True)(split)


@app.command()
def apart(
    one: NameArgument,
    other: Annotated[str, typer.Argument(help="The other one, by name or id.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Say that two people, organisations, events or agreements are not one."""
    first, second = _named(dossier, one), _named(dossier, other)
    _make(dossier, author, reason, lambda d: d.differ(first, second))


@app.command()
def report(
    report: Annotated[str, typer.Argument(help="Id of the report.")],
    reason: ReasonOption,
    title: Annotated[str | None, typer.Option(help="Its right title.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Its right outlet.")] = None,
    published: Annotated[str | None, typer.Option(help="The day on which it was published (YYYY-MM-DD).")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, as en or ar.")] = None,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Correct title, outlet, day or language of a report; it is read again where its words then mean something else."""
    given = {"title": title, "outlet": outlet, "published": published, "language": language}
    _make(dossier, author, reason, lambda d: d.describe(report, {k: v for k, v in given.items() if v is not None}))


@app.command()
def remove(
    report: Annotated[str, typer.Argument(help="Id of the report.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Take a report out: nothing of it counts any more. It is kept aside, and `undo` brings it back."""
    _make(dossier, author, reason, lambda d: d.remove(report))


@app.command()
def undo(
    batch: Annotated[str, typer.Argument(help="What `correct list` names first in a line.")],
    author: AuthorOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Take back corrections that were made together."""
    import getpass

    from dragoman.store.targets import now

    with opened(dossier) as store:
        undone = store.undo(batch, author or getpass.getuser(), now())
    if not undone:
        raise fail(f"{batch!r} is no correction that holds; see `dragoman correct list`", 1)
    print(f"{undone} corrections undone")


@app.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="applied, orphaned or undone")] = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """List corrections, the newest first, with what became of them."""
    from dragoman.terminal.corrections import correction_lines
    from dragoman.terminal.plain import Console

    console = Console(highlight=False)
    with opened(dossier) as store:
        found = store.corrections(state=state)
    for c in found:
        for line in correction_lines(c):
            console.print(line, soft_wrap=True)
    if not found:
        console.print("no corrections", style="dim")


def _named(dossier: str, given: str) -> str:
    """The id of what is named."""
    from dragoman.model.correction import CorrectionError
    from dragoman.store.naming import target_of

    with opened(dossier) as store, store.connection() as db:
        try:
            return target_of(db, given)
        except CorrectionError as error:
            raise fail(str(error), 1) from None


def _make(dossier: str, author: str | None, reason: str, draft: Callable[[Drafts], list[Correction]]) -> None:
    from dragoman.model.correction import CorrectionError
    from dragoman.store import StoreError

    with opened(dossier) as store:
        try:
            made = store.draft(author, reason, draft)
        except (CorrectionError, StoreError) as error:
            raise fail(str(error), 1) from None
    print(f"{len(made)} correction{'s' * (len(made) != 1)} made; to take them back: dragoman correct undo {made[0].batch}")
