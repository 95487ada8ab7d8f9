"""Amounts, loans and what must balance: plain rules."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.marking import rules, suppliers


def test_examples_hold() -> None:
    assert doctest.testmod(rules).failed == 0


@given(st.integers(min_value=0, max_value=99_999_999))
def test_kronor_are_read_as_they_are_written(amount: int) -> None:
    assert rules.ore(rules.kronor(amount)) == amount


@pytest.mark.parametrize("text", ["", "gratis", "-350", "3,505", "1e3", "350 350 kr kr", "12 34", "\u0663\u0665"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert rules.ore(text) is None


def test_only_what_is_sold_costs_and_nobody_pays_more_than_they_owe() -> None:
    assert rules.money("given", kits=3, price=100, subsidy=0) == rules.Money()
    sold = rules.money("sold", kits=3, price=100, subsidy=40)
    assert (sold.price, sold.subsidy, sold.paid, sold.owed) == (300, 120, 180, 0)
    assert not rules.Money(price=100, subsidy=40, paid=61).sound


def test_only_what_was_lent_comes_back() -> None:
    assert rules.actions("lent", "out", rules.DESK) == ("give_back", "lose", "undo")
    assert rules.actions("sold", "out", rules.DESK) == ("undo",)
    assert rules.actions("lent", "lost", rules.DESK) == ("give_back",)
    assert rules.actions("lent", "returned", rules.DESK) == ()


@pytest.mark.parametrize(("day", "came"), [(7, ()), (8, (-2,)), (16, (-2,)), (17, (-2, 7)), (31, (-2, 7, 21))])
def test_reminders_come_two_days_before_and_after_a_week_and_three(day: int, came: tuple[int, ...]) -> None:
    assert rules.days_to_remind(date(2026, 3, 10), date(2026, 3, day)) == came


def test_no_supplier_has_a_fact_without_a_source() -> None:
    assert set(suppliers.everyone()) == {"smartwater", "ssf", "smartdna", "selectadna"}
    for each in suppliers.everyone().values():
        assert each.sources or not (each.form or each.registers or each.unopened_months), each.code
    assert suppliers.known("nobody") is None


def test_what_is_known_of_a_supplier_is_said_in_the_readers_language() -> None:
    for each in suppliers.everyone().values():
        assert set(each.sources) == set(each.registers)
        assert set(each.sources) in ({"sv", "en"}, set())
        assert not each.sources or each.source("sv") != each.source("en-gb")
    assert suppliers.everyone()["ssf"].source("sv").startswith("Stöldskyddsföreningen: ingen")
