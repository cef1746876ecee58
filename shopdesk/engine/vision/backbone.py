"""The convolutional network: EfficientNet-Lite2 tuned on shop photos, batch norm folded into the convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.weights import import_torch, load_state_dict, model_sha256

if TYPE_CHECKING:
    from PIL import Image

SIDE = 224
DIMENSION = 1280
UNTUNED_MODEL = "untuned-photos"
UNTUNED_DIMENSION = 352
SHARED = 4
"""Stem and so many blocks are the same in the tuned and the untuned network."""
TUNED_FROM = 19
"""The first block that a deep training changes."""
MODEL = "product-photos"
_REPEATS = {16: (1, 2, 2, 3, 3, 4, 1), 21: (1, 3, 3, 4, 4, 5, 1)}  # by the number of blocks: lite0, lite1 and lite2
_STRIDES = (1, 2, 2, 2, 1, 2, 1)
_EPSILON = 1e-3


def _folded(state: dict[str, Any], conv: str, norm: str) -> tuple[Any, Any]:
    """Return weight and bias of a convolution followed by its batch norm, as one convolution."""
    torch = import_torch()
    scale = state[f"{norm}.weight"] / torch.sqrt(state[f"{norm}.running_var"] + _EPSILON)
    weight = state[f"{conv}.weight"] * scale[:, None, None, None]
    bias = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
    return weight.contiguous(memory_format=torch.channels_last), bias.contiguous()


def _block(state: dict[str, Any], name: str, stride: int) -> dict[str, Any]:
    expands = f"{name}._expand_conv.weight" in state
    depthwise = _folded(state, f"{name}._depthwise_conv", f"{name}._bn1")
    project = _folded(state, f"{name}._project_conv", f"{name}._bn2")
    expand = _folded(state, f"{name}._expand_conv", f"{name}._bn0") if expands else None
    width = expand[0].shape[1] if expand is not None else depthwise[0].shape[0]
    return {
        "expand": expand,
        "depthwise": depthwise,
        "project": project,
        "kernel": depthwise[0].shape[-1],
        "stride": stride,
        "groups": depthwise[0].shape[0],
        "skip": stride == 1 and width == project[0].shape[0],
    }


class Backbone:
    """A frozen feature extractor; use :func:`shared_backbone` instead of making several."""

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        self.version = f"{MODEL}-{SIDE}-{model_sha256(MODEL)[:12]}-{model_sha256(UNTUNED_MODEL)[:12]}"
        self._torch = import_torch()
        state = {key: value.float() for key, value in (state or load_state_dict(MODEL)).items()}
        self._stem = _folded(state, "_conv_stem", "_bn0")
        self._head = _folded(state, "_conv_head", "_bn1")
        repeats = _REPEATS[sum(key.endswith("_depthwise_conv.weight") for key in state)]
        strides = [
            stride if n == 0 else 1 for stride, times in zip(_STRIDES, repeats, strict=True) for n in range(times)
        ]
        self._marks = (
            sum(repeats[:2]) - 1,
            sum(repeats[:3]) - 1,
            sum(repeats[:5]) - 1,
        )  # where the size is halved next
        self._blocks = [_block(state, f"_blocks.{number}", stride) for number, stride in enumerate(strides)]
        untuned = {key: value.float() for key, value in load_state_dict(UNTUNED_MODEL).items()}
        self._untuned = [_block(untuned, f"_blocks.{n}", strides[n]) for n in range(SHARED, len(strides))]

    def _same(self, x: Any, kernel: int, stride: int) -> tuple[Any, int]:
        """Pad as TensorFlow does: to a multiple of the stride, the odd pixel at the right and the bottom."""
        if stride == 1:
            return x, kernel // 2
        pads = []
        for side in (x.shape[-1], x.shape[-2]):
            total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
            pads += [total // 2, total - total // 2]
        return self._torch.nn.functional.pad(x, pads), 0

    def _run_block(self, x: Any, block: dict[str, Any]) -> Any:
        conv2d = self._torch.nn.functional.conv2d
        y = x
        if block["expand"] is not None:
            y = conv2d(y, *block["expand"]).clamp_(0, 6)
        y, padding = self._same(y, block["kernel"], block["stride"])
        y = conv2d(y, *block["depthwise"], block["stride"], padding, 1, block["groups"]).clamp_(0, 6)
        y = conv2d(y, *block["project"])
        return y.add_(x) if block["skip"] else y

    def _begun(self, batch: Any) -> Any:
        x, padding = self._same(batch, 3, 2)
        return self._torch.nn.functional.conv2d(x, *self._stem, 2, padding).clamp_(0, 6)

    def _ended(self, x: Any) -> Any:
        return self._torch.nn.functional.conv2d(x, *self._head).clamp_(0, 6)

    # --- the part that a deep training changes -------------------------------------------------

    def front(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return the maps (n, 208, 7, 7), in half precision, that the last blocks start from."""
        with self._torch.inference_mode():
            x = self._begun(self._batch(images))
            for block in self._blocks[:TUNED_FROM]:
                x = self._run_block(x, block)
            return np.asarray(x.half().contiguous().numpy())

    def back(self, maps: Any) -> tuple[Any, Any]:
        """Go on from :meth:`front`: the maps of the last block, and the last maps."""
        x = maps
        for block in self._blocks[TUNED_FROM:]:
            x = self._run_block(x, block)
        return x, self._ended(x)

    def tail(self) -> list[Any]:
        """Return the weights of the last blocks and of what follows them, in a fixed order."""
        parts = [block[part] for block in self._blocks[TUNED_FROM:] for part in ("expand", "depthwise", "project")]
        return [tensor for pair in (*parts, self._head) for tensor in pair]

    def with_tail(self, tail: Sequence[Any], version: str) -> Backbone:
        """Return a network that shares all weights with this one but the last ones."""
        other = copy(self)
        other.version = version
        pairs = list(zip(tail[::2], tail[1::2], strict=True))
        other._blocks = list(self._blocks)
        for number in range(TUNED_FROM, len(self._blocks)):
            own = dict(zip(("expand", "depthwise", "project"), pairs, strict=False))
            pairs = pairs[3:]
            other._blocks[number] = {**self._blocks[number], **own}
        [other._head] = pairs
        return other

    def _forward(self, batch: Any) -> Any:
        x = self._begun(batch)
        for block in self._blocks:
            x = self._run_block(x, block)
        return self._ended(x)

    def _batch(self, images: Sequence[Image.Image]) -> Any:
        torch = self._torch
        pixels = np.stack([np.asarray(image, dtype=np.float32) for image in images])
        batch = torch.from_numpy((pixels - 127.0) / 128.0).permute(0, 3, 1, 2)
        return batch.contiguous(memory_format=torch.channels_last)

    def feature_maps(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return the last maps (n, height, width, 1280) of images that are scaled already."""
        with self._torch.inference_mode():
            return self._forward(self._batch(images)).permute(0, 2, 3, 1).contiguous().numpy()

    def patch_grids(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return features of a grid of 8 x 8 pixels (n, h, w, 216), from three depths: local enough to find a defect.

        Of the finest depth also the spread inside a cell: a thin line hardly moves its mean.
        """
        torch = self._torch
        functional = torch.nn.functional
        with torch.inference_mode():
            fine, middle, coarse = self._levels(self._batch(images))
            mean = functional.avg_pool2d(fine, 2)
            spread = (functional.avg_pool2d(fine * fine, 2) - mean * mean).clamp_(min=0).sqrt_()
            wide = functional.interpolate(coarse, middle.shape[-2:], mode="bilinear", align_corners=False)
            return torch.cat([mean, spread, middle, wide], 1).permute(0, 2, 3, 1).contiguous().numpy()

    def _levels(self, batch: Any) -> list[Any]:
        """Return the last maps at a quarter, an eighth and a sixteenth of the size."""
        x = self._begun(batch)
        found = []
        for number, block in enumerate(self._blocks[: self._marks[-1] + 1]):
            x = self._run_block(x, block)
            if number in self._marks:
                found.append(x.clone())
        return found

    def pooled(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Return one L2-normalised feature vector (n, 1280) per scaled image."""
        if not images:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        return normalised(self.feature_maps(images).mean(axis=(1, 2)))

    def pooled_twice(self, images: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
        """Return the features of :meth:`pooled`, and those (352,) of the first image by the untuned network.

        A network that was tuned is wrong with conviction; the one that it was made of still knows the rest of the
        world. Both share the first blocks, which take most of the time.
        """
        with self._torch.inference_mode():
            x = self._begun(self._batch(images))
            for block in self._blocks[:SHARED]:
                x = self._run_block(x, block)
            other = x[:1]
            for block in self._blocks[SHARED:]:
                x = self._run_block(x, block)
            for block in self._untuned:
                other = self._run_block(other, block)
            late, untuned = self._ended(x).mean((2, 3)), other.mean((2, 3))[0]
            return normalised(late.numpy()), normalised(untuned.numpy())


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
