"""Price histories: moving average, differencing, decomposition, and forecasts with bands."""

from shopdesk.engine.prices.api import MODELS, backtest, forecast, forecast_panel
from shopdesk.engine.prices.classical import decompose, difference, find_period, moving_average, undifference
from shopdesk.engine.prices.marks import find_changes, find_promotions, find_unit_changes

__all__ = [
    "MODELS",
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
