"""Colours, the style sheet and the icons, all from ``resources/theme/tokens.json``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication

from shopdesk.paths import resource_dir
from shopdesk.ui.style import STYLE

_MODE, _STILL, _AS_FOUND = "shopdesk_mode", "shopdesk_still", "shopdesk_effects_as_found"


@cache
def _all_tokens() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((resource_dir() / "theme" / "tokens.json").read_text(encoding="utf-8"))
    return loaded


def mode() -> str:
    """Return the mode in use, ``light`` or ``dark``."""
    app = QApplication.instance()
    return (app.property(_MODE) if app is not None else None) or "light"


def tokens() -> dict[str, str]:
    """Return the colours of the mode in use by name."""
    return dict(_all_tokens()[mode()])


def plot_colours() -> list[str]:
    """Return the colours of lines in a chart."""
    return list(_all_tokens()["plot"][mode()])


def colour(name: str, alpha: int = 255) -> QColor:
    """Return one token as a colour."""
    out = QColor(_all_tokens()[mode()][name])
    out.setAlpha(alpha)
    return out


def apply_theme(app: QApplication, mode: str) -> None:
    """Dress the application: Fusion style, palette, font size and style sheet.

    Parameters
    ----------
    app : QApplication
    mode : str
        ``light``, ``dark`` or ``system``.
    """
    if mode == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        mode = "dark" if dark else "light"
    if app.property(_MODE) is None:  # once: each of these dresses every widget again
        app.setStyle("Fusion")
        font = app.font()
        font.setPixelSize(13)
        app.setFont(font)
    app.setProperty(_MODE, mode if mode == "dark" else "light")
    app.setPalette(_palette())
    sheet = STYLE
    for name, value in sorted(tokens().items(), key=lambda pair: -len(pair[0])):
        sheet = sheet.replace(f"@{name};", f"{value};")
    icons = resource_dir() / "icons"
    for name, file in (("@chevron", "chevron-down.svg"), ("@checked", f"checked-{app.property(_MODE)}.svg")):
        sheet = sheet.replace(name, (icons / file).as_posix())
    app.setStyleSheet(sheet)


_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


def apply_motion(app: QApplication, motion: str) -> None:
    """Let things move, or keep them still: menus that slide, the cursor that blinks, bars that run to and fro.

    Parameters
    ----------
    app : QApplication
    motion : str
        ``system`` (as the system has it at the start), ``full`` or ``reduced``.
    """
    if app.property(_AS_FOUND) is None:
        app.setProperty(_AS_FOUND, [app.isEffectEnabled(effect) for effect in _EFFECTS] + [app.cursorFlashTime()])
    *effects, blink = app.property(_AS_FOUND)
    app.setProperty(_STILL, motion == "reduced")
    for effect, found in zip(_EFFECTS, effects, strict=True):
        app.setEffectEnabled(effect, found if motion == "system" else motion == "full")
    app.setCursorFlashTime(0 if motion == "reduced" else blink or 1000)


def is_still() -> bool:
    """Whether the owner wants nothing to move that need not."""
    app = QApplication.instance()
    return bool(app is not None and app.property(_STILL))


def _palette() -> QPalette:
    role, out = QPalette.ColorRole, QPalette()
    for target, name in (
        (role.Window, "bg"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Button, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "primary"),
        (role.HighlightedText, "on-primary"),
        (role.Link, "info"),
        (role.Mid, "border"),
        (role.Accent, "primary"),
    ):
        out.setColor(target, colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(QPalette.ColorGroup.Disabled, target, colour("muted", 140))
    return out


@cache
def _icon_source(name: str) -> str:
    return (resource_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, token: str = "text", size: int = 18, ratio: float = 2.0) -> QPixmap:
    """Return an icon painted in a token's colour."""
    from PySide6.QtSvg import QSvgRenderer

    source = _icon_source(name).replace("currentColor", tokens()[token])
    key, found = f"icon|{name}|{tokens()[token]}|{size}|{ratio}", QPixmap()
    if QPixmapCache.find(key, found):
        return found
    out = QPixmap(round(size * ratio), round(size * ratio))
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    out.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, out)
    return out


def icon(name: str, token: str = "text") -> QIcon:
    """Return an icon in a token's colour."""
    return QIcon(pixmap(name, token))
