"""Sheets: a cell that begins like a formula is written as a text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shopdesk.engine.errors import DataError
from shopdesk.store.sheets import safe_cell, write_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_becomes_a_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_numbers_and_plain_texts_stay() -> None:
    assert [safe_cell(cell) for cell in (-1.5, 3, "milk", "", None)] == [-1.5, 3, "milk", "", None]


def test_a_sheet_is_read_back_with_its_accents(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_csv(path, ("name", "=price"), [("Crème brûlée", 1.5), ("=cmd()", -2.0)])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["name", "'=price"], ["Crème brûlée", "1.5"], ["'=cmd()", "-2.0"]]


def test_a_folder_that_is_not_there_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"file\.not_written"):
        write_csv(tmp_path / "no" / "sheet.csv", ("a",), [])


def test_names_of_files_that_are_no_text_are_written_all_the_same(tmp_path: Path) -> None:
    name = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")
    write_csv(tmp_path / "a.csv", ("file",), [(name,), ("b.jpg",)])
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["file", "caf\\udce9.jpg", "b.jpg"]
