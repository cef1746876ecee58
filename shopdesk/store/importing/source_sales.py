"""Sales files of the programs that shop owners come from."""

from __future__ import annotations

from shopdesk.store.importing.source import Names, Source

SHOPIFY_ORDERS = Source(
    "shopify_orders",
    "sales",
    {
        "reference": ("name",),
        "sold_at": ("created at", "paid at"),
        "status": ("financial status",),
        "cancelled": ("cancelled at",),
        "subtotal": ("subtotal",),
        "order_discount": ("discount amount",),
        "order_total": ("total",),
        "refunded": ("refunded amount",),
        "quantity": ("lineitem quantity",),
        "item": ("lineitem name",),
        "unit_price": ("lineitem price",),
        "discount": ("lineitem discount",),
        "sku": ("lineitem sku",),
        "customer_mail": ("email",),
        "customer_name": ("billing name", "shipping name"),
        "customer_phone": ("phone", "billing phone"),
    },
    all_of=("name", "lineitem name", "lineitem quantity"),
    decimal=".",
)
SQUARE_SALES = Source(
    "square_sales",
    "sales",
    {
        "sold_at": ("date",),
        "time": ("time",),
        "zone": ("time zone",),
        "category": ("category",),
        "item": ("item",),
        "quantity": ("qty",),
        "variant": ("price point name",),
        "sku": ("sku",),
        "gross": ("gross sales",),
        "discount": ("discounts",),
        "net": ("net sales",),
        "reference": ("transaction id",),
        "payment": ("payment id",),
        "event": ("event type",),
        "customer_id": ("customer id",),
        "customer_name": ("customer name",),
        "barcode": ("gtin",),
    },
    all_of=("item", "qty", "transaction id", "price point name"),
    needs=("time", "event"),
    decimal=".",
)
SQUARE_PAYMENTS = Source(
    "square_payments",
    "sales",
    {
        "sold_at": ("date",),
        "time": ("time",),
        "zone": ("time zone",),
        "gross": ("gross sales",),
        "discount": ("discounts",),
        "net": ("net sales",),
        "reference": ("transaction id",),
        "payment": ("payment id",),
        "event": ("event type",),
        "status": ("transaction status",),
        "customer_id": ("customer id",),
        "customer_name": ("customer name",),
    },
    all_of=("total collected", "payment id", "transaction id"),
    none_of=("item",),
    needs=("time", "event"),
    decimal=".",
)
WOO_ORDERS = Source(
    "woocommerce_orders",
    "sales",
    {
        "sold_at": ("date",),
        "reference": ("order #",),
        "revenue": ("n. revenue (formatted)", "n. revenue"),
        "status": ("status",),
        "customer_name": ("customer",),
        "products": ("product(s)",),
        "items_sold": ("items sold",),
        "net": ("net sales",),
    },
    all_of=("order #", "product(s)"),
)
_LOYVERSE_RECEIPT: Names = {
    "sold_at": ("date",),
    "reference": ("receipt number",),
    "event": ("receipt type",),
    "gross": ("gross sales",),
    "discount": ("discounts",),
    "net": ("net sales",),
    "customer_name": ("customer name",),
    "customer_contact": ("customer contacts",),
    "status": ("status",),
}
LOYVERSE_SALES = Source(
    "loyverse_sales",
    "sales",
    {
        **_LOYVERSE_RECEIPT,
        "category": ("category",),
        "sku": ("sku",),
        "item": ("item", "item name"),
        "variant": ("variant",),
        "quantity": ("quantity",),
    },
    all_of=("receipt number", "receipt type", "quantity"),
    any_of=("item", "item name"),
    needs=("event",),
    decimal=".",
)
LOYVERSE_RECEIPTS = Source(
    "loyverse_receipts",
    "sales",
    _LOYVERSE_RECEIPT,
    all_of=("receipt number", "total collected"),
    none_of=("quantity",),
    needs=("event",),
    decimal=".",
)
