"""Model files: found through the manifest, checked by hash, loaded without unpickling."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk import paths
from shopdesk.engine import weights
from shopdesk.engine.errors import ModelError

ROOT = Path(__file__).resolve().parents[2]
NAMES = [
    "product-photos",
    "untuned-photos",
    "patch-critic",
    "moonshine-tiny-en-encoder",
    "moonshine-tiny-en-decoder",
    "moonshine-tiny-en-tokenizer",
    "silero-vad",
    "text-finder",
    "text-speller",
]


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A resources folder with one model of five bytes, where a frozen program would look."""
    folder = tmp_path / "resources" / "models"
    folder.mkdir(parents=True)
    (folder / "tiny.bin").write_bytes(b"hello")
    sha = hashlib.sha256(b"hello").hexdigest()
    entries = [
        {"name": "tiny", "file": "tiny.bin", "sha256": sha},
        {"name": "gone", "file": "gone.bin", "sha256": sha},
        {"name": "foreign", "package": "no_such_package_here", "path": "x", "sha256": sha},
    ]
    (folder / "manifest.json").write_text(json.dumps({"models": entries}), encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_model_is_there_and_whole(name: str) -> None:
    assert weights.model_path(name).is_file()


def test_manifest_names_licence_source_and_true_size() -> None:
    manifest = json.loads((weights.models_dir() / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["models"]:
        assert entry["licence"] in {"MIT", "Apache-2.0"}
        assert entry["source"]
        assert weights.model_path(entry["name"]).stat().st_size == entry["bytes"]


def test_a_model_of_the_resources_folder(own_models: Path) -> None:
    assert weights.model_path("tiny").read_bytes() == b"hello"


def test_a_changed_byte_is_refused(own_models: Path) -> None:
    assert weights.model_path("tiny").is_file()
    (own_models / "tiny.bin").write_bytes(b"hullo!")
    with pytest.raises(ModelError) as caught:
        weights.model_path("tiny")
    assert caught.value.code == "model.damaged"
    assert caught.value.params["name"] == "tiny"


@pytest.mark.parametrize("name", ["gone", "foreign", "never heard of"])
def test_what_is_not_there_is_named(own_models: Path, name: str) -> None:
    with pytest.raises(ModelError) as caught:
        weights.model_path(name)
    assert caught.value.code == "model.missing"
    assert caught.value.params["name"] == name


def test_a_damaged_or_missing_manifest(own_models: Path) -> None:
    (own_models / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.damaged"):
        weights.model_path("tiny")
    (own_models / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"model\.missing"):
        weights.model_path("tiny")


def test_the_checkpoint_has_the_layers_of_the_network() -> None:
    state = weights.load_state_dict("product-photos")
    assert tuple(state["_conv_stem.weight"].shape) == (32, 3, 3, 3)
    assert tuple(state["_conv_head.weight"].shape) == (1280, 352, 1, 1)
    assert weights.import_torch().get_num_threads() == 1


def test_a_file_that_is_no_checkpoint(own_models: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.damaged"):
        weights.load_state_dict("tiny")
    with pytest.raises(ModelError, match=r"model\.damaged"):
        weights.load_arrays("tiny")


def test_an_onnx_model_opens() -> None:
    session = weights.onnx_session("moonshine-tiny-en-encoder")
    assert session.get_inputs()


def test_torchvision_models_work_beside_this_torch() -> None:
    torch = weights.import_torch()
    torchvision = weights.import_torchvision()
    from torchvision import models

    network = models.mobilenet_v3_small(weights=None).eval()
    with torch.inference_mode():
        assert tuple(network(torch.zeros(1, 3, 64, 64)).shape) == (1, 1000)
    assert weights.import_torchvision() is torchvision


LEARN = """
import sys
from shopdesk.engine import weights
torch = weights.import_torch()
weights.import_torchvision()
from torchvision.transforms import v2
net = torch.nn.Linear(1, 1, bias=False)
made = {}
for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
    torch.nn.init.constant_(net.weight, 1.0)
    how = kind(net.parameters(), lr=0.5, **({} if kind is torch.optim.SGD else {"eps": 0.0}))
    plan = torch.optim.lr_scheduler.StepLR(how, 1)
    how.zero_grad()
    net(torch.ones(1, 1)).backward()
    how.step()
    plan.step()
    made[kind.__name__] = round(net.weight.item(), 4)
assert made == {"SGD": 0.5, "Adam": 0.5, "AdamW": 0.495}, made
small = torch.optim.LBFGS(net.parameters(), lr=1.0)
def closure():
    small.zero_grad()
    loss = ((net(torch.ones(1, 1)) - 3) ** 2).sum()
    loss.backward()
    return loss
for _ in range(3):
    small.step(closure)
assert abs(net.weight.item() - 3) < 1e-3
assert not {"sympy", "mpmath", "torch._inductor", "torch._dynamo.eval_frame"} & set(sys.modules)
"""


def run_alone(code: str, *folders: Path) -> None:
    """Run code in a process of its own, with folders before the installed packages."""
    path = os.pathsep.join(map(str, [*folders, ROOT]))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_networks_learn_without_the_compiler_of_torch() -> None:
    run_alone(LEARN)


def test_torchvision_works_without_its_native_library_as_in_the_bundle(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("torchvision")
    assert spec is not None
    assert spec.origin is not None
    native = shutil.ignore_patterns("*.so", "*.pyd", "*.dylib", "__pycache__")
    shutil.copytree(Path(spec.origin).parent, tmp_path / "torchvision", ignore=native)
    run_alone(LEARN + f"import torchvision; assert torchvision.__file__.startswith({str(tmp_path)!r})", tmp_path)


def test_resources_from_source_and_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (paths.resource_dir() / "models" / "manifest.json").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource_dir() == tmp_path / "resources"
    assert "ShopDesk" in str(paths.user_data_dir())
