"""The licences of everything that ShopDesk ships with, collected from what is installed.

    python packaging/notices.py [FILE]

Refuses a part whose licence forbids selling with it, or would bind ShopDesk itself: GPL and AGPL without an exception
or a choice, and everything non-commercial. The LGPL is fine: those parts are separate files that anybody may exchange.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = ("tills", "encryption")
# Needed to install, but no part of the bundle: see contents.EXCLUDES.
LEFT_OUT = {
    "certifi",
    "charset-normalizer",
    "colorama",
    "idna",
    "networkx",
    "requests",
    "setuptools",
    "tqdm",
    "urllib3",
}
# Parts whose own description names no licence, with the one that their licence file states.
STATED = {"sqlcipher3": "Zlib", "scipy": "BSD-3-Clause"}
_LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice)")
_BINDING = re.compile(r"(?i)(?<![a-z])(?:a?gpl|gnu (?:affero )?general public)|non-?commercial|(?<![a-z])NC(?![a-z])")
_EXCEPTED = re.compile(r"(?i)exception")
# Debian packages whose libraries PyInstaller takes along; looked at one by one. Others stop the build.
# Sleepycat asks for the source of what uses it: all of it is open. (PortAudio needs JACK's library, and that libdb.)
_BY_LICENCE = {
    "0BSD": "liblzma5",
    "AFL-2.1 OR GPL-2.0-or-later": "libdbus-1-3",
    "Apache-2.0": "libssl3",
    "BSD-2-Clause": "liblz4-1",
    "BSD-3-Clause": "libbsd0 libmd0 libpcre2-8-0 libuuid1",
    "BSD-3-Clause OR GPL-2.0-only": "libcap2 libzstd1",
    "FTL OR GPL-2.0-or-later": "libfreetype6",
    "GPL-3.0-or-later WITH GCC-exception-3.1": "libgcc-s1 libgomp1 libstdc++6",
    "HPND": "libfontconfig1",
    "IJG AND BSD-3-Clause AND Zlib": "libjpeg62-turbo",
    "LGPL-2.0-or-later": "libkeyutils1",
    "LGPL-2.1-or-later": ("libasound2 libc6 libgcrypt20 libglib2.0-0 libgpg-error0 libjack-jackd2-0 libsystemd0"),
    "MIT": (
        "libbrotli1 libcom-err2 libexpat1 libffi8 libgssapi-krb5-2 libk5crypto3 libkrb5-3 "
        "libkrb5support0 libportaudio2 libx11-6 libx11-xcb1 libxau6 libxcb-cursor0 libxcb-glx0 "
        "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 "
        "libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxdmcp6 libxext6 "
        "libxkbcommon-x11-0 libxkbcommon0 libxrender1"
    ),
    "Sleepycat": "libdb5.3",
    "Zlib": "zlib1g",
    "bzip2-1.0.6": "libbz2-1.0",
    "libpng-2.0": "libpng16-16",
    "public domain": "libselinux1 libsqlite3-0",
}
SYSTEM_PARTS = {package: licence for licence, packages in _BY_LICENCE.items() for package in packages.split()}


@dataclass(frozen=True)
class Part:
    """Something that ships with ShopDesk: its name, version, licence and the texts that must go along."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


class Refused(Exception):
    """A part's licence does not allow to ship it."""


def allowed(licence: str) -> bool:
    """Return whether a licence (an SPDX expression or a name) lets ShopDesk ship it; of a choice one is enough."""
    choices = re.split(r"(?i)\s+or\s+", licence)
    return any(licence_part_allowed(choice) for choice in choices)


def licence_part_allowed(choice: str) -> bool:
    """Return whether one choice is allowed: all that is joined by "and" must be."""
    parts = re.split(r"(?i)\s+and\s+", choice)
    return all(not _BINDING.search(part) or bool(_EXCEPTED.search(part)) for part in parts)


