"""The pages between header and status line: the start page at once, each tab's page when it is first needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from shopdesk.ui.empty_state import EmptyState
from shopdesk.ui.start_view import StartView
from shopdesk.ui.widgets import View

if TYPE_CHECKING:
    from shopdesk.ui.voice_view import VoiceView

START = "start"
TABS = ("recommend", "prices", "photos", "voice")
VIEWS = {
    "recommend": ("shopdesk.ui.recommend_view", "RecommendView"),
    "prices": ("shopdesk.ui.prices_view", "PricesView"),
    "photos": ("shopdesk.ui.photos_view", "PhotosView"),
    "voice": ("shopdesk.ui.voice_view", "VoiceView"),
}
"""Module and class of each tab's page."""


class Pages(QStackedWidget):
    """A page per tab, and the start page.

    The window is painted before the tabs' pages exist: their modules and widgets take several times as long as all
    else that is seen at first.

    Signals
    -------
    import_requested(): a page without products asks for an import.
    """

    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartView()
        self._pages: dict[str, QWidget] = {START: self.start}
        self._made: dict[str, View] = {}  # not in their places yet, where they are dressed in the style
        self._names: dict[str, str] = {}
        self._no_products = False
        self._speak_key = ""
        self._empty = {place: QWidget() for place in range(len(TABS))}
        for place in self._empty.values():
            self.addWidget(place)
        self.addWidget(self.start)

    @property
    def name(self) -> str:
        """The name of the page that is shown."""
        return [*TABS, START][self.currentIndex()]

    def page(self, name: str) -> QWidget:
        """Return a page, and build it if need be."""
        if name not in self._pages:
            page = self._made.pop(name, None) or _begin(name)
            page.finish()
            self._pages[name] = page
            self._put(TABS.index(name), page)
            self._make_ready(name, page)
        return self._pages[name]

    def built(self, name: str) -> bool:
        """Whether a page was needed before."""
        return name in self._pages

    def name_pages(self, names: dict[str, str]) -> None:
        """Set what the pages are called by those who do not see them."""
        self._names = names
        for name, page in self._pages.items():
            page.setAccessibleName(names.get(name, ""))

    def show_no_products(self, none: bool) -> None:
        """Show in each tab how products come in, as long as there is nothing in the shop."""
        self._no_products = none
        for state in self.findChildren(EmptyState):
            state.show_no_products(none)

    def set_speak_key(self, key: str) -> None:
        """Let the Voice tab tell of another key."""
        self._speak_key = key
        if self.built("voice"):
            cast("VoiceView", self._pages["voice"]).set_speak_key(key)

    def build_all(self) -> Iterator[None]:
        """Build what is still missing, in short turns."""
        for name, (module, _kind) in VIEWS.items():
            import_module(module)
            yield
            if not self.built(name):
                self._made[name] = page = _begin(name)
                yield from page.turns
            yield
            self.page(name)
            yield

    def _put(self, place: int, page: QWidget) -> None:
        """Put a page in the place that was kept for it."""
        kept, shown = self._empty.pop(place), self.currentIndex() == place
        self.insertWidget(place, page)
        if shown:
            self.setCurrentWidget(page)
        self.removeWidget(kept)
        kept.deleteLater()

    def _make_ready(self, name: str, page: QWidget) -> None:
        page.setAccessibleName(self._names.get(name, ""))
        for state in page.findChildren(EmptyState):
            state.import_requested.connect(self.import_requested)
            state.show_no_products(self._no_products)
        if name == "voice" and self._speak_key:
            cast("VoiceView", page).set_speak_key(self._speak_key)


def _begin(name: str) -> View:
    """Return a page that may still have turns to take."""
    module, kind = VIEWS[name]
    page = getattr(import_module(module), kind)(whole=False)
    assert isinstance(page, View)
    return page
