"""Pooling: sums of complete rows, then the formula; on every kind of table, with every trap by name."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from tests.kinds import EAGER, KINDS, LAZY, as_columns, spark_table


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Any:
    return KINDS[request.param]


def pooled(table: Any, *metrics: str, **how: Any) -> dict[str, list[Any]]:
    """Pool without the warning about rows set aside, and read the answer as plain columns."""
    with warnings.catch_warnings(action="ignore", category=errors.SetAsideWarning):
        return as_columns(cm.pool(table, *metrics, **how))


# The traps ---------------------------------------------------------------------------------------------


def test_trap_mean_of_rates(kind: Any) -> None:
    """5/10 and 1/100 are 6 over 110: an average of the two rates would say 25 % instead of 5 %."""
    posts = kind({"interactions": [5, 1], "reach": [10, 100]})
    assert pooled(posts, "engagement_rate") == {"engagement_rate": [pytest.approx(6 / 110)]}


def test_trap_incomplete_rows(kind: Any) -> None:
    """No row has both numbers, so there is no rate: sum over sum would say 300 %."""
    posts = kind({"interactions": [5, None, 7], "reach": [0, 4, None]})
    assert pooled(posts, "engagement_rate", rows=True) == {
        "engagement_rate": [None], "rows": [3], "engagement_rate_rows": [1],
    }


def test_incomplete_rows_are_left_out_of_both_sums(kind: Any) -> None:
    posts = kind({"interactions": [5, None, 7, 3], "reach": [10, 4, None, 10]})
    assert pooled(posts, "engagement_rate") == {"engagement_rate": [pytest.approx(8 / 20)]}


def test_each_metric_leaves_out_its_own_rows_only(kind: Any) -> None:
    posts = kind({"interactions": [5, 3], "reach": [None, 10], "link_clicks": [1, 1], "impressions": [4, 4]})
    assert pooled(posts, "engagement_rate", "ctr") == {"engagement_rate": [0.3], "ctr": [0.25]}


def test_trap_zero_division(kind: Any) -> None:
    posts = kind({"platform": ["a", "b"], "interactions": [5, 5], "reach": [0, 10]})
    assert pooled(posts, "engagement_rate", by="platform")["engagement_rate"] == [None, 0.5]


def test_trap_nan_is_not_null(kind: Any) -> None:
    """A NaN in a float column is a missing amount; summed, it would wipe out the whole group."""
    posts = kind({"spend": [1.0, math.nan, 3.0], "link_clicks": [1, 100, 1]})
    assert pooled(posts, "cpc") == {"cpc": [2.0]}


@pytest.mark.parametrize("narrow", [
    pytest.param(lambda c: pl.DataFrame(c, schema=dict.fromkeys(c, pl.UInt8)), id="polars"),
    pytest.param(lambda c: pl.DataFrame(c, schema=dict.fromkeys(c, pl.UInt8)).lazy(), id="polars_lazy"),
    pytest.param(lambda c: pa.table({n: pa.array(v, pa.uint8()) for n, v in c.items()}), id="pyarrow"),
    pytest.param(lambda c: pd.DataFrame(c, dtype="uint8"), id="pandas"),
    pytest.param(lambda c: pd.DataFrame(c, dtype="uint8[pyarrow]"), id="pandas_arrow"),
])
def test_trap_overflow_of_narrow_integers(narrow: Any) -> None:
    """200 + 200 + 200 in 8 bits is 88: the rate would be 0.88 instead of 6."""
    posts = narrow({"likes": [200], "shares": [200], "comments": [200], "clicks": [0], "reach": [100]})
    assert pooled(posts, "engagement_rate") == {"engagement_rate": [6.0]}
    assert as_columns(cm.measure(posts, "engagement_rate"))["engagement_rate"] == [6.0]


def test_trap_sums_of_64_bits_do_not_wrap(kind: Any) -> None:
    """2**62 + 2**62 wraps to below zero in 64 bits: the cost a click would be negative, or missing."""
    posts = kind({"spend": [2**62, 2**62], "link_clicks": [2**62, 2**61], "cost": [1, 2]})
    assert pooled(posts, "cpc") == {"cpc": [pytest.approx(4 / 3)]}
    assert as_columns(cm.pool(kind({"likes": [2**62] * 3, "shares": [2**62] * 3, "comments": [0] * 3}),
                              "public_interactions")) == {"public_interactions": [6 * 2.0**62]}


def test_trap_duckdb_sums_become_decimals() -> None:
    import duckdb

    posts = duckdb.sql(
        "SELECT 3::INTEGER AS likes, 0 AS shares, 0 AS comments, 0 AS clicks, 7::DECIMAL(9, 2) AS reach"
    )
    answer = cm.pool(posts, "engagement_rate", "interactions", rows=True)
    assert [str(kind) for kind in answer.types] == ["DOUBLE", "DOUBLE", "BIGINT", "BIGINT", "BIGINT"]
    assert as_columns(answer)["engagement_rate"] == [3 / 7]


def test_trap_pyarrow_refuses_a_formula_inside_an_aggregation() -> None:
    posts = pa.table({"platform": ["a", "a"], "interactions": [1, 2], "reach": [10, 20]})
    assert pooled(posts, "engagement_rate", by="platform") == {"platform": ["a"], "engagement_rate": [0.1]}


def test_trap_dots_in_temporary_names(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark reads a dot as a field of a struct, so no temporary column may have one in its name."""
    from cmkit.catalogue import pool

    seen: list[str] = []
    by = pool._Sums.by
    monkeypatch.setattr(pool._Sums, "by", lambda self, keys: seen.extend(self.terms) or by(self, keys))
    pooled(kind({"interactions": [1, None], "reach": [2, 2]}), "engagement_rate", rows=True)
    assert seen
    assert not [name for name in seen if "." in name]


