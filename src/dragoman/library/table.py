"""Answers as tables: sequences of typed rows that can be limited further and given to other tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Unpack, overload

from dragoman.export.describe import MODELS
from dragoman.export.tables import columns
from dragoman.library import frames, notebook
from dragoman.library.limits import Limits
from dragoman.model.answer import Row as Answer
from dragoman.store.paging import Row
from dragoman.store.queries import own

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

R = TypeVar("R", bound=Answer)
Ask = Callable[[str, Limits], list[Row]]
"""Answers a question by its name, within limits; rows as exports have them."""


class Table(Sequence[R], Generic[R]):
    """The rows of an answer, in order, asked for when the first of them is needed. Called with limits, it gives the table within these.

    Attributes:
        name: the question, as `dragoman show` calls it.
        limits: what it is limited to.
    """

    def __init__(self, ask: Ask, name: str, limits: Limits | None = None) -> None:
        self._ask = ask
        self.name = name
        self.limits: Limits = limits or {}

    def __call__(self, **limits: Unpack[Limits]) -> Table[R]:
        """The same table within further limits.

        Raises:
            InputError: no such state, day or limit, or no such word in a vocabulary; the message says which there are.
        """
        return Table(self._ask, self.name, {**self.limits, **limits})

    @cached_property
    def _rows(self) -> list[Row]:
        return self._ask(self.name, self.limits)

    @cached_property
    def _typed(self) -> list[R]:
        model: Any = MODELS[self.name]
        return [model.model_validate(own(model, row)) for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> list[R]: ...
    def __getitem__(self, at: int | slice) -> R | list[R]:
        return self._typed[at]

    def __repr__(self) -> str:
        told = ", ".join(f"{k}={v!r}" for k, v in self.limits.items())
        return f"<{len(self)} {self.name}{f' within {told}' if told else ''}>"

    def _repr_html_(self) -> str:
        return notebook.of_table(self.name, self._rows, self.columns)

    @property
    def columns(self) -> dict[str, str]:
        """The columns of frames, in order, and what each holds: text, integer, number, boolean, list or JSON."""
        return columns(self.name)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as JSON has them, with notes and tags by people."""
        return list(self._rows)

    def to_polars(self) -> polars.DataFrame:
        """A polars frame with the columns of exports; lists are lists of strings, JSON is text."""
        return frames.to_polars(self._rows, self.columns)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame with the columns of exports. Raises SetupError where pandas is not installed."""
        return frames.to_pandas(self._rows, self.columns)

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table with the columns of exports. Raises SetupError where pyarrow is not installed."""
        return frames.to_arrow(self._rows, self.columns)
