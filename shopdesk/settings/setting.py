"""What a setting is: its key, its type, its default, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from shopdesk.engine.errors import DataError

T = TypeVar("T", bool, int, float, str)
Scope = Literal["program", "shop"]
Effect = Literal["now", "window", "restart"]


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that can be set.

    Parameters
    ----------
    key : str
        ``section/name``. It is what stands in the file: a key is never reused for another meaning.
    default : bool, int, float or str
        The value as long as nothing is chosen; its type is the setting's type.
    choices : tuple
        The only values that are allowed; empty if others are.
    lowest, highest : int or float, optional
        The range of a number.
    scope : {"program", "shop"}
        Whether it belongs to this computer or to the shop's data.
    stored : str
        The name under which the shop keeps it, where that is not the key.
    effect : {"now", "window", "restart"}
        When it acts: at once, in a window that is built anew, or after ShopDesk was started again.
    kind : str
        What the value stands for, for the one who edits it: ``key``, ``microphone``, ``folder``, ``currency``;
        ``hidden`` for what ShopDesk remembers by itself.
    """

    key: str
    default: T
    choices: tuple[T, ...] = ()
    lowest: T | None = None
    highest: T | None = None
    scope: Scope = "program"
    stored: str = ""
    effect: Effect = "now"
    kind: str = ""

    @property
    def section(self) -> str:
        """The part of the key before the slash."""
        return self.key.partition("/")[0]

    @property
    def name(self) -> str:
        """The part of the key after the slash."""
        return self.key.partition("/")[2]

    def check(self, value: object) -> T:
        """Return the value in the setting's type.

        Raises
        ------
        DataError
            ``settings.bad_value`` if it has another type, is no choice or lies outside the range.
        """
        wanted = type(self.default)
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not wanted or not self._fits(value):
            raise DataError("settings.bad_value", key=self.key, value=repr(value))
        return value  # type: ignore[return-value]  # its type has just been compared

    def _fits(self, value: object) -> bool:
        if self.choices and value not in self.choices:
            return False
        if isinstance(value, int | float):
            low = self.lowest is None or self.lowest <= value  # type: ignore[operator]
            return low and (self.highest is None or value <= self.highest)  # type: ignore[operator]
        return True
