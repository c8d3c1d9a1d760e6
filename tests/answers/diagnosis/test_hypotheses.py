"""What one would lose: what to check first, and whose job it is."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.diagnosis.gathering import WORDS
from cmkit.answers.diagnosis.hypotheses import HYPOTHESES
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.languages import room

SIX = {"price", "slow_site", "ergonomics", "missing_information", "content_too_long", "targeting"}
PRACTICE = {"tracking", "landing_page", "checkout", "stock", "trust", "device"}


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def diagnosed(**evidence):
    return visits_without_sales(1000, 0, 0.02, evidence)


def test_the_six_hypotheses_of_the_brief_and_those_of_practice_are_there_with_an_owner_each():
    table = visits_without_sales(1000).hypotheses
    assert set(table.index) == SIX | PRACTICE
    assert table["rank"].tolist() == list(range(1, 13))
    assert (table.finding == "unknown").all()
    owners = {key for key in room("diagnosis", "en") if key.startswith("owner_")}
    assert owners == {f"owner_{each.owner}" for each in HYPOTHESES["sales"]}
    assert (table.map(lambda cell: str(cell).strip()) != "").all(axis=None)


def test_targeting_is_the_community_managers_part_and_nothing_else_is():
    table = visits_without_sales(1000).hypotheses
    assert table.index[table.owner == "community manager"].tolist() == ["targeting"]
    assert table.owner["landing_page"] == "web"
    said = visits_without_sales(1000).text("fr")
    assert "(le ciblage) relève du community manager. La page d’arrivée" in said


def test_without_evidence_the_tracking_is_checked_first_for_it_voids_the_rest():
    assert visits_without_sales(1000).hypotheses.index[0] == "tracking"


def test_what_the_evidence_supports_comes_first_and_what_it_clears_last():
    diagnosis = diagnosed(load_seconds=6.2, shop_orders=0, checkouts=60, form_starts=60, form_submissions=50)
    findings = diagnosis.hypotheses.finding
    assert findings["slow_site"] == findings["checkout"] == "supports"
    assert findings["tracking"] == findings["ergonomics"] == "clears"
    assert findings.tolist() == sorted(findings, key=["supports", "shared", "unknown", "clears"].index)


def test_sales_that_the_shop_has_and_analytics_do_not_come_before_anything():
    diagnosis = diagnosed(load_seconds=9, shop_orders=7)
    assert diagnosis.hypotheses.index[0] == "tracking"
    assert "7; sales counted: 0" in diagnosis.hypotheses.evidence["tracking"]


def test_what_concerns_more_visits_comes_before_what_concerns_fewer():
    noted = {"form_starts": 200, "form_submissions": 2, "shop_orders": 0}
    assert diagnosed(in_stock=0.4, **noted).hypotheses.index[0] == "ergonomics"
    assert diagnosed(in_stock=0, **noted).hypotheses.index[0] == "stock"


def channels(engaged=200, conversions=20):
    return pd.DataFrame(
        {"channel": ["Organic Social", "Email"], "sessions": [1000, 1000], "engaged_sessions": [engaged, 600],
         "conversions": [0, conversions]}
    )  # fmt: skip


def rows(dimension, weak):
    table = pd.DataFrame({dimension: ["/box", "/shop"], "sessions": [600, 1400]})
    return table.assign(engaged_sessions=[100 if weak else 385, 900])


def devices(weak):
    return rows("device", weak).assign(device=["mobile", "desktop"])


HELP = pd.DataFrame({"page": ["/faq", "/shop"], "views": [400, 600]})
SPEAKING = {
    "tracking": [{"shop_orders": 7}], "stock": [{"in_stock": 0.4}], "slow_site": [{"load_seconds": 6}],
    "landing_page": [rows("page", weak=True)], "targeting": [channels()], "device": [devices(weak=True)],
    "checkout": [{"checkouts": 100}], "price": [{"add_to_carts": 5}], "missing_information": [HELP],
    "content_too_long": [{"views": 900, "scrolls": 9}], "trust": [],
    "ergonomics": [{"form_starts": 200, "form_submissions": 2}],
}  # fmt: skip
"""What speaks for each hypothesis, and for it first."""
CLEARING = {
    "tracking": {"shop_orders": 0}, "stock": {"in_stock": 1}, "slow_site": {"load_seconds": 1},
    "landing_page": rows("page", weak=False), "targeting": channels(engaged=600),
    "device": devices(weak=False), "missing_information": HELP.assign(views=[10, 990]),
}  # fmt: skip
"""What clears those that another's data support as much, where anything counted does."""


