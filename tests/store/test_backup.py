"""Backups and restores on real files: made while others write, checked, kept by the rule, of every version."""

import json
import multiprocessing
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from shopdesk.engine.errors import DataError, EngineError
from shopdesk.store import backup, database, files, restore
from shopdesk.store.shop import open_shop

EARLIER = ("0001", "0002")


def old_shop(path: Path, revision: str) -> None:
    """A shop as a ShopDesk of that time wrote it."""
    store = database.Database(database.sqlite_url(path))
    with store.write() as connection:
        database.upgrade(connection, revision)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            INSERT INTO products (id, product_id, name, category, brand, unit, description, tax, tracked, active,
                                  created_at) VALUES (1, 'P0001', 'Milk', '', '', 'piece', '', 0, 1, 1, 1);
            INSERT INTO prices (product, kind, minor, valid_from, source) VALUES (1, 'price', 129, 1, 'owner');
            INSERT INTO baskets (id, status, opened_at, sold_at) VALUES (7, 'completed', 5, 6), (8, 'open', 9, NULL);
            INSERT INTO lines (basket, product, name, quantity, unit_price) VALUES (7, 1, 'Milk', 2, 129),
                                                                                   (8, 1, 'Milk', 1, 0);
            INSERT INTO movements (product, quantity, kind, moved_at, basket) VALUES (1, 10, 'count', 1, NULL),
                                                                                     (1, -2, 'sale', 6, 7);
            """
        )
    connection.close()


@pytest.mark.parametrize("revision", EARLIER)
def test_every_earlier_version_opens_after_a_backup_and_restores(tmp_path, revision, shop_is_well):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    old_shop(old / "shop.db", revision)
    saved = tmp_path / "saved.db"
    shutil.copyfile(old / "shop.db", saved)
    report = restore.restore_shop(new, saved)
    assert (report.version, report.products, report.sales, report.safety) == (revision, 1, 1, None)
    for folder in (old, new):
        assert shop_is_well(folder)
        with open_shop(folder) as shop:
            assert shop.card("P0001").stock == 8
            assert [line.quantity for line in shop.basket().lines] == [1.0]
            assert shop.complete_basket().receipt == 1
            assert shop.sales_frame()["quantity"].tolist() == [2.0, 1.0]
    made = [info for info in backup.list_backups(old) if info.reason == "upgrade"]
    assert len(made) == 1
    assert backup.check_backup(made[0].path).version == revision
    assert backup.list_backups(new) == []


def _open_together(folder, barrier, answers):
    from shopdesk.store.shop import open_shop

    barrier.wait()
    try:
        open_shop(folder).close()
        answers.put("")
    except EngineError as error:
        answers.put(repr(error))


def test_window_and_engine_may_open_a_shop_of_an_earlier_version_at_once(tmp_path):
    old_shop(tmp_path / "shop.db", "0001")
    (tmp_path / "pictures").mkdir()
    for number in range(60):
        (tmp_path / "pictures" / f"{number}.png").write_bytes(bytes([number]) * 20_000)
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(3), context.Queue()
    together = [context.Process(target=_open_together, args=(tmp_path, barrier, answers)) for _ in range(3)]
    for process in together:
        process.start()
    assert [answers.get(timeout=60) for _ in together] == ["", "", ""]
    for process in together:
        process.join()
    assert len(list((tmp_path / "backups").glob("*-upgrade.db"))) == 1


def test_the_earlier_versions_are_all_there_are():
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(database.MIGRATIONS)).walk_revisions()
    assert sorted(script.revision for script in scripts) == [*EARLIER, database.HEAD]


def test_backup_while_another_sells(tmp_path, filled_shop):
    product_id = filled_shop(tmp_path)
    stop = threading.Event()
    sold = []

    def sell():
        with open_shop(tmp_path) as shop:
            while not stop.is_set():
                shop.add_to_basket(product_id)
                sold.append(shop.complete_basket().receipt)

    seller = threading.Thread(target=sell)
    with open_shop(tmp_path) as shop:
        seller.start()
        try:
            infos = [backup.make_backup(shop, "hand") for _ in range(5)]
        finally:
            stop.set()
            seller.join()
    counts = [backup.check_backup(info.path).sales for info in infos]
    assert counts == sorted(counts)
    assert counts[0] >= 3
    assert sold == list(range(4, 4 + len(sold)))
    for info in infos:
        assert sorted(p.name for p in info.path.parent.glob(info.path.name + "*")) == [info.path.name]


def test_restore_brings_back_and_keeps_what_was_there(tmp_path, filled_shop, shop_is_well):
    product_id = filled_shop(tmp_path)
    with open_shop(tmp_path) as shop:
        info = backup.make_backup(shop, "hand", tmp_path / "mine.db")
        shop.set_price(product_id, 999)
        shop.add_to_basket(product_id)
        shop.complete_basket()
    report = restore.restore_shop(tmp_path, info.path)
    assert report.sales == 3
    with open_shop(tmp_path) as shop:
        assert shop.card(product_id).price == 129
        assert len(shop.receipts()) == 3
    again = restore.restore_shop(tmp_path, Path(report.safety))
    assert again.sales == 4
    with open_shop(tmp_path) as shop:
        assert shop.card(product_id).price == 999
    assert shop_is_well(tmp_path)


def test_restore_over_a_damaged_file_keeps_the_damaged_one(tmp_path, filled_shop, shop_is_well):
    filled_shop(tmp_path)
    with open_shop(tmp_path) as shop:
        info = backup.make_backup(shop, "daily")
    damaged = b"SQLite format 3\x00" + b"\x00garbage" * 4000
    (tmp_path / "shop.db").write_bytes(damaged)
    with pytest.raises(DataError) as refused:
        open_shop(tmp_path)
    assert refused.value.code == "shop.damaged_backup"
    assert refused.value.params["backup"] == str(info.path)
    assert (tmp_path / "shop.db").read_bytes() == damaged
    report = restore.restore_shop(tmp_path, info.path)
    assert Path(report.safety).read_bytes() == damaged
    assert shop_is_well(tmp_path)


def test_what_is_no_good_backup_is_refused_and_nothing_changes(tmp_path, filled_shop):
    filled_shop(tmp_path / "shop")
    before = (tmp_path / "shop" / "shop.db").read_bytes()
    garbage, cut, empty, folder = (tmp_path / name for name in ("garbage.db", "cut.db", "empty.db", "dir.db"))
    garbage.write_bytes(b"no database " * 900)
    cut.write_bytes(before[: len(before) // 2])
    empty.touch()
    folder.mkdir()
    newer = tmp_path / "newer.db"
    shutil.copyfile(tmp_path / "shop" / "shop.db", newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for path, code in (
        (garbage, "backup.damaged"),
        (cut, "backup.damaged"),
        (empty, "backup.damaged"),
        (folder, "backup.missing"),
        (tmp_path / "none.db", "backup.missing"),
        (newer, "shop.newer"),
    ):
        with pytest.raises(DataError) as refused:
            restore.restore_shop(tmp_path / "shop", path)
        assert refused.value.code == code, path
    assert (tmp_path / "shop" / "shop.db").read_bytes() == before
    assert [p.name for p in (tmp_path / "shop").iterdir() if p.name.endswith(".part")] == []


def test_restore_waits_for_nobody_who_has_the_shop_open(tmp_path, filled_shop, shop_is_well):
    filled_shop(tmp_path)
    with open_shop(tmp_path) as shop:
        info = backup.make_backup(shop, "hand")
        with pytest.raises(DataError) as refused:
            restore.restore_shop(tmp_path, info.path)
        assert refused.value.code == "shop.in_use"
        assert shop.count_products() == 1
    assert shop_is_well(tmp_path)


def test_a_chosen_folder_is_used_and_one_that_is_away_is_replaced(tmp_path, filled_shop):
    filled_shop(tmp_path / "shop")
    stick = tmp_path / "stick"
    assert backup.choose_backup_folder(tmp_path / "shop", stick) == stick
    with open_shop(tmp_path / "shop") as shop:
        assert backup.daily_backup(shop).path.parent == stick
        assert backup.daily_backup(shop) is None
        shutil.rmtree(stick)
        stick.write_text("a file where the folder was")
        info = backup.daily_backup(shop)
        assert info.path.parent == tmp_path / "shop" / "backups"
        assert backup.last_good_backup(tmp_path / "shop").path == info.path
    with pytest.raises(DataError) as refused:
        backup.choose_backup_folder(tmp_path / "shop", stick / "below")
    assert refused.value.code == "backup.folder"
    assert backup.backup_folder(tmp_path / "shop") == stick


def test_nothing_to_lose_is_not_backed_up(tmp_path):
    with open_shop(tmp_path) as shop:
        assert backup.backup_before(shop, "import") is None
        assert backup.daily_backup(shop) is None
        shop.add_product("Milk", 1)
        assert backup.backup_before(shop, "import").name.endswith("-import.db")


def test_last_good_backup_skips_damaged_ones(tmp_path, filled_shop):
    filled_shop(tmp_path)
    with open_shop(tmp_path) as shop:
        good, bad = backup.make_backup(shop, "hand"), backup.make_backup(shop, "hand")
    content = bytearray(bad.path.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    bad.path.write_bytes(content)
    assert backup.last_good_backup(tmp_path).path == good.path


# --- pictures and what was taught ------------------------------------------------------------------


def test_pictures_and_taught_photos_come_back_on_a_new_computer(tmp_path, filled_shop):
    shop_folder, stick = tmp_path / "shop", tmp_path / "stick"
    filled_shop(shop_folder)
    (shop_folder / "pictures").mkdir()
    (shop_folder / "models" / "vision").mkdir(parents=True)
    milk, taught = shop_folder / "pictures" / "milk.png", shop_folder / "models" / "vision" / "taught-1.npz"
    milk.write_bytes(b"a picture")
    taught.write_bytes(b"photos" * 1000)
    backup.choose_backup_folder(shop_folder, stick)
    with open_shop(shop_folder) as shop:
        first = backup.make_backup(shop, "daily")
        milk.write_bytes(b"another picture")
        second = backup.make_backup(shop, "import")
    contents = [path for path in (stick / "files").rglob("*") if path.is_file()]
    assert len(contents) == 3  # what did not change is there once
    report = restore.restore_shop(tmp_path / "new", first.path)
    assert (report.files, report.missing) == (2, 0)
    assert (tmp_path / "new" / "pictures" / "milk.png").read_bytes() == b"a picture"
    assert (tmp_path / "new" / "models" / "vision" / "taught-1.npz").read_bytes() == taught.read_bytes()
    report = restore.restore_shop(shop_folder, first.path)
    assert report.files == 1
    assert milk.read_bytes() == b"a picture"
    assert (shop_folder / "pictures" / "milk-before-restore.png").read_bytes() == b"another picture"
    for path in contents:
        path.write_bytes(b"damaged")
    milk.unlink()
    report = restore.restore_shop(shop_folder, second.path)
    assert report.missing == 1
    assert not milk.exists()


def test_files_that_no_backup_needs_are_removed(tmp_path, filled_shop):
    filled_shop(tmp_path)
    (tmp_path / "pictures").mkdir()
    picture = tmp_path / "pictures" / "x.png"
    with open_shop(tmp_path) as shop:
        for number in range(8):  # five of a kind are kept
            picture.write_bytes(bytes([number]) * 10)
            backup.backup_before(shop, "import")
    place = tmp_path / "backups"
    assert len(list(place.glob("*.files.json"))) == 5
    assert sorted(path.read_bytes()[0] for path in (place / "files").rglob("*") if path.is_file()) == [3, 4, 5, 6, 7]


def test_a_list_from_elsewhere_reaches_only_into_the_shops_folder(tmp_path):
    from shopdesk.store.backup_files import bring_files, list_of

    content = tmp_path / "files" / "2c" / "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    content.parent.mkdir(parents=True)
    content.write_bytes(b"foo")
    saved = tmp_path / "x.db"
    entry = [3, 1, content.name]
    list_of(saved).write_text(json.dumps({"../out.txt": entry, "pictures/in.txt": entry}))
    folder = tmp_path / "shop"
    folder.mkdir()
    assert bring_files(saved, folder) == (1, 0)
    assert (folder / "pictures" / "in.txt").exists()
    assert not (tmp_path / "out.txt").exists()


# --- where the file may be -------------------------------------------------------------------------

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
//nas/shop /mnt/my\040nas cifs rw 0 0
server:/x /mnt/nfs nfs4 rw 0 0
/dev/sdb1 /mnt/my\040nas/usb vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/home/a", "ext4"), ("/mnt/my nas/b", "cifs"), ("/mnt/nfs/c", "nfs4"), ("/mnt/my nas/usb/d", "vfat")],
)
def test_file_system_of_a_path(path, kind):
    assert files.file_system(Path(path), MOUNTS) == kind


def test_network_folders_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("shopdesk.store.shop.on_network", lambda path: True)
    with pytest.raises(DataError) as refused:
        open_shop(tmp_path)
    assert refused.value.code == "shop.on_network"
    assert list(tmp_path.iterdir()) == []
