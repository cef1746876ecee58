"""Price histories of the demo grocery, on a grid of weeks."""

from __future__ import annotations

import numpy as np

from shopdesk.store.demo_catalog import Goods, kinds


def season_factor(goods: Goods, day_of_year: float, strength: float) -> np.ndarray:
    """How far each product is in its season, as a factor around 1; 1 for goods without one."""
    months = np.array([kind.season or 0 for kind in kinds()])[goods.kind]
    peak = (months - 0.5) * 30.4
    wave = np.exp(strength * np.cos(2 * np.pi * (day_of_year - peak) / 365.25))
    return np.where(months > 0, wave, 1.0)


def price_weeks(goods: Goods, first_day_of_year: int, weeks: int, generator: np.random.Generator) -> np.ndarray:
    """The price of each product in each week, in minor units: drift, seasons of fresh goods, promotions."""
    count = len(goods.names)
    level = np.ones((count, weeks), dtype=np.float32)
    rows = np.arange(count)
    for _ in range(3):  # costs go up more often than down
        step = np.where(generator.random(count) < 0.8, generator.uniform(0.015, 0.06, count), -0.025)
        start = generator.integers(1, max(2, weeks), count)
        level *= np.where(np.arange(weeks) >= start[:, None], 1 + step[:, None], 1).astype(np.float32)
    categories = np.array([kind.category in ("Fruit", "Vegetables") for kind in kinds()])
    fresh = np.flatnonzero(categories[goods.kind])
    wander = np.cumsum(generator.normal(0, 0.025, (len(fresh), weeks)), axis=1)
    for week in range(weeks):  # plenty in season makes it cheap
        cheap = season_factor(goods, first_day_of_year + 7 * week, -0.22)[fresh]
        level[fresh, week] *= (cheap * np.exp(wander[:, week] * 0.6 ** (week / 40))).astype(np.float32)
    for _ in range(max(1, weeks // 20)):
        start = generator.integers(0, max(1, weeks), count)
        depth = np.where(generator.random(count) < 0.55, generator.choice([0.15, 0.2, 0.25, 0.3], count), 0)
        for lasts in range(2):
            on_sale = np.minimum(start + lasts, weeks - 1)
            on = (generator.random(count) < 0.4) | (lasts == 0)
            level[rows, on_sale] *= (1 - depth * on).astype(np.float32)
    return _shop_prices(goods.price[:, None] * level)


def _shop_prices(minor: np.ndarray) -> np.ndarray:
    """Prices as shops write them: 1.25, 1.29, 1.35."""
    fives = np.maximum(5, np.round(minor / 5).astype(np.int32)) * 5
    return fives - (fives % 10 == 0)


def changes(grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The product and the week of each change, the first week included, by product."""
    changed = np.ones(grid.shape, dtype=bool)
    changed[:, 1:] = grid[:, 1:] != grid[:, :-1]
    product, week = np.nonzero(changed)
    return product, week