def test_trap_missing_keys_are_kept(kind: Any) -> None:
    """Posts without a platform are still posts: dropping them would lose their clicks in silence."""
    posts = kind({"platform": ["a", None, None], "link_clicks": [1, 2, 3], "impressions": [10, 10, 10]})
    assert pooled(posts, "ctr", by="platform") == {"platform": ["a", None], "ctr": [0.1, 0.25]}


@pytest.mark.parametrize("metric", ["engagement_rate", "interactions"])
def test_a_group_of_incomplete_rows_is_missing_not_zero(kind: Any, metric: str) -> None:
    """A network that gives no clicks has unknown interactions: zero would read as a failure."""
    posts = kind({
        "platform": ["a", "b", "b"], "likes": [1, 1, 2], "shares": [1, 1, 2], "comments": [1, 1, 2],
        "clicks": [1, None, None], "reach": [8, 8, 8],
    })
    expected = {"engagement_rate": 0.5, "interactions": 4.0}[metric]
    assert pooled(posts, metric, by="platform") == {"platform": ["a", "b"], metric: [expected, None]}


@pytest.mark.parametrize("kind", EAGER)
@pytest.mark.parametrize(("value", "shown"), [(-5.0, "-5"), (math.inf, "inf"), (-math.inf, "-inf")])
def test_a_number_outside_its_rule_is_named_with_its_row(kind: str, value: float, shown: str) -> None:
    posts = EAGER[kind]({"interactions": [1.0, value], "reach": [10.0, 10.0]})
    with pytest.raises(cm.errors.BadValueError, match="interactions") as caught:
        cm.pool(posts, "engagement_rate")
    assert shown in str(caught.value)
    assert "row 2" in caught.value.in_language("en")


@pytest.mark.parametrize("kind", LAZY)
@pytest.mark.parametrize("value", [-5.0, math.inf, -math.inf])
def test_a_lazy_table_leaves_out_bad_numbers_and_counts_them(kind: str, value: float) -> None:
    posts = LAZY[kind]({"interactions": [1.0, value], "reach": [10.0, 10.0]})
    assert pooled(posts, "engagement_rate", rows=True) == {
        "engagement_rate": [0.1], "rows": [2], "engagement_rate_rows": [1],
    }


