"""MLP, RNN and LSTM that learn across all products at once and forecast every step's quantiles directly.

What a single short series cannot teach, the whole shop can. An encoder reads the origin (dense, or recurrent over
the last changes), one head shared by all steps adds what earlier seasons did and gives quantiles that cannot cross.
Panels are given freed of the shared calendar profile.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.bands import MIDDLE, QUANTILES
from shopdesk.engine.prices.descent import Descent
from shopdesk.engine.prices.features import LAGS, Features
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.weights import import_torch

KINDS = ("mlp", "rnn", "lstm")

_DENSE = {"mlp": 64, "rnn": 48, "lstm": 48}
_MEMORY = 16
_HEAD = 48
_DROPOUT = 0.2
_UPDATES = 450
_PASSES = (8, 40)
_PATIENCE = 4
_RATE = 6e-3
_WARM_RATE = 1e-3
_FOLLOW = 0.05
_DECAY = 1e-2
_BATCH = 512
_STEPS_EACH = 3
_MOST_ORIGINS = 16_000
_MOST_JUDGED = 3_000


@dataclass(frozen=True)
class Shape:
    """Everything that fixes a network's layers."""

    kind: str
    origin_inputs: int
    step_inputs: int
    cycles: tuple[int, ...]


def build(shape: Shape) -> Any:
    """An untrained network of the given shape."""
    torch = import_torch()
    dense = _DENSE[shape.kind]

    class Net(torch.nn.Module):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            read = shape.origin_inputs
            self.memory = None
            if shape.kind != "mlp":
                cell = torch.nn.LSTM if shape.kind == "lstm" else torch.nn.RNN
                self.memory = cell(1, _MEMORY, batch_first=True)
                read = _MEMORY + shape.origin_inputs - LAGS
            self.origin = torch.nn.Sequential(
                torch.nn.Linear(read, dense), torch.nn.ReLU(), torch.nn.Dropout(_DROPOUT), torch.nn.Linear(dense, _HEAD)
            )
            self.step = torch.nn.Linear(shape.step_inputs, _HEAD)
            self.drop = torch.nn.Dropout(_DROPOUT)
            self.head = torch.nn.Linear(_HEAD, len(QUANTILES))
            self.direct = torch.nn.Linear(shape.step_inputs, 1, bias=False)
            with torch.no_grad():
                self.head.weight.mul_(0.3)
                self.head.bias.copy_(torch.tensor([0.6, 0.5, 0.4, 0.0, 0.4, 0.5, 0.6]))
                self.direct.weight.zero_()

        def forward(self, origin: Any, step: Any) -> Any:
            if self.memory is not None:
                state = self.memory(origin[:, :LAGS, None])[0][:, -1]
                origin = torch.cat((state, origin[:, LAGS:]), dim=1)
            mixed = self.drop(torch.relu(self.origin(origin)[:, None] + self.step(step)))
            out = self.head(mixed)
            middle = out[..., MIDDLE : MIDDLE + 1] + self.direct(step)
            gaps = torch.nn.functional.softplus(out)
            below = gaps[..., :MIDDLE].flip(-1).cumsum(-1).flip(-1)
            above = gaps[..., MIDDLE + 1 :].cumsum(-1)
            return torch.cat((middle - below, middle, middle + above), dim=-1)

    return Net()


@dataclass
class GlobalNet:
    """Networks of one kind, one per seed, trained on a whole panel; a forecast is the mean of their quantiles."""

    shape: Shape
    horizon: int
    nets: list[Any] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """``"mlp"``, ``"rnn"`` or ``"lstm"``."""
        return self.shape.kind

    def quantiles(self, panel: Panel, horizon: int) -> np.ndarray:
        """Quantiles of the log price, (n, horizon, len(QUANTILES))."""
        torch = import_torch()
        features = Features.of(panel, self.shape.cycles)
        rows, at = np.arange(panel.n), np.full(panel.n, panel.width - 1)
        steps = np.broadcast_to(np.arange(1, horizon + 1), (panel.n, horizon))
        origin = torch.from_numpy(features.at_origin(rows, at))
        ahead = torch.from_numpy(features.at_steps(rows, at, steps, self.horizon))
        if (origin.shape[1], ahead.shape[2]) != (self.shape.origin_inputs, self.shape.step_inputs):
            raise DataError("prices.frequency", freq=f"{panel.per_year:.0f}/year")
        with torch.inference_mode():
            unit = np.mean([net(origin, ahead).numpy() for net in self.nets], axis=0, dtype=float)
        spread = features.scale[:, -1, None] * np.sqrt(steps)
        return features.logs[:, -1, None, None] + unit * spread[..., None]


