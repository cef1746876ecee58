"""What is learned from a panel: profile, networks, weights of the members, and the stretch of each model's bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.prices import bands, chances, combine, members, together
from shopdesk.engine.prices.bands import MIDDLE, Calibration
from shopdesk.engine.prices.evidence import evidence, repeats
from shopdesk.engine.prices.linear import fit_linear
from shopdesk.engine.prices.members import APART, LINEAR, TRAINED, Trained
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import Profile, fit_profile, without_season
from shopdesk.engine.prices.together import Ways
from shopdesk.engine.prices.training import Examples, train
from shopdesk.engine.prices.trend import followers


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
    now, early : Trained
        The models of all products now, and as they were before the oldest of the origins.
    weights : ndarray (1 + origins, members, n)
        Now, and as they would have been at each origin.
    ways : Ways
        Where each member and the shop go, now and at each origin.
    calibrations : dict
        By model, ``"auto"`` included where there are members.
    losses : dict
        By model, mean absolute standardised error of each product on earlier origins, NaN where there was none.
    lean : float
        How much of the usual share of rises belongs into the probability of one, 0 to 1.
    walk : float
        How much of a random walk's width belongs into the bands, 0 to 1.
    """

    horizon: int
    names: tuple[str, ...]
    origins: tuple[int, ...]
    profiles: tuple[Profile, ...]
    now: Trained
    early: Trained
    weights: np.ndarray
    ways: Ways
    calibrations: dict[str, Calibration]
    losses: dict[str, np.ndarray]
    lean: float
    walk: float

    def rows(self, keep: np.ndarray) -> Learned:
        """The same for some of the products."""
        return replace(
            self,
            weights=self.weights[:, :, keep],
            ways=self.ways.rows(keep),
            calibrations={name: c.rows(keep) for name, c in self.calibrations.items()},
            losses={name: loss[keep] for name, loss in self.losses.items()},
        )

    def quantiles(self, panel: Panel, horizon: int, model: str, origin: int | None = None) -> np.ndarray:
        """Calibrated quantiles of the log price, (n, horizon, q), now or from the earlier origin of that number.

        ``panel`` has the rows this was learned from; for an earlier origin it is cut to it.
        """
        at = 0 if origin is None else origin + 1
        trained = self.now if origin is None else self.early
        if model != "auto":
            raw = members.quantiles(model, panel, horizon, self.profiles[at], trained)
            return self.calibrations[model].apply(raw)
        each = np.stack([members.quantiles(name, panel, horizon, self.profiles[at], trained) for name in self.names])
        mixed = combine.blend(self.weights[at], each, self.names, self.walk)
        unit = bands.scales(bands.log_prices(panel.y))
        mixed += self.ways.shift(at, self.weights[at], unit, horizon, _apart(self.names))[..., None]
        return self.calibrations["auto"].apply(mixed)

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
    kinds = [name for name in wanted if name in TRAINED]
    if origins is None:
        origins = tuple(bands.origins_for(panel, horizon, most=5 if kinds or panel.n > 50 else 10))
    profiles = (fit_profile(panel), *(fit_profile(_then(panel, back)[1]) for back in origins))
    now, early = _train(panel, horizon, kinds, origins, profiles, seed, start, ctx)
    came = bands.past_truth(panel, horizon, origins)
    size = np.stack([_scale_then(panel, back) for back in origins]) if origins else np.zeros((0, panel.n))
    record = Record(panel, horizon, origins, came, size)
    for number, name in enumerate(wanted):
        ctx.raise_if_cancelled()
        ctx.progress(number / len(wanted), "backtest")
        record.add(name, profiles[1:], early)
    ways = record.ways(names, _middle_now(names, panel, horizon, profiles[0], now) if _lent(names) else None)
    weights, mixed = record.mix(names, ways)
    lean = chances.START
    if names:
        record.keep("auto", mixed, bool(kinds))
        lean = record.lean(mixed)
    ctx.progress(1.0, "backtest")
    return Learned(
        horizon,
        names,
        origins,
        profiles,
        now,
        early,
        weights,
        ways,
        record.calibrations,
        record.losses,
        lean,
        combine.walk_share(panel.lengths),
    )


