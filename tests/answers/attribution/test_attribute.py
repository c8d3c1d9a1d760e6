"""What one would lose: credits that are right, that add up, and that depend on nothing but the paths."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution.attribute import MODELS, decay, model_named, whole
from cmkit.answers.attribution.markov import chain, removal_effects, won
from cmkit.answers.attribution.opening import read_paths

W26 = pd.DataFrame({"path": ["g", "m", "g > m"], "conversions": [2, 1, 1], "nulls": [1, 0, 0]})
MIXED = pd.DataFrame(
    [
        ("a > b > c", 3, 7), ("b", 5, 40), ("a > a > c", 2, 8), ("c > b", 4, 11), ("a > c", 6, 9),
        ("c", 1, 30), ("a", 2, 25), ("b > d", 0, 12), ("a > b", 3, 5),
    ],
    columns=["path", "conversions", "nulls"],
)  # fmt: skip


def credits(table, model, **more):
    answer = cm.attribute(table, model, **more)
    return dict(zip(answer["channel"], answer["credit"], strict=True))


def test_markov_of_a_published_example():
    """W26, serhiipuzyrov.com: chance 0.8, removal effects 0.75 and 0.5, credit 2.4 and 1.6 of 4."""
    paths = read_paths(W26)
    assert won(chain(paths)) == pytest.approx(0.8)
    assert removal_effects(paths) == pytest.approx([0.75, 0.5])
    assert credits(W26, "markov") == pytest.approx({"g": 2.4, "m": 1.6})


def test_other_implementations_agree():
    """Literals of ChannelAttribution 2.2.5 (rules) and Marketing Attribution Models 2.1.1 (the others)."""
    assert credits(MIXED, "first") == pytest.approx({"a": 16, "b": 5, "c": 5, "d": 0})
    assert credits(MIXED, "last") == pytest.approx({"a": 2, "b": 12, "c": 12, "d": 0})
    linear = {"a": 8.833333, "b": 9.5, "c": 7.666667, "d": 0}
    assert credits(MIXED, "linear") == pytest.approx(linear, abs=1e-6)
    shapley = {"a": 9.151961, "b": 10.435474, "c": 6.412565, "d": 0}
    assert credits(MIXED, "shapley") == pytest.approx(shapley, abs=1e-6)
    share = {"a": 0.25008620382150454, "b": 0.3678822396347336, "c": 0.3820315565437618, "d": 0}
    assert credits(MIXED, "markov") == pytest.approx({name: 26 * part for name, part in share.items()})


def test_channelattribution_walks_to_the_same_credit():
    """Its Markov model walks at random (2.2.5, 3,000,000 walks): it comes as near as chance allows."""
    theirs = {"a": 6.502043, "b": 9.567150, "c": 9.930806, "d": 0}
    assert credits(MIXED, "markov") == pytest.approx(theirs, abs=0.005)
    second = {"a": 8.841784, "b": 8.247045, "c": 8.911170, "d": 0}
    assert credits(MIXED, "markov", order=2) == pytest.approx(second, rel=0.05)


# Slow references, written another way ----------------------------------------------------------------


def slow_markov(rows, order):
    """Absorbing chain in plain dictionaries, solved densely, the channel's states cut off one by one."""
    moves: dict = {}
    for names, conversions, nulls in rows:
        steps = [tuple(names[max(0, at - order) : at]) for at in range(len(names) + 1)]
        for one, other in itertools.pairwise(steps):
            moves.setdefault(one, {}).setdefault(other, 0)
            moves[one][other] += conversions + nulls
        for end, count in (("won", conversions), ("lost", nulls)):
            moves.setdefault(steps[-1], {})[end] = moves.get(steps[-1], {}).get(end, 0) + count

    def chance(without):
        states = [state for state in moves if without not in state]
        matrix, goal = np.eye(len(states)), np.zeros(len(states))
        for i, state in enumerate(states):
            whole_flow = sum(moves[state].values())
            for target, count in moves[state].items():
                if target == "won":
                    goal[i] += count / whole_flow
                elif target in states:
                    matrix[i, states.index(target)] -= count / whole_flow
        return np.linalg.solve(matrix, goal)[states.index(())]

    channels = sorted({name for names, _, _ in rows for name in names})
    base = chance(None)
    effects = {name: 1 - chance(name) / base for name in channels}
    total = sum(conversions for _, conversions, _ in rows)
    return {name: effect / sum(effects.values()) * total for name, effect in effects.items()}


