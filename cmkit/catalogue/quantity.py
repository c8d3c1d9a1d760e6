"""The one place that knows kinds of argument, and the only division.

A metric's body works on numbers, NumPy arrays, series (pandas, Polars, PyArrow) and expressions
(narwhals, Polars, DuckDB, Spark). `apply` turns the arguments into floats of their own kind, checked
against their columns, and calls the formula; `ratio` divides where the base is above zero and
leaves the rest missing.
"""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple, TypeAlias

import narwhals.stable.v2 as nw

from cmkit.catalogue.columns import Column
from cmkit.errors import BadValueError, NotANumberError
from cmkit.language.facts import Typed
from cmkit.language.said import said
from cmkit.language.writing import is_missing

Quantity: TypeAlias = Any
"""A number, an array, a series or an expression: what a metric takes, and what it gives."""

Table: TypeAlias = Annotated[Any, "Table"]
"""A table of any engine, or what is opened as one: an export, a path, a list or a dictionary."""


def ratio(part: Quantity, base: Quantity) -> Quantity:
    """Return `part` / `base`; missing (NaN, or the kind's own null) where the base is not above zero."""
    if isinstance(base, (int, float)):
        return part / base if base > 0 else math.nan
    return DIVIDE[_library(base)](part, base)


def within(value: Quantity, low: float, high: float) -> Quantity:
    """Return a value that lies from `low` to `high`; missing where it does not, as no such thing can be."""
    if isinstance(value, (int, float)):
        return value if low <= value <= high else math.nan
    if (library := _library(value)) == "cmkit":  # the terms of a formula have no value
        return value
    if library == "numpy":
        import numpy as np

        return np.where((value >= low) & (value <= high), value, np.nan)
    return EXPRESSIONS[library]().where((value >= low) & (value <= high), value)


def apply(
    name: str, formula: Callable[..., Any], arguments: Mapping[str, Any], columns: Mapping[str, Column]
) -> Quantity:
    """Call `formula` with its named `arguments` as floats of one kind, each checked by its column."""
    # Numbers may stand beside columns; None is missing. Expressions have no values yet and are not checked.
    kinds = {_kind(value) for value in arguments.values()} - {"number"}
    if len(kinds) > 1:
        raise NotANumberError("kinds_mixed", metric=name, kinds=", ".join(sorted(kinds)))
    kind = kinds.pop() if kinds else "number"
    if kind == "number":
        return formula(**{name: as_number(value, columns[name]) for name, value in arguments.items()})
    if kind in EXPRESSIONS:
        return formula(**_expressions(arguments, columns, kind)).alias(name)
    _check_rows(name, arguments)
    if kind == "array":
        return formula(**{name: _array(value, columns[name]) for name, value in arguments.items()})
    return _on_series(name, formula, arguments, columns)


def _check_rows(metric: str, arguments: Mapping[str, Any]) -> None:
    many = {name: value for name, value in arguments.items() if _kind(value) != "number"}
    if len({len(value) for value in many.values()}) > 1:
        lengths = ", ".join(f"{name} {len(value)}" for name, value in many.items())
        raise BadValueError("other_lengths", metric=metric, lengths=lengths)
    first, *rest = [value.index for value in many.values() if _library(value) in LABELLED] or [None]
    if not all(index.equals(first) for index in rest):
        raise BadValueError("other_labels", metric=metric, columns=", ".join(many))


LABELLED = ("pandas", "modin", "cudf")
"""The libraries whose series have labels."""


def _library(value: Any) -> str:
    return type(value).__module__.partition(".")[0].lstrip("_")


def _kind(value: Any) -> str:
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, (list, tuple)) or (_library(value) == "numpy" and getattr(value, "ndim", False)):
        return "array"
    if type(value).__name__ in ("Series", "ChunkedArray"):
        return f"{_library(value)} series"
    # A table of the same library is no expression.
    named = {each.__name__ for each in type(value).__mro__} & {"Expr", "Expression", "Column"}
    return _library(value) if named and _library(value) in EXPRESSIONS else "number"


