"""Product exports of every known program come in with the right names, cents, codes and stock."""

import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.importing import import_file, survey_file
from shopdesk.store.shop import open_shop


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path / "shop", url=shop_url) as opened:
        yield opened


def cards(shop):
    return {card.name: card for card in shop.cards(shop.product_ids())}


SHIRT = {
    "handle": "tee",
    "rows": [
        {
            "title": "Tee",
            "sku": "T-S",
            "code": "4006381333931",
            "value": "S",
            "price": "19.90",
            "cost": "8.05",
            "qty": "5",
        },
        {"sku": "T-M", "code": "0036000291452, 96385074", "value": "M", "price": "1,019.95", "cost": "", "qty": "-2"},
    ],
}


@pytest.mark.parametrize("dialect", ["shopify_new", "shopify_legacy"])
def test_shopify_in_both_dialects(shop, export, dialect):
    new = dialect == "shopify_new"
    names = {
        "handle": "URL handle" if new else "Handle",
        "sku": "SKU" if new else "Variant SKU",
        "code": "Barcode" if new else "Variant Barcode",
        "price": "Price" if new else "Variant Price",
        "qty": "Inventory quantity" if new else "Variant Inventory Qty",
        "tracker": "Inventory tracker" if new else "Variant Inventory Tracker",
        "path": "Product category" if new else "Product Category",
        "text": "Description" if new else "Body (HTML)",
        "one": "Option1 name" if new else "Option1 Name",
        "value": "Option1 value" if new else "Option1 Value",
        "image": "Product image URL" if new else "Image Src",
    }
    rows = []
    for place, variant in enumerate(SHIRT["rows"]):
        row = {names["handle"]: "tee", "Cost per item": variant["cost"], names["tracker"]: "shopify"}
        row |= {names[key]: variant[key] for key in ("sku", "code", "value", "price", "qty")}
        if place == 0:
            row |= {"Title": "Tee", "Vendor": "Acme", "Type": "Shirts", "Status": "active", names["one"]: "Size"}
            row |= {names["text"]: "<p>Soft &amp; <b>warm</b></p>", names["path"]: "Apparel > Shirts > Tees"}
        rows.append(row)
    rows.append({names["handle"]: "tee", names["image"]: "https://cdn.example/tee-2.jpg"})
    mug = {"Title": "Mug", names["handle"]: "mug", names["sku"]: "M1", names["price"]: "7.00", "Status": "archived"}
    rows.append(mug | {names["one"]: "Title", names["value"]: "Default Title", names["path"]: "Home > Mugs"})
    report = import_file(shop, export(dialect, rows))
    assert (report.source, report.created, report.refused) == ("shopify_products", 3, [])
    found = cards(shop)
    assert set(found) == {"Tee - S", "Tee - M", "Mug"}
    small, middle, mug = found["Tee - S"], found["Tee - M"], found["Mug"]
    assert (small.price, small.cost, small.stock, small.sku, small.brand) == (1990, 805, 5, "T-S", "Acme")
    assert (small.category, middle.category, mug.category) == ("Shirts", "Shirts", "Mugs")
    assert (middle.price, middle.cost, middle.stock) == (101995, None, -2)
    assert middle.barcodes == ("0036000291452", "96385074")
    assert (mug.price, mug.active, mug.barcodes) == (700, False, ())
    assert shop.by_barcode("036000291452").name == "Tee - M"
    assert shop.products_frame().set_index("name").loc["Tee - M", "description"] == "Soft & warm"
    again = import_file(shop, export(dialect, rows))
    assert (again.created, again.updated, again.unchanged, again.import_id) == (0, 0, 3, None)


