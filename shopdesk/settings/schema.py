"""Every setting of ShopDesk. The dialog, the file and the tests are driven by this list."""

from __future__ import annotations

from typing import Any

from shopdesk.settings.keys import KEYS
from shopdesk.settings.setting import Setting

THEME = Setting("look/theme", "system", ("system", "light", "dark"))
LANGUAGE = Setting("look/language", "system", ("system", "en", "zh_CN", "pseudo"), effect="window")
MOTION = Setting("look/motion", "system", ("system", "full", "reduced"))
SCALE = Setting("look/scale", 100, (100, 125, 150, 175, 200), effect="restart")
START_PAGE = Setting("look/start_page", True)

MICROPHONE = Setting("voice/microphone", "", kind="microphone")
VOICE_KEY = Setting("voice/key", "F2", kind="key")
SOUND_SCAN = Setting("sound/scan", True)
SOUND_VOICE = Setting("sound/voice", True)

WINDOW_PLACE = Setting("window/place", "", kind="hidden")  # where the window stood, as Qt writes it
WINDOW_TAB = Setting("window/tab", "", ("", "start", "recommend", "prices", "photos", "voice"), kind="hidden")

SHOP_NAME = Setting("shop/name", "", scope="shop", stored="shop.name")
CURRENCY = Setting("shop/currency", "EUR", scope="shop", stored="currency", kind="currency")
TAX = Setting("shop/tax", 0.0, lowest=0.0, highest=100.0, scope="shop", stored="shop.tax")
SHOW_TAX = Setting("shop/show_tax", True, scope="shop", stored="shop.show_tax")
UNIT = Setting("shop/unit", "piece", ("piece", "kg", "g", "l", "m"), scope="shop", stored="shop.unit")
OVERSELL = Setting("shop/oversell", "warn", ("warn", "refuse"), scope="shop", stored="stock.oversell")
DAILY_BACKUP = Setting("backup/daily", True, scope="shop", stored="backup.daily")
BACKUP_FOLDER = Setting("backup/folder", "", scope="shop", kind="folder")  # kept in a file beside the shop
NAMES = Setting("privacy/names", True, scope="shop", stored="customers.names")

ENGINE_PROCESS = Setting("speed/engine_process", True, effect="restart")
THREADS = Setting("speed/threads", 1, lowest=1, highest=16, effect="restart")

PROGRAM: tuple[Setting[Any], ...] = (
    *(THEME, LANGUAGE, MOTION, SCALE, START_PAGE),
    *(MICROPHONE, VOICE_KEY, SOUND_SCAN, SOUND_VOICE),
    *KEYS.values(),
    *(ENGINE_PROCESS, THREADS),
    *(WINDOW_PLACE, WINDOW_TAB),
)
SHOP: tuple[Setting[Any], ...] = (
    *(SHOP_NAME, CURRENCY, TAX, SHOW_TAX, UNIT, OVERSELL),
    *(DAILY_BACKUP, BACKUP_FOLDER, NAMES),
)
"""What belongs to the shop: it is kept in the shop's own database, so that all its tills have it."""
BY_KEY: dict[str, Setting[Any]] = {setting.key: setting for setting in PROGRAM}
