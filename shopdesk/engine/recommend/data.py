"""Sales as sparse matrices: identifiers become integers, returns are netted out, gaps in the data do no harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from shopdesk.engine.errors import DataError

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

EPSILON = 1e-6
BIG_BASKET = 500  # a basket with more products says nothing about pairs and costs its square


def _codes(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Integer codes (-1 for missing) and the sorted text of each code."""
    codes, uniques = pd.factorize(column)
    if len(uniques) == 0:
        return np.full(len(column), -1, dtype=np.int64), np.array([], dtype=object)
    texts, inverse = np.unique(np.array([str(value) for value in uniques], dtype=object), return_inverse=True)
    return np.where(codes >= 0, inverse[np.maximum(codes, 0)], -1), texts


def days(values: Any) -> np.ndarray:
    """Days since 1970 as floats; NaN where there is no valid time."""
    series = pd.Series(pd.to_datetime(pd.Series(values), utc=True, errors="coerce")).dt.tz_localize(None)
    stamps = series.to_numpy(dtype="datetime64[ns]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype("int64") / 86_400e9)


def common(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What two sorted arrays without repetitions both have; quick where one is short."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == 0:
        return one
    place = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return one[other[place] == one]


@dataclass
class SalesData:
    """The netted sales of a shop.

    Parameters
    ----------
    ids : ndarray of str
        Product identifiers, sorted; their position is the product's number.
    baskets : csr_matrix
        Baskets by products, ones, ordered by time and then by identifier.
    times : ndarray
        Day of each basket as a float.
    buyer : ndarray
        Number of each basket's customer, -1 for none.
    customers : ndarray of str
        Customer identifiers, sorted.
    products : DataFrame
        Name, category, brand, description and price, aligned with ``ids``.
    index : dict
        Number of each product.
    basket_ids : ndarray of str
        Identifiers of the baskets.
    added : frozenset of str
        Identifiers of the baskets that came after the first encoding.
    pictures : ndarray, optional
        Embeddings of the products' pictures, of unit length; zeros where there is none.
    """

    ids: np.ndarray
    baskets: csr_matrix
    times: np.ndarray
    buyer: np.ndarray
    customers: np.ndarray
    products: pd.DataFrame
    index: dict[str, int] = field(default_factory=dict)
    basket_ids: np.ndarray = field(default_factory=lambda: np.array([], dtype=object))
    added: frozenset[str] = frozenset()
    pictures: np.ndarray | None = None

    def __post_init__(self) -> None:
        if not self.index:
            self.index = {str(key): number for number, key in enumerate(self.ids)}

    @cached_property
    def known(self) -> frozenset[str]:
        """Identifiers of the baskets of the first encoding."""
        return frozenset(self.basket_ids)

    def knows(self, basket_id: str) -> bool:
        """Whether a basket is among these sales."""
        return basket_id in self.added or basket_id in self.known

    @cached_property
    def customer_index(self) -> dict[str, int]:
        """Number of each customer."""
        return {str(key): number for number, key in enumerate(self.customers)}

    @cached_property
    def sold(self) -> np.ndarray:
        """In how many baskets each product is."""
        return np.bincount(self.baskets.indices, minlength=len(self.ids)).astype(float)

    @cached_property
    def columns(self) -> csc_matrix:
        """The baskets by column: which baskets a product is in."""
        return self.baskets.tocsc()

    def baskets_with(self, product: int) -> np.ndarray:
        """The numbers of the baskets that a product is in, oldest first."""
        return self.columns.indices[self.columns.indptr[product] : self.columns.indptr[product + 1]]

    @cached_property
    def end(self) -> float:
        """The time of the newest basket."""
        return float(self.times.max()) if len(self.times) else 0.0

    @cached_property
    def weekdays(self) -> np.ndarray:
        """The weekday of each basket, Monday 0."""
        return ((np.floor(self.times).astype(np.int64) + 3) % 7).astype(np.int8)

    @cached_property
    def visits(self) -> tuple[np.ndarray, np.ndarray]:
        """Basket numbers grouped by customer, oldest first, and where each customer's begin."""
        order = np.argsort(self.buyer, kind="stable")
        return order, np.searchsorted(self.buyer[order], np.arange(len(self.customers) + 1))

    def visits_of(self, customer: int) -> np.ndarray:
        """The baskets of a customer, oldest first."""
        if customer < 0:
            return np.zeros(0, dtype=np.int64)
        order, start = self.visits
        return order[start[customer] : start[customer + 1]]

    @cached_property
    def history(self) -> csr_matrix:
        """Customers by products: in how many baskets."""
        from scipy.sparse import csr_matrix

        known = np.flatnonzero(self.buyer >= 0)
        member = csr_matrix(
            (np.ones(len(known), np.float32), (self.buyer[known], known)),
            shape=(len(self.customers), self.baskets.shape[0]),
        )
        result = (member @ self.baskets).tocsr()
        result.sort_indices()
        return result

    def prepare(self) -> None:
        """Count now what an update or a first answer would otherwise have to wait for."""
        for name in ("sold", "columns", "visits", "history", "known", "customer_index", "weekdays"):
            getattr(self, name)

    @cached_property
    def together(self) -> csr_matrix:
        """Products by products: in how many baskets both are; baskets of a wholesaler's size left out."""
        sizes = np.diff(self.baskets.indptr)
        rows = self.baskets if (sizes <= BIG_BASKET).all() else self.baskets[sizes <= BIG_BASKET]
        counts = (rows.T @ rows).tocsr()
        counts.setdiag(0)
        counts.eliminate_zeros()
        counts.sort_indices()
        return counts

    def subset(self, keep: np.ndarray) -> SalesData:
        """The same shop with only the baskets of the mask ``keep``."""
        return SalesData(
            self.ids,
            self.baskets[keep],
            self.times[keep],
            self.buyer[keep],
            self.customers,
            self.products,
            self.index,
            self.basket_ids[keep],
            self.added,
            self.pictures,
        )


def _sales_columns(sales: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ("basket_id", "product_id") if name not in sales.columns]
    if missing and len(sales):
        raise DataError("recommend.columns_missing", columns=", ".join(missing))
    return sales if not missing else pd.DataFrame({"basket_id": [], "product_id": []}, dtype=object)


def _catalog(products: pd.DataFrame | None, ids: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(index=pd.Index(ids, dtype=object))
    given = None
    if products is not None and len(products):
        given = products.dropna(subset=["product_id"])
        given = given.set_index(given["product_id"].astype(str).to_numpy(dtype=object))
        given = given[~given.index.duplicated(keep="first")].reindex(frame.index)
    for name in ("name", "brand", "category", "description"):
        column = given[name] if given is not None and name in given.columns else None
        frame[name] = "" if column is None else column.astype(object).where(column.notna(), "").astype(str)
    price = given["price"] if given is not None and "price" in given.columns else pd.Series(np.nan, frame.index)
    frame["price"] = pd.to_numeric(price, errors="coerce").astype(float)
    return frame


def _netted(basket: np.ndarray, item: np.ndarray, buyer: np.ndarray, sales: pd.DataFrame, n: int) -> np.ndarray:
    """Mask of the lines that remain once returns are taken off, in their basket and for their customer."""
    if "quantity" not in sales.columns:
        return np.ones(len(basket), dtype=bool)
    quantity = pd.to_numeric(sales["quantity"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    quantity = np.where(np.isfinite(quantity), quantity, 1.0)
    if (quantity > 0).all():
        return np.ones(len(basket), dtype=bool)

    def remains(owner: np.ndarray) -> np.ndarray:
        _, pair = np.unique(owner * n + item, return_inverse=True)
        return np.bincount(pair, weights=quantity)[pair] > EPSILON

    return remains(basket) & (remains(buyer) | (buyer < 0))


def _basket_times(basket: np.ndarray, stamps: np.ndarray, count: int) -> np.ndarray:
    first = np.full(count, np.inf)
    valid = np.isfinite(stamps)
    np.minimum.at(first, basket[valid], stamps[valid])
    known = np.isfinite(first)
    first[~known] = first[known].min() if known.any() else 0.0
    return first


def _embedded(pictures: Mapping[str, np.ndarray] | None, ids: np.ndarray) -> np.ndarray | None:
    """Embeddings of unit length in the order of ``ids``, zeros where there is none; unequal lengths are refused."""
    vectors = {str(key): np.asarray(value, dtype=np.float32).ravel() for key, value in (pictures or {}).items()}
    if not vectors:
        return None
    width = {len(value) for value in vectors.values()}
    if len(width) != 1:
        raise DataError("recommend.pictures_differ", lengths=", ".join(map(str, sorted(width))))
    table = np.zeros((len(ids), width.pop()), np.float32)
    for number, key in enumerate(ids):
        value = vectors.get(str(key))
        if value is not None and np.isfinite(value).all():
            table[number] = value / max(float(np.linalg.norm(value)), 1e-9)
    return table


def encode(
    sales: pd.DataFrame,
    products: pd.DataFrame | None = None,
    pictures: Mapping[str, np.ndarray] | None = None,
) -> SalesData:
    """Turn frames of sales and products, and embeddings of pictures, into :class:`SalesData`.

    Lines without basket or product are dropped, a missing quantity counts as one, and the order of rows has no effect.
    """
    from scipy.sparse import csr_matrix

    sales = _sales_columns(sales)
    basket, basket_ids = _codes(sales["basket_id"])
    item, item_ids = _codes(sales["product_id"])
    nobody = pd.Series([None] * len(sales), dtype=object) if "customer_id" not in sales.columns else None
    buyer, customers = _codes(sales["customer_id"] if nobody is None else nobody)
    stamps = days(sales["sold_at"]) if "sold_at" in sales.columns else np.full(len(sales), np.nan)
    ids = item_ids
    if products is not None and len(products):
        extra = np.array([str(key) for key in products["product_id"].dropna()], dtype=object)
        ids = np.unique(np.concatenate([item_ids, extra]))
        item = np.where(item >= 0, np.searchsorted(ids, item_ids)[item], -1) if len(item_ids) else item
    keep = (basket >= 0) & (item >= 0)
    keep[keep] = _netted(basket[keep], item[keep], buyer[keep], sales.loc[keep], max(len(ids), 1))
    basket, item, buyer, stamps = basket[keep], item[keep], buyer[keep], stamps[keep]
    used, basket = np.unique(basket, return_inverse=True)
    first = _basket_times(basket, stamps, len(used))
    owner = np.full(len(used), -1, dtype=np.int64)
    np.maximum.at(owner, basket, buyer)
    order = np.lexsort((used, first))
    place = np.empty(len(used), dtype=np.int64)
    place[order] = np.arange(len(used))
    matrix = csr_matrix((np.ones(len(item), np.float32), (place[basket], item)), shape=(len(used), len(ids)))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return SalesData(
        ids,
        matrix,
        first[order],
        owner[order],
        customers,
        _catalog(products, ids),
        basket_ids=basket_ids[used[order]],
        pictures=_embedded(pictures, ids),
    )
