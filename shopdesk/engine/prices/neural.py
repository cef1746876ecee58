"""MLP, RNN and LSTM that learn one step ahead across all products at once, and forecast by recursion.

Inputs are the last changes of the log price, standardised per product, and the month of the step to come.
What a single short series cannot teach, the whole shop can.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.prices import bands
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.weights import import_torch

KINDS = ("mlp", "rnn", "lstm")
LAGS = 12
MONTHS = 12
VERSION = 1
_HIDDEN = {"mlp": 32, "rnn": 20, "lstm": 20}
_MOST_SAMPLES = 20_000


@dataclass(frozen=True)
class Samples:
    """One-step examples: past changes (m, LAGS), month of the target as one-hot (m, 12), target (m,), its age."""

    past: np.ndarray
    month: np.ndarray
    target: np.ndarray
    age: np.ndarray


def _months(share: np.ndarray) -> np.ndarray:
    return np.eye(MONTHS, dtype=np.float32)[np.clip((share * MONTHS).astype(int), 0, MONTHS - 1)]


def _changes(panel: Panel) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Standardised changes (0 before the first price), which of them are known, and the log prices."""
    logs = bands.log_prices(panel.y)
    size = bands.scales(logs)
    change = np.diff(logs, axis=1) / np.where(size > 0, size, 1.0)[:, None]
    live = np.isfinite(change)
    return np.clip(np.where(live, change, 0.0), -4, 4).astype(np.float32), live, logs


def samples(panel: Panel, seed: int = 0) -> Samples:
    """Every known change with what was known before it; a fixed random part of them where they are many."""
    z, live, _ = _changes(panel)
    moving = live & (np.abs(z).sum(axis=1) > 0)[:, None]
    rows, at = np.nonzero(moving)
    after_first = at > panel.first[rows]
    rows, at = rows[after_first], at[after_first]
    if len(rows) > _MOST_SAMPLES:
        keep = np.sort(np.random.default_rng(seed).choice(len(rows), _MOST_SAMPLES, replace=False))
        rows, at = rows[keep], at[keep]
    padded = np.concatenate((np.zeros((panel.n, LAGS), dtype=np.float32), z), axis=1)
    past = padded[rows[:, None], at[:, None] + np.arange(LAGS)]
    month = _months(panel.past_year()[rows, at + 1])
    return Samples(past, month, z[rows, at], z.shape[1] - 1 - at)


def _network(kind: str) -> Any:
    torch = import_torch()
    hidden = _HIDDEN[kind]

    class Net(torch.nn.Module):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            if kind == "mlp":
                self.body = torch.nn.Linear(LAGS, hidden)
            else:
                self.body = (torch.nn.LSTM if kind == "lstm" else torch.nn.RNN)(1, hidden, batch_first=True)
            self.calendar = torch.nn.Linear(MONTHS, 8)
            self.mix = torch.nn.Linear(hidden + 8, 16)
            self.head = torch.nn.Linear(16, 1)

        def forward(self, past: Any, month: Any) -> Any:
            state = torch.tanh(self.body(past)) if kind == "mlp" else self.body(past[..., None])[0][:, -1]
            mixed = torch.relu(self.mix(torch.cat((state, self.calendar(month)), dim=1)))
            return self.head(mixed)[:, 0]

    return Net()