def licence_of(distribution: metadata.Distribution) -> str:
    """Return the licence that an installed package states."""
    about = distribution.metadata
    if about["Name"] in STATED:
        return STATED[about["Name"]]
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    if about.get("License") and len(about["License"]) < 80:
        return str(about["License"])
    names = [
        line.split("::")[-1].strip() for line in about.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    return " AND ".join(names)


def texts_of(distribution: metadata.Distribution) -> tuple[tuple[str, str], ...]:
    """Return name and text of the licence files of an installed package."""
    found = {}
    for file in distribution.files or []:
        if _LICENCE_FILE.search(file.name) and file.suffix not in {".py", ".pyc", ".so", ".h", ".hpp"}:
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                found[file.name if file.name not in found else str(file)] = path.read_text("utf-8", errors="replace")
    return tuple(sorted(found.items()))


def installed(name: str = "shopdesk", extras: Iterable[str] = EXTRAS) -> list[metadata.Distribution]:
    """Return every installed package that ShopDesk needs, itself left out."""
    found: dict[str, metadata.Distribution] = {}

    def visit(name: str, extras: tuple[str, ...]) -> None:
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in LEFT_OUT or (key in found and not extras):
            return
        try:
            found[key] = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system
            return
        for line in found[key].requires or []:
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
                visit(need.name, tuple(need.extras))

    visit(name, tuple(extras))
    return [found[key] for key in sorted(found) if key != re.sub(r"[-_.]+", "-", name).lower()]


def python_parts() -> list[Part]:
    """Return the Python packages, and Python itself."""
    parts = [Part(d.metadata["Name"], d.version, licence_of(d), texts_of(d)) for d in installed()]
    python = Path(sys.base_prefix) / "LICENSE.txt"
    candidates = [python, *Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt")]
    texts = tuple(("LICENSE.txt", path.read_text("utf-8")) for path in candidates if path.is_file())[:1]
    return [Part("Python", sys.version.split()[0], "PSF-2.0", texts), *parts]


def model_parts() -> list[Part]:
    """Return the models of the manifest."""
    manifest = json.loads((ROOT / "resources" / "models" / "manifest.json").read_text("utf-8"))
    return [Part(m["name"], m["version"], m["licence"], (("source", m["source"]),)) for m in manifest["models"]]


def system_parts(files: Iterable[str]) -> list[Part]:
    """Return the Debian packages that the named libraries come from."""
    if shutil.which("dpkg-query") is None:
        return []
    packages = {package_of(file) for file in files if file.startswith(("/lib/", "/usr/lib/"))} - {None}
    parts = []
    for package in sorted(str(package) for package in packages):
        if package not in SYSTEM_PARTS:
            raise Refused(f"The libraries of {package} are not known; look at their licence and add it to SYSTEM_PARTS")
        version = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}\n", package], capture_output=True, text=True, check=True
        ).stdout.splitlines()[0]
        about = Path("/usr/share/doc") / package / "copyright"
        text = about.read_text("utf-8", errors="replace") if about.is_file() else ""
        parts.append(Part(package, version, SYSTEM_PARTS[package], (("copyright", text),)))
    return parts


def package_of(file: str) -> str | None:
    """Return the Debian package of a file; folders that are links are looked through."""
    for path in (file, str(Path(file).resolve()), file.removeprefix("/usr")):
        done = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":", 1)[0]
    return None


def check(parts: Iterable[Part]) -> None:
    """Raise :class:`Refused` if a part may not be shipped or states no licence."""
    for part in parts:
        if not part.licence:
            raise Refused(f"{part.name} {part.version} states no licence; look at its files and add it to STATED")
        if not allowed(part.licence):
            raise Refused(f"{part.name} {part.version} is under {part.licence} and may not be shipped")


def write(target: Path, files: Iterable[str] = ()) -> Path:
    """Write the notices of all parts; ``files`` are the libraries that go along from the system."""
    parts = [*python_parts(), *system_parts(list(files)), *model_parts()]
    check(parts)
    lines = ["ShopDesk is under the Apache License 2.0. It ships with the parts below, each under its own licence.", ""]
    lines += [f"{part.name} {part.version}: {part.licence}" for part in parts]
    texts = [(f"{part.name} {part.version}, {name}", text.strip()) for part in parts for name, text in part.texts]
    for name in ("LGPL-3.0", "GPL-3.0"):  # Qt for Python and psycopg name these without bringing them
        texts.append((name, (ROOT / "packaging" / "licences" / f"{name}.txt").read_text("utf-8").strip()))
    said: dict[str, str] = {}
    for title, text in texts:
        first = said.setdefault(text, title)
        words = text if first == title else f"The same text as of {first}."
        lines += ["", "=" * 100, title, "=" * 100, "", words]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    print(write(Path(sys.argv[1] if len(sys.argv) > 1 else "THIRD-PARTY-NOTICES.txt")))
