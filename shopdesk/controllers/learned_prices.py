"""What has been learned of the prices of the whole shop: trained, kept in its folder, read again, up to date or not."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING, Any, ClassVar

from shopdesk.controllers.price_series import COST, WEEKLY, shop_frame, to_seconds
from shopdesk.controllers.requests.prices import LearnedAnswer, LearnedRequest, LearnRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from shopdesk.engine.prices import ShopForecaster
    from shopdesk.store.shop import Shop


class LearnedPrices:
    """The one learned model of a shop. Questions on other threads go on with the old one while a new one is learned."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._model: ShopForecaster | None = None
        self._problem = ""
        self._checked: tuple[int, bool] | None = None

    @property
    def folder(self) -> Path:
        """Where the learned model is kept."""
        return self._shop.folder / "models" / "prices"

    def model(self) -> ShopForecaster | None:
        """Return the model, read from its folder on first use; None where there is none that can be used."""
        with self._lock:
            if self._model is None and not self._problem and self.folder.exists():
                from shopdesk.engine.prices import ShopForecaster

                try:
                    self._model = ShopForecaster.load(self.folder)
                except ModelError as error:  # it can be learned again: the owner is told so by the state
                    self._problem = error.code
            return self._model

    def learn(self, request: LearnRequest, ctx: JobContext = NULL_CONTEXT) -> LearnedAnswer:
        """Learn all prices of the shop, from the old model where there is one, and keep the result."""
        from shopdesk.engine.prices import ShopForecaster

        ctx.progress(0.0, "read")
        ctx = _Whole(ctx)
        count, frame = self._shop.counter("prices"), shop_frame(self._shop)
        old = None if request.fresh else self.model()
        if old is None:
            model = ShopForecaster.fit(frame, freq=WEEKLY, ctx=ctx)
        else:
            model = old.warm_start(frame, ctx=ctx)
        ctx.raise_if_cancelled()
        self._save(model)
        with self._lock:
            self._model, self._problem, self._checked = model, "", (count, True)
        return _answer(model, "ready")

    def state(self, request: LearnedRequest, ctx: JobContext = NULL_CONTEXT) -> LearnedAnswer:
        """Return whether the shop's prices have been learned, and whether that is still up to date."""
        model = self.model()
        if model is None:
            return LearnedAnswer("damaged" if self._problem == "model.damaged" else "missing")
        return _answer(model, "ready" if self._fits(model) else "old")

    def _fits(self, model: ShopForecaster) -> bool:
        count = self._shop.counter("prices")
        if self._checked is None or self._checked[0] != count:
            try:
                self._checked = (count, model.matches(shop_frame(self._shop)))
            except EngineError:  # nothing to learn from any more
                self._checked = (count, False)
        return self._checked[1]

    def _save(self, model: ShopForecaster) -> None:
        """Write beside the old model and take its place: a stop in between leaves one of the two."""
        fresh = self.folder.with_name("prices.new")
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            model.save(fresh)
            shutil.rmtree(self.folder, ignore_errors=True)
            fresh.rename(self.folder)
        except OSError as error:
            raise DataError("file.not_written", path=str(self.folder)) from error


class _Whole:
    """Makes one progress of those of the stages: each net is trained twice, for the past and for now."""

    SHARES: ClassVar[dict[str, tuple[float, float]]] = {
        "train_mlp": (0.0, 0.25),
        "train_rnn": (0.25, 0.3),
        "train_lstm": (0.55, 0.35),
        "backtest": (0.9, 0.1),
    }

    def __init__(self, ctx: JobContext) -> None:
        self._ctx = ctx
        self._rounds: dict[str, int] = {}
        self._last: dict[str, float] = {}
        self._shown = 0.0

    def progress(self, fraction: float, stage: str = "") -> None:
        """Report how far the whole is."""
        start, share = self.SHARES.get(stage, (0.0, 0.0))
        if fraction < self._last.get(stage, 0.0):
            self._rounds[stage] = 1
        self._last[stage] = fraction
        rounds = 1 if stage == "backtest" else 2
        done = min(1.0, (self._rounds.get(stage, 0) + fraction) / rounds)
        self._shown = max(self._shown, start + share * done)
        self._ctx.progress(self._shown, stage)

    def partial(self, value: Any) -> None:
        """Pass on an intermediate result."""
        self._ctx.partial(value)

    def raise_if_cancelled(self) -> None:
        """Stop where it was asked for."""
        self._ctx.raise_if_cancelled()


def _answer(model: ShopForecaster, state: str) -> LearnedAnswer:
    products = sum(not name.endswith(COST) for name in model.product_ids)
    return LearnedAnswer(state, products, float(to_seconds([model.until])[0]))
