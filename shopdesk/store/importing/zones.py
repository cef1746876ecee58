"""Time zones by the English labels that tills write: the city of a zone, or the name of a belt."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

# Labels that are not the city of an IANA zone.
_BELTS = {
    "pacific time (us & canada)": "America/Los_Angeles",
    "mountain time (us & canada)": "America/Denver",
    "central time (us & canada)": "America/Chicago",
    "eastern time (us & canada)": "America/New_York",
    "atlantic time (canada)": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "alaska": "America/Juneau",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "indiana (east)": "America/Indiana/Indianapolis",
    "saskatchewan": "America/Regina",
    "central america": "America/Guatemala",
    "american samoa": "Pacific/Pago_Pago",
    "brasilia": "America/Sao_Paulo",
    "quito": "America/Guayaquil",
    "guadalajara": "America/Mexico_City",
    "georgetown": "America/Guyana",
    "edinburgh": "Europe/London",
    "bern": "Europe/Zurich",
    "kyiv": "Europe/Kiev",
    "st. petersburg": "Europe/Moscow",
    "beijing": "Asia/Shanghai",
    "osaka": "Asia/Tokyo",
    "sapporo": "Asia/Tokyo",
    "mumbai": "Asia/Kolkata",
    "chennai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "islamabad": "Asia/Karachi",
    "hanoi": "Asia/Ho_Chi_Minh",
    "abu dhabi": "Asia/Dubai",
    "pretoria": "Africa/Johannesburg",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
    "international date line west": "Etc/GMT+12",
}


@cache
def city_zones() -> dict[str, str]:
    """Zones by their label in small letters."""
    cities: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        area, _, city = zone.rpartition("/")
        if area and area.split("/", 1)[0] not in ("Etc", "SystemV", "US", "posix", "right"):
            cities.setdefault(city.replace("_", " ").casefold(), zone)
    return cities | _BELTS
