"""The program around its windows: the application object, one window after the other, and what comes between."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog

from shopdesk import __title__, __version__
from shopdesk.app import ShopDesk, wait_until
from shopdesk.commands.common import shop_folder
from shopdesk.controllers.crashes import CrashTeller, crash_of_before
from shopdesk.crashes import reporting
from shopdesk.engine.errors import EngineError, NotFound
from shopdesk.paths import demo_folder, resource_dir, user_data_dir, user_log_dir
from shopdesk.running import Running
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.instance import WindowLock


def install_translations(app: QApplication, language: str = "system") -> None:
    """Speak a language from now on: Qt's own texts, ShopDesk's, and how money, dates and numbers are written.

    Parameters
    ----------
    app : QApplication
    language : str
        ``system``, ``pseudo``, or a language as a setting has it.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    locale = QLocale.system() if language == "system" else QLocale("en_US" if language == "pseudo" else language)
    if locale.language() == QLocale.Language.C:  # no locale is set: write money and dates as English does
        locale = QLocale("en_US")
    QLocale.setDefault(locale)
    if language == "pseudo":
        from shopdesk.ui.pseudo import PseudoTranslator

        app.installTranslator(PseudoTranslator(app))
        return
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("shopdesk", str(resource_dir() / "translations")),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def make_application(theme: str, language: str = "system", scale: int = 100) -> QApplication:
    """Return the application object; without a display it draws offscreen."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale / 100))
    app = QApplication.instance() or QApplication(["shopdesk"])
    assert isinstance(app, QApplication)
    app.setApplicationName(__title__)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("shopdesk")
    app.setWindowIcon(QIcon(str(resource_dir() / "icons" / "shopdesk.svg")))
    install_translations(app, language)
    apply_theme(app, theme)
    return app


def run(options: argparse.Namespace, settings: Settings) -> int:
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
        theme, scale = options.theme or settings.get(schema.THEME), settings.get(schema.SCALE)
        app = make_application(theme, settings.get(schema.LANGUAGE), scale)
        own = Shopfront(folder if folder != demo_folder() else user_data_dir(), options.database)
        return open_shops(app, Shopfront(folder, options.database), own, settings)
    except EngineError as error:
        from shopdesk.controllers.messages import Messages

        sys.stderr.write(Messages().error(error) + "\n")
        return 1


@dataclass(frozen=True)
class Shopfront:
    """Which shop a window is opened on."""

    folder: Path
    url: str | None = None


def open_shops(app: QApplication, first: Shopfront, own: Shopfront, settings: Settings) -> int:
    """Open a shop, and after it the demo shop or the own one, as often as the owner goes over. The exit code."""
    front = first
    while True:
        lock = WindowLock(front.folder)
        if not lock.take():
            return offer_first_window(lock, front.folder)
        try:
            code, wanted = open_windows(app, front, lock, settings)
        finally:
            lock.release()
        if not wanted:
            return code
        front = Shopfront(demo_folder()) if wanted == "demo" else own


def open_windows(app: QApplication, front: Shopfront, lock: WindowLock, settings: Settings) -> tuple[int, str]:
    """Open the window, and again after each restore or change of language.

    Returns the exit code, and which shop is wanted next: ``demo``, ``own`` or none.
    """
    folder, url = front.folder, front.url
    sentence, good = crash_of_before(user_log_dir()), False
    running: Running | None = None
    section: str | None = None
    while True:
        desk = ShopDesk(folder, url, settings, running)
        lock.show_requested.connect(desk.window.come_to_front)
        desk.show()
        if sentence:
            (desk.window.show_message if good else desk.window.show_error)(sentence)
        if section is not None:
            desk.choices.show(section)
        with reporting(user_log_dir(), CrashTeller(desk.window, desk)):
            code = app.exec()
        desk.close()
        desk.window.deleteLater()
        lock.show_requested.disconnect(desk.window.come_to_front)
        sentence, running, section = "", None, None
        if desk.draw_anew:
            install_translations(app, settings.get(schema.LANGUAGE))
            running, section = desk.running, desk.settings_open
        elif desk.restore_from:
            sentence, good = restore_in_between(folder, Path(desk.restore_from), url)
        else:
            return code, desk.next_shop


def restore_in_between(folder: Path, backup: Path, url: str | None) -> tuple[str, bool]:
    """Restore a backup while no window has the shop open; what to say of it, and whether it is good news."""
    from shopdesk.controllers.messages import Messages
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
