"""The self-test: the real window does the main job of each tab on the shop, prints the answers, saves pictures."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from shopdesk.app import ShopDesk, wait_until
from shopdesk.controllers.requests.catalog import ListProducts
from shopdesk.controllers.requests.prices import ForecastRequest
from shopdesk.controllers.requests.recommend import RecommendRequest
from shopdesk.controllers.requests.vision import ClassifyRequest
from shopdesk.controllers.requests.voice import ListenRequest
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.program import make_application
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.runner import Callbacks

TABS = ("recommend", "prices", "photos", "voice")


class SelfTest:
    """Drives one window through its four tabs.

    Parameters
    ----------
    desk : ShopDesk
        The program, shown.
    pictures : Path
        Where the pictures of the tabs are written.
    """

    def __init__(self, desk: ShopDesk, pictures: Path) -> None:
        self._desk = desk
        self._pictures = pictures
        self.answers: dict[str, Any] = {}
        self._before: dict[str, float] = {}

    def ask(self, function: str, request: Any, seconds: float = 240.0) -> Any:
        """Ask the engine process through a lane of the window and wait for the answer."""
        box: list[Any] = []
        callbacks = Callbacks(box.append, box.append)
        self._desk.runner.start("self-test", function, request, callbacks, latest_wins=False)
        if not wait_until(lambda: bool(box), seconds):
            raise DataError("selftest.timeout", what=function)
        if isinstance(box[0], EngineError):
            raise box[0]
        return box[0]

    def run(self) -> None:
        """Do each tab's main job and take its picture, light and dark."""
        catalog = self.ask("products.list", ListProducts(0, 300))
        cards = [catalog.cards[hit.product_id] for hit in catalog.hits]
        if not cards:
            raise DataError("selftest.empty")
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._recommend(cards)
        self._prices(cards)
        self._photos(cards)
        self._voice()

    def tidy(self) -> None:
        """Leave the shop's basket as it was found."""
        for product_id, quantity in self._before.items():
            self._desk.basket.set_quantity(product_id, quantity)
        wait_until(lambda: not self._desk.runner.is_busy("store"), 10.0)

    def _recommend(self, cards: list[Any]) -> None:
        window, messages = self._desk.window, self._desk.messages
        product = cards[0]
        answer = self.ask("recommend.run", RecommendRequest("product", (product.product_id,)))
        kept = {line.product.product_id: line.quantity for line in self._desk.shop().basket().lines}
        for item in answer.items[:2]:
            self._before[item.product_id] = kept.get(item.product_id, 0.0)
            self._desk.basket.add(item.product_id)
        first = answer.items[0] if answer.items else None
        self.answers["recommend"] = {
            "with": product.name,
            "first": answer.cards[first.product_id].name if first else None,
            "why": messages.reasons(first.reasons, answer.cards) if first else [],
        }
        window.show_tab("recommend")
        self._desk.recommend.choose_subject("product", product.product_id)
        self._settle("recommend")

    def _prices(self, cards: list[Any]) -> None:
        product = cards[0]
        fan = self.ask("prices.forecast", ForecastRequest(product.product_id, 8, "auto"))
        self.answers["prices"] = {
            "product": product.name,
            "in 8 weeks": round(float(fan.mean[-1]), 2),
            "80 % band": [round(float(fan.lower[80][-1]), 2), round(float(fan.upper[80][-1]), 2)],
            "model": fan.model,
            "why": self._desk.messages.reasons(fan.reasons, {}),
        }
        self._desk.window.show_tab("prices")
        self._desk.prices.choose(product.product_id)
        self._settle("prices")

    def _photos(self, cards: list[Any]) -> None:
        pictured = [card for card in cards if card.picture][:6]
        paths = tuple(str(card.picture) for card in pictured)
        if not paths:
            raise DataError("selftest.no_pictures")
        answers = self.ask("vision.classify", ClassifyRequest(paths))
        found = [
            (card.name, a.prediction.candidates[0].product_id == card.product_id if a.prediction else False)
            for card, a in zip(pictured, answers, strict=True)
        ]
        self.answers["photos"] = {"pictures": len(found), "right": sum(right for _, right in found)}
        self._desk.window.show_tab("photos")
        self._desk.photos.classify(list(paths))
        self._settle("photos")

    def _voice(self) -> None:
        clip = spoken_clip()
        answer = self.ask("voice.listen", ListenRequest(path=str(clip)))
        names = [answer.cards[m.product_id].name for m in answer.result.matches if m.product_id in answer.cards]
        self.answers["voice"] = {"clip": clip.name, "heard": answer.result.heard, "products": names[:3]}
        self._desk.window.show_tab("voice")
        self._desk.voice.listen_to_file(str(clip))
        self._settle("voice")

    def _settle(self, tab: str) -> None:
        """Wait until the tab has its answer, then take the pictures."""
        lanes = ("recommend", "prices", "forecast", "vision", "voice", "files", "suggest")
        wait_until(lambda: not any(self._desk.runner.is_busy(lane) for lane in lanes), 240.0)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        for mode in ("light", "dark"):
            apply_theme(app, mode)
            wait_until(lambda: False, 0.4)
            self._desk.window.grab().save(str(self._pictures / f"{tab}-{mode}.png"))
        apply_theme(app, "light")


def spoken_clip() -> Path:
    """Return a clip of speech: one that ships with ShopDesk, or with the voice model."""
    from shopdesk.paths import resource_dir

    return resource_dir() / "samples" / "spoken.wav"


def first_paint(desk: ShopDesk) -> int:
    """Show the window, say at which moment it was painted (seconds since the epoch), and close it."""
    painted: list[float] = []
    desk.window.first_painted.connect(lambda: painted.append(time.time()))
    desk.show()
    shown = wait_until(lambda: bool(painted), 60.0)
    desk.window.close()
    desk.close()
    sys.stdout.write(json.dumps({"painted_at": painted[0] if shown else None}) + "\n")
    return 0 if shown else 1


def self_test(options: argparse.Namespace, folder: Path) -> int:
    """Run the self-test on the shop in ``folder``. Returns 0 when every tab did its job."""
    make_application("light")
    desk = ShopDesk(folder, options.database)
    if options.first_paint:
        return first_paint(desk)
    desk.window.resize(1280, 800)
    desk.show()
    test = SelfTest(desk, options.screenshots)
    try:
        test.run()
    except EngineError as error:
        sys.stderr.write(desk.messages.error(error) + "\n")
        return 1
    finally:
        test.tidy()
        desk.window.close()
        desk.close()
    pictures = [str(options.screenshots / f"{tab}-{mode}.png") for tab in TABS for mode in ("light", "dark")]
    if options.json:
        sys.stdout.write(json.dumps({"answers": test.answers, "pictures": pictures}, ensure_ascii=False) + "\n")
    else:
        for tab, answer in test.answers.items():
            sys.stdout.write(f"{tab}: {json.dumps(answer, ensure_ascii=False)}\n")
        sys.stdout.write("pictures:\n" + "".join(f"  {path}\n" for path in pictures))
    return 0
