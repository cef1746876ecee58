"""The strip over the tiles: which photos are listed, what counts beside the look, and what to do with the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QMenu, QSlider, QWidget, QWidgetAction

from shopdesk.ui.format import per_cent
from shopdesk.ui.widgets import IconButton, button, label

_KINDS = ("all", "sure", "unsure", "refused")


class PhotoTools(QWidget):
    """Filter, options, save, clear, open.

    Signals
    -------
    filter_changed(str): all, sure, unsure or refused.
    files_asked(), folder_asked(), save_asked(bool), clear_asked(): the buttons; save says whether only refused files.
    """

    filter_changed = Signal(str)
    files_asked = Signal()
    folder_asked = Signal()
    save_asked = Signal(bool)
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.filter = _Filter()
        self.filter.changed.connect(self.filter_changed)
        row.addWidget(self.filter)
        row.addStretch(1)
        self.options = button(self.tr("Options"), "", self.tr("What counts beside the look of a photo"))
        self.options.setMenu(self._options_menu())
        self.save = button(self.tr("Save list"), "", self.tr("Save what was recognised as a sheet (Ctrl+S)"))
        self.save.setMenu(self._save_menu())
        self.folder = IconButton("folder", self.tr("Open a folder of photos (Ctrl+Shift+O)"))
        self.folder.clicked.connect(self.folder_asked)
        self.clear = IconButton("trash", self.tr("Clear the table; files and taught photos stay"))
        self.clear.clicked.connect(self.clear_asked)
        self.files = button(self.tr("Open photos…"), "", self.tr("Open photos (Ctrl+O)"))
        self.files.clicked.connect(self.files_asked)
        for one in (self.options, self.save, self.files):
            one.setToolTip(one.accessibleName())
        for widget in (self.options, self.save, self.clear, self.folder, self.files):
            row.addWidget(widget)
        self.show_counts(0, {})

    @property
    def prior(self) -> float:
        """How strongly the sales of the hour and season count, from 0 to 1."""
        return self.strength.value() / 100.0

    @property
    def labels(self) -> str:
        """Whose labels are read."""
        return "unsure" if self.read.isChecked() else "never"

    def show_counts(self, total: int, counts: dict[str, int]) -> None:
        """Show how many photos there are of each kind; without any there is nothing to filter or save."""
        self.filter.show_counts(total, counts)
        for widget in (self.filter, self.save, self.clear):
            widget.setVisible(total > 0)

    def _options_menu(self) -> QMenu:
        menu = QMenu(self)
        panel = QFrame()
        grid = QGridLayout(panel)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setVerticalSpacing(6)
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(0, 100)
        self.strength.setPageStep(25)
        self.strength.setMinimumWidth(220)
        self.strength.setAccessibleName(self.tr("How much the sales of this hour and season count"))
        self.strength.setToolTip(self.tr("Bayes' rule: the look times what sells now, raised to this power"))
        self._said = label(role="name")
        self.strength.valueChanged.connect(self._say_strength)
        self.read = QCheckBox(self.tr("Read the label where it is not sure"))
        self.read.setToolTip(self.tr("Takes some tenths of a second for each such photo"))
        self.read.setAccessibleName(self.read.text())
        self.read.setChecked(True)
        words = label(self.tr("What sells at this hour and season counts"), "muted")
        grid.addWidget(words, 0, 0)
        grid.addWidget(self._said, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.strength, 1, 0, 1, 2)
        grid.addWidget(self.read, 2, 0, 1, 2)
        grid.addWidget(label(self.tr("It acts on the photos that come from now on."), "muted"), 3, 0, 1, 2)
        action = QWidgetAction(menu)
        action.setDefaultWidget(panel)
        menu.addAction(action)
        self._say_strength(0)
        return menu

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("All photos as a sheet (CSV)…")).triggered.connect(lambda: self.save_asked.emit(False))
        self.save_refused = menu.addAction(self.tr("Refused files with the reasons (CSV)…"))
        self.save_refused.triggered.connect(lambda: self.save_asked.emit(True))
        return menu

    def _say_strength(self, value: int) -> None:
        said = self.tr("off") if value == 0 else per_cent(value / 100.0)
        self._said.setText(said)
        self.options.setText(self.tr("Options") if value == 0 else self.tr("Options · sales {0}").format(said))


class _Filter(QWidget):
    """Which photos are listed, with how many there are of each kind.

    Signals
    -------
    changed(str): another kind.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {
            "all": self.tr("All"),
            "sure": self.tr("Sure"),
            "unsure": self.tr("Unsure"),
            "refused": self.tr("Refused"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = {}
        for place, key in enumerate(_KINDS):
            one = button(self._names[key], "segment", self.tr("List: {0}").format(self._names[key]))
            one.setToolTip(one.accessibleName())
            one.setCheckable(True)
            one.setProperty("roomy", True)
            one.setAutoExclusive(True)
            one.setProperty("place", {0: "first", len(_KINDS) - 1: "last"}.get(place, "middle"))
            one.clicked.connect(lambda _=False, kind=key: self.changed.emit(kind))
            self.buttons[key] = one
            row.addWidget(one)
        self.buttons["all"].setChecked(True)

    def show_counts(self, total: int, counts: dict[str, int]) -> None:
        """Write how many there are behind each name."""
        for key, one in self.buttons.items():
            count = total if key == "all" else counts.get(key, 0)
            one.setText(f"{self._names[key]} {count}")
        if not total:
            self.show_all()

    def show_all(self) -> None:
        """List every photo again."""
        if not self.buttons["all"].isChecked():
            self.buttons["all"].click()
