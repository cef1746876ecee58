"""The composition root: builds runner, controllers and window, and wires them. Only this module knows everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from shopdesk import __title__
from shopdesk.engine.errors import EngineError
from shopdesk.impatience import Impatience
from shopdesk.paths import demo_folder
from shopdesk.running import Running, start_running
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.settings.keys import KEYS
from shopdesk.ui.main_window import MainWindow
from shopdesk.upkeep import Upkeep
from shopdesk.workers.runner import Callbacks, Runner

if TYPE_CHECKING:
    from shopdesk.engine.context import JobContext

CARDS = {
    "sells": "recommend",
    "order": "prices",
    "prices": "prices",
    "quality": "recommend",
    "photos": "photos",
    "voice": "voice",
}
"""Where the cards of the start page lead to."""
WARM_PARTS = ("search", "recommend", "voice", "vision", "prices")


class ShopDesk(QObject):
    """The running program: one window, its controllers, its lanes and its engine process.

    Parameters
    ----------
    folder : Path
        The shop's folder.
    url : str, optional
        Of the shop's database, where that is on a server.
    settings : Settings, optional
        What is set on this computer; read from the user's file if None.
    running : Running, optional
        Shop and engine of a window before this one.
    """

    def __init__(
        self,
        folder: Path,
        url: str | None = None,
        settings: Settings | None = None,
        running: Running | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or Settings.load()
        self.taken_over = running is not None
        self.running = running or start_running(folder, url, self.settings)
        self.shop, self.engine = self.running.shop, self.running.engine
        self.runner = Runner(self.engine, self)
        self.window = MainWindow({name: self.settings.get(key) for name, key in KEYS.items()})
        self._folder, self._url = folder, url
        self._show_name("")
        self.upkeep = Upkeep(self)
        self.restore_from = ""
        self.next_shop = ""  # "demo" or "own": what is opened when this window has closed
        self.draw_anew = False
        self.settings_open: str | None = None  # the section that was shown when the window closed
        self._closed = False
        self._parts = self._build()
        self._complete = False
        self.impatience = Impatience(self.complete, self)
        self.window.closing.connect(self.close)
        self.window.first_painted.connect(lambda: QTimer.singleShot(0, self, self._go_on))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Build what is not built yet when it is asked for."""
            if name.startswith("_") or name in self.__dict__ or self.__dict__.get("_complete", True):
                raise AttributeError(name)
            self.complete()
            return getattr(self, name)

    def complete(self) -> None:
        """Build at once what else is built bit by bit after the first paint."""
        for _ in self._parts:
            pass

    def _build(self) -> Iterator[None]:
        """Build what the first paint can do without, in turns of some milliseconds: first what a till needs."""
        for name in ("engine.types", "controllers.requests", "controllers.messages", "controllers.recommend"):
            import_module(f"shopdesk.{name}")
            yield
        # the engine's process comes up while the window is still being built
        self.runner.start("preload", lambda _request, _ctx: self.engine.start(), None, Callbacks())
        from shopdesk.controllers.messages import Messages
        from shopdesk.controllers.till import BasketController, SearchController

        window = self.window
        self.messages = Messages(QCoreApplication.translate)
        args = (self.runner, self.messages)
        self.search = SearchController(window.search, window, *args, parent=self)
        self.basket = BasketController(window.basket, window, *args, self.shop, parent=self)
        yield
        from shopdesk.controllers.till_dialogs import TillDialogs

        self.dialogs = TillDialogs(window.basket, window, *args, self.basket, self.shop, parent=self)
        yield
        yield from self._build_frame()
        yield from window.pages.build_all()
        yield from self._build_tabs()
        self.upkeep.follow_voice()
        self._wire()
        self._complete = True
        self.impatience.stop()

    def _build_frame(self) -> Iterator[None]:
        """Build what stands around the tabs."""
        from shopdesk.controllers.care import CareController, TillsController
        from shopdesk.controllers.first_run import FirstRunController
        from shopdesk.controllers.start import StartController

        window, args = self.window, (self.runner, self.messages)
        self.care = CareController(window, *args, self.shop, self._folder, parent=self)
        self.tills = TillsController(window, *args, self.shop, parent=self)
        self.start = StartController(window.start, *args, self.shop, parent=self)
        self.first_run = FirstRunController(window, *args, self.shop, demo_folder(), parent=self)
        yield
        from shopdesk.controllers.imports import ImportController
        from shopdesk.controllers.palette import PaletteController

        self.palette = PaletteController(window, *args, parent=self)
        self.imports = ImportController(window, *args, self.shop, parent=self)
        yield

    def _build_tabs(self) -> Iterator[None]:
        """Build what leads the tabs' pages."""
        from shopdesk.controllers.recommend import RecommendController

        window, args = self.window, (self.runner, self.messages)
        self.recommend = RecommendController(window.recommend, *args, self.shop, parent=self)
        yield
        from shopdesk.controllers.prices import PricesController

        self.prices = PricesController(window.prices, *args, parent=self)
        yield
        from shopdesk.controllers.photo_checks import ChecksController
        from shopdesk.controllers.photo_teaching import TeachingController
        from shopdesk.controllers.photos import PhotosController

        self.photos = PhotosController(window.photos, *args, parent=self)
        self.teaching = TeachingController(window.photos.teaching, *args, parent=self)
        self.checks = ChecksController(window.photos.checks, *args, parent=self)
        yield
        from shopdesk.controllers.settings import SettingsController
        from shopdesk.controllers.voice import VoiceController
        from shopdesk.controllers.voice_words import VoiceWordsController

        self.voice = VoiceController(window.voice, *args, parent=self)
        self.words = VoiceWordsController(window.voice, *args, self.voice.takes, parent=self)
        names = self.voice.microphone_names
        self.choices = SettingsController(window, *args, self.settings, self.shop, self._folder, names, parent=self)
        yield

    def _go_on(self) -> None:
        """Build the next part, and let the window have its turn."""
        if self._closed:
            return
        if next(self._parts, self) is self:
            self._start()
        else:
            QTimer.singleShot(0, self, self._go_on)

    def show(self) -> None:
        """Show the window; everything else is built and starts after its first paint."""
        self.impatience.listen()
        self.window.show()

    def close(self) -> None:
        """Stop in stages: no new jobs, cancel, finish writes, end the engine process, close the shop."""
        if self._closed:
            return
        self._closed = True
        self.complete()
        self.voice.close()
        self.imports.close()
        self.upkeep.close()
        self.settings_open = self.choices.open_section
        self.choices.close()
        self.runner.shutdown(keep_engine=self.draw_anew)
        if not self.draw_anew:
            self.shop.close()
        for controller in (self.photos, self.teaching, self.checks):
            controller.close()
        for timer in self.findChildren(QTimer):
            timer.stop()  # nothing is shown any more in a window that goes

    def _wire(self) -> None:
        window = self.window
        window.speak_pressed.connect(self.voice.press)
        window.speak_released.connect(self.voice.release)
        for controller in (self.recommend, self.photos, self.voice, self.search, self.palette):
            controller.add_requested.connect(self.basket.add)
        self.photos.learned_again.connect(self.teaching.heal)
        self.teaching.learned_again.connect(self.photos.heal)
        self.voice.quantity_requested.connect(self.basket.set_quantity)
        self.voice.listening_started.connect(lambda: window.show_tab("voice"))
        self.basket.changed.connect(self.voice.follow_basket)
        window.scanner.scanned.connect(self.basket.scan)
        self.tills.changed.connect(self.basket.load)
        self.care.restore_requested.connect(self._restore)
        self.choices.shop_read.connect(lambda values: self._show_name(values["shop/name"]))
        self.choices.shop_changed.connect(self._follow_shop)
        # listing microphones loads the system's sound, and all codecs that it has: where they are chosen, not at start
        window.settings_requested.connect(lambda _section: self.voice.look_for_microphones())
        self.voice.microphones_found.connect(self.choices.show_microphones)
        self.palette.prices_wanted.connect(self._show_prices)
        self.palette.goes_with_wanted.connect(self._show_goes_with)
        window.import_requested.connect(self.imports.show)
        self.imports.changed.connect(self._refresh)
        self.first_run.demo_ready.connect(lambda: self._open_next("demo"))
        window.demo_toggled.connect(self._toggle_demo)
        window.start.opened.connect(self._open_card)
        self.basket.sold.connect(self.start.load)
        self.recommend.learned.connect(self.start.ask_engine)
        self.prices.learning.connect(lambda text: None if text else self.start.ask_engine())
        self.basket.changed.connect(self.recommend.follow_basket)
        self.recommend.suggestions.connect(window.basket.show_suggestions)
        self.recommend.learning.connect(window.status.show_job)
        self.recommend.learned.connect(window.status.hide_job)
        window.status.cancel_requested.connect(lambda: self.runner.cancel_lane("learn"))
        self.prices.learning.connect(lambda text: window.status.show("prices", text))
        self.prices.alerted.connect(lambda text: window.status.show("alerts", text))
        window.status.cancel_requested.connect(lambda: self.runner.cancel_lane("warm"))

    def _start(self) -> None:
        status = self.window.status
        status.show("engine", self.tr("Engine starting"))
        from shopdesk.workers.qt_types import TypeMaker

        TypeMaker((QtCore, QtGui, QtWidgets), self._import_charts, self).start()
        self.first_run.look()
        self.start.load()
        self.choices.start()
        self.basket.load()
        self.recommend.load()
        self.dialogs.count_parked()
        self.prices.find()
        self.photos.find("")
        if self.window.tab == "voice":
            self.voice.look_for_microphones()
        self._warm(list(WARM_PARTS))
        self.care.start()
        if self._url is not None:
            self.tills.start()

    def _import_charts(self) -> None:
        """Import the chart library on a lane: on first use it would hold up the window for a sixth of a second."""
        if not self._closed:
            self.runner.start("preload", _import_charts, None, Callbacks())

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
        self.first_run.look()
        self.start.load()
        self._warm(list(WARM_PARTS))

    def _warm(self, parts: list[str]) -> None:
        """Load one part after the other in the background, so that the first question is answered fast."""
        status = self.window.status
        if not parts:
            status.hide_job()
            status.show("engine", self.tr("Engine ready"))
            self.start.ask_engine()
            return

        from shopdesk.controllers.requests.catalog import WarmRequest

        def next_part(_result: Any = None) -> None:
            self._warm(parts[1:])

        def failed(error: EngineError) -> None:
            from shopdesk.controllers.photo_base import REBUILDABLE

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

    def _show_name(self, name: str) -> None:
        """Write the shop's name over the window; the folder's as long as it has none."""
        if not name:
            name = self.tr("Demo shop") if self._folder == demo_folder() else self._folder.name
        if name == __title__:  # the folder of a shop that was not named yet
            name = ""
        self.window.setWindowTitle(f"{name} - {__title__}" if name else __title__)
        self.window.start.show_name(name)
        self.window.status.show("shop", name)

    def _follow_shop(self, key: str) -> None:
        """Show what a setting of the shop changes."""
        if key == schema.CURRENCY.key:
            self._refresh()
        elif key == schema.SHOW_TAX.key:
            self.basket.load()

    def _open_card(self, card: str) -> None:
        """Show what a card of the start page is about."""
        self.window.show_tab(CARDS[card])
        if card == "quality":
            self.window.recommend.quality_button.click()

    def _toggle_demo(self) -> None:
        """Go over to the demo shop, or back to the own one."""
        if self._folder == demo_folder():
            self._open_next("own")
        else:
            self.first_run.open_demo()

    def _open_next(self, which: str) -> None:
        """Close the window; :func:`program.run` opens the other shop."""
        self.next_shop = which
        self.window.close()

    def _show_prices(self, product_id: str) -> None:
        self.window.show_tab("prices")
        self.prices.choose(product_id)

    def _show_goes_with(self, product_id: str) -> None:
        self.window.show_tab("recommend")
        self.recommend.choose_subject("product", product_id)


def _import_charts(_request: None, ctx: JobContext) -> None:
    import pyqtgraph  # noqa: F401


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
