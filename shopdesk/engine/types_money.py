"""What is known of currencies. Apart from the other types: the window needs it before its first paint."""

from __future__ import annotations


def digits_of(currency: str) -> int:
    """Return how many digits after the point a currency has (ISO 4217)."""
    if currency in ("JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "PYG"):
        return 0
    return 3 if currency in ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND") else 2
