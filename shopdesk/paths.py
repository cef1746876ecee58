"""Where the program's resources and the user's data are: from source, installed, and frozen."""

from __future__ import annotations

import sys
from pathlib import Path

_NAME = "ShopDesk"


def resource_dir() -> Path:
    """Return the folder of icons, translations and the model manifest."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def user_data_dir() -> Path:
    """Return the user's data folder of this program; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def demo_folder() -> Path:
    """Return the folder of the demo shop; it may not exist yet."""
    return user_data_dir() / "demo"


def user_config_dir() -> Path:
    """Return the user's folder of settings of this program; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def user_log_dir() -> Path:
    """Return the user's folder of logs and crash reports of this program; it may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def manual_path(language: str) -> Path:
    """Return the folder of the manual (``index.md`` and its pages) in a language; English where there is no other."""
    resources = resource_dir()
    manual = resources / "manual"  # as installed; in the source it is written in docs
    if not manual.is_dir():
        manual = resources.parent / "docs" / "manual"
    return manual / "zh_CN" if language.lower().startswith("zh") else manual
