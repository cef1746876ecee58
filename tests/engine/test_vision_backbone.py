"""The network as onnxruntime runs it: the same numbers as torch, and no torch where nothing is learned."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from shopdesk.engine.vision import ProductClassifier
from shopdesk.engine.vision.backbone import DIMENSION, MODEL, SHARED, UNTUNED_MODEL, shared_backbone
from shopdesk.engine.weights import import_torch, load_state_dict


def noise(seed: int = 0, side: int = 224) -> Image.Image:
    """Blotches of all sizes, so that every layer has something to do."""
    chance = np.random.default_rng(seed)
    pixels = np.zeros((side, side, 3))
    for cells in (4, 16, 56):
        blotches = Image.fromarray(chance.integers(0, 255, (cells, cells, 3)).astype(np.uint8))
        pixels += np.asarray(blotches.resize((side, side)), dtype=float) / 3
    return Image.fromarray(pixels.astype(np.uint8))


def by_torch(state: dict[str, Any], image: Image.Image, first: int = 0, maps: Any = None) -> list[Any]:
    """Run the published layers one by one, batch norms unfolded; return the map behind each block."""
    torch = import_torch()
    functional = torch.nn.functional
    state = {key: value.float() for key, value in state.items()}

    def layer(x: Any, conv: str, norm: str, stride: int = 1, clipped: bool = True) -> Any:
        weight = state[f"{conv}.weight"]
        total = [max((-(-side // stride) - 1) * stride + weight.shape[-1] - side, 0) for side in x.shape[2:]]
        x = functional.pad(x, [part for t in reversed(total) for part in (t // 2, t - t // 2)])
        groups = x.shape[1] if weight.shape[1] == 1 else 1
        values = (state[f"{norm}.{key}"] for key in ("running_mean", "running_var", "weight", "bias"))
        x = functional.batch_norm(functional.conv2d(x, weight, None, stride, 0, 1, groups), *values, eps=1e-3)
        return x.clamp(0, 6) if clipped else x

    stages = zip((1, 2, 2, 2, 1, 2, 1), (1, 3, 3, 4, 4, 5, 1), strict=True)
    strides = [stride if n == 0 else 1 for stride, times in stages for n in range(times)]
    x = maps
    if x is None:
        pixels = torch.from_numpy((np.asarray(image, dtype=np.float32) - 127) / 128).permute(2, 0, 1)[None]
        x = layer(pixels, "_conv_stem", "_bn0", 2)
    found = []
    for n in range(first, len(strides)):
        name, y = f"_blocks.{n}", x
        if f"{name}._expand_conv.weight" in state:
            y = layer(y, f"{name}._expand_conv", f"{name}._bn0")
        y = layer(y, f"{name}._depthwise_conv", f"{name}._bn1", strides[n])
        y = layer(y, f"{name}._project_conv", f"{name}._bn2", clipped=False)
        x = x + y if x.shape == y.shape else y
        found.append(x)
    return [*found, layer(x, "_conv_head", "_bn1")] if "_conv_head.weight" in state else found


@pytest.mark.parametrize("side", [224, 200])
def test_the_graph_computes_what_the_published_layers_do(side: int) -> None:
    image = noise(1, side)
    expected = by_torch(load_state_dict(MODEL), image)
    maps = shared_backbone().feature_maps([image, image])
    assert maps.shape == (2, 7, 7, DIMENSION)
    np.testing.assert_allclose(maps[1], expected[-1][0].permute(1, 2, 0).numpy(), atol=3e-4)
    grids = shared_backbone().patch_grids([image])[0]
    np.testing.assert_allclose(grids[..., 48:96], expected[6][0].permute(1, 2, 0).numpy(), atol=2e-3)


def test_both_networks_share_the_first_blocks() -> None:
    image = noise(2)
    expected = by_torch(load_state_dict(MODEL), image)
    other = by_torch(load_state_dict(UNTUNED_MODEL), image, SHARED, expected[SHARED - 1])[-1]
    late, untuned = shared_backbone().pooled_twice(image)
    for mine, theirs in ((late, expected[-1]), (untuned, other)):
        mean = theirs.mean((2, 3))[0].numpy()
        np.testing.assert_allclose(mine, mean / np.linalg.norm(mean), atol=1e-5)
    np.testing.assert_array_equal(shared_backbone().pooled([image])[0], late)


def test_the_end_that_can_learn_is_the_end_that_looks() -> None:
    network, image = shared_backbone(), noise(3)
    torch = import_torch()
    with torch.inference_mode():
        last = network.back(torch.from_numpy(network.front([image])).float())[1]
    np.testing.assert_allclose(last[0].permute(1, 2, 0).numpy(), network.feature_maps([image])[0], atol=2e-2)
    doubled = [*network.tail()[:-2], *(2 * part for part in network.tail()[-2:])]
    other = network.with_tail(doubled, "other")
    assert other.feature_maps([image]).mean() > 1.2 * network.feature_maps([image]).mean()


def test_a_look_up_needs_no_torch(tmp_path: Path) -> None:
    classifier = ProductClassifier.open()
    for seed, product in enumerate("ab"):
        classifier.teach(product, [noise(seed), noise(seed, 230)])
    classifier.train()
    classifier.save(tmp_path / "taught")
    noise(0).save(tmp_path / "photo.png")
    script = (
        "import sys; from shopdesk.engine.vision import ProductClassifier\n"
        f"[answer] = ProductClassifier.open({str(tmp_path / 'taught')!r}).classify([{str(tmp_path / 'photo.png')!r}])\n"
        "print(answer.candidates[0].product_id, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["a", "False"]
