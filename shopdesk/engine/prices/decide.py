"""How likely a price rises or falls by the horizon, and whether that is a reason to buy now or to wait."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.bands import MIDDLE
from shopdesk.engine.prices.chances import how_often
from shopdesk.engine.prices.learn import Learned
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.types import Decision

# So much surer must one direction be than the other before it is worth acting on.
EDGE = 0.25


def likely(
    learned: Learned, panel: Panel, horizon: int, percent: float, shop: Panel | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Expected change in per cent, and the probabilities that it is above ``percent`` and below minus ``percent``.

    Each is an array over the products. A price that never moved is expected to stay. ``shop`` holds all products
    where ``panel`` holds only some.
    """
    quantiles = learned.quantiles(panel, horizon, "auto")[:, -1]
    logs = bands.log_prices(panel.y)
    still = bands.scales(logs) <= 0
    now = logs[:, -1]
    size = max(percent, 0.0) / 100
    up, down = float(np.log1p(size)), float(np.log1p(-min(size, 0.99)))
    lean = learned.lean
    rise = (1 - lean) * bands.share_above(quantiles, now + up) + lean * how_often(panel, horizon, up, shop)
    usual_fall = how_often(panel, horizon, down or -bands.FLOOR, shop)
    fall = (1 - lean) * (1 - bands.share_above(quantiles, now + down)) + lean * usual_fall
    change = 100 * np.expm1(quantiles[:, MIDDLE] - now)
    return np.where(still, 0.0, change), np.where(still, 0.0, rise), np.where(still, 0.0, fall)


def decide(change: float, rise: float, fall: float, horizon: int, percent: float) -> Decision:
    """Say ``buy_now`` where a rise is clearly likelier than a fall, ``wait`` the other way round."""
    key = "no_difference"
    if rise - fall >= EDGE:
        key = "buy_now"
    elif fall - rise >= EDGE:
        key = "wait"
    return Decision(key, rise, fall, change, horizon, percent)
