"""What a database says when something is wrong, and which code of ours names it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

# What SQLite says, and which code names it.
_SQLITE = (
    ("not a database", "shop.damaged"),
    ("malformed", "shop.damaged"),
    ("file is encrypted", "shop.damaged"),
    ("readonly", "shop.read_only"),
    ("unable to open", "shop.read_only"),
    ("locked", "shop.busy"),
    ("disk is full", "shop.disk_full"),
    ("disk I/O error", "shop.disk_full"),
    ("could not decode to utf-8", "shop.damaged"),
)
# SQLSTATE of PostgreSQL, by its first characters: the longest that fits wins.
_POSTGRES = {
    "22001": "value.too_long",
    "22021": "value.bad_text",
    "28": "shop.refused",
    "3D000": "shop.no_database",
    "40": "shop.busy",
    "42501": "shop.refused",
    "53": "shop.server_full",
    "53300": "shop.busy",
    "55P03": "shop.busy",
    "57": "shop.offline",
    "08": "shop.offline",
}
_AGAIN = ("40001", "40P01", "55P03", "53300")


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's name for the error, or an empty text."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def code_of(error: DBAPIError, is_sqlite: bool) -> str | None:
    """The code of an error that can be expected, None for a mistake of ours."""
    if is_sqlite:
        said = str(error.orig)
        return next((code for symptom, code in _SQLITE if symptom in said), None)
    state = sqlstate(error)
    known = [start for start in _POSTGRES if state and state.startswith(start)]
    if known:
        return _POSTGRES[max(known, key=len)]
    if error.connection_invalidated or (isinstance(error, OperationalError) and not state):
        said = str(error.orig)
        return "shop.refused" if "authentication failed" in said else "shop.offline"
    if "NUL (0x00)" in str(error.orig):
        return "value.bad_text"
    return None


def passes(error: DBAPIError) -> bool:
    """Whether the same change may succeed when it is begun again."""
    return sqlstate(error) in _AGAIN
