"""Makes a Debian package of a bundle: `make deb`.

    python packaging/linux/deb.py dist/ShopDesk dist

The packages it depends on are read from the libraries inside: what they need, and do not find in the bundle.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import icons  # noqa: E402

from shopdesk import __version__  # noqa: E402

HERE = ROOT / "packaging" / "linux"
# Fonts to draw with, and what Qt's Wayland plugin needs, which the machine that builds the package may lack.
ALSO_NEEDED = ["fonts-dejavu-core", "libwayland-cursor0", "libwayland-egl1"]
# The plugins through which sound reaches PulseAudio and PipeWire are loaded by name at run time.
RECOMMENDED = ["fonts-noto-cjk", "libasound2-plugins"]
MAINTAINER = "The ShopDesk authors <authors@shopdesk.invalid>"
CONTROL = """Package: shopdesk
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: recommendations, prices, photos and voice for a small shop
 One window for the owner of a small shop: what goes with what, where prices
 are heading, what is on a photo, and which product was just said aloud.
 .
 Everything runs on the shop's own computer, with the network unplugged.
"""
COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ShopDesk

Files: *
Copyright: The ShopDesk authors
License: Apache-2.0
 On Debian systems the licence is in /usr/share/common-licenses/Apache-2.0.
 .
 The parts that ShopDesk ships with are listed, each with its licence, in
 /usr/lib/shopdesk/_internal/THIRD-PARTY-NOTICES.txt.
"""


def output(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def is_elf(path: Path) -> bool:
    """Return whether a file is a program or library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed_libraries(files: Iterable[Path]) -> tuple[set[str], str]:
    """Return the names of the libraries that files are linked to, and the newest glibc version that they ask for."""
    names: set[str] = set()
    versions = {(2, 17)}
    for path in files:
        text = output("readelf", "--wide", "-d", "-V", str(path))
        names.update(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+?)\]", text))
        versions.update((int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", text))
    return names, ".".join(map(str, max(versions)))


def package_of(library: str, cache: str) -> str | None:
    """Return the Debian package of a library by its name, or None if the system does not have it."""
    found = re.search(rf"^\s*{re.escape(library)} .*?=> (\S+)$", cache, re.MULTILINE)
    if found is None:
        return None
    for path in (found[1], str(Path(found[1]).resolve()), "/usr" + found[1]):
        done = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":", 1)[0]
    return None


def dependencies(bundle: Path) -> list[str]:
    """Return the packages that the bundle needs."""
    elves = [path for path in bundle.rglob("*") if is_elf(path)]
    inside = {path.name for path in bundle.rglob("*")}
    names, glibc = needed_libraries(elves)
    cache = output("ldconfig", "-p")
    packages = {package_of(name, cache) for name in names - inside} - {None, "libc6"}
    return [f"libc6 (>= {glibc})", *sorted({*map(str, packages), *ALSO_NEEDED})]


def lay_out(bundle: Path, tree: Path) -> None:
    """Put the files of the package into ``tree`` as they are installed."""
    shutil.copytree(bundle, tree / "usr/lib/shopdesk", symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/shopdesk").symlink_to("../lib/shopdesk/shopdesk-cli")
    source = ROOT / "resources" / "icons" / "shopdesk.svg"
    themes = tree / "usr/share/icons/hicolor"
    for size in icons.SIZES:
        icons.png(source, themes / f"{size}x{size}/apps/shopdesk.png", size)
    files = {
        source: themes / "scalable/apps/shopdesk.svg",
        HERE / "shopdesk.desktop": tree / "usr/share/applications/shopdesk.desktop",
        HERE / "org.shopdesk.ShopDesk.metainfo.xml": tree / "usr/share/metainfo/org.shopdesk.ShopDesk.metainfo.xml",
        HERE / "lintian-overrides": tree / "usr/share/lintian/overrides/shopdesk",
    }
    for origin, target in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, target)
    documents = tree / "usr/share/doc/shopdesk"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(COPYRIGHT, encoding="utf-8")
    entry = (
        f"shopdesk ({__version__}) stable; urgency=low\n\n  * See CHANGELOG.md.\n\n -- {MAINTAINER}  {formatdate()}\n"
    )
    for text, target in (
        (entry.encode(), documents / "changelog.gz"),
        ((HERE / "shopdesk.1").read_bytes(), tree / "usr/share/man/man1/shopdesk.1.gz"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(text, 9, mtime=0))


def set_modes(tree: Path) -> None:
    """Give every folder 755, programs and starters 755, everything else 644."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        starts = path.parent.name == "shopdesk" and path.parent.parent.name == "lib" and is_elf(path)
        helper = path.name == "torch_shm_manager"
        path.chmod(0o755 if path.is_dir() or starts or helper else 0o644)
    tree.chmod(0o755)


def control(tree: Path, depends: list[str]) -> None:
    """Write the package's description and the sums of its files."""
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    (tree / "DEBIAN").mkdir()
    text = CONTROL.format(
        version=__version__,
        architecture=output("dpkg", "--print-architecture").strip(),
        maintainer=MAINTAINER,
        size=size,
        depends=", ".join(depends),
        recommends=", ".join(RECOMMENDED),
    )
    (tree / "DEBIAN/control").write_text(text, encoding="utf-8")
    sums = []
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            sums.append(
                f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}"
            )
    (tree / "DEBIAN/md5sums").write_text("\n".join(sums) + "\n", encoding="utf-8")
    for path in (tree / "DEBIAN").iterdir():
        path.chmod(0o644)
    (tree / "DEBIAN").chmod(0o755)


def main(bundle: Path, target: Path) -> Path:
    """Make the package and return its path."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    lay_out(bundle, tree)
    set_modes(tree)
    control(tree, dependencies(tree / "usr/lib/shopdesk"))
    architecture = output("dpkg", "--print-architecture").strip()
    package = target / f"shopdesk_{__version__}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(tree), str(package)], check=True)
    return package


if __name__ == "__main__":
    print(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