def test_text_where_a_number_should_be_is_refused(kind: Any) -> None:
    posts = kind({"interactions": ["1 234", "5"], "reach": [10, 10]})
    with pytest.raises(cm.errors.NotANumberError, match="interactions"):
        cm.pool(posts, "engagement_rate")


@pytest.mark.parametrize("metric", ["esov", "be_roas"])
def test_shares_that_do_not_add_up_are_refused(kind: Any, metric: str) -> None:
    shares = {"market_share": [0.1, 0.2], "margin_rate": [0.5, 0.5]}
    posts = kind({"mentions": [1, 2], "rival_mentions": [3, 4], **shares})
    with pytest.raises(cm.errors.NotAdditiveError, match="_"):
        cm.pool(posts, metric)


def test_a_metric_read_by_another_is_pooled_from_its_own_sums(kind: Any) -> None:
    """iROAS reads the average order value: an average of averages would weigh a small day like a big one."""
    posts = kind({
        "exposed_conversions": [30, 50], "exposed_users": [100, 100], "holdout_conversions": [1, 3],
        "holdout_users": [10, 90], "revenue": [100.0, 900.0], "orders": [1, 3], "spend": [40.0, 60.0],
    })
    extra = 80 - 200 * 4 / 100
    assert pooled(posts, "iroas") == {"iroas": [pytest.approx(extra * 1000 / 4 / 100)]}


def test_rows_are_posts_where_no_column_counts_them(kind: Any) -> None:
    posts = kind({"platform": ["a", "a", "b"], "comments": [1, 2, 5]})
    assert pooled(posts, "conversation", by="platform")["conversation"] == [1.5, 5.0]


# Metrics that are no rate of sums -----------------------------------------------------------------------

GROWTHS = {
    "consecutive": ([1000, 1040], [40, 70], 0.11, 1000),
    "in another order": ([1040, 1000], [70, 40], 0.11, 1000),
    "up and down": ([1000, 1040, 1010], [40, -30, 5], 0.015, 1000),
    "no change at first": ([1000, 1000], [0, 30], 0.03, 1000),
    "no change at last": ([1000, 1030], [30, 0], 0.03, 1000),
    "back where it was": ([1000, 1040], [40, -40], 0.0, None),
    "two accounts": ([1000, 2000], [40, 70], 110 / 3000, 3000),
    "one account that stays": ([1000, 500, 500], [40, 0, 0], 40 / 1500, 1500),
    "two accounts of two months": ([1000, 500, 1040, 520], [40, 20, 70, 10], 140 / 1500, 1500),
    "one month unknown": ([1000, None], [40, 5], 0.04, 1000),
    "nothing known": ([1000, None], [None, 5], None, None),
}


@pytest.mark.parametrize("case", GROWTHS)
def test_consecutive_periods_grow_from_the_first_start(kind: Any, case: str) -> None:
    """1000 + 40, then 1040 + 70: the audience grew by 11 %; over the sum of starts it would be 5.39 %."""
    starts, nets, growth, base = GROWTHS[case]
    answer = pooled(kind({"followers_start": starts, "net_followers": nets}), "audience_growth", rows=True)
    assert answer["audience_growth"] == [None if growth is None else pytest.approx(growth)]
    assert answer["rows"] == [len(starts)]
    if growth:
        assert answer["audience_growth_base"] == [base]


def test_growth_is_by_group_and_from_follows_with_dates_or_without(kind: Any) -> None:
    posts = kind({
        "platform": ["a", "b", "a", "b", None],
        "date": ["2026-02", "2026-01", "2026-01", "2026-02", "2026-01"],
        "followers_start": [1040, 10, 1000, 20, 5],
        "follows": [80, 12, 50, 1, 1], "unfollows": [10, 2, 10, 1, 0],
    })
    answer = pooled(posts, "audience_growth", "net_followers", by="platform")
    assert answer["audience_growth"] == [pytest.approx(0.11), 1.0, 0.2]
    assert answer["net_followers"] == [110, 10, 1]


