"""A calendar profile learned across all products, shrunk for each product by how much it differs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.panel import Panel


def waves(share: np.ndarray, orders: int) -> np.ndarray:
    """Sines and cosines of a share of the year, (..., 2 * orders)."""
    angles = 2 * np.pi * share[..., None] * np.arange(1, orders + 1)
    return np.concatenate((np.sin(angles), np.cos(angles)), axis=-1)


def wave_orders(panel: Panel) -> int:
    """How fine a yearly profile the grid can carry; 0 where there is no year to learn from."""
    if panel.n == 0 or panel.per_year < 2 or panel.per_year > 400:
        return 0
    if panel.lengths.max() < 1.25 * panel.per_year:
        return 0
    return 3 if 8 <= panel.per_year <= 20 else 2 if panel.per_year > 20 else 1


@dataclass(frozen=True)
class Profile:
    """The calendar all products share, and the variance of single products around it, per coefficient."""

    common: np.ndarray
    spread: np.ndarray


def fit_profile(panel: Panel) -> Profile:
    """Learn the calendar profile of a panel.

    The changes, standardised by each product's usual change, are regressed on the changes of yearly waves: on their
    mean over products at each time (neighbouring products are no independent evidence), then per product.
    """
    orders = wave_orders(panel)
    if orders == 0:
        return Profile(np.zeros(0), np.zeros(0))
    z, live, steps = changes(panel, orders)
    common = _common(panel, z, live, steps)
    free, error, enough = _own(z - steps @ common, live, steps, panel)
    if not enough.any() or panel.n == 1:
        return Profile(common, np.zeros(len(common)))
    return Profile(common, np.maximum((free[enough] ** 2 - error[enough]).mean(axis=0), 0.0))


def season_of(profile: Profile, panel: Panel, horizon: int) -> np.ndarray:
    """Seasonal part of the log prices at all past and ``horizon`` future points; what a product adds is shrunk."""
    width, orders = panel.width, len(profile.common) // 2
    if orders == 0:
        return np.zeros((panel.n, width + horizon))
    z, live, steps = changes(panel, orders)
    beta = np.repeat(profile.common[None], panel.n, axis=0)
    if profile.spread.any():
        free, error, enough = _own(z - steps @ profile.common, live, steps, panel)
        beta = beta + free * profile.spread / (profile.spread + error + 1e-300) * enough[:, None]
    scale = bands.scales(bands.log_prices(panel.y))
    return np.einsum("ntk,nk->nt", waves(panel.year[:, : width + horizon], orders), beta) * scale[:, None]


def without_season(profile: Profile, panel: Panel, horizon: int) -> tuple[Panel, np.ndarray]:
    """The panel freed of its season, and the season of the log price at the next ``horizon`` points."""
    season = season_of(profile, panel, horizon)
    prices = np.exp(bands.log_prices(panel.y) - season[:, : panel.width])
    return replace(panel, y=prices), season[:, panel.width :]


def changes(panel: Panel, orders: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return standardised changes (0 where unknown), which are known, and the changes of the waves."""
    logs = bands.log_prices(panel.y)
    scale = bands.scales(logs)
    z = np.clip(np.diff(logs, axis=1) / np.where(scale > 0, scale, 1.0)[:, None], -4, 4)
    live = np.isfinite(z)
    return np.where(live, z, 0.0), live, np.diff(waves(panel.past_year(), orders), axis=1)


def _common(panel: Panel, z: np.ndarray, live: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Coefficients of the mean change, shrunk by their F statistic; products with one calendar share a column."""
    count = live.sum(axis=0)
    use = count >= max(1, 0.3 * count.max())
    mean = z.sum(axis=0)[use] / count[use]
    x = np.einsum("ntk,nt->tk", steps, live)[use] / count[use, None]
    k, n = x.shape[1], len(mean)
    if n < 3 * k:
        return np.zeros(k)
    beta = np.linalg.lstsq(x, mean, rcond=None)[0]
    rest = mean - x @ beta
    noise = float(rest @ rest) / (n - k)
    if noise <= 1e-12:
        return beta
    f = float((x @ beta) @ (x @ beta)) / k / noise
    return beta * max(0.0, 1 - max(k - 2, 1) / k / max(f, 1e-12))


def _own(
    rest: np.ndarray, live: np.ndarray, steps: np.ndarray, panel: Panel
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each product's changes add to the common profile, its error variance, and whether there is enough of it."""
    masked = steps * live[..., None]
    gram = np.einsum("ntk,ntl->nkl", masked, masked)
    cross = np.einsum("ntk,nt->nk", masked, rest)
    k = gram.shape[1]
    count = live.sum(axis=1)
    ridge = 1e-9 * np.eye(k)
    free = np.linalg.solve(gram + ridge, cross[..., None])[..., 0]
    noise = np.var(rest, axis=1) * rest.shape[1] / np.maximum(count - k, 1)
    error = np.linalg.inv(gram + ridge).diagonal(axis1=1, axis2=2) * noise[:, None]
    return free, error, count >= max(1.6 * panel.per_year, 3 * k)
