"""What makes the packages: read and checked here, run by `make bundle`, `make deb` and the release workflow."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import plistlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from shopdesk import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


def load(name: str) -> ModuleType:
    """Import a script of the packaging folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


stand_ins, contents, notices, version_info, icons, slim = (
    load(name) for name in ("stand_ins", "contents", "notices", "version_info", "icons", "slim")
)


# --- what goes into the bundle -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("torch/bin/torch_shm_manager", True),
        ("torch/bin/protoc", False),
        ("torch/include/ATen/ATen.h", False),
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/lib/libtorchbind_test.so", False),
        ("torch\\lib\\torch_cpu.lib", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("resources/translations/shopdesk_zh_CN.qm", True),
        ("libreadline.so.8", False),
        ("libcap.so.2", False),
        ("libxcb-cursor.so.0", True),
        ("libX11.so.6", False),
        ("libstdc++.so.6", False),
        ("libportaudio.so.2", True),
        ("torch/nn/modules/rnn.py", True),
        ("torch/fx/experimental/_config.py", True),
        ("torch/nn/modules/linear.py", False),
        ("shopdesk/store/migrations/env.py", True),
        ("torchvision/_C.so", False),
        ("scipy-1.17.1.dist-info/RECORD", False),
        ("scipy-1.17.1.dist-info/METADATA", True),
        ("libcairo.so.2", False),
        ("pillow.libs/libharfbuzz-fb49c9fc.so.0.61450.0", True),
        ("resources/models/product-photos.safetensors", True),
    ],
)
def test_what_belongs_into_the_bundle(name: str, goes: bool) -> None:
    assert contents.wanted(name) is goes


