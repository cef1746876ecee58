"""The recommenders of a shop: fitted once, brought up to date with each sale, fitted anew where that pays."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError

if TYPE_CHECKING:
    import pandas as pd

    from shopdesk.store.shop import Shop

METHODS = ("hybrid", "content", "user", "item", "popularity")
MARGIN = timedelta(hours=1)  # tills do not agree to the second on what time it is
REST = 10  # times as long as learning took, before it is done again only because it pays
SHORT_REST = 2  # the same where sales were taken back or changed, which no update can take in
STEP = 1800  # seconds; no zone changes its clock within half an hour


def make(method: str) -> Any:
    """Return a new recommender."""
    from shopdesk.engine import recommend

    makers: dict[str, Any] = {
        "hybrid": recommend.HybridRecommender,
        "content": recommend.ContentRecommender,
        "user": recommend.UserNeighbours,
        "item": recommend.ItemNeighbours,
        "popularity": recommend.Popularity,
    }
    if method not in makers:
        raise DataError("recommend.unknown_method", method=method)
    return makers[method]()


def shop_time(frame: pd.DataFrame) -> pd.DataFrame:
    """Return sales with ``sold_at`` on the shop's own clock: hours, weekdays and "yesterday" are those of its owner."""
    import numpy as np

    moments = frame["sold_at"].to_numpy(dtype="datetime64[ms]")
    steps, place = np.unique(moments.astype("int64") // (STEP * 1000), return_inverse=True)
    shift = np.array([_offset(int(step) * STEP) for step in steps], dtype="timedelta64[s]")
    if len(steps) == 0:
        return frame
    return frame.assign(sold_at=(moments + shift[place]).astype("datetime64[us]"))


def _offset(seconds: int) -> int:
    try:
        shift = datetime.fromtimestamp(seconds).astimezone().utcoffset()
    except (OverflowError, OSError, ValueError):  # years that the system's clock does not know
        return 0
    return int(shift.total_seconds()) if shift is not None else 0


def taught_looks(folder: Path) -> dict[str, Any]:
    """Return what each product looks like on its taught photos, as vectors; none where none were taught or kept."""
    from shopdesk.engine.vision.taught import load_taught

    try:
        taught, _, _ = load_taught(folder)
    except EngineError:  # the Photos tab says what is wrong with the folder
        return {}
    looks = {key: [photo.views[0] for photo in photos if len(photo.views)] for key, photos in taught.photos.items()}
    return {key: sum(views) / len(views) for key, views in looks.items() if views}


class Part:
    """A part of a job's progress, from ``low`` to ``high``, under one stage."""

    def __init__(self, ctx: JobContext, low: float, high: float, stage: str) -> None:
        self._ctx = ctx
        self._low, self._high, self._stage = low, high, stage

    def progress(self, fraction: float, stage: str = "") -> None:
        """Report progress of the part as progress of the whole."""
        self._ctx.progress(self._low + (self._high - self._low) * fraction, self._stage)

    def partial(self, value: Any) -> None:
        """Hand over an intermediate result."""
        self._ctx.partial(value)

    def raise_if_cancelled(self) -> None:
        """Stop if the owner of the whole asked for it."""
        self._ctx.raise_if_cancelled()


class ShopModels:
    """Keeps the fitted recommenders and what is known of the shop's state.

    Questions come on several lanes. A model that is handed out is never changed: new sales make a new one, which
    replaces the old reference.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._models: dict[str, Any] = {}
        self._products = self._sales = self._count = -1
        self._since = datetime.now(UTC)
        self._recent: set[str] = set()
        self._rewritten = False
        self._seconds, self._ended = 0.0, 0.0

    @property
    def state(self) -> str:
        """A token of the sales and the catalog that the models know."""
        return f"{self._products}.{self._sales}"

    @property
    def refit_pays(self) -> bool:
        """Whether learning from all sales again is worth its time now."""
        rested = time.monotonic() - self._ended
        if self._rewritten:
            return rested >= SHORT_REST * self._seconds
        return rested >= REST * self._seconds and any(model.refit_pays for model in self._models.values())

    def get(self, method: str, ctx: JobContext = NULL_CONTEXT) -> Any:
        """Return the model of a method, fitted if need be and up to date with the sales."""
        with self._turn(ctx):
            if self._models:
                self._follow()
            if method not in self._models:
                self._fit([method], ctx)
            return self._models[method]

    def refit(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Learn from all sales again; the old models answer until the new ones replace them all at once."""
        fresh = ShopModels(self._shop)
        try:
            fresh._fit(list(self._models) or ["hybrid"], ctx)
        finally:
            self._ended = time.monotonic()  # who cancels it is not asked again at once
        with self._turn(ctx):
            vars(self).update({name: value for name, value in vars(fresh).items() if name != "_lock"})
            self._follow()

    @contextmanager
    def _turn(self, ctx: JobContext) -> Iterator[None]:
        """Wait for the lock; whoever waits may give up."""
        while not self._lock.acquire(timeout=0.1):
            ctx.raise_if_cancelled()
            ctx.progress(0.0, "fitting_recommender")
        try:
            yield
        finally:
            self._lock.release()

    def _fit(self, methods: Sequence[str], ctx: JobContext) -> None:
        began = time.thread_time()  # a busy computer does not make learning dearer
        fitted = {name: make(name) for name in methods}  # an unknown name fails before anything is read
        if self._models:
            data = next(iter(self._models.values())).data
        else:
            ctx.progress(0.02, "fitting_recommender")
            data = self._read()
        for number, (name, model) in enumerate(fitted.items()):
            ctx.raise_if_cancelled()
            low, high = (0.05 + 0.95 * (number + done) / len(fitted) for done in (0, 1))
            fitted[name] = model.fit_data(data, Part(ctx, low, high, "fitting_recommender"))
        self._models = {**self._models, **fitted}
        self._ended = time.monotonic()
        self._seconds = max(self._seconds, time.thread_time() - began)

    def _read(self) -> Any:
        from shopdesk.engine.recommend import encode

        self._products, self._sales = self._shop.counter("products"), self._shop.counter("sales")
        self._since = datetime.now(UTC) - MARGIN
        self._count = self._shop.count_sales()
        sales = self._shop.sales_frame()
        late = sales["sold_at"] >= self._since.replace(tzinfo=None)
        self._recent = set(sales.loc[late, "basket_id"])
        self._rewritten = False
        looks = taught_looks(self._shop.folder / "models" / "vision")
        return encode(shop_time(sales), self._shop.products_frame(), looks)

    def _follow(self) -> None:
        """Take in what was sold since. Whatever else happened to sales or catalog is left to the next refit."""
        self._rewritten |= self._shop.counter("products") != self._products
        counter = self._shop.counter("sales")
        if counter == self._sales:
            return
        began, count = datetime.now(UTC) - MARGIN, self._shop.count_sales()
        sales = self._shop.sales_frame(since=self._since)
        late = set(sales["basket_id"])
        new = late - self._recent
        if new:
            rows = shop_time(sales[sales["basket_id"].isin(new)])
            self._models = {name: model.updated(rows) for name, model in self._models.items()}
        # As many new ones as were found, or else old baskets were imported, taken back or changed.
        self._rewritten |= count != self._count + len(new) or not new
        self._recent = set(sales.loc[sales["sold_at"] >= began.replace(tzinfo=None), "basket_id"]) | new
        self._sales, self._count, self._since = counter, count, began
