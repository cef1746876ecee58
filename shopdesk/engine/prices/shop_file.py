"""A trained forecaster as two files: arrays in safetensors, and a manifest with their sha256."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from shopdesk.engine.errors import EngineError, ModelError
from shopdesk.engine.prices.bands import Calibration
from shopdesk.engine.prices.learn import Learned
from shopdesk.engine.prices.linear import GlobalLinear
from shopdesk.engine.prices.members import Trained
from shopdesk.engine.prices.neural import GlobalNet, Shape
from shopdesk.engine.prices.panel import Panel, year_share
from shopdesk.engine.prices.profile import Profile
from shopdesk.engine.prices.regular import offset_of, per_year
from shopdesk.engine.prices.together import Ways
from shopdesk.engine.weights import file_sha256, import_torch

VERSION = 7
ARRAYS = "prices.safetensors"
MANIFEST = "prices.json"


def write(
    folder: Path,
    panel: Panel,
    times: pd.DatetimeIndex,
    learned: Learned,
    unit_changed: np.ndarray,
    about: Mapping[str, Any],
) -> None:
    """Write the files so that a crash leaves either the old ones or the new ones to be told apart."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray] = {
        "y": panel.y,
        "season": panel.season.astype(np.int64),
        "unit_changed": unit_changed.astype(np.uint8),
        "weights": learned.weights,
        "moves": learned.ways.moves,
        "follows": learned.ways.follows,
    }
    for k, profile in enumerate(learned.profiles):
        arrays[f"profile.{k}"] = np.stack((profile.common, profile.spread))
    for name, calibration in learned.calibrations.items():
        for part, values in vars(calibration).items():
            arrays[f"calibration.{name}.{part}"] = values
        arrays[f"loss.{name}"] = learned.losses[name]
    for when, trained in (("now", learned.now), ("early", learned.early)):
        if trained.linear is not None:
            arrays[f"linear.{when}.weight"] = trained.linear.weight
            arrays[f"linear.{when}.offset"] = trained.linear.offset
        for kind, model in trained.nets.items():
            arrays[f"net.{when}.{kind}"] = model.weights.numpy()
    fresh = folder / (ARRAYS + ".new")
    save_file({name: np.ascontiguousarray(a) for name, a in arrays.items()}, str(fresh))
    manifest = {
        "version": VERSION,
        "sha256": file_sha256(fresh),
        "ids": list(panel.ids),
        "freq": str(times.freqstr),
        "until": times[-1].isoformat(),
        "ahead": panel.ahead,
        "horizon": learned.horizon,
        "members": list(learned.names),
        "lean": learned.lean,
        "walk": learned.walk,
        "origins": list(learned.origins),
        "models": list(learned.calibrations),
        "now": _about(learned.now),
        "early": _about(learned.early),
        **about,
    }
    text = folder / (MANIFEST + ".new")
    text.write_text(json.dumps(manifest), encoding="utf-8")
    os.replace(fresh, folder / ARRAYS)
    os.replace(text, folder / MANIFEST)


def _about(trained: Trained) -> dict[str, Any]:
    nets = {kind: {**asdict(model.shape), "horizon": model.horizon} for kind, model in trained.nets.items()}
    line = trained.linear
    about = None if line is None else {"cycles": line.cycles, "apart": line.apart}
    return {"nets": nets, "linear": about}


def read(folder: Path) -> tuple[Panel, pd.DatetimeIndex, Learned, np.ndarray, dict[str, Any]]:
    """Read what :func:`write` wrote.

    Raises
    ------
    ModelError
        ``model.missing``, ``model.damaged`` or ``model.version``.
    """
    path = folder / ARRAYS
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version = about["version"]
        digest = file_sha256(path)
    except FileNotFoundError as error:
        raise ModelError("model.missing", name="prices", path=str(folder)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError("model.damaged", name="prices", path=str(folder)) from error
    if version != VERSION:
        raise ModelError("model.version", name="prices", path=str(folder))
    if digest != about.get("sha256"):
        raise ModelError("model.damaged", name="prices", path=str(path))
    try:
        return _rebuild(path, about)
    except (OSError, KeyError, ValueError, TypeError, IndexError, RuntimeError, EngineError) as error:
        raise ModelError("model.damaged", name="prices", path=str(path)) from error


def _rebuild(path: Path, about: dict[str, Any]) -> tuple[Panel, pd.DatetimeIndex, Learned, np.ndarray, dict[str, Any]]:
    from safetensors.numpy import load_file

    arrays = load_file(str(path))
    y, freq = arrays["y"], offset_of(about["freq"])
    width = y.shape[1]
    times = pd.date_range(end=pd.Timestamp(about["until"]), periods=width, freq=freq).as_unit("ns")
    ahead = pd.date_range(times[-1], periods=about["ahead"] + 1, freq=freq).as_unit("ns")[1:]
    share = year_share(pd.DatetimeIndex(times.append(ahead)))
    first = np.argmax(np.isfinite(y), axis=1)
    year = np.where(np.arange(len(share)) >= first[:, None], share, 0.0)
    panel = Panel(tuple(about["ids"]), y, year, arrays["season"], per_year(freq), about["ahead"], first)
    learned = Learned(
        about["horizon"],
        tuple(about["members"]),
        tuple(about["origins"]),
        tuple(Profile(*arrays[f"profile.{k}"]) for k in range(1 + len(about["origins"]))),
        _trained(arrays, "now", about["now"]),
        _trained(arrays, "early", about["early"]),
        arrays["weights"],
        Ways(arrays["moves"], arrays["follows"]),
        {
            name: Calibration(*(arrays[f"calibration.{name}.{part}"] for part in ("step", "level", "own")))
            for name in about["models"]
        },
        {name: arrays[f"loss.{name}"] for name in about["models"]},
        float(about["lean"]),
        float(about["walk"]),
    )
    return panel, times, learned, arrays["unit_changed"].astype(bool), about


def _trained(arrays: Mapping[str, np.ndarray], when: str, about: Mapping[str, Any]) -> Trained:
    line = about["linear"]
    if line is not None:
        weight, offset = (arrays[f"linear.{when}.{part}"] for part in ("weight", "offset"))
        line = GlobalLinear(weight, offset, tuple(line["cycles"]), line["apart"])
    return Trained(_nets(arrays, when, about["nets"]), line)


def _nets(arrays: Mapping[str, np.ndarray], when: str, about: Mapping[str, Any]) -> dict[str, GlobalNet]:
    out = {}
    for kind, each in about.items():
        torch = import_torch()
        shape = Shape(kind, each["origin_inputs"], each["step_inputs"], tuple(each["cycles"]), each["seeds"])
        weights = torch.from_numpy(arrays[f"net.{when}.{kind}"])
        shape.views(weights)
        out[kind] = GlobalNet(shape, each["horizon"], weights)
    return out
