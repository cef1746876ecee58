"""The only place that loads model files: looked up in a manifest, checked by sha256, never unpickled."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from functools import lru_cache
from pathlib import Path
from pickle import UnpicklingError
from types import ModuleType
from typing import Any

from shopdesk.engine.errors import ModelError
from shopdesk.engine.torch_light import without_compiler
from shopdesk.paths import resource_dir


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=64)
def _cached_sha256(path: Path, modified: int, size: int) -> str:
    return file_sha256(path)


def models_dir() -> Path:
    """Return the folder of the manifest and of the models that ship with the program itself."""
    return resource_dir() / "models"


def _manifest_entry(name: str) -> dict[str, Any]:
    manifest = models_dir() / "manifest.json"
    try:
        entries = json.loads(manifest.read_text(encoding="utf-8"))["models"]
        found = next((dict(entry) for entry in entries if entry["name"] == name), None)
    except FileNotFoundError as error:
        raise ModelError("model.missing", name=name, path=str(manifest)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError("model.damaged", name=name, path=str(manifest)) from error
    if found is None:
        raise ModelError("model.missing", name=name, path=str(manifest))
    return found


def shipped_models() -> list[str]:
    """Return the names of the models that ship with the program."""
    manifest = json.loads((models_dir() / "manifest.json").read_text(encoding="utf-8"))
    return [str(entry["name"]) for entry in manifest["models"]]


def _locate(entry: dict[str, Any]) -> Path:
    if "file" in entry:
        return models_dir() / str(entry["file"])
    # find_spec does not run the package, whose import may be slow or start libraries that are not wanted
    spec = importlib.util.find_spec(str(entry["package"]))
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("model.missing", name=entry["name"], path=str(entry["package"]))
    return Path(next(iter(spec.submodule_search_locations))) / str(entry["path"])


def model_path(name: str) -> Path:
    """Return the checked path of a model file.

    Parameters
    ----------
    name : str
        A name of ``resources/models/manifest.json``.

    Raises
    ------
    ModelError
        ``model.missing`` if there is no such entry or file, ``model.damaged`` if its hash differs.
    """
    entry = _manifest_entry(name)
    path = _locate(entry)
    try:
        status = path.stat()
    except OSError as error:
        raise ModelError("model.missing", name=name, path=str(path)) from error
    if _cached_sha256(path, status.st_mtime_ns, status.st_size) != entry["sha256"]:
        raise ModelError("model.damaged", name=name, path=str(path))
    return path


def model_sha256(name: str) -> str:
    """Return the hash that a model file must have, from the manifest."""
    return str(_manifest_entry(name)["sha256"])


def numeric_threads() -> int:
    """Return how many threads one computation may use: what the environment says of OpenMP, else one."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, int(said)) if said.isdecimal() else 1


@lru_cache(maxsize=1)
def import_torch() -> ModuleType:
    """Import torch on as many threads as are set: several that wait for each other cost more than they give."""
    import torch

    without_compiler(torch)
    torch.set_num_threads(numeric_threads())
    return torch


@lru_cache(maxsize=1)
def _torchvision_shim() -> Any:
    """Make torchvision importable beside a torch without its native library; return what must stay alive.

    The PyPI build of torchvision for Linux links CUDA and cannot load beside a CPU torch, and then refuses to import,
    because it registers two operators that nobody declared. Declaring them is enough for models and transforms.
    """
    torch = import_torch()
    spec = importlib.util.find_spec("torchvision")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("model.missing", name="torchvision", path="torchvision")
    folder = Path(next(iter(spec.submodule_search_locations)))
    natives = sorted(p for p in folder.glob("_C*") if p.suffix in {".so", ".pyd", ".dylib"})
    try:
        for native in natives:
            torch.ops.load_library(str(native))
    except OSError:
        natives = []
    if not natives:  # the Linux bundle leaves it out
        library = torch.library.Library("torchvision", "FRAGMENT")
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        return library
    return None


def import_torchvision() -> ModuleType:
    """Import torchvision, also beside a CPU torch that its native library does not fit."""
    _torchvision_shim()
    import torchvision

    return torchvision


def load_state_dict(name: str) -> dict[str, Any]:
    """Return the tensors of a checkpoint, read without unpickling objects."""
    torch = import_torch()
    path = model_path(name)
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return dict(load_file(path))
        return dict(torch.load(path, map_location="cpu", weights_only=True))
    except (OSError, RuntimeError, ValueError, LookupError, EOFError, UnpicklingError) as error:
        raise ModelError("model.damaged", name=name, path=str(path)) from error


def load_arrays(name: str) -> dict[str, Any]:
    """Return the arrays of a checkpoint in safetensors, without torch."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    path = model_path(name)
    try:
        return dict(load_file(path))
    except (OSError, ValueError, LookupError, SafetensorError) as error:
        raise ModelError("model.damaged", name=name, path=str(path)) from error


def onnx_session(name: str, threads: int | None = None) -> Any:
    """Return an onnxruntime session of a model file on the CPU."""
    return onnx_session_of(str(model_path(name)), threads)


def onnx_session_of(model: str | bytes, threads: int | None = None) -> Any:
    """Return an onnxruntime session of a model, by its path or as its content, on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or numeric_threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
