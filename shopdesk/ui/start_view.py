"""The start page: what sells, what to order, which prices will move, and what ShopDesk has learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.ui.format import moment, money, number, per_cent
from shopdesk.ui.start_cards import StartCard
from shopdesk.ui.widgets import View, label, scrolling

if TYPE_CHECKING:
    from shopdesk.engine.types import ProductCard
    from shopdesk.engine.types_start import ShopFigures

COLUMNS = 3


class StartView(View):
    """Six cards at most.

    Signals
    -------
    opened(str): the card that was chosen: sells, order, prices, quality, photos or voice.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._learned = label("", "title"), label("", "muted", wrap=True)
        self.cards: dict[str, StartCard] = {
            "sells": StartCard("basket", self.tr("What sells"), self.tr("What goes with it  →"), bars=True),
            "order": StartCard("import", self.tr("What to order"), self.tr("Is now a good time to buy?  →")),
            "prices": StartCard("chart", self.tr("Prices about to move"), self.tr("Charts and forecasts  →")),
            "quality": StartCard("star", self.tr("Recommendations"), self.tr("How good are they?  →")),
            "photos": StartCard("photo", self.tr("Photos"), self.tr("Recognise or teach  →")),
            "voice": StartCard("microphone", self.tr("Voice"), self.tr("Say a product  →")),
        }
        grid, inner = QGridLayout(), QWidget()
        grid.setSpacing(16)
        for place, (key, card) in enumerate(self.cards.items()):
            card.clicked.connect(lambda _checked=False, key=key: self.opened.emit(key))
            grid.addWidget(card, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(0, 1)  # the row with the bars is the higher one
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(4)
        outer.addWidget(self._title)
        outer.addWidget(self._learned)
        outer.addSpacing(12)
        outer.addLayout(grid)
        outer.addStretch(1)
        scroll = scrolling(inner, self.tr("Start page"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(scroll)
        self.setFocusProxy(self.cards["sells"])
        self.show_name("")
        self.show_speak_key("F2")

    def show_name(self, name: str) -> None:
        """Show the shop's name."""
        self._title.setText(name or self.tr("Your shop"))

    def show_speak_key(self, key: str) -> None:
        """Say which key is held to speak."""
        card = self.cards["voice"]
        card.show_texts(key, self.tr("Hold this key anywhere and say a product, or how many of it."))
        card.show_words(
            [
                (self.tr("“two whole milk”"), self.tr("adds")),
                (self.tr("“price of butter”"), self.tr("tells")),
                (self.tr("“how many eggs are left”"), self.tr("tells")),
            ]
        )

    def show_figures(self, figures: ShopFigures) -> None:
        """Show what the shop's records say."""
        self._learned.setText(
            self.tr("ShopDesk learns from {0} sales, {1} prices and {2} products.").format(
                number(figures.sales), number(figures.prices), number(figures.products)
            )
        )
        self._show_sales(figures)
        self._show_order(figures)

    def show_movers(self, rows: Sequence[tuple[ProductCard, float]], total: int, weeks: int, learned: bool) -> None:
        """Show the prices that are expected to move, each with its change in per cent."""
        card = self.cards["prices"]
        if not learned:
            card.show_texts(self.tr("Not learned"), self.tr("Let ShopDesk learn your prices in the Prices tab."))
            card.show_products(())
            return
        line = self.tr("products whose price is likely to change within {0} weeks").format(weeks)
        card.show_texts(
            number(total), line if total else self.tr("No price is likely to change within the next weeks.")
        )
        card.show_products(
            [(product, f"{'+' if change > 0 else '−'}{number(abs(change), 1)} %") for product, change in rows]
        )

    def show_quality(self, hit_rate: float | None, popular: float, baskets: int) -> None:
        """Show in how many held-out baskets something was hit, and by best sellers alone; None if not measured."""
        card = self.cards["quality"]
        if hit_rate is None:
            card.show_texts(self.tr("Not measured"), self.tr("Measure on your own past sales; it takes a minute."))
            card.show_words(())
            return
        line = self.tr("baskets whose missing product was among the ten recommended")
        card.show_texts(self.tr("{0} of 10").format(round(10 * hit_rate)), line)
        card.show_words(
            [
                (self.tr("Recommendations"), per_cent(hit_rate)),
                (self.tr("Best sellers alone"), per_cent(popular)),
                (self.tr("Baskets it was measured on"), number(baskets)),
            ]
        )

    def show_taught(self, rows: Sequence[tuple[ProductCard, int]]) -> None:
        """Show how many photos of which products were taught."""
        card = self.cards["photos"]
        photos = sum(count for _, count in rows)
        if photos == len(rows):  # no more than the catalog's own pictures
            ready = self.tr("Products with pictures are known already. Teach photos of your own shelf.")
            card.show_texts(number(len(rows)) if rows else self.tr("Ready"), ready)
            card.show_products([(product, "") for product, _ in rows[:3]])
            return
        line = self.tr("photos of {0} products were taught").format(number(len(rows)))
        card.show_texts(number(photos), line)
        card.show_products([(product, number(count)) for product, count in rows[:3]])

    def _show_sales(self, figures: ShopFigures) -> None:
        card = self.cards["sells"]
        if figures.until is None:
            card.show_texts(self.tr("Nothing yet"), self.tr("Sell something, or import your past sales."))
            return
        day = moment(figures.until, "d MMM")
        change = figures.change
        if change is None:
            line = self.tr("in the seven days to {0}").format(day)
        elif change >= 0:
            line = self.tr("in the seven days to {0}, {1} more than the week before").format(day, per_cent(change))
        else:
            line = self.tr("in the seven days to {0}, {1} less than the week before").format(day, per_cent(-change))
        card.show_texts(money(figures.week, figures.currency), line)
        if card.bars is not None:
            card.bars.show_values(figures.days)
        card.show_products([(one.card, money(one.amount, figures.currency)) for one in figures.sellers])

    def _show_order(self, figures: ShopFigures) -> None:
        card = self.cards["order"]
        if figures.until is None:
            card.show_texts(self.tr("Nothing yet"), self.tr("After some sales this says what will be sold out soon."))
            return
        if not figures.short:
            card.show_texts("0", self.tr("Everything that sells lasts for more than a week."))
            return
        card.show_texts(number(figures.short), self.tr("products will be sold out within a week at today's pace"))
        card.show_products([(one.card, self._lasts(one.days_left)) for one in figures.shortages])

    def _lasts(self, days: float) -> str:
        if days <= 0:
            return self.tr("sold out")
        return self.tr("1 day") if days < 1.5 else self.tr("{0} days").format(round(days))
