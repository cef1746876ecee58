"""What makes a finished bundle smaller changes nothing that it does."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
import slim  # noqa: E402
import stand_ins  # noqa: E402

sys.path.remove(str(ROOT / "packaging"))
binutils = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("ld") is None, reason="this needs Linux and binutils"
)

SORT = """
from PySide6.QtCore import QCollator, QLocale, QTimeZone
words = ["zebra", "äpple", "apple", "öl", "Ähre", "z", "中国", "阿姨", "北京", "上海", "啊"]
for name in ("zh_CN", "en_GB", "de_DE", "sv_SE", "ja_JP"):
    order = QCollator(QLocale(name))
    print(name, sorted(words, key=order.sortKey))
print(QLocale("tr_TR").toUpper("istanbul"), QLocale("de_DE").toUpper("straße"))
for name in ("zh_CN", "en_GB"):
    names = QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale(name)
    print(QTimeZone(b"Europe/Berlin").displayName(*names))
print({line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line})
"""


def common_data(parts: dict[str, bytes]) -> bytes:
    """Build a small file as ICU has it."""
    header = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)
    names = b"".join(b"icudt73l/" + name.encode() + b"\0" for name in parts)
    table, body = b"", b""
    at, place = 4 + 8 * len(parts), 4 + 8 * len(parts) + len(names)
    for name, content in parts.items():
        table += struct.pack("<II", at, place + len(body))
        at += len(name) + 10
        body += content
    return header + struct.pack("<I", len(parts)) + table + names + body


def test_a_part_of_icus_data_keeps_names_and_contents() -> None:
    whole = common_data({"a.res": b"1" * 5, "b.cnv": b"2" * 7, "c.icu": b"3" * 9})
    small = slim.icu_subset(whole, lambda name: name != "b.cnv")
    assert small[:32] == whole[:32]
    assert struct.unpack_from("<I", small, 32) == (2,)
    found = {}
    for number in range(2):
        at, place = struct.unpack_from("<II", small, 36 + 8 * number)
        assert place % 16 == 0
        name = small[32 + at : small.index(b"\0", 32 + at)]
        found[name] = small[32 + place : 32 + place + (5 if number == 0 else 9)]
    assert found == {b"icudt73l/a.res": b"1" * 5, b"icudt73l/c.icu": b"3" * 9}
    with pytest.raises(ValueError, match="not ICU"):
        slim.icu_subset(b"x" * 64, lambda _: True)


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("zh_Hans_CN.res", True),
        ("en.res", True),
        ("root.res", True),
        ("pool.res", True),
        ("de.res", False),
        ("coll/de.res", True),
        ("zone/zh.res", True),
        ("zone/fr.res", False),
        ("translit/root.res", False),
        ("gb18030.cnv", True),
        ("ibm-1364_P110-2007.cnv", False),
        ("cnvalias.icu", True),
    ],
)
def test_which_of_icus_data_stays(name: str, stays: bool) -> None:
    assert slim.icu_wanted(name) is stays


@binutils
def test_words_are_sorted_as_before_with_the_small_data(tmp_path: Path) -> None:
    import PySide6

    found = sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    if not found:
        pytest.skip("this Qt brings no ICU")
    small = Path(shutil.copy(found[0], tmp_path))
    slim.trim_icu(small, slim.icu_wanted)
    assert small.stat().st_size < found[0].stat().st_size / 4
    said = []
    for preload in ("", str(small)):
        environment = {**os.environ, "LD_PRELOAD": preload}
        done = subprocess.run(
            [sys.executable, "-c", SORT], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout.splitlines())
    assert str(tmp_path) in said[1][-1]
    assert said[0][:-1] == said[1][:-1]


def test_a_library_that_is_there_twice_becomes_a_link(tmp_path: Path) -> None:
    for name in ("a/libone.so.1", "b/libone.so.1", "b/libother.so"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name[2:].encode())
    assert slim.link_twins(tmp_path) == [tmp_path / "b/libone.so.1"]
    assert os.readlink(tmp_path / "b/libone.so.1") == "../a/libone.so.1"
    assert (tmp_path / "b/libone.so.1").read_bytes() == b"libone.so.1"


def test_hashes_use_the_openssl_that_is_there_for_the_database(tmp_path: Path) -> None:
    (tmp_path / "psycopg_binary.libs").mkdir()
    (tmp_path / "libcrypto.so.3").write_bytes(b"old")
    slim.share_crypto(tmp_path)
    assert (tmp_path / "libcrypto.so.3").read_bytes() == b"old"
    (tmp_path / "psycopg_binary.libs" / "libcrypto-3a06.so.3").write_bytes(b"new")
    slim.share_crypto(tmp_path)
    assert (tmp_path / "libcrypto.so.3").read_bytes() == b"new"
    assert (tmp_path / "libcrypto.so.3").is_symlink()


def test_libraries_that_nothing_is_linked_to_go_with_those_that_only_they_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = {
        "program": {"libused.so.1"},
        "libused.so.1": set(),
        "liborphan.so.1": {"libchild.so.1"},
        "libchild.so.1": set(),
        "libportaudio.so.2": {"libjack.so.0"},
        "libjack.so.0": set(),
    }
    for name in links:
        (tmp_path / name).touch()
    monkeypatch.setattr(slim, "needs", lambda path: links[path.name])
    assert slim.drop_orphans(tmp_path) == ["libchild.so.1", "liborphan.so.1"]
    assert {path.name for path in tmp_path.iterdir()} == set(links) - {"libchild.so.1", "liborphan.so.1"}


def test_charts_and_optimisers_work_beside_the_stand_ins() -> None:
    code = f"""
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, {str(ROOT / "packaging")!r})
import stand_ins
from PySide6.QtWidgets import QApplication
app = QApplication([])
import pyqtgraph
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3], [3, 1, 2])
plot.resize(300, 200)
assert not plot.grab().isNull()
from scipy.optimize import minimize
assert abs(minimize(lambda x: (x[0] - 2) ** 2, [0.0], method="L-BFGS-B").x[0] - 2) < 1e-4
try:
    sys.modules["PySide6.QtOpenGLWidgets"].QOpenGLWidget()
except ImportError as error:
    print(error)
print(*[name for name in stand_ins.NAMES if type(sys.modules[name]).__name__ != "_StandIn"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "QOpenGLWidget is left out of the bundle\n\n"
    assert set(stand_ins.NAMES) >= {"PySide6.QtOpenGL", "scipy.optimize._highspy._core"}
