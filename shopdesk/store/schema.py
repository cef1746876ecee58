"""The tables of a shop. Moments are milliseconds since 1970 (UTC), money is integer minor units.

Rows refer to each other by small integer keys: five million lines with text keys would double the file.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# SQLite numbers rows by itself only for the exact type INTEGER.
KEY = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _index_filled(name: str, column: str, unique: bool = False) -> Index:
    """An index of the rows that have a value here; imported rows, which have none, cost nothing."""
    filled = text(f"{column} IS NOT NULL")
    return Index(name, column, unique=unique, sqlite_where=filled, postgresql_where=filled)


settings = Table(
    "settings",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),  # JSON
)

# One counter per topic, raised by every write: the cheap answer to "did anything change?"
counters = Table(
    "counters",
    metadata,
    Column("topic", String(20), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("product_id", String(64), nullable=False, unique=True),
    Column("sku", String(64), nullable=True, unique=True),
    Column("name", Text, nullable=False),
    Column("category", String(120), nullable=False),
    Column("brand", String(120), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("description", Text, nullable=False),
    Column("tax", Integer, nullable=False),  # hundredths of a per cent: 700 is 7 %
    Column("tracked", Boolean, nullable=False),  # whether stock is counted
    Column("active", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    Index("ix_products_category", "category"),
    Index("ix_products_brand", "brand"),
)

barcodes = Table(
    "barcodes",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("code", String(64), nullable=False),
    Column("gtin", String(14), nullable=True, unique=True),  # 14 zero-padded digits
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    Index("ix_barcodes_product", "product"),
    Index("ix_barcodes_code", "code"),
)

prices = Table(
    "prices",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("valid_from", BigInteger, nullable=False),
    Column("source", String(40), nullable=False),
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    CheckConstraint("kind IN ('price', 'cost')", name="kind"),
    CheckConstraint("minor >= 0", name="minor"),
    Index("ix_prices_product_kind_valid_from", "product", "kind", "valid_from"),
)

customers = Table(
    "customers",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("customer_id", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),  # folded, for finding
    Column("phone", String(40), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("reference", String(200), nullable=True),  # who it is in the program it was imported from
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    Index("ix_customers_name_key", "name_key"),
    Index("ix_customers_reference", "reference", unique=True),
)

baskets = Table(
    "baskets",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("status", String(10), nullable=False),
    Column("customer", KEY, ForeignKey("customers.id", ondelete="SET NULL"), nullable=True),
    Column("opened_at", BigInteger, nullable=False),
    Column("sold_at", BigInteger, nullable=True),
    Column("reference", String(64), nullable=True, unique=True),  # the number an imported basket had elsewhere
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    Column("till", String(40), nullable=False, server_default=""),  # which till's basket it is; "" where there is one
    Column("note", Text, nullable=False, server_default=""),  # what a parked basket was parked under
    # What a sale made here has, and an imported one has not: its number without gaps, a key that makes a sale
    # delivered twice one sale, and what `verify` compares lines and ledger with.
    Column("receipt", BigInteger, nullable=True),
    Column("sale_key", String(64), nullable=True),
    Column("total", BigInteger, nullable=True),
    Column("moves", Integer, nullable=True),
    Column("refund_of", KEY, ForeignKey("baskets.id"), nullable=True),
    CheckConstraint("status IN ('open', 'parked', 'completed')", name="status"),
    Index("ix_baskets_customer_sold_at", "customer", "sold_at"),
    Index("ix_baskets_sold_at", "sold_at"),
    _index_filled("uq_baskets_receipt", "receipt", unique=True),
    _index_filled("uq_baskets_sale_key", "sale_key", unique=True),
    _index_filled("ix_baskets_refund_of", "refund_of"),
    Index(
        "ix_baskets_waiting",
        "status",
        sqlite_where=text("status <> 'completed'"),
        postgresql_where=text("status <> 'completed'"),
    ),
)

lines = Table(
    "lines",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("basket", KEY, ForeignKey("baskets.id", ondelete="CASCADE"), nullable=False),
    Column("product", KEY, ForeignKey("products.id"), nullable=False),
    Column("name", Text, nullable=False),  # as it was called when it was sold
    Column("quantity", Float, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    # What is taken off quantity x unit price; with it a line is right to the cent. It has the sign of the quantity.
    Column("discount", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("basket", "product"),
    Index("ix_lines_product", "product"),
)

movements = Table(
    "movements",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("quantity", Float, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("moved_at", BigInteger, nullable=False),
    Column("basket", KEY, ForeignKey("baskets.id"), nullable=True),
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    CheckConstraint("kind IN ('delivery', 'sale', 'count', 'waste', 'return')", name="kind"),
    # Covers the sum: stock is answered from the index alone.
    Index("ix_movements_product_quantity", "product", "quantity"),
    _index_filled("ix_movements_basket", "basket"),
)

pictures = Table(
    "pictures",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("path", Text, nullable=False),  # inside the shop's folder, with forward slashes
    Column("source", String(20), nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("import_id", BigInteger, nullable=True),  # the import that brought it
    Index("ix_pictures_product", "product"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("file", Text, nullable=False),
    Column("imported_at", BigInteger, nullable=False),
    Column("created", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("undo", Text, nullable=False),  # JSON: what to take back
    Column("undone_at", BigInteger, nullable=True),
    Column("source", String(40), nullable=False, server_default=""),  # the program it came from
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("details", Text, nullable=False, server_default=""),  # JSON: warnings
)

# What the fields of products held before an import changed them, and what it put there: both as JSON.
import_changes = Table(
    "import_changes",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("import_id", BigInteger, nullable=False),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("field", String(20), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("ix_import_changes_import_id", "import_id"),
    Index("ix_import_changes_product", "product"),
)

# How products hang together in the program they came from: variants of one article share the handle.
variants = Table(
    "variants",
    metadata,
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("handle", String(255), nullable=False),
    Column("title", Text, nullable=False),  # the name of the article, without the variant
    Column("options", Text, nullable=False),  # JSON: [[name, value], ...]
    Column("import_id", BigInteger, nullable=True),
    Index("ix_variants_handle", "handle"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("customer", KEY, ForeignKey("customers.id", ondelete="CASCADE"), nullable=False),
    Column("product", KEY, ForeignKey("products.id", ondelete="CASCADE"), nullable=False),
    Column("rating", Float, nullable=False),
    Column("rated_at", BigInteger, nullable=True),
    Column("import_id", BigInteger, nullable=True),
    UniqueConstraint("customer", "product"),
    Index("ix_ratings_product", "product"),
)

# --- several tills ---------------------------------------------------------------------------------

# In a till's own file: the sales that the server has not confirmed yet.
outbox = Table(
    "outbox",
    metadata,
    Column("basket", KEY, ForeignKey("baskets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),
    Column("problem", Text, nullable=False, server_default=""),
    CheckConstraint("state IN ('asked', 'sold')", name="state"),
)

# On the server: which products and customers changed, written by triggers, read by the tills.
changes = Table(
    "changes",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("xact", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("item", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("ix_changes_xact", "xact"),
)
