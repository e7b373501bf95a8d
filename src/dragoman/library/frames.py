"""Rows as data frames. The libraries are loaded where a frame is asked for, and may be absent."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.errors import SetupError
from dragoman.export.flat import Row, flat

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_PANDAS = {"text": "str", "JSON": "str", "list": "object", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def to_polars(rows: list[Row], columns: Mapping[str, str]) -> polars.DataFrame:
    """A polars frame; lists are lists of strings, JSON is text."""
    import polars

    types: dict[str, Any] = {"text": polars.String, "JSON": polars.String, "list": polars.List(polars.String)}
    types |= {"integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
    schema = {name: types[kind] for name, kind in columns.items()}
    return polars.DataFrame([flat(row, columns) for row in rows], schema=schema, orient="row")


def to_pandas(rows: list[Row], columns: Mapping[str, str]) -> pandas.DataFrame:
    """A pandas frame; lists are lists, JSON is text.

    Raises:
        SetupError: pandas is not installed.
    """
    pd = _part("pandas")
    table = [flat(row, columns) for row in rows]
    return pd.DataFrame({name: pd.Series([row[name] for row in table], dtype=_PANDAS[kind]) for name, kind in columns.items()})


def to_arrow(rows: list[Row], columns: Mapping[str, str]) -> pyarrow.Table:
    """An Arrow table; lists are lists of strings, JSON is text.

    Raises:
        SetupError: pyarrow is not installed.
    """
    pa = _part("pyarrow")
    types = {"text": pa.string(), "JSON": pa.string(), "list": pa.list_(pa.string())}
    types |= {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return pa.Table.from_pylist([flat(row, columns) for row in rows], schema=pa.schema([(n, types[k]) for n, k in columns.items()]))


def _part(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise SetupError(
            f"{name} is not installed; install it with `pip install {name}`, or take to_polars(), which needs nothing more"
        ) from error
