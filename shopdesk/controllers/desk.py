"""What ShopDesk can do, without a window: store and engine brought together. No Qt.

The engine process and the command line both work through :class:`Desk`; the window asks it through the runner.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.desk_checks import ChecksDesk
from shopdesk.controllers.desk_prices import PriceDesk
from shopdesk.controllers.desk_recommend import RecommendDesk
from shopdesk.controllers.desk_search import SearchDesk
from shopdesk.controllers.desk_teaching import TeachingDesk
from shopdesk.controllers.desk_vision import VisionDesk
from shopdesk.controllers.desk_voice import VoiceDesk
from shopdesk.controllers.requests.catalog import (
    CustomerList,
    ListCustomers,
    ListProducts,
    SearchAnswer,
    WarmRequest,
    WriteDemo,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.types import Hit

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

Handler = Callable[[Any, JobContext], Any]


class Desk:
    """One shop with everything that can be asked about it.

    Parameters
    ----------
    shop : Shop
        An open shop. The desk reads it; sales are written by the window.
    """

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.search = SearchDesk(shop)
        self.recommend = RecommendDesk(shop)
        self.prices = PriceDesk(shop)
        self.vision = VisionDesk(shop, self.search)
        self.teaching = TeachingDesk(shop, self.vision)
        self.checks = ChecksDesk(shop)
        self.voice = VoiceDesk(shop, self.search)

    def handlers(self) -> dict[str, Handler]:
        """Return the functions by the names that the window calls them by."""
        return {
            "warm": self.warm,
            "demo.write": write_demo_shop,
            "search.find": self.search.find,
            "products.list": self.list_products,
            "customers.list": self.list_customers,
            "recommend.run": self.recommend.run,
            "recommend.why": self.recommend.why,
            "recommend.rules": self.recommend.rules,
            "recommend.evaluate": self.recommend.evaluate,
            "recommend.refit": self.recommend.refit,
            "recommend.subjects": self.recommend.subjects,
            **self.prices.handlers(),
            "vision.classify": self.vision.classify,
            "vision.look": self.vision.look,
            "vision.inspect": self.vision.inspect,
            "vision.teach": self.teaching.teach,
            "vision.new_product": self.teaching.new_product,
            "vision.forget": self.teaching.forget,
            "vision.taught": self.teaching.taught,
            "vision.photos": self.teaching.photos,
            "vision.rebuild": self.teaching.rebuild,
            "vision.deepen": self.teaching.deepen,
            "checks.list": self.checks.list_checks,
            "checks.teach": self.checks.teach,
            "checks.photos": self.checks.photos,
            "checks.drop": self.checks.drop,
            "checks.check": self.checks.check,
            **self.voice.handlers(),
        }

    def list_products(self, request: ListProducts, ctx: JobContext = NULL_CONTEXT) -> SearchAnswer:
        """Return a page of the catalog as if it had been searched."""
        cards = self.shop.cards(self.shop.product_ids(request.offset, request.limit))
        hits = [Hit(card.product_id, 0.0, "") for card in cards]
        return SearchAnswer("", hits, {card.product_id: card for card in cards}, self.shop.count_products())

    def list_customers(self, request: ListCustomers, ctx: JobContext = NULL_CONTEXT) -> CustomerList:
        """Return customers by a part of their number or name."""
        return CustomerList(self.shop.customers(request.text, request.limit))

    def warm(self, request: WarmRequest, ctx: JobContext = NULL_CONTEXT) -> None:
        """Load what the named parts need, so that the first question is answered fast."""
        for part in request.parts:
            ctx.raise_if_cancelled()
            getattr(self, part).warm(ctx)


def write_demo_shop(request: WriteDemo, ctx: JobContext = NULL_CONTEXT) -> None:
    """Write the demo shop beside this one."""
    from shopdesk.store.demo import write_demo

    write_demo(Path(request.folder), ctx=ctx)


def open_desk(folder: Path | None, url: str | None = None, create: bool = False) -> Desk:
    """Open a shop and put a desk before it; one that is not there is made only if ``create`` says so."""
    from shopdesk.store.till_shop import open_here

    return Desk(open_here(folder or Path.cwd(), url, create=create))