def _apart(names: tuple[str, ...]) -> np.ndarray:
    """Members, (members,), that the shop's own series leaves as they are."""
    return np.array([name in APART for name in names])


def _lent(names: tuple[str, ...]) -> bool:
    """Whether models of all products are among the members: then the shop's own series says where all go together."""
    return LINEAR in names


def _middle_now(names: tuple[str, ...], panel: Panel, horizon: int, profile: Profile, trained: Trained) -> np.ndarray:
    """What each member forecasts now, (members, n, horizon)."""
    return np.stack([members.quantiles(name, panel, horizon, profile, trained)[..., MIDDLE] for name in names])


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
) -> tuple[Trained, Trained]:
    """Models as they were before the oldest origin, judged on what came after, and gone on with until now."""
    now, early = Trained(), Trained()
    if not kinds:
        return now, early
    then = _then(panel, origins[-1])[1] if origins else panel
    if LINEAR in kinds:
        line = fit_linear(panel, horizon, seed)
        # How the shop stood at a time was known at that time.
        before = fit_linear(then, horizon, seed).known_at(panel, origins) if origins else None
        now, early = Trained(linear=line), Trained(linear=before)
    nets = [kind for kind in kinds if kind != LINEAR]
    # Three kinds make up for the seeds that each has fewer.
    seeds = 3 if len(nets) == 1 else 2
    freed = without_season(profiles[0], panel, 1)[0] if nets else panel
    if start is not None and nets and all(kind in start.now.nets and kind in start.early.nets for kind in nets):
        # The old early networks have not seen what came after the origins either: these only moved on.
        early.nets.update({kind: start.early.nets[kind] for kind in nets})
        examples = Examples.of(freed, horizon, seed, start.now.nets[nets[0]])
        for kind in nets:
            now.nets[kind] = train(examples, kind, seed, start=start.now.nets[kind], ctx=ctx)
        return now, early
    if origins and nets:
        examples = Examples.of(without_season(profiles[-1], then, 1)[0], horizon, seed)
        for kind in nets:
            early.nets[kind] = train(examples, kind, seed, seeds, ctx=ctx)
    if nets:
        examples = Examples.of(freed, horizon, seed)
        for kind in nets:
            now.nets[kind] = train(examples, kind, seed, seeds, ctx=ctx)
    return now, early