def slow_shapley(rows):
    """Each path's game, over all permutations of its distinct channels."""
    won_by, people = {}, {}
    for names, conversions, nulls in rows:
        key = frozenset(names)
        won_by[key] = won_by.get(key, 0) + conversions
        people[key] = people.get(key, 0) + conversions + nulls
    found = dict.fromkeys(sorted({name for names, _, _ in rows for name in names}), 0.0)
    for key in won_by:
        orders = list(itertools.permutations(sorted(key))) if won_by[key] else []
        for order in orders:
            for at, name in enumerate(order):
                after, before = frozenset(order[: at + 1]), frozenset(order[:at])
                gained = [won_by.get(s, 0) / people[s] if s in people else 0.0 for s in (after, before)]
                found[name] += (gained[0] - gained[1]) * people[key] / len(orders)
    return found


def some_paths(channels="abcd", nulls=True):
    names = st.lists(st.sampled_from(channels), min_size=1, max_size=5)
    row = st.tuples(names, st.integers(0, 9), st.integers(1, 9) if nulls else st.just(0))
    return st.lists(row, min_size=1, max_size=8).filter(lambda rows: sum(row[1] for row in rows) > 0)


def tabled(rows, rename=str):
    return pd.DataFrame(
        {
            "path": [" > ".join(map(rename, names)) for names, _, _ in rows],
            "conversions": [row[1] for row in rows],
            "nulls": [row[2] for row in rows],
            "days": [" > ".join(str(2 * at) for at in reversed(range(len(names)))) for names, _, _ in rows],
        }
    )