def test_shopify_variant_is_found_by_its_handle_when_the_sku_is_new(shop, export):
    row = {"Title": "Tee", "URL handle": "tee", "Option1 name": "Size", "Option1 value": "S", "Price": "10.00"}
    import_file(shop, export("shopify_new", [row]))
    report = import_file(shop, export("shopify_new", [row | {"SKU": "NEW-1", "Price": "11.00"}]))
    assert (report.created, report.updated) == (0, 1)
    (card,) = shop.cards(shop.product_ids())
    assert (card.name, card.sku, card.price) == ("Tee - S", "NEW-1", 1100)
    assert {(change.field, change.before, change.after) for change in report.changes} == {
        ("sku", "", "NEW-1"),
        ("price", "10.00", "11.00"),
    }


@pytest.mark.parametrize("key", ["square_library", "square_library_online", "square_library_old"])
def test_square_libraries(shop, export, vendor_headers, key):
    names = {
        column: column.replace("<location>", "Main St").replace("<name>", "Sales").replace("<rate>", "8.25")
        for column in vendor_headers[key]
    }
    header = [names[column] for column in vendor_headers[key]]
    category = "Categories" if "Categories" in header else "Category"
    latte = {
        "Token": "AAA",
        "Item Name": "Latte",
        "Variation Name": "Regular",
        "SKU": "L1",
        "GTIN": "4006381333931",
        category: "Drinks > Hot, Best\\, ever",
        "Price": "3.50",
        "Current Quantity Main St": "12",
    }
    big = {"Token": "BBB", "Item Name": "Latte", "Variation Name": "Large", "Price": "4.25"}
    open_price = {"Token": "CCC", "Item Name": "Gift", "Variation Name": "Regular", "Price": "variable"}
    if "Default Unit Cost" in header:
        latte["Default Unit Cost"] = "0.99"
    if "Archived" in header:
        big["Archived"] = "Y"
    if "Tax - Sales (8.25%)" in header:
        latte["Tax - Sales (8.25%)"] = "Y"
    path = export(key, [latte, big, open_price], header=header)
    report = import_file(shop, path)
    assert (report.source, report.created, report.refused) == ("square_products", 3, [])
    found = cards(shop)
    assert (found["Latte"].price, found["Latte"].stock, found["Latte"].category) == (350, 12, "Drinks > Hot")
    assert found["Latte"].cost == (99 if "Default Unit Cost" in header else None)
    assert found["Latte - Large"].price == 425
    assert found["Latte - Large"].active is ("Archived" not in header)
    assert found["Gift"].price == 0
    assert [w.code for w in report.warnings] == ["warning.open_price"]
    assert import_file(shop, path).unchanged == 3


FRENCH = {
    "ID": "ID", "Type": "Type", "SKU": "UGS", "GTIN, UPC, EAN, or ISBN": "GTIN, UPC, EAN ou ISBN", "Name": "Nom",
    "Published": "Publié", "Is featured?": "Mis en avant ?", "Visibility in catalog": "Visibilité dans le catalogue",
    "Short description": "Description courte", "Description": "Description", "In stock?": "En stock ?",
    "Stock": "Stock", "Sale price": "Tarif promo", "Regular price": "Tarif régulier", "Categories": "Catégories",
    "Tags": "Étiquettes", "Images": "Images", "Parent": "Parent", "Position": "Position",
}  # fmt: skip


def woo_rows():
    return [
        {"ID": "10", "Type": "simple", "SKU": "W1", "Name": "Thé vert", "Published": "1", "Regular price": "1.234,50",
         "Categories": "Boissons > Thé, Promo", "Stock": "8", "GTIN, UPC, EAN, or ISBN": "3017620422003",
         "Short description": "Bon\\nmarché", "Visibility in catalog": "visible"},
        {"ID": "12", "Type": "variation", "SKU": "W2-R", "Parent": "W2", "Name": "", "Published": "1",
         "Regular price": "20,00", "Sale price": "15,90", "Stock": "parent"},
        {"ID": "11", "Type": "variable", "SKU": "W2", "Name": "Sac", "Published": "1", "Categories": "Sacs"},
        {"ID": "13", "Type": "variation", "Parent": "id:11", "Name": "Sac - Bleu", "Published": "1",
         "Regular price": "21,5"},
        {"ID": "14", "Type": "external", "Name": "Ailleurs", "Regular price": "5,00", "Published": "1"},
        {"ID": "15", "Type": "simple, virtual", "SKU": "'=W5", "Name": "Brouillon", "Published": "-1",
         "Regular price": "5,00"},
    ]  # fmt: skip


