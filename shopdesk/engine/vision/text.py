"""Reading the label: finds lines of text on a photo and spells them, by the two networks of PP-OCR."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.types import TextLine
from shopdesk.engine.vision.decode import decode_image
from shopdesk.engine.weights import onnx_session

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.decode import ImageLike

FINDER = "text-finder"
SPELLER = "text-speller"
_SEEN_SIDE = 1600
_FIND_SIDES = (640, 960)  # the long side at which lines are found: small photos are enlarged, large ones shrunk
_TEXT = 0.3  # a pixel is text
_LINE = 0.5  # a group of such pixels is a line
_GROW = 1.6  # the finder marks the middle of a line only; this much more of it is cut out
_MOST_LINES = 60
_HEIGHT = 48
_NARROWEST = 160
_WIDEST = 1920
_SURE = 0.5  # below this a line is not given
_DOUBTFUL = 0.9  # below this it may stand on its head


@lru_cache(maxsize=1)
def _networks() -> tuple[Any, Any, list[str]]:
    finder, speller = onnx_session(FINDER), onnx_session(SPELLER)
    letters = speller.get_modelmeta().custom_metadata_map["character"].split("\n")
    return finder, speller, ["", *letters]


def read_text(image: ImageLike, *, ctx: JobContext = NULL_CONTEXT) -> list[TextLine]:
    """Return the lines of text on a photo, from top to bottom; takes some tenths of a second.

    Raises
    ------
    ModelError
        ``model.missing`` or ``model.damaged`` for the files of the reader.
    DataError
        If the photo cannot be read.
    """
    picture = decode_image(image, _SEEN_SIDE)
    if max(picture.size) > _SEEN_SIDE:
        picture = picture.copy()
        picture.thumbnail((_SEEN_SIDE, _SEEN_SIDE))
    finder, speller, letters = _networks()
    lines = []
    for corners in _find_lines(finder, picture):
        ctx.raise_if_cancelled()
        text, confidence = _spell(speller, letters, _cut(picture, corners))
        if text.strip() and confidence >= _SURE:
            left, top = corners.min(axis=0)
            right, bottom = corners.max(axis=0)
            lines.append(TextLine(text.strip(), confidence, (int(left), int(top), int(right), int(bottom))))
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))


def _pixels(picture: Image.Image) -> np.ndarray:
    """Return what the networks take: blue first, from -1 to 1."""
    values = np.asarray(picture, dtype=np.float32)[:, :, ::-1] / 127.5 - 1.0
    return np.ascontiguousarray(values.transpose(2, 0, 1))[None]


def _find_lines(finder: Any, picture: Image.Image) -> list[np.ndarray]:
    """Return the corners (4, 2) of each line in pixels of the picture, along the line from its top left."""
    from PIL import Image
    from scipy import ndimage

    longest = max(picture.size)
    scale = min(max(longest, _FIND_SIDES[0]), _FIND_SIDES[1]) / longest
    size = (max(32, round(picture.width * scale / 32) * 32), max(32, round(picture.height * scale / 32) * 32))
    small = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    (found,) = finder.run(None, {finder.get_inputs()[0].name: _pixels(small)})
    chances = found[0, 0]
    groups, _ = ndimage.label(chances > _TEXT, structure=np.ones((3, 3)))
    lines = []
    back = np.array([picture.width / size[0], picture.height / size[1]])
    for number, place in enumerate(ndimage.find_objects(groups), 1):
        rows, columns = np.nonzero(groups[place] == number)
        rows, columns = rows + place[0].start, columns + place[1].start
        chance = float(chances[rows, columns].mean())
        corners = _grown_box(columns, rows)
        if chance >= _LINE and corners is not None:
            lines.append((len(rows), np.clip(corners * back, 0, picture.size)))
    lines.sort(key=lambda line: -line[0])
    return [corners for _, corners in lines[:_MOST_LINES]]


def _grown_box(x: np.ndarray, y: np.ndarray) -> np.ndarray | None:
    """Return the corners of the smallest turned rectangle about some pixels, grown to the whole line."""
    from scipy.spatial import ConvexHull

    points = np.concatenate([np.stack([x + dx, y + dy], axis=1) for dx in (0, 1) for dy in (0, 1)]).astype(float)
    hull = points[ConvexHull(points).vertices]
    edges = np.roll(hull, -1, axis=0) - hull
    best: tuple[float, np.ndarray, np.ndarray, np.ndarray] | None = None
    for along in edges / np.linalg.norm(edges, axis=1, keepdims=True):
        axes = np.stack([along, [-along[1], along[0]]])
        low, high = (hull @ axes.T).min(axis=0), (hull @ axes.T).max(axis=0)
        area = float(np.prod(high - low))
        if best is None or area < best[0] - 1e-9:
            best = (area, axes, low, high)
    if best is None:
        return None
    _, axes, low, high = best
    width, height = high - low
    if min(width, height) < 3:
        return None
    more = width * height * _GROW / (2 * (width + height))
    low, high = low - more, high + more
    square = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]]) @ axes
    return _from_top_left(square)


def _from_top_left(square: np.ndarray) -> np.ndarray:
    """Turn a rectangle so that its first side is the top of the line: the side that runs most to the right."""
    sides = np.roll(square, -1, axis=0) - square
    lengths = np.linalg.norm(sides, axis=1)
    # a tall box is a line on its side; it is read from the bottom upwards
    long_sides = lengths >= 0.67 * lengths.max()
    first = int(np.argmax(np.where(long_sides, sides[:, 0] - 0.2 * sides[:, 1], -np.inf)))
    return np.roll(square, -first, axis=0)


def _cut(picture: Image.Image, corners: np.ndarray) -> Image.Image:
    """Return the line as an upright picture of the height that the speller takes."""
    from PIL import Image

    width = float(np.linalg.norm(corners[1] - corners[0]))
    height = max(float(np.linalg.norm(corners[3] - corners[0])), 1.0)
    size = (int(np.clip(round(width / height * _HEIGHT), 8, _WIDEST)), _HEIGHT)
    top_left, top_right, bottom_right, bottom_left = (tuple(float(v) for v in corner) for corner in corners)
    quad = (*top_left, *bottom_left, *bottom_right, *top_right)
    return picture.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)


def _spell(speller: Any, letters: list[str], line: Image.Image) -> tuple[str, float]:
    text, confidence = _spelled(speller, letters, line)
    if confidence < _DOUBTFUL:
        turned, other = _spelled(speller, letters, line.rotate(180))
        if other > confidence + 0.1:
            return turned, other
    return text, confidence


def _spelled(speller: Any, letters: list[str], line: Image.Image) -> tuple[str, float]:
    """Return the best letter at each place without repetitions and gaps, and how sure these are on average."""
    pixels = _pixels(line)
    room = np.zeros((1, 3, _HEIGHT, max(_NARROWEST, pixels.shape[-1])), dtype=np.float32)
    room[..., : pixels.shape[-1]] = pixels
    (chances,) = speller.run(None, {speller.get_inputs()[0].name: room})
    best = chances[0].argmax(axis=1)
    new = (best > 0) & np.r_[True, best[1:] != best[:-1]]
    if not new.any():
        return "", 0.0
    return "".join(letters[i] for i in best[new]), float(chances[0].max(axis=1)[new].mean())
