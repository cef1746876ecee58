"""``shopdesk doctor`` on a healthy shop, a damaged one, and a computer with something missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from shopdesk import cli
from shopdesk.commands import doctor
from shopdesk.engine import weights
from shopdesk.store.shop import open_shop


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor") / "shop"
    with open_shop(folder) as shop:
        shop.add_product("Dark Rye Bread", 420)
    return folder


def look(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, Any]:
    monkeypatch.setattr(doctor, "_count_sockets", list)  # an audit hook stays as long as the process
    code = cli.run(cli.parse(["--data", str(folder), "--json", "doctor"]))
    document = json.loads(capsys.readouterr().out)
    return code, {(f["topic"], f["name"]): f for f in document["findings"]} | {"well": document["well"]}


def test_a_healthy_shop(healthy: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code, found = look(healthy, capsys, monkeypatch)
    assert (code, found["well"]) == (0, True)
    assert found["shop", "file"]["found"] == "1 products, 0 sales"
    assert {name for topic, name in found.keys() - {"well"} if topic == "models"} == set(weights.shipped_models())
    assert found["permissions", "data"]["found"] == str(healthy)
    assert found["versions", "torch"]["state"] == "well"


def test_a_shop_that_is_not_there_is_only_noted(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code, found = look(tmp_path / "none", capsys, monkeypatch)
    assert code == 0
    assert found["shop", "file"]["state"] == "note"
    assert not (tmp_path / "none").exists()


def test_a_damaged_file_is_found(healthy: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(healthy, tmp_path / "shop"))
    data = bytearray((folder / "shop.db").read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    (folder / "shop.db").write_bytes(data)
    code, found = look(folder, capsys, monkeypatch)
    assert (code, found["well"]) == (1, False)
    assert found["shop", "file"]["state"] == "wrong"


def test_a_damaged_model_is_found(healthy: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    models = Path(shutil.copytree(weights.models_dir(), tmp_path / "models"))
    with (models / "text-finder.onnx").open("ab") as file:
        file.write(b"\0")
    (models / "text-speller.onnx").unlink()
    monkeypatch.setattr(weights, "models_dir", lambda: models)
    code, found = look(healthy, capsys, monkeypatch)
    assert code == 1
    assert "damaged" in found["models", "text-finder"]["found"]
    assert "not installed" in found["models", "text-speller"]["found"]
    assert found["models", "product-photos"]["state"] == "well"


def test_a_full_disk_is_found(healthy: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 50_000_000})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage)
    code, found = look(healthy, capsys, monkeypatch)
    assert code == 1
    assert found["space", "free"]["state"] == "wrong"


@pytest.mark.parametrize(
    ("asked", "url", "state"), [(0, None, "well"), (2, None, "wrong"), (2, "postgresql://x", "note")]
)
def test_connections_are_counted(asked: int, url: str | None, state: str) -> None:
    assert doctor._network(asked, url).state == state
