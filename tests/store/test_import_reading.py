"""Encodings, separators, numbers, dates: what the whole file decides, and what only the owner can."""

import zipfile
from datetime import UTC, datetime

import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.importing import import_file, survey_file
from shopdesk.store.importing.moments import DateReader, day_order, zone_named
from shopdesk.store.importing.numbers import NumberReader, evidence
from shopdesk.store.importing.tables import Table
from shopdesk.store.shop import open_shop


@pytest.fixture
def shop(tmp_path):
    with open_shop(tmp_path / "shop") as opened:
        yield opened


def put(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Käse"),
        ("utf-8-sig", "Käse"),
        ("utf-16", "Käse 奶酪"),
        ("utf-16-le", "Kaese und Brot"),
        ("utf-16-be", "Kaese und Brot"),
        ("utf-32", "Käse"),
        ("cp1252", "Crème Brûlée für 3 €"),
        ("gb18030", "新鲜牛奶"),
        ("gb18030", "老干妈辣椒酱 280 g"),
    ],
)
def test_encodings(tmp_path, encoding, text):
    path = put(tmp_path, f"Name;Price\r\n{text};1,50\r\n".encode(encoding))
    with Table(path) as table:
        assert table.delimiter == ";"
        assert [row.cells for row in table.rows()] == [[text, "1,50"]]
        assert table.encoding.sure


def test_one_broken_letter_spoils_one_row_only(tmp_path):
    rows = b"".join(f"Käse {i},1.50\n".encode() for i in range(50))
    path = put(tmp_path, b"Name,Price\n" + rows + b"K\xe4se,1.50\n" + rows)
    with Table(path) as table:
        found = list(table.rows())
    assert table.encoding.name == "utf-8"
    assert [(row.line, row.fault) for row in found if row.fault] == [(52, "row.broken_text")]
    assert len(found) == 101


def test_an_encoding_that_is_none_of_these_is_asked(shop, tmp_path):
    path = put(tmp_path, "Name;Price\nМолоко;1,50\nХлеб чёрный;2,50\n".encode("cp1251"))
    with pytest.raises(DataError) as asked:
        import_file(shop, path)
    assert asked.value.code == "import.ask_encoding"
    import_file(shop, path, ImportOptions(encoding="cp1251"))
    assert shop.cards(shop.product_ids())[1].name == "Хлеб чёрный"
    with pytest.raises(DataError) as unknown:
        import_file(shop, path, ImportOptions(encoding="klingon"))
    assert unknown.value.code == "import.unknown_encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    line = delimiter.join(("Name", '"GTIN, UPC, EAN, or ISBN"', "Price"))
    path = put(tmp_path, f"\n{line}\nTea{delimiter}{delimiter}1\n".encode())
    with Table(path) as table:
        assert table.header == ["Name", "GTIN, UPC, EAN, or ISBN", "Price"]
        assert [(row.line, row.cells) for row in table.rows()] == [(3, ["Tea", "", "1"])]


def test_excel_names_its_separator(tmp_path):
    with Table(put(tmp_path, b"sep=|\nName|Price\nTea|1\n")) as table:
        assert (table.header, [row.cells for row in table.rows()]) == (["Name", "Price"], [["Tea", "1"]])


def test_quotes_that_do_not_close(tmp_path):
    text = 'Name,Price\nA,1\n"B,2\nC,3\n"D ""d""\nd",4\nE"e,5\n"F"f,6\nG,7,8\nH,9\n"I,10\n'
    with Table(put(tmp_path, text.encode())) as table:
        rows = [(row.line, row.fault or row.cells) for row in table.rows()]
    assert rows == [
        (2, ["A", "1"]),
        (3, "row.bad_quotes"),
        (4, ["C", "3"]),
        (5, ['D "d"\nd', "4"]),
        (7, ['E"e', "5"]),
        (8, "row.bad_quotes"),
        (9, "row.too_many_cells"),
        (10, ["H", "9"]),
        (11, "row.bad_quotes"),
    ]


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("$8.00", ".", "8.00"),
        ("-$12.00", ".", "-12.00"),
        ("($33.62)", ".", "-33.62"),
        ("1.234,50", ",", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1 234,5 €", ",", "1234.5"),
        ("1'234.50", ".", "1234.50"),
        ("1.234.567", ",", "1234567"),
        ("0,125", ",", "0.125"),
        ("1234.567", ".", "1234.567"),
        ("12", "", "12"),
        ("\u22125", "", "-5"),
        ("1,234", "?", None),
        ("1.234", "?", None),
        ("12,34,56", ".", None),
        ("1.2.34", ",", None),
        ("1e5", "", None),
        ("--5", "", None),
        ("", "", None),
        ("abc", "", None),
    ],
)
def test_numbers_by_themselves(text, mark, value):
    assert evidence(text) == mark
    if value is None:
        with pytest.raises(ValueError):
            NumberReader().number(text)
    else:
        assert str(NumberReader().number(text)) == value


def test_a_column_decides_for_its_unclear_cells(shop, tmp_path):
    rows = "name;price;stock\nA;1.234;1.000\nB;12,50;2.500\nC;1.234,00;7\n"
    import_file(shop, put(tmp_path, rows.encode()))
    assert [(card.price, card.stock) for card in shop.cards(shop.product_ids())] == [
        (123400, 1000),
        (1250, 2500),
        (123400, 7),
    ]


