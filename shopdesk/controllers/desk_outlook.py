"""Where prices go: the shop's learned model, forecasts, past forecasts, scores of the models and the movers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.learned_prices import LearnedPrices
from shopdesk.controllers.price_series import COST, LEVELS, WEEKLY, money_series, shop_frame, to_seconds
from shopdesk.controllers.requests.prices import (
    EvaluatePrices,
    ForecastRequest,
    MoversAnswer,
    MoversRequest,
    PastAnswer,
    PastRequest,
    PricesFigures,
    ScoresAnswer,
    ScoresRequest,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import FanChart, Forecast, ModelScore

if TYPE_CHECKING:
    import pandas as pd

    from shopdesk.engine.prices import ShopForecaster
    from shopdesk.store.shop import Shop

PERCENT = 1.0
"""A price that moves less than this many per cent makes no difference to a decision."""
LEAST_MOVE = 0.5
PAST_ORIGINS = 4


class OutlookDesk:
    """Forecasts by the shop's learned model where there is one, and by what one product alone tells where not."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.learned = LearnedPrices(shop)

    def handlers(self) -> dict[str, Callable[[Any, JobContext], Any]]:
        """Return what the window may ask, by name."""
        return {
            "prices.forecast": self.forecast,
            "prices.past": self.past,
            "prices.scores": self.scores,
            "prices.learn": self.learned.learn,
            "prices.learned": self.learned.state,
            "prices.movers": self.movers,
            "prices.evaluate": self.evaluate,
        }

    def warm(self) -> None:
        """Import the nets' library and load what was learned."""
        from shopdesk.engine.weights import import_torch

        import_torch()
        self.learned.model()

    # --- one product ------------------------------------------------------------------------------

    def forecast(self, request: ForecastRequest, ctx: JobContext = NULL_CONTEXT) -> FanChart:
        """Forecast the weekly price with bands."""
        self._check(request.model, request.horizon)
        model = self._model_of(request.product_id)
        if model is not None:
            answer = model.forecast(request.product_id, request.horizon, levels=LEVELS, model=request.model)
            basis = "cost" if request.product_id + COST in model.product_ids else "price"
            judged = request.product_id + (COST if basis == "cost" else "")
            decision = model.decision(judged, request.horizon, percent=PERCENT)
            return replace(_fan(request.product_id, answer, True), decision=decision, basis=basis)
        series = money_series(self._shop, request.product_id, WEEKLY)
        return _fan(request.product_id, self._alone(series, request.horizon, request.model, ctx), False)

    def past(self, request: PastRequest, ctx: JobContext = NULL_CONTEXT) -> PastAnswer:
        """Return what earlier forecasts would have said, each made without what came after it."""
        self._check(request.model, request.horizon)
        model = self._model_of(request.product_id)
        if model is not None:
            answers = model.past_forecasts(request.product_id, model=request.model, levels=LEVELS)
            return PastAnswer(request.product_id, request.model, [_fan(request.product_id, a, True) for a in answers])
        series = money_series(self._shop, request.product_id, WEEKLY).ffill()
        fans = []
        for number in range(PAST_ORIGINS, 0, -1):
            ctx.raise_if_cancelled()
            seen = series.iloc[: len(series) - number * request.horizon]
            if len(seen) >= 3:
                ctx.progress(1 - number / PAST_ORIGINS, "backtest")
                answer = self._alone(seen, request.horizon, request.model, ctx)
                fans.append(_fan(request.product_id, answer, False))
        return PastAnswer(request.product_id, request.model, fans)

    def scores(self, request: ScoresRequest, ctx: JobContext = NULL_CONTEXT) -> ScoresAnswer:
        """Return how each model did on earlier prices. Nets are judged only where the shop's prices are learned."""
        from shopdesk.engine.prices import backtest

        self._check("auto", request.horizon)
        model = self._model_of(request.product_id)
        if model is not None:
            return ScoresAnswer(request.product_id, _scores(model.backtest_table(request.product_id)), True)
        series = money_series(self._shop, request.product_id, WEEKLY).ffill()
        horizon = min(request.horizon, max(1, len(series) // 4))
        frame = series.rename("y").rename_axis("ds").reset_index().assign(unique_id=request.product_id)
        table = backtest(frame, horizon, ALONE, freq=WEEKLY, ctx=ctx)
        return ScoresAnswer(request.product_id, _scores(table), False)

    def _alone(self, series: pd.Series[Any], horizon: int, model: str, ctx: JobContext) -> Forecast:
        from shopdesk.engine.prices import forecast

        return forecast(series, horizon, model=model, levels=LEVELS, freq=WEEKLY, ctx=ctx)

    def _model_of(self, product_id: str) -> ShopForecaster | None:
        model = self.learned.model()
        return model if model is not None and product_id in model.product_ids else None

    @staticmethod
    def _check(model: str, horizon: int) -> None:
        from shopdesk.engine.prices import MODELS

        if model not in MODELS:
            raise DataError("prices.unknown_model", model=model)
        if not 1 <= horizon <= 104:
            raise DataError("prices.bad_horizon", horizon=horizon)

    # --- the whole shop ---------------------------------------------------------------------------

    def movers(self, request: MoversRequest, ctx: JobContext = NULL_CONTEXT) -> MoversAnswer:
        """Return the products whose price is expected to move most."""
        model = self.learned.model()
        if model is None:
            return MoversAnswer(request.horizon, [], {}, False)
        found = model.movers(horizon=request.horizon, n=len(model.product_ids), percent=PERCENT)
        own = (mover for mover in found if not mover.unique_id.endswith(COST))
        active = set(self._shop.active_ids())
        movers = [mover for mover in own if abs(mover.change) >= LEAST_MOVE and mover.unique_id in active]
        shown = movers[: request.limit]
        cards = {card.product_id: card for card in self._shop.cards([mover.unique_id for mover in shown])}
        return MoversAnswer(request.horizon, shown, cards, True, len(movers))

    def evaluate(self, request: EvaluatePrices, ctx: JobContext = NULL_CONTEXT) -> PricesFigures:
        """Try models on the past of all products next to the last price; nothing after an origin is read."""
        from shopdesk.engine.prices import backtest

        frame = shop_frame(self._shop)
        frame = frame[~frame["unique_id"].str.endswith(COST)]
        models = tuple(dict.fromkeys((*request.models, "naive")))
        table = backtest(frame, request.horizon, models, origins=request.origins, freq=WEEKLY, ctx=ctx)
        products = int(table["unique_id"].nunique())
        if not products:
            raise DataError("prices.too_short", horizon=request.horizon)
        known = table[table.groupby("unique_id")["mase"].transform(lambda mase: mase.notna().all())]
        means = known.drop(columns="unique_id").groupby("model", sort=False).mean().reset_index()
        return PricesFigures(_scores(means), products, request.horizon, request.origins)

    def changes(self, product_ids: Sequence[str], horizon: int) -> dict[str, float]:
        """Return the expected changes of these products in per cent; empty before the shop's prices are learned."""
        model = self.learned.model()
        if model is None:
            return {}
        wanted = set(product_ids)
        found = model.movers(horizon=horizon, n=len(model.product_ids), percent=PERCENT)
        return {mover.unique_id: mover.change for mover in found if mover.unique_id in wanted}


ALONE = (
    "auto",
    "naive",
    "drift",
    "theta",
    "seasonal_naive",
    "moving_average",
    "differencing",
    "seasonal_decomposition",
)


def _fan(product_id: str, answer: Forecast, learned: bool) -> FanChart:
    return FanChart(
        product_id,
        to_seconds(answer.mean.index),
        answer.mean.to_numpy(float),
        {level: answer.lower[level].to_numpy(float) for level in LEVELS},
        {level: answer.upper[level].to_numpy(float) for level in LEVELS},
        answer.model,
        answer.reasons,
        answer.caveat,
        learned,
    )


def _scores(table: pd.DataFrame) -> list[ModelScore]:
    """Return the rows of a table of backtests, best first, each beside the last price."""
    rows = table.set_index("model")[["mase", "smape", "coverage_80", "coverage_95"]].astype(float)
    base = rows["mase"].to_dict().get("naive", float("nan"))
    out = []
    for model, (mase, smape, near, far) in zip(rows.index.astype(str), rows.to_numpy().tolist(), strict=True):
        against = 1.0 if model == "naive" else mase / base if base > 0 else float("nan")
        out.append(ModelScore(model, mase, smape, near, far, against))
    return sorted(out, key=lambda score: (math.isnan(score.mase), score.mase))