def test_woocommerce_with_decimal_commas_and_mark(shop, export, vendor_headers):
    header = [*vendor_headers["woo_products"], "Attribute 1 name", "Attribute 1 value(s)"]
    rows = woo_rows()
    rows[1] |= {"Attribute 1 name": "Couleur", "Attribute 1 value(s)": "Rouge"}
    path = export("woo_products", rows, encoding="utf-8-sig", delimiter=";", header=header)
    report = import_file(shop, path)
    assert (report.source, report.refused) == ("woocommerce_products", [])
    found = cards(shop)
    assert set(found) == {"Thé vert", "Sac - Rouge", "Sac - Bleu", "Brouillon"}
    tea = found["Thé vert"]
    assert (tea.price, tea.category, tea.stock, tea.barcodes) == (123450, "Boissons > Thé", 8, ("3017620422003",))
    assert (found["Sac - Rouge"].price, found["Sac - Bleu"].price) == (1590, 2150)
    assert (found["Sac - Rouge"].category, found["Sac - Rouge"].sku) == ("Sacs", "W2-R")
    assert (found["Brouillon"].active, found["Brouillon"].sku) == (False, "=W5")
    assert [(p.row, p.code) for p in report.skipped] == [(6, "row.not_sold")]
    assert import_file(shop, path).unchanged == 4


def test_woocommerce_in_french_is_known_by_its_order_and_asked(shop, export):
    path = export("woo_products", woo_rows(), encoding="utf-8-sig", rename=FRENCH)
    survey = survey_file(shop, path)
    assert (survey.source, [question.key for question in survey.questions]) == ("woocommerce_products", ["positions"])
    with pytest.raises(DataError) as asked:
        import_file(shop, path)
    assert asked.value.code == "import.ask_positions"
    report = import_file(shop, path, ImportOptions(source="woocommerce_products"))
    assert (report.created, report.refused) == (4, [])
    assert cards(shop)["Thé vert"].price == 123450


def test_loyverse_items(shop, export, vendor_headers):
    header = [column.replace("<store>", "Corner") for column in vendor_headers["loyverse_items"]]
    header += ["In stock [Second]", 'Tax - "VAT" (19%)']
    rows = [
        {"Handle": "tea", "SKU": "10000", "Name": "Tea", "Category": "Drinks", "Sold by weight": "Y", "Cost": "1.00",
         "Barcode": "4006381333931", "Track stock": "Y", "Price [Corner]": "12.90", "In stock [Corner]": "1.250",
         "In stock [Second]": "2.5", 'Tax - "VAT" (19%)': "Y"},
        {"Handle": "cup", "SKU": "10001", "Name": "Cup", "Option 1 name": "Size", "Option 1 value": "S",
         "Sold by weight": "N", "Track stock": "N", "Price [Corner]": "variable", "In stock [Corner]": "7"},
        {"Handle": "cup", "SKU": "10002", "Option 1 value": "L", "Price [Corner]": "3.00"},
        {"Handle": "box", "SKU": "10003", "Name": "Box", "Price [Corner]": "30.00"},
        {"Handle": "box", "SKU of included item": "10000", "Quantity of included item": "2"},
    ]  # fmt: skip
    path = export("loyverse_items", rows, header=header)
    report = import_file(shop, path)
    assert (report.source, report.created, report.refused) == ("loyverse_products", 4, [])
    found = cards(shop)
    tea = found["Tea"]
    assert (tea.price, tea.cost, tea.unit, tea.stock, tea.category) == (1290, 100, "kg", 3.75, "Drinks")
    assert (found["Cup - S"].price, found["Cup - S"].stock, found["Cup - L"].price) == (0, 0, 300)
    assert found["Box"].price == 3000
    assert import_file(shop, path).unchanged == 4


