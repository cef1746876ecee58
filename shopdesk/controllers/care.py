"""The shop's data: the daily backup, the dialog of backups and checks, and how this till stands with the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal

from shopdesk.controllers.base import JobRunner, ShopController
from shopdesk.controllers.messages import Messages
from shopdesk.engine.context import JobContext
from shopdesk.engine.types import BackupCard, TillNews
from shopdesk.workers.runner import Callbacks

LOOK_MS = 30 * 60 * 1000  # a window that stays open for weeks has its backup each day too
FIRST_MS = 20_000  # not while the first customer waits


class CareController(ShopController):
    """Makes the daily backup, and does what the dialog asks.

    Parameters
    ----------
    window : the view; it makes the dialog and has the status line.
    shop : callable
        Returns the open shop; called on the lane.
    folder : Path
        The shop's folder.

    Signals
    -------
    restore_requested(str): put this backup in the shop's place.
    """

    lane = "io"
    restore_requested = Signal(str)

    def __init__(
        self,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._folder = folder
        self._dialog: Any = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.back_up_today)
        window.care_requested.connect(self.show)

    def start(self) -> None:
        """Look now and then whether today's backup has been made."""
        self._timer.start(LOOK_MS)
        QTimer.singleShot(FIRST_MS, self, self.back_up_today)

    def back_up_today(self) -> None:
        """Make today's backup unless it is there."""
        from shopdesk.store.backup import daily_backup, list_backups

        def run(_none: None, ctx: JobContext) -> Any:
            daily_backup(self._shop(), ctx)
            return next(iter(list_backups(self._folder)), None)

        def done(newest: Any) -> None:
            if newest is not None:
                self._view.show_backed_up(_clock(newest.made_at))

        self._runner.start(self.lane, run, None, Callbacks(done, self._failed_daily), latest_wins=False)

    def show(self) -> None:
        """Open the dialog."""
        self._dialog = dialog = self._view.care_dialog()
        dialog.backup.connect(self._back_up)
        dialog.check.connect(self._check)
        dialog.folder_chosen.connect(self._choose_folder)
        dialog.restore.connect(self.restore_requested)
        dialog.finished.connect(self._closed)
        self._list()
        dialog.open()

    def failed(self, error: Any) -> None:
        """Show the sentence of an error, in the dialog while it is open."""
        (self._dialog or self._view).show_error(self._messages.error(error))

    def _closed(self, _result: int) -> None:
        self._dialog = None

    def _failed_daily(self, error: Any) -> None:
        if not error.code.startswith("shop."):  # a shop that cannot be opened says so itself
            self.failed(error)

    def _list(self) -> None:
        from shopdesk.store.backup import backup_folder, list_backups

        def run(_none: None, _ctx: JobContext) -> tuple[str, list[BackupCard]]:
            cards = [
                BackupCard(str(info.path), info.made_at, info.reason, info.size, info.encrypted)
                for info in list_backups(self._folder)
            ]
            return str(backup_folder(self._folder)), cards

        def done(found: tuple[str, list[BackupCard]]) -> None:
            if self._dialog is not None:
                self._dialog.show_backups(*found)

        self._work(run, done, "")

    def _back_up(self) -> None:
        from shopdesk.store.backup import make_backup

        def done(info: Any) -> None:
            self._view.show_backed_up(_clock(info.made_at))
            if self._dialog is not None:
                self._dialog.show_message(self.tr("Backed up and checked: {0}").format(info.path.name))
            self._list()

        self._work(lambda _none, ctx: make_backup(self._shop(), "hand", ctx=ctx), done, self.tr("Making a backup …"))

    def _choose_folder(self, folder: str) -> None:
        from shopdesk.store.backup import choose_backup_folder

        def run(_none: None, _ctx: JobContext) -> Path:
            return choose_backup_folder(self._folder, Path(folder))

        self._work(run, lambda _path: self._list(), "")

    def _check(self) -> None:
        from shopdesk.controllers.desk_care import verify_everything

        def run(_none: None, ctx: JobContext) -> list[str]:
            checks = verify_everything(self._shop(), ctx)
            problems = [problem for check in checks for problem in check.problems]
            return [self._messages.error_code(problem.code, problem.params) for problem in problems]

        def done(sentences: list[str]) -> None:
            if self._dialog is not None:
                self._dialog.show_found(sentences)

        self._work(run, done, self.tr("Checking the shop's data …"))

    def _work(self, run: Callable[[None, JobContext], Any], done: Callable[[Any], None], says: str) -> None:
        if self._dialog is not None:
            self._dialog.show_busy(says)
        self._runner.start(self.lane, run, None, Callbacks(done, self.failed), latest_wins=False)


class TillsController(ShopController):
    """Keeps this till in touch with the server, if the shop is on one, and shows how it stands.

    Signals
    -------
    changed(): another till changed prices, products or stock.
    """

    lane = "tills"
    changed = Signal()

    def __init__(
        self,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._online: bool | None = None

    def start(self) -> None:
        """Stay in touch until the window closes."""

        def run(_none: None, ctx: JobContext) -> None:
            shop = self._shop()
            if hasattr(shop, "keep_up"):
                shop.keep_up(ctx, ctx.partial)

        self._runner.start(self.lane, run, None, Callbacks(None, self.failed, None, self.show_news))

    def show_news(self, news: TillNews) -> None:
        """Show how the till stands; tell once when the server goes and when it comes back."""
        if news.online:
            text = self.tr("Server connected, till {0}").format(news.till)
        elif news.waiting == 1:
            text = self.tr("Server away: 1 sale waits on this till")
        else:
            text = self.tr("Server away: {0} sales wait on this till").format(news.waiting)
        self._view.status.show("server", text)
        if self._online is not None and news.online != self._online:
            if news.online:
                self._view.show_message(self.tr("The server is back. All sales of this till are there."))
            else:
                self._view.show_error(self._messages.error_code(news.code or "shop.offline", news.params))
        self._online = news.online
        if news.changed:
            self.changed.emit()

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window, and try again."""
        self._view.show_error(self._messages.error(error))
        QTimer.singleShot(10_000, self, self.start)


def _clock(moment: Any) -> str:
    """A moment as the status line says it: the time of today, the date of another day."""
    at = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    if at.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(at, "HH:mm")
    return QLocale().toString(at.date(), QLocale.FormatType.ShortFormat)
