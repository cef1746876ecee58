"""What sells at this hour and season, as a prior for what a photo at the till shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

_HOURS = 2.0
_DAYS = 35.0
_YEAR = 365.25
_OVERALL = 0.25  # the share of the whole history, so that the hour alone never decides


def sales_prior(sales: pd.DataFrame, at: pd.Timestamp) -> dict[str, float]:
    """Return how much of what sells at this hour and season each product is; the shares sum to one.

    Parameters
    ----------
    sales : DataFrame
        ``product_id`` and ``sold_at``.
    at : Timestamp
        The moment, in the time zone of ``sold_at``.
    """
    import pandas as pd

    if sales.empty:
        return {}
    sold = pd.DatetimeIndex(sales["sold_at"])
    hour = sold.hour.to_numpy() + sold.minute.to_numpy() / 60.0
    weight = _bell(hour - (at.hour + at.minute / 60.0), 24.0, _HOURS)
    weight *= _bell(sold.day_of_year.to_numpy() - at.day_of_year, _YEAR, _DAYS)
    codes, names = pd.factorize(sales["product_id"])
    now = np.bincount(codes, weights=weight, minlength=len(names))
    ever = np.bincount(codes, minlength=len(names)) / len(codes)
    shares = ever if now.sum() <= 0.0 else (1.0 - _OVERALL) * now / now.sum() + _OVERALL * ever
    return {str(name): float(share) for name, share in zip(names, shares, strict=True)}


def _bell(distance: np.ndarray, around: float, width: float) -> np.ndarray:
    """Return a weight that falls with the distance on a circle."""
    near = np.abs((distance + around / 2.0) % around - around / 2.0)
    return np.exp(-0.5 * (near / width) ** 2)
