"""What the controllers share: the runner, the sentences, and the shape of a job's life in a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from shopdesk.controllers.messages import Messages
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.runner import Callbacks


class JobRunner(Protocol):
    """What a controller needs of a runner."""

    def start(
        self,
        lane: str,
        function: str | Callable[[Any, JobContext], Any],
        request: Any,
        callbacks: Callbacks,
        *,
        latest_wins: bool = True,
    ) -> int:
        """Start a job."""
        ...

    def cancel(self, token: int) -> None:
        """Cancel one job."""
        ...

    def cancel_lane(self, lane: str) -> None:
        """Cancel a lane's jobs."""
        ...


class Controller(QObject):
    """A tab's controller: snapshots requests, starts jobs on its lane, hands results to its view."""

    lane = ""

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._runner = runner
        self._messages = messages

    def ask(
        self,
        function: str,
        request: Any,
        succeeded: Callable[[Any], None],
        partial: Callable[[Any], None] | None = None,
        lane: str = "",
        *,
        latest_wins: bool = True,
        failed: Callable[[EngineError], None] | None = None,
    ) -> int:
        """Start a job that shows its progress, its failure and its end in the view."""

        def done(result: Any) -> None:
            self._view.hide_busy()
            succeeded(result)

        callbacks = Callbacks(done, failed or self.failed, self.progressed, partial, self._view.hide_busy)
        return self._runner.start(lane or self.lane, function, request, callbacks, latest_wins=latest_wins)

    def progressed(self, fraction: float, stage: str) -> None:
        """Show what is being done."""
        self._view.show_busy(self._messages.stage(stage), fraction)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error."""
        self._view.hide_busy()
        self._view.show_error(self._messages.error(error))

    def cancel(self) -> None:
        """Cancel what the tab is doing."""
        self._runner.cancel_lane(self.lane)


class ShopController(Controller):
    """A controller that works on the open shop itself, on a lane of the window.

    Parameters
    ----------
    shop : callable
        Returns the open shop; called on the lane.
    """

    def __init__(
        self,
        view: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(view, runner, messages, parent)
        self._shop = shop
