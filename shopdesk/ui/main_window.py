"""The window: header with tabs, search and the speak button; the tab; the basket; the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from shopdesk.settings.keys import DEFAULTS
from shopdesk.ui import theme
from shopdesk.ui.actions import ICONS, NATIVE, Actions, Command, commands_of
from shopdesk.ui.basket_panel import BasketPanel
from shopdesk.ui.first_run import FirstRun
from shopdesk.ui.held_key import HeldKey
from shopdesk.ui.pages import START, TABS, Pages
from shopdesk.ui.scanner import ScannerFilter
from shopdesk.ui.search_field import SearchField
from shopdesk.ui.status_line import StatusLine
from shopdesk.ui.widgets import Bar, IconButton, label, restyle

if TYPE_CHECKING:
    from shopdesk.ui.care_dialog import CareDialog
    from shopdesk.ui.import_dialog import ImportDialog
    from shopdesk.ui.keys_dialog import KeysDialog
    from shopdesk.ui.palette import Palette
    from shopdesk.ui.parked_dialog import ParkedDialog
    from shopdesk.ui.photos_view import PhotosView
    from shopdesk.ui.prices_view import PricesView
    from shopdesk.ui.receipts_dialog import ReceiptsDialog
    from shopdesk.ui.recommend_view import RecommendView
    from shopdesk.ui.settings_dialog import SettingsDialog
    from shopdesk.ui.voice_view import VoiceView

Dialog = TypeVar("Dialog", bound=QDialog)


class MainWindow(QMainWindow):
    """ShopDesk's window.

    Signals
    -------
    closing(), first_painted(): once each.
    speak_pressed(), speak_released(): the speak key from any tab, or the round button in the header.
    theme_requested(str): ``light`` or ``dark``.
    settings_requested(str): the settings, at this section; empty for the first.
    palette_requested(), manual_requested(): find anything; read more.
    demo_toggled(): open the demo shop, or the own shop again.
    care_requested(): the dialog of the shop's data.
    import_requested(list): bring files in; paths, where files were dropped.
    """

    closing = Signal()
    speak_pressed = Signal()
    speak_released = Signal()
    first_painted = Signal()
    theme_requested = Signal(str)
    settings_requested = Signal(str)
    palette_requested = Signal()
    manual_requested = Signal()
    demo_toggled = Signal()
    care_requested = Signal()
    import_requested = Signal(list)

    def __init__(self, keys: Mapping[str, str] = DEFAULTS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("ShopDesk")
        self.setMinimumSize(1280, 720)
        self._painted = self._speaking = False
        self.held_key = HeldKey(self, "F2")
        self.held_key.moved.connect(self._speak)
        self.actions_ = Actions(self, keys)
        self.search, self.basket, self.status, self.bar = SearchField(), BasketPanel(), StatusLine(), Bar()
        self.pages = Pages()
        self.start = self.pages.start
        self.pages.import_requested.connect(lambda: self.import_requested.emit([]))
        self._add_actions()
        self._lay_out()

    def show_error(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show one sentence of what went wrong, over all tabs, and one way on."""
        said = self.bar.isVisible() and self.bar.sentence.text() == sentence
        if not action and said and self.bar.action.isVisible():
            return  # the same again, from another part of the window: the way on must stay
        self.bar.show_error(sentence, action, run)

    def show_message(self, sentence: str) -> None:
        """Show good news for a few seconds."""
        self.bar.show_message(sentence)

    @property
    def tab(self) -> str:
        """The name of the tab that is shown, or ``start``."""
        return self.pages.name

    @property
    def recommend(self) -> RecommendView:
        """The page of its tab, as the following ones; built when it is first asked for."""
        return cast("RecommendView", self.pages.page("recommend"))

    @property
    def prices(self) -> PricesView:
        """The page of prices."""
        return cast("PricesView", self.pages.page("prices"))

    @property
    def photos(self) -> PhotosView:
        """The page of photos."""
        return cast("PhotosView", self.pages.page("photos"))

    @property
    def voice(self) -> VoiceView:
        """The page of the voice."""
        return cast("VoiceView", self.pages.page("voice"))

    def show_tab(self, name: str) -> None:
        """Show a tab, or the start page, by its name."""
        if name == START:
            self._turn(self.start)
            return
        self.tabs.setCurrentIndex(TABS.index(name))
        self._switch(TABS.index(name))  # also from the start page, when the tab was the current one before

    def show_keys(self) -> None:
        """List the keys in a dialog."""
        self.keys_dialog().open()

    def keys_dialog(self) -> KeysDialog:
        """Return the dialog that lists the keys, which deletes itself."""
        from shopdesk.ui.keys_dialog import KeysDialog

        dialog = self._passing(KeysDialog(self.commands(), self.held_key.key.toString(NATIVE), self))
        dialog.change_requested.connect(lambda: self.settings_requested.emit("keys"))
        dialog.manual_requested.connect(self.manual_requested)
        return dialog

    def commands(self) -> list[Command]:
        """Return all that can be done by a key now: everywhere, and on the tab that is shown."""
        return [*self.actions_.commands(), *commands_of(self.pages.page(self.tab))]

    def palette_dialog(self) -> Palette:
        """Return the palette, which deletes itself."""
        from shopdesk.ui.palette import Palette

        return self._passing(Palette(self.commands(), self))

    def settings_dialog(self, section: str = "") -> SettingsDialog:
        """Return the dialog of settings, which deletes itself."""
        from shopdesk.ui.settings_dialog import SettingsDialog

        return self._passing(SettingsDialog(section, self))

    def set_speak_key(self, key: str) -> None:
        """Let another key be held to speak."""
        self.held_key.key = QKeySequence(key)
        self.pages.set_speak_key(key)
        says = self.tr("Hold to speak")
        self.speak.setAccessibleName(says)
        self.speak.setToolTip(f"{says} ({self.held_key.key.toString(NATIVE)})")
        self.start.show_speak_key(self.held_key.key.toString(NATIVE))

    def changeEvent(self, event: QEvent) -> None:
        """A window that goes away while the speak key is held never sees it go up."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._speak(False)

    def paintEvent(self, event: Any) -> None:
        """Tell once that the window has been painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def resizeEvent(self, event: Any) -> None:
        """Fold the basket where there is little room."""
        super().resizeEvent(event)
        self._make_room()

    def closeEvent(self, event: Any) -> None:
        """Tell that the window closes."""
        self.held_key.listen(False)
        self.scanner.stop()
        self.closing.emit()
        super().closeEvent(event)

    def showEvent(self, event: Any) -> None:
        """Listen for the speak key from now on."""
        super().showEvent(event)
        self.pages.page(self.tab)  # the tab that is shown at first, if that is not the start page
        self.search.field.setFocus()
        self.held_key.listen(True)
        self.scanner.start()

    def parked_dialog(self, has_lines: bool) -> ParkedDialog:
        """Return the dialog of parked baskets, which deletes itself."""
        from shopdesk.ui.parked_dialog import ParkedDialog

        return self._passing(ParkedDialog(has_lines, self))

    def care_dialog(self) -> CareDialog:
        """Return the dialog of the shop's data, which deletes itself."""
        from shopdesk.ui.care_dialog import CareDialog

        return self._passing(CareDialog(self))

    def show_backed_up(self, when: str) -> None:
        """Show when the last backup was made."""
        self.status.show("backup", self.tr("Backed up {0}").format(when))

    def come_to_front(self) -> None:
        """Show the window over others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def receipts_dialog(self) -> ReceiptsDialog:
        """Return the dialog of receipts, which deletes itself."""
        from shopdesk.ui.receipts_dialog import ReceiptsDialog

        return self._passing(ReceiptsDialog(self))

    def import_dialog(self) -> ImportDialog:
        """Return the import dialog, which deletes itself."""
        from shopdesk.ui.import_dialog import ImportDialog

        return self._passing(ImportDialog(self))

    def show_welcome(self, wanted: bool) -> None:
        """Show the first page in place of the tabs, as long as there is nothing in the shop."""
        self.welcome.setVisible(wanted)
        self.pages.setVisible(not wanted)
        if wanted:
            self.welcome.setFocus()

    def show_no_products(self, none: bool) -> None:
        """Show the first page, and in each tab how products come in, as long as there is nothing in the shop."""
        self.show_welcome(none)
        self.pages.show_no_products(none)

    def dragEnterEvent(self, event: Any) -> None:
        """Take tables wherever they are dropped."""
        from shopdesk.ui.import_files import tables_in

        if tables_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        """Open the import with what was dropped."""
        from shopdesk.ui.import_files import tables_in

        event.acceptProposedAction()
        self.import_requested.emit(tables_in(event.mimeData()))

    def _passing(self, dialog: Dialog) -> Dialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._focus_search)
        return dialog

    def _lay_out(self) -> None:
        self.scanner = ScannerFilter(self)
        self.basket.completed.connect(self._focus_search)
        self.basket.finished.connect(self._focus_search)
        middle, right, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        middle.setSpacing(0)
        self.bar.setProperty("edge", True)
        middle.addWidget(self.bar)
        middle.addWidget(self.pages, 1)
        self.welcome = FirstRun()
        self.welcome.import_requested.connect(lambda: self.import_requested.emit([]))
        self.welcome.hide()
        middle.addWidget(self.welcome, 1)
        self.setAcceptDrops(True)
        right.setSpacing(0)
        right.addLayout(middle, 1)
        right.addWidget(self.basket)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header())
        whole.addLayout(right, 1)
        whole.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _header(self) -> QWidget:
        header = QFrame()
        header.setProperty("role", "header")
        header.setFixedHeight(56)
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Tabs"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # a tab is never hidden: where words are long the search gives way
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        texts = (self.tr("Recommend"), self.tr("Prices"), self.tr("Photos"), self.tr("Voice"))
        self.pages.name_pages(dict(zip(TABS, texts, strict=True)))
        for name, text in zip(TABS, texts, strict=True):
            self.tabs.setTabToolTip(self.tabs.addTab(text), self.actions_[name].shortcut().toString(NATIVE))
        self.tabs.currentChanged.connect(self._switch)
        self.tabs.tabBarClicked.connect(self._switch)
        self.home = self._header_button(START)
        self.home.setCheckable(True)
        self.speak = IconButton("microphone", "")
        self.speak.setProperty("role", "round")
        self.speak.pressed.connect(lambda: self._speak(True))
        self.speak.released.connect(lambda: self._speak(False))
        self.set_speak_key("F2")
        self.import_button = self._header_button("import")
        self.theme_button = self._header_button("theme")
        self.care_button = self._header_button("care")
        self.settings_button = self._header_button("settings")
        self.help_button = self._header_button("help")
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(460)
        row.addWidget(label("ShopDesk", "brand"))
        row.addWidget(self.home)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addWidget(self.speak)
        for widget in (self.import_button, self.care_button, self.theme_button, self.settings_button, self.help_button):
            row.addWidget(widget)
        return header

    def _header_button(self, name: str) -> IconButton:
        out = IconButton(ICONS[name], "")
        self.actions_.bind(out, name)
        return out

    def _add_actions(self) -> None:
        for name in (START, *TABS):
            self.actions_.add(name, partial(self.show_tab, name))
        for name, run in (
            ("everything", self.palette_requested.emit),
            ("search", self._focus_search),
            ("quantity", self.basket.edit_quantity),
            ("sell", self.basket.complete.click),
            ("park", self.basket.park_requested.emit),
            ("receipts", self.basket.receipts_requested.emit),
            ("care", self.care_requested.emit),
            ("import", lambda: self.import_requested.emit([])),
            ("settings", lambda: self.settings_requested.emit("")),
            ("theme", self._change_theme),
            ("help", self.show_keys),
            ("demo", self.demo_toggled.emit),
            ("close", self.close),
        ):
            self.actions_.add(name, run)
        self.actions_.describe(self.basket.complete, "sell")

    def _switch(self, number: int) -> None:
        if 0 <= number < len(TABS):
            self._turn(self.pages.page(TABS[number]))

    def _turn(self, page: QWidget) -> None:
        """Show a page: no tab is marked while it is the start page."""
        self.pages.setCurrentWidget(page)
        away = page is self.start
        self.home.setChecked(away)
        if self.tabs.property("away") != away:
            self.tabs.setProperty("away", away)
            restyle(self.tabs)
        self.show_welcome(False)  # whoever chooses a page wants to see it
        self._make_room()
        if not self.tabs.hasFocus():
            page.setFocus()

    def _make_room(self) -> None:
        """Fold the basket on the wide tabs of a small window, and open it again elsewhere."""
        tight = self.width() < 1400 and self.tab in ("prices", "photos")
        if tight != self.basket.property("made_room"):
            self.basket.setProperty("made_room", tight)
            self.basket.set_folded(tight)

    def _focus_search(self) -> None:
        self.search.field.setFocus()
        self.search.field.selectAll()

    def _speak(self, on: bool) -> None:
        if on != self._speaking:
            self._speaking = on
            (self.speak_pressed if on else self.speak_released).emit()

    def _change_theme(self) -> None:
        self.theme_requested.emit("light" if theme.mode() == "dark" else "dark")
