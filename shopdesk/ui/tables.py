"""How tables look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView


def like_a_list(table: QTableView, height: int) -> QHeaderView:
    """Show a table without grid and row numbers, each row one line of this height; return its header."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(height)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setHighlightSections(False)
    return heads
