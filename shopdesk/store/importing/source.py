"""What is known of an export: its fingerprint, and which of its columns is which of our fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shopdesk.store.values import fold

Names = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """An export of a program.

    Attributes
    ----------
    names : dict
        Our fields to the headers they may have there.
    patterns : dict
        Fields to the shape of headers that carry a free name, such as that of a shop.
    all_of, any_of, none_of : tuple of str
        The fingerprint; a header that ends in ``*`` stands for all that begin so.
    decimal : str
        The decimal separator that the vendor documents, where it does.
    open_price : bool
        Whether a missing price means that it is asked at the till.
    needs : tuple of str
        Fields without which the rows would be read wrongly.
    """

    key: str
    kind: str
    names: Names
    patterns: dict[str, str] = field(default_factory=dict)
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    decimal: str = ""
    open_price: bool = False
    needs: tuple[str, ...] = ()

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether a file with these normalised headers is this export."""

        def there(wanted: str) -> bool:
            if wanted.endswith("*"):
                return any(header.startswith(wanted[:-1]) for header in headers)
            return wanted in headers

        return (
            all(there(name) for name in self.all_of)
            and (not self.any_of or any(there(name) for name in self.any_of))
            and not any(there(name) for name in self.none_of)
        )


def normal(header: str) -> str:
    """A header as it is compared: without accents, capitals, underscores and hyphens."""
    return " ".join(fold(header).replace("_", " ").replace("-", " ").split())
