"""The evidence for a recommendation as rows and bars: baskets, neighbours, distances, dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import Evidence, LikeEvidence, NeighbourEvidence, PairEvidence, ProductCard, SoldBasket
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import day, moment, number, per_cent
from shopdesk.ui.pictures import Picture
from shopdesk.ui.widgets import ScoreBar, button, label

FEW = 3  # rows shown before "more"
SECTION_OF = {
    "together": "pairs",
    "neighbours": "neighbours",
    "repeat": "repeats",
    "similar": "likes",
    "same_kind": "likes",
    "popular": "popular",
    "time": "popular",
}
SECTIONS = ("pairs", "repeats", "neighbours", "likes", "popular")


class More(QWidget):
    """Rows under each other; those beyond the first few are made when they are asked for.

    Parameters
    ----------
    rows : sequence of callable
        Each makes one row.
    few : int
        How many are shown at once.
    """

    def __init__(self, rows: Sequence[Callable[[], QWidget]], few: int = FEW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for row in rows[:few]:
            self._column.addWidget(row())
        if len(rows) > few:
            words = self.tr("{0} more").format(len(rows) - few) if few else self.tr("Show the baskets")
            self.more = button(words, "inline")
            self.more.clicked.connect(lambda: self._open(rows[few:]))
            self._column.addWidget(self.more)

    def _open(self, rows: Sequence[Callable[[], QWidget]]) -> None:
        self.more.hide()
        for row in rows:
            self._column.addWidget(row())


class EvidenceSections(QWidget):
    """All there is behind one recommendation, the strongest kind of reason first.

    Signals
    -------
    product_chosen(str): a product that the evidence names.
    """

    product_chosen = Signal(str)

    def __init__(
        self,
        evidence: Evidence,
        cards: Mapping[str, ProductCard],
        baskets: Mapping[str, SoldBasket],
        customers: Mapping[str, str],
        order: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._evidence, self._cards, self._baskets, self._customers = evidence, cards, baskets, customers
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        first = [SECTION_OF[kind] for kind in order if kind in SECTION_OF]
        for name in dict.fromkeys([*first, *SECTIONS]):
            getattr(self, f"_{name}")()

    def _section(self, title: str, note: str = "") -> None:
        if self._column.count():
            self._column.addSpacing(8)
        self._column.addWidget(label(title, "name"))
        if note:
            self._column.addWidget(label(note, "muted", wrap=True))

    # --- bought together ------------------------------------------------------------------------

    def _pairs(self) -> None:
        pairs = [pair for pair in self._evidence.pairs if pair.product_id in self._cards]
        if pairs:
            self._section(self.tr("Bought together"))
            self._column.addWidget(More([partial(self._pair, pair, n == 0) for n, pair in enumerate(pairs)]))

    def _pair(self, pair: PairEvidence, opened: bool) -> QWidget:
        said = self.tr("In {0} of its {1} baskets, {2} times chance").format(
            number(pair.count), number(pair.of), number(round(pair.lift, 1), 1)
        )
        out, column = _block()
        column.addWidget(self._product(pair.product_id, said))
        bar = ScoreBar(pair.count / max(pair.of, 1))
        bar.setAccessibleName(said)
        column.addWidget(bar)
        known = [self._baskets[key] for key in pair.baskets if key in self._baskets]
        rows = [partial(self._basket, basket, pair.product_id) for basket in known]
        if rows:
            column.addWidget(More(rows, 2 if opened else 0))
        return out

    def _basket(self, basket: SoldBasket, other: str = "") -> QWidget:
        """When it was sold, to whom, and what was in it: the two products in question first."""
        wanted = (other, self._evidence.product_id)
        content = zip(basket.products, basket.names, basket.quantities, strict=True)
        rows = sorted(content, key=lambda row: row[0] not in wanted)
        lines = [f"{number(times)} × {name}" if times > 1 and times == int(times) else name for _, name, times in rows]
        out, column = _block(2)
        head = moment(basket.sold_at)
        column.addWidget(label(f"{head}  ·  {basket.customer}" if basket.customer else head))
        known = sum(row[0] in wanted for row in rows) if other else 0  # the pair is named above: what else was there?
        shown = lines[known : known + 3]
        words = ", ".join(shown)
        if len(lines) > known + len(shown):
            words = self.tr("{0} and {1} more").format(words, len(lines) - known - len(shown))
        if other:
            words = self.tr("Both, with {0}").format(words) if words else self.tr("Only these two")
        text = label(words, "muted", wrap=True)
        text.setToolTip("\n".join(lines))
        column.addWidget(text)
        return out

    # --- neighbours -------------------------------------------------------------------------------

    def _neighbours(self) -> None:
        found = self._evidence.neighbours
        if not found:
            return
        people = found[0].basket_id is None
        title, note = self.tr("Baskets like this one"), self.tr("Of the {0} most like this one, those with it")
        if people:
            title = self.tr("Customers like this one")
            note = self.tr("Of the {0} most like this one, those who bought it")
        self._section(title, note.format(number(self._evidence.neighbours_of)))
        self._column.addWidget(More([partial(self._neighbour, near) for near in found]))

    def _neighbour(self, near: NeighbourEvidence) -> QWidget:
        out, column = _block(4)
        alike = self.tr("{0} alike").format(per_cent(near.similarity))
        if near.basket_id is None:
            key = near.customer_id or ""
            name = self._customers.get(key, "") or key
            times = self.tr("bought it once") if near.times == 1 else self.tr("bought it in {0} baskets")
            column.addWidget(ElidedLabel(name))
            column.addWidget(label(f"{alike}, {times.format(number(near.times))}", "muted", wrap=True))
        else:
            column.addWidget(label(alike, "muted"))
            if near.basket_id in self._baskets:
                column.addWidget(self._basket(self._baskets[near.basket_id]))
        bar = ScoreBar(near.similarity)
        bar.setAccessibleName(alike)
        column.addWidget(bar)
        return out

    # --- likeness -----------------------------------------------------------------------------------

    def _likes(self) -> None:
        likes = [like for like in self._evidence.likes if like.product_id in self._cards]
        if likes:
            self._section(self.tr("Alike"), self.tr("Distance 0 would be the same product"))
            self._column.addWidget(More([partial(self._like, like) for like in likes], 1))

    def _like(self, like: LikeEvidence) -> QWidget:
        out, column = _block(4)
        said = self.tr("{0} alike, distance {1}").format(per_cent(like.similarity), number(like.distance, 2))
        column.addWidget(self._product(like.product_id, said))
        bar = ScoreBar(like.similarity)
        bar.setAccessibleName(said)
        column.addWidget(bar)
        parts = [
            self.tr("words {0}").format(number(like.word_distance, 2)),
            self.tr("price {0}").format(number(like.price_distance, 2)),
        ]
        if like.picture_distance is not None:
            parts.append(self.tr("picture {0}").format(number(like.picture_distance, 2)))
        column.addWidget(label(self.tr("Distance in {0}").format(", ".join(parts)), "muted", wrap=True))
        telling = [word for word in like.words if len(word) > 1 and not word.isdigit()]  # not the 1 and the g of "1 g"
        if telling:
            column.addWidget(label(self.tr("Both: {0}").format(", ".join(telling)), "muted", wrap=True))
        return out

    # --- dates and popularity -----------------------------------------------------------------------

    def _repeats(self) -> None:
        dates = self._evidence.repeats
        if not dates:
            return
        every = self._evidence.every_days
        note = self.tr("On average every {0} days").format(number(every, 1)) if every is not None else ""
        self._section(self.tr("Bought before"), note)
        self._column.addWidget(More([partial(label, day(date)) for date in reversed(dates)], 4))

    def _popular(self) -> None:
        found = self._evidence
        if not found.sold:
            return
        said = self.tr("In {0} of {1} baskets of the last {2} days").format(
            number(found.popular_count), number(found.popular_of), found.popular_days
        )
        self._section(self.tr("How often it sells"))
        self._column.addWidget(label(said, "muted", wrap=True))
        bar = ScoreBar(found.popular_count / max(found.popular_of, 1))
        bar.setAccessibleName(said)
        self._column.addWidget(bar)
        ever = self.tr("In {0} baskets since the first sale").format(number(found.sold))
        self._column.addWidget(label(ever, "muted", wrap=True))

    def _product(self, product_id: str, said: str) -> QWidget:
        """A product that the evidence names: a click asks what goes with it."""
        card = self._cards[product_id]
        out, row, words, picture = QWidget(), QHBoxLayout(), QVBoxLayout(), Picture(32)
        picture.show_card(card)
        name = button(self._short(card.name), "inline", self.tr("What goes with {0}").format(card.name))
        name.setToolTip(self.tr("What goes with {0}").format(card.name))
        name.clicked.connect(lambda: self.product_chosen.emit(product_id))
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(label(said, "muted", wrap=True))
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        out.setLayout(row)
        return out

    def _short(self, name: str) -> str:
        return self.fontMetrics().elidedText(name.replace("&", "&&"), Qt.TextElideMode.ElideRight, 190)


def _block(spacing: int = 6) -> tuple[QWidget, QVBoxLayout]:
    out = QWidget()
    column = QVBoxLayout(out)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return out, column
