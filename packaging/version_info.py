"""The version resource of the Windows programs, from the version in shopdesk/__init__.py."""

from __future__ import annotations

from shopdesk import __title__, __version__

_TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable("040904B0", [
{strings}
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def text() -> str:
    """Return the resource as PyInstaller reads it."""
    numbers = tuple(([int(part) for part in __version__.split(".")] + [0, 0, 0, 0])[:4])
    strings = {
        "CompanyName": __title__,
        "FileDescription": "Recommendations, prices, photos and voice for a small shop",
        "FileVersion": __version__,
        "InternalName": __title__,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{__title__}.exe",
        "ProductName": __title__,
        "ProductVersion": __version__,
    }
    lines = ",\n".join(f'      StringStruct("{name}", "{value}")' for name, value in strings.items())
    return _TEXT.format(numbers=numbers, strings=lines)
