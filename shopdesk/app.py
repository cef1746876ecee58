"""The composition root: builds runner, controllers and window, and wires them. Only this module knows everything."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog

from shopdesk import __title__, __version__
from shopdesk.commands.common import shop_folder
from shopdesk.controllers.care import CareController, TillsController
from shopdesk.controllers.crashes import CrashTeller, crash_of_before
from shopdesk.controllers.desk import travelling_types
from shopdesk.controllers.imports import ImportController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.photo_base import REBUILDABLE
from shopdesk.controllers.photo_checks import ChecksController
from shopdesk.controllers.photo_teaching import TeachingController
from shopdesk.controllers.photos import PhotosController
from shopdesk.controllers.prices import PricesController
from shopdesk.controllers.recommend import RecommendController
from shopdesk.controllers.requests.catalog import WarmRequest
from shopdesk.controllers.till import BasketController, SearchController
from shopdesk.controllers.till_dialogs import TillDialogs
from shopdesk.controllers.voice import VoiceController
from shopdesk.crashes import reporting
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError, NotFound
from shopdesk.paths import resource_dir, user_log_dir
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.codec import Codec
from shopdesk.workers.engine_client import EngineClient
from shopdesk.workers.instance import WindowLock
from shopdesk.workers.runner import Callbacks, Runner

WARM_PARTS = ("search", "recommend", "voice", "vision", "prices")


def engine_command(folder: Path, url: str | None) -> list[str]:
    """Return what starts the engine process, from source and from a bundle."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "shopdesk"]
    return [*start, "--engine", str(folder), url or ""]


