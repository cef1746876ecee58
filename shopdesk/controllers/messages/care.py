"""Sentences of what keeps the shop's data safe: backups, checks, privacy, encryption, several tills."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "shop.damaged_backup": QT_TRANSLATE_NOOP(
        "Messages",
        "The shop's file {path} is damaged. Nothing was changed; the last good backup is of {made}: restore {backup}.",
    ),
    "shop.on_network": QT_TRANSLATE_NOOP(
        "Messages",
        "{path} is in a network folder, where the shop's file can break. Move it to this computer's own disk.",
    ),
    "shop.in_use": QT_TRANSLATE_NOOP(
        "Messages", "{path} is open in a ShopDesk window or another program. Close it, then try again."
    ),
    "shop.passphrase": QT_TRANSLATE_NOOP(
        "Messages", "{path} is encrypted. Give its passphrase in SHOPDESK_PASSPHRASE."
    ),
    "shop.not_encrypted": QT_TRANSLATE_NOOP(
        "Messages", "{path} is not encrypted. Open it without a passphrase, or encrypt it first."
    ),
    "shop.no_cipher": QT_TRANSLATE_NOOP(
        "Messages", "Encryption is not installed. Install ShopDesk with its part called encryption."
    ),
    "encrypt.no_passphrase": QT_TRANSLATE_NOOP(
        "Messages", "A passphrase is needed. Put it into the environment variable {variable}."
    ),
    "encrypt.already": QT_TRANSLATE_NOOP("Messages", "{path} is that way already. Nothing was changed."),
    "shop.offline": QT_TRANSLATE_NOOP(
        "Messages", "The server {path} cannot be reached. Sales go on; try this again when it is back."
    ),
    "shop.refused": QT_TRANSLATE_NOOP(
        "Messages", "The server {path} did not let this till in. Check the name and the password in the URL."
    ),
    "shop.no_database": QT_TRANSLATE_NOOP(
        "Messages", "The server {path} has no such database. Create it, or check the URL."
    ),
    "shop.server_full": QT_TRANSLATE_NOOP(
        "Messages", "The server {path} has no room left. Free space on its disk, then try again."
    ),
    "value.too_long": QT_TRANSLATE_NOOP("Messages", "A text is too long for its field. Shorten it."),
    "value.bad_text": QT_TRANSLATE_NOOP("Messages", "A text has a character that cannot be kept. Type it again."),
    "backup.folder": QT_TRANSLATE_NOOP(
        "Messages", "The folder {path} for backups cannot be written. Plug the disk in, or choose another folder."
    ),
    "backup.no_space": QT_TRANSLATE_NOOP(
        "Messages", "There is not enough room in {path}. Free some space or choose another folder; nothing was changed."
    ),
    "backup.failed": QT_TRANSLATE_NOOP(
        "Messages", "The backup {path} could not be written. Choose another folder and try again."
    ),
    "backup.damaged": QT_TRANSLATE_NOOP("Messages", "{path} is damaged or no backup. Choose another one."),
    "backup.missing": QT_TRANSLATE_NOOP("Messages", "There is no backup {path}. Check the name."),
    "backup.none": QT_TRANSLATE_NOOP("Messages", "There is no good backup of {path}. Name a backup's file."),
    "backup.passphrase": QT_TRANSLATE_NOOP(
        "Messages", "The backup {path} is encrypted. Give its passphrase in SHOPDESK_PASSPHRASE."
    ),
    "backup.wrong_passphrase": QT_TRANSLATE_NOOP(
        "Messages", "The passphrase does not open {path}, or the file is damaged. Type the passphrase again."
    ),
    "restore.failed": QT_TRANSLATE_NOOP(
        "Messages", "The backup could not be restored to {path}. The shop is as it was; check the disk and try again."
    ),
    "customer.which": QT_TRANSLATE_NOOP("Messages", "Name one customer, or use --all-names, not both."),
    "basket.not_parked": QT_TRANSLATE_NOOP(
        "Messages", "This basket is not parked any more. Look at the list once again."
    ),
    "stock.short": QT_TRANSLATE_NOOP("Messages", "There are only {left} of {product}. Take fewer, or count the stock."),
    "receipt.unknown": QT_TRANSLATE_NOOP("Messages", "There is no receipt {number}. Check the number."),
    "refund.of_refund": QT_TRANSLATE_NOOP("Messages", "This is a refund itself. Choose the sale."),
    "refund.too_much": QT_TRANSLATE_NOOP(
        "Messages", "Of {product} only {left} can still be given back. Enter a smaller number."
    ),
    "refund.nothing": QT_TRANSLATE_NOOP("Messages", "Nothing is left to give back. Choose another receipt."),
    "verify.page": QT_TRANSLATE_NOOP("Messages", "The file is damaged: {text}. Restore a backup."),
    "verify.reference": QT_TRANSLATE_NOOP(
        "Messages", "Row {row} of {table} refers to a row of {to} that is gone. Restore a backup."
    ),
    "verify.total": QT_TRANSLATE_NOOP(
        "Messages", "Sale {basket} was noted with {total}, but its lines come to {lines}. Compare the receipt."
    ),
    "verify.movement": QT_TRANSLATE_NOOP(
        "Messages", "Movement {movement} of {quantity} does not fit sale {basket}. Count the stock."
    ),
    "verify.moves": QT_TRANSLATE_NOOP(
        "Messages", "Sale {basket} booked {noted} movements of stock, but {there} are there. Count the stock."
    ),
    "verify.receipt": QT_TRANSLATE_NOOP("Messages", "Receipt {number} is missing or doubled. Compare the receipts."),
    "verify.refund": QT_TRANSLATE_NOOP(
        "Messages", "More was given back of sale {basket} than was sold. Compare the receipts."
    ),
    "verify.picture": QT_TRANSLATE_NOOP("Messages", "The picture {path} is missing. Add it again."),
}

STAGES: dict[str, str] = {
    "backup": QT_TRANSLATE_NOOP("Messages", "Making a backup"),
    "restore": QT_TRANSLATE_NOOP("Messages", "Restoring the backup"),
    "demo": QT_TRANSLATE_NOOP("Messages", "Writing the demo shop"),
    "pictures": QT_TRANSLATE_NOOP("Messages", "Drawing the demo shop's pictures"),
    "sales": QT_TRANSLATE_NOOP("Messages", "Writing the demo shop's sales"),
    "verify": QT_TRANSLATE_NOOP("Messages", "Checking the shop's data"),
}
