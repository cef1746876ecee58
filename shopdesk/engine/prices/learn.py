"""What is learned from a panel: profile, networks, weights of the members, and the stretch of each model's bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.prices import bands, combine, members
from shopdesk.engine.prices.bands import MIDDLE, Calibration
from shopdesk.engine.prices.neural import GlobalNet, train
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import Profile, fit_profile, without_season


@dataclass(frozen=True)
class Learned:
    """Everything that a forecast needs besides the prices.

    Attributes
    ----------
    names : tuple of str
        The members of the automatic forecast; none for a single model.
    origins : tuple of int
        The earlier origins, points back, newest first.
    profiles : tuple of Profile
        The calendar profile now, and as it was at each origin.
    nets, early : dict
        The networks now, and as they were before the oldest of the origins.
    weights : ndarray (1 + origins, members, n)
        Now, and as they would have been at each origin.
    calibrations : dict
        By model, ``"auto"`` included where there are members.
    losses : dict
        By model, mean absolute standardised error of each product on earlier origins, NaN where there was none.
    """

    horizon: int
    names: tuple[str, ...]
    origins: tuple[int, ...]
    profiles: tuple[Profile, ...]
    nets: dict[str, GlobalNet]
    early: dict[str, GlobalNet]
    weights: np.ndarray
    calibrations: dict[str, Calibration]
    losses: dict[str, np.ndarray]

    def rows(self, keep: np.ndarray) -> Learned:
        """The same for some of the products."""
        return replace(
            self,
            weights=self.weights[:, :, keep],
            calibrations={name: c.rows(keep) for name, c in self.calibrations.items()},
            losses={name: loss[keep] for name, loss in self.losses.items()},
        )

    def quantiles(self, panel: Panel, horizon: int, model: str, origin: int | None = None) -> np.ndarray:
        """Calibrated quantiles of the log price, (n, horizon, q), now or from the earlier origin of that number.

        ``panel`` has the rows this was learned from; for an earlier origin it is cut to it.
        """
        at = 0 if origin is None else origin + 1
        nets = self.nets if origin is None else self.early
        if model != "auto":
            raw = members.quantiles(model, panel, horizon, self.profiles[at], nets)
            return self.calibrations[model].apply(raw)
        each = np.stack([members.quantiles(name, panel, horizon, self.profiles[at], nets) for name in self.names])
        return self.calibrations["auto"].apply(combine.blend(self.weights[at], each, self.names))

    def labels(self) -> tuple[str, ...]:
        """The strongest member of each product's automatic forecast."""
        return tuple(self.names[k] for k in np.argmax(self.weights[0], axis=0))


