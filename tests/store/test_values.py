"""Money, barcodes and names."""

from shopdesk.engine.types import gtin14
from shopdesk.store.values import check_digit, fold, line_total


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
