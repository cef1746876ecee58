"""The shop's data: where the backups go, which there are, making one, checking everything, bringing one back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import BackupCard
from shopdesk.ui.column_list import ColumnList
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import moment, short_path
from shopdesk.ui.widgets import button, label


class CareDialog(Dialog):
    """Looks after the shop's data.

    Signals
    -------
    backup(), check(): make a backup now; check the shop's data.
    folder_chosen(str): let backups go there.
    restore(str): put this backup in the shop's place.
    """

    backup = Signal()
    check = Signal()
    folder_chosen = Signal(str)
    restore = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The shop's data"))
        self.setMinimumSize(660, 460)
        self._path, self._folder = "", ElidedLabel("", "name")
        self.folder_button = button(self.tr("Another folder …"))
        self.backup_button = button(self.tr("Back up now"), "primary")
        self.check_button = button(self.tr("Check everything"))
        self.restore_button = button(self.tr("Restore …"))
        self.restore_button.setEnabled(False)
        nothing = self.tr("No backup yet. The first one is made on its own, or now if you press the button.")
        self.list = ColumnList(self.tr("Backups"), (140, 140, 90), nothing)
        self._found = label("", "muted", wrap=True)
        self._lay_out()
        self.backup_button.clicked.connect(self.backup)
        self.check_button.clicked.connect(self.check)
        self.folder_button.clicked.connect(self._choose_folder)
        self.restore_button.clicked.connect(self._ask_restore)
        self.list.currentItemChanged.connect(lambda item: self.restore_button.setEnabled(item is not None))
        self.backup_button.setFocus()

    def show_backups(self, folder: str, backups: list[BackupCard]) -> None:
        """Show where backups go and which there are, the newest first."""
        self._path = folder
        self._folder.setText(short_path(folder))
        self._folder.setToolTip(folder)
        self.list.clear()
        for card in backups:
            words = [
                moment(card.made_at),
                self._reason(card.reason),
                self.tr("{0} MB").format(f"{card.size / 1e6:.1f}"),
            ]
            if card.encrypted:
                words.insert(2, self.tr("encrypted"))
            self.list.add_row(words, card.path).setToolTip(card.path)
        if backups:
            self.list.setCurrentRow(0)
        self.show_busy("")

    def show_busy(self, text: str, fraction: float | None = None) -> None:
        """Show what is being done; nothing for an empty text."""
        for one in (self.backup_button, self.check_button, self.folder_button):
            one.setEnabled(not text)
        self._found.setText(text)

    def show_found(self, sentences: list[str]) -> None:
        """Show what a check found."""
        self.show_busy("")
        well = self.tr("All is well: file, ledger, totals, receipts, pictures and models.")
        self._found.setText("\n".join(sentences[:6]) or well)

    def show_error(self, sentence: str) -> None:
        """Show one sentence of what went wrong."""
        self.show_busy("")
        super().show_error(sentence)

    def _lay_out(self) -> None:
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(label(self.tr("Backups go to"), "muted"))
        top.addWidget(self._folder, 1)
        top.addWidget(self.folder_button)
        bottom.addWidget(self.backup_button)
        bottom.addWidget(self.check_button)
        bottom.addStretch(1)
        bottom.addWidget(self.restore_button)
        rule = self.tr("One is made every day and before each import; 7 days, 4 weeks and 12 months are kept.")
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addLayout(top)
        column.addWidget(label(rule, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self._found)
        column.addLayout(bottom)

    def _reason(self, reason: str) -> str:
        return {
            "daily": self.tr("daily"),
            "hand": self.tr("by hand"),
            "import": self.tr("before an import"),
            "upgrade": self.tr("before an update"),
            "restore": self.tr("before a restore"),
        }.get(reason, reason)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for backups"), self._path)
        if folder:
            self.folder_chosen.emit(folder)

    def _ask_restore(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(self.tr("Put the backup of {0} in the shop's place?").format(item.text().split("   ")[0]))
        question.setInformativeText(
            self.tr("What is there now is kept as a backup. ShopDesk closes its window for a moment.")
        )
        yes = question.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.exec()
        if question.clickedButton() is yes:
            self.restore.emit(str(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()
