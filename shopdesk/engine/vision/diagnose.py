"""Why a file is no photo, in terms of what it is instead: the owner can act on that, not on "cannot be decoded"."""

from __future__ import annotations

from pathlib import Path

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_HEAD = 512


def why_unreadable(path: Path) -> str:
    """Return the code of the error that says best why a file could not be decoded.

    Parameters
    ----------
    path : Path
        A file that was refused as ``image.unreadable``.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return "file.unreadable"
    if not head:
        return "image.empty"
    if not any(head):
        return "image.zeros"
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image.cut_off"
    return _other_kind(head)


def _other_kind(head: bytes) -> str:
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand in (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc"):
        return "image.heic"
    if brand == b"avif":
        return "image.cut_off"
    if brand or head.startswith(b"\x1aE\xdf\xa3"):
        return "image.video"
    if head.startswith(b"%PDF"):
        return "image.document"
    if head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "image.archive"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        return "image.drawing"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "image.web_page"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # a character may be cut in two where the reading stopped
            return "image.unreadable"
    return "image.unreadable" if b"\0" in head else "image.text"
