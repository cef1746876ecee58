"""The first page: whether it is needed, and the three ways on from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import JobRunner, ShopController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import WriteDemo
from shopdesk.engine.context import JobContext
from shopdesk.workers.runner import Callbacks


class FirstRunController(ShopController):
    """Offers the demo shop, the import or an empty shop as long as there is nothing in this one.

    Parameters
    ----------
    window : the main window, which has the page.
    shop : callable
        Returns the open shop; called on the lane.
    demo : Path
        The folder of the demo shop, which is written when it is asked for first.

    Signals
    -------
    demo_ready(): the demo shop can be opened.
    """

    lane = "demo"
    demo_ready = Signal()

    def __init__(
        self,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        demo: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window.welcome, runner, messages, shop, parent)
        self._window = window
        self._demo = demo
        page = window.welcome
        page.demo_requested.connect(self.open_demo)
        page.empty_requested.connect(self.begin_empty)
        page.cancel_requested.connect(self.cancel)

    def look(self) -> None:
        """Show the page where there is nothing in the shop yet."""

        def ask(_none: None, _ctx: JobContext) -> bool:
            return bool(self._shop().count_products() == 0)

        callbacks = Callbacks(self._window.show_no_products)
        self._runner.start("start", ask, None, callbacks, latest_wins=False)

    def open_demo(self) -> None:
        """Write the demo shop unless it is there, then let it be opened."""
        if (self._demo / "shop.db").exists():
            self.demo_ready.emit()
            return
        self._view.show_busy(self._messages.stage("demo"), None)
        self.ask("demo.write", WriteDemo(str(self._demo)), lambda _none: self.demo_ready.emit())

    def begin_empty(self) -> None:
        """Show the empty shop, and where its name is set."""
        self._window.show_welcome(False)
        self._window.settings_requested.emit("shop")

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window."""
        self._view.hide_busy()
        self._window.show_error(self._messages.error(error))