def test_other_accounts_do_not_go_on_from_one_another(kind: Any) -> None:
    """One account ends at 1040 as another starts there: they are two audiences."""
    posts = kind({"account": ["a", "b"], "followers_start": [1000, 1040], "net_followers": [40, 10]})
    assert pooled(posts, "audience_growth")["audience_growth"] == [pytest.approx(50 / 2040)]


@pytest.mark.parametrize("kind", EAGER)
def test_a_base_of_added_starts_is_said(kind: str) -> None:
    posts = EAGER[kind]({"followers_start": [1000, 2000], "net_followers": [40, 70]})
    with pytest.warns(cm.errors.SetAsideWarning, match=r"audience_growth.*sum of 2 starts") as caught:
        cm.pool(posts, "audience_growth")
    assert caught[0].filename == __file__
    with warnings.catch_warnings(action="error"):
        cm.pool(EAGER[kind]({"followers_start": [1000, 1040], "net_followers": [40, 70]}), "audience_growth")


def test_the_frequency_of_several_posts_is_two_bounds(kind: Any) -> None:
    """30 and 20 impressions of 10 and 8 people: the two together reached 10 people at least, 18 at most."""
    columns = {"impressions": [30, 20], "reach": [10, 8], "spend": [5.0, 4.0], "interactions": [1, 2]}
    answer = pooled(kind(columns), "frequency", "cost_per_thousand_reached", "engagement_rate", rows=True)
    assert list(answer)[:2] == ["frequency_low", "frequency_high"]
    assert (answer["frequency_low"], answer["frequency_high"]) == ([pytest.approx(50 / 18)], [5.0])
    assert answer["cost_per_thousand_reached_low"] == [500.0]
    assert answer["cost_per_thousand_reached_high"] == [900.0]
    assert answer["engagement_rate"] == [pytest.approx(3 / 18)]
    assert answer["frequency_rows"] == [2]
    alone = pooled(kind({name: values[:1] for name, values in columns.items()}), "frequency")
    assert alone == {"frequency_low": [3.0], "frequency_high": [3.0]}


def test_what_cannot_be_is_missing_when_pooled_too(kind: Any) -> None:
    sessions = kind({"engaged_sessions": [20], "sessions": [10]})
    assert pooled(sessions, "bounce_rate") == {"bounce_rate": [None]}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**6), st.lists(st.integers(-50, 200), min_size=1, max_size=8), st.randoms())
def test_an_audience_followed_from_day_to_day_grows_as_its_two_ends_say(start, nets, random) -> None:
    starts = [start + sum(nets[:n]) for n in range(len(nets))]
    rows = [(at, net) for at, net in zip(starts, nets, strict=True)]
    if min(starts) <= 0 or start + sum(nets) <= 0:
        return
    columns = ["followers_start", "net_followers"]
    table = pl.DataFrame(random.sample(rows, len(rows)), schema=columns, orient="row")
    (growth,) = pooled(table, "audience_growth")["audience_growth"]
    assert growth == pytest.approx(sum(nets) / start, abs=1e-12)


# What comes back ---------------------------------------------------------------------------------------


def test_the_same_kind_comes_back_sorted_and_the_input_is_untouched(kind: Any) -> None:
    given_columns = {"platform": ["b", "a"], "link_clicks": [1, 2], "impressions": [10, 10]}
    posts = kind(given_columns)
    answer = cm.pool(posts, "ctr", by=["platform"])
    assert type(answer) is type(posts)
    assert as_columns(answer) == {"platform": ["a", "b"], "ctr": [0.2, 0.1]}
    assert as_columns(posts) == given_columns


def test_a_pandas_answer_is_numbered_from_zero_whatever_the_index() -> None:
    posts = pd.DataFrame({"platform": ["b", "a"], "likes": [1, 2]}, index=["x", "x"])
    answer = cm.pool(posts.assign(shares=0, comments=0, clicks=0), "interactions", by="platform")
    assert answer.index.tolist() == [0, 1]
    assert answer["interactions"].tolist() == [2.0, 1.0]


