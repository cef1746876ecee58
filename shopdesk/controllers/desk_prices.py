"""Price histories and forecasts of the shop's products, on a weekly grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopdesk.controllers.requests.prices import ChartRequest, ForecastRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import FanChart, PriceChart

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from shopdesk.store.shop import Shop

LEVELS = (80, 95)
WEEKLY = "W-SUN"


class PriceDesk:
    """Answers what a price did and where it goes."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Import the nets' library, which takes seconds the first time."""
        from shopdesk.engine.weights import import_torch

        import_torch()

    def chart(self, request: ChartRequest, ctx: JobContext = NULL_CONTEXT) -> PriceChart:
        """Return the daily history with its moving average and, if asked for, its decomposition."""
        from shopdesk.engine.prices import decompose, moving_average

        series = self._series(request.product_id, "D")
        values = series.to_numpy(float)
        window = max(1, min(request.window, len(values)))
        parts = decompose(values) if request.decomposition and len(values) >= 4 else None
        return PriceChart(
            request.product_id,
            _seconds(series.index),
            values,
            np_array(moving_average(values, window)),
            parts,
        )

    def forecast(self, request: ForecastRequest, ctx: JobContext = NULL_CONTEXT) -> FanChart:
        """Forecast the weekly price with bands."""
        from shopdesk.engine.prices import MODELS, forecast

        if request.model not in MODELS:
            raise DataError("prices.unknown_model", model=request.model)
        if not 1 <= request.horizon <= 104:
            raise DataError("prices.bad_horizon", horizon=request.horizon)
        series = self._series(request.product_id, WEEKLY)
        answer = forecast(series, request.horizon, model=request.model, levels=LEVELS, freq=WEEKLY, ctx=ctx)
        return FanChart(
            request.product_id,
            _seconds(answer.mean.index),
            answer.mean.to_numpy(float),
            {level: answer.lower[level].to_numpy(float) for level in LEVELS},
            {level: answer.upper[level].to_numpy(float) for level in LEVELS},
            answer.model,
            answer.reasons,
            answer.caveat,
        )

    def _series(self, product_id: str, freq: str) -> pd.Series[Any]:

        if not self._shop.cards([product_id]):
            raise NotFound("product.unknown", product_id=product_id)
        frame = self._shop.prices_frame([product_id], daily=True)
        if frame.empty:
            raise DataError("prices.empty", product_id=product_id)
        daily = frame.set_index("ds")["y"]
        return daily.resample(freq).last() if freq != "D" else daily


def _seconds(index: Any) -> np.ndarray:
    import pandas as pd

    stamps = pd.DatetimeIndex(index)
    if stamps.tz is not None:
        stamps = stamps.tz_convert("UTC").tz_localize(None)
    return np_array(stamps.to_numpy().astype("datetime64[s]").astype("int64"))


def np_array(values: Any) -> np.ndarray:
    """Return ``values`` as an array of floats."""
    import numpy as np

    return np.asarray(values, dtype=float)
