"""Deep training: the last blocks of the network are tuned on the shop's own photos, and kept only if that helps."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, ModelError
from shopdesk.engine.vision.backbone import Backbone, normalised, shared_backbone
from shopdesk.engine.vision.features import features_of
from shopdesk.engine.vision.head import SCALE, fit_head, mean_head
from shopdesk.engine.vision.views import in_other_light, looking_views, teaching_views
from shopdesk.engine.weights import file_sha256, import_torch

if TYPE_CHECKING:
    from PIL import Image

HELD_OUT = 4  # every fourth photo of a product decides whether the tuning helps
NEED = 12  # photos held out; fewer decide nothing
_EACH = 24  # photos of a product that are learned from: more take memory and bring little
_BATCH = 48
_RATE = 3e-4
_SMOOTHING = 0.1
_DRAFT = "deep-draft.npz"


@dataclass(frozen=True)
class DeepReport:
    """What a deep training brought: held-out photos recognised before and after, and whether it is kept."""

    held_out: int
    before: int
    after: int

    @property
    def kept(self) -> bool:
        """Whether the tuned network recognises more of the held-out photos."""
        return self.after > self.before


@dataclass(frozen=True)
class Views:
    """The maps in front of the last blocks (n, views, 208, 7, 7) of some photos, and their class numbers.

    The first ``looking`` views are those of a look-up.
    """

    maps: NDArray[np.float16]
    labels: NDArray[np.int64]
    looking: int = 2

    def features(self, network: Backbone, ctx: JobContext = NULL_CONTEXT) -> np.ndarray:
        """Return what the network makes of them (n, rows, 1280): the look-up first, then the further views."""
        torch = import_torch()
        found = []
        with torch.inference_mode():
            for photo in self.maps:
                ctx.raise_if_cancelled()
                late = network.back(torch.from_numpy(photo).float())[1].mean((2, 3)).numpy()
                rows = normalised(late)
                look = normalised(rows[: self.looking].mean(axis=0))
                found.append(np.concatenate([look[None], rows[self.looking :]]))
        return np.stack(found)


def chosen_photos(labels: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which photos are learned from and which are held out.

    Raises
    ------
    DataError
        ``vision.too_few_for_deep`` if too few can be held out, or there is nothing to tell apart.
    """
    chance = np.random.default_rng(seed)
    learn, held, usable = [], [], 0
    for label in np.unique(labels):
        own = chance.permutation(np.flatnonzero(labels == label))[:_EACH]
        out = max(1, len(own) // HELD_OUT) if len(own) > 2 else 0
        usable += len(own) if out else 0
        held.append(own[:out])
        learn.append(own[out:])
    kept, asked = np.concatenate(learn), np.concatenate(held)
    if len(asked) < NEED or len(np.unique(labels)) < 2:
        raise DataError("vision.too_few_for_deep", have=usable, need=NEED * HELD_OUT)
    return kept, asked


def tuned(
    network: Backbone,
    views: Views,
    *,
    epochs: int = 20,
    seed: int = 0,
    draft: Path | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> Backbone:
    """Tune the last blocks on photos.

    Parameters
    ----------
    draft : Path, optional
        A folder for what is reached after each epoch, so that a training that was stopped goes on from there.

    Notes
    -----
    The weights returned lie half-way between the old and the new ones: that keeps what the network knew of photos
    that the shop has not taken yet (Wortsman et al., *Robust fine-tuning of zero-shot models*, CVPR 2022).
    """
    torch = import_torch()
    classes, present = np.unique(views.labels, return_inverse=True)
    start = [tensor.clone() for tensor in network.tail()]
    key = _key(network, views, epochs, seed)
    first, tail = _resumed(draft, key, start)
    tail = [tensor.requires_grad_() for tensor in tail]
    rows = views.features(network, ctx)
    linear = torch.from_numpy(mean_head(rows[:, 0], present, len(classes)).weight / SCALE).float().requires_grad_()
    groups = [{"params": tail, "lr": _RATE}, {"params": [linear], "lr": 10 * _RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [float(group["lr"]) for group in optimizer.param_groups]
    live = network.with_tail(tail, network.version)
    chance = np.random.default_rng(seed)
    for epoch in range(first, epochs):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        order = chance.permutation(len(present))
        for begin in range(0, len(order), _BATCH):
            ctx.raise_if_cancelled()
            some = order[begin : begin + _BATCH]
            shown = chance.integers(views.maps.shape[1], size=len(some))
            optimizer.zero_grad()
            late = live.back(torch.from_numpy(views.maps[some, shown]).float())[1].mean((2, 3))
            logits = torch.nn.functional.normalize(late) * SCALE @ linear.T
            answers = torch.from_numpy(present[some])
            torch.nn.functional.cross_entropy(logits, answers, label_smoothing=_SMOOTHING).backward()
            optimizer.step()
        ctx.progress((epoch + 1) / epochs, "deep_training")
        if draft is not None:
            _write_draft(draft, key, epoch + 1, tail)
    half = [((old + new.detach()) / 2).half().float() for old, new in zip(start, tail, strict=True)]
    return network.with_tail(half, f"{network.version.split('+')[0]}+{_digest(half)}")


def judged(old: Backbone, new: Backbone, learn: Views, held: Views, ctx: JobContext = NULL_CONTEXT) -> DeepReport:
    """Compare two networks: a head is fitted on the photos learned from, and asked about those held out."""
    right = []
    for network in (old, new):
        rows = learn.features(network, ctx)
        labels = np.repeat(learn.labels, rows.shape[1])
        head = fit_head(rows.reshape(-1, rows.shape[-1]), labels, int(labels.max()) + 1, None, ctx)
        asked = held.features(network, ctx)[:, 0]
        right.append(int((head.logits(asked).argmax(axis=1) == held.labels).sum()))
    return DeepReport(len(held.labels), *right)


@dataclass(frozen=True)
class Deepened:
    """A tuned network, what it makes of each photo (by product and photo), and what it brought."""

    network: Backbone
    features: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]
    report: DeepReport


@dataclass(frozen=True)
class DeepTraining:
    """A deep training that touches nothing of the classifier that it was made for, which goes on answering.

    Attributes
    ----------
    names : list of (product, photo)
        The photos when it was made.
    read : callable
        Returns the picture of a photo; raises an :class:`EngineError` where that is gone.
    draft : Path, optional
        A folder for what is reached after each epoch.
    """

    network: Backbone
    names: list[tuple[str, str]]
    labels: NDArray[np.int64]
    read: Callable[[str, str], Image.Image]
    draft: Path | None = None

    def run(self, *, epochs: int = 20, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> Deepened:
        """Tune, judge by held-out photos, and look at all photos again if it helped.

        Raises
        ------
        DataError
            ``vision.too_few_for_deep`` if too few photos can be held out.
        """
        learning, holding = chosen_photos(self.labels, seed)
        learn, held = self._views(learning, ctx, light=seed), self._views(holding, ctx)
        network = tuned(self.network, learn, epochs=epochs, seed=seed, draft=self.draft, ctx=ctx)
        report = judged(self.network, network, learn, held, ctx)
        features = dict(self._looked_again(network, ctx)) if report.kept else {}
        if self.draft is not None:
            drop_draft(self.draft)
        return Deepened(network, features, report)

    def _views(self, part: np.ndarray, ctx: JobContext, light: int | None = None) -> Views:
        maps: list[np.ndarray] = []
        labels: list[int] = []
        for number in part:
            ctx.raise_if_cancelled()
            ctx.progress(len(maps) / len(part), "looking")
            picture = self._picture(int(number))
            if picture is not None:
                further = teaching_views(picture)
                if light is not None:
                    further = in_other_light(further, light + int(number))
                maps.append(self.network.front([*looking_views(picture), *further]))
                labels.append(int(self.labels[number]))
        if not maps:
            raise DataError("vision.too_few_for_deep", have=0, need=NEED * HELD_OUT)
        return Views(np.stack(maps), np.array(labels))

    def _looked_again(self, network: Backbone, ctx: JobContext) -> Iterator[tuple[tuple[str, str], Any]]:
        for number, name in enumerate(self.names):
            ctx.raise_if_cancelled()
            ctx.progress(number / len(self.names), "looking")
            picture = self._picture(number)
            if picture is not None:
                yield name, features_of(network, picture)

    def _picture(self, number: int) -> Image.Image | None:
        try:
            return self.read(*self.names[number])
        except EngineError:
            return None  # its file was lost; the other photos still teach


def drop_draft(folder: Path) -> None:
    """Forget how far a deep training had come."""
    (folder / _DRAFT).unlink(missing_ok=True)


def _key(network: Backbone, views: Views, epochs: int, seed: int) -> str:
    digest = hashlib.sha256(f"{network.version} {epochs} {seed}".encode())
    digest.update(np.ascontiguousarray(views.labels).tobytes())
    digest.update(np.ascontiguousarray(views.maps[:, 0]).tobytes())
    return digest.hexdigest()


def _digest(tail: list[Any]) -> str:
    digest = hashlib.sha256()
    for tensor in tail:
        digest.update(tensor.numpy().tobytes())
    return digest.hexdigest()[:12]


def _write_draft(folder: Path, key: str, epoch: int, tail: list[Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {f"tail_{number}": tensor.detach().half().numpy() for number, tensor in enumerate(tail)}
    new = folder / (_DRAFT + ".new")
    with new.open("wb") as stream:
        np.savez(stream, key=np.array(key), epoch=np.array(epoch), **arrays)  # type: ignore[arg-type]
    os.replace(new, folder / _DRAFT)


def _resumed(folder: Path | None, key: str, start: list[Any]) -> tuple[int, list[Any]]:
    """Return (epochs done, weights) of a training of the same photos that was stopped, or the beginning."""
    torch = import_torch()
    beginning = [tensor.clone() for tensor in start]
    if folder is None:
        return 0, beginning
    try:
        with np.load(folder / _DRAFT, allow_pickle=False) as stored:
            if str(stored["key"]) != key:
                return 0, beginning
            tail = [torch.from_numpy(stored[f"tail_{number}"]).float() for number in range(len(start))]
            return int(stored["epoch"]), tail
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return 0, beginning


# --- keeping a tuned network -----------------------------------------------------------------------


def save_network(folder: Path, network: Backbone) -> dict[str, str]:
    """Write the last blocks of a tuned network; return what the manifest must say of it."""
    facts = {"backbone": network.version}
    if network.version == shared_backbone().version:
        return facts
    name = f"tuned-{_digest(network.tail())}.npz"
    if not (folder / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.new"
        with draft.open("wb") as stream:
            np.savez(stream, **{f"tail_{n}": tensor.half().numpy() for n, tensor in enumerate(network.tail())})
        os.replace(draft, folder / name)
    return {**facts, "tuned": name, "tuned_sha256": file_sha256(folder / name)}


def load_network(folder: Path, facts: dict[str, Any]) -> Backbone:
    """Return the network that the features of a folder are of.

    Raises
    ------
    ModelError
        ``vision.folder_damaged``; its ``why`` is missing, hash or version.
    """
    network = shared_backbone()
    if "tuned" in facts:
        path = folder / Path(facts["tuned"]).name
        if not path.exists():
            raise ModelError("vision.folder_damaged", path=str(folder), why="missing")
        if file_sha256(path) != facts["tuned_sha256"]:
            raise ModelError("vision.folder_damaged", path=str(folder), why="hash")
        with np.load(path, allow_pickle=False) as stored:
            arrays = [import_torch().from_numpy(stored[f"tail_{n}"]).float() for n in range(len(network.tail()))]
        network = network.with_tail(arrays, f"{network.version}+{_digest(arrays)}")
    if network.version != facts["backbone"]:
        raise ModelError("vision.folder_damaged", path=str(folder), why="version")
    return network


def drop_networks(folder: Path, facts: dict[str, str]) -> None:
    """Delete the tuned networks that a folder does not use any more."""
    for old in folder.glob("tuned-*.npz"):
        if old.name != facts.get("tuned"):
            old.unlink(missing_ok=True)
