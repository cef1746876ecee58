"""What the settings are called and what they do, in the language of now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from shopdesk.settings.keys import KEYS
from shopdesk.settings.setting import Setting
from shopdesk.ui.actions import titles


def sections() -> dict[str, tuple[str, str]]:
    """Return the sections in their order: title and icon."""
    translate = QCoreApplication.translate
    return {
        "shop": (translate("Settings", "Shop"), "basket"),
        "look": (translate("Settings", "Look and language"), "sun"),
        "voice": (translate("Settings", "Voice and sounds"), "microphone"),
        "keys": (translate("Settings", "Keys"), "keyboard"),
        "backup": (translate("Settings", "Backups and privacy"), "shield"),
        "speed": (translate("Settings", "Speed"), "sliders"),
    }


def section_of(setting: Setting[Any]) -> str:
    """Return the section of the dialog that shows a setting."""
    return {"sound": "voice", "privacy": "backup"}.get(setting.section, setting.section)


def texts() -> dict[str, tuple[str, str]]:
    """Return title and explanation of each setting by its key."""
    translate = QCoreApplication.translate
    return {
        **_shop(),
        **_look(),
        "voice/microphone": (
            translate("Settings", "Microphone"),
            translate("Settings", "The one that listens while you hold the key."),
        ),
        "voice/key": (
            translate("Settings", "Key to speak"),
            translate("Settings", "Hold it, say a product, let go. It works from every tab."),
        ),
        "sound/scan": (
            translate("Settings", "Sound when a barcode is scanned"),
            translate("Settings", "A short tone says that it was taken, a low one that the product is not known."),
        ),
        "sound/voice": (
            translate("Settings", "Sounds of the voice search"),
            translate("Settings", "Tones say when ShopDesk listens and whether it understood."),
        ),
        **{setting.key: (titles()[name], "") for name, setting in KEYS.items()},
        "backup/daily": (
            translate("Settings", "A backup every day"),
            translate("Settings", "Made in the background and checked. 7 days, 4 weeks and 12 months are kept."),
        ),
        "backup/folder": (
            translate("Settings", "Folder for backups"),
            translate("Settings", "Best on another disk or a memory stick that stays in this computer."),
        ),
        "privacy/names": (
            translate("Settings", "Keep names of customers"),
            translate("Settings", "Without names a customer is a number. Names that are there are erased for good."),
        ),
        "speed/engine_process": (
            translate("Settings", "Compute in a process of its own"),
            translate("Settings", "Keeps the window quick. Turn it off on a computer with little memory."),
        ),
        "speed/threads": (
            translate("Settings", "Processor cores for computing"),
            translate("Settings", "More makes learning faster and leaves less for the till."),
        ),
    }


def _shop() -> dict[str, tuple[str, str]]:
    translate = QCoreApplication.translate
    return {
        "shop/name": (
            translate("Settings", "Name of the shop"),
            translate("Settings", "It stands in the title of the window and on the start page."),
        ),
        "shop/currency": (
            translate("Settings", "Currency"),
            translate("Settings", "Prices keep their figures: 1.20 stays 1.20 in another currency."),
        ),
        "shop/tax": (
            translate("Settings", "Tax of new products, in per cent"),
            translate("Settings", "It is contained in the price. Products that are there keep theirs."),
        ),
        "shop/show_tax": (
            translate("Settings", "Show the tax in the basket"),
            translate("Settings", "Under the total: how much of it is tax."),
        ),
        "shop/unit": (
            translate("Settings", "New products are sold by"),
            translate("Settings", "The unit that a product gets when you add it."),
        ),
        "shop/oversell": (
            translate("Settings", "When more is sold than is in stock"),
            translate("Settings", "Warn and sell, or refuse the sale."),
        ),
    }


def _look() -> dict[str, tuple[str, str]]:
    translate = QCoreApplication.translate
    return {
        "look/theme": (
            translate("Settings", "Light or dark"),
            translate("Settings", "As the system has it, or always the same."),
        ),
        "look/language": (
            translate("Settings", "Language"),
            translate("Settings", "The window is drawn anew in it; nothing that is open is lost on disk."),
        ),
        "look/motion": (
            translate("Settings", "Movement"),
            translate("Settings", "Reduced: nothing slides or fades."),
        ),
        "look/scale": (
            translate("Settings", "Size of everything"),
            translate("Settings", "On top of what the system says."),
        ),
        "look/start_page": (
            translate("Settings", "Open with the start page"),
            translate("Settings", "Otherwise ShopDesk opens where you left it."),
        ),
    }


def choice_texts(key: str) -> dict[str, str]:
    """Return what the choices of a setting are called, by the choice as text."""
    translate = QCoreApplication.translate
    system = translate("Settings", "As the system")
    return {
        "look/theme": {
            "system": system,
            "light": translate("Settings", "Light"),
            "dark": translate("Settings", "Dark"),
        },
        # languages are called as they call themselves
        "look/language": {"system": system, "en": "English", "zh_CN": "简体中文", "pseudo": "Ƥšéûðô"},
        "look/motion": {
            "system": system,
            "full": translate("Settings", "Full"),
            "reduced": translate("Settings", "Reduced"),
        },
        "look/scale": {str(share): f"{QLocale().toString(share)} %" for share in (100, 125, 150, 175, 200)},
        "shop/unit": {
            "piece": translate("Settings", "Piece"),
            "kg": translate("Settings", "Kilogram"),
            "g": translate("Settings", "Gram"),
            "l": translate("Settings", "Litre"),
            "m": translate("Settings", "Metre"),
        },
        "shop/oversell": {"warn": translate("Settings", "Warn"), "refuse": translate("Settings", "Refuse")},
    }.get(key, {})


def effect_text(setting: Setting[Any]) -> str:
    """Return when a setting acts, where that is not at once."""
    if setting.effect == "restart":
        return QCoreApplication.translate("Settings", "Acts when ShopDesk is started again.")
    return ""
