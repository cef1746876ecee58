"""The Voice tab: hold, speak, release; the product is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import Basket, ProductCard
from shopdesk.ui.format import number
from shopdesk.ui.names_dialog import AlikeDialog, NamesDialog
from shopdesk.ui.talk_button import TalkButton
from shopdesk.ui.teach_dialog import TeachDialog
from shopdesk.ui.voice_answer import Quantities, VoiceAnswer
from shopdesk.ui.voice_side import VoiceSide
from shopdesk.ui.widgets import View, find_by_key, label

_Dialog = TypeVar("_Dialog", bound=QDialog)


class VoiceView(View):
    """The round button, what was heard, and five candidates.

    Signals
    -------
    pressed(), released(), cancelled(): the button, Space or Esc.
    left(): the keyboard goes elsewhere, so nobody would see the key go up.
    text_entered(str): the line of what was heard, corrected or typed.
    chosen(str, float): a product, and how many.
    file_chosen(str), microphone_chosen(str), test_toggled(bool), forget_requested(str)
    teach_requested(), names_requested(), alike_requested(): the dialogs.
    shown(): the tab came to the front.
    """

    pressed = Signal()
    released = Signal()
    cancelled = Signal()
    left = Signal()
    text_entered = Signal(str)
    file_chosen = Signal(str)
    chosen = Signal(str, float)
    microphone_chosen = Signal(str)
    test_toggled = Signal(bool)
    forget_requested = Signal(str)
    teach_requested = Signal()
    names_requested = Signal()
    alike_requested = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._space = False
        self._key = QKeySequence("F2").toString(QKeySequence.SequenceFormat.NativeText)
        self.turns = self._build()
        if whole:
            self.finish()

    def _build(self) -> Iterator[None]:
        self.body.addLayout(self._middle(), 1)
        yield
        self.body.addWidget(self._right())
        self.cancel_requested.connect(self.cancelled)
        self.show_state("ready")
        find_by_key(self, self.answer.heard.setFocus)

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

    def show_result(self, heard: str, rows: list[tuple[ProductCard, float]], accepted: bool) -> None:
        """Show what was heard and which products it may mean."""
        self.bar.hide()
        self.answer.show_result(heard, rows, accepted)
        self.side.first_use.setVisible(self.side.first_use.isVisible() and not rows)
        if not self.answer.heard.hasFocus() or rows:
            self.setFocus()

    def show_quantities(self, quantities: Quantities) -> None:
        """Propose how many of each candidate."""
        self.answer.show_quantities(quantities)

    def show_command(self, command: str, card: ProductCard | None, basket: Basket | None) -> None:
        """Answer what was asked about the first candidate, or about the basket."""
        self.answer.show_command(command, card, basket)

    def show_acted(self, command: str, card: ProductCard, quantity: float, undo: Callable[[], None]) -> None:
        """Tell what was done at once, with a way back."""
        self.answer.show_acted()
        if command == "remove":
            said = self.tr("{0} is taken out of the basket.").format(card.name)
        else:
            said = self.tr("Added {0} × {1}.").format(number(quantity), card.name)
        self.bar.show_message(said, self.tr("Undo"), undo)

    def set_speak_key(self, key: str) -> None:
        """Name the key that speaks from any tab, such as ``F2``."""
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.show_state(self._shown_state)

    def show_microphones(self, names: list[str], current: str) -> None:
        """List the microphones; an empty ``current`` is the one that the system uses."""
        self.side.show_microphones(names, current)

    def show_test(self, state: str, level: float = 0.0) -> None:
        """Show the test of the microphone."""
        self.side.show_test(state, level)

    def show_taught(self, cards: list[ProductCard]) -> None:
        """List the products that have a taught word."""
        self.side.show_taught(cards)

    def teach_dialog(self) -> TeachDialog:
        """Return the dialog that teaches a word, which deletes itself."""
        return self._passing(TeachDialog(self))

    def names_dialog(self) -> NamesDialog:
        """Return the dialog of how names are said, which deletes itself."""
        return self._passing(NamesDialog(self))

    def alike_dialog(self) -> AlikeDialog:
        """Return the dialog of names that sound alike, which deletes itself."""
        return self._passing(AlikeDialog(self))

    def keyPressEvent(self, event: Any) -> None:
        """Space speaks, Esc cancels, 1 to 5 and Enter choose, arrows and + and - set how many, letters write."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and not self._space:
                self._space = True
                self.pressed.emit()
        elif key == Qt.Key.Key_Escape:
            self._space = False
            self.cancelled.emit()
        elif not self._chooses(key) and not self._types(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: Any) -> None:
        """Letting go of Space ends speaking."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and self._space:
                self._space = False
                self.released.emit()
            return
        super().keyReleaseEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the tab is looked at."""
        super().showEvent(event)
        self.shown.emit()

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

    def _passing(self, dialog: _Dialog) -> _Dialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _keys(self) -> str:
        return self.tr("Space or {0}").format(self._key)

    def _leave(self) -> None:
        self._space = False
        self.left.emit()

    def _chooses(self, key: int) -> bool:
        """Let a key choose a product or a quantity; False if it does not."""
        answer = self.answer
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            return answer.pick(key - Qt.Key.Key_1) and answer.choose()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter in the line of words searches for them; it must not add what was found before
            return not answer.heard.hasFocus() and answer.choose()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return answer.pick(answer.candidates.current + (1 if key == Qt.Key.Key_Down else -1))
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and answer.must_choose:
            answer.choose_quantity(0 if key == Qt.Key.Key_Left else -1)
            return True
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            answer.step(1 if key == Qt.Key.Key_Plus else -1)
            return True
        return False

    def _types(self, event: QKeyEvent) -> bool:
        """Letters begin to write other words, without a click; False if it is no letter."""
        command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if not event.text().isalpha() or event.modifiers() & command:
            return False
        self.answer.heard.setFocus()
        self.answer.heard.setText(event.text())
        return True

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
        self.answer = VoiceAnswer()
        self.answer.setMaximumWidth(600)
        self.answer.text_entered.connect(self.text_entered)
        self.answer.chosen.connect(self.chosen)
        column.addWidget(self.talk, 0, centre)
        column.addWidget(self._state, 0, centre)
        column.addWidget(self._hint, 0, centre)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.answer, 20)
        row.addStretch(1)
        column.addLayout(row, 1)
        return column

    def _right(self) -> VoiceSide:
        self.side = side = VoiceSide()
        side.microphone_chosen.connect(self.microphone_chosen)
        side.test_toggled.connect(self.test_toggled)
        side.teach_requested.connect(self.teach_requested)
        side.names_requested.connect(self.names_requested)
        side.alike_requested.connect(self.alike_requested)
        side.forget_requested.connect(self.forget_requested)
        side.file_requested.connect(self.open_file)
        return side
