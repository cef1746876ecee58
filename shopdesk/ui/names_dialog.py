"""How names are said: what ShopDesk expects to hear for a product, and the owner's other ways of saying it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from shopdesk.engine.types import ConfusablePair, ProductCard, SpokenForm
from shopdesk.ui.column_list import ColumnList
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.format import per_cent
from shopdesk.ui.product_finder import ProductFinder
from shopdesk.ui.widgets import IconButton, button, clear_layout, label

_SHOWN_FORMS = 12


class NamesDialog(Dialog):
    """Shows and changes how one product is said.

    Signals
    -------
    search_edited(str), product_chosen(str): finding the product.
    aliases_changed(str, list): the product's other names, all of them.
    closed(): the dialog is gone.
    """

    search_edited = Signal(str)
    product_chosen = Signal(str)
    aliases_changed = Signal(str, list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How names are said"))
        self.setMinimumSize(760, 520)
        self._product, self._aliases = "", list[str]()
        self.finder = ProductFinder()
        self.finder.search_edited.connect(self.search_edited)
        self.finder.chosen.connect(self.product_chosen)
        middle, column = QHBoxLayout(), QVBoxLayout(self)
        middle.setSpacing(20)
        middle.addWidget(self.finder, 1)
        middle.addLayout(self._right(), 1)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addLayout(self.bottom_row())
        self.finished.connect(self.closed)

    def show_products(self, cards: list[ProductCard]) -> None:
        """List the products that were found."""
        self.finder.show_products(cards)

    def show_names(self, card: ProductCard, aliases: tuple[str, ...], forms: tuple[SpokenForm, ...]) -> None:
        """Show how a product is said."""
        self.bar.hide()
        self._product, self._aliases = card.product_id, list(aliases)
        self.name.setText(card.name)
        self.forms.clear()
        for form in forms[:_SHOWN_FORMS]:
            item = QListWidgetItem(f"{form.text}\n[{form.sound}]")
            item.setToolTip(form.text)
            item.setSizeHint(QSize(0, 54))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.forms.addItem(item)
        clear_layout(self._own)
        for alias in aliases:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            drop = IconButton("cross", self.tr("Do not say “{0}” for it any more").format(alias), token="muted")
            drop.clicked.connect(lambda _on=False, name=alias: self._drop(name))
            row.addWidget(label(alias), 1)
            row.addWidget(drop)
            self._own.addWidget(line)
        for widget in (self.alias, self.add):
            widget.setEnabled(True)
        self.alias.clear()
        self.alias.setFocus()

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.name = label(self.tr("Choose a product on the left."), "strong", wrap=True)
        self.forms = QListWidget()
        self.forms.setAccessibleName(self.tr("ShopDesk thinks it is said"))
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forms.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.alias, self.add = QLineEdit(), button(self.tr("Add"), says=self.tr("Add another way of saying it"))
        self.alias.setPlaceholderText(self.tr("Write it as it is said"))
        self.alias.setAccessibleName(self.tr("Another way of saying it"))
        self.alias.setMaxLength(120)
        self.alias.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        row = QHBoxLayout()
        row.addWidget(self.alias, 1)
        row.addWidget(self.add)
        self._own = QVBoxLayout()
        self._own.setSpacing(0)
        for widget in (self.alias, self.add):
            widget.setEnabled(False)
        column.addWidget(self.name)
        column.addWidget(label(self.tr("ShopDesk thinks it is said:"), "muted"))
        column.addWidget(self.forms, 1)
        column.addWidget(label(self.tr("Your other ways of saying it:"), "muted"))
        column.addLayout(self._own)
        column.addLayout(row)
        return column

    def _add(self) -> None:
        alias = self.alias.text().strip()
        if alias and alias not in self._aliases:
            self.aliases_changed.emit(self._product, [*self._aliases, alias])

    def _drop(self, alias: str) -> None:
        self.aliases_changed.emit(self._product, [name for name in self._aliases if name != alias])


class AlikeDialog(Dialog):
    """Lists the names that sound alike.

    Signals
    -------
    chosen(str): say this product in another way.
    closed(): the dialog is gone.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Names that sound alike"))
        self.setMinimumSize(640, 480)
        self.note = label(self.tr("Comparing the names…"), "muted", wrap=True)
        self.pairs = ColumnList(self.windowTitle(), (390,))
        self.pairs.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.bar, self.note):
            column.addWidget(widget)
        column.addWidget(self.pairs, 1)
        column.addLayout(self.bottom_row())
        self.finished.connect(self.closed)

    def show_pairs(self, pairs: list[ConfusablePair], cards: dict[str, ProductCard]) -> None:
        """List pairs of names, nearest first."""
        self.pairs.clear()
        for pair in pairs:
            one, other = cards[pair.product_id].name, cards[pair.other_id].name
            words = (f"{one} – {other}", self.tr("{0} alike").format(per_cent(pair.closeness)))
            both = (cards[pair.product_id], cards[pair.other_id])
            self.pairs.add_row(words, pair.other_id, both).setToolTip(words[0])
        if pairs:
            self.pairs.setCurrentRow(0)
            self.pairs.setFocus()
            self.note.setText(
                self.tr(
                    "These are the easiest to confuse. Say brand or size with them, or press Enter on a pair to give "
                    "the second another name."
                )
            )
        else:
            self.note.setText(self.tr("No two names sound alike."))
