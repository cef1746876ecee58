"""The Voice tab: hold, speak, release; the product is there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui.candidates import Candidates
from shopdesk.ui.format import number
from shopdesk.ui.talk_button import TalkButton
from shopdesk.ui.widgets import View, button, label


class VoiceView(View):
    """The round button, what was heard, and five candidates.

    Signals
    -------
    pressed(), released(), cancelled(): the button, Space or Esc.
    left(): the keyboard goes elsewhere, so nobody would see the key go up.
    text_entered(str): the line of what was heard, corrected or typed.
    file_chosen(str), chosen(str), microphone_chosen(str)
    """

    pressed = Signal()
    released = Signal()
    cancelled = Signal()
    left = Signal()
    text_entered = Signal(str)
    file_chosen = Signal(str)
    chosen = Signal(str)
    microphone_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._space = False
        self._key = QKeySequence("F2").toString(QKeySequence.SequenceFormat.NativeText)
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self._right())
        self.cancel_requested.connect(self.cancelled)
        self.show_state("ready")

    def show_state(self, state: str) -> None:
        """Show one of ready, starting, listening, tapped, thinking, nothing, unavailable."""
        texts = {
            "ready": self.tr("Hold to speak"),
            "starting": self.tr("Opening the microphone…"),
            "listening": self.tr("Listening…"),
            "tapped": self.tr("Listening…"),
            "thinking": self.tr("Thinking…"),
            "nothing": self.tr("Heard nothing"),
            "unavailable": self.tr("No microphone"),
        }
        hints = {
            "ready": self.tr("Hold {0}, say a product, let go. Or tap, speak, tap.").format(self._keys()),
            "listening": self.tr("Let go when you are done. Esc cancels."),
            "tapped": self.tr("Press again when you are done. Esc cancels."),
            "nothing": self.tr("Hold the key a little longer and speak closer to the microphone."),
            "unavailable": self.tr("Plug one in and press again, or type the product below."),
        }
        self._shown_state = state
        self.talk.set_state("listening" if state == "tapped" else state)
        self._state.setText(texts.get(state, state))
        self._hint.setText(hints.get(state, ""))

    def show_level(self, level: float) -> None:
        """Show how loud it is, 0 to 1."""
        self.talk.set_level(level)

    def show_result(
        self, heard: str, rows: list[tuple[ProductCard, float]], accepted: bool, quantity: float | None
    ) -> None:
        """Show what was heard and which products it may mean."""
        self.bar.hide()
        self.heard.setText(heard)
        self.candidates.show_rows(rows, large_first=True)
        self._first_use.hide()
        sure = self.tr("Enter adds the first; 1 to 5 choose another.")
        unsure = self.tr("Not sure which one. Choose with 1 to 5, or correct the words and press Enter.")
        nothing = self.tr("No product sounds like this. Correct the words and press Enter.")
        self._says.setText((sure if accepted else unsure) if rows else nothing)
        self._quantity.setText(self.tr("Quantity heard: {0}").format(number(quantity)) if quantity else "")
        self._quantity.setVisible(quantity is not None)
        self.setFocus()

    def set_speak_key(self, key: str) -> None:
        """Name the key that speaks from any tab, such as ``F2``."""
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.show_state(self._shown_state)

    def show_microphones(self, names: list[str], current: str) -> None:
        """List the microphones; an empty ``current`` is the one that the system uses."""
        with QSignalBlocker(self.microphones):
            self.microphones.clear()
            self.microphones.addItem(self.tr("The system's microphone"), "")
            for name in names:
                self.microphones.addItem(name, name)
            if current and current not in names:
                self.microphones.addItem(self.tr("{0} (not plugged in)").format(current), current)
            self.microphones.setCurrentIndex(self.microphones.findData(current))
        self.microphones.setEnabled(bool(names))

    def keyPressEvent(self, event: Any) -> None:
        """Space speaks, Esc cancels, 1 to 5 and Enter choose."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and not self._space:
                self._space = True
                self.pressed.emit()
        elif key == Qt.Key.Key_Escape:
            self._space = False
            self.cancelled.emit()
        elif self._chooses(key):
            self.chosen.emit(self.candidates.current_id())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: Any) -> None:
        """Letting go of Space ends speaking."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and self._space:
                self._space = False
                self.released.emit()
            return
        super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A key held while the tab goes away counts as let go."""
        super().hideEvent(event)
        self._leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space held while the focus goes elsewhere counts as let go."""
        super().focusOutEvent(event)
        if self._space:
            self._leave()

    def changeEvent(self, event: QEvent) -> None:
        """A key held while another window comes to the front counts as let go."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._leave()

    def dragEnterEvent(self, event: Any) -> None:
        """Take a sound file."""
        if self._sound_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        """Recognise a dropped sound file."""
        path = self._sound_in(event)
        if path:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def open_file(self) -> None:
        """Ask for a sound file."""
        kinds = self.tr("Sound files") + " (*.wav *.flac *.ogg *.mp3)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a sound file"), "", kinds)
        if path:
            self.file_chosen.emit(path)

    def _keys(self) -> str:
        return self.tr("Space or {0}").format(self._key)

    def _leave(self) -> None:
        self._space = False
        self.left.emit()

    def _chooses(self, key: int) -> bool:
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            return self.candidates.pick(key - Qt.Key.Key_1)
        # Enter in the line of words searches for them; it must not add what was found before
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.heard.hasFocus()
        return enter and bool(self.candidates.ids)

    def _sound_in(self, event: Any) -> str:
        for url in event.mimeData().urls():
            if url.toLocalFile().lower().endswith((".wav", ".flac", ".ogg", ".mp3")):
                return str(url.toLocalFile())
        return ""

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(32, 12, 32, 8)
        column.setSpacing(4)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.talk = TalkButton()
        self.talk.pressed.connect(self.pressed)
        self.talk.released.connect(self.released)
        self._state, self._hint = label(role="title"), label(role="muted")
        self.heard = QLineEdit()
        self.heard.setPlaceholderText(self.tr("What was heard stands here; you can also type"))
        self.heard.setAccessibleName(self.tr("What was heard"))
        self.heard.setMaximumWidth(560)
        self.heard.setMinimumWidth(320)
        self.heard.returnPressed.connect(self._typed)
        self._says, self._quantity = label(role="muted", wrap=True), label(role="name")
        self._quantity.hide()
        self.candidates = Candidates()
        self.candidates.setMaximumWidth(560)
        self.candidates.added.connect(self.chosen)
        box = QWidget()
        box.setMaximumWidth(560)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for widget in (self.heard, self._quantity, self.candidates, self._says):
            inside.addWidget(widget)
        inside.addStretch(1)
        column.addWidget(self.talk, 0, centre)
        column.addWidget(self._state, 0, centre)
        column.addWidget(self._hint, 0, centre)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 20)
        row.addStretch(1)
        column.addLayout(row, 1)
        return column

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(256)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        self.microphones = QComboBox()
        self.microphones.setAccessibleName(self.tr("Microphone"))
        self.microphones.setEnabled(False)
        self.microphones.activated.connect(lambda _place: self.microphone_chosen.emit(self.microphones.currentData()))
        self.open = button(self.tr("Open a sound file…"))
        self.open.clicked.connect(self.open_file)
        self._first_use = label(
            self.tr(
                "Say a product and how many, such as “two whole milk”. "
                "The ring around the button moves when the microphone hears you. "
                "Nothing you say leaves this computer."
            ),
            wrap=True,
        )
        column.addWidget(label(self.tr("Microphone"), "strong"))
        column.addWidget(self.microphones)
        column.addWidget(self._first_use)
        column.addStretch(1)
        column.addWidget(label(self.tr("You can also drop a sound file on this tab."), "muted", wrap=True))
        column.addWidget(self.open)
        return panel

    def _typed(self) -> None:
        text = self.heard.text().strip()
        if text:
            self.text_entered.emit(text)
