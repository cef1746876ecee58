"""A field for quantities that writes 5 rather than 5.000."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox


class QuantityBox(QDoubleSpinBox):
    """Takes up to its number of decimals, and shows those that say something."""

    def textFromValue(self, value: float) -> str:
        """Return the value without needless zeros."""
        text, point = super().textFromValue(value), self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text