def judged(evidence, **case):
    return visits_without_sales(1000, 0, 0.02, evidence, **case)


@pytest.mark.parametrize("one", SPEAKING)
def test_of_each_pair_of_hypotheses_the_data_tell_one_from_the_other_or_it_is_said_that_they_do_not(one):
    """A tracking "broken" on data that support "nobody buys" as much sent people to a developer."""
    made = judged(SPEAKING[one])
    english, french = made.table("en"), made.table("fr")
    first = made.found[0]
    if not SPEAKING[one]:
        assert (made.hypotheses.finding == "unknown").all()
        return
    mine = next(each for each in made.found if each.hypothesis.name == one)
    rivals = {rival.name for rival in mine.rivals}
    assert first.hypothesis.name in {one, *rivals & {"tracking"}}
    assert mine.finding == ("shared" if rivals else "supports")
    for other in made.found:
        name = other.hypothesis.name
        if name != one:
            assert (other.finding == "shared") is (name in rivals)
            assert (english.hypothesis[name][1:] in english.evidence[one]) is (name in rivals)
            assert (french.hypothesis[one][1:] in french.evidence[name]) is (name in rivals)


@pytest.mark.parametrize("one", SPEAKING)
def test_what_clears_the_others_leaves_the_one_supported(one):
    if SPEAKING[one]:
        rivals = next(each for each in judged(SPEAKING[one]).found if each.hypothesis.name == one).rivals
        clearing = [CLEARING[rival.name] for rival in rivals if rival.name in CLEARING]
        mine = next(e for e in judged([*SPEAKING[one], *clearing]).found if e.hypothesis.name == one)
        left = {rival.name for rival in mine.rivals}
        assert left == {rival.name for rival in rivals if rival.name not in CLEARING}
        assert mine.finding == ("shared" if left else "supports")


def test_no_conversion_at_all_is_no_proof_of_a_broken_tracking():
    """0 of 907: the same data support "nobody buys"; the shop's own books tell."""
    table = channels(conversions=0).assign(sessions=[600, 307], engaged_sessions=[300, 150])
    made = visits_without_sales(907, 0, 0.02, table)
    assert made.hypotheses.finding["tracking"] == "shared"
    assert "nobody buys, or nothing is counted. The data support the one as much" in made.text("en")
    assert "Les données étayent l’un autant que l’autre" in made.text("fr")
    for shop, finding in ((0, "clears"), (7, "supports")):
        found = visits_without_sales(907, 0, 0.02, [table, {"shop_orders": shop}]).hypotheses
        assert found.finding["tracking"] == finding


def test_every_sentence_that_supports_has_its_rivals_or_tells_by_itself():
    alone = {"books_more", "books_fewer", "unplaced", "stock_out", "load_slow", "row_weak", "rows_weak"}
    ends = ("_lower", "_more", "_fewer", "_out", "_slow", "_weak", "unplaced", "help_above")
    keys = {*room("diagnosis", "en"), *room("leads", "en")}
    facts = {key.removeprefix("fact_") for key in keys if key.startswith("fact_") and key.endswith(ends)}
    named = {f"{key}_{'above' if key == 'help' else 'lower'}" for key in WORDS["rivals"]}
    assert facts - alone - {"help_lower"} == named - {"page_lower", "channel_lower", "device_lower"}


def test_a_service_has_hypotheses_of_its_own_without_cart_or_stock():
    made = judged(None, kind="leads")
    names = made.hypotheses.index
    assert not {"stock", "checkout"} & set(names)
    assert "contact" in names
    assert names[0] == "tracking"


@pytest.mark.parametrize("kind", HYPOTHESES)
def test_every_hypothesis_has_an_owner_a_name_and_its_sentences_in_its_own_words(kind):
    for lang in ("en", "fr"):
        table = judged(None, kind=kind).table(lang)
        assert (table.map(lambda cell: str(cell).strip()) != "").all(axis=None)
        assert table.hypothesis.is_unique


def test_sources_that_disagree_conclude_nothing_and_both_are_told():
    diagnosis = visits_without_sales(1000, 0, None, [{"load_seconds": 6}, {"load_seconds": 1.2}])
    row = diagnosis.hypotheses.loc["slow_site"]
    assert row.finding == "unknown"
    assert "disagrees" in row.evidence
    assert "6 s" in row.evidence
    assert "1.2 s" in row.evidence
