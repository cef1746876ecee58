"""Price histories of the shop's products on a daily grid, with cost, margin and marks; small pictures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopdesk.controllers.desk_alerts import AlertDesk
from shopdesk.controllers.desk_outlook import OutlookDesk
from shopdesk.controllers.price_series import LEVELS, marks_of, money_series, to_seconds
from shopdesk.controllers.requests.prices import (
    ChartRequest,
    CompareAnswer,
    CompareRequest,
    ForecastRequest,
    SparksAnswer,
    SparksRequest,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import FanChart, PriceChart

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from shopdesk.store.shop import Shop

__all__ = ["LEVELS", "PriceDesk"]
SPARK_POINTS = 26


class PriceDesk:
    """Answers what a price did; :attr:`outlook` says where it goes, :attr:`alerts` what has passed."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.outlook = OutlookDesk(shop)
        self.alerts = AlertDesk(shop)

    def handlers(self) -> dict[str, Callable[[Any, JobContext], Any]]:
        """Return what the window may ask, by name."""
        return {
            "prices.chart": self.chart,
            "prices.compare": self.compare,
            "prices.sparks": self.sparks,
            **self.outlook.handlers(),
            **self.alerts.handlers(),
        }

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Import the nets' library, which takes seconds the first time, and load what was learned."""
        self.outlook.warm()

    def forecast(self, request: ForecastRequest, ctx: JobContext = NULL_CONTEXT) -> FanChart:
        """Forecast the weekly price with bands."""
        return self.outlook.forecast(request, ctx)

    def chart(self, request: ChartRequest, ctx: JobContext = NULL_CONTEXT) -> PriceChart:
        """Return the daily history with its moving average, cost, margin and marks, and what else is asked for."""
        import numpy as np

        from shopdesk.engine.prices import decompose, difference, moving_average

        series = money_series(self._shop, request.product_id)
        values = series.to_numpy(float)
        ctx.raise_if_cancelled()
        window = max(1, min(request.window, len(values)))
        parts = decompose(values) if request.decomposition and len(values) >= 4 else None
        changes = None
        if 0 < request.lag < len(values):
            changes = np.append(np.full(request.lag, np.nan), difference(values, lag=request.lag))
        cost = self._cost(request.product_id, series)
        times = to_seconds(series.index)
        return PriceChart(
            request.product_id,
            times,
            values,
            np.asarray(moving_average(values, window), dtype=float) if request.window else np.empty(0),
            parts,
            cost,
            _margin(values, cost),
            changes,
            request.lag,
            marks_of(times, values),
        )

    def compare(self, request: CompareRequest, ctx: JobContext = NULL_CONTEXT) -> CompareAnswer:
        """Return the histories of further products; those without one are left out."""
        charts = []
        for product_id in request.product_ids:
            ctx.raise_if_cancelled()
            try:
                charts.append(self.chart(ChartRequest(product_id, window=0)))
            except EngineError:
                continue
        cards = self._shop.cards([chart.product_id for chart in charts])
        return CompareAnswer(charts, {card.product_id: card for card in cards})

    def sparks(self, request: SparksRequest, ctx: JobContext = NULL_CONTEXT) -> SparksAnswer:
        """Return the last half year of several products, a price a week, and their expected moves if learned."""
        frame = self._shop.prices_frame(request.product_ids, daily=True)
        sparks = {
            str(product_id): group["y"].to_numpy(float)[::-7][:SPARK_POINTS][::-1].copy()
            for product_id, group in frame.groupby("unique_id", sort=False)
        }
        ctx.raise_if_cancelled()
        return SparksAnswer(sparks, self.outlook.changes(request.product_ids, request.horizon))

    def _cost(self, product_id: str, prices: Any) -> np.ndarray | None:
        frame = self._shop.prices_frame([product_id], kind="cost", daily=True)
        if frame.empty:
            return None
        cost = frame.set_index("ds")["y"].reindex(prices.index, method="ffill")
        return cost.to_numpy(float) if cost.notna().any() else None


def _margin(values: np.ndarray, cost: np.ndarray | None) -> np.ndarray | None:
    import numpy as np

    if cost is None:
        return None
    sold = values > 0
    return np.where(sold, 100 * (values - cost) / np.where(sold, values, 1.0), np.nan)
