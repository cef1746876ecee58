"""Forecasters that look at each series alone. Each takes a panel and a horizon and returns (n, horizon)."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices.classical import decompose, moving_average
from shopdesk.engine.prices.fading import fading
from shopdesk.engine.prices.panel import Panel


def naive(panel: Panel, horizon: int) -> np.ndarray:
    """The last price."""
    return np.repeat(panel.y[:, -1:], horizon, axis=1)


def seasonal_naive(panel: Panel, horizon: int) -> np.ndarray:
    """The price one season ago; the last price where a season has not passed yet."""
    out = naive(panel, horizon)
    steps = np.arange(horizon)
    for season in np.unique(panel.season):
        rows = np.flatnonzero((panel.season == season) & (panel.lengths >= season))
        if season > 1 and len(rows):
            out[rows] = panel.y[np.ix_(rows, panel.width - season + steps % season)]
    return out


def drift(panel: Panel, horizon: int) -> np.ndarray:
    """The last price and the mean change so far."""
    start = panel.y[np.arange(panel.n), panel.first]
    slope = (panel.y[:, -1] - start) / np.maximum(panel.lengths - 1, 1)
    return panel.y[:, -1:] + slope[:, None] * np.arange(1, horizon + 1)


def moving_average_forecast(panel: Panel, horizon: int) -> np.ndarray:
    """The mean of the last season, or of the last four prices where there is no season."""
    out = np.empty((panel.n, horizon))
    for row in range(panel.n):
        window = int(panel.season[row]) if panel.season[row] > 1 else 4
        out[row] = moving_average(panel.series(row), window)[-1]
    return out


def differencing(panel: Panel, horizon: int) -> np.ndarray:
    """An autoregression of the changes (seasonal changes where there is a season), summed up again.

    Its order is chosen by the corrected AIC; a ridge keeps short histories calm.
    """
    out = np.empty((panel.n, horizon))
    for row in range(panel.n):
        series, season = panel.series(row), int(panel.season[row])
        lag = season if season > 1 and len(series) >= 3 * season else 1
        steps = _autoregression(series[lag:] - series[:-lag], horizon)
        known = list(series)
        for step in steps:
            known.append(known[-lag] + step)
        out[row] = known[-horizon:]
    return out


def _autoregression(d: np.ndarray, horizon: int) -> np.ndarray:
    n, scale = len(d), float(np.std(d)) if len(d) else 0.0
    if n < 8 or scale <= 1e-12 * max(1.0, float(np.abs(d).max())):
        return np.full(horizon, float(np.mean(d)) if n and scale <= 1e-12 else 0.0)
    best, mean = np.inf, float(np.mean(d))
    coefficients: np.ndarray = np.zeros(0)
    z, longest = (d - mean) / scale, min(6, n // 4)
    target = z[longest:]
    for order in range(longest + 1):
        lags = np.column_stack([z[longest - k : n - k] for k in range(1, order + 1)]) if order else None
        if lags is None:
            fit: np.ndarray = np.zeros(0)
            error = float(np.mean(target**2))
        else:
            fit = np.linalg.solve(lags.T @ lags + 1.0 * np.eye(order), lags.T @ target)
            error = float(np.mean((target - lags @ fit) ** 2))
        m = len(target)
        score = m * np.log(max(error, 1e-12)) + 2 * (order + 1) * m / max(m - order - 2, 1)
        if score < best:
            best, coefficients = score, fit
    known = list(z)
    for _ in range(horizon):
        recent = np.array(known[::-1][: len(coefficients)])
        known.append(float(np.clip(recent @ coefficients, -4, 4)))
    # The mean change is shrunk: a sample mean of noisy changes is mostly noise.
    sure = n * mean**2 / (n * mean**2 + scale**2)
    return sure * mean + scale * np.array(known[-horizon:])


def seasonal_decomposition(panel: Panel, horizon: int) -> np.ndarray:
    """Trend at a damped slope, plus the last season, plus what is left of the last residual."""
    out = np.empty((panel.n, horizon))
    steps = np.arange(1, horizon + 1)
    for row in range(panel.n):
        series = panel.series(row)
        parts = decompose(series, int(panel.season[row]))
        trend, period = parts.trend, parts.period
        back = max(2, min(len(trend), 2 * period if period > 1 else 8))
        slope = (trend[-1] - trend[-back]) / (back - 1) if len(trend) > 1 else 0.0
        damped = slope * 0.85 * (1 - 0.85**steps) / 0.15
        season = parts.seasonal[len(series) - period + (steps - 1) % period]
        # Prices wander: most of what the smooth trend does not explain at the end stays.
        out[row] = trend[-1] + damped + season + 0.9 * parts.residual[-1]
    return out


ALPHAS = np.array([0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0])
THETAS = np.array([1.0, 1.5, 2.0, 3.0, 6.0])


def theta(panel: Panel, horizon: int) -> np.ndarray:
    """Optimised dynamic Theta (smoothing and theta by one-step errors), on seasonally adjusted prices."""
    adjusted, season = _adjust(panel, horizon)
    return theta_rows(adjusted, panel.first, horizon) + season


def _adjust(panel: Panel, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    adjusted, season = panel.y.copy(), np.zeros((panel.n, horizon))
    steps = np.arange(horizon)
    for row in np.flatnonzero((panel.season > 1) & (panel.lengths >= 3 * panel.season)):
        series, m = panel.series(row), int(panel.season[row])
        parts = decompose(series, m)
        # Only a season that explains a good part of the detrended variance is worth taking out.
        rest = float(np.var(parts.residual)) / max(float(np.var(parts.residual + parts.seasonal)), 1e-300)
        if rest < 0.6:
            adjusted[row, int(panel.first[row]) :] = series - parts.seasonal
            season[row] = parts.seasonal[len(series) - m + steps % m]
    return adjusted, season


def theta_rows(y: np.ndarray, first: np.ndarray, horizon: int) -> np.ndarray:
    """Dynamic optimised Theta for all rows at once; rows end together and start at ``first``."""
    n, width = y.shape
    start = y[np.arange(n), first]
    x = np.where(np.isfinite(y), y, start[:, None]) - start[:, None]
    count = np.maximum(np.arange(1, width + 1) - first[:, None], 0)
    mean, slope = _regression(np.cumsum(x, axis=1), np.cumsum(count * x, axis=1), count)
    levels = np.zeros((n, len(ALPHAS)))
    loss = np.zeros((n, len(ALPHAS), len(THETAS)))
    judged = count[:, 1:] > 3
    for k, alpha in enumerate(ALPHAS):
        level = fading(x, 1 - alpha, gain=alpha)
        levels[:, k] = level[:, -1]
        line = _line(mean[:, :-1], slope[:, :-1], count[:, :-1], alpha)
        for j, theta_ in enumerate(THETAS):
            error = x[:, 1:] - level[:, :-1] - (1 - 1 / theta_) * line
            loss[:, k, j] = np.einsum("nt,nt,nt->n", error, error, judged)
    chosen, tilt = _calmest(loss, count[:, -1])
    return _theta_path(x, count[:, -1], levels[np.arange(n), chosen], chosen, tilt, horizon) + start[:, None]


def _calmest(loss: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Choose the alpha and theta of least loss; on a tie, and below five points, the calmer model: the last price."""
    still = (len(ALPHAS) - 1) * len(THETAS)
    flat = loss.reshape(len(loss), -1)
    flat = flat + 1e-9 * (flat.max(axis=1, keepdims=True) + 1e-12)
    flat[:, still] *= 1 - 1e-9
    pick = np.where(count < 5, still, np.argmin(flat, axis=1))
    return pick // len(THETAS), pick % len(THETAS)