@dataclass
class GlobalNet:
    """Networks of one kind, one per seed, trained on a whole panel. The forecast is their mean."""

    kind: str
    nets: list[Any] = field(default_factory=list)

    def __call__(self, panel: Panel, horizon: int) -> np.ndarray:
        """Forecast prices, (n, horizon), by feeding each step's mean back in."""
        torch = import_torch()
        z, _, logs = _changes(panel)
        size = bands.scales(logs)
        padded = np.concatenate((np.zeros((panel.n, LAGS), dtype=np.float32), z), axis=1)
        months = torch.from_numpy(_months(panel.future_year(horizon)))
        total = np.zeros((panel.n, horizon))
        with torch.inference_mode():
            for net in self.nets:
                past = torch.from_numpy(padded[:, -LAGS:].copy())
                for k in range(horizon):
                    step = net(past, months[:, k]).clamp(-4, 4)
                    past = torch.cat((past[:, 1:], step[:, None]), dim=1)
                    total[:, k] += step.numpy()
        path = np.cumsum(total / max(len(self.nets), 1), axis=1)
        return np.exp(np.clip(logs[:, -1:] + path * size[:, None], -700, 700))

    def save(self, path: str | Path) -> None:
        """Write the networks to one safetensors file."""
        import_torch()
        from safetensors.torch import save_file

        tensors = {
            f"{k}.{name}": value.contiguous()
            for k, net in enumerate(self.nets)
            for name, value in net.state_dict().items()
        }
        about = {"kind": self.kind, "nets": len(self.nets), "version": VERSION}
        save_file(tensors, str(path), metadata={"shopdesk": json.dumps(about)})

    @classmethod
    def load(cls, path: str | Path) -> GlobalNet:
        """Read networks written by :meth:`save`.

        Raises
        ------
        ModelError
            ``model.missing`` or ``model.damaged``.
        """
        import_torch()
        from safetensors import SafetensorError, safe_open

        if not Path(path).is_file():
            raise ModelError("model.missing", name="prices", path=str(path))
        try:
            with safe_open(str(path), framework="pt") as stored:
                about = json.loads((stored.metadata() or {})["shopdesk"])
                if about["version"] != VERSION or about["kind"] not in KINDS:
                    raise ModelError("model.damaged", name="prices", path=str(path))
                tensors = {key: stored.get_tensor(key) for key in stored.keys()}  # noqa: SIM118
            model = cls(about["kind"])
            for k in range(int(about["nets"])):
                net = _network(model.kind)
                prefix = f"{k}."
                net.load_state_dict({n[len(prefix) :]: v for n, v in tensors.items() if n.startswith(prefix)})
                model.nets.append(net.eval())
        except (SafetensorError, OSError, KeyError, ValueError, TypeError, RuntimeError) as error:
            raise ModelError("model.damaged", name="prices", path=str(path)) from error
        return model


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
        The newest part of the panel, at least this long, decides when to stop.
    start : GlobalNet, optional
        Networks to go on from (new prices came): a few passes over everything, none held back.
    """
    if kind not in KINDS:
        raise DataError("prices.model", model=kind, models=", ".join(KINDS))
    torch = import_torch()
    data = samples(panel, seed)
    held = np.zeros(len(data.age), dtype=bool)
    if start is None and len(data.age):
        held = data.age < max(horizon, round(0.15 * float(data.age.max())))
    nets = []
    # The caller's own random numbers must not change because a forecast ran.
    with torch.random.fork_rng(devices=[]):
        for k in range(seeds if start is None else len(start.nets)):
            torch.manual_seed(1000 * seed + k)
            net = _network(kind)
            if start is not None:
                net.load_state_dict(start.nets[k].state_dict())
            if len(data.target) >= 4:
                _fit(
                    net,
                    data,
                    held,
                    passes=40 if start is None else 3,
                    rate=8e-3 if start is None else 2e-3,
                    ctx=ctx,
                )
            else:
                torch.nn.init.zeros_(net.head.weight)
                torch.nn.init.zeros_(net.head.bias)
            nets.append(net.eval())
            ctx.progress((k + 1) / seeds, f"train_{kind}")
    return GlobalNet(kind, nets)


def _fit(net: Any, data: Samples, held: np.ndarray, passes: int, rate: float, ctx: JobContext) -> None:
    """Adam on the Huber loss; the weights of the pass that was best on the held later window are kept."""
    torch = import_torch()
    past, month, target = (torch.from_numpy(np.ascontiguousarray(a)) for a in (data.past, data.month, data.target))
    fit = torch.from_numpy(np.flatnonzero(~held))
    later = torch.from_numpy(np.flatnonzero(held))
    judge = held.any() and len(fit) >= 4
    if not judge:
        fit = torch.arange(len(target))
    loss_of = torch.nn.HuberLoss()
    optimiser = torch.optim.Adam(net.parameters(), lr=rate, weight_decay=1e-3)
    size = int(min(512, max(16, len(fit) // 8)))
    best, kept, waited = np.inf, None, 0
    for number in range(passes):
        ctx.raise_if_cancelled()
        net.train()
        order = fit[torch.randperm(len(fit))]
        for part in order.split(size):
            optimiser.zero_grad()
            loss = loss_of(net(past[part], month[part]), target[part])
            loss.backward()
            optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] = rate * 0.93 ** (number + 1)
        if not judge:
            continue
        net.eval()
        with torch.inference_mode():
            now = float(loss_of(net(past[later], month[later]), target[later]))
        if now < best - 1e-5:
            best, waited = now, 0
            kept = {name: value.clone() for name, value in net.state_dict().items()}
        else:
            waited += 1
            if waited >= 6:
                break
    if kept is not None:
        net.load_state_dict(kept)
    elif judge:
        torch.nn.init.zeros_(net.head.weight)
        torch.nn.init.zeros_(net.head.bias)


@dataclass(frozen=True)
class Judged:
    """A network for now, and its log forecasts from earlier origins made before it saw what came after them."""

    now: GlobalNet
    past: np.ndarray


def train_and_judge(
    panel: Panel,
    kind: str,
    horizon: int,
    origins: list[int],
    seed: int = 0,
    seeds: int = 3,
    ctx: JobContext = NULL_CONTEXT,
) -> Judged:
    """Train on what was known before the earlier origins, forecast from them, then go on to the newest prices.

    Only the newest origins (up to three) are used, so that enough history is left to learn from; the
    others stay NaN.
    """
    past = np.full((len(origins), panel.n, horizon), np.nan)
    longest = int(panel.lengths.max())
    usable = [back for back in sorted(origins) if longest - back >= max(LAGS, longest // 2)][:3]
    if not usable:
        return Judged(train(panel, kind, horizon, seed, seeds, ctx=ctx), past)
    rows = panel.lengths >= usable[-1] + 3
    early = train(panel.rows(rows).cut(usable[-1]), kind, horizon, seed, seeds, ctx=ctx)
    for back in usable:
        past[origins.index(back)] = bands.past_forecasts(panel, horizon, [back], early)[0]
    return Judged(train(panel, kind, horizon, seed, seeds, start=early, ctx=ctx), past)
