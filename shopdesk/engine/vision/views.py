"""The views of a photo that the network sees: the middle, its mirror, and crops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.engine.vision.backbone import SIDE
from shopdesk.engine.vision.decode import decode_image
from shopdesk.engine.weights import import_torch, import_torchvision

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.decode import ImageLike

Box = tuple[float, float, float, float]


def square_box(size: tuple[int, int], zoom: float = 1.0, right: float = 0.0, down: float = 0.0) -> Box:
    """Return a square of the photo: ``zoom`` of its short side, moved by shares of the room that is left."""
    width, height = size
    side = min(width, height) * zoom
    left = (width - side) * (1 + right) / 2
    top = (height - side) * (1 + down) / 2
    return (left, top, left + side, top + side)


def crop(picture: Image.Image, box: Box | None = None, side: int = SIDE) -> Image.Image:
    """Return a part of the photo at the size of the network."""
    from PIL import Image

    return picture.resize((side, side), Image.Resampling.BICUBIC, box=box, reducing_gap=3.0)


def whole(image: ImageLike, side: int = SIDE) -> Image.Image:
    """Return the whole photo, its proportions changed to a square."""
    return crop(decode_image(image), None, side)


def middle_of(picture: Image.Image) -> Image.Image:
    """Return the square in the middle of a photo."""
    return crop(picture, square_box(picture.size))


def mirrored(view: Image.Image) -> Image.Image:
    """Return the mirror image."""
    from PIL import ImageOps

    return ImageOps.mirror(view)


def looking_views(picture: Image.Image) -> list[Image.Image]:
    """Return what is taught of a photo as a look-up sees it: its middle and the mirror image."""
    middle = middle_of(picture)
    return [middle, mirrored(middle)]


def teaching_views(picture: Image.Image) -> list[Image.Image]:
    """Return further views to learn from beside the looking views: nearer, and off the middle."""
    return [
        crop(picture, square_box(picture.size, 0.75)),
        mirrored(crop(picture, square_box(picture.size, 0.8, -1, -1))),
        crop(picture, square_box(picture.size, 0.8, 1, 1)),
    ]


def in_other_light(views: Sequence[Image.Image], seed: int) -> list[Image.Image]:
    """Return the views as under other lamps: brightness, contrast and colours a little changed, each by chance."""
    torch = import_torch()
    import_torchvision()
    from torchvision.transforms import v2

    lamps = v2.ColorJitter(brightness=0.2, contrast=0.2, saturation=0.2, hue=0.02)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return [lamps(view) for view in views]
