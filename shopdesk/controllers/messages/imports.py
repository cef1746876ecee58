"""Sentences of imports and exports: errors, reasons of rows, warnings, names of programs, kinds and fields."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "import.old_sheet": QT_TRANSLATE_NOOP(
        "Messages", "{path} has the format of an old Excel. Open it there and save it as XLSX or CSV."
    ),
    "import.unknown_encoding": QT_TRANSLATE_NOOP(
        "Messages", "The encoding {encoding} is not known. Write utf-8, cp1252 or gb18030, for example."
    ),
    "import.unknown_zone": QT_TRANSLATE_NOOP(
        "Messages", "The time zone {zone} is not known. Write it like Europe/Paris."
    ),
    "import.ask_dates": QT_TRANSLATE_NOOP(
        "Messages",
        "{example} in {column} may be day or month first. Say which: --dates dmy or --dates mdy.",
    ),
    "import.ask_decimal": QT_TRANSLATE_NOOP(
        "Messages",
        "{example} in {column} may be a thousand or a fraction. Name the decimal separator: --decimal . or --decimal ,",
    ),
    "import.ask_encoding": QT_TRANSLATE_NOOP(
        "Messages", "The letters of {path} are unclear ({example}). Name the encoding: --encoding NAME."
    ),
    "import.ask_positions": QT_TRANSLATE_NOOP(
        "Messages",
        "{path} looks like WooCommerce in another language ({example}). If it is: --source woocommerce_products.",
    ),
    "import.changed_meanwhile": QT_TRANSLATE_NOOP(
        "Messages", "Another till changed the same products at that moment. Nothing was imported; try again."
    ),
    "import.depends_sales": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products were sold or put in a basket since ({names}). The import stays."
    ),
    "import.depends_refunds": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its receipts were given back since ({names}). The import stays."
    ),
    "import.depends_counts": QT_TRANSLATE_NOOP(
        "Messages", "The stock of {count} of its products was counted since ({names}). The import stays."
    ),
    "import.depends_prices": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products got another price since ({names}). The import stays."
    ),
    "import.depends_barcodes": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products got another barcode since ({names}). The import stays."
    ),
    "import.depends_pictures": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products got a picture since ({names}). The import stays."
    ),
    "import.depends_ratings": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products were rated since ({names}). The import stays."
    ),
    "import.depends_import": QT_TRANSLATE_NOOP(
        "Messages", "A later import changed {count} of its products ({names}). Take that import back first."
    ),
    "import.depends_changes": QT_TRANSLATE_NOOP(
        "Messages", "{count} of its products were changed since ({names}). The import stays."
    ),
    "export.unknown_format": QT_TRANSLATE_NOOP(
        "Messages", "{format} is no format. Choose csv, xlsx, shopify or woocommerce."
    ),
    "export.too_many_rows": QT_TRANSLATE_NOOP("Messages", "{rows} rows do not fit on a sheet. Export to CSV instead."),
    "row.bad_quotes": QT_TRANSLATE_NOOP(
        "Messages", "A quotation mark is missing or too many, or a sign is no letter. Correct the row."
    ),
    "row.zero_byte": QT_TRANSLATE_NOOP("Messages", "The row has a zero byte. Save the file again."),
    "row.broken_text": QT_TRANSLATE_NOOP("Messages", "The row has letters that are broken. Type them again."),
    "row.too_many_cells": QT_TRANSLATE_NOOP(
        "Messages", "The row has more cells than the header. Put quotation marks around a text with a comma."
    ),
    "row.cut": QT_TRANSLATE_NOOP("Messages", "The row ends after {cells} of {of} cells. Complete it."),
    "row.too_long": QT_TRANSLATE_NOOP("Messages", "The text in {column} has {length} letters. Shorten it."),
    "row.damaged_sku": QT_TRANSLATE_NOOP(
        "Messages", "{sku} is what Excel made of the SKU. Format the column as text and type it again."
    ),
    "row.repeated": QT_TRANSLATE_NOOP("Messages", "Row {first} is about the same product. Keep one of the two."),
    "row.no_parent": QT_TRANSLATE_NOOP(
        "Messages", "The article {parent} of this variation is not in the file. Export it, too."
    ),
    "row.no_products": QT_TRANSLATE_NOOP(
        "Messages", "{text} does not name the products that were sold. Write them like 2× Tea, 1× Cup."
    ),
    "row.no_customer": QT_TRANSLATE_NOOP("Messages", "The row names no customer. Fill in a number, mail or phone."),
    "row.no_first_row": QT_TRANSLATE_NOOP(
        "Messages", "The first row of receipt {receipt}, with its date, is missing. Export it again."
    ),
    "row.receipt_refused": QT_TRANSLATE_NOOP(
        "Messages", "Row {row} of receipt {receipt} was refused, and a receipt comes in whole. Correct that row."
    ),
    "row.incomplete": QT_TRANSLATE_NOOP(
        "Messages", "The rows of {receipt} come to less than its sum: one is missing. Export it again."
    ),
    "row.unknown_zone": QT_TRANSLATE_NOOP(
        "Messages", "The time zone {zone} is not known, while others of this file are. Correct it."
    ),
    "row.cancelled": QT_TRANSLATE_NOOP("Messages", "{receipt} was cancelled or not paid, so it is no sale."),
    "row.no_variants": QT_TRANSLATE_NOOP("Messages", "{name} has no variations in this file: nothing is sold of it."),
    "row.not_sold": QT_TRANSLATE_NOOP("Messages", "{name} is sold elsewhere or only groups others."),
}

WARNINGS: dict[str, str] = {
    "warning.damaged_barcode": QT_TRANSLATE_NOOP(
        "Messages", "{barcode} is what Excel made of a barcode; it was left out. Scan the product to mend it."
    ),
    "warning.rounded_barcode": QT_TRANSLATE_NOOP(
        "Messages", "{barcode} looks rounded by Excel; it was left out. Scan the product to mend it."
    ),
    "warning.several_prices": QT_TRANSLATE_NOOP(
        "Messages", "There are {count} prices, one for each shop; the first was taken."
    ),
    "warning.open_price": QT_TRANSLATE_NOOP("Messages", "{name} has no fixed price."),
    "warning.sale_price": QT_TRANSLATE_NOOP(
        "Messages", "{name} has a sale price for some days only; the regular price was taken."
    ),
    "warning.price_jump": QT_TRANSLATE_NOOP(
        "Messages", "The price of {name} jumps from {before} to {after}. Is the decimal separator right?"
    ),
    "warning.web_picture": QT_TRANSLATE_NOOP(
        "Messages", "Pictures on the web are not fetched. Put them into a folder named images beside the file."
    ),
    "warning.no_picture": QT_TRANSLATE_NOOP("Messages", "There is no picture {path}."),
    "warning.no_items": QT_TRANSLATE_NOOP(
        "Messages", "This file has sums only. For recommendations, import the export with one row per item instead."
    ),
    "warning.receipts_without_items": QT_TRANSLATE_NOOP(
        "Messages", "{count} receipts are there already, without their items. Undo that import first to get the items."
    ),
    "warning.shared_price": QT_TRANSLATE_NOOP(
        "Messages", "The file has no prices of items: the sums of orders were shared out."
    ),
    "warning.part_refund": QT_TRANSLATE_NOOP(
        "Messages", "{receipt}: a part was paid back, but the file does not say for which item; it was shared out."
    ),
    "warning.cancelled_later": QT_TRANSLATE_NOOP(
        "Messages", "{receipt} was cancelled since it was imported. Give it back in ShopDesk."
    ),
    "warning.unknown_zone": QT_TRANSLATE_NOOP(
        "Messages", "The time zone {zone} is not known; this computer's zone was taken."
    ),
}

STAGES: dict[str, str] = {
    "reading": QT_TRANSLATE_NOOP("Messages", "Reading the file"),
    "comparing": QT_TRANSLATE_NOOP("Messages", "Comparing with the shop"),
    "writing": QT_TRANSLATE_NOOP("Messages", "Writing"),
    "undoing": QT_TRANSLATE_NOOP("Messages", "Taking the import back"),
    "exporting": QT_TRANSLATE_NOOP("Messages", "Exporting"),
}

SOURCES: dict[str, str] = {
    "shopify_products": QT_TRANSLATE_NOOP("Messages", "Shopify products"),
    "shopify_orders": QT_TRANSLATE_NOOP("Messages", "Shopify orders"),
    "square_products": QT_TRANSLATE_NOOP("Messages", "Square item library"),
    "square_sales": QT_TRANSLATE_NOOP("Messages", "Square items detail"),
    "square_payments": QT_TRANSLATE_NOOP("Messages", "Square transactions"),
    "woocommerce_products": QT_TRANSLATE_NOOP("Messages", "WooCommerce products"),
    "woocommerce_orders": QT_TRANSLATE_NOOP("Messages", "WooCommerce orders"),
    "loyverse_products": QT_TRANSLATE_NOOP("Messages", "Loyverse items"),
    "loyverse_sales": QT_TRANSLATE_NOOP("Messages", "Loyverse receipts by item"),
    "loyverse_receipts": QT_TRANSLATE_NOOP("Messages", "Loyverse receipts"),
    "lightspeed_products": QT_TRANSLATE_NOOP("Messages", "Lightspeed X products"),
    "lightspeed_r_products": QT_TRANSLATE_NOOP("Messages", "Lightspeed R items"),
    "products": QT_TRANSLATE_NOOP("Messages", "Products"),
    "sales": QT_TRANSLATE_NOOP("Messages", "Sales"),
    "prices": QT_TRANSLATE_NOOP("Messages", "Price list"),
    "customers": QT_TRANSLATE_NOOP("Messages", "Customers"),
    "ratings": QT_TRANSLATE_NOOP("Messages", "Ratings"),
}

FIELDS: dict[str, str] = {
    "product_id": QT_TRANSLATE_NOOP("Messages", "Number"),
    "sku": QT_TRANSLATE_NOOP("Messages", "SKU"),
    "barcode": QT_TRANSLATE_NOOP("Messages", "Barcode"),
    "name": QT_TRANSLATE_NOOP("Messages", "Name"),
    "title": QT_TRANSLATE_NOOP("Messages", "Name"),
    "variant": QT_TRANSLATE_NOOP("Messages", "Variant"),
    "option_name": QT_TRANSLATE_NOOP("Messages", "Name of the option"),
    "option_value": QT_TRANSLATE_NOOP("Messages", "Option"),
    "handle": QT_TRANSLATE_NOOP("Messages", "Article"),
    "article_name": QT_TRANSLATE_NOOP("Messages", "Name of the article"),
    "category": QT_TRANSLATE_NOOP("Messages", "Category"),
    "categories": QT_TRANSLATE_NOOP("Messages", "Categories"),
    "category_path": QT_TRANSLATE_NOOP("Messages", "Category"),
    "brand": QT_TRANSLATE_NOOP("Messages", "Brand"),
    "unit": QT_TRANSLATE_NOOP("Messages", "Unit"),
    "weighed": QT_TRANSLATE_NOOP("Messages", "Sold by weight"),
    "price": QT_TRANSLATE_NOOP("Messages", "Price"),
    "price_at": QT_TRANSLATE_NOOP("Messages", "Price"),
    "price_kind": QT_TRANSLATE_NOOP("Messages", "Price or cost"),
    "sale_price": QT_TRANSLATE_NOOP("Messages", "Sale price"),
    "cost": QT_TRANSLATE_NOOP("Messages", "Cost"),
    "tax": QT_TRANSLATE_NOOP("Messages", "Tax"),
    "stock": QT_TRANSLATE_NOOP("Messages", "Stock"),
    "tracked": QT_TRANSLATE_NOOP("Messages", "Stock is counted"),
    "active": QT_TRANSLATE_NOOP("Messages", "On sale"),
    "archived": QT_TRANSLATE_NOOP("Messages", "Archived"),
    "description": QT_TRANSLATE_NOOP("Messages", "Description"),
    "picture": QT_TRANSLATE_NOOP("Messages", "Picture"),
    "reference": QT_TRANSLATE_NOOP("Messages", "Receipt"),
    "sold_at": QT_TRANSLATE_NOOP("Messages", "Sold at"),
    "time": QT_TRANSLATE_NOOP("Messages", "Time"),
    "zone": QT_TRANSLATE_NOOP("Messages", "Time zone"),
    "customer_id": QT_TRANSLATE_NOOP("Messages", "Customer number"),
    "customer_name": QT_TRANSLATE_NOOP("Messages", "Customer"),
    "customer_mail": QT_TRANSLATE_NOOP("Messages", "Customer's mail"),
    "customer_phone": QT_TRANSLATE_NOOP("Messages", "Customer's phone"),
    "customer_contact": QT_TRANSLATE_NOOP("Messages", "Customer's contact"),
    "first_name": QT_TRANSLATE_NOOP("Messages", "First name"),
    "last_name": QT_TRANSLATE_NOOP("Messages", "Last name"),
    "item": QT_TRANSLATE_NOOP("Messages", "Item sold"),
    "quantity": QT_TRANSLATE_NOOP("Messages", "Quantity"),
    "products": QT_TRANSLATE_NOOP("Messages", "Products sold"),
    "items_sold": QT_TRANSLATE_NOOP("Messages", "Number of items"),
    "revenue": QT_TRANSLATE_NOOP("Messages", "Revenue"),
    "subtotal": QT_TRANSLATE_NOOP("Messages", "Sum of the lines"),
    "order_total": QT_TRANSLATE_NOOP("Messages", "Sum of the order"),
    "order_discount": QT_TRANSLATE_NOOP("Messages", "Discount on the order"),
    "refunded": QT_TRANSLATE_NOOP("Messages", "Paid back"),
    "cancelled": QT_TRANSLATE_NOOP("Messages", "Cancelled"),
    "payment": QT_TRANSLATE_NOOP("Messages", "Payment"),
    "type": QT_TRANSLATE_NOOP("Messages", "Type"),
    "parent": QT_TRANSLATE_NOOP("Messages", "Parent"),
    "component": QT_TRANSLATE_NOOP("Messages", "Part of a set"),
    "purchase_cost": QT_TRANSLATE_NOOP("Messages", "Cost"),
    "cost_at": QT_TRANSLATE_NOOP("Messages", "Cost"),
    "tax_flag": QT_TRANSLATE_NOOP("Messages", "Tax"),
    "short_description": QT_TRANSLATE_NOOP("Messages", "Description"),
    "sale_from": QT_TRANSLATE_NOOP("Messages", "Sale price from"),
    "sale_to": QT_TRANSLATE_NOOP("Messages", "Sale price until"),
    "unit_price": QT_TRANSLATE_NOOP("Messages", "Price of one"),
    "gross": QT_TRANSLATE_NOOP("Messages", "Before discount"),
    "discount": QT_TRANSLATE_NOOP("Messages", "Discount"),
    "net": QT_TRANSLATE_NOOP("Messages", "Line total"),
    "event": QT_TRANSLATE_NOOP("Messages", "Sale or refund"),
    "status": QT_TRANSLATE_NOOP("Messages", "Status"),
    "valid_from": QT_TRANSLATE_NOOP("Messages", "Valid from"),
    "rating": QT_TRANSLATE_NOOP("Messages", "Rating"),
    "rated_at": QT_TRANSLATE_NOOP("Messages", "Rated at"),
}