def test_what_no_column_decides_is_asked(shop, tmp_path):
    path = put(tmp_path, b"name;price\nA;1.234\nB;5.678\nC;7\n")
    survey = survey_file(shop, path)
    (question,) = survey.questions
    assert (question.key, question.column, question.example) == ("decimal", "price", "1.234")
    assert survey.columns[1].examples[0] == ("1.234", "?")
    with pytest.raises(DataError) as asked:
        import_file(shop, path)
    assert asked.value.code == "import.ask_decimal"
    trial = import_file(shop, path, ImportOptions(decimal=","), dry_run=True)
    assert trial.created == 3
    import_file(shop, path, ImportOptions(decimal="."))
    assert [card.price for card in shop.cards(shop.product_ids())] == [123, 568, 700]


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2025-10-07 09:50:26 +0200", "", "2025-10-07 07:50:26"),
        ("2025-10-07T09:50:26Z", "", "2025-10-07 09:50:26"),
        ("10/07/2025 9:05 am", "mdy", "2025-10-07 09:05:00"),
        ("10/07/2025 12:05 AM", "dmy", "2025-07-10 00:05:00"),
        ("7/28/26 1:33\u202fPM", "mdy", "2026-07-28 13:33:00"),
        ("31.12.2025 14:05", "", "2025-12-31 14:05:00"),
        ("28 Jul 2026 13:00", "", "2026-07-28 13:00:00"),
        ("Jul 28, 2026, 1:00 p.m.", "", "2026-07-28 13:00:00"),
        ("2026年7月2日 10:00", "", "2026-07-02 10:00:00"),
    ],
)
def test_moments(text, order, moment):
    assert f"{DateReader(order, UTC).moment(text).astimezone(UTC):%Y-%m-%d %H:%M:%S}" == moment


@pytest.mark.parametrize(
    "text", ["03/04/2026", "2026-02-30", "31/31/2026", "45678.5", "tomorrow", "2026-01-01 25:00", ""]
)
def test_what_is_no_moment(text):
    with pytest.raises(ValueError):
        DateReader("", UTC).milliseconds(text)


def test_orders_and_zones():
    assert [day_order(text) for text in ("13/1/2026", "1/13/2026", "3/4/2026", "3/3/2026", "3.4.2026", "2026-1-2")] == [
        "dmy",
        "mdy",
        "?",
        "same",
        "dmy",
        "ymd",
    ]
    summer = datetime(2026, 7, 1, 12, tzinfo=zone_named("Eastern Time (US & Canada)"))
    assert summer.astimezone(UTC).hour == 16
    assert zone_named("Paris") is not None
    assert zone_named("Nowhere") is None


def workbook(tmp_path, rows, far=False):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Goods")
    for row in rows:
        sheet.append(row)
    if far:
        sheet.cell(1_048_576, 5).value = " "
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_workbooks_keep_what_is_a_number_and_what_is_text(shop, tmp_path):
    rows = [
        ["SKU", "Barcode", "Name", "Price", "Stock", "Cost"],
        ["001", 4006381333931, "Tea", 1.234, 2.5, None],
        [17, "036000291452", "Cup", 12, 3, "1,5"],
    ]
    report = import_file(shop, workbook(tmp_path, rows))
    assert (report.created, report.refused) == (2, [])
    tea, cup = shop.cards(shop.product_ids())
    assert (tea.sku, tea.barcodes, tea.price, tea.stock) == ("001", ("4006381333931",), 123, 2.5)
    assert (cup.sku, cup.barcodes, cup.price, cup.cost) == ("17", ("036000291452",), 1200, 150)


def test_dates_and_lost_cells_in_workbooks(shop, tmp_path):
    shop.add_product("Tea", 100, sku="1")
    rows = [["sku", "valid_from", "price"], [1, datetime(2026, 3, 4, 10, 30), 1.5], [1, "2026-03-05", 1.6]]
    report = import_file(shop, workbook(tmp_path, rows, far=True), ImportOptions(zone="UTC"))
    assert (report.kind, report.created) == ("prices", 2)
    assert [f"{moment:%d %H:%M}" for moment in shop.prices_frame()["ds"]][:2] == ["04 10:30", "05 00:00"]


def test_archives_that_are_no_workbooks(shop, tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    broken = put(tmp_path, b"PK\x03\x04" + bytes(100), "broken.xlsx")
    old = put(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old.xls")
    for one, code in ((path, "import.unreadable"), (broken, "import.unreadable"), (old, "import.old_sheet")):
        with pytest.raises(DataError) as raised:
            import_file(shop, one)
        assert raised.value.code == code


def test_a_mapping_is_remembered(shop, tmp_path):
    path = put(tmp_path, b"Bezeichnung;VK\nMilch;0,99\n")
    mapping = {"name": "Bezeichnung", "price": "VK"}
    assert not survey_file(shop, path).kind
    import_file(shop, path, ImportOptions(kind="products", mapping=mapping))
    again = put(tmp_path, b"Bezeichnung;VK\nMilch;1,09\nBrot;2,50\n")
    survey = survey_file(shop, again)
    assert (survey.kind, survey.remembered) == ("products", True)
    assert {column.name: column.field for column in survey.columns} == {"Bezeichnung": "name", "VK": "price"}
    report = import_file(shop, again)
    assert (report.created, report.updated) == (1, 1)


def test_price_jumps_are_told(shop, tmp_path):
    shop.add_product("Tea", 150, sku="A")
    report = import_file(shop, put(tmp_path, b"sku,name,price\nA,Tea,150.00\n"), dry_run=True)
    (warning,) = report.warnings
    assert (warning.code, warning.params["before"], warning.params["after"]) == ("warning.price_jump", "1.50", "150.00")
    assert shop.cards(shop.product_ids())[0].price == 150
    listed = import_file(shop, put(tmp_path, b"sku,price\nA,0.01\n"), dry_run=True)
    assert (listed.kind, [w.code for w in listed.warnings]) == ("prices", ["warning.price_jump"])
