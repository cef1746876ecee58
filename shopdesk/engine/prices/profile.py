"""A calendar profile learned across all products, shrunk for each product by how much it differs."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices.panel import Panel


def _waves(share: np.ndarray, orders: int) -> np.ndarray:
    angles = 2 * np.pi * share[..., None] * np.arange(1, orders + 1)
    return np.concatenate((np.sin(angles), np.cos(angles)), axis=-1)


def _orders(panel: Panel) -> int:
    """How fine a yearly profile the grid can carry; 0 where there is no year to learn from."""
    if panel.per_year < 2 or panel.per_year > 400 or panel.lengths.max() < 1.25 * panel.per_year:
        return 0
    return 3 if 8 <= panel.per_year <= 20 else 2 if panel.per_year > 20 else 1


def calendar_profile(panel: Panel, logs: np.ndarray, scale: np.ndarray, horizon: int) -> np.ndarray:
    """Seasonal part of the log prices at all past and ``horizon`` future points, zero where nothing is sure.

    The changes, standardised by ``scale``, are regressed on the changes of yearly waves: once on their mean
    over products at each time (neighbouring products are no independent evidence), then per product,
    shrunk to the common profile by the spread of products around it.
    """
    width, orders = panel.width, _orders(panel)
    out = np.zeros((panel.n, width + horizon))
    if orders == 0:
        return out
    waves = _waves(panel.year[:, : width + horizon], orders)
    steps = np.diff(waves[:, :width], axis=1)
    z = np.clip(np.diff(logs, axis=1) / scale[:, None], -4, 4)
    live = np.isfinite(z)
    z = np.where(live, z, 0.0)
    common = _common(panel, z, live, steps)
    own = _own(z - steps @ common, live, steps, panel)
    beta = common + own
    return np.einsum("ntk,nk->nt", waves, beta) * scale[:, None]


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


def _own(rest: np.ndarray, live: np.ndarray, steps: np.ndarray, panel: Panel) -> np.ndarray:
    """What each product adds to the common profile, by empirical Bayes over products."""
    masked = steps * live[..., None]
    gram = np.einsum("ntk,ntl->nkl", masked, masked)
    cross = np.einsum("ntk,nt->nk", masked, rest)
    k = gram.shape[1]
    count = live.sum(axis=1)
    enough = count >= max(1.6 * panel.per_year, 3 * k)
    if not enough.any():
        return np.zeros((panel.n, k))
    ridge = 1e-9 * np.eye(k)
    free = np.linalg.solve(gram + ridge, cross[..., None])[..., 0]
    noise = np.var(rest, axis=1) * rest.shape[1] / np.maximum(count - k, 1)
    error = np.linalg.inv(gram + ridge).diagonal(axis1=1, axis2=2) * noise[:, None]
    if panel.n == 1:
        return np.zeros((1, k))
    spread = np.maximum((free[enough] ** 2 - error[enough]).mean(axis=0), 0.0)
    weight = spread / (spread + error + 1e-300)
    return free * weight * enough[:, None]
