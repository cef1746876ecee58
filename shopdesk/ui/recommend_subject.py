"""Whom or what the recommendations are for: the choice of subject at the left of the Recommend tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import CustomerCard, ProductCard
from shopdesk.ui import theme
from shopdesk.ui.format import day, money, stock
from shopdesk.ui.pictures import Picture, picture_of
from shopdesk.ui.product_list import paint_ground
from shopdesk.ui.widgets import Segmented, label

Subject = ProductCard | CustomerCard
Index = QModelIndex | QPersistentModelIndex
KEY, SUBJECT, NOTE = (Qt.ItemDataRole.UserRole + n for n in range(3))
WIDTH = 240
ROW, HEADING = 44, 26


def key_of(subject: Subject) -> str:
    """Return the id of a product or customer."""
    return subject.product_id if isinstance(subject, ProductCard) else subject.customer_id


def picture_for(subject: Subject) -> ProductCard:
    """Return what a picture is painted from; a customer has the first letter of the name."""
    if isinstance(subject, ProductCard):
        return subject
    return ProductCard(subject.customer_id, subject.name or subject.customer_id, 0, "EUR")


class SubjectDelegate(QStyledItemDelegate):
    """Paints a product or customer to choose from: picture or letter, name, and a line under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(120, ROW if index.data(SUBJECT) is not None else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row or heading."""
        subject, rect = index.data(SUBJECT), option.rect
        painter.save()
        font = QFont(option.font)
        if subject is None:
            font.setPixelSize(12)
            painter.setFont(font)
            painter.setPen(theme.colour("muted"))
            bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(8, 0, -8, -4), bottom, index.data())
            painter.restore()
            return
        paint_ground(painter, option)
        painter.drawPixmap(rect.left() + 8, rect.top() + 6, picture_of(picture_for(subject), 32))
        words = rect.adjusted(48, 4, -6, -4)
        font.setWeight(QFont.Weight.Medium)
        self._line(painter, font, words, index.data(), "text", Qt.AlignmentFlag.AlignTop)
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(12)
        self._line(painter, font, words, index.data(NOTE), "muted", Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, font: QFont, rect: QRect, text: str, token: str, place: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | place, text)


class SubjectPanel(QFrame):
    """Product, customer or basket; the one in use; and what else there is to choose from.

    Signals
    -------
    kind_chosen(str): basket, product or customer.
    chosen(str, str): a kind and an id.
    search_edited(str): what stands in the field.
    """

    kind_chosen = Signal(str)
    chosen = Signal(str, str)
    search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.subject_id = "basket", ""
        self.setProperty("role", "left")
        self.setFixedWidth(WIDTH)
        self.kinds = Segmented(
            (("basket", self.tr("Basket")), ("product", self.tr("Product")), ("customer", self.tr("Customer"))),
            self.tr("Recommend for"),
        )
        self.kinds.changed.connect(self.kind_chosen)
        self._picture = Picture(72)
        self._title, self._details = label(role="strong", wrap=True), label(role="muted", wrap=True)
        self._hint = label(self.tr("The list follows the basket at the right."), "muted", wrap=True)
        self._build_list()
        words, card, column, head = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self), QWidget()
        head.setLayout(card)
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._details)
        words.addStretch(1)
        card.setContentsMargins(0, 0, 0, 0)
        card.setSpacing(10)
        card.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        card.addLayout(words, 1)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.kinds)
        column.addWidget(head)
        column.addWidget(self._hint)
        column.addWidget(self.field)
        column.addWidget(self.choices, 1)
        self.show_subject("basket", self.tr("The basket"), None)

    def show_subject(self, kind: str, title: str, subject: Subject | None, note: str = "") -> None:
        """Show what the recommendations are for."""
        self.kind = kind
        self.subject_id = "" if subject is None else key_of(subject)
        self.kinds.choose(kind)
        self._picture.setVisible(subject is not None)
        if subject is not None:
            self._picture.show_card(picture_for(subject))
        self._title.setText(title)
        self._details.setText(note or (self._details_of(subject) if subject is not None else ""))
        self._details.setVisible(bool(self._details.text()))
        basket, product = kind == "basket", kind == "product"
        self.field.setVisible(not basket)
        self._hint.setVisible(basket)
        self.field.setPlaceholderText(self.tr("Find a product") if product else self.tr("Find a customer"))

    def show_choices(self, subjects: Sequence[Subject], recent: Sequence[Subject] = ()) -> None:
        """List products or customers to choose from, those of late first."""
        self.choices.clear()
        if recent:
            self._heading(self.tr("Recent"))
            for subject in recent:
                self._row(subject)
            if self.kind != "basket":
                self._heading(self.tr("All products") if self.kind == "product" else self.tr("All customers"))
        late = {key_of(subject) for subject in recent}
        for subject in subjects:
            if key_of(subject) not in late:
                self._row(subject)
        if not subjects and not recent and self.field.text().strip():
            self._heading(self.tr("Nothing found. Try fewer letters."))

    def clear(self) -> None:
        """Empty the field and the list."""
        self.field.clear()
        self.choices.clear()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Arrow keys go from the field into the list; Esc empties the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move_mark(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                self.search_edited.emit("")
                return True
        return super().eventFilter(watched, event)

    def _build_list(self) -> None:
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("Find a product or customer"))
        self.field.setToolTip(self.tr("Ctrl+F. Arrow keys mark, Enter chooses"))
        self.field.textEdited.connect(self.search_edited)
        self.field.returnPressed.connect(self._first)
        self.field.installEventFilter(self)
        self.choices = QListWidget()
        self.choices.setProperty("role", "plain")
        self.choices.setAccessibleName(self.tr("Products or customers to choose from"))
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long names end in dots
        self.choices.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.choices.setMouseTracking(True)
        self.choices.setItemDelegate(SubjectDelegate(self.choices))
        self.choices.itemActivated.connect(self._choose)
        self.choices.itemClicked.connect(self._choose)

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.choices.addItem(item)

    def _row(self, subject: Subject) -> None:
        item = QListWidgetItem(subject.name or key_of(subject))
        item.setData(KEY, key_of(subject))
        item.setData(SUBJECT, subject)
        item.setData(NOTE, self._note_of(subject))
        item.setToolTip(item.text())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {item.data(NOTE)}")
        self.choices.addItem(item)

    def _note_of(self, subject: Subject) -> str:
        if isinstance(subject, ProductCard):
            return f"{money(subject.price, subject.currency)}  ·  {stock(subject.stock, subject.unit)}"
        if not subject.baskets:
            return self.tr("bought nothing yet")
        visits = self.tr("1 visit") if subject.baskets == 1 else self.tr("{0} visits").format(subject.baskets)
        return f"{visits}, {day(subject.last_visit)}"

    def _details_of(self, subject: Subject) -> str:
        if isinstance(subject, CustomerCard):
            return self._note_of(subject)
        details = (money(subject.price, subject.currency), stock(subject.stock, subject.unit), subject.category)
        return "\n".join(part for part in details if part)

    def _move_mark(self, step: int) -> None:
        rows = [n for n in range(self.choices.count()) if self.choices.item(n).data(SUBJECT) is not None]
        if rows:
            here = self.choices.currentRow()
            at = rows.index(here) + step if here in rows else 0
            self.choices.setCurrentRow(rows[min(len(rows) - 1, max(0, at))])

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(KEY)
        if key is None or key == self.subject_id:
            return  # a heading; or a double click, which activates what the click chose already
        self.subject_id = key
        self._title.setText(item.text())
        self.kind = "product" if isinstance(item.data(SUBJECT), ProductCard) else "customer"
        self.chosen.emit(self.kind, key)

    def _first(self) -> None:
        if self.choices.currentItem() is None or self.choices.currentItem().data(KEY) is None:
            self._move_mark(1)
        if self.choices.currentItem() is not None:
            self._choose(self.choices.currentItem())