def _theta_path(
    x: np.ndarray, count: np.ndarray, level: np.ndarray, chosen: np.ndarray, tilt: np.ndarray, horizon: int
) -> np.ndarray:
    """Go on step by step as if every forecast came true."""
    alpha, weight = ALPHAS[chosen], 1 - 1 / THETAS[tilt]
    age = np.maximum(np.arange(1, x.shape[1] + 1) - (x.shape[1] - count)[:, None], 0)
    total, tilted = x.sum(axis=1), (age * x).sum(axis=1)
    out = np.empty((len(x), horizon))
    for k in range(horizon):
        mean, slope = _regression(total, tilted, count)
        out[:, k] = level + weight * _line(mean, slope, count, alpha)
        level = level + alpha * (out[:, k] - level)
        count = count + 1
        total, tilted = total + out[:, k], tilted + count * out[:, k]
    return out


def _regression(total: np.ndarray, tilted: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and slope of the values so far, from their sum and the sum of each times its number."""
    n = np.maximum(count, 1).astype(float)
    slope = np.where(count > 1, 12 * (tilted - (n + 1) / 2 * total) / np.maximum(n * (n * n - 1), 1), 0.0)
    return total / n, slope


def _line(mean: np.ndarray, slope: np.ndarray, count: np.ndarray, alpha: float | np.ndarray) -> np.ndarray:
    """What Theta adds to the smoothed level: the regression line of the values so far, as far as it is not in it."""
    n = np.maximum(count, 1).astype(float)
    fade = (1 - alpha) ** n
    return np.asarray(fade * (mean - slope * (n + 1) / 2) + (1 - fade * (1 - alpha)) / alpha * slope)
