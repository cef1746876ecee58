"""What the settings of this computer do to a running window: look, language, keys, microphone, its place."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from shopdesk.engine.errors import EngineError
from shopdesk.settings import schema
from shopdesk.settings.keys import KEYS
from shopdesk.settings.setting import Setting, T
from shopdesk.ui.main_window import START
from shopdesk.ui.theme import apply_motion, apply_theme

if TYPE_CHECKING:
    from shopdesk.app import ShopDesk


class Upkeep(QObject):
    """Lets each setting act on one window, from its start to its end.

    Parameters
    ----------
    desk : ShopDesk
        The window with its controllers.
    """

    def __init__(self, desk: ShopDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stops: list[Callable[[], None]] = []
        window, settings = desk.window, desk.settings
        self._follow(schema.THEME, self._dress)
        self._follow(schema.MOTION, self._move, now=True)
        self._follow(schema.LANGUAGE, self._draw_anew)
        self._follow(schema.VOICE_KEY, window.set_speak_key, now=True)
        for name, key in KEYS.items():
            self._follow(key, partial(window.actions_.set_key, name))
        window.theme_requested.connect(lambda mode: self._keep(schema.THEME, mode))
        window.manual_requested.connect(self._show_manual)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress_again)
        if settings.get(schema.START_PAGE) and not desk.taken_over:
            window.show_tab(START)
        elif settings.get(schema.WINDOW_TAB):
            window.show_tab(settings.get(schema.WINDOW_TAB))
        place = settings.get(schema.WINDOW_PLACE)
        if place:
            window.restoreGeometry(QByteArray(base64.b64decode(place)))

    def follow_voice(self) -> None:
        """Let the settings act on what is built after the first paint: microphone and sounds."""
        from shopdesk.workers.sounds import Sounds

        desk, window = self._desk, self._desk.window
        self._follow(schema.MICROPHONE, desk.voice.choose_microphone, now=True)
        window.voice.microphone_chosen.connect(lambda name: self._keep(schema.MICROPHONE, name))
        self.sounds = Sounds()
        window.scanner.scanned.connect(lambda _code: self._sound(schema.SOUND_SCAN, "scan"))
        for signal, name in (
            (desk.voice.understood, "understood"),
            (desk.voice.not_understood, "not_understood"),
        ):
            signal.connect(partial(self._sound, schema.SOUND_VOICE, name))

    def close(self) -> None:
        """Keep where the window stood, and follow nothing any more."""
        window = self._desk.window
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._dress_again)
        for stop in self._stops:
            stop()
        self.sounds.close()
        self._keep(schema.WINDOW_PLACE, base64.b64encode(window.saveGeometry().data()).decode())
        self._keep(schema.WINDOW_TAB, window.tab)

    def _follow(self, setting: Setting[T], act: Callable[[T], object], now: bool = False) -> None:
        def changed(value: T) -> None:
            act(value)

        self._stops.append(self._desk.settings.watch(setting, changed))
        if now:
            act(self._desk.settings.get(setting))

    def _keep(self, setting: Setting[T], value: T) -> None:
        """Set something that the owner did not set in the dialog: a file that cannot be written is no news here."""
        with contextlib.suppress(EngineError):
            self._desk.settings.set(setting, value)

    def _sound(self, wanted: Setting[bool], name: str) -> None:
        if self._desk.settings.get(wanted):
            self.sounds.play(name)

    def _dress(self, mode: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode)

    def _move(self, motion: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_motion(app, motion)

    def _dress_again(self) -> None:
        """The system went from light to dark, or back."""
        if self._desk.settings.get(schema.THEME) == "system":
            self._dress("system")

    def _show_manual(self) -> None:
        from shopdesk.ui.manual_dialog import show_manual

        language = self._desk.settings.get(schema.LANGUAGE)
        show_manual(self._desk.window, QLocale.system().name() if language == "system" else language)

    def _draw_anew(self, _language: str) -> None:
        """Close the window; :func:`program.open_windows` builds it anew around the same shop and engine."""
        self._desk.draw_anew = True
        self._desk.window.close()