def test_an_alias_names_the_column_and_a_label_finds_the_metric(kind: Any) -> None:
    posts = kind({"interactions": [1], "reach": [4]})
    assert pooled(posts, "er_reach") == {"er_reach": [0.25]}
    assert pooled(posts, "taux d’engagement") == {"engagement_rate": [0.25]}


@pytest.mark.parametrize("kind", EAGER)
def test_rows_set_aside_are_said(kind: str) -> None:
    posts = EAGER[kind]({"interactions": [1, None, None], "reach": [10, 10, None]})
    with pytest.warns(cm.errors.SetAsideWarning, match=r"engagement_rate.* 2 .*3") as caught:
        cm.pool(posts, "engagement_rate")
    assert caught[0].filename == __file__


@pytest.mark.parametrize("kind", EAGER)
def test_no_warning_where_nothing_is_missing(kind: str) -> None:
    posts = EAGER[kind]({"interactions": [1], "reach": [10], "saves": [None]})
    assert as_columns(cm.pool(posts, "engagement_rate")) == {"engagement_rate": [0.1]}


def test_rows_are_counted_even_where_nothing_is_missing(kind: Any) -> None:
    posts = kind({"platform": ["a", "a", "b"], "interactions": [1, 1, 1], "reach": [2, 2, 2]})
    answer = pooled(posts, "engagement_rate", by="platform", rows=True)
    assert answer["rows"] == [2, 1]
    assert answer["engagement_rate_rows"] == [2, 1]


# What is refused ---------------------------------------------------------------------------------------


def test_a_missing_key_names_the_nearest_column(kind: Any) -> None:
    posts = kind({"platform": ["a"], "interactions": [1], "reach": [10]})
    with pytest.raises(cm.errors.MissingColumnError, match="platform"):
        cm.pool(posts, "engagement_rate", by="plateform")


def test_an_unknown_metric_names_the_nearest_one(kind: Any) -> None:
    with pytest.raises(cm.errors.UnknownNameError, match="engagement_rate"):
        cm.pool(kind({"reach": [1]}), "engagment_rate")


# Properties --------------------------------------------------------------------------------------------

COUNT = st.none() | st.integers(0, 10**6)
POST = st.fixed_dictionaries({
    "platform": st.sampled_from(["a", "b", "c", None]),
    **dict.fromkeys(("likes", "shares", "comments", "clicks", "reach"), COUNT),
    "spend": st.none() | st.floats(0, 1e6, allow_subnormal=False),
})
POSTS = st.lists(POST, min_size=1, max_size=12)
METRICS = ("engagement_rate", "interactions", "cpe")
INPUTS = {"engagement_rate": ("likes", "shares", "comments", "clicks", "reach")}
INPUTS |= {"interactions": INPUTS["engagement_rate"][:4], "cpe": (*INPUTS["engagement_rate"][:4], "spend")}


def columns_of(posts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [post[name] for post in posts] for name in posts[0]}


def by_hand(posts: list[dict[str, Any]], metric: str) -> float | None:
    """Pool as one would on paper."""
    whole = [post for post in posts if all(post[name] is not None for name in INPUTS[metric])]
    total = {name: sum(post[name] for post in whole) for name in INPUTS[metric]}
    acts = sum(total[name] for name in INPUTS["interactions"])
    parts = {"engagement_rate": (acts, total.get("reach")), "cpe": (total.get("spend"), acts)}
    if metric == "interactions":
        return float(acts) if whole else None
    part, base = parts[metric]
    return part / base if base else None


