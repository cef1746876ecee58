"""Sentences of the shop's data: catalog, basket, files, imports."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "product.unknown": QT_TRANSLATE_NOOP("Messages", "There is no product {product_id}. Search for it by name."),
    "customer.unknown": QT_TRANSLATE_NOOP("Messages", "There is no customer {customer_id}. Check the number."),
    "shop.missing": QT_TRANSLATE_NOOP(
        "Messages", "There is no shop in {path}. Make a demo shop with: shopdesk demo DIR"
    ),
    "shop.damaged": QT_TRANSLATE_NOOP("Messages", "The shop's file {path} is damaged. Restore a backup."),
    "shop.read_only": QT_TRANSLATE_NOOP(
        "Messages", "The shop's folder {path} cannot be written. Check its permissions."
    ),
    "basket.empty": QT_TRANSLATE_NOOP("Messages", "The basket is empty. Add a product first."),
    "shop.bad_url": QT_TRANSLATE_NOOP("Messages", "This database cannot be opened. Check the URL after --database."),
    "barcode.unknown": QT_TRANSLATE_NOOP("Messages", "No product has the barcode {barcode}. Search for it by name."),
    "import.bad_mapping": QT_TRANSLATE_NOOP("Messages", "{text} names no column. Write FIELD=COLUMN."),
    "shop.busy": QT_TRANSLATE_NOOP("Messages", "Another program is using {path}. Try again in a moment."),
    "shop.disk_full": QT_TRANSLATE_NOOP("Messages", "{path} could not be saved. Check the free space of the disk."),
    "shop.newer": QT_TRANSLATE_NOOP(
        "Messages", "{path} was made by a newer ShopDesk (version {version}). Update ShopDesk."
    ),
    "product.no_name": QT_TRANSLATE_NOOP("Messages", "A product needs a name. Give it one."),
    "product.exists": QT_TRANSLATE_NOOP("Messages", "There is a product {product_id} already. Choose another number."),
    "sku.taken": QT_TRANSLATE_NOOP("Messages", "Another product has the SKU {sku}. Use a different one."),
    "barcode.taken": QT_TRANSLATE_NOOP("Messages", "Another product has the barcode {barcode}. Check the code."),
    "price.negative": QT_TRANSLATE_NOOP("Messages", "A price cannot be below zero. Enter another one."),
    "customer.exists": QT_TRANSLATE_NOOP(
        "Messages", "There is a customer {customer_id} already. Choose another number."
    ),
    "quantity.invalid": QT_TRANSLATE_NOOP(
        "Messages", "{quantity} is not a possible quantity. Enter a number from 0 to 100,000."
    ),
    "demo.exists": QT_TRANSLATE_NOOP("Messages", "There is a shop in {path} already. Choose another folder."),
    "demo.bad_size": QT_TRANSLATE_NOOP("Messages", "A demo shop of this size is not possible. Choose other numbers."),
    "import.too_large": QT_TRANSLATE_NOOP("Messages", "{path} is larger than 2 GB. Cut it into parts."),
    "import.unknown_kind": QT_TRANSLATE_NOOP(
        "Messages", "{kind} cannot be imported. Choose products, prices, customers, sales or ratings."
    ),
    "import.unknown_mode": QT_TRANSLATE_NOOP("Messages", "{mode} is no way to import. Choose create, update or both."),
    "import.unknown": QT_TRANSLATE_NOOP("Messages", "There is no import {import_id}. Check the number."),
    "import.undone": QT_TRANSLATE_NOOP("Messages", "Import {import_id} was taken back already. Nothing is left to do."),
    "row.no_name": QT_TRANSLATE_NOOP("Messages", "The row has no name. Fill it in."),
    "row.no_price": QT_TRANSLATE_NOOP("Messages", "The row has no price. Fill it in."),
    "row.no_basket": QT_TRANSLATE_NOOP("Messages", "The row has no basket number. Fill it in."),
    "row.bad_money": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a clear price. Write it like 1.99."),
    "row.bad_number": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a usable number. Correct it."),
    "row.bad_date": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a date. Write it like 2026-03-01 10:00."),
    "row.unknown_product": QT_TRANSLATE_NOOP("Messages", "There is no product {product}. Import the products first."),
    "product.missing": QT_TRANSLATE_NOOP("Messages", "There is no product {product_id}. Choose one from the catalog."),
    "import.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} is not a table that can be read. Save it as CSV."),
    "import.no_columns": QT_TRANSLATE_NOOP(
        "Messages", "{path} lacks a column it needs ({wanted}); it has {found}. Name the columns with a mapping."
    ),
}
