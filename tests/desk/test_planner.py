"""The planner from code: every slider value gives a plan or a sentence, never an error in the kernel."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.plan.chains import Odds
from cmkit.answers.plan.plan import Plan
from cmkit.desk.planner import RateSlider, ends, planner

CHAIN = {"clicks": (900, 60_000), "leads": 0.05, "sales": (0.1, 0.3)}


@pytest.fixture
def board():
    return planner(CHAIN, sales=10, cost_per_thousand=8, lang="en")


def middle(board) -> dict[str, float]:
    return board.plan.table.set_index("step").mid.to_dict()


def test_it_starts_from_the_plan_that_was_asked(board):
    asked = cm.plan(CHAIN, sales=10, cost_per_thousand=8)
    assert board.plan.table.equals(asked.table)
    assert board._asked["sales"].value == "10"
    assert "<svg" in board._picture.value
    assert "cmkit-plan" in board._table.value


def test_moving_a_slider_moves_the_plan_the_picture_and_the_rate(board):
    before, picture = middle(board)["clicks"], board._picture.value
    board._sliders["leads"].slider.value = 400
    assert middle(board)["clicks"] == pytest.approx(before / 2)
    assert board._picture.value != picture
    assert board._sliders["leads"].says.value == "<b>10.00%</b>"


def test_a_moved_rate_stays_as_well_known_as_it_was(board):
    board.move("clicks", 0.03)
    assert board.chain.rates["clicks"].trials == 60_000
    assert board._sliders["clicks"].says.value == "<b>3.00% (1,800 of 60,000)</b>"
    board.move("sales", 0.4)
    odds = board.chain.rates["sales"]
    assert (odds.low, odds.high) == (pytest.approx(0.2), pytest.approx(0.6))


def test_from_a_budget_forward_and_back_again(board):
    board.aim(budget=1000)
    assert board._aim.value == "budget"
    assert middle(board)["reach"] == 125_000
    assert board._asked["sales"].layout.display == "none"
    board.aim(sales=5)
    assert middle(board)["sales"] == 5
    board.reset()
    assert middle(board)["sales"] == 10


def test_prices_given_as_bounds_keep_them_until_somebody_types():
    board = planner(CHAIN, sales=10, cost_per_thousand=(6, 10), lang="en")
    assert board.chain.price.kind == "range"
    board._price.value = "9"
    assert board.chain.price.kind == "known"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "is not a number"),
        ("0", "above zero"),
        ("-3", "Below zero"),
        ("", "nothing is typed"),
    ],
)
def test_what_is_typed_wrong_is_a_sentence_and_the_rest_comes_back(board, typed, said):
    board._asked["sales"].value = typed
    assert board.plan is None
    assert said in board.problem
    assert "Sales wanted" in board.problem
    assert board._picture.value == board._table.value == board.python == ""
    board._asked["sales"].value = "20"
    assert board.problem == ""
    assert middle(board)["sales"] == 20


def test_a_budget_needs_a_price_and_says_which_box_lacks_it(board):
    board.aim(budget=500)
    board._price.value = ""
    assert "Cost per thousand (reach): nothing is typed" in board.problem


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(["clicks", "leads", "sales"]), st.floats(0, 1), st.sampled_from(["sales", "budget"]))
def test_any_slider_value_gives_a_plan(step, place, aim):
    board = planner(CHAIN | {"leads": (0, 300)}, sales=10, cost_per_thousand=8, lang="fr")
    slider = board._sliders[step].slider
    board._aim.value = aim
    slider.value = round(place * slider.max)
    assert board.problem == ""
    assert isinstance(board.plan, Plan)


def test_a_cycle_is_put_on_sliders_even_where_there_is_more_of_a_step_than_before():
    ledger = cm.cycle({"influence": 10, "engagement": 700, "sales": 7}, costs=cm.Money(70, "EUR"))
    board = planner(ledger, lang="fr")
    assert middle(board)["sales"] == 7
    moved = board._sliders["engagement"]
    assert (moved.first, moved.last) == (-5, 3)
    moved.slider.value = moved.slider.max
    assert board.problem == ""
    assert "€" in board._table.value


def test_the_lines_make_the_same_plan(board):
    board.move("clicks", 0.0213)
    made: dict = {}
    lines = board.python.replace("cm.plan(", "made = cm.plan(")
    exec(lines, made)
    assert made["made"].table.mid.tolist() == pytest.approx(board.plan.table.mid.tolist())


def test_it_says_above_the_picture_whether_the_plan_pays_and_keeps_the_currency():
    price, order = cm.Money(8, "EUR"), cm.Money(60, "EUR")
    board = planner(CHAIN, sales=10, cost_per_thousand=price, aov=order, margin=0.4, lang="en")
    assert "This plan loses money" in board._says.value
    assert "This plan" not in board._table.value
    assert board._asked["budget"].description == "Budget (EUR)"
    assert board.python.count('"EUR"') == 2
    assert "margin=0.4" in board.python
    board._margin.value = "90 %"
    board.move("sales", 0.9)
    assert "This plan pays" in board._says.value
    board._margin.value = ""
    assert "of the revenue is kept" in board._says.value


def test_a_name_is_escaped():
    board = planner({"<img>": (3, 90), "sales": 0.1}, sales=1, lang="en")
    shown = board._picture.value + board._table.value + board._says.value
    assert "<img>" not in shown
    assert "&lt;img&gt;" in shown


def test_from_code_wrong_names_and_rates_are_refused(board):
    cm.use("en")
    with pytest.raises(errors.UnknownNameError, match="Did you mean clicks"):
        board.move("click", 0.1)
    with pytest.raises(errors.BadValueError, match="up to 1"):
        board.move("clicks", 5)
    with pytest.raises(errors.BadValueError):
        board.move("clicks", 0)
    with pytest.raises(errors.BadValueError, match="one question"):
        board.aim()
    with pytest.raises(errors.BadValueError):
        planner({"sales": 7}, sales=1)


def test_the_example_is_there_without_arguments_in_both_languages():
    assert "Ventes" in planner(lang="fr")._picture.value
    assert "Sales" in planner(lang="en")._picture.value
    assert planner(budget=100, lang="en").plan.asked == "budget"
    assert planner(cost_per_click=2, lang="en").chain.priced == "clicks"


def test_showing_the_planner_changes_no_rate():
    """The page rounds to its steps the place of a slider: the rates must not be read back from there."""
    board = planner({"clicks": (907, 60_000), "sales": 0.1234}, sales=1, lang="en")
    assert board.rates == {"clicks": 907 / 60_000, "sales": 0.1234}
    assert all(isinstance(each.slider.value, int) for each in board._sliders.values())
    board.move("sales", 0.05678)
    assert board.rates["sales"] == 0.05678


@pytest.fixture
def moves():
    return []


@pytest.fixture
def slider(moves):
    return RateSlider("clicks", Odds(0.03, "counts", 400), "fr", moves.append)


@pytest.mark.parametrize(
    ("rate", "powers"),
    [(0.02, (-5, 0)), (1.0, (-5, 0)), (16.5, (-5, 3)), (0.0, (-5, 0)), (3e-8, (-8, 0))],
)
def test_a_rate_can_be_moved_up_to_all_and_beyond_only_where_it_is_beyond(rate, powers):
    assert ends(rate) == powers


def test_the_rate_is_written_with_what_it_rests_on(slider):
    assert slider.says.value == "<b>3,00\u00a0% (12 sur 400)</b>"


def test_showing_another_rate_is_nobodys_move(slider, moves):
    before = slider.slider.value
    slider.show(Odds(0.3))
    assert slider.slider.value == before + 100
    assert moves == []


def test_a_move_is_told_as_a_rate_never_above_the_end(slider, moves):
    slider.slider.value = 300
    slider.slider.value = slider.slider.max
    assert moves == [pytest.approx(0.01), 1.0]


def test_a_rate_of_nothing_stands_at_the_start_and_does_not_break(slider):
    slider.show(Odds(0.0))
    assert slider.slider.value == 0