class ShopAccess:
    """Opens the shop on first use, on the lane that uses it: the window does not wait for the database."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._folder = folder
        self._url = url
        self._lock = threading.Lock()
        self._shop: Any = None

    def __call__(self) -> Any:
        """Return the open shop."""
        from shopdesk.store.till_shop import open_here

        with self._lock:
            if self._shop is None:
                self._shop = open_here(self._folder, self._url)
            return self._shop

    def close(self) -> None:
        """Close the shop if it was opened."""
        with self._lock:
            if self._shop is not None:
                self._shop.close()
                self._shop = None


class ShopDesk(QObject):
    """The running program: one window, its controllers, its lanes and its engine process."""

    def __init__(self, folder: Path, url: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = Messages(QCoreApplication.translate)
        self.shop = ShopAccess(folder, url)
        self.engine = EngineClient(engine_command(folder, url), Codec(travelling_types()), user_log_dir())
        self.runner = Runner(self.engine, self)
        self.window = window = MainWindow()
        window.setWindowTitle(f"{__title__} - {folder.name}" if folder.name else __title__)
        args = (self.runner, self.messages)
        self.recommend = RecommendController(window.recommend, *args, self.shop, parent=self)
        self.prices = PricesController(window.prices, *args, parent=self)
        self.photos = PhotosController(window.photos, *args, parent=self)
        self.teaching = TeachingController(window.photos.teaching, *args, parent=self)
        self.checks = ChecksController(window.photos.checks, *args, parent=self)
        self.voice = VoiceController(window.voice, *args, parent=self)
        self.search = SearchController(window.search, window, *args, parent=self)
        self.basket = BasketController(window.basket, window, *args, self.shop, parent=self)
        self.dialogs = TillDialogs(window.basket, window, *args, self.basket, self.shop, parent=self)
        self.care = CareController(window, *args, self.shop, folder, parent=self)
        self.tills = TillsController(window, *args, self.shop, parent=self)
        self.restore_from = ""
        self._url = url
        self.imports = ImportController(window, *args, self.shop, parent=self)
        self._closed = False
        self._wire()

    def show(self) -> None:
        """Show the window; everything else starts after its first paint."""
        self.window.show()

    def close(self) -> None:
        """Stop in stages: no new jobs, cancel, finish writes, end the engine process, close the shop."""
        if self._closed:
            return
        self._closed = True
        self.voice.close()
        self.imports.close()
        self.runner.shutdown()
        self.shop.close()
        for controller in (self.photos, self.teaching, self.checks):
            controller.close()

    def _wire(self) -> None:
        window = self.window
        window.first_painted.connect(lambda: QTimer.singleShot(0, self, self._start))
        window.closing.connect(self.close)
        window.speak_pressed.connect(self.voice.press)
        window.speak_released.connect(self.voice.release)
        window.theme_requested.connect(self._set_theme)
        for controller in (self.recommend, self.photos, self.voice, self.search):
            controller.add_requested.connect(self.basket.add)
        window.scanner.scanned.connect(self.basket.scan)
        self.tills.changed.connect(self.basket.load)
        self.care.restore_requested.connect(self._restore)
        window.import_requested.connect(self.imports.show)
        self.imports.changed.connect(self._refresh)
        self.basket.changed.connect(self.recommend.follow_basket)
        self.recommend.suggestions.connect(window.basket.show_suggestions)
        self.recommend.learning.connect(window.status.show_job)
        self.recommend.learned.connect(window.status.hide_job)
        window.status.cancel_requested.connect(lambda: self.runner.cancel_lane("learn"))
        self.prices.learning.connect(lambda text: window.status.show("prices", text))
        self.prices.alerted.connect(lambda text: window.status.show("alerts", text))
        window.status.cancel_requested.connect(lambda: self.runner.cancel_lane("warm"))

    def _start(self) -> None:
        if self._closed:
            return
        status = self.window.status
        status.show("engine", self.tr("Engine starting"))
        self.runner.start("preload", _import_charts, None, Callbacks())
        self._look_whether_empty()
        self.basket.load()
        self.recommend.load()
        self.dialogs.count_parked()
        self.prices.find()
        self.photos.find("")
        self.voice.look_for_microphones()
        self._warm(list(WARM_PARTS))
        self.care.start()
        if self._url is not None:
            self.tills.start()

    def _restore(self, path: str) -> None:
        """Close the window; :func:`run` restores the backup and opens it again."""
        self.restore_from = path
        self.window.close()

    def _refresh(self) -> None:
        """Show a shop whose products or sales were imported or taken back."""
        self.basket.load()
        self.recommend.load()
        self.prices.find()
        self.photos.find("")
        self._look_whether_empty()
        self._warm(list(WARM_PARTS))

    def _look_whether_empty(self) -> None:
        """Offer the import to a shop that has nothing yet."""

        def ask(_none: None, _ctx: JobContext) -> bool:
            return bool(self.shop().count_products() == 0)

        callbacks = Callbacks(self.window.show_welcome)
        self.runner.start("preload", ask, None, callbacks, latest_wins=False)

    def _warm(self, parts: list[str]) -> None:
        """Load one part after the other in the background, so that the first question is answered fast."""
        status = self.window.status
        if not parts:
            status.hide_job()
            status.show("engine", self.tr("Engine ready"))
            return

        def next_part(_result: Any = None) -> None:
            self._warm(parts[1:])

        def failed(error: EngineError) -> None:
            if error.code in REBUILDABLE:  # with the button that rebuilds, where it is about
                self.photos.tell(error)
            else:
                self._show_shop_error(error)
            if error.code.startswith(("engine.", "shop.")):
                status.hide_job()
                status.show("engine", self.tr("Engine not ready"))
            else:
                next_part()

        def progress(fraction: float, stage: str) -> None:
            status.show_job(self.messages.stage(stage), fraction)

        callbacks = Callbacks(next_part, failed, progress, None, status.hide_job)
        self.runner.start("warm", "warm", WarmRequest((parts[0],)), callbacks)

    def _show_shop_error(self, error: EngineError) -> None:
        """Show an error; a damaged shop offers its last good backup."""
        backup = str(error.params.get("backup", ""))
        if error.code == "shop.damaged_backup" and backup:
            says = self.tr("Restore it")
            self.window.show_error(self.messages.error(error), says, lambda: self._restore(backup))
        else:
            self.window.show_error(self.messages.error(error))

    def _set_theme(self, mode: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode)


def _import_charts(_request: None, ctx: JobContext) -> None:
    """Import the chart library on a lane: on first use it would hold up the window for a sixth of a second."""
    import pyqtgraph  # noqa: F401


def install_translations(app: QApplication, language: str = "") -> None:
    """Install Qt's own and ShopDesk's translations for the locale, where there are any."""
    locale = QLocale(language) if language else QLocale()
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("shopdesk", str(resource_dir() / "translations")),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def make_application(theme: str) -> QApplication:
    """Return the application object; without a display it draws offscreen."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["shopdesk"])
    assert isinstance(app, QApplication)
    app.setApplicationName(__title__)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("shopdesk")
    app.setWindowIcon(QIcon(str(resource_dir() / "icons" / "shopdesk.svg")))
    if QLocale().language() == QLocale.Language.C:  # no locale is set: write money and dates as English does
        QLocale.setDefault(QLocale("en_US"))
    install_translations(app)
    apply_theme(app, theme)
    return app


