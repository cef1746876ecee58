"""The trained forecaster of a shop: learned once over all products, asked often, saved, and gone on with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.prices import bands
from shopdesk.engine.prices.api import Bands, as_forecast, build_panel, check, in_prices
from shopdesk.engine.prices.backtests import scores
from shopdesk.engine.prices.decide import decide, likely
from shopdesk.engine.prices.learn import Learned, learn
from shopdesk.engine.prices.members import MODELS, TRAINED
from shopdesk.engine.prices.panel import Panel, year_share
from shopdesk.engine.prices.regular import Regular, known_prices, offset_of, read_prices
from shopdesk.engine.types import Decision, Forecast, Mover

_TABLE = ["model", "mase", "smape", "coverage_80", "coverage_95"]


def input_hash(prices: pd.DataFrame) -> str:
    """A hash of what a forecaster learns from, the same for any order of the rows."""
    frame = known_prices(prices).sort_values(["id", "ds", "y"], kind="stable")
    digest = hashlib.sha256("\n".join(frame["id"].unique()).encode())
    digest.update(pd.factorize(frame["id"])[0].astype("<i4").tobytes())
    digest.update(frame["ds"].to_numpy().astype("datetime64[ns]").astype("<i8").tobytes())
    digest.update(frame["y"].to_numpy("<f8").tobytes())
    return digest.hexdigest()


class ShopForecaster:
    """Forecasts of every product of a shop from one training.

    Make one by :meth:`fit` or :meth:`load`. All products are carried forward to the newest price of the shop.
    """

    def __init__(
        self,
        panel: Panel,
        times: pd.DatetimeIndex,
        learned: Learned,
        unit_changed: np.ndarray,
        data_hash: str,
        season_length: int | None,
        seed: int,
    ) -> None:
        self._panel, self._times, self._learned = panel, times, learned
        self._unit_changed, self._hash = unit_changed, data_hash
        self._season_length, self._seed = season_length, seed
        self._row = {product_id: row for row, product_id in enumerate(panel.ids)}
        self._whole: dict[str, Learned] = {}

    @classmethod
    def fit(
        cls,
        prices: pd.DataFrame,
        freq: str | pd.offsets.BaseOffset | None = "W-SUN",
        season_length: int | None = None,
        *,
        horizon: int = 13,
        seed: int = 0,
        ctx: JobContext = NULL_CONTEXT,
    ) -> ShopForecaster:
        """Learn from all products: ``prices`` holds ``unique_id``, ``ds``, ``y``, changes or regular prices."""
        check(horizon, "auto", ())
        return cls._learn(prices, freq, season_length, horizon, seed, None, ctx)

    @classmethod
    def _learn(
        cls,
        prices: pd.DataFrame,
        freq: str | pd.offsets.BaseOffset | None,
        season_length: int | None,
        horizon: int,
        seed: int,
        start: Learned | None,
        ctx: JobContext,
    ) -> ShopForecaster:
        ctx.progress(0.0, "read")
        items = _together(read_prices(prices, freq))
        ctx.raise_if_cancelled()
        panel = build_panel(items, horizon, season_length)
        longest = max(items, key=lambda item: len(item.times))
        learned = learn(panel, horizon, ["auto"], seed, start, ctx=ctx)
        unit_changed = np.array([bool(item.unit_changes) for item in items])
        return cls(panel, longest.times, learned, unit_changed, input_hash(prices), season_length, seed)

    def warm_start(self, prices: pd.DataFrame, ctx: JobContext = NULL_CONTEXT) -> ShopForecaster:
        """Go on from this training with newer prices; it starts afresh where too much has changed since."""
        newest = pd.DatetimeIndex(known_prices(prices)["ds"]).max()
        passed = len(pd.date_range(self.until, max(newest, self.until), freq=self._times.freq)) - 1
        start = self._learned if passed <= self.horizon else None
        return self._learn(prices, self._times.freq, self._season_length, self.horizon, self._seed, start, ctx)

    def save(self, folder: str | Path) -> None:
        """Write everything into a folder; :meth:`load` needs nothing else."""
        from shopdesk.engine.prices import shop_file

        about = {"input": self._hash, "season_length": self._season_length, "seed": self._seed}
        shop_file.write(Path(folder), self._panel, self._times, self._learned, self._unit_changed, about)

    @classmethod
    def load(cls, folder: str | Path) -> ShopForecaster:
        """Read what :meth:`save` wrote.

        Raises
        ------
        ModelError
            ``model.missing``, ``model.damaged`` (a file is not what was written) or ``model.version``.
        """
        from shopdesk.engine.prices import shop_file

        panel, times, learned, unit_changed, about = shop_file.read(Path(folder))
        return cls(panel, times, learned, unit_changed, about["input"], about["season_length"], about["seed"])

    def matches(self, prices: pd.DataFrame) -> bool:
        """Whether these are the prices that it was trained on."""
        return input_hash(prices) == self._hash

    @property
    def product_ids(self) -> tuple[str, ...]:
        """The products that it knows."""
        return self._panel.ids

    @property
    def horizon(self) -> int:
        """The longest step that was trained for; longer ones are answered too."""
        return self._learned.horizon

    @property
    def until(self) -> pd.Timestamp:
        """The newest point of the history."""
        return pd.Timestamp(self._times[-1])

    def forecast(
        self, unique_id: str, horizon: int | None = None, levels: Sequence[int] = (80, 95), model: str = "auto"
    ) -> Forecast:
        """Forecast one product without any training.

        Raises
        ------
        NotFound
            ``product.unknown`` for a product that it was not trained with.
        """
        horizon = self.horizon if horizon is None else horizon
        wanted = check(horizon, model, levels)
        row = self._number(unique_id)
        panel, learned = self._one(row, horizon), self._for(model, row)
        result = in_prices(learned, panel, horizon, model, wanted)
        return as_forecast(panel, result, 0, self._ahead(horizon), model, bool(self._unit_changed[row]))

    def forecast_all(self, horizon: int | None = None, levels: Sequence[int] = (80, 95)) -> pd.DataFrame:
        """Forecast every product; the columns are those of :func:`forecast_panel`."""
        horizon = self.horizon if horizon is None else horizon
        wanted = check(horizon, "auto", levels)
        result = in_prices(self._learned, self._long(horizon), horizon, "auto", wanted)
        columns: dict[str, object] = {
            "unique_id": np.repeat(np.asarray(self.product_ids, dtype=object), horizon),
            "ds": np.tile(self._ahead(horizon).to_numpy(), self._panel.n),
            "mean": result.mean.ravel(),
        }
        for level in wanted:
            columns[f"lo-{level}"] = result.lower[level].ravel()
            columns[f"hi-{level}"] = result.upper[level].ravel()
        columns["model"] = np.repeat(np.asarray(result.labels, dtype=object), horizon)
        return pd.DataFrame(columns)

    def backtest_table(self, unique_id: str) -> pd.DataFrame:
        """Score every model on one product's earlier origins: ``model, mase, smape, coverage_80, coverage_95``.

        Best first; empty for a history that is too short. Networks and weights are those from before each origin.
        """
        row = self._number(unique_id)
        parts = []
        for model in MODELS:
            for then, came, result in self._earlier(row, model, (80, 95)):
                parts.append(scores(then, came[None], result, model))
        if not parts:
            return pd.DataFrame(columns=_TABLE)
        means = pd.concat(parts).drop(columns="unique_id").groupby("model", sort=False).mean().reset_index()
        return means.sort_values(["mase", "smape"], kind="stable").reset_index(drop=True)[_TABLE]

    def past_forecasts(self, unique_id: str, model: str = "auto", levels: Sequence[int] = (80, 95)) -> list[Forecast]:
        """Forecasts from earlier origins, oldest first, made without what came after them."""
        wanted = check(self.horizon, model, levels)
        out = []
        for then, _, result in self._earlier(self._number(unique_id), model, wanted):
            index = self._times[then.width : then.width + self.horizon]
            out.append(as_forecast(then, result, 0, index, model))
        return out[::-1]

    def rise_probability(self, unique_id: str, horizon: int | None = None, percent: float = 0.0) -> float:
        """The probability (0 to 1) that the price at the horizon is more than ``percent`` per cent above now."""
        return float(self._likely(unique_id, horizon, percent)[1][0])

    def fall_probability(self, unique_id: str, horizon: int | None = None, percent: float = 0.0) -> float:
        """The probability (0 to 1) that the price at the horizon is more than ``percent`` per cent below now."""
        return float(self._likely(unique_id, horizon, percent)[2][0])

    def decision(self, unique_id: str, horizon: int | None = None, percent: float = 1.0) -> Decision:
        """Whether to buy now, to wait, or that it makes no difference."""
        horizon = self.horizon if horizon is None else horizon
        change, rise, fall = self._likely(unique_id, horizon, percent)
        return decide(float(change[0]), float(rise[0]), float(fall[0]), horizon, percent)

    def _likely(self, unique_id: str, horizon: int | None, percent: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        horizon = self.horizon if horizon is None else horizon
        check(horizon, "auto", ())
        row = self._number(unique_id)
        return likely(self._for("auto", row), self._one(row, horizon), horizon, percent, self._panel)

    def movers(self, horizon: int | None = None, n: int = 20, percent: float = 1.0) -> list[Mover]:
        """The products whose price is expected to move most and most surely; prices that never moved are left out."""
        horizon = self.horizon if horizon is None else horizon
        check(horizon, "auto", ())
        change, rise, fall = likely(self._learned, self._long(horizon), horizon, percent)
        order = np.argsort(-np.abs(change) * np.abs(rise - fall), kind="stable")
        now = self._panel.y[:, -1]
        alive = bands.scales(bands.log_prices(self._panel.y)) > 0
        return [
            Mover(
                self.product_ids[i],
                float(now[i]),
                float(now[i] * (1 + change[i] / 100)),
                float(change[i]),
                float(rise[i]),
                float(fall[i]),
            )
            for i in order[alive[order]][:n]
        ]

    def _number(self, unique_id: str) -> int:
        row = self._row.get(unique_id)
        if row is None:
            raise NotFound("product.unknown", product_id=unique_id)
        return row

    def _ahead(self, horizon: int) -> pd.DatetimeIndex:
        return pd.date_range(self._times[-1], periods=horizon + 1, freq=self._times.freq).as_unit("ns")[1:]

    def _long(self, horizon: int) -> Panel:
        """The panel with its calendar known as far as the horizon."""
        if horizon <= self._panel.ahead:
            return self._panel
        share = year_share(pd.DatetimeIndex(self._times.append(self._ahead(horizon))))
        year = np.where(np.arange(len(share)) >= self._panel.first[:, None], share, 0.0)
        return replace(self._panel, year=year, ahead=horizon)

    def _one(self, row: int, horizon: int) -> Panel:
        own = self._panel.rows(np.array([row]))
        if horizon <= own.ahead:
            return own
        share = year_share(pd.DatetimeIndex(self._times.append(self._ahead(horizon))))
        return replace(own, year=share[None], ahead=horizon)

    def _for(self, model: str, row: int) -> Learned:
        """What a model needs for one product: from the training, or quickly learned where it is no part of it."""
        if model == "auto" or model in self._learned.calibrations:
            return self._learned.rows(np.array([row]))
        if model in TRAINED:
            if model not in self._whole:
                self._whole[model] = learn(
                    self._panel, self.horizon, [model], self._seed, origins=self._learned.origins
                )
            return self._whole[model].rows(np.array([row]))
        return learn(self._one(row, self.horizon), self.horizon, [model], origins=self._learned.origins)

    def _earlier(self, row: int, model: str, levels: Sequence[int]) -> list[tuple[Panel, np.ndarray, Bands]]:
        """The panel as it was, what came, and the forecast, from each origin that the product had history for."""
        learned, whole, out = self._for(model, row), self._one(row, self.horizon), []
        for number, back in enumerate(learned.origins):
            if whole.lengths[0] < back + 3:
                break
            then = whole.cut(back)
            came = whole.y[0, then.width : then.width + self.horizon]
            out.append((then, came, in_prices(learned, then, self.horizon, model, levels, number)))
        return out


def _together(items: list[Regular]) -> list[Regular]:
    """Carry every product's price forward to the newest point of any, so that all share one calendar."""
    end = max(item.times[-1] for item in items)
    out = []
    for item in items:
        more = pd.DatetimeIndex([])
        if item.times[-1] < end:
            more = pd.date_range(item.times[-1], end, freq=item.freq).as_unit("ns")[1:]
        if len(more):
            times = pd.DatetimeIndex(item.times.append(more))
            item = replace(item, times=times, values=np.append(item.values, np.repeat(item.values[-1], len(more))))
        out.append(item)
    if any(item.times[-1] != end for item in out):
        raise DataError("prices.frequency", freq=str(out[0].freq.freqstr))
    return [replace(item, times=pd.DatetimeIndex(item.times, freq=offset_of(item.freq))) for item in out]
