"""Pictures of every screen, for the documents and to look at one by one.

    QT_QPA_PLATFORM=offscreen python benchmarks/pictures.py docs/pictures [VARIANT ...] [--only NAME]

Walks through the tabs, panels and dialogs of a demo shop that is the same each time, once per variant: ``light`` and
``dark`` (one walk), ``zh_CN``, ``pseudo`` and ``200`` (everything twice as large), each in a process of its own.
Light and dark are written as PNG for the documents, the others as WebP. Prints every text that is cut off.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

VARIANTS = ("light", "zh_CN", "pseudo", "200")
LANES = ("recommend", "evidence", "prices", "forecast", "vision", "voice", "files", "suggest", "store", "search")
END = date(2026, 11, 20)  # the last day of the demo shop's history


class Camera:
    """Takes pictures of a widget in one variant."""

    def __init__(self, folder: Path, variant: str, only: str) -> None:
        self.folder, self.variant, self.only = folder, variant, only
        self.cut: list[str] = []

    def take(self, widget: Any, name: str) -> None:
        """Write the picture of a screen; in the light variant also a dark one."""
        if self.only and self.only not in name:
            return
        from tests.ui.readable import cut_texts

        self.cut += [f"{name}: {cut}" for cut in cut_texts(widget)]
        for mode in ("light", "dark") if self.variant == "light" else ("light",):
            self._dress(mode)
            known = mode if self.variant == "light" else self.variant
            write(widget.grab(), self.folder / f"{name}-{known}.{'png' if self.variant == 'light' else 'webp'}")
        self._dress("light")

    def _dress(self, mode: str) -> None:
        from PySide6.QtWidgets import QApplication

        from shopdesk.app import wait_until
        from shopdesk.ui import theme

        app = QApplication.instance()
        if isinstance(app, QApplication) and theme.mode() != mode:
            theme.apply_theme(app, mode)
            wait_until(lambda: False, 0.15)


def write(pixmap: Any, path: Path) -> None:
    """Save a picture small: a palette for PNG, lossy for WebP."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    if path.suffix == ".webp":
        picture.save(path, quality=72, method=6)
    else:
        picture.quantize(160, dither=Image.Dither.NONE).save(path, optimize=True)


class Walk:
    """Goes from screen to screen of one window."""

    def __init__(self, desk: Any, folder: Path, camera: Camera) -> None:
        self.desk, self.folder, self.camera = desk, folder, camera
        self.window = desk.window
        with_pictures = [card for card in self._cards() if card.picture]
        self.card, self.photos = with_pictures[0], [str(card.picture) for card in with_pictures[:8]]

    def run(self) -> None:
        """Visit each screen once."""
        self.start()
        for step in (self.recommend, self.till, self.prices, self.photos_tab, self.voice, self.over, self.imports):
            step()

    def settle(self, pause: float = 0.15) -> None:
        """Wait until nothing computes any more and what was answered is painted."""
        from shopdesk.app import wait_until

        wait_until(lambda: False, pause)
        wait_until(lambda: not any(self.desk.runner.is_busy(lane) for lane in LANES), 240)
        wait_until(lambda: False, pause)

    def shoot(self, name: str, widget: Any = None) -> None:
        """Settle and take a picture of the window, or of a dialog."""
        self.settle()
        self.camera.take(widget if widget is not None else self.window, name)

    def dialog(self, open_it: Callable[[], Any], name: str) -> Any:
        """Open a dialog, take its picture and leave it open."""
        from PySide6.QtWidgets import QApplication

        open_it()
        self.settle()
        dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
        self.camera.take(dialog, name)
        return dialog

    def _cards(self) -> list[Any]:
        shop = self.desk.shop()
        return list(shop.cards(shop.product_ids(0, 200)))

    def start(self) -> None:
        """The start page."""
        self.window.show_tab("start")
        self.settle(1.0)
        self.shoot("start")
        self.window.show_tab("recommend")

    def recommend(self) -> None:
        """The Recommend tab, empty and filled, why, weights, quality, pairs."""
        view = self.window.recommend
        self.shoot("recommend-empty")
        for card in self._cards()[3:60:14]:
            self.desk.basket.add(card.product_id)
        self.settle()
        self.desk.recommend.choose_subject("product", self.card.product_id)
        self.shoot("recommend")
        view.grid.cards[0].opened.emit()
        self.shoot("recommend-why")
        view.weights_button.setChecked(True)
        self.shoot("recommend-weights")
        view.weights_button.setChecked(False)
        view.quality_button.click()
        view.quality.measure.click()
        self.settle(1.0)
        self.shoot("recommend-quality")
        view.rules_button.click()
        self.shoot("recommend-pairs")
        view.rules.closed.emit()

    def prices(self) -> None:
        """The Prices tab: nothing chosen, a chart with its outlook, its parts, the models, alerts, comparing."""
        view = self.window.prices
        self.window.tabs.setCurrentIndex(1)
        self.shoot("prices-empty")
        self.desk.prices.choose(self.card.product_id)
        self.shoot("prices")
        view.tools.checks["parts"].setChecked(True)
        view.tools.checks["past"].setChecked(True)
        self.shoot("prices-parts")
        view.tools.checks["parts"].setChecked(False)
        view.tools.checks["past"].setChecked(False)
        for key in ("models", "alerts"):
            view.side.open(key)
            self.shoot(f"prices-{key}")

    def photos_tab(self) -> None:
        """The Photos tab: empty, recognised, teach, check."""
        view = self.window.photos
        self.window.tabs.setCurrentIndex(2)
        self.shoot("photos-empty")
        self.desk.photos.classify(self.photos)
        self.settle(1.0)
        view.tiles.setCurrentIndex(view.model.index(0))
        self.settle(1.0)
        self.shoot("photos")
        view.show_page("teach")
        self.settle(1.0)
        self.shoot("photos-teach")
        view.show_page("check")
        self.settle(1.0)
        self.shoot("photos-check")

    def voice(self) -> None:
        """The Voice tab, before and after something was heard."""
        self.window.tabs.setCurrentIndex(3)
        self.shoot("voice-empty")
        from shopdesk.selftest import spoken_clip

        self.desk.voice.listen_to_file(str(spoken_clip()))
        self.settle(1.0)
        self.shoot("voice")

    def till(self) -> None:
        """Search, parked baskets and receipts."""
        from PySide6.QtTest import QTest

        self.window.tabs.setCurrentIndex(0)
        QTest.keyClicks(self.window.search.field, self.card.name[:4])
        self.settle(0.6)
        self.shoot("search")
        self.window.search.field.clear()
        self.dialog(self.window.basket.park_requested.emit, "dialog-parked").reject()
        self.settle()
        self.dialog(self.window.basket.receipts_requested.emit, "dialog-receipts").reject()
        self.settle()

    def over(self) -> None:
        """What opens over everything: the shop's data, the keys, the palette, the settings section by section."""
        window = self.window
        openings = {
            "dialog-care": window.care_requested.emit,
            "dialog-keys": window.show_keys,
            "palette": window.palette_requested.emit,
        }
        for name, open_it in openings.items():
            self.dialog(open_it, name).reject()
            self.settle()
        for section in ("look", "voice", "shop"):
            self.dialog(lambda section=section: window.settings_requested.emit(section), f"settings-{section}").reject()
            self.settle()

    def imports(self) -> None:
        """The steps of an import."""
        dialog = self.dialog(lambda: self.window.import_requested.emit([]), "import-1-files")
        dialog.files_chosen.emit([str(a_table(self.folder.parent))])
        self.shoot("import-2-columns", dialog)
        dialog.next.click()
        self.settle(0.6)
        self.shoot("import-3-trial", dialog)
        dialog.next.click()
        self.settle(0.6)
        self.shoot("import-4-done", dialog)
        dialog.reject()
        self.settle(1.0)


