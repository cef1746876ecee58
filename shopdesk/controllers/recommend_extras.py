"""The quality panel and the rules view of the Recommend tab."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import EvaluateAnswer, EvaluateRequest, RulesAnswer, RulesRequest
from shopdesk.engine.errors import EngineError
from shopdesk.workers.runner import Callbacks


class QualityController(Controller):
    """Measures recommendations on the shop's own held-out baskets, and shows what was measured before."""

    lane = "quality"

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        view.quality_requested.connect(self.measure)
        view.quality_cancelled.connect(self.cancel)

    def measure(self) -> None:
        """Measure the method in use; the cross cancels."""
        request = EvaluateRequest(self._view.method, self._weights())
        self._view.show_measuring(self._messages.stage("measuring_recommender"), 0.0)
        self._runner.start(self.lane, "recommend.evaluate", request, self._callbacks())

    def show_kept(self, method: str) -> None:
        """Show what was measured earlier for a method, without measuring."""
        request = EvaluateRequest(method, self._weights(), kept=True)
        self._runner.start("kept-quality", "recommend.evaluate", request, Callbacks(self._show))

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error."""
        self._view.show_measuring("", None)
        self._view.show_error(self._messages.error(error))

    def _weights(self) -> dict[str, float]:
        return dict(self._view.weights) if self._view.method == "hybrid" else {}

    def _callbacks(self) -> Callbacks:
        def progress(fraction: float, stage: str) -> None:
            self._view.show_measuring(self._messages.stage(stage), fraction)

        return Callbacks(self._show, self.failed, progress, None, lambda: self._view.show_measuring("", None))

    def _show(self, answer: EvaluateAnswer | None) -> None:
        self._view.show_measuring("", None)
        if answer is None:
            self._view.show_quality("", [], None, True, 0)
            return
        if answer.method != self._view.method:
            return  # the owner has gone on to another method; the figures are kept
        parts = []
        for key, mine, popular in (
            ("completion", answer.completion, answer.popular_completion),
            ("customer", answer.figures, answer.popularity),
        ):
            parts.append((key, self._messages.verdict(key, mine, popular), mine, popular))
        line = self._messages.verdict("", answer.completion, answer.popular_completion)
        self._view.show_quality(line, parts, answer.measured_at, answer.current, answer.baskets)


class RulesController(Controller):
    """Lists pairs that sell together, and writes them to a file."""

    lane = "rules"

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        view.rules_requested.connect(self.find)
        view.rules_export_requested.connect(self.write)
        self._asked = RulesRequest()

    def find(self, question: dict[str, Any]) -> None:
        """List the pairs that pass a filter."""
        self._asked = RulesRequest(**question)
        self.ask("recommend.rules", self._asked, self._show)

    def write(self, path: str) -> None:
        """Write all pairs that pass the filter to a CSV file."""
        request = replace(self._asked, path=path)

        def done(answer: RulesAnswer) -> None:
            self._show(answer)
            self._view.show_written(path, answer.total)

        self.ask("recommend.rules", request, done)

    def _show(self, answer: RulesAnswer) -> None:
        self._view.show_rules(answer.rules, answer.cards, answer.total, answer.baskets)
