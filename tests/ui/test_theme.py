"""The theme: everything that is written can be read on its ground, in both modes (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from shopdesk.paths import resource_dir
from shopdesk.ui.style import STYLE
from shopdesk.ui.theme import apply_theme, tokens

SOURCES = Path(__file__).resolve().parents[2] / "shopdesk" / "ui"
ALL = json.loads((resource_dir() / "theme" / "tokens.json").read_text(encoding="utf-8"))
GROUNDS = ("bg", "surface", "raised")
LINES = {"border"}  # hairlines around what is recognised by its text
INK = {"on-primary"}  # only ever written on the primary colour
SHAPES = r"::(handle|groove|sub-page|chunk|indicator)\b"  # nothing is written on these parts
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
PROPERTY = re.compile(r"(?:^|;)\s*(background|selection-background-color|color|selection-color)\s*:\s*@([\w-]+)")


def luminance(colour: str) -> float:
    """The relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the style sheet with the tokens of its colours."""
    for selectors, body in RULE.findall(STYLE):
        found = dict(PROPERTY.findall(body))
        for selector in selectors.split(","):
            yield selector.strip(), found


def base_of(selector: str) -> list[str]:
    """The selectors a rule inherits its colours from, the nearest first: without its states, then its roles."""
    without_state = re.sub(r"(?<!:):(?!:)!?[\w-]+", "", selector)
    return [without_state, re.sub(r"\[[^\]]*\]", "", without_state)]


def pairs_of_the_sheet() -> set[tuple[str, str, str]]:
    """Foreground, ground and selector of everything the style sheet writes."""
    known = dict(rules())
    out = set()
    for selector, found in rules():
        inherited = [known.get(name, {}) for name in base_of(selector)]
        ink = next((one["color"] for one in (found, *inherited) if "color" in one), "text")
        grounds = [one["background"] for one in (found, *inherited) if "background" in one][:1] or GROUNDS
        if "color" in found or "background" in found:
            out |= {(ink, ground, selector) for ground in grounds}
        if "selection-background-color" in found:
            out.add((found.get("selection-color", "text"), found["selection-background-color"], selector))
    return out


def painted_tokens() -> set[str]:
    """Every token that code paints texts, icons or shapes with."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.py")))
    return set(re.findall(r'"([a-z-]+)"', source)) & set(ALL["light"])


def test_the_formula_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_text_of_the_style_sheet_can_be_read(mode: str) -> None:
    pairs = {pair for pair in pairs_of_the_sheet() if not re.search(SHAPES, pair[2])}
    assert len(pairs) > 60  # the sheet was understood
    assert ("on-primary", "primary", 'QPushButton[role="primary"]') in pairs
    weak = {
        f"{selector}: {ink} on {ground} {contrast(ALL[mode][ink], ALL[mode][ground]):.2f}"
        for ink, ground, selector in pairs
        if contrast(ALL[mode][ink], ALL[mode][ground]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_painted_colour_can_be_read_on_all_grounds(mode: str) -> None:
    inks = painted_tokens() - set(GROUNDS) - LINES - INK
    assert {"text", "muted", "primary", "accent", "danger"} <= inks
    weak = {(ink, ground) for ink in inks for ground in GROUNDS if contrast(ALL[mode][ink], ALL[mode][ground]) < 4.5}
    assert not weak
    assert contrast(ALL[mode]["on-primary"], ALL[mode]["primary"]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_lines_of_charts_and_the_focus_ring_stand_out(mode: str) -> None:
    for line in (*ALL["plot"][mode], ALL[mode]["primary"]):
        assert all(contrast(line, ALL[mode][ground]) >= 3 for ground in GROUNDS), line


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_palette_role_can_be_read(qapp: QApplication, mode: str) -> None:
    apply_theme(qapp, mode)
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    pairs = (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
    )
    for ink, ground in pairs:
        colours = [qapp.palette().color(group.Active, one).name() for one in (ink, ground)]
        assert contrast(*colours) >= 4.5, (ink, ground, colours)


def test_both_modes_name_the_same_tokens_and_the_sheet_knows_no_other(qapp: QApplication) -> None:
    assert set(ALL["light"]) == set(ALL["dark"])
    assert set(re.findall(r"@([\w-]+);", STYLE)) <= set(ALL["light"])
    apply_theme(qapp, "light")
    assert tokens() == ALL["light"]
    assert "@" not in qapp.styleSheet()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_box_to_tick_is_seen_ticked_and_not(qapp: QApplication, qtbot: QtBot, mode: str) -> None:
    apply_theme(qapp, mode)
    box = QCheckBox("Cost")
    qtbot.addWidget(box)
    box.show()
    for ticked, token in ((False, "muted"), (True, "primary")):
        box.setChecked(ticked)
        image = box.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(20) for y in range(image.height())}
        assert ALL[mode][token].lower() in seen