def a_table(folder: Path) -> Path:
    """Write a small table of products that another program could have written, with one mistake in it."""
    path = folder / "new products.csv"
    rows = ["Name,SKU,Price,Barcode,Stock,Category"]
    names = ("Oat crackers", "Blueberry muffin", "Sparkling lemonade", "Goat cheese", "Rye bread", "Basil pesto")
    rows += [f"{name},N-{place:03},{2 + place * 0.45:.2f},,{5 + place},New" for place, name in enumerate(names)]
    rows.append("Rice cakes,N-100,not known,,3,New")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def demo_shop(folder: Path) -> Path:
    """Write the shop that all pictures show."""
    from shopdesk.controllers.learned_prices import LearnedPrices
    from shopdesk.controllers.requests.prices import LearnRequest
    from shopdesk.store.demo import write_demo
    from shopdesk.store.shop import open_shop

    shop = folder / "Corner shop"
    write_demo(shop, end=END)
    with open_shop(shop) as opened:  # else each walk would start with it
        LearnedPrices(opened).learn(LearnRequest())
    return shop


def open_desk(shop: Path) -> Iterator[Any]:
    """Open a window on a shop, and close it."""
    from shopdesk.app import ShopDesk, wait_until

    desk = ShopDesk(shop)
    desk.window.resize(1280, 800)
    painted: list[bool] = []
    desk.window.first_painted.connect(lambda: painted.append(True))
    desk.show()
    wait_until(lambda: bool(painted), 20)
    wait_until(lambda: desk.runner.is_busy("warm"), 10)
    wait_until(lambda: not desk.runner.is_busy("warm"), 240)
    yield desk
    desk.window.close()
    desk.close()


def walk(options: argparse.Namespace) -> int:
    """Take the pictures of one variant."""
    from shopdesk.program import make_application

    language = options.walk if options.walk in ("zh_CN", "pseudo") else "en"
    make_application("light", language)
    random.seed(0)
    camera = Camera(options.folder, options.walk, options.only)
    with tempfile.TemporaryDirectory(prefix="pictures") as name:
        shop = Path(shutil.copytree(options.shop, Path(name) / options.shop.name))
        for desk in open_desk(shop):
            Walk(desk, shop, camera).run()
        empty = Path(name) / "New shop"
        empty.mkdir()
        for desk in open_desk(empty):
            camera.take(desk.window, "welcome")
    for text in camera.cut:
        print(f"{options.walk}: cut off: {text}")
    return 0


def main() -> int:
    """Write the demo shop, then start a walk per variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("variants", nargs="*", default=list(VARIANTS))
    parser.add_argument("--only", default="", help="only screens with this in their name")
    parser.add_argument("--walk", default="", help=argparse.SUPPRESS)
    parser.add_argument("--shop", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.walk:
        return walk(options)
    worst = 0
    with tempfile.TemporaryDirectory(prefix="shop") as name:
        shop = options.shop or demo_shop(Path(name))
        for variant in options.variants:
            environment = os.environ | {"QT_SCALE_FACTOR": "2"} if variant == "200" else dict(os.environ)
            environment |= {"XDG_CONFIG_HOME": name, "XDG_STATE_HOME": name, "XDG_DATA_HOME": name, "TZ": "UTC"}
            command = [sys.executable, __file__, str(options.folder), "--walk", variant, "--shop", str(shop)]
            worst |= subprocess.run([*command, "--only", options.only], env=environment, check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
