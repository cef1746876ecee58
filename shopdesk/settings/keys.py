"""The keys of all commands, which the owner may change. What each command does is in ``ui/actions.py``."""

from __future__ import annotations

from shopdesk.settings.setting import Setting

DEFAULTS: dict[str, str] = {
    "start": "Ctrl+0",
    "recommend": "Ctrl+1",
    "prices": "Ctrl+2",
    "photos": "Ctrl+3",
    "voice": "Ctrl+4",
    "everything": "Ctrl+K",
    "search": "Ctrl+L",
    "quantity": "Ctrl+B",
    "sell": "Ctrl+Return",
    "park": "Ctrl+P",
    "receipts": "Ctrl+E",
    "import": "Ctrl+I",
    "care": "Ctrl+Shift+S",
    "settings": "Ctrl+,",
    "help": "F1",
    "theme": "Ctrl+Shift+L",
    "demo": "Ctrl+Shift+D",
    "close": "Ctrl+Q",
}
KEYS: dict[str, Setting[str]] = {name: Setting(f"keys/{name}", key, kind="key") for name, key in DEFAULTS.items()}
