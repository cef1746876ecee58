"""Money, barcodes and names."""

import pytest

from shopdesk.engine.types import gtin14
from shopdesk.store.values import check_digit, fold, line_total, parse_money, parse_number


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1,99", 199),
        ("1.99", 199),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1 234,5 €", 123450),
        ("EUR 3", 300),
        ("$0.995", 100),
        ("1'234.00", 123400),
        ("1.234.567", 123456700),
        ("-2,5", -250),
        ("0.500", 50),
        (",5", 50),
    ],
)
def test_money(text, minor):
    assert parse_money(text) == minor


@pytest.mark.parametrize("text", ["", "abc", "1a2", "1.234", "2,500", "12 or 13 euros", "--1", "nan", "1e5", "9" * 400])
def test_money_that_is_none(text):
    with pytest.raises(ValueError):
        parse_money(text)


def test_other_digits():
    assert parse_money("1500", 0) == 1500
    assert parse_money("1.234", 3) == 1234
    assert float(parse_number("0,486")) == 0.486


def test_line_total_rounds_half_up():
    assert line_total(0.5, 1) == 1
    assert line_total(1.005, 100) == 101  # a binary float would say 100
    assert line_total(3, 129) == 387


def test_codes_and_names():
    assert gtin14("96385074") == "00000096385074"
    assert gtin14("ABC") is None
    assert gtin14("123456789012345") is None
    assert check_digit("400638133393") == "1"
    assert fold("  Crème  BRÛLÉE ") == "creme brulee"
