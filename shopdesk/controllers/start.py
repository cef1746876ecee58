"""The start page: the shop's own figures at once, what the engine knows as soon as it is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopdesk.controllers.base import ShopController
from shopdesk.controllers.requests.prices import MoversAnswer, MoversRequest
from shopdesk.controllers.requests.recommend import EvaluateAnswer, EvaluateRequest
from shopdesk.controllers.requests.vision import TaughtAnswer, TaughtRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.runner import Callbacks

WEEKS = 4
SHOWN = 3


class StartController(ShopController):
    """Fills the cards, each by itself: one that fails leaves the others."""

    lane = "start"

    def load(self) -> None:
        """Count what the shop's records say, and read what was measured before."""

        def count(_none: None, _ctx: JobContext) -> Any:
            return self._shop().figures()

        self._start(count, None, self._view.show_figures)
        self._start("recommend.evaluate", EvaluateRequest(kept=True), self._show_quality)

    def ask_engine(self) -> None:
        """Ask what was learned of prices and photos; for when the engine has loaded it."""
        self._start("prices.movers", MoversRequest(WEEKS, SHOWN), self._show_movers)
        self._start("vision.taught", TaughtRequest(), self._show_taught)

    def _start(self, function: Any, request: Any, show: Callable[[Any], None]) -> None:
        # what is wrong with the shop or a model is said by the tab it is about
        callbacks = Callbacks(show, _say_nothing)
        self._runner.start(self.lane, function, request, callbacks, latest_wins=False)

    def _show_movers(self, answer: MoversAnswer) -> None:
        rows = [(answer.cards[one.unique_id], one.change) for one in answer.movers]
        self._view.show_movers(rows, answer.total, answer.horizon, answer.learned)

    def _show_quality(self, answer: EvaluateAnswer | None) -> None:
        if answer is None or not answer.completion.n:
            self._view.show_quality(None, 0.0, 0)
            return
        hits, popular = answer.completion.hit_rate, answer.popular_completion.hit_rate
        self._view.show_quality(hits, popular, answer.baskets)

    def _show_taught(self, answer: TaughtAnswer) -> None:
        most_first = sorted(answer.products, key=lambda one: -one.photos)
        self._view.show_taught([(one.card, one.photos) for one in most_first])


def _say_nothing(_error: EngineError) -> None:
    """The card keeps what it says."""
