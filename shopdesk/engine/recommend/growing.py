"""A shop's sales with new baskets added, without encoding the old ones again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from shopdesk.engine.recommend.data import BIG_BASKET, SalesData, encode

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Growth:
    """What an update changed.

    Parameters
    ----------
    data : SalesData
        The sales with the new baskets.
    fresh : SalesData
        The new baskets alone, with the numbers of products and customers of ``data``.
    stale : bool
        Whether something came that only a full refit takes in: a return, or a product that was not known.
    """

    data: SalesData
    fresh: SalesData
    stale: bool

    @property
    def count(self) -> int:
        """How many baskets came."""
        return int(self.fresh.baskets.shape[0])

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Every two products of a new basket, both ways, and in how many baskets of the shop both are."""
        small = self.fresh.baskets[np.diff(self.fresh.baskets.indptr) <= BIG_BASKET]
        new = (small.T @ small).tocoo()
        keep = new.row != new.col
        row, column = new.row[keep], new.col[keep]
        items = np.unique(row)
        part = self.data.columns[:, items]
        counts = np.asarray((part.T @ part).todense()) if len(items) else np.zeros((0, 0))
        return row, column, counts[np.searchsorted(items, row), np.searchsorted(items, column)]


def _renumbered(data: SalesData, fresh: SalesData, keep: np.ndarray) -> tuple[SalesData, bool]:
    """The baskets of the mask ``keep`` in the numbers of ``data``, and whether an unknown product was left out."""
    from scipy.sparse import csr_matrix

    rows = fresh.baskets[keep]
    product = np.array([data.index.get(str(key), -1) for key in fresh.ids], dtype=np.int64)
    number = product[rows.indices]
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))[number >= 0]
    number = number[number >= 0]
    shape = (rows.shape[0], len(data.ids))
    matrix = csr_matrix((np.ones(len(number), np.float32), (owner, number)), shape=shape)
    matrix.sort_indices()
    buyer = fresh.buyer[keep]
    names = [str(fresh.customers[n]) for n in np.unique(buyer[buyer >= 0])]
    unseen = [name for name in names if name not in data.customer_index]
    customers = np.concatenate([data.customers, np.array(unseen, dtype=object)]) if unseen else data.customers
    place = {name: data.customer_index.get(name, -1) for name in names}
    place.update({name: len(data.customers) + number for number, name in enumerate(unseen)})
    code = [-1 if number < 0 else place[str(fresh.customers[number])] for number in buyer]
    part = SalesData(
        data.ids,
        matrix,
        fresh.times[keep],
        np.array(code, dtype=np.int64),
        customers,
        data.products,
        data.index,
        fresh.basket_ids[keep],
    )
    return part, len(number) < rows.nnz


def _joined(data: SalesData, part: SalesData) -> SalesData:
    """Both sets of baskets, with the counts of the old carried on where the new ones are the newest."""
    from scipy.sparse import csr_matrix

    old, new = data.baskets, part.baskets
    matrix = csr_matrix(
        (
            np.concatenate([old.data, new.data]),
            np.concatenate([old.indices, new.indices]),
            np.concatenate([old.indptr, new.indptr[1:].astype(old.indptr.dtype) + old.indptr[-1]]),
        ),
        shape=(old.shape[0] + new.shape[0], old.shape[1]),
    )
    times, buyer = np.concatenate([data.times, part.times]), np.concatenate([data.buyer, part.buyer])
    ids = np.concatenate([data.basket_ids, part.basket_ids])
    late = len(data.times) == 0 or part.times.min() >= data.times[-1]
    if not late:
        order = np.argsort(times, kind="stable")
        matrix, times, buyer, ids = matrix[order], times[order], buyer[order], ids[order]
    joined = SalesData(data.ids, matrix, times, buyer, part.customers, data.products, data.index, ids)
    joined.pictures = data.pictures
    if late:
        _carry_on(data, part, joined)
    return joined


def _carry_on(data: SalesData, part: SalesData, joined: SalesData) -> None:
    """Fill what is counted once per shop from the old counts, which costs a tenth of counting again."""
    from scipy.sparse import csc_matrix

    known = vars(joined)
    known["sold"] = data.sold + part.sold
    old, new = data.columns, part.columns
    at = np.repeat(old.indptr[1:], np.diff(new.indptr))
    known["columns"] = csc_matrix(
        (
            np.ones(old.nnz + new.nnz, np.float32),
            np.insert(old.indices, at, new.indices + data.baskets.shape[0]),
            old.indptr + new.indptr.astype(old.indptr.dtype),
        ),
        shape=joined.baskets.shape,
    )
    if part.customers is data.customers:
        known["customer_index"] = data.customer_index
    known["history"] = added(data.history, part.history)
    order, start = data.visits
    start = np.concatenate([start, np.full(len(part.customers) + 1 - len(start), len(order))])
    rows = np.arange(len(part.buyer)) + data.baskets.shape[0]
    known["visits"] = (
        np.insert(order, start[part.buyer + 1], rows),  # those of nobody stand before the first customer's
        start + np.cumsum(np.bincount(part.buyer + 1, minlength=len(start))),
    )
    known["known"] = data.known
    known["weekdays"] = np.concatenate([data.weekdays, part.weekdays])


def added(matrix: csr_matrix, other: csr_matrix) -> csr_matrix:
    """The sum of two matrices, the first of which may have fewer rows."""
    if matrix.shape[0] < other.shape[0]:
        matrix = matrix.copy()
        matrix.resize(other.shape)
    return (matrix + other).tocsr()


def extended(data: SalesData, sales: pd.DataFrame) -> Growth:
    """Add the baskets of a frame that are not known yet.

    A basket is known by its identifier. New customers are welcome; lines of unknown products are left out, and
    returns count only within their own basket: both make the growth ``stale``.
    """
    fresh = encode(sales)
    keep = np.array([not data.knows(str(key)) for key in fresh.basket_ids], dtype=bool)
    stale = False
    if "quantity" in sales.columns and len(sales):
        back = pd.to_numeric(sales["quantity"], errors="coerce").to_numpy(dtype=float, na_value=np.nan) < 0
        stale = any(not data.knows(str(key)) for key in sales["basket_id"][back].dropna())
    if not keep.any():
        return Growth(data, data.subset(np.zeros(len(data.times), bool)), stale)
    part, unknown = _renumbered(data, fresh, keep)
    joined = _joined(data, part)
    joined.added = data.added | {str(key) for key in part.basket_ids}
    return Growth(joined, part, stale or unknown)
