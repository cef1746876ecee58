"""The walk from screen to screen that :mod:`benchmarks.pictures` takes its pictures on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.picture_photos import on_the_counter, several, spoiled

IN_THE_MANUAL = {"start", "recommend-why", "prices", "photos", "voice", "dialog-teach-a-word"}
IN_THE_MANUAL |= {"import-3-trial", "dialog-receipts", "settings-look"}
MANUAL_WIDTH = 640  # the manual's page in the window is not wider
WIDTHS = {"pseudo": 960, "200": 1600}
"""How wide pictures are at the most of variants that are there to be looked over, not to be shown."""
ONE_MODE = {"zh_CN", "pseudo", "200"}  # the other walk takes each screen light and dark


NEW_SHOP = ("welcome", *(f"new-shop-{tab}" for tab in ("start", "recommend", "prices", "photos", "voice")))
"""The screens of a shop without products."""


class Camera:
    """Takes pictures of a widget in one variant.

    Parameters
    ----------
    folder : Path
    variant : str
        ``light`` takes each screen light and dark.
    only : str
        Takes only screens with this in their name.
    manual : Path, optional
        Where the pages of the manual are; they get small pictures of some screens, in both languages.
    """

    def __init__(self, folder: Path, variant: str, only: str, manual: Path | None = None) -> None:
        self.folder, self.variant, self.only, self.manual = folder, variant, only, manual
        self.cut: list[str] = []

    def wants(self, *names: str) -> bool:
        """Whether one of these screens is to be taken."""
        return any(self.only in name for name in names)

    def take(self, widget: Any, name: str) -> None:
        """Write the picture of a screen; in the light variant also a dark one."""
        if not self.wants(name):
            return
        from tests.ui.readable import cut_texts

        elided = self.variant == "pseudo"
        self.cut += [f"{name}: {cut}" for cut in cut_texts(widget, elided_buttons=elided)]
        for mode in ("light",) if self.variant in ONE_MODE else ("dark", "light"):
            self._dress(mode)
            known = self.variant if self.variant in ONE_MODE else mode
            write(widget.grab(), self.folder / f"{name}-{known}.webp", WIDTHS.get(self.variant, 0))
        if self.manual is not None and name in IN_THE_MANUAL and self.variant in ("light", "zh_CN"):
            pages = self.manual if self.variant == "light" else self.manual / self.variant
            write(widget.grab(), pages / "pictures" / f"{name}.png", MANUAL_WIDTH)
        print(f"  {name}", flush=True)

    def _dress(self, mode: str) -> None:
        from PySide6.QtWidgets import QApplication

        from shopdesk.app import wait_until
        from shopdesk.ui import theme

        app = QApplication.instance()
        if isinstance(app, QApplication) and theme.mode() != mode:
            theme.apply_theme(app, mode)
            wait_until(lambda: False, 0.1)


def write(pixmap: Any, path: Path, most: int = 0) -> None:
    """Save a picture small, at the most so many pixels wide.

    As WebP: a palette, which makes PNG as small, takes the colours of product pictures away. The manual has PNG, which
    Qt reads without a plug-in.
    """
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    if most and picture.width > most:
        picture = picture.resize((most, round(picture.height * most / picture.width)), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".webp":
        picture.save(path, quality=50, method=4)
    else:
        # fewer colours and the theme's own give way to those of product pictures
        picture.quantize(224, dither=Image.Dither.NONE).save(path, optimize=True)


def idle(desk: Any) -> bool:
    """Whether no lane of a window computes."""
    return not any(desk.runner.is_busy(lane) for lane in desk.runner._lanes)


class Walk:
    """Goes from screen to screen of one window.

    Parameters
    ----------
    desk : ShopDesk
    folder : Path
        The shop's.
    camera : Camera
    """

    def __init__(self, desk: Any, folder: Path, camera: Camera) -> None:
        self.desk, self.folder, self.camera = desk, folder, camera
        self.window = desk.window
        self.pictured = [card for card in self._cards() if card.picture]

    @property
    def card(self) -> Any:
        """The product that is looked at."""
        return self.pictured[0]

    def new_shop(self) -> None:
        """The first page, and what each tab says before there is anything in the shop."""
        self.shoot(NEW_SHOP[0])
        for name in NEW_SHOP[1:]:
            self.window.show_tab(name.removeprefix("new-shop-"))
            self.shoot(name)

    def run(self) -> None:
        """Visit each part of which a picture is wanted."""
        parts: dict[Callable[[], None], tuple[str, ...]] = {
            self.start: ("start",),
            self.recommend: tuple(f"recommend-{s}" for s in ("", "empty", "why", "weights", "quality", "pairs")),
            self.till: ("search", "dialog-parked", "dialog-receipts"),
            self.prices: tuple(f"prices-{s}" for s in ("", "empty", "parts", "past", "compare", "models", "alerts")),
            self.photos: tuple(f"photos-{s}" for s in ("", "empty", "none-of-these", "teach", "check")),
            self.voice: ("voice", "voice-empty", "voice-listening", "dialog-teach-a-word", "dialog-names-said"),
            self.over: ("dialog-care", "dialog-keys", "manual", "palette", "settings-"),
            self.imports: ("import-1-files", "import-2-columns", "import-3-trial", "import-4-done"),
            self.sale: ("sale-done",),
        }
        for part, names in parts.items():
            only = self.camera.only
            if any(only in name or name.rstrip("-") in only for name in names):
                part()

    def settle(self, pause: float = 0.12) -> None:
        """Wait until nothing computes any more and what was answered is painted."""
        from shopdesk.app import wait_until

        wait_until(lambda: False, pause)
        wait_until(lambda: idle(self.desk), 120)
        wait_until(lambda: False, pause)

    def shoot(self, name: str, widget: Any = None) -> None:
        """Settle and take a picture of the window, or of a dialog."""
        self.settle()
        self.camera.take(widget if widget is not None else self.window, name)

    def dialog(self, open_it: Callable[[], Any], name: str = "") -> Any:
        """Open a dialog, take its picture and leave it open."""
        from PySide6.QtWidgets import QApplication, QDialog

        open_it()
        self.settle()
        (dialog,) = [one for one in QApplication.allWidgets() if isinstance(one, QDialog) and one.isVisible()]
        if name:
            self.camera.take(dialog, name)
        return dialog

    def _cards(self) -> list[Any]:
        shop = self.desk.shop()
        return list(shop.cards(shop.product_ids(0, 200)))

    def start(self) -> None:
        """The start page."""
        self.window.show_tab("start")
        self.shoot("start")

    def recommend(self) -> None:
        """The Recommend tab, empty and filled, why, weights, quality, pairs."""
        view = self.window.recommend
        self.window.show_tab("recommend")
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
        self.shoot("recommend-quality")
        view.rules_button.click()
        self.shoot("recommend-pairs")
        view.rules.closed.emit()

    def prices(self) -> None:
        """The Prices tab: nothing chosen, a chart with its outlook, its parts, past forecasts, models, alerts."""
        view = self.window.prices
        self.window.show_tab("prices")
        self.shoot("prices-empty")
        self.desk.prices.choose(self.card.product_id)
        self.shoot("prices")
        for layer in ("parts", "past"):
            view.tools.checks[layer].setChecked(True)
            self.shoot(f"prices-{layer}")
            view.tools.checks[layer].setChecked(False)
        for key in ("models", "alerts"):
            view.side.open(key)
            self.shoot(f"prices-{key}")
        view.side.open("outlook")
        view.tools.compare.setChecked(True)
        for card in self.pictured[1:3]:
            self.desk.prices.compare(card.product_id)
        self.shoot("prices-compare")
        view.tools.compare.setChecked(False)

    def photos(self) -> None:
        """The Photos tab: empty, recognised, nothing fits, teach, check."""
        view = self.window.photos
        self.window.show_tab("photos")
        self.shoot("photos-empty")
        self.desk.photos.classify([str(path) for path in on_the_counter(self.pictured[:8], self.folder.parent)])
        self.settle(0.5)
        view.tiles.setCurrentIndex(view.tiles.filter.index(0, 0))
        self.settle(0.5)
        self.shoot("photos")
        view.inspector.none.click()
        self.shoot("photos-none-of-these")
        view.inspector.none.click()
        view.show_page("teach")
        self.settle()
        view.teaching.product_chosen.emit(self.card.product_id)
        self.shoot("photos-teach")
        view.show_page("check")
        self.settle()
        view.checks.product_chosen.emit(self.card.product_id)
        self.settle()
        view.checks.files_dropped.emit(spoiled(several(self.card, self.folder.parent, 6, 30)))
        self.settle(0.5)
        view.checks.results.setCurrentRow(1)
        self.shoot("photos-check")

    def voice(self) -> None:
        """The Voice tab before, while and after something is heard; teaching a word; how names are said."""
        from shopdesk.selftest import spoken_clip

        view, names = self.window.voice, ["USB Audio", "Built-in microphone"]
        self.window.show_tab("voice")
        self.settle()
        view.show_microphones(names, "")
        view.show_state("ready")
        view.bar.hide()  # this machine need not have a microphone
        self.shoot("voice-empty")
        view.show_state("listening")
        view.show_level(0.6)
        self.shoot("voice-listening")
        self.desk.voice.listen_to_file(str(spoken_clip()))
        self.settle(0.5)
        view.show_state("ready")
        self.shoot("voice")
        teach = self.dialog(view.teach_requested.emit)
        teach.product_chosen.emit(self.card.product_id)
        for place, state in enumerate(("good", "quiet")):
            teach.show_take(place, state)
        self.shoot("dialog-teach-a-word", teach)
        teach.reject()
        names_said = self.dialog(view.names_requested.emit)
        names_said.product_chosen.emit(self.card.product_id)
        self.shoot("dialog-names-said", names_said)
        names_said.reject()
        self.dialog(view.alike_requested.emit, "dialog-names-alike").reject()
        self.settle()

    def till(self) -> None:
        """Search, parked baskets and receipts."""
        from PySide6.QtTest import QTest

        self.window.show_tab("recommend")
        QTest.keyClicks(self.window.search.field, "yoghurt")
        self.settle(0.5)
        self.shoot("search")
        self.window.search.field.clear()
        self.dialog(self.window.basket.park_requested.emit, "dialog-parked").reject()
        self.settle()
        self.dialog(self.window.basket.receipts_requested.emit, "dialog-receipts").reject()
        self.settle()

    def over(self) -> None:
        """What opens over everything: the shop's data, the keys, the palette, the manual, the settings."""
        window = self.window
        openings = {
            "dialog-care": window.care_requested.emit,
            "dialog-keys": window.show_keys,
            "palette": window.palette_requested.emit,
            "manual": window.manual_requested.emit,
        }
        for section in ("look", "voice", "shop", "keys"):
            openings[f"settings-{section}"] = lambda section=section: window.settings_requested.emit(section)
        for name, open_it in openings.items():
            if self.camera.wants(name):
                self.dialog(open_it, name).reject()
                self.settle()

    def imports(self) -> None:
        """The steps of an import."""
        dialog = self.dialog(lambda: self.window.import_requested.emit([]), "import-1-files")
        dialog.files_chosen.emit([str(a_table(self.folder.parent))])
        self.shoot("import-2-columns", dialog)
        for name in ("import-3-trial", "import-4-done"):
            dialog.next.click()
            self.settle(0.4)
            self.shoot(name, dialog)
        dialog.reject()
        self.settle()

    def sale(self) -> None:
        """A sale that was just completed."""
        for card in self.pictured[2:5]:
            self.desk.basket.add(card.product_id)
        self.settle()
        self.window.show_tab("recommend")
        self.window.basket.complete.click()
        self.shoot("sale-done")


def a_table(folder: Path) -> Path:
    """Write a small table of products that another program could have written, with one mistake in it."""
    path = folder / "new products.csv"
    rows = ["Name,SKU,Price,Barcode,Stock,Category"]
    names = ("Oat crackers", "Blueberry muffin", "Sparkling lemonade", "Goat cheese", "Rye bread", "Basil pesto")
    rows += [f"{name},N-{place:03},{2 + place * 0.45:.2f},,{5 + place},New" for place, name in enumerate(names)]
    rows.append("Rice cakes,N-100,not known,,3,New")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
