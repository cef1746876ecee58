"""Series that no model can say much about, or one says exactly: is the automatic forecast as good as the simplest?

``python benchmarks/prices.py calm`` prints the table; the tests draw the same series.
"""

from __future__ import annotations

import time
import warnings

import numpy as np
import pandas as pd

from shopdesk.engine.prices import members
from shopdesk.engine.prices.api import build_panel, predict
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.regular import read_prices

KNOWN, HORIZON = 78, 6
SIMPLE = ("naive", "drift", "seasonal_naive", "moving_average", "differencing")
KINDS = ("walk", "noise", "constant", "outlier", "waves", "seasons", "shift")
# Errors below this share of a price are those of its last binary digit.
EXACT = 1e-9


def drawn(kind: str, products: int, rng: np.random.Generator, known: int = KNOWN) -> np.ndarray:
    """Monthly prices of one shop, (products, known + HORIZON); at least 24 are known."""
    size = (products, known + HORIZON)
    t, level = np.arange(size[1]), np.round(rng.uniform(0.5, 20, (products, 1)), 2)
    if kind == "walk":
        return np.asarray(10 * np.exp(np.cumsum(0.03 * rng.normal(0, 1, size), axis=1)))
    if kind == "noise":
        return np.asarray(10 + rng.normal(0, 1, size))
    if kind == "constant":
        return np.repeat(level, size[1], axis=1)
    if kind == "outlier":
        return np.asarray(np.where(t == rng.integers(5, known - 8, (products, 1)), 3 * level, level))
    if kind == "shift":
        return np.asarray(np.where(t >= rng.integers(known // 4, 3 * known // 4, (products, 1)), 1.3 * level, level))
    # Twelve numbers over and over, so that a season is the same to the last digit.
    each = rng.integers(12, size=(products, 1)) if kind == "seasons" else np.full((products, 1), rng.integers(12))
    high = level * rng.uniform(0.05, 0.3, (products, 1)) if kind == "seasons" else 2.0
    middle = level if kind == "seasons" else 10.0
    return np.asarray(middle + high * np.sin(2 * np.pi * ((t + each) % 12) / 12))


def panel_of(y: np.ndarray, season: int | None = None) -> Panel:
    """Rows of monthly prices as a panel, their season told or found."""
    times = pd.date_range("2015-01-01", periods=y.shape[1], freq="MS")
    frames = [pd.DataFrame({"unique_id": f"p{k:02d}", "ds": times, "y": row}) for k, row in enumerate(y)]
    return build_panel(read_prices(pd.concat(frames), "MS"), HORIZON, season)


def misses(y: np.ndarray, season: int | None = None) -> dict[str, float]:
    """Mean absolute errors of the simple models and of the automatic forecast (``auto``), in shares of a price.

    ``width`` is the mean width of its 95 % band.
    """
    panel, came = panel_of(y[:, :-HORIZON], season), y[:, -HORIZON:]
    result = predict(panel, HORIZON, "auto", (80, 95))
    guesses = {model: members.SIMPLE[model](panel, HORIZON) for model in SIMPLE} | {"auto": result.mean}
    unit = y.mean(axis=1, keepdims=True)
    out = {model: float((np.abs(guess - came) / unit).mean()) for model, guess in guesses.items()}
    return out | {"width": float(((result.upper[95] - result.lower[95]) / unit).mean())}


def against_best(errors: dict[str, np.ndarray]) -> tuple[str, float, float]:
    """The simple model of least mean error, how much worse (+) or better (-) auto is, and the standard error of that.

    Draws are paired: what makes one draw hard for all models is in neither figure.
    """
    best = min(SIMPLE, key=lambda model: errors[model].mean())
    least = errors[best].mean()
    if least < EXACT:
        return best, 0.0 if errors["auto"].max() < EXACT else float("inf"), 0.0
    apart = (errors["auto"] - errors[best]) / least
    return best, float(apart.mean()), float(apart.std(ddof=1) / np.sqrt(len(apart)))


def calm(draws: int, products: int, season: int | None, kinds: list[str]) -> None:
    """Print a table over seeded shops of ``products``; a warning of any kind is an error."""
    told = "found" if season is None else f"told ({season})"
    print(f"{draws} shops of {products}, season {told}")
    print("| | best simple model | its error, % | auto | against it | standard error | width, % | CPU s |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in kinds:
        start, found = time.process_time(), []
        for draw in range(draws):
            rng = np.random.default_rng([KINDS.index(kind), draw])
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                found.append(misses(drawn(kind, products, rng), season))
        errors = {name: np.array([each[name] for each in found]) for name in found[0]}
        best, more, unsure = against_best(errors)
        figures = [100 * errors[name].mean() for name in (best, "auto", "width")]
        print(
            f"| {kind} | {best} | {figures[0]:.3f} | {figures[1]:.3f} | {100 * more:+.2f} % | {100 * unsure:.2f} "
            f"| {figures[2]:.3f} | {time.process_time() - start:.0f} |",
            flush=True,
        )
