"""The palette: one field that finds every command and every product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import Hit, ProductCard
from shopdesk.ui import theme
from shopdesk.ui.actions import Command
from shopdesk.ui.product_list import Index, ProductDelegate, ProductRow, RowModel, paint_ground
from shopdesk.ui.widgets import label

WIDTH, SHOWN, ROW = 620, 9, 48
_LEAVES = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
Row = Command | ProductRow


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """Return the commands whose title has all words of a text; those with a word that begins so come first."""
    words = text.casefold().split()
    found = [one for one in commands if all(word in one.title.casefold() for word in words)]

    def begins(one: Command) -> bool:
        parts = one.title.casefold().split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    return sorted(found, key=lambda one: not begins(one))


class _Rows(RowModel[Row]):
    """The rows of the palette: commands and products."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is not None and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title} {row.keys}".strip() if isinstance(row, Command) else row.card.name
        return row if role == Qt.ItemDataRole.UserRole else None


class _Delegate(ProductDelegate):
    """Paints products as everywhere, and commands with icon, title and key."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, ProductRow):
            super().paint(painter, option, index)
            return
        rect = option.rect
        painter.save()
        paint_ground(painter, option)
        if row.icon:
            painter.drawPixmap(rect.left() + 17, rect.top() + 15, theme.pixmap(row.icon, "muted"))
        painter.setPen(theme.colour("muted"))
        right = row.keys or row.group
        side = painter.fontMetrics().horizontalAdvance(right)
        place = rect.adjusted(52, 0, -14, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, place.width() - side - 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class Palette(QDialog):
    """A field over the window, with what it finds under it.

    Parameters
    ----------
    commands : list of Command
        What can be done now.

    Signals
    -------
    text_edited(str): what stands in the field now.
    accepted_product(str), prices_wanted(str), goes_with_wanted(str): what to do with a product.
    """

    text_edited = Signal(str)
    accepted_product = Signal(str)
    prices_wanted = Signal(str)
    goes_with_wanted = Signal(str)

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Part of its window: letters that follow its key at once would still go to the window below another one.
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setWindowTitle(self.tr("Find any command or product"))
        self.setProperty("role", "palette")
        self._commands = list(commands)
        self._products: list[ProductRow] = []
        self._answered = True
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do, or which product?"))
        self.field.setAccessibleName(self.windowTitle())
        self.field.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListView()
        self.rows = _Rows(self)
        self._hint = label("", "muted")
        self._lay_out()
        self.field.textEdited.connect(self._edited)
        self.list.clicked.connect(lambda _index: self._choose(Qt.KeyboardModifier.NoModifier))
        self.field.installEventFilter(self)
        self._show()

    def show_hits(self, hits: list[Hit], cards: dict[str, ProductCard], total: int) -> None:
        """Show the products that were found for what stands in the field."""
        self._products = [ProductRow(cards[hit.product_id]) for hit in hits if hit.product_id in cards]
        self._answered = True
        self._show()

    def showEvent(self, event: Any) -> None:
        """Stand in the upper middle of the window."""
        super().showEvent(event)
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, 72)
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys and Enter of the field drive the list; who goes elsewhere closes it."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() in _LEAVES:
            self.reject()
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's own keys wait until it is closed
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}.get(
                Qt.Key(key)
            )
            if step is not None:
                self._mark(self.list.currentIndex().row() + step)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(event.modifiers())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(self.tr("Commands and products found"))
        self.list.setProperty("role", "plain")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(SHOWN * ROW)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._hint)

    def _edited(self, text: str) -> None:
        self._products = []  # what was found belongs to the text before: Enter must not add it
        self._answered = not text.strip()
        self._show()
        self.text_edited.emit(text)

    def _show(self) -> None:
        text = self.field.text().strip()
        commands = [] if text.isdigit() else matching(self._commands, text)
        self.rows.show_rows([*commands[: 5 if text else None], *self._products])
        self._mark(0)
        self._explain()

    def _mark(self, number: int) -> None:
        count = self.rows.rowCount()
        if count:
            self.list.setCurrentIndex(self.rows.index(min(count - 1, max(0, number))))

    def _explain(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            nothing = self._answered and self.field.text().strip()
            self._hint.setText(self.tr("Nothing found. Try fewer letters.") if nothing else "")
        elif isinstance(self.rows.row(index.row()), Command):
            self._hint.setText(self.tr("Enter does it, arrow keys move, Esc closes."))
        else:
            self._hint.setText(
                self.tr("Enter adds it to the basket, Ctrl+Enter shows its prices, Shift+Enter what goes with it.")
            )

    def _choose(self, modifiers: Qt.KeyboardModifier) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        row = self.rows.row(index.row())
        self.accept()
        if isinstance(row, Command):
            row.run()
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.prices_wanted.emit(row.card.product_id)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.goes_with_wanted.emit(row.card.product_id)
        else:
            self.accepted_product.emit(row.card.product_id)
