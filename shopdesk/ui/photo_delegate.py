"""Paints one tile of the Photos tab: the photo, its best name, the badges, and the five candidates."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.engine.types import ProductCard
from shopdesk.ui import theme
from shopdesk.ui.format import money, per_cent
from shopdesk.ui.photo_tiles import PICTURE, Tile, TileFilter, TileModel
from shopdesk.ui.pictures import Ration, picture_of, remembered

Index = QModelIndex | QPersistentModelIndex
HEIGHT, MARGIN, GAP = 180, 14, 6
THUMB = 40
_TOKENS = {"barcode": "good", "label": "info", "sales": "muted", "quality": "accent"}


class TileDelegate(QStyledItemDelegate):
    """Paints a tile; a click on one of its candidates picks it.

    Signals
    -------
    picked(index, place): a candidate was clicked.
    """

    picked = Signal(QModelIndex, int)

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._ration = Ration(view.viewport().update, self)
        self._mode, self._font = "", QFont()
        self._inks: dict[tuple[str, int], QColor] = {}
        self._types: dict[tuple[int, bool], QFont] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a tile: the list's grid, which is stretched to whole columns."""
        grid = option.widget.gridSize() if isinstance(option.widget, QListView) else QSize()
        return grid if grid.isValid() else QSize(380, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a tile."""
        tile: Tile = index.data(Qt.ItemDataRole.UserRole)
        if (theme.mode(), option.font) != (self._mode, self._font):
            self._mode, self._font = theme.mode(), QFont(option.font)
            self._inks, self._types = {}, {}
        rect = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, option, rect)
        place = QRect(rect.left() + MARGIN, rect.top() + MARGIN, PICTURE, PICTURE)
        self._photo(painter, index, tile, place)
        right = place.right() + 14
        words = QRect(right, rect.top() + MARGIN - 2, rect.right() - right - 10, rect.height() - 2 * MARGIN + 4)
        if tile.refusal:
            self._refusal(painter, option, tile, words)
        else:
            self._answer(painter, option, tile, words)
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Pick the candidate that is clicked."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            tile: Tile = index.data(Qt.ItemDataRole.UserRole)
            for place, box in enumerate(candidate_boxes(option.rect, len(tile.candidates))):
                if box.contains(event.position().toPoint()):
                    self.picked.emit(index, place)
                    return True
        return False

    def _ink(self, token: str, alpha: int = 255) -> QColor:
        """Return a colour; remembered, as a tile asks for thirty."""
        if (token, alpha) not in self._inks:
            self._inks[token, alpha] = theme.colour(token, alpha)
        return self._inks[token, alpha]

    def _type(self, pixels: int, strong: bool) -> QFont:
        """Return the list's font in another size; remembered, as a tile asks for twenty."""
        if (pixels, strong) not in self._types:
            out = QFont(self._font)
            out.setPixelSize(pixels)
            out.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            self._types[pixels, strong] = out
        return self._types[pixels, strong]

    def _fitting(self, text: str, width: int, strong: bool) -> QFont:
        """Return the largest font of those for small figures in which a text fits."""
        for pixels in (11, 10):
            found = self._type(pixels, strong)
            if QFontMetrics(found).horizontalAdvance(text) <= width:
                return found
        return self._type(9, strong)

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(self._ink("primary" if chosen else "muted" if hovered else "border"), 2 if chosen else 1))
        painter.setBrush(self._ink("surface"))
        painter.drawRoundedRect(QRectF(rect), 8, 8)

    def _photo(self, painter: QPainter, index: Index, tile: Tile, place: QRect) -> None:
        model = index.model()
        source = model.sourceModel() if isinstance(model, TileFilter) else model
        found = source.decoded(tile) if isinstance(source, TileModel) else None
        if found is None and isinstance(source, TileModel) and tile.picture is not None:
            found = self._ration.take(lambda: source.pixmap(tile))
        if found is not None:
            painter.drawPixmap(place.topLeft(), found)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ink("raised"))
            painter.drawRoundedRect(place, 6, 6)
            mark = theme.pixmap("warning" if tile.refusal else "photo", "danger" if tile.refusal else "muted", 36)
            painter.drawPixmap(place.center().x() - 18, place.center().y() - 18, mark)
        if tile.candidates:
            self._ring(painter, place, tile)

    def _ring(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        """Paint the confidence as a ring with its figure; a question mark where it is not sure."""
        sure = tile.kind == "sure"
        box = QRectF(place.right() - 41, place.top() + 4, 38, 38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink("surface", 235))
        painter.drawEllipse(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = box.adjusted(3, 3, -3, -3)
        painter.setPen(QPen(self._ink("border"), 3))
        painter.drawEllipse(ring)
        pen = QPen(self._ink("good" if sure else "accent"), 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        share = tile.candidates[tile.chosen][1]
        painter.drawArc(ring, 90 * 16, round(-360 * 16 * share))
        painter.setFont(self._type(12, True))
        painter.setPen(self._ink("text"))
        if tile.confirmed:
            middle = box.center().toPoint()
            painter.drawPixmap(middle.x() - 8, middle.y() - 8, theme.pixmap("check", "good", 16))
        else:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{100 * share:.0f}" if sure else "?")

    def _refusal(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, words: QRect) -> None:
        painter.setFont(self._type(13, True))
        painter.setPen(self._ink("text"))
        name = painter.fontMetrics().elidedText(tile.name, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(self._type(13, False))
        painter.setPen(self._ink("danger"))
        wrap = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words.adjusted(0, 24, 0, 0), int(wrap), tile.refusal)

    def _answer(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, words: QRect) -> None:
        painter.setFont(self._type(13, True))
        painter.setPen(self._ink("text" if tile.answered else "muted"))
        if tile.card is not None:
            top = tile.card.name
        else:
            top = self.tr("Nothing like it was taught") if tile.answered else self.tr("looking…")
        lines = 1 if tile.badges else 2
        used = _draw_lines(painter, words, top, lines)
        painter.setFont(self._type(12, False))
        painter.setPen(self._ink("muted"))
        painter.drawText(words.adjusted(0, used + 3, 0, 0), Qt.AlignmentFlag.AlignTop, self._under(tile))
        self._badges(painter, option, tile, words.adjusted(0, used + 23, 0, 0))
        for place, box in enumerate(candidate_boxes(option.rect, 5)):
            if place < len(tile.candidates):
                self._candidate(painter, option, tile, place, box)
            elif not tile.answered:
                self._empty(painter, box.left() + 4, box.top() + 4)

    def _empty(self, painter: QPainter, left: int, top: int) -> None:
        """Paint the place of a picture that is yet to come."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink("raised"))
        painter.drawRoundedRect(QRect(left, top, THUMB, THUMB), 6, 6)

    def _under(self, tile: Tile) -> str:
        card: ProductCard | None = tile.card
        if card is None:
            return ""
        price = money(card.price, card.currency)
        if tile.confirmed:
            return self.tr("{0} · chosen by you").format(price)
        if not tile.known:
            return self.tr("{0} · not sure").format(price)
        return f"{price} · {per_cent(tile.candidates[tile.chosen][1])}"

    def _badges(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, words: QRect) -> None:
        """Paint the chips of one row; the last one that fits only in part is left to the tooltip."""
        painter.setFont(self._type(11, False))
        left = words.left()
        for kind, text, _tip in tile.badges:
            width = painter.fontMetrics().horizontalAdvance(text) + 14
            if left + width > words.right():
                painter.setPen(self._ink("muted"))
                painter.drawText(QRect(left, words.top(), 20, 19), Qt.AlignmentFlag.AlignVCenter, "…")
                break
            box = QRectF(left, words.top(), width, 19)
            painter.setPen(QPen(self._ink(_TOKENS.get(kind, "muted")), 1))
            painter.setBrush(self._ink("surface"))
            painter.drawRoundedRect(box, 9, 9)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            left += width + 5

    def _candidate(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, place: int, box: QRect) -> None:
        """Paint number, picture, price and confidence of one candidate."""
        card, share = tile.candidates[place]
        if place == tile.chosen:
            painter.setPen(QPen(self._ink("primary"), 2))
            painter.setBrush(self._ink("raised"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
        left = box.left() + (box.width() - THUMB) // 2
        picture = remembered(card, THUMB)
        if picture is None:
            picture = self._ration.take(lambda: picture_of(card, THUMB))
        if picture is not None:
            painter.drawPixmap(left, box.top() + 4, picture)
        else:
            self._empty(painter, left, box.top() + 4)
        key = QRectF(left - 3, box.top() + 1, 15, 15)
        painter.setPen(QPen(self._ink("border"), 1))
        painter.setBrush(self._ink("surface"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(self._ink("text"))
        painter.setFont(self._type(10, True))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        price = money(card.price, card.currency)
        painter.setFont(self._fitting(price, box.width() - 6, place == tile.chosen))
        painter.drawText(box.adjusted(-4, THUMB + 5, 4, 0), centre, price)
        painter.setPen(self._ink("muted"))
        painter.setFont(self._type(11, False))
        painter.drawText(box.adjusted(-4, THUMB + 18, 4, 0), centre, per_cent(share))


def candidate_boxes(rect: QRect, count: int) -> list[QRect]:
    """Return where the candidates of a tile stand."""
    left = rect.left() + GAP + MARGIN + PICTURE + 14
    width = max(THUMB + 4, (rect.right() - GAP - 6 - left) // 5)
    top = rect.bottom() - GAP - MARGIN - (THUMB + 34) + 4
    return [QRect(left + place * width, top, min(width - 2, 60), THUMB + 34) for place in range(count)]


def _draw_lines(painter: QPainter, place: QRect, text: str, lines: int) -> int:
    """Draw a text on at most so many lines, the last one elided; return the height used."""
    metrics, rest = painter.fontMetrics(), text
    for number in range(lines):
        line = rest
        if number < lines - 1 and metrics.horizontalAdvance(rest) > place.width():
            words = rest.split(" ")
            while len(words) > 1 and metrics.horizontalAdvance(" ".join(words)) > place.width():
                words.pop()
            line = " ".join(words)
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.adjusted(0, number * metrics.height(), 0, 0), Qt.AlignmentFlag.AlignTop, shown)
        rest = rest[len(line) :].strip()
        if not rest:
            return (number + 1) * metrics.height()
    return lines * metrics.height()
