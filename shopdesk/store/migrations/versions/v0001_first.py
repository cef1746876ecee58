"""The first tables of a shop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TOPICS = ("products", "prices", "sales", "stock")


def upgrade() -> None:
    """Create all tables, and the counters at zero."""
    _goods()
    _sales()
    _surroundings()


def _goods() -> None:
    op.create_table(
        "products",
        sa.Column("id", KEY, nullable=False),
        sa.Column("product_id", sa.String(64), nullable=False),
        sa.Column("sku", sa.String(64), nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("category", sa.String(120), nullable=False),
        sa.Column("brand", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("tax", sa.Integer, nullable=False),
        sa.Column("tracked", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("product_id", name="uq_products_product_id"),
        sa.UniqueConstraint("sku", name="uq_products_sku"),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
    )
    op.create_index("ix_products_category", "products", ["category"])
    op.create_index("ix_products_brand", "products", ["brand"])
    op.create_table(
        "barcodes",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_barcodes_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("gtin", sa.String(14), nullable=True),
        sa.UniqueConstraint("gtin", name="uq_barcodes_gtin"),
        sa.PrimaryKeyConstraint("id", name="pk_barcodes"),
    )
    op.create_index("ix_barcodes_product", "barcodes", ["product"])
    op.create_index("ix_barcodes_code", "barcodes", ["code"])
    op.create_table(
        "prices",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_prices_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("valid_from", sa.BigInteger, nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.CheckConstraint("kind IN ('price', 'cost')", name=op.f("ck_prices_kind")),
        sa.CheckConstraint("minor >= 0", name=op.f("ck_prices_minor")),
        sa.PrimaryKeyConstraint("id", name="pk_prices"),
    )
    op.create_index("ix_prices_product_kind_valid_from", "prices", ["product", "kind", "valid_from"])


def _sales() -> None:
    op.create_table(
        "customers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("customer_id", name="uq_customers_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_name_key", "customers", ["name_key"])
    op.create_table(
        "baskets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column(
            "customer",
            KEY,
            sa.ForeignKey(name="fk_baskets_customer", column="customers.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("sold_at", sa.BigInteger, nullable=True),
        sa.Column("reference", sa.String(64), nullable=True),
        sa.CheckConstraint("status IN ('open', 'parked', 'completed')", name=op.f("ck_baskets_status")),
        sa.UniqueConstraint("reference", name="uq_baskets_reference"),
        sa.PrimaryKeyConstraint("id", name="pk_baskets"),
    )
    op.create_index(
        "ix_baskets_waiting",
        "baskets",
        ["status"],
        sqlite_where=sa.text("status <> 'completed'"),
        postgresql_where=sa.text("status <> 'completed'"),
    )
    op.create_index("ix_baskets_customer_sold_at", "baskets", ["customer", "sold_at"])
    op.create_index("ix_baskets_sold_at", "baskets", ["sold_at"])
    op.create_table(
        "lines",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "basket",
            KEY,
            sa.ForeignKey(name="fk_lines_basket", column="baskets.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("product", KEY, sa.ForeignKey(name="fk_lines_product", column="products.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("quantity", sa.Float, nullable=False),
        sa.Column("unit_price", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("basket", "product", name="uq_lines_basket_product"),
        sa.PrimaryKeyConstraint("id", name="pk_lines"),
    )
    op.create_index("ix_lines_product", "lines", ["product"])
    op.create_table(
        "movements",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_movements_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("quantity", sa.Float, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("moved_at", sa.BigInteger, nullable=False),
        sa.Column("basket", KEY, sa.ForeignKey(name="fk_movements_basket", column="baskets.id"), nullable=True),
        sa.CheckConstraint("kind IN ('delivery', 'sale', 'count', 'waste', 'return')", name=op.f("ck_movements_kind")),
        sa.PrimaryKeyConstraint("id", name="pk_movements"),
    )
    op.create_index("ix_movements_product_quantity", "movements", ["product", "quantity"])


def _surroundings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "counters",
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("topic", name="pk_counters"),
    )
    op.create_table(
        "pictures",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_pictures_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
    )
    op.create_index("ix_pictures_product", "pictures", ["product"])
    op.create_table(
        "imports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("imported_at", sa.BigInteger, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("updated", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.Column("undo", sa.Text, nullable=False),
        sa.Column("undone_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    counters = sa.table("counters", sa.column("topic"), sa.column("count"))
    op.bulk_insert(counters, [{"topic": topic, "count": 0} for topic in TOPICS])
