"""The convolutional network: EfficientNet-Lite2 tuned on shop photos, run by onnxruntime, its end also by torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.vision.graph import Graph
from shopdesk.engine.weights import import_torch, load_arrays, model_sha256, onnx_session_of

if TYPE_CHECKING:
    from PIL import Image

SIDE = 224
DIMENSION = 1280
UNTUNED_MODEL = "untuned-photos"
UNTUNED_DIMENSION = 352
SHARED = 4
"""Stem and so many blocks are the same in the tuned and the untuned network; then the size is halved."""
TUNED_FROM = 19
"""The first block that a deep training changes."""
MODEL = "product-photos"
_MIDDLE = 15  # here the size is halved for the last time
_QUARTER = 6  # the last block before the size is halved in the middle
_REPEATS = (1, 3, 3, 4, 4, 5, 1)
_STRIDES = (1, 2, 2, 2, 1, 2, 1)
_EPSILON = 1e-3

Pair = tuple[np.ndarray, np.ndarray]
"""Weight and bias of a convolution."""


@dataclass(frozen=True)
class Block:
    """An inverted bottleneck with its batch norms folded in."""

    expand: Pair | None
    depthwise: Pair
    project: Pair
    stride: int

    @property
    def pairs(self) -> list[Pair]:
        """Its convolutions in the order in which they run."""
        first = [] if self.expand is None else [self.expand]
        return [*first, self.depthwise, self.project]

    @property
    def skips(self) -> bool:
        """Whether what came in is added to what comes out."""
        return self.stride == 1 and self.width == self.project[0].shape[0]

    @property
    def width(self) -> int:
        """How many channels come in."""
        return self.depthwise[0].shape[0] if self.expand is None else self.expand[0].shape[1]


def _folded(state: Mapping[str, np.ndarray], conv: str, norm: str) -> Pair:
    """Return weight and bias of a convolution followed by its batch norm, as one convolution."""
    scale = state[f"{norm}.weight"] / np.sqrt(state[f"{norm}.running_var"] + np.float32(_EPSILON))
    weight = state[f"{conv}.weight"].astype(np.float32) * scale[:, None, None, None]
    return weight, state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale


def _blocks(state: Mapping[str, np.ndarray], first: int = 0) -> list[Block]:
    strides = [s if n == 0 else 1 for s, times in zip(_STRIDES, _REPEATS, strict=True) for n in range(times)]
    blocks = []
    for number in range(first, len(strides)):
        name = f"_blocks.{number}"
        expands = f"{name}._expand_conv.weight" in state
        blocks.append(
            Block(
                _folded(state, f"{name}._expand_conv", f"{name}._bn0") if expands else None,
                _folded(state, f"{name}._depthwise_conv", f"{name}._bn1"),
                _folded(state, f"{name}._project_conv", f"{name}._bn2"),
                strides[number],
            )
        )
    return blocks


def _drawn(graph: Graph, source: str, block: Block) -> str:
    """Add a block to a graph."""
    y = source if block.expand is None else graph.convolution(source, *block.expand)
    y = graph.convolution(y, *block.depthwise, stride=block.stride, groups=block.depthwise[0].shape[0])
    y = graph.convolution(y, *block.project, clipped=False)
    return graph.added(y, source) if block.skips else y


class Part:
    """Some layers of a network in a row, ready to run."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        stem: Pair | None = None,
        head: Pair | None = None,
        also: int | None = None,
        pooled: bool = False,
    ) -> None:
        """Take the blocks, and give the last map; before it that of block ``also``, after it its mean if asked."""
        graph = Graph(blocks[0].width if stem is None else stem[0].shape[1])
        x = graph.source if stem is None else graph.convolution(graph.source, *stem, stride=2)
        for number, block in enumerate(blocks):
            x = _drawn(graph, x, block)
            if number == also:
                graph.give(x)
        if head is not None:
            x = graph.convolution(x, *head)
        graph.give(x)
        if pooled:
            graph.give(graph.pooled(x))
        self._session = onnx_session_of(graph.model())
        self._outputs = [output.name for output in self._session.get_outputs()]

    def __call__(self, maps: np.ndarray) -> list[np.ndarray]:
        """Return what the layers make of maps (n, channels, height, width)."""
        return list(self._session.run(self._outputs, {Graph.source: maps}))


