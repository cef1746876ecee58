"""A shop whose file is encrypted: opened, sold in, backed up, restored, and made readable again."""

import pytest

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store import backup, files, restore
from shopdesk.store.encryption import change_encryption
from shopdesk.store.shop import open_shop


def test_an_encrypted_shop_from_end_to_end(tmp_path, filled_shop, shop_is_well):
    pytest.importorskip("sqlcipher3")
    product_id = filled_shop(tmp_path)
    with open_shop(tmp_path) as shop:
        plain = backup.make_backup(shop, "hand")
    assert change_encryption(tmp_path, "säge 'x'") == [plain.path]
    assert b"Milk" not in (tmp_path / "shop.db").read_bytes()
    for passphrase, code in ((None, "shop.passphrase"), ("wrong", "backup.wrong_passphrase")):
        with pytest.raises(DataError) as refused:
            open_shop(tmp_path, passphrase=passphrase)
        assert refused.value.code == code
    with open_shop(tmp_path, passphrase="säge 'x'") as shop:
        shop.add_to_basket(product_id)
        assert shop.complete_basket().receipt == 4
        info = backup.make_backup(shop, "daily")
    assert info.encrypted
    assert b"Milk" not in info.path.read_bytes()
    with pytest.raises(DataError) as refused:
        restore.restore_shop(tmp_path, info.path, passphrase="wrong")
    assert refused.value.code == "backup.wrong_passphrase"
    assert restore.restore_shop(tmp_path, info.path, passphrase="säge 'x'").sales == 4
    assert shop_is_well(tmp_path, passphrase="säge 'x'")
    with pytest.raises(DataError) as refused:
        change_encryption(tmp_path, "säge 'x'")
    assert refused.value.code == "encrypt.already"
    change_encryption(tmp_path, "säge 'x'", encrypted=False)
    assert shop_is_well(tmp_path)


def test_a_new_shop_can_be_encrypted_from_the_start(tmp_path):
    pytest.importorskip("sqlcipher3")
    with open_shop(tmp_path, passphrase="p") as shop:
        shop.add_product("Milk", 1)
    assert files.is_encrypted(tmp_path / "shop.db")
    with open_shop(tmp_path, passphrase="p") as shop:
        assert shop.count_products() == 1
    with pytest.raises(NotFound):
        change_encryption(tmp_path / "none", "p")