class Record:
    """Each model's forecasts from earlier origins beside what came."""

    def __init__(
        self, panel: Panel, horizon: int, origins: tuple[int, ...], came: np.ndarray, size: np.ndarray
    ) -> None:
        self._panel, self._horizon, self._origins = panel, horizon, origins
        self._came, self._size = came, size
        self._past: dict[str, np.ndarray] = {}
        self.calibrations: dict[str, Calibration] = {}
        self.losses: dict[str, np.ndarray] = {}

    def add(self, name: str, profiles: tuple[Profile, ...], trained: Trained) -> None:
        """Forecast with one model from every origin."""
        shape = (len(self._origins), self._panel.n, self._horizon, len(bands.QUANTILES))
        past = np.full(shape, np.nan, dtype=np.float32)
        for k, back in enumerate(self._origins):
            rows, then = _then(self._panel, back)
            if not len(rows):
                break
            past[k, rows] = members.quantiles(name, then, self._horizon, profiles[k], trained)
        self.keep(name, past, name in members.NEURAL)

    def keep(self, name: str, past: np.ndarray, trusted: bool) -> None:
        """Note a model's forecasts (origins, n, horizon, q), its stretch and its losses."""
        self._past[name] = past
        self.calibrations[name] = bands.calibrate(past, self._came, trusted)
        miss = self._miss(past)
        known = np.isfinite(miss)
        count = known.sum(axis=0)
        self.losses[name] = np.where(known, miss, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan)

    def _miss(self, past: np.ndarray) -> np.ndarray:
        """Mean absolute error of each origin and product over the horizon, in usual changes."""
        return np.abs(self._came - past[..., MIDDLE]).mean(axis=2) / self._size

    def lean(self, mixed: np.ndarray) -> float:
        """How far the probability of a rise at the horizon is to lean on the usual share of rises."""
        said, usual, came = [], [], []
        quantiles = self.calibrations["auto"].apply(mixed)
        for k, back in enumerate(self._origins):
            rows, then = _then(self._panel, back)
            for change in chances.ASKED if len(rows) else ():
                now = bands.log_prices(then.y)[:, -1]
                said.append(bands.share_above(quantiles[k, rows, -1], now + change))
                usual.append(chances.how_often(then, self._horizon, change))
                came.append(self._came[k, rows, -1] > now + change)
        if not said:
            return chances.START
        came_true = np.concatenate(came).astype(float)
        return chances.lean_of(np.concatenate(said), np.concatenate(usual), came_true, len(said) // len(chances.ASKED))

    def ways(self, names: tuple[str, ...], middle_now: np.ndarray | None) -> Ways:
        """Where each member and the shop go; nowhere without models of all products."""
        count = 1 + len(self._origins)
        moves, follows = np.zeros((count, len(names) + 2, self._horizon)), np.ones((count, self._panel.n))
        if middle_now is None:
            return Ways(moves, follows)
        for k, back in enumerate((0, *self._origins)):
            rows, then = _then(self._panel, back)
            if not len(rows):
                break
            logs = bands.log_prices(then.y)
            middle = middle_now[:, rows]
            if k:
                middle = np.stack([self._past[name][k - 1, rows][..., MIDDLE] for name in names])
            moves[k, :-2] = together.mean_moves(middle, logs[:, -1], bands.scales(logs))
            moves[k, -2:] = together.shop_path(then, self._horizon)
            follows[k, rows] = followers(then)
        return Ways(moves, follows)

    def mix(self, names: tuple[str, ...], ways: Ways) -> tuple[np.ndarray, np.ndarray]:
        """Weights now and at each origin (from origins that had passed by then), and the mixed earlier quantiles."""
        count, n = len(self._origins), self._panel.n
        if not names:
            return np.zeros((1 + count, 0, n)), np.zeros(0)
        past = np.stack([self._past[name] for name in names])
        miss = np.stack([self._miss(self._past[name]) for name in names])
        # Prices that mostly rest are forecast to rest; they say nothing about the members of those that move.
        rests = self._rests(past[0]) & ~repeats(self._panel)
        miss = np.where(rests, np.nan, miss)
        known = np.isfinite(miss)
        weights = np.zeros((1 + count, len(names), n))
        mixed = np.full(past.shape[1:], np.nan, dtype=np.float32)
        for k in range(count):
            weights[1 + k] = combine.weigh(miss, known & self._passed(k)[:, None], names)
        weights[0] = combine.weigh(miss, known, names)
        # Only the present forecast may know all changes so far; the earlier ones take the stricter guard.
        now = combine.hangs_together(np.diff(bands.log_prices(self._panel.y), axis=1))
        for k in range(1 + count if count else 0):
            hanging = now if k == 0 else np.zeros(n, dtype=bool)
            passed = self._passed(k - 1) if k else np.ones(count, dtype=bool)
            # The oldest origins had no record to weigh by: the weights are judged, not how they came about.
            loss = self._miss(np.stack([self._blend(weights[k], past, names, ways, j) for j in range(count)]))
            rows, then = _then(self._panel, self._origins[k - 1] if k else 0)
            trust = combine.guard(np.where(rests, np.nan, loss)[passed], miss[0][passed], hanging, evidence(then))
            weights[k] *= trust
            weights[k, 0] += 1 - trust
            if "seasonal_naive" in names:
                weights[k][:, rows[repeats(then)]] = np.eye(1, len(names), names.index("seasonal_naive")).T
            if k:
                mixed[k - 1] = self._blend(weights[k], past, names, ways, k - 1)
        combine.spare_short(weights[0], names, self._panel.lengths, known.any(axis=(0, 1)))
        weights[:, :, rests] = np.eye(1, len(names)).T
        return weights, mixed

    def _blend(
        self, weight: np.ndarray, past: np.ndarray, names: tuple[str, ...], ways: Ways, origin: int
    ) -> np.ndarray:
        shift = ways.shift(1 + origin, weight, self._size[origin], self._horizon, _apart(names))
        walk = combine.walk_share(self._panel.lengths)
        return combine.blend(weight, past[:, origin], names, walk) + shift[..., None]

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
