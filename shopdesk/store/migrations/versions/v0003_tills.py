"""Receipts, refunds and parked baskets; several tills on one server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNIQUE = ("receipt", "sale_key")


def upgrade() -> None:
    """Add what a sale made here has, the outbox of a till, and what tells tills of changes."""
    for column in (
        sa.Column("till", sa.String(40), nullable=False, server_default=""),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("receipt", sa.BigInteger, nullable=True),
        sa.Column("sale_key", sa.String(64), nullable=True),
        sa.Column("total", sa.BigInteger, nullable=True),
        sa.Column("moves", sa.Integer, nullable=True),
    ):
        op.add_column("baskets", column)
    refund_of = sa.Column("refund_of", KEY, sa.ForeignKey(name="fk_baskets_refund_of", column="baskets.id"))
    op.add_column("baskets", refund_of, inline_references=True)
    for name in (*UNIQUE, "refund_of"):
        _partial_index("baskets", name, unique=name in UNIQUE)
    _partial_index("movements", "basket", unique=False)
    op.create_table(
        "outbox",
        sa.Column(
            "basket",
            KEY,
            sa.ForeignKey(name="fk_outbox_basket", column="baskets.id", ondelete="CASCADE"),
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("problem", sa.Text, nullable=False, server_default=""),
        sa.CheckConstraint("state IN ('asked', 'sold')", name=op.f("ck_outbox_state")),
        sa.PrimaryKeyConstraint("basket", name="pk_outbox"),
    )
    op.create_table(
        "changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("xact", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("item", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_xact", "changes", ["xact"])
    counters = sa.table("counters", sa.column("topic"), sa.column("count"))
    op.bulk_insert(counters, [{"topic": "receipts", "count": 0}])
    if op.get_bind().dialect.name == "postgresql":
        _tell_the_tills()


def _partial_index(table: str, column: str, unique: bool) -> None:
    filled = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        f"{'uq' if unique else 'ix'}_{table}_{column}",
        table,
        [column],
        unique=unique,
        sqlite_where=filled,
        postgresql_where=filled,
    )


_NOTE = """
CREATE FUNCTION shopdesk_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- the transaction's number tells a till what it cannot have seen yet, whatever the order of commits
  EXECUTE format(
    'INSERT INTO changes (xact, kind, item, changed_at)
     SELECT DISTINCT pg_current_xact_id()::text::bigint, %L, %I, (extract(epoch FROM clock_timestamp()) * 1000)::bigint
     FROM touched', TG_ARGV[0], TG_ARGV[1]);
  PERFORM pg_notify('shopdesk', TG_ARGV[0]);
  RETURN NULL;
END $$
"""


def _tell_the_tills() -> None:
    """Note every change of products, prices, stock and customers, and wake those who listen."""
    op.execute(_NOTE)
    for table, kind, column in (
        ("products", "product", "id"),
        ("barcodes", "product", "product"),
        ("prices", "product", "product"),
        ("movements", "product", "product"),
        ("customers", "customer", "id"),
    ):
        for event, name in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER shopdesk_{table}_{event.lower()} AFTER {event} ON {table} "
                f"REFERENCING {name} TABLE AS touched FOR EACH STATEMENT "
                f"EXECUTE FUNCTION shopdesk_note('{kind}', '{column}')"
            )
