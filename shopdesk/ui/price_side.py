"""The right of the Prices tab: outlook, models and alerts, one page each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.ui.price_alerts import AlertsPage
from shopdesk.ui.price_models import ModelsPage
from shopdesk.ui.price_outlook import OutlookPage
from shopdesk.ui.widgets import Segmented, scrolling

WIDTH = 336
PAGES = ("outlook", "models", "alerts")


class PriceSide(QFrame):
    """Three pages under three buttons.

    Signals
    -------
    page_chosen(str)
    """

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        texts = (self.tr("Outlook"), self.tr("Models"), self.tr("Alerts"))
        self.tabs = Segmented(tuple(zip(PAGES, texts, strict=True)), self.tr("Page"))
        for one, keys in zip(self.tabs.buttons(), ("Alt+U", "Alt+D", "Alt+A"), strict=True):
            one.setShortcut(QKeySequence(keys))
            one.setToolTip(f"{one.text()} ({keys})")
        self.outlook, self.models, self.alerts = OutlookPage(), ModelsPage(), AlertsPage()
        self._stack = QStackedWidget()
        for page in (scrolling(self.outlook), self.models, self.alerts):
            self._stack.addWidget(page)
        self.tabs.changed.connect(self._choose_page)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def open(self, key: str) -> None:
        """Show a page."""
        self.tabs.choose(key)
        self._choose_page(key)

    def _choose_page(self, key: str) -> None:
        self._stack.setCurrentIndex(PAGES.index(key))
        self.page_chosen.emit(key)