def test_nothing_that_shopdesk_imports_is_left_out() -> None:
    imported = set()
    for path in (ROOT / "shopdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module)
    left_out = {name for name in imported for cut in contents.EXCLUDES if name == cut or name.startswith(cut + ".")}
    assert left_out == set()
    assert {"torch", "PySide6.QtSvg", "scipy.sparse"} <= imported


@pytest.mark.parametrize("name", contents.HIDDEN_IMPORTS)
def test_every_hidden_import_is_there(name: str) -> None:
    import psycopg  # noqa: F401 - its binary part wants it first

    assert importlib.util.find_spec(name) is not None


def test_the_spec_names_only_files_that_are_there_and_never_upx() -> None:
    tree = ast.parse((ROOT / "build.spec").read_text("utf-8"))
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    places = [word for word in words if re.fullmatch(r"(shopdesk|packaging|docs|resources)(/[\w.]+)*|LICENSE", word)]
    assert {"resources", "docs/manual", "shopdesk/__main__.py", "packaging/macos/entitlements.plist"} <= set(places)
    missing = [place for place in places if place != "resources/manual" and not (ROOT / place).exists()]
    assert missing == []
    compressed = [keyword for keyword in ast.walk(tree) if isinstance(keyword, ast.keyword) and keyword.arg == "upx"]
    assert len(compressed) == 2
    assert all(isinstance(k.value, ast.Constant) and k.value.value is False for k in compressed)
    assert "NSMicrophoneUsageDescription" in words


def test_the_icon_is_drawn_for_every_system(tmp_path: Path) -> None:
    from PIL import Image

    source = ROOT / "resources" / "icons" / "shopdesk.svg"
    for system, name in (("linux", "shopdesk.png"), ("win32", "shopdesk.ico"), ("darwin", "shopdesk.icns")):
        path = icons.write(source, tmp_path / system, system)
        assert path.name == name
        with Image.open(path) as picture:
            assert picture.width >= 256
            drawn = picture.convert("RGBA")
            assert drawn.getpixel((drawn.width // 2, drawn.height // 12))[:3] == (11, 107, 77)
            assert drawn.getpixel((0, 0))[3] == 0


def test_the_version_resource_has_the_version() -> None:
    made: dict[str, Any] = {}

    def keep(kind: str) -> Any:
        return lambda *args, **kwargs: made.setdefault(kind, []).append((args, kwargs)) or kind

    kinds = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    eval(version_info.text(), {kind: keep(kind) for kind in kinds})  # as PyInstaller does
    assert made["FixedFileInfo"][0][1]["filevers"][:3] == tuple(int(part) for part in __version__.split("."))
    assert (("ProductVersion", __version__), {}) in made["StringStruct"]


def test_a_run_before_the_build_blocks_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(importlib.util, "find_spec", importlib.util.find_spec)
    monkeypatch.syspath_prepend(str(PACKAGING))
    preflight = load("preflight")
    preflight.block()
    monkeypatch.delitem(sys.modules, "pip", raising=False)
    with pytest.raises(ModuleNotFoundError, match="left out of the bundle"):
        importlib.import_module("pip")
    assert importlib.util.find_spec("pip") is None
    assert importlib.util.find_spec("json") is not None


# --- licences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GNU General Public License v3 (GPLv3)", False),
        ("CC-BY-NC-4.0", False),
        ("Moonshine Non-Commercial Licence", False),
    ],
)
def test_which_licences_may_be_shipped(licence: str, fine: bool) -> None:
    assert notices.allowed(licence) is fine


def test_everything_that_ships_states_a_licence_that_allows_it(tmp_path: Path) -> None:
    parts = [*notices.python_parts(), *notices.model_parts()]
    notices.check(parts)
    names = {part.name.lower() for part in parts}
    assert {"python", "torch", "pyside6_essentials", "moonshine-voice", "psycopg", "product-photos"} <= names
    text = notices.write(tmp_path / "notices.txt").read_text("utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    bodies = [body.strip() for body in text.split("=" * 100)[2::2]]
    whole = [body for body in bodies if not body.startswith("The same text as of ")]
    assert len(whole) == len(set(whole)) < len(bodies)
    assert "Copyright (c) 2006-2020, NumPy Developers" in text or "NumPy Developers" in text


def test_a_part_without_a_fitting_licence_is_refused() -> None:
    for licence in ("", "GPL-3.0-only"):
        with pytest.raises(notices.Refused):
            notices.check([notices.Part("other", "1", licence, ())])


def test_no_system_library_is_allowed_that_binds() -> None:
    assert all(notices.allowed(licence) for licence in notices.SYSTEM_PARTS.values())
    assert "libreadline8" not in notices.SYSTEM_PARTS
    assert [name for name in notices.SYSTEM_PARTS if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]*[a-z0-9+]", name)] == []
    wanted = re.search(r"^SYSTEM_PACKAGES := ((?:.*\\\n)*.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert wanted is not None
    named = {name for name in wanted[1].replace("\\", "").split() if name.startswith("libxcb-")}
    assert {"libxcb-icccm4", "libxcb-shape0"} <= named <= set(notices.SYSTEM_PARTS)


# --- Linux, Windows, macOS, and the workflow ---------------------------------------------------------


def test_the_desktop_entry_and_its_description_fit_together() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(PACKAGING / "linux" / "shopdesk.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"] == "shopdesk"
    root = ElementTree.parse(PACKAGING / "linux" / "org.shopdesk.ShopDesk.metainfo.xml").getroot()
    assert root.findtext("launchable") == "shopdesk.desktop"
    assert next(release.get("version") for release in root.iter("release")) == __version__


@pytest.mark.parametrize("script", sorted(PACKAGING.rglob("*.sh")), ids=lambda path: path.name)
def test_shell_scripts_are_well_formed_and_may_be_run(script: Path) -> None:
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert script.stat().st_mode & 0o111


def test_the_windows_installer_names_what_the_build_makes() -> None:
    text = (PACKAGING / "windows" / "shopdesk.iss").read_text("utf-8")
    sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
    assert sections == ["Setup", "Languages", "Tasks", "InstallDelete", "Files", "Icons", "Run"]
    values = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert values["AppVersion"] == "{#Version}"
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", values["AppId"])
    for line in text.split("[Languages]")[1].splitlines():
        if line and not line.startswith((";", "[")):
            assert re.fullmatch(r'(\w+: ("[^"]*"|[\w ]+); )*\w+: ("[^"]*"|[\w ]+)', line), line
    root = (PACKAGING / "windows" / "..\\..".replace("\\", "/")).resolve()
    assert root == ROOT
    named = {path.replace("\\", "/") for path in re.findall(r"\{#Root\}\\([\w.\\*]+)", text)}
    assert named == {"LICENSE", "build/work/build/shopdesk.ico", "dist/ShopDesk/*", "dist"}


def test_the_mac_may_use_the_microphone() -> None:
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert rights["com.apple.security.device.audio-input"] is True


def test_the_release_workflow_runs_what_is_there() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
    jobs = workflow["jobs"]
    assert set(jobs["publish"]["needs"]) == {"linux", "windows", "macos"}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for job in jobs.values():
        assert job["runs-on"]
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            for line in str(step.get("run", "")).splitlines():
                for path in re.findall(r"packaging[/\\][\w./\\-]+", line):
                    assert (ROOT / path.replace("\\", "/")).exists(), path
                if line.startswith("make "):
                    assert set(line.split()[1:]) <= targets
