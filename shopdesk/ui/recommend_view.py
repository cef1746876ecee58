"""The Recommend tab: what goes with a product, a customer or the basket, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.engine.types import Evidence, Metrics, PairRule, ProductCard, SoldBasket
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.empty_state import EmptyState
from shopdesk.ui.format import day, moment, number
from shopdesk.ui.recommend_cards import CardGrid, Item
from shopdesk.ui.recommend_quality import QualityPanel, Question
from shopdesk.ui.recommend_rules import RulesView
from shopdesk.ui.recommend_subject import Subject, SubjectPanel
from shopdesk.ui.recommend_weights import WeightsPanel
from shopdesk.ui.recommend_why import WhyPanel
from shopdesk.ui.widgets import IconButton, Segmented, View, button, find_by_key, label


class RecommendView(View):
    """Subject at the left, cards in the middle, reasons at the right; quality and pairs in place of the cards.

    Signals
    -------
    subject_changed(str, str): kind (product, customer, basket) and id.
    method_changed(str): hybrid, content, user or item.
    weights_changed(dict), weights_settled(dict): what counts in the best mix, while it moves and once it rests.
    why_requested(str): the product whose evidence is asked for.
    quality_requested(), quality_cancelled(), rules_requested(dict), rules_export_requested(str)
    add_requested(str), subject_search_edited(str), cancel_requested()
    """

    subject_changed = Signal(str, str)
    method_changed = Signal(str)
    weights_changed = Signal(dict)
    weights_settled = Signal(dict)
    why_requested = Signal(str)
    quality_requested = Signal()
    quality_cancelled = Signal()
    rules_requested = Signal(dict)
    rules_export_requested = Signal(str)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(parent)
        self._opened = ""
        self.turns = self._build()
        if whole:
            self.finish()

    def _build(self) -> Iterator[None]:
        self.subject, self.why = SubjectPanel(), WhyPanel()
        self.field, self.choices, self.kinds = self.subject.field, self.subject.choices, self.subject.kinds
        yield
        self.quality, self.rules = QualityPanel(), RulesView()
        yield
        self._build_methods()
        yield
        self.pages = QStackedWidget()
        self._cards = self._middle()
        for page in (self._cards, self.quality, self.rules):
            self.pages.addWidget(page)
        yield
        self.body.addWidget(self.subject)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.why)
        self._connect()

    @property
    def subject_kind(self) -> str:
        """``product``, ``customer`` or ``basket``."""
        return self.subject.kind

    @property
    def subject_id(self) -> str:
        """The id of the product or customer; empty for the basket."""
        return self.subject.subject_id

    @property
    def method(self) -> str:
        """``hybrid``, ``content``, ``user`` or ``item``."""
        return self.methods.key

    @property
    def weights(self) -> dict[str, float]:
        """What counts in the best mix."""
        return self.sliders.weights

    # --- what is shown ----------------------------------------------------------------------------

    def show_subject_choices(self, subjects: Sequence[Subject], recent: Sequence[Subject] = ()) -> None:
        """List products or customers to choose from."""
        self.subject.show_choices(subjects, recent)

    def show_subject(self, kind: str, title: str, subject: Subject | None, note: str = "") -> None:
        """Show what the recommendations are for."""
        self.subject.show_subject(kind, title, subject, note)

    def show_recommendations(self, items: list[Item]) -> None:
        """Show the recommended products, best first; the reasons of the one chosen stay open while it is there."""
        self.grid.show_items(items)
        self._stack.setCurrentWidget(self.grid if items else self._empty)
        kept = next((item for item in items if item[0].product_id == self._opened), None)
        self._show_why(kept or (items[0] if items else None))

    def show_evidence(
        self,
        evidence: Evidence,
        cards: Mapping[str, ProductCard],
        baskets: Mapping[str, SoldBasket],
        customers: Mapping[str, str],
        order: Sequence[str],
    ) -> None:
        """Show what stands behind the recommendation whose reasons are open."""
        self.why.show_evidence(evidence, cards, baskets, customers, order)

    def show_as_of(self, as_of: datetime | None) -> None:
        """Say from which day days are counted back, where it is not today."""
        self._as_of.setVisible(as_of is not None)
        if as_of is not None:
            text = self.tr("Your last sale was on {0}: days are counted back from there.")
            self._as_of.setText(text.format(day(as_of)))

    def show_choice(self, method: str, weights: Mapping[str, float]) -> None:
        """Set method and weights as they were left, without a signal."""
        self.methods.choose(method)
        self.sliders.show_weights(weights)
        self._follow_method()

    def show_quality(
        self,
        sentence: str,
        parts: Sequence[tuple[str, str, Metrics, Metrics]],
        measured_at: datetime | None,
        current: bool,
        baskets: int,
    ) -> None:
        """Say in one line how good the recommendations are, and in the panel at length.

        Each part is the key of a question (completion, customer), its verdict, and the figures of both sides.
        """
        note = self.tr("Measured on {0} baskets on {1}.").format(number(baskets), moment(measured_at)) if parts else ""
        if not current:
            note += " " + self.tr("Something was sold or changed since: measure again.")
        self.quality_line.setText(sentence or self.tr("How good are these? Measure on your own sales."))
        questions = [Question(*self._question(key), verdict, mine, popular) for key, verdict, mine, popular in parts]
        self.quality.show_figures(questions, note, current)

    def show_measuring(self, text: str, fraction: float | None) -> None:
        """Show how far the measuring is; None when it is over."""
        if fraction is None:
            self.quality.hide_progress()
        else:
            self.quality.show_progress(text, fraction)

    def show_rules(self, rules: Sequence[PairRule], cards: Mapping[str, ProductCard], total: int, baskets: int) -> None:
        """Show pairs that sell together."""
        self.rules.show_rules(rules, cards, total, baskets)

    def show_written(self, path: str, count: int) -> None:
        """Say that the pairs were written."""
        self.bar.show_message(self.tr("{0} pairs were written to {1}.").format(number(count), path))

    # --- parts --------------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        out = QWidget()
        column, top = QVBoxLayout(out), QHBoxLayout()
        column.setContentsMargins(12, 12, 8, 8)
        column.setSpacing(10)
        self.grid = CardGrid()
        self._empty = EmptyState(
            "star",
            self.tr("What goes with it?"),
            self.tr(
                "Put a product into the basket, or choose a product or a customer at the left. "
                "ShopDesk then shows what is bought with it, and says why."
            ),
            self.tr("Choose a product"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.grid)
        self._as_of = label(role="muted", wrap=True)
        self._as_of.hide()
        top.setSpacing(8)
        top.addWidget(self.methods, 1)
        top.addWidget(self.weights_button)
        column.addLayout(top)
        column.addWidget(self.sliders)
        column.addWidget(self._as_of)
        column.addWidget(self._stack, 1)
        column.addLayout(self._footer())
        return out

    def _build_methods(self) -> None:
        self.methods = Segmented(
            (
                ("hybrid", self.tr("Best mix")),
                ("content", self.tr("Alike")),
                ("user", self.tr("Similar customers")),
                ("item", self.tr("Bought together")),
            ),
            self.tr("Method"),
        )
        tips = (
            self.tr("Hybrid of all methods, weighed by what was right on your own sales"),
            self.tr("Content-based: alike by name, kind, brand and price"),
            self.tr("User-based collaborative filtering"),
            self.tr("Item-based collaborative filtering"),
        )
        for one, tip in zip(self.methods.findChildren(QPushButton), tips, strict=True):
            one.setToolTip(tip)
        self.weights_button = IconButton("sliders", self.tr("What counts in the best mix (Ctrl+G)"))
        self.weights_button.setCheckable(True)
        self.weights_button.setShortcut("Ctrl+G")
        self.sliders = WeightsPanel()
        self.sliders.hide()

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.quality_line = ElidedLabel("", "muted")
        self.quality_button = button(self.tr("How good?"), "", self.tr("How good are the recommendations"))
        self.quality_button.setToolTip(self.tr("Figures on your own sales (Ctrl+Shift+Q)"))
        self.quality_button.setShortcut("Ctrl+Shift+Q")
        self.rules_button = button(self.tr("Pairs"), "", self.tr("Pairs that sell together"))
        self.rules_button.setToolTip(self.tr("Pairs that sell together (Ctrl+Shift+P)"))
        self.rules_button.setShortcut("Ctrl+Shift+P")
        row.addWidget(self.quality_line, 1)
        row.addWidget(self.quality_button)
        row.addWidget(self.rules_button)
        return row

    def _connect(self) -> None:
        self.subject.kind_chosen.connect(self._choose_kind)
        self.subject.chosen.connect(self.subject_changed)
        self.subject.search_edited.connect(self.subject_search_edited)
        self.methods.changed.connect(self._follow_method)
        self.methods.changed.connect(self.method_changed)
        self.weights_button.toggled.connect(self._follow_method)
        self.sliders.changed.connect(self.weights_changed)
        self.sliders.settled.connect(self.weights_settled)
        self.grid.opened.connect(self._why_of)
        self.grid.added.connect(self.add_requested)
        self.grid.similar.connect(self._make_subject)
        self.why.add_requested.connect(self.add_requested)
        self.why.similar_requested.connect(self._make_subject)
        self._empty.action.clicked.connect(lambda: self._choose_kind("product"))
        self.quality_button.clicked.connect(lambda: self._open(self.quality))
        self.quality.measure_requested.connect(self.quality_requested)
        self.quality.cancel_requested.connect(self.quality_cancelled)
        self.rules_button.clicked.connect(self._open_rules)
        self.rules.asked.connect(self.rules_requested)
        self.rules.export_requested.connect(self.rules_export_requested)
        self.rules.product_chosen.connect(self._make_subject)
        for page in (self.quality, self.rules):
            page.closed.connect(lambda: self._open(self._cards))
            back = QShortcut(QKeySequence("Esc"), page)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            back.activated.connect(lambda: self._open(self._cards))
        find_by_key(self, self._find)
        self.show_quality("", [], None, True, 0)

    def _question(self, key: str) -> tuple[str, str]:
        """The title of a question that is measured, and how it is."""
        if key == "completion":
            return (
                self.tr("The rest of a basket"),
                self.tr(
                    "One product is taken out of each of the newest baskets; the ten recommendations have to name it."
                ),
            )
        return (
            self.tr("The next visit of a customer"),
            self.tr("The last basket of each customer is hidden; the ten recommendations have to name what was in it."),
        )

    # --- what the owner does --------------------------------------------------------------------------

    def _open(self, page: QWidget) -> None:
        before = self.pages.currentWidget()
        if page is before:
            return
        self.pages.setCurrentWidget(page)
        self.why.setVisible(page is self._cards)
        ways = {
            self.quality: (self.quality_button, self.quality.measure),
            self.rules: (self.rules_button, self.rules.field),
        }
        if page in ways:
            ways[page][1].setFocus()
        elif before in ways:
            ways[before][0].setFocus()

    def _open_rules(self) -> None:
        self._open(self.rules)
        self.rules_requested.emit(self.rules.question())

    def _follow_method(self, *_: object) -> None:
        hybrid = self.method == "hybrid"
        self.weights_button.setEnabled(hybrid)
        self.sliders.setVisible(hybrid and self.weights_button.isChecked())

    def _why_of(self, item: Item) -> None:
        self._opened = item[0].product_id
        self._show_why(item)

    def _show_why(self, item: Item | None) -> None:
        self.why.show_item(item)
        self.grid.mark("" if item is None else item[0].product_id)
        if item is not None:
            self.why_requested.emit(item[0].product_id)

    def _choose_kind(self, kind: str) -> None:
        titles = {
            "basket": self.tr("The basket"),
            "product": self.tr("Choose a product"),
            "customer": self.tr("Choose a customer"),
        }
        self._open(self._cards)
        self.subject.clear()
        self.show_subject(kind, titles[kind], None)
        self.show_recommendations([])
        self.subject_changed.emit(kind, "")
        if kind != "basket":
            self.field.setFocus()

    def _make_subject(self, product_id: str) -> None:
        if not product_id:
            return
        self._open(self._cards)
        self.subject.kind, self.subject.subject_id = "product", product_id
        self.subject_changed.emit("product", product_id)

    def _find(self) -> None:
        if self.subject_kind == "basket":
            self._choose_kind("product")
        self.field.setFocus()
        self.field.selectAll()
