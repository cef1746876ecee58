"""The Simplified Chinese texts: complete, up to date with the sources, and loadable."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
COMMITTED = FOLDER / "shopdesk_zh_CN.ts"
PLACEHOLDER = re.compile(r"\{\w*\}|%n")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _messages(path: Path) -> list[tuple[str, ElementTree.Element]]:
    root = ElementTree.parse(path).getroot()
    return [(c.findtext("name", ""), m) for c in root.iter("context") for m in c.iter("message")]


def _keys(path: Path) -> set[tuple[str, str]]:
    return {(context, message.findtext("source", "")) for context, message in _messages(path)}


def _translation(message: ElementTree.Element) -> str:
    return "".join(message.find("translation").itertext()).strip()  # type: ignore[union-attr]


def _sources() -> list[str]:
    files = [
        *ROOT.glob("shopdesk/ui/**/*.py"),
        *ROOT.glob("shopdesk/controllers/**/*.py"),
        ROOT / "shopdesk" / "app.py",
        ROOT / "shopdesk" / "program.py",
    ]
    return sorted(str(file.relative_to(ROOT)) for file in files)


def _lupdate() -> str | None:
    beside = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    return beside or shutil.which("pyside6-lupdate")


def test_no_text_of_the_program_is_new_or_gone(tmp_path: Path) -> None:
    tool = _lupdate()
    if tool is None:
        pytest.skip("pyside6-lupdate is not installed")
    fresh = tmp_path / "fresh.ts"
    command = [tool, "-silent", "-no-obsolete", "-locations", "none", *_sources(), "-ts", str(fresh)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    wanted, there = _keys(fresh), _keys(COMMITTED)
    assert not wanted - there, "not translated yet: run `make translations` and fill them in"
    assert not there - wanted, "no longer in the program: run `make translations`"


def test_the_file_says_its_languages() -> None:
    root = ElementTree.parse(COMMITTED).getroot()
    assert (root.get("sourcelanguage"), root.get("language")) == ("en", "zh_CN")


def test_every_text_is_translated_and_finished() -> None:
    messages = _messages(COMMITTED)
    assert len(messages) > 250
    open_ones = [
        (context, message.findtext("source"))
        for context, message in messages
        if not _translation(message) or message.find("translation").get("type")  # type: ignore[union-attr]
    ]
    assert open_ones == []


def test_only_key_names_stay_as_they_are() -> None:
    same = {
        message.findtext("source", "")
        for _context, message in _messages(COMMITTED)
        if not CHINESE.search(_translation(message))
    }
    assert same <= {"Ctrl+Enter", "Ctrl+O", "Ctrl+{0}", "{0} (Alt+{1})", "80|95", "{0} MB", "sMAPE"}


def test_placeholders_are_kept() -> None:
    for _context, message in _messages(COMMITTED):
        source = message.findtext("source", "")
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(_translation(message))), source


def test_the_compiled_file_holds_every_text() -> None:
    translator = QTranslator()
    assert translator.load(QLocale("zh_CN"), "shopdesk", "_", str(FOLDER))
    assert translator.translate("BasketPanel", "Complete sale") == "结账"
    assert translator.translate("Messages", "The price has never changed.") == "价格从未变过。"
    for context, message in _messages(COMMITTED):
        source = message.findtext("source", "")
        assert translator.translate(context, source).strip() == _translation(message), source


def test_other_languages_get_no_chinese() -> None:
    translator = QTranslator()
    assert not translator.load(QLocale("de_DE"), "shopdesk", "_", str(FOLDER))