class Expressions(NamedTuple):
    """How one library writes an expression as floats (NaN as null), a constant, a value under a condition."""

    cast: Callable[[Any], Any]
    constant: Callable[[float], Any]
    where: Callable[[Any, Any], Any]


def _narwhals() -> Expressions:
    def floats(x: nw.Expr) -> nw.Expr:
        x = x.cast(nw.Float64)
        return nw.when(~x.is_nan()).then(x)

    return Expressions(floats, nw.lit, lambda test, value: nw.when(test).then(value))


def _polars() -> Expressions:
    from polars import Float64, lit, when

    return Expressions(
        lambda x: x.cast(Float64).fill_nan(None), lit, lambda test, value: when(test).then(value)
    )


def _duckdb() -> Expressions:
    from duckdb import CaseExpression, ConstantExpression, FunctionExpression

    def constant(x: float) -> Any:
        return ConstantExpression(x).cast("DOUBLE")

    return Expressions(
        lambda x: FunctionExpression("nullif", x.cast("DOUBLE"), constant(math.nan)), constant, CaseExpression
    )


def _pyspark() -> Expressions:
    from pyspark.sql.functions import lit, nullif, when

    return Expressions(lambda x: nullif(x.cast("double"), lit(math.nan)), lit, when)


EXPRESSIONS: dict[str, Callable[[], Expressions]] = {
    "narwhals": _narwhals, "polars": _polars, "duckdb": _duckdb, "pyspark": _pyspark,
}


def _divide_expressions(part: Any, base: Any) -> Any:
    return EXPRESSIONS[_library(base)]().where(base > 0, part / base)


def _divide_arrays(part: Any, base: Any) -> Any:
    import numpy as np

    part, base = np.broadcast_arrays(np.asarray(part, dtype=float), np.asarray(base, dtype=float))
    return np.divide(part, base, out=np.full(base.shape, np.nan), where=base > 0)


DIVIDE: dict[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(EXPRESSIONS, _divide_expressions), "numpy": _divide_arrays, "cmkit": operator.truediv,
}  # fmt: skip
"""How to divide, by the library of the base; cmkit's own are the terms of a formula written out."""


def broken_rule(number: float, column: Column) -> str | None:
    """Return the rule that a number breaks ("not_finite", "negative", "above_one"), or None."""
    if math.isinf(number):
        return "not_finite"
    if column.minimum is not None and number < column.minimum:
        return "negative"
    return "above_one" if column.unit == "share" and number > 1 else None


NO_NUMBERS = ("bool", "bool_", "datetime64", "timedelta64", "complex64", "complex128")
"""What NumPy would make a number of, dropping what it is."""


def as_number(value: Any, column: Column, row: int | None = None) -> float:
    """Return one value as a float (NaN where missing), or raise with its name, value and row (from 1)."""
    if type(value) is float and value == value and broken_rule(value, column) is None:
        return value  # by far the most frequent case
    where = "" if row is None else said("errors.row", row=row + 1)
    if is_missing(value):
        return math.nan
    try:
        if isinstance(value, (str, bytes, bool)) or type(value).__name__ in NO_NUMBERS:
            raise TypeError(value)
        number = float(value)
    except OverflowError:
        number = math.inf
    except (TypeError, ValueError):
        raise NotANumberError("not_a_number", name=column.name, value=Typed(value), where=where) from None
    if rule := broken_rule(number, column):
        raise BadValueError(rule, name=column.name, value=f"{number:g}", where=where)
    return number