def run(options: argparse.Namespace) -> int:
    """Open the window, or do the self-test. Returns the exit code."""
    try:
        if options.command == "self-test" and options.data is None and options.database is None:
            options.demo = True
        folder = shop_folder(options)
        if options.command == "self-test" and options.database is None and not (folder / "shop.db").exists():
            raise NotFound("shop.missing", path=str(folder))
        if options.command == "self-test":
            from shopdesk.selftest import self_test

            return self_test(options, folder)
        if options.data is not None and not folder.exists():
            raise NotFound("shop.missing", path=str(folder))
        app = make_application(options.theme)
        lock = WindowLock(folder)
        if not lock.take():
            return offer_first_window(lock, folder)
        try:
            return open_windows(app, folder, options.database, lock)
        finally:
            lock.release()
    except EngineError as error:
        sys.stderr.write(Messages().error(error) + "\n")
        return 1


def open_windows(app: QApplication, folder: Path, url: str | None, lock: WindowLock) -> int:
    """Open the window, and again after each restore that was asked for in it. Returns the exit code."""
    sentence, good = crash_of_before(user_log_dir()), False
    while True:
        desk = ShopDesk(folder, url)
        lock.show_requested.connect(desk.window.come_to_front)
        desk.show()
        if sentence:
            (desk.window.show_message if good else desk.window.show_error)(sentence)
        with reporting(user_log_dir(), CrashTeller(desk.window, desk)):
            code = app.exec()
        desk.close()
        lock.show_requested.disconnect(desk.window.come_to_front)
        if not desk.restore_from:
            return code
        sentence, good = restore_in_between(folder, Path(desk.restore_from), url)


def restore_in_between(folder: Path, backup: Path, url: str | None) -> tuple[str, bool]:
    """Restore a backup while no window has the shop open; what to say of it, and whether it is good news."""
    from shopdesk.store.restore import restore_shop

    messages = Messages(QCoreApplication.translate)
    notice = QProgressDialog(messages.stage("restore"), "", 0, 0)
    notice.setCancelButton(None)  # type: ignore[arg-type]  # there is nothing to cancel: it is one rename
    notice.setMinimumDuration(0)
    notice.show()
    done: list[EngineError | None] = []

    def work() -> None:
        try:
            restore_shop(folder, backup, url)
            done.append(None)
        except EngineError as error:
            done.append(error)
        except Exception:
            logging.getLogger(__name__).exception("the restore failed")
            done.append(EngineError("internal"))

    thread = threading.Thread(target=work, name="restore")
    thread.start()
    while not wait_until(lambda: bool(done), 3600):
        pass
    thread.join()
    notice.close()
    if done[0] is not None:
        return messages.error(done[0]), False
    return QCoreApplication.translate("ShopDesk", "The backup is restored. What was there before is kept."), True


def offer_first_window(lock: WindowLock, folder: Path) -> int:
    """Say that the shop is open already, and show that window if the owner wants."""
    question = QMessageBox()
    question.setWindowTitle(__title__)
    question.setIcon(QMessageBox.Icon.Information)
    question.setText(QCoreApplication.translate("ShopDesk", "This shop is open in another ShopDesk window."))
    question.setInformativeText(str(folder))
    show = question.addButton(
        QCoreApplication.translate("ShopDesk", "Show that window"), QMessageBox.ButtonRole.AcceptRole
    )
    question.addButton(QMessageBox.StandardButton.Close)
    question.setDefaultButton(show)
    question.exec()
    if question.clickedButton() is show:
        lock.ask_to_show()
    return 0


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Run the event loop until a condition holds; False when the time is over."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop

    deadline = QDeadlineTimer(int(seconds * 1000))
    loop = QEventLoop()
    poll = QTimer(loop)

    def check() -> None:
        if condition() or deadline.hasExpired():
            loop.quit()

    poll.timeout.connect(check)
    poll.start(20)
    loop.exec()
    poll.stop()
    return condition()
