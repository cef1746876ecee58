"""Looking after the shop's data: backup, restore, verify, forgetting a customer."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from shopdesk.commands import arguments
from shopdesk.commands.common import output, shop_folder
from shopdesk.controllers.messages import Messages
from shopdesk.engine.errors import DataError

PASSPHRASE = "SHOPDESK_PASSPHRASE"


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    make = add("backup", "Write a backup and check it; without a file, into the folder of the backups.")
    make.set_defaults(run=backup)
    make.add_argument("file", nargs="?", type=Path, metavar="FILE")
    make.add_argument("--to", type=Path, metavar="DIR", help="let backups go to this folder from now on")
    make.add_argument("--list", action="store_true", help="list the backups")
    bring = add("restore", "Put a backup in the shop's place; what was there is kept.")
    bring.set_defaults(run=restore)
    bring.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the newest good backup if left out")
    look = add("verify", "Check the shop's file, ledger, totals, receipts, pictures and models.")
    look.set_defaults(run=check)
    forget = add("forget-customer", "Erase a customer everywhere; the sales stay, without the person.")
    forget.set_defaults(run=forget_customer)
    forget.add_argument("customer", nargs="?", metavar="ID")
    forget.add_argument("--all-names", action="store_true", help="keep all customers under their numbers only")
    lock = add("encrypt", f"Encrypt the shop's file with the passphrase in {PASSPHRASE}, or decrypt it.")
    lock.set_defaults(run=encrypt)
    lock.add_argument("--decrypt", action="store_true")


def backup(options: argparse.Namespace) -> int:
    """Write a backup, or list them."""
    from shopdesk.store.backup import choose_backup_folder, list_backups, make_backup
    from shopdesk.store.shop import open_shop

    folder = shop_folder(options)
    if options.to is not None:
        choose_backup_folder(folder, options.to)
    if options.list:
        infos = list_backups(folder)
    else:
        with open_shop(folder, url=options.database, create=False) as shop:
            infos = [make_backup(shop, "hand", options.file)]
    rows = [
        (info.made_at.astimezone().strftime("%Y-%m-%d %H:%M"), info.reason, f"{info.size / 1e6:.1f} MB", info.path)
        for info in infos
    ]
    document = [
        {"path": str(info.path), "made_at": info.made_at.isoformat(), "reason": info.reason, "size": info.size}
        for info in infos
    ]
    output(options, document, ("made", "why", "size", "file"), rows)
    return 0


def restore(options: argparse.Namespace) -> int:
    """Restore a backup."""
    from shopdesk.store.backup import last_good_backup
    from shopdesk.store.restore import restore_shop

    folder = shop_folder(options)
    passphrase = os.environ.get(PASSPHRASE) or None
    source = options.file
    if source is None:
        found = last_good_backup(folder, passphrase)
        if found is None:
            raise DataError("backup.none", path=str(folder))
        source = found.path
    report = restore_shop(folder, source, options.database, passphrase)
    document = {
        "restored": str(source),
        "version": report.version,
        "products": report.products,
        "sales": report.sales,
        "forgotten again": report.forgotten,
        "files put back": report.files,
        "files missing": report.missing,
        "kept what was there": report.safety or "",
    }
    output(options, document, ("what", ""), document.items())
    return 0


def check(options: argparse.Namespace) -> int:
    """Check the shop's data; 1 if something does not fit."""
    from shopdesk.controllers.desk_care import verify_everything
    from shopdesk.store.shop import open_shop

    messages = Messages()
    with open_shop(shop_folder(options), url=options.database, create=False) as shop:
        checks = verify_everything(shop)
    document = [
        {
            "check": one.name,
            "looked_at": one.looked_at,
            "wrong": one.wrong,
            "problems": [messages.error_code(problem.code, problem.params) for problem in one.problems],
        }
        for one in checks
    ]
    rows = [(one.name, one.looked_at, one.wrong or "all well") for one in checks]
    output(options, document, ("check", "looked at", "wrong"), rows)
    for one in checks:
        for problem in one.problems:
            sys.stderr.write(messages.error_code(problem.code, problem.params) + "\n")
    return 1 if any(one.wrong for one in checks) else 0


def forget_customer(options: argparse.Namespace) -> int:
    """Erase a customer, or the names of all."""
    from shopdesk.store.privacy import drop_names
    from shopdesk.store.privacy import forget_customer as forget
    from shopdesk.store.shop import open_shop

    if (options.customer is None) == (not options.all_names):
        raise DataError("customer.which")
    with open_shop(shop_folder(options), url=options.database, create=False) as shop:
        if options.all_names:
            document: dict[str, object] = {"customers without a name now": drop_names(shop)}
            output(options, document, ("what", "how many"), document.items())
            return 0
        done = forget(shop, options.customer)
    document = {"customer": done.customer_id, "sales kept": done.sales, "backups": done.backups, "unread": done.unread}
    rows: list[tuple[str, object]] = [("sales kept without a customer", done.sales)]
    rows += [("still in the backup", path) for path in done.backups]
    rows += [("could not be read", path) for path in done.unread]
    output(options, document, ("what", ""), rows)
    return 0


def encrypt(options: argparse.Namespace) -> int:
    """Encrypt or decrypt the shop's file."""
    from shopdesk.store.encryption import change_encryption

    passphrase = os.environ.get(PASSPHRASE) or None
    if passphrase is None:
        raise DataError("encrypt.no_passphrase", variable=PASSPHRASE)
    left = change_encryption(shop_folder(options), passphrase, encrypted=not options.decrypt)
    document = {"encrypted": not options.decrypt, "old backups": [str(path) for path in left]}
    rows = [("encrypted", "no" if options.decrypt else "yes")]
    rows += [("made before, the other way", str(path)) for path in left]
    output(options, document, ("what", ""), rows)
    return 0