@settings(max_examples=60, deadline=None)
@given(some_paths(), st.sampled_from([1, 2, 3]))
def test_markov_agrees_with_a_slow_reference(rows, order):
    assert credits(tabled(rows), "markov", order=order) == pytest.approx(slow_markov(rows, order), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(some_paths())
def test_shapley_agrees_with_a_slow_reference(rows):
    assert credits(tabled(rows), "shapley") == pytest.approx(slow_shapley(rows), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(some_paths(nulls=False).map(lambda rows: [row for row in rows if row[1]]))
def test_shapley_on_converting_paths_is_linear_over_distinct_channels(rows):
    once = [(list(dict.fromkeys(names)), conversions, nulls) for names, conversions, nulls in rows]
    assert credits(tabled(rows), "shapley") == pytest.approx(credits(tabled(once), "linear"))


@settings(max_examples=60, deadline=None)
@given(some_paths(), st.sampled_from(MODELS))
def test_credits_add_up_exactly_in_any_order(rows, model):
    answer = cm.attribute(tabled(rows), model)
    total = sum(row[1] for row in rows)
    parts = answer["credit"].tolist()
    for shuffled in (parts, parts[::-1], random.Random(1).sample(parts, len(parts))):
        assert sum(shuffled) == total == math.fsum(shuffled) == answer["credit"].sum()
    assert math.fsum(answer["share"]) == 1


@settings(max_examples=60, deadline=None)
@given(some_paths(), st.sampled_from(MODELS))
def test_other_names_for_the_channels_change_only_the_names(rows, model):
    other = {"a": "z", "b": "m", "c": "k", "d": "été"}
    renamed = credits(tabled(rows, other.get), model)
    expected = {other[name]: credit for name, credit in credits(tabled(rows), model).items()}
    assert renamed == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(some_paths())
def test_a_channel_of_no_converting_path_gets_nothing(rows):
    table = tabled([*rows, (["a", "idle"], 0, 5), (["idle"], 0, 3)])
    for model in ("first", "last", "linear", "markov", "shapley"):
        assert credits(table, model)["idle"] == pytest.approx(0, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(some_paths())
def test_on_paths_of_one_touch_the_rules_agree(rows):
    short = tabled([(names[:1], conversions, nulls) for names, conversions, nulls in rows])
    first = credits(short, "first")
    for model in ("last", "last_non_direct", "linear", "position", "time_decay", "shapley"):
        assert credits(short, model) == pytest.approx(first)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20).filter(lambda parts: math.fsum(parts) > 1e-6))
def test_parts_are_moved_by_no_more_than_a_last_digit(parts):
    total = math.fsum(parts)
    moved = whole(np.array(parts), total)
    assert math.fsum(moved) == total == sum(moved.tolist())
    assert np.abs(moved - parts).max() <= 2 * math.ulp(total) * len(parts)


def test_more_channels_than_bits_in_a_number():
    names = [f"c{n:02}" for n in range(80)]
    paths = [f"{a} > {b}" for a, b in itertools.pairwise(names)]
    table = pd.DataFrame({"path": paths, "conversions": 2, "nulls": 3})
    rows = [(path.split(" > "), 2, 3) for path in table["path"]]
    assert credits(table, "shapley") == pytest.approx(slow_shapley(rows))


def test_a_model_that_cannot_be_computed_says_why_and_what_to_use():
    alone = W26[["path", "conversions"]]
    with pytest.raises(errors.MissingColumnError, match="linear"):
        cm.attribute(alone, "markov")
    with pytest.raises(errors.MissingColumnError, match="position"):
        cm.attribute(alone, "time_decay")
    found = cm.attribute(alone, "shapley").attrs
    assert "distinct channels" in found["note"]
    assert found["notes"] == [found["note"]]


def test_a_wrong_word_or_number_is_refused():
    with pytest.raises(errors.UnknownNameError, match="time_decay"):
        cm.attribute(W26, "time_deca")
    with pytest.raises(errors.BadValueError):
        cm.attribute(W26, "markov", order=4)
    with pytest.raises(errors.BadValueError):
        cm.attribute(W26.assign(days="0"), "time_decay", half_life=0)
    assert credits(W26, "premier") == credits(W26, "First touch") == credits(W26, "first")


def test_value_credits_money_and_answers_can_be_put_together():
    paths = pd.read_csv(cm.sample("paths.csv"))
    answers = [cm.attribute(paths, model, value="value") for model in MODELS]
    for answer in answers:
        assert answer["credit"].sum() == math.fsum(paths["value"])
    assert len(pd.concat(answers)) == 7 * len(MODELS)


def test_without_a_conversion_there_is_nothing_to_share():
    answer = cm.attribute(W26.assign(conversions=0, nulls=5), "linear")
    assert answer["credit"].tolist() == [0, 0]
    assert answer["share"].isna().all()


def test_a_warning_says_how_many_were_left_out_and_why():
    table = pd.DataFrame({"path": ["a", "b"], "conversions": [1, -1]})
    cm.attribute(table.head(1))
    cm.use("fr")
    with pytest.warns(errors.SetAsideWarning, match="1 ligne a été écartée") as warned:
        cm.attribute(table)
    assert warned[0].filename == __file__


def test_a_model_is_known_by_its_other_names():
    assert model_named("U-shaped") == "position"


ROWS = st.tuples(st.sampled_from(["a", "b", "a > b", "b > c > a", "d", "a > a"]), *[st.integers(0, 3)] * 2)


@pytest.mark.filterwarnings("ignore::cmkit.errors.SetAsideWarning")
@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=8), st.sampled_from(MODELS))
def test_a_row_that_counts_nothing_changes_no_credit_in_any_model(rows, model):
    """Conversions of 0 and nulls of 0 once raised a ValueError in the middle of the Markov chain."""
    table = pd.DataFrame(rows, columns=["path", "conversions", "nulls"])
    table["days"] = [" > ".join(["1"] * (path.count(">") + 1)) for path in table["path"]]
    used = table[table["conversions"] + table["nulls"] > 0]
    if used.empty or (model == "markov" and not used["nulls"].any()):
        with pytest.raises(errors.EmptyTableError if used.empty else errors.MissingColumnError):
            cm.attribute(table, model)
        return
    nothing = dict.fromkeys(" > ".join(table["path"]).split(" > "), 0.0)
    assert credits(table, model) == nothing | credits(used, model)
    if len(used) < len(table):
        aside = pd.DataFrame(cm.attribute(table, model).attrs["set_aside"])
        assert aside["reason"].tolist() == ["nothing_counted"] * (len(table) - len(used))
        with pytest.warns(errors.SetAsideWarning, match="nothing to use"):
            cm.attribute(table, model)


