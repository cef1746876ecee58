"""Makes the libraries of a finished bundle smaller, without changing what they do. Linux only; needs binutils.

Symbols for debuggers go, files that are in the bundle twice become links, and ICU keeps the data of the languages that
ShopDesk speaks and how all others sort.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

# Loaded by name, so that no library asks for them.
_LOADED_BY_NAME = re.compile(r"^lib(?:python3|portaudio)")
# Data of ICU that Qt does not ask for: transliteration, spelled-out numbers, units, dictionaries of word breaks.
_ICU_UNUSED = re.compile(r"^(?:translit|rbnf|unit|lang|region|brkitr)/|\.cnv$|^unames\.icu$|^confusables\.cfu$|\.spp$")
_ICU_CONVERTERS = re.compile(r"^(?:gb18030|ibm-1386_P100-2001|windows-950-2000|euc-jp-2007)\.cnv$")
_ICU_NAMES = re.compile(r"^(?:curr/|zone/)?([a-z]{2,3})(?:_\w+)?\.res$")
_ICU_LANGUAGES = {"en", "zh"}
_ICU_ALIGNMENT = 16


def run(*command: str) -> str:
    """Run a program of binutils and return what it prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def slim(folder: Path) -> None:
    """Make the libraries under a folder smaller."""
    if shutil.which("strip") is None:
        return
    for path in sorted({path.resolve() for path in folder.rglob("*.so*") if path.is_file()}):
        strip(path)
    for path in folder.rglob("libicudata.so.*"):
        if not path.is_symlink():
            trim_icu(path, icu_wanted)
    link_twins(folder)
    share_crypto(folder)
    drop_orphans(folder)


def strip(path: Path) -> bool:
    """Drop the symbols of a library; those that a wheel's tools have moved about would break, and stay as they are."""
    whole = path.read_bytes()
    subprocess.run(["strip", "--strip-unneeded", str(path)], capture_output=True, check=True)
    segments = re.findall(r"^ +LOAD +(\S+) (\S+) .* (\S+)$", run("readelf", "-lW", str(path)), re.MULTILINE)
    fits = all((int(place, 16) - int(address, 16)) % int(align, 16) == 0 for place, address, align in segments)
    if not fits:
        path.write_bytes(whole)
    return fits


def link_twins(folder: Path) -> list[Path]:
    """Replace libraries that are in a folder twice by links to the first. Returns those that are links now."""
    seen: dict[str, Path] = {}
    twins = []
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or not path.is_file():
            continue
        first = seen.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
        if first != path:
            path.unlink()
            path.symlink_to(os.path.relpath(first, path.parent))
            twins.append(path)
    return twins


def share_crypto(folder: Path) -> None:
    """Let Python's hashes use the OpenSSL that psycopg brings: the newer of two, under another name."""
    other = sorted((folder / "psycopg_binary.libs").glob("libcrypto-*.so.3"))
    own = folder / "libcrypto.so.3"
    if own.exists() and other:
        own.unlink()
        own.symlink_to(other[0].relative_to(folder))


def needs(path: Path) -> set[str]:
    """Return the names of the libraries that a program or library is linked to; none for other files."""
    if path.is_symlink() or not path.is_file():
        return set()
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return set()
    return set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+?)\]", run("readelf", "-dW", str(path))))


def drop_orphans(folder: Path) -> list[str]:
    """Remove libraries of the system that only left-out ones were linked to. Returns their names."""
    links = {path: needs(path) for path in folder.rglob("*") if path.is_file()}
    gone: list[str] = []
    while True:
        asked = {name for names in links.values() for name in names}
        orphans = [
            path
            for path in links
            if path.parent == folder and path.name.startswith("lib") and ".so" in path.name
            if path.name not in asked and not _LOADED_BY_NAME.match(path.name)
        ]
        if not orphans:
            return sorted(gone)
        for path in orphans:
            path.unlink()
            del links[path]
            gone.append(path.name)


def icu_wanted(name: str) -> bool:
    """Return whether a part of ICU's data stays, by its name without the version."""
    if _ICU_CONVERTERS.search(name):
        return True
    if _ICU_UNUSED.search(name):
        return False
    language = _ICU_NAMES.match(name)
    return language is None or language[1] in _ICU_LANGUAGES


def trim_icu(library: Path, wanted: Callable[[str], bool]) -> None:
    """Write ICU's library of data anew with the parts that are wanted."""
    found = re.search(r"(\d+) OBJECT +GLOBAL DEFAULT +\d+ (icudt\d+_dat)$", run("readelf", "-sW", str(library)), re.M)
    name = re.search(r"soname: \[(.+)\]", run("readelf", "-dW", str(library)))
    if found is None or name is None:
        raise ValueError(f"{library} is not ICU's data")
    with tempfile.TemporaryDirectory() as place:
        raw, made, new = Path(place) / "data.bin", Path(place) / "data.o", Path(place) / name[1]
        run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(raw))
        raw.write_bytes(icu_subset(raw.read_bytes(), wanted))
        kind = re.search(r"file format (\S+)", run("objdump", "-f", str(library)))
        assert kind is not None
        start = re.sub(r"\W", "_", str(raw))
        run(
            "objcopy", "-I", "binary", "-O", kind[1],
            "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents",
            "--set-section-alignment", f".data={_ICU_ALIGNMENT}", "--redefine-sym", f"_binary_{start}_start={found[2]}",
            "--strip-symbol", f"_binary_{start}_end", "--strip-symbol", f"_binary_{start}_size", str(raw), str(made),
        )  # fmt: skip
        run("ld", "-shared", "-z", "noexecstack", "-soname", name[1], "-o", str(new), str(made))
        strip(new)
        shutil.copyfile(new, library)


def icu_subset(data: bytes, wanted: Callable[[str], bool]) -> bytes:
    """Return ICU's common data with the wanted parts only: a header, a table of names and places, and the parts."""
    length, first, second = struct.unpack_from("<HBB", data)
    if (first, second) != (0xDA, 0x27) or data[12:16] != b"CmnD":
        raise ValueError("this is not ICU's common data")
    (count,) = struct.unpack_from("<I", data, length)
    table = [struct.unpack_from("<II", data, length + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in table[1:]] + [len(data) - length]
    parts = []
    for (at, place), end in zip(table, ends, strict=True):
        name = data[length + at : data.index(b"\0", length + at)]
        if wanted(name.decode().split("/", 1)[1]):
            parts.append((name, data[length + place : length + end]))
    names = b"".join(name + b"\0" for name, _ in parts)
    names_at = 4 + 8 * len(parts)
    body = bytearray(names_at + len(names))
    struct.pack_into("<I", body, 0, len(parts))
    body[names_at:] = names
    at = names_at
    for number, (name, content) in enumerate(parts):
        body += bytes(-len(body) % _ICU_ALIGNMENT)
        struct.pack_into("<II", body, 4 + 8 * number, at, len(body))
        body += content
        at += len(name) + 1
    return data[:length] + bytes(body)
