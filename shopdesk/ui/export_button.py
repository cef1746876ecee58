"""A button that hands everything out, in one of four formats."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget


class ExportButton(QPushButton):
    """Asks for a format and a place.

    Signals
    -------
    wanted(format, target): write the shop there.
    """

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Export everything"))
        self.setAccessibleName(self.tr("Export everything"))
        self.setAutoDefault(False)
        self.formats = QMenu(self)
        for key, text in (
            ("csv", self.tr("CSV files in a folder …")),
            ("xlsx", self.tr("Excel workbook …")),
            ("shopify", self.tr("Products for Shopify …")),
            ("woocommerce", self.tr("Products for WooCommerce …")),
        ):
            self.formats.addAction(text).triggered.connect(lambda _=False, key=key: self._ask(key))
        self.setMenu(self.formats)

    def _ask(self, key: str) -> None:
        if key == "csv":
            target = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for the files"))
        elif key == "xlsx":
            kinds = self.tr("Excel workbook") + " (*.xlsx)"
            target, _ = QFileDialog.getSaveFileName(self, self.tr("Save the workbook"), "shopdesk.xlsx", kinds)
        else:
            kinds = self.tr("CSV file") + " (*.csv)"
            target, _ = QFileDialog.getSaveFileName(self, self.tr("Save the products"), f"{key}-products.csv", kinds)
        if target:
            self.wanted.emit(key, target)