class Backbone:
    """A frozen feature extractor; use :func:`shared_backbone` instead of making several."""

    def __init__(self) -> None:
        self.version = f"{MODEL}-{SIDE}-{model_sha256(MODEL)[:12]}-{model_sha256(UNTUNED_MODEL)[:12]}"
        state, untuned = load_arrays(MODEL), load_arrays(UNTUNED_MODEL)
        blocks = _blocks(state)
        self._shared = Part(blocks[:SHARED], stem=_folded(state, "_conv_stem", "_bn0"))
        self._middle = Part(blocks[SHARED:_MIDDLE], also=_QUARTER - SHARED)
        self._late = Part(blocks[_MIDDLE:TUNED_FROM])
        self._untuned = Part(_blocks(untuned, SHARED), pooled=True)
        last = [part for block in blocks[TUNED_FROM:] for pair in block.pairs for part in pair]
        self._tail: list[Any] = [*last, *_folded(state, "_conv_head", "_bn1")]

    @cached_property
    def _end(self) -> Part:
        """The last blocks; made when a photo is looked at, not while they are being tuned."""
        arrays = [np.asarray(part) for part in self._tail]
        *pairs, head = zip(arrays[::2], arrays[1::2], strict=True)
        blocks = [Block(pairs[n], pairs[n + 1], pairs[n + 2], 1) for n in range(0, len(pairs), 3)]
        return Part(blocks, head=head, pooled=True)

    # --- the part that a deep training changes -------------------------------------------------

    def front(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return the maps (n, 208, 7, 7), in half precision, that the last blocks start from."""
        return np.concatenate([self._until_end(self._shared(_pixels(image))[0]) for image in images]).astype(np.float16)

    def back(self, maps: Any) -> tuple[Any, Any]:
        """Go on from :meth:`front` in torch, which can learn: the maps of the last block, and the last maps."""
        conv2d = import_torch().nn.functional.conv2d
        tail = self.tail()
        *pairs, head = zip(tail[::2], tail[1::2], strict=True)
        x = maps
        for n in range(0, len(pairs), 3):
            expand, depthwise, project = pairs[n : n + 3]
            channels, _, side, _ = depthwise[0].shape
            y = conv2d(x, *expand).clamp_(0, 6)
            y = conv2d(y, *depthwise, 1, side // 2, 1, channels).clamp_(0, 6)
            y = conv2d(y, *project)
            x = y.add_(x) if y.shape == x.shape else y
        return x, conv2d(x, *head).clamp_(0, 6)

    def tail(self) -> list[Any]:
        """Return the weights of the last blocks and of what follows them, as tensors in a fixed order."""
        torch = import_torch()
        return [torch.as_tensor(part) for part in self._tail]

    def with_tail(self, tail: Sequence[Any], version: str) -> Backbone:
        """Return a network that shares all weights with this one but the last ones."""
        other = copy(self)
        other.__dict__.pop("_end", None)
        other.version = version
        other._tail = list(tail)
        return other

    # --- looking -------------------------------------------------------------------------------

    def _until_end(self, shared: np.ndarray) -> np.ndarray:
        return self._late(self._middle(shared)[1])[0]

    def feature_maps(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return the last maps (n, height, width, 1280) of images that are scaled already."""
        maps = [self._end(self._until_end(self._shared(_pixels(image))[0]))[0] for image in images]
        return np.ascontiguousarray(np.concatenate(maps).transpose(0, 2, 3, 1))

    def patch_grids(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return features of a grid of 8 x 8 pixels (n, h, w, 216), from three depths: local enough to find a defect.

        Of the finest depth also the spread inside a cell: a thin line hardly moves its mean.
        """
        torch = import_torch()
        functional = torch.nn.functional
        grids = []
        for image in images:
            shared = self._shared(_pixels(image))[0]
            fine, middle, coarse = (torch.from_numpy(maps) for maps in (shared, *self._middle(shared)))
            mean = functional.avg_pool2d(fine, 2)
            spread = (functional.avg_pool2d(fine * fine, 2) - mean * mean).clamp_(min=0).sqrt_()
            wide = functional.interpolate(coarse, middle.shape[-2:], mode="bilinear", align_corners=False)
            grids.append(torch.cat([mean, spread, middle, wide], 1).permute(0, 2, 3, 1).contiguous().numpy())
        return np.concatenate(grids)

    def pooled(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return one L2-normalised feature vector (n, 1280) per scaled image."""
        rows = [self._late_of(self._shared(_pixels(image))[0]) for image in images]
        return np.concatenate(rows) if rows else np.zeros((0, DIMENSION), dtype=np.float32)

    def pooled_twice(self, image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
        """Return the features (1280,) of :meth:`pooled` of one image, and those (352,) by the untuned network.

        A network that was tuned is wrong with conviction; the one that it was made of still knows the rest of the
        world. Both share the first blocks.
        """
        shared = self._shared(_pixels(image))[0]
        return self._late_of(shared)[0], normalised(self._untuned(shared)[1].ravel())

    def _late_of(self, shared: np.ndarray) -> np.ndarray:
        return normalised(self._end(self._until_end(shared))[1].reshape(1, -1))


def _pixels(image: Image.Image) -> np.ndarray:
    """Return what the network takes of a scaled image, (1, 3, height, width)."""
    values = np.asarray(image).transpose(2, 0, 1)[None].astype(np.float32, order="C")
    values -= 127.0
    values *= 1.0 / 128.0
    return values


def normalised(vectors: np.ndarray) -> np.ndarray:
    """Return rows of length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


def backbone_version() -> str:
    """Return what features depend on: features of two versions must not be compared."""
    return shared_backbone().version


@lru_cache(maxsize=1)
def shared_backbone() -> Backbone:
    """Return the one network of this process; loading takes time, running keeps no state."""
    return Backbone()
