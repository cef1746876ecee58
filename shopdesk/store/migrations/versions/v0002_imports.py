"""Imports: which of them brought a row, what they changed, discounts of lines, variants and ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BROUGHT = ("products", "barcodes", "prices", "customers", "baskets", "movements", "pictures")


def upgrade() -> None:
    """Add the columns and tables that imports need."""
    for table in BROUGHT:
        op.add_column(table, sa.Column("import_id", sa.BigInteger, nullable=True))
    op.add_column("customers", sa.Column("reference", sa.String(200), nullable=True))
    op.create_index("ix_customers_reference", "customers", ["reference"], unique=True)
    op.add_column("lines", sa.Column("discount", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("imports", sa.Column("source", sa.String(40), nullable=False, server_default=""))
    op.add_column("imports", sa.Column("unchanged", sa.Integer, nullable=False, server_default="0"))
    op.add_column("imports", sa.Column("skipped", sa.Integer, nullable=False, server_default="0"))
    op.add_column("imports", sa.Column("details", sa.Text, nullable=False, server_default=""))
    _changes()
    _variants()
    _ratings()


def _changes() -> None:
    op.create_table(
        "import_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("import_id", sa.BigInteger, nullable=False),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_import_changes_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_changes"),
    )
    op.create_index("ix_import_changes_import_id", "import_changes", ["import_id"])
    op.create_index("ix_import_changes_product", "import_changes", ["product"])


def _variants() -> None:
    op.create_table(
        "variants",
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_variants_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("handle", sa.String(255), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("import_id", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("product", name="pk_variants"),
    )
    op.create_index("ix_variants_handle", "variants", ["handle"])


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "customer",
            KEY,
            sa.ForeignKey(name="fk_ratings_customer", column="customers.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "product",
            KEY,
            sa.ForeignKey(name="fk_ratings_product", column="products.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("rating", sa.Float, nullable=False),
        sa.Column("rated_at", sa.BigInteger, nullable=True),
        sa.Column("import_id", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("customer", "product", name="uq_ratings_customer_product"),
    )
    op.create_index("ix_ratings_product", "ratings", ["product"])
