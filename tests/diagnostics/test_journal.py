"""The log on disk: it turns over, holds no names, and never troubles the program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk import journal
from shopdesk.engine.errors import DataError

SECRETS = ("Dark Rye Bread", "Kim Weiß", "/home/kim", "东方美人茶", "4006381333931")
_log = logging.getLogger("shopdesk.test")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "state" / "window.log"
    journal.start(path)
    yield path
    journal.stop()


def test_own_words_and_numbers_are_kept_and_names_are_not(log: Path) -> None:
    _log.info("call %s failed after %d of %s tries, %.1f s", "recommend.run", 2, 3, 0.5)
    for secret in SECRETS:
        _log.info("cannot read %s", secret)
        _log.info("cannot read %s", Path(secret))
    text = log.read_text("utf-8")
    assert "call recommend.run failed after 2 of 3 tries, 0.5 s" in text
    assert "cannot read <str>" in text
    assert not any(secret in text for secret in SECRETS)


def test_a_wrong_argument_costs_the_arguments_only() -> None:
    record = logging.LogRecord("shopdesk.test", logging.INFO, "", 0, "%d lines", ("Dark Rye Bread",), None)
    assert journal.PlainFormatter().format(record).endswith("INFO shopdesk.test: %d lines")


def test_an_error_leaves_its_place_but_not_its_words(log: Path) -> None:
    try:
        try:
            {}["Dark Rye Bread"]
        except KeyError as error:
            raise DataError("product.unknown", product="Kim Weiß") from error
    except DataError:
        _log.exception("job on lane %s failed", "prices")
    text = log.read_text("utf-8")
    assert "DataError (product.unknown)" in text
    assert "caused by builtins.KeyError" in text
    assert "test_journal.py" in text
    assert "in test_an_error_leaves_its_place" in text
    assert not any(secret in text for secret in SECRETS)


def test_what_a_library_says_is_left_out(log: Path) -> None:
    logging.getLogger("sqlalchemy.engine").warning("INSERT INTO products VALUES ('Dark Rye Bread')")
    text = log.read_text("utf-8")
    assert "WARNING sqlalchemy.engine: a message of a library" in text
    assert "INSERT" not in text


def test_the_log_turns_over_and_keeps_three_old_files(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.stop()
    monkeypatch.setattr(journal, "BYTES", 2000)
    journal.start(log)
    for number in range(200):
        _log.info("line %d of many", number)
    files = sorted(path.name for path in log.parent.iterdir())
    assert files == ["window.log", "window.log.1", "window.log.2", "window.log.3"]
    assert all(path.stat().st_size <= 2000 for path in log.parent.iterdir())
    assert "line 199 of many" in log.read_text("utf-8")


def test_a_log_that_cannot_be_written_troubles_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    journal.start(blocked / "window.log")
    try:
        _log.warning("nobody reads this")
    finally:
        journal.stop()
    assert "Traceback" not in capfd.readouterr().err


def test_the_newest_lines_of_all_logs_are_named_after_them(log: Path) -> None:
    _log.info("line %d", 1)
    (log.parent / "engine.log").write_text("".join(f"old {n}\n" for n in range(5)), "utf-8")
    lines = journal.last_lines(log.parent, 2)
    assert lines[:2] == ["engine: old 3", "engine: old 4"]
    assert lines[2].startswith("window: ")
    assert lines[2].endswith("line 1")
