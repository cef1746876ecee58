"""Price histories: moving average, differencing, decomposition, and forecasts with bands."""

from shopdesk.engine.prices.api import forecast, forecast_panel
from shopdesk.engine.prices.backtests import backtest
from shopdesk.engine.prices.classical import decompose, difference, find_period, moving_average, undifference
from shopdesk.engine.prices.marks import find_changes, find_promotions, find_unit_changes
from shopdesk.engine.prices.members import MODELS
from shopdesk.engine.prices.shop import ShopForecaster

__all__ = [
    "MODELS",
    "ShopForecaster",
    "backtest",
    "decompose",
    "difference",
    "find_changes",
    "find_period",
    "find_promotions",
    "find_unit_changes",
    "forecast",
    "forecast_panel",
    "moving_average",
    "undifference",
]