def learn(
    panel: Panel,
    horizon: int,
    models: Sequence[str],
    seed: int = 0,
    start: Learned | None = None,
    origins: tuple[int, ...] | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> Learned:
    """Learn what the given models need; ``"auto"`` stands for its members and their weights.

    Parameters
    ----------
    start : Learned, optional
        What was learned before: its networks are gone on from.
    origins : tuple of int, optional
        The earlier origins to judge on; chosen by length where not given.
    """
    names = tuple(members.suited(panel)) if "auto" in models else ()
    wanted = tuple(dict.fromkeys((*names, "naive", *(m for m in models if m != "auto"))))
    kinds = [name for name in wanted if name in members.NEURAL]
    if origins is None:
        origins = tuple(bands.origins_for(panel, horizon, most=5 if kinds or panel.n > 50 else 10))
    profiles = (fit_profile(panel), *(fit_profile(_then(panel, back)[1]) for back in origins))
    nets, early = _train(panel, horizon, kinds, origins, profiles, seed, start, ctx)
    came = bands.past_truth(panel, horizon, origins)
    size = np.stack([_scale_then(panel, back) for back in origins]) if origins else np.zeros((0, panel.n))
    record = _Record(panel, horizon, origins, came, size)
    for number, name in enumerate(wanted):
        ctx.raise_if_cancelled()
        ctx.progress(number / len(wanted), "backtest")
        record.add(name, profiles[1:], early)
    weights, mixed = record.mix(names)
    if names:
        record.keep("auto", mixed, bool(kinds))
    ctx.progress(1.0, "backtest")
    return Learned(horizon, names, origins, profiles, nets, early, weights, record.calibrations, record.losses)


def _then(panel: Panel, back: int) -> tuple[np.ndarray, Panel]:
    """The rows that had three prices at an earlier origin, and the panel as it was."""
    rows = np.flatnonzero(panel.lengths >= back + 3)
    return rows, panel.rows(rows).cut(back)


def _scale_then(panel: Panel, back: int) -> np.ndarray:
    rows, then = _then(panel, back)
    out = np.zeros(panel.n)
    if len(rows):
        out[rows] = bands.scales(bands.log_prices(then.y))
    return np.where(out > 0, out, np.nan)


def _train(
    panel: Panel,
    horizon: int,
    kinds: list[str],
    origins: tuple[int, ...],
    profiles: tuple[Profile, ...],
    seed: int,
    start: Learned | None,
    ctx: JobContext,
) -> tuple[dict[str, GlobalNet], dict[str, GlobalNet]]:
    """Networks as they were before the oldest origin, judged on what came after, and gone on with until now."""
    nets: dict[str, GlobalNet] = {}
    early: dict[str, GlobalNet] = {}
    # Three kinds make up for the seeds that each has fewer.
    seeds = 3 if len(kinds) == 1 else 2
    now = without_season(profiles[0], panel, 1)[0] if kinds else panel
    before = without_season(profiles[-1], _then(panel, origins[-1])[1], 1)[0] if kinds and origins else panel
    for kind in kinds:
        if start is not None and kind in start.nets and kind in start.early:
            # The old early networks have not seen what came after the origins either: these only moved on.
            early[kind] = start.early[kind]
            nets[kind] = train(now, kind, horizon, seed, start=start.nets[kind], ctx=ctx)
            continue
        if origins:
            early[kind] = train(before, kind, horizon, seed, seeds, ctx=ctx)
        nets[kind] = train(now, kind, horizon, seed, seeds, ctx=ctx)
    return nets, early


class _Record:
    """Each model's forecasts from earlier origins beside what came."""

    def __init__(
        self, panel: Panel, horizon: int, origins: tuple[int, ...], came: np.ndarray, size: np.ndarray
    ) -> None:
        self._panel, self._horizon, self._origins = panel, horizon, origins
        self._came, self._size = came, size
        self._past: dict[str, np.ndarray] = {}
        self.calibrations: dict[str, Calibration] = {}
        self.losses: dict[str, np.ndarray] = {}

    def add(self, name: str, profiles: tuple[Profile, ...], nets: dict[str, GlobalNet]) -> None:
        """Forecast with one model from every origin."""
        shape = (len(self._origins), self._panel.n, self._horizon, len(bands.QUANTILES))
        past = np.full(shape, np.nan, dtype=np.float32)
        for k, back in enumerate(self._origins):
            rows, then = _then(self._panel, back)
            if not len(rows):
                break
            past[k, rows] = members.quantiles(name, then, self._horizon, profiles[k], nets)
        self._past[name] = past
        self.keep(name, past, name in members.NEURAL)

    def keep(self, name: str, past: np.ndarray, trusted: bool) -> None:
        """Note a model's stretch and its losses."""
        self.calibrations[name] = bands.calibrate(past, self._came, trusted)
        miss = self._miss(past)
        known = np.isfinite(miss)
        count = known.sum(axis=0)
        self.losses[name] = np.where(known, miss, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan)

    def _miss(self, past: np.ndarray) -> np.ndarray:
        """Mean absolute error of each origin and product over the horizon, in usual changes."""
        return np.abs(self._came - past[..., MIDDLE]).mean(axis=2) / self._size

    def mix(self, names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Weights now and at each origin (from origins that had passed by then), and the mixed earlier quantiles."""
        count, n = len(self._origins), self._panel.n
        if not names:
            return np.zeros((1 + count, 0, n)), np.zeros(0)
        past = np.stack([self._past[name] for name in names])
        miss = np.stack([self._miss(self._past[name]) for name in names])
        known = np.isfinite(miss)
        weights = np.zeros((1 + count, len(names), n))
        mixed = np.full(past.shape[1:], np.nan, dtype=np.float32)
        for k in range(count):
            weights[1 + k] = combine.weigh(miss, known & self._passed(k)[:, None], names)
        weights[0] = combine.weigh(miss, known, names)
        for k in range(1 + count if count else 0):
            passed = self._passed(k - 1) if k else np.ones(count, dtype=bool)
            # The oldest origins had no record to weigh by: the weights are judged, not how they came about.
            loss = self._miss(np.stack([combine.blend(weights[k], past[:, j], names) for j in range(count)]))
            trust = combine.guard(loss[passed], miss[0][passed])
            weights[k] *= trust
            weights[k, 0] += 1 - trust
            if k:
                mixed[k - 1] = combine.blend(weights[k], past[:, k - 1], names)
        combine.spare_short(weights[0], names, self._panel.lengths, known.any(axis=(0, 1)))
        weights[:, :, self._rests(past[0])] = np.eye(1, len(names)).T
        return weights, mixed

    def _rests(self, naive: np.ndarray) -> np.ndarray:
        """Products whose price stayed as it was in more than half of the earlier forecasts: the last price is best."""
        if not len(self._origins):
            return np.zeros(self._panel.n, dtype=bool)
        miss = np.abs(self._came - naive[..., MIDDLE])
        known = np.isfinite(miss)
        return (known & (miss < 1e-6)).sum(axis=(0, 2)) > 0.5 * np.maximum(known.sum(axis=(0, 2)), 1)

    def _passed(self, number: int) -> np.ndarray:
        """Which origins had run their horizon when the forecast from this one was made."""
        return np.array(self._origins) - self._horizon >= self._origins[number]
