"""A page of the Photos tab that notes what it is shown, and the products that its tests speak of."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal

from shopdesk.engine.types import ProductCard
from tests.controllers.noting import Noting

MILK = ProductCard("P1", "Whole milk 1 l", 129, "EUR", stock=4)
TEA = ProductCard("P2", "Black tea", 299, "EUR")
CARDS = {"P1": MILK, "P2": TEA}
JPEG = np.frombuffer(b"\xff\xd8\xff", np.uint8)


class View(Noting):
    """A passive page that notes what it is shown."""

    files_dropped = Signal(list)
    image_dropped = Signal(object)
    teach_requested = Signal(str, list)
    new_product_requested = Signal(str, int, str, str, list)
    inspect_requested = Signal(str, str)
    chosen = Signal(str, str)
    label_requested = Signal(str)
    csv_requested = Signal(str, bool)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)
    cancel_requested = Signal()
    shown = Signal()
    search_edited = Signal(str)
    product_chosen = Signal(str)
    forget_requested = Signal(str, list)
    deep_requested = Signal()
    good_dropped = Signal(list)
    good_image_dropped = Signal(object)
    drop_requested = Signal(list)
    prior, labels = 0.25, "unsure"
    takes = (*Noting.takes, "add_", "clear")

    def paths(self) -> list[str]:
        return [path for (paths,) in self.all("add_tiles") for path in paths]