def test_lightspeed_x(shop, export, vendor_headers):
    header = [column.replace("<Outlet>", "Main_Outlet") for column in vendor_headers["lightspeed_x"]]
    rows = [
        {"id": "u-1", "handle": "bag", "sku": "10", "name": "Bag", "product_category": "Bags", "supply_price": "10.5",
         "retail_price": "29.95", "brand_name": "Acme", "active": "1", "track_inventory": "1",
         "inventory_Main_Outlet": "4", "variant_option_one_name": "Colour", "variant_option_one_value": "Red"},
        {"id": "u-2", "handle": "bag", "sku": "11", "name": "Bag", "variant_option_one_name": "Colour",
         "variant_option_one_value": "Blue", "supply_price": "10.5", "retail_price": "29.95", "active": "0",
         "track_inventory": "0", "inventory_Main_Outlet": "9"},
    ]  # fmt: skip
    report = import_file(shop, export("lightspeed_x", rows, header=header))
    assert (report.source, report.created, report.refused) == ("lightspeed_products", 2, [])
    found = cards(shop)
    assert (found["Bag - Red"].price, found["Bag - Red"].cost, found["Bag - Red"].stock) == (2995, 1050, 4)
    assert (found["Bag - Blue"].active, found["Bag - Blue"].stock) == (False, 0)


def test_lightspeed_r(shop, export):
    header = ["System ID", "UPC", "EAN", "Custom SKU", "Description", "Category", "Default Price", "Default Cost",
              "Main - Quantity on Hand", "Pier - Quantity on Hand"]  # fmt: skip
    row = dict(zip(header, ["210000000001", "036000291452", "4006381333931", "R1", "Bell", "Parts", "9.99", "4.00",
                            "3", "2"], strict=True))  # fmt: skip
    report = import_file(shop, export("r", [row], header=header))
    assert (report.source, report.created) == ("lightspeed_r_products", 1)
    (card,) = shop.cards(shop.product_ids())
    assert (card.name, card.price, card.cost, card.stock, card.sku) == ("Bell", 999, 400, 5, "R1")
    assert card.barcodes == ("036000291452", "4006381333931")


def test_what_excel_does_to_barcodes(shop, export):
    header = ["sku", "barcode", "name", "price"]
    rows = [
        {"sku": "A", "barcode": "4.00638E+12", "name": "Lost", "price": "1.00"},
        {"sku": "B", "barcode": "4,00638E+12", "name": "Lost too", "price": "1.00"},
        {"sku": "C", "barcode": "4006380000000", "name": "Rounded", "price": "1.00"},
        {"sku": "D", "barcode": "4006381333931.0", "name": "Pointed", "price": "1.00"},
        {"sku": "E", "barcode": "'036000291452", "name": "Protected", "price": "1.00"},
        {"sku": "1.2E+05", "barcode": "", "name": "No SKU left", "price": "1.00"},
    ]
    report = import_file(shop, export("own", rows, header=header))
    assert [(p.row, p.code) for p in report.warnings] == [
        (2, "warning.damaged_barcode"),
        (3, "warning.damaged_barcode"),
        (4, "warning.rounded_barcode"),
    ]
    assert [(p.row, p.code) for p in report.refused] == [(7, "row.damaged_sku")]
    found = cards(shop)
    assert [found[name].barcodes for name in ("Lost", "Lost too", "Rounded")] == [(), (), ()]
    assert (found["Pointed"].barcodes, found["Protected"].barcodes) == (("4006381333931",), ("036000291452",))