def test_models_compared_say_which_rows_counted_nothing():
    table = pd.DataFrame({"path": ["a > b", "b", "c"], "conversions": [3, 1, 0], "nulls": [4, 0, 0]})
    made = cm.compare_models(table)
    assert made.table["channel"].tolist() == ["b", "a", "c"]
    assert made.table["high"].iloc[2] == 0
    assert "1 row was set aside: no conversion" in made.text("en")
    assert "1 ligne a été écartée" in made.text("fr")


def test_time_decay_of_a_published_example():
    """W31, adriennevermorel and mbuzz: half-life 7; 1, .5, .25, .125, .0625 after 0, 7, 14, 21, 28 days."""
    weights = [1, 0.5, 0.25, 0.125, 0.0625]
    assert decay(np.array([0, 7, 14, 21, 28]), 7).tolist() == weights
    one = pd.DataFrame({"path": ["e>d>c>b>a"], "conversions": [1], "days": ["28>21>14>7>0"]})
    shares = {name: weight / sum(weights) for name, weight in zip("abcde", weights, strict=True)}
    assert credits(one, "time_decay") == pytest.approx(shares)
    assert cm.attribute(one, "time_decay").attrs["half_life"] == 7


def test_position_gives_40_20_40_and_halves_and_all():
    table = pd.DataFrame({"path": ["a > b > c > d", "a > b", "e"], "conversions": [10, 10, 10]})
    assert credits(table, "position") == pytest.approx({"a": 9, "b": 6, "c": 1, "d": 4, "e": 10})


@pytest.mark.parametrize("direct", ["direct", "(direct) / (none)", "Accès directs", "Typed/Bookmarked"])
def test_a_direct_visit_is_passed_over_unless_there_is_nothing_else(direct):
    table = pd.DataFrame({"path": [f"a > b > {direct}", f"{direct} > {direct}"], "conversions": [3, 2]})
    assert credits(table, "last_non_direct") == {"a": 0, "b": 3, direct: 2}


def test_a_path_without_days_is_left_out_of_time_decay_alone():
    table = pd.DataFrame({"path": ["a > b", "b"], "conversions": [1, 2], "days": ["3 > 0", None]})
    with pytest.warns(errors.SetAsideWarning):
        found = cm.attribute(table, "time_decay")
    assert found.attrs["total"] == 1
    left = pd.DataFrame(found.attrs["set_aside"])
    assert left[["row", "column", "reason"]].values.tolist() == [[2, "days", "no_days"]]
    assert cm.attribute(table, "first").attrs["set_aside"]["row"] == []
    both = cm.compare_models(table, ["first", "time_decay"])
    assert both.set_aside["reason"].tolist() == ["no_days"]


def test_a_seed_below_zero_is_refused_in_words():
    with pytest.raises(errors.BadValueError, match="seed"):
        cm.attribute({"path": ["a > b", "b"], "conversions": [5, 1], "nulls": [1, 2]}, "shapley", seed=-1)
