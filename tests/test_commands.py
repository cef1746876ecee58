import pytest

from shopdesk.commands.common import money
from shopdesk.engine.types import ProductCard


@pytest.mark.parametrize(
    ("minor", "currency", "said"), [(129, "EUR", "1.29 EUR"), (129, "JPY", "129 JPY"), (1290, "KWD", "1.290 KWD")]
)
def test_a_price_has_as_many_decimals_as_its_currency(minor: int, currency: str, said: str) -> None:
    assert money(ProductCard("P1", "Tea", minor, currency)) == said
