"""Import, undo and export by command: tables for people, JSON for programs, one sentence for what is unclear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopdesk.cli import parse, run

SALES = (
    "Date,Receipt number,Receipt type,SKU,Item,Quantity,Net sales,Status\n"
    "01/02/2026 10:00,1-1,Sale,A1,Tea,2,3.00,Closed\n03/04/2026 10:00,1-2,Sale,A1,Tea,many,1.50,Closed\n"
)


@pytest.fixture
def shopdesk(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run(parse(["--data", str(tmp_path / "shop"), *map(str, arguments)]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_from_question_to_undo(shopdesk, tmp_path: Path) -> None:
    sales = tmp_path / "sales.csv"
    sales.write_text(SALES, encoding="utf-8")
    code, out, err = shopdesk("import", sales)
    assert (code, out) == (1, "")
    assert err == "01/02/2026 in Date may be day or month first. Say which: --dates dmy or --dates mdy.\n"
    code, out, err = shopdesk("import", sales, "--dates", "dmy", "--zone", "UTC")
    assert code == 0
    assert out.splitlines()[1].split() == [
        str(sales),
        *["Loyverse", "receipts", "by", "item", "1", "0", "0", "0", "1", "1"],
    ]
    assert err == f"{sales}, row 3: many in Quantity is not a usable number. Correct it.\n"
    code, out, _ = shopdesk("--json", "undo-import")
    assert [(one["import_id"], one["created"], one["undone_at"]) for one in json.loads(out)] == [(1, 1, None)]
    code, out, _ = shopdesk("--json", "undo-import", "1")
    assert json.loads(out)["removed"] == {"lines": 1, "receipts": 1, "prices": 1, "products": 1}
    assert shopdesk("undo-import", "1")[::2] == (1, "Import 1 was taken back already. Nothing is left to do.\n")


def test_a_trial_shows_the_changes(shopdesk, tmp_path: Path) -> None:
    goods = tmp_path / "goods.csv"
    goods.write_text("sku,name,price\nA1,Tea,1.50\n", encoding="utf-8")
    shopdesk("import", goods)
    goods.write_text("sku,name,price\nA1,Green tea,150.00\n", encoding="utf-8")
    code, _, err = shopdesk("import", goods, "--dry-run")
    assert code == 0
    assert err.splitlines() == [
        f"{goods}, row 2: The price of Tea jumps from 1.50 to 150.00. Is the decimal separator right?",
        f"{goods}, row 2: Tea: name Tea -> Green tea",
        f"{goods}, row 2: Tea: price 1.50 -> 150.00",
    ]
    code, out, _ = shopdesk("--json", "import", goods, "--dry-run")
    (report,) = json.loads(out)
    assert (report["updated"], report["import_id"], len(report["changes"])) == (1, None, 2)


def test_export(shopdesk, tmp_path: Path) -> None:
    goods = tmp_path / "goods.csv"
    goods.write_text("sku,name,price\n0042,Tea,1.50\n", encoding="utf-8")
    shopdesk("import", goods)
    code, out, _ = shopdesk("export", tmp_path / "out")
    assert code == 0
    assert "products.csv" in out
    assert shopdesk("export", tmp_path / "shop.xlsx")[0] == 0
    assert shopdesk("export", tmp_path / "s.csv", "--format", "shopify")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} >= {"out", "shop.xlsx", "s.csv"}
    assert (tmp_path / "shop.xlsx").read_bytes().startswith(b"PK")


def test_wrong_usage(shopdesk, tmp_path: Path) -> None:
    for arguments in (("import",), ("import", "a.csv", "--dates", "ymmd"), ("export", "x", "--format", "pdf")):
        with pytest.raises(SystemExit) as left:
            shopdesk(*arguments)
        assert left.value.code == 2
    assert shopdesk("import", tmp_path / "none.csv")[0] == 1