def typed(posts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the same posts as every kind of table, with dtypes that do not depend on the values."""
    types = {**dict.fromkeys(posts[0], pa.int64()), "platform": pa.string(), "spend": pa.float64()}
    table = pa.table(columns_of(posts), schema=pa.schema(types.items()))
    import duckdb

    return {
        "pandas": table.to_pandas(), "pyarrow": table, "polars": pl.from_arrow(table),
        "polars_lazy": pl.from_arrow(table).lazy(), "duckdb": duckdb.from_arrow(table),
        "pandas_arrow": table.to_pandas(types_mapper=pd.ArrowDtype),
    }


def close(left: Any, right: Any) -> bool:
    return left is right if left is None or right is None else left == pytest.approx(right, rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(POSTS)
def test_every_engine_gives_what_paper_gives(posts: list[dict[str, Any]]) -> None:
    keys = sorted({post["platform"] for post in posts}, key=lambda key: (key is None, key or ""))
    groups = [[post for post in posts if post["platform"] == key] for key in keys]
    for engine, table in typed(posts).items():
        answer = pooled(table, *METRICS, by="platform")
        assert answer["platform"] == keys, engine
        for metric in METRICS:
            expected = [by_hand(group, metric) for group in groups]
            assert all(map(close, answer[metric], expected)), (engine, metric, answer[metric], expected)


@settings(max_examples=50, deadline=None)
@given(POSTS, st.randoms())
def test_the_order_of_rows_does_not_matter(posts: list[dict[str, Any]], random: Any) -> None:
    mixed = random.sample(posts, len(posts))
    first, second = (pooled(typed(rows)["polars"], *METRICS, by="platform") for rows in (posts, mixed))
    assert all(all(map(close, first[metric], second[metric])) for metric in METRICS)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=2), st.integers(1, 11))
def test_pooling_the_sums_of_any_parts_is_pooling_the_whole(rows: list[tuple[int, int]], cut: int) -> None:
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    summed = [tuple(map(sum, zip(*part, strict=True))) for part in parts]
    whole, again = (
        pooled(pl.DataFrame(table, schema=["interactions", "reach"], orient="row"), "engagement_rate")
        for table in (rows, summed)
    )
    assert whole == again


# Spark -------------------------------------------------------------------------------------------------


def test_spark_knows_how_a_metric_pools(spark: Any) -> None:
    columns = {
        "platform": ["a", "a", None], "followers_start": [1040, 1000, 50], "net_followers": [70, 40, 5],
        "impressions": [30, 20, 9], "reach": [10, 8, 3], "spend": [2**62, 2**62, 1], "link_clicks": [1, 1, 1],
    }
    posts = spark_table(spark, columns)
    answer = pooled(posts, "audience_growth", "frequency", "cpc", by="platform", rows=True)
    assert answer["platform"] == ["a", None]
    assert answer["audience_growth"] == [pytest.approx(0.11), pytest.approx(0.1)]
    assert answer["frequency_high"] == [5.0, 3.0]
    assert answer["cpc"] == [2.0**62, 1.0]


def test_spark_pools_as_the_others_do(spark: Any) -> None:
    """Zero reach raises under ANSI unless the division is guarded; NaN, holes, bad numbers are left out."""
    columns = {
        "platform": ["a", "a", "a", "b", None, "c"],
        **{name: [0, 0, 0, 0, 0, 0] for name in ("likes", "shares", "comments")},
        "clicks": [5, None, 7, 1, 4, -3],
        "reach": [10, 4, None, 0, 8, 5],
        "spend": [1.0, math.nan, 3.0, 2.0, math.inf, 2.0],
        "link_clicks": [1, 10, 1, 0, 1, 4],
    }
    posts = spark_table(spark, columns)
    answer = cm.pool(posts, "engagement_rate", "interactions", "cpc", by="platform", rows=True)
    assert type(answer) is type(posts)
    assert as_columns(answer) == {
        "platform": ["a", "b", "c", None],
        "engagement_rate": [0.5, None, None, 0.5],
        "interactions": [12.0, 1.0, None, 4.0],
        "cpc": [2.0, None, 0.5, None],
        "rows": [3, 1, 1, 1],
        "engagement_rate_rows": [1, 1, 0, 1], "interactions_rows": [2, 1, 0, 1], "cpc_rows": [2, 1, 1, 0],
    }
