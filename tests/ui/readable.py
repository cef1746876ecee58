"""Looks over every widget of a window: whether its text fits, and whether a screen reader can name it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QWidget,
)

from shopdesk.ui.eliding import ElidedLabel, ElidingButton

INTERACTIVE = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
SLACK = 2  # a size hint rounds up


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget of a window that is on the screen now, its parts not counted (fields of spin boxes, headers)."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and not widget.size().isEmpty():
            yield widget


def is_part(widget: QWidget) -> bool:
    """Whether Qt made the widget as part of another: the field of a stepper, a scroll bar, a list's header."""
    parent = widget.parentWidget()
    within = isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QAbstractItemView))
    return within or isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")


def interactive(window: QWidget) -> Iterator[QWidget]:
    """Every widget that the owner can act on."""
    for widget in shown(window):
        acts = isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        scrolls_only = isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus
        if acts and not scrolls_only and not is_part(widget):
            yield widget


def described(widget: QWidget) -> str:
    """Say which widget it is, with its way from the window."""
    names = []
    step: QWidget | None = widget
    while step is not None and len(names) < 4:
        names.append(type(step).__name__)
        step = step.parentWidget()
    text = f" {widget.text()!r}" if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return " < ".join(names) + text


def wanted_size(widget: QWidget) -> QSize | None:
    """The room its text needs; None where it says itself that it elides, wraps or scrolls."""
    if isinstance(widget, ElidedLabel):
        return None
    if isinstance(widget, QLabel):
        return _label_size(widget)
    if isinstance(widget, (QPushButton, QCheckBox)) and widget.text():
        return widget.minimumSizeHint().expandedTo(widget.sizeHint())
    if isinstance(widget, QComboBox):
        width = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return QSize(width + 34, widget.fontMetrics().height())
    return None


def _label_size(widget: QLabel) -> QSize | None:
    if not widget.text():
        return None
    if widget.wordWrap():
        inside = widget.contentsRect().width()
        box = widget.fontMetrics().boundingRect(
            QRect(0, 0, max(1, inside), 10_000), int(Qt.TextFlag.TextWordWrap), widget.text()
        )
        return QSize(box.width(), box.height())
    return widget.sizeHint()


def cut_texts(window: QWidget, elided_buttons: bool = False) -> list[str]:
    """Every shown text that does not fit its place.

    Buttons that show an ellipsis, and the whole in their tooltip, pass only with ``elided_buttons``: in a language that
    is not spoken.
    """
    out = []
    for widget in shown(window):
        if elided_buttons and isinstance(widget, ElidingButton):
            continue
        wanted = wanted_size(widget)
        if wanted is None:
            continue
        if wanted.width() > widget.width() + SLACK or wanted.height() > widget.height() + SLACK:
            have = f"{widget.width()}x{widget.height()}"
            out.append(f"{described(widget)} needs {wanted.width()}x{wanted.height()}, has {have}")
        elif not _inside_parents(widget, window):
            out.append(f"{described(widget)} sticks out of its place")
    return out


def _inside_parents(widget: QWidget, window: QWidget) -> bool:
    """Whether no ancestor cuts the widget, up to the first that scrolls."""
    box, step = widget.rect(), widget
    while step is not window and (parent := step.parentWidget()) is not None:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return True
        box = box.translated(step.pos())
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
            return False
        step = parent
    return True


def unnamed(window: QWidget) -> list[str]:
    """Every widget to act on that a screen reader could not name, or whose role it would not know.

    A page or frame around other widgets may be a mere container; what is acted on itself may not.
    """
    out = []
    for widget in interactive(window):
        reader = QAccessible.queryAccessibleInterface(widget)
        if reader is None or not reader.text(QAccessible.Text.Name).strip():
            out.append(f"{described(widget)}: no name")
        elif reader.role() == QAccessible.Role.NoRole or (
            reader.role() == QAccessible.Role.Client and not widget.findChildren(QWidget)
        ):
            out.append(f"{described(widget)}: role {reader.role()}")
    return out


SAYS = ("text", "title", "currentText", "placeholderText", "prefix", "suffix", "toolTip", "accessibleName")


def texts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that is shown, said in tooltips or read out, with the widget it stands on."""
    for widget in shown(window):
        said = {
            name: getattr(widget, name)() for name in SAYS if hasattr(type(widget), name) and not _own(widget, name)
        }
        yield from ((f"{described(widget)} {name}", words) for name, words in said.items() if words)
        if isinstance(widget, QTabBar):
            yield from ((described(widget), widget.tabText(place)) for place in range(widget.count()))
    yield "title", window.windowTitle()


def _own(widget: QWidget, name: str) -> bool:
    """Whether a getter is not Qt's: it may mean something else and want arguments."""
    return not getattr(type(widget), name).__class__.__name__.startswith("method_desc")
