"""The search field of the window, with its list of hits under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.product_list import ProductList, ProductRow

if TYPE_CHECKING:
    from shopdesk.engine.types import Hit, ProductCard

_SHOWN = 8


class SearchField(QWidget):
    """Search or scan: typing asks, Enter adds the marked hit.

    Signals
    -------
    text_edited(str): what stands in the field now.
    accepted(str): the product to add.
    submitted(str): Enter before any list is shown, as a scanner sends it.
    """

    text_edited = Signal(str)
    accepted = Signal(str)
    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search or scan a product"))
        self.field.setAccessibleName(self.tr("Search or scan a product"))
        self._lens = self.field.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)
        self._panel: QFrame | None = None
        self.list = ProductList(self.tr("Products found"), self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
        self.list.chosen.connect(self._accept)
        self._more = ElidedLabel(role="muted")
        self._more.setParent(self)
        self._more.hide()
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(lambda text: None if text else self._hide())
        self.field.installEventFilter(self)

    def show_hits(self, hits: list[Hit], cards: dict[str, ProductCard], total: int) -> None:
        """Show what was found under the field; nothing hides the list."""
        text = self.field.text().strip()
        if not text:
            self._hide()
            return
        rows = [ProductRow(cards[h.product_id], self._why(h.why)) for h in hits if h.product_id in cards][:_SHOWN]
        panel = self._made_panel()
        self.list.rows.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(48 * len(rows) + 4)
        if rows:
            self.list.setCurrentIndex(self.list.rows.index(0))
        nothing = self.tr("Nothing found for “{0}”. Try fewer letters.").format(text)
        found = self.tr("{0} of {1}. Enter adds, arrow keys move, Esc closes.").format(len(rows), total)
        self._more.setText(found if rows else nothing)
        layout = panel.layout()
        if layout is not None:
            layout.activate()
        panel.resize(max(self.width(), 420), panel.sizeHint().height())
        corner = self.mapTo(self.window(), QPoint(self.width() - panel.width(), self.height() + 4))
        panel.move(max(0, corner.x()), corner.y())
        panel.show()
        panel.raise_()

    def clear(self) -> None:
        """Empty the field and hide the list."""
        self.field.clear()
        self._hide()

    @property
    def list_shown(self) -> bool:
        """Whether hits stand under the field."""
        return self._panel is not None and self._panel.isVisible() and self.list.rows.rowCount() > 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field drive the list, which never takes the focus."""
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the lens again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lens"):
            QTimer.singleShot(0, self, self._tint)

    def _tint(self) -> None:
        self._lens.setIcon(theme.icon("search", "muted"))

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list_shown:
            self.list.move_mark(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.field.text().strip()
            if self.list_shown:
                self._accept(self.list.current_id())
            elif text:
                self.submitted.emit(text)
            return True
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.text_edited.emit("")
            return True
        return False

    def _edited(self, text: str) -> None:
        # what is listed belongs to the text before; Enter must not add it
        self.list.rows.show_rows([])
        self.text_edited.emit(text)

    def _accept(self, product_id: str) -> None:
        if product_id:
            self.clear()
            self.accepted.emit(product_id)

    def _hide(self) -> None:
        if self._panel is not None:
            self._panel.hide()
        self.list.rows.show_rows([])

    def _made_panel(self) -> QFrame:
        if self._panel is None:
            # a child of the window, not a popup: a popup would take the keyboard away from the field
            self._panel = QFrame(self.window())
            self._panel.setProperty("role", "panel")
            column = QVBoxLayout(self._panel)
            column.setContentsMargins(4, 4, 4, 8)
            self.list.setProperty("role", "plain")
            column.addWidget(self.list)
            self._more.setContentsMargins(10, 4, 10, 0)
            column.addWidget(self._more)
            self._more.show()
        return self._panel

    def _why(self, why: str) -> str:
        return {
            "barcode": self.tr("barcode"),
            "sku": self.tr("article number"),
            "exact": self.tr("exact name"),
            "words": self.tr("all words"),
            "prefix": self.tr("begins with it"),
            "substring": self.tr("contains it"),
            "typo": self.tr("similar spelling"),
        }.get(why, "")