@dataclass(frozen=True)
class _Examples:
    """Where to learn: rows, origins, and how many steps of each may be looked at."""

    rows: np.ndarray
    at: np.ndarray
    most: np.ndarray

    def draw(self, count: int, rng: np.random.Generator, steps_each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        pick = rng.permutation(len(self.rows))[:count]
        steps = rng.integers(1, self.most[pick][:, None] + 1, size=(len(pick), steps_each))
        return self.rows[pick], self.at[pick], steps


def _examples(features: Features, horizon: int) -> tuple[_Examples, _Examples]:
    """Examples to learn from, and later ones that decide when to stop (none of whose outcomes is learned from)."""
    panel = features.panel
    times = np.arange(panel.width)
    usable = (times >= panel.first[:, None] + 3) & (times < panel.width - 1) & (features.scale > 0)
    rows, at = np.nonzero(usable)
    age = panel.width - 1 - at
    held = max(horizon, round(0.15 * float(age.max()))) if len(age) else 0
    early, late = age > held, (age <= held) & (held > 0)
    return (
        _Examples(rows[early], at[early], np.minimum(horizon, age[early] - held)),
        _Examples(rows[late], at[late], np.minimum(horizon, age[late])),
    )


def train(
    panel: Panel,
    kind: str,
    horizon: int,
    seed: int = 0,
    seeds: int = 3,
    start: GlobalNet | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> GlobalNet:
    """Train on all products of a panel.

    Parameters
    ----------
    kind : str
        ``"mlp"``, ``"rnn"`` or ``"lstm"``.
    horizon : int
        The longest step to learn; the newest part of the panel, at least this long, decides when to stop.
    start : GlobalNet, optional
        Networks to go on from (new prices came): a few slow passes, kept where they help on the newest part.
    """
    if kind not in KINDS:
        raise DataError("prices.model", model=kind, models=", ".join(KINDS))
    torch = import_torch()
    features = Features.of(panel) if start is None else Features.of(panel, start.shape.cycles)
    learn, judge = _examples(features, horizon)
    one = np.zeros(1, dtype=int)
    shape = Shape(
        kind,
        features.at_origin(one, one + panel.width - 1).shape[1],
        features.at_steps(one, one + panel.width - 1, np.ones((1, 1), int), horizon).shape[2],
        features.cycles,
    )
    model = GlobalNet(shape, horizon if start is None else start.horizon)
    count = seeds if start is None else len(start.nets)
    # The caller's own random numbers must not change because a forecast ran.
    with torch.random.fork_rng(devices=[]):
        for k in range(count):
            torch.manual_seed(1000 * seed + k)
            net = build(shape)
            if start is not None:
                net.load_state_dict(start.nets[k].state_dict())
            if len(learn.rows) >= 8:
                _fit(net, features, learn, judge, model.horizon, 1000 * seed + k, warm=start is not None, ctx=ctx)
            else:
                _forget(net)
            model.nets.append(net.eval())
            ctx.progress((k + 1) / count, f"train_{kind}")
    return model


def _forget(net: Any) -> None:
    """Make a network answer with the last price."""
    torch = import_torch()
    with torch.no_grad():
        net.head.weight.zero_()
        net.head.bias[MIDDLE] = 0.0
        net.direct.weight.zero_()


def _tensors(features: Features, drawn: tuple[np.ndarray, np.ndarray, np.ndarray], horizon: int) -> tuple[Any, ...]:
    torch = import_torch()
    rows, at, steps = drawn
    arrays = (
        features.at_origin(rows, at),
        features.at_steps(rows, at, steps, horizon),
        features.targets(rows, at, steps),
    )
    return tuple(torch.from_numpy(a) for a in arrays)


def _pinball(guess: Any, target: Any) -> Any:
    torch = import_torch()
    levels = torch.tensor(QUANTILES, dtype=torch.float32)
    miss = target[..., None] - guess
    return torch.maximum(levels * miss, (levels - 1) * miss).mean()


def _judge(net: Any, later: tuple[Any, ...]) -> float:
    with import_torch().inference_mode():
        return float(_pinball(net(later[0], later[1]), later[2]))


def _fit(
    net: Any,
    features: Features,
    learn: _Examples,
    judge: _Examples,
    horizon: int,
    seed: int,
    warm: bool,
    ctx: JobContext,
) -> None:
    """AdamW on the pinball loss in one cycle, with a running mean of the weights; the pass that was best later is kept.

    The mean forgets single steps: stopped early, at a high rate, the weights themselves are still restless.
    """
    torch = import_torch()
    rng = np.random.default_rng(seed)
    count = min(len(learn.rows), _MOST_ORIGINS)
    batches = max(1, -(-count // _BATCH))
    passes = 3 if warm else int(np.clip(_UPDATES // batches, *_PASSES))
    rate = _WARM_RATE if warm else _RATE
    later = _tensors(features, judge.draw(_MOST_JUDGED, rng, 1), horizon) if len(judge.rows) else None
    mean = copy.deepcopy(net).eval()
    descent = Descent(net, mean, rate, _DECAY, passes * batches, _FOLLOW)
    best, kept, waited = np.inf, mean.state_dict(), 0
    if warm and later is not None:
        best = _judge(mean, later)
        kept = {name: value.clone() for name, value in kept.items()}
    for _ in range(passes):
        ctx.raise_if_cancelled()
        net.train()
        origin, step, target = _tensors(features, learn.draw(count, rng, _STEPS_EACH), horizon)
        for part in torch.arange(len(origin)).tensor_split(batches):
            _pinball(net(origin[part], step[part]), target[part]).backward()
            descent.step()
        if later is None:
            continue
        now = _judge(mean, later)
        waited += 1
        if now < best - 1e-4:
            best, waited, kept = now, 0, {name: value.clone() for name, value in mean.state_dict().items()}
        if waited >= _PATIENCE:
            break
    net.load_state_dict(kept)
