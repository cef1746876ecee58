"""Which backups are kept, and what their names tell."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.store.backup_rule import BackupInfo, backup_name, read_name, to_delete


def info(moment, reason="daily"):
    return BackupInfo(Path(backup_name(moment, reason, False)), moment, reason, 1, False)


def test_the_rule_keeps_seven_days_four_weeks_twelve_months():
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    daily = [info(now - timedelta(days=n)) for n in range(800)]
    gone = {entry.path for entry in to_delete(daily)}
    kept = [entry for entry in daily if entry.path not in gone]
    days = [entry.made_at.date() for entry in kept]
    assert days[:7] == [(now - timedelta(days=n)).date() for n in range(7)]
    assert len(kept) <= 7 + 4 + 12
    assert len({day.strftime("%Y-%m") for day in days}) == 12
    assert len({day.strftime("%G-%V") for day in days[:10]}) >= 4


@given(st.lists(st.integers(0, 40_000), max_size=60), st.sampled_from(["daily", "import", "hand"]))
def test_the_rule_never_removes_the_newest_and_is_stable(hours, reason):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = [info(start + timedelta(hours=hour), reason) for hour in set(hours)]
    gone = {entry.path for entry in to_delete(made)}
    left = [entry for entry in made if entry.path not in gone]
    if made:
        assert max(made, key=lambda entry: entry.made_at) in left
    assert to_delete(left) == []
    if reason == "hand":
        assert left == made


def test_names_are_read_back(tmp_path):
    moment = datetime(2026, 11, 24, 9, 14, 1, 123000, tzinfo=UTC)
    path = tmp_path / backup_name(moment, "daily", True)
    path.touch()
    found = read_name(path)
    assert (found.made_at, found.reason, found.encrypted) == (moment, "daily", True)
    assert read_name(tmp_path / "shop-99999999T999999999Z-daily.db") is None
    assert read_name(tmp_path / "shop.db") is None
