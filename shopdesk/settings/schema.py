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

ENGINE_PROCESS = Setting("speed/engine_process", True, effect="restart")
THREADS = Setting("speed/threads", 1, lowest=1, highest=16, effect="restart")

PROGRAM: tuple[Setting[Any], ...] = (
    *(THEME, LANGUAGE, MOTION, SCALE, START_PAGE),
    *(MICROPHONE, VOICE_KEY, SOUND_SCAN, SOUND_VOICE),
    *KEYS.values(),
    *(ENGINE_PROCESS, THREADS),
)
BY_KEY: dict[str, Setting[Any]] = {setting.key: setting for setting in PROGRAM}