def _array(value: Any, column: Column) -> Any:
    import numpy as np

    array = np.asarray(value, dtype=object if isinstance(value, (list, tuple)) else None)
    if array.dtype.kind not in "iuf":
        items = [as_number(item, column, row) for row, item in enumerate(array.ravel())]
        return np.array(items, dtype=float).reshape(array.shape)
    floats = array.astype(float)
    lowest, highest = (end.reduce(floats, axis=None) if floats.size else None for end in (np.fmin, np.fmax))
    if broken_range(lowest, highest, column):
        for row, item in enumerate(floats.ravel()):
            as_number(float(item), column, row)
    return floats


def broken_range(lowest: Any, highest: Any, column: Column) -> bool:
    """Tell whether the least or the greatest of some values breaks the column's rule."""
    return any(not is_missing(end) and broken_rule(float(end), column) for end in (lowest, highest))


def _expressions(arguments: Mapping[str, Any], columns: Mapping[str, Column], library: str) -> dict[str, Any]:
    of = EXPRESSIONS[library]()
    return {
        name: of.cast(value if _library(value) == library else of.constant(as_number(value, columns[name])))
        for name, value in arguments.items()
    }


def _on_series(
    metric: str, formula: Callable[..., Any], arguments: Mapping[str, Any], columns: Mapping[str, Column]
) -> Any:
    series = {n: nw.from_native(v, series_only=True) for n, v in arguments.items() if _kind(v) != "number"}
    frame = nw.concat([s.alias(n).to_frame() for n, s in series.items()], how="horizontal")
    frame = check_columns(frame, {name: columns[name] for name in series})
    named = {n: nw.col(n) if n in series else value for n, value in arguments.items()}
    values = _expressions(named, columns, "narwhals")
    return frame.select(formula(**values).alias(metric))[metric].to_native()


def check_columns(frame: Any, columns: Mapping[str, Column], summed: bool = False) -> Any:
    """Return a frame whose `columns` hold numbers that keep their rules, or name the first that does not.

    Integers so wide that their sum could wrap (`summed`), or that Arrow does not cast, come back as floats.
    """
    # A lazy frame has no values yet: there a column not of numbers raises.
    schema = frame.collect_schema()
    net = getattr(frame.to_native(), "attrs", {}).get("net", ())
    for name, column in columns.items():
        numeric = schema[name].is_numeric()
        if isinstance(frame, nw.LazyFrame):
            if not (numeric or schema[name] == nw.Unknown):
                raise NotANumberError("not_a_number", name=name, value=str(schema[name]), where="")
        elif not numeric or ((summed or _in_arrow(frame[name])) and _too_wide(frame[name], column)):
            values = [as_number(value, column, row) for row, value in enumerate(frame[name].to_list())]
            made = nw.new_series(name, values, nw.Float64, backend=frame.implementation)
            frame = frame.with_columns(made)
        else:
            if name in net:  # below zero it is a change, as its platform counts, of which no rate is made
                frame = frame.with_columns(nw.when(nw.col(name) >= 0).then(nw.col(name)).alias(name))
            _check_range(frame[name], column)
    return frame


def _in_arrow(series: nw.Series[Any]) -> bool:
    return series.implementation.is_pyarrow() or "pyarrow" in str(getattr(series.to_native(), "dtype", ""))


def _too_wide(series: nw.Series[Any], column: Column) -> bool:
    lowest = series.min if column.minimum is None else float
    ends = (series.max(), lowest()) if series.dtype.is_integer() else ()
    return any(abs(int(end)) * max(len(series), 2**10) >= 2**63 for end in ends if not is_missing(end))


def _check_range(series: nw.Series[Any], column: Column) -> None:
    """Raise for the first value that breaks the rule (comparisons cost less than min and max)."""
    whole, lowest = not series.dtype.is_float(), column.minimum
    broken = lowest is not None and (series < (math.ceil(lowest) if whole else lowest)).any()
    broken |= column.unit == "share" and broken_range(None, series.max(), column)
    if broken or (not whole and any((series == end).any() for end in (math.inf, -math.inf))):
        for row, value in enumerate(series.to_list()):
            as_number(value, column, row)
