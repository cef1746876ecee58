"""Sentences of what can happen anywhere."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "internal": QT_TRANSLATE_NOOP(
        "Messages", "Something went wrong inside ShopDesk; the log has the details. Try again."
    ),
    "engine.crashed": QT_TRANSLATE_NOOP("Messages", "The engine stopped and was started again. Try once more."),
    "engine.reported": QT_TRANSLATE_NOOP(
        "Messages",
        "The engine stopped and was started again. Try once more; {report} tells what happened, to read or send.",
    ),
    "file.missing": QT_TRANSLATE_NOOP("Messages", "There is no file {path}. Check the name."),
    "file.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} cannot be read. Check that you may open it."),
    "file.exists": QT_TRANSLATE_NOOP("Messages", "{path} is there already. Choose another folder."),
    "file.not_written": QT_TRANSLATE_NOOP("Messages", "{path} cannot be written. Check the folder and the free space."),
    "model.missing": QT_TRANSLATE_NOOP("Messages", "The model {name} is not installed. Install ShopDesk again."),
    "model.damaged": QT_TRANSLATE_NOOP(
        "Messages", "The model {name} is damaged and was not used. Install ShopDesk again."
    ),
    "settings.bad_value": QT_TRANSLATE_NOOP("Messages", "{value} cannot be used here. The setting stays as it was."),
    "settings.read_only": QT_TRANSLATE_NOOP(
        "Messages", "The setting holds until ShopDesk is closed: {path} cannot be written. Check the folder."
    ),
    "settings.currency_digits": QT_TRANSLATE_NOOP(
        "Messages",
        "The prices are in {old}, which is not divided like {new}: the currency stays. Start a new shop for {new}.",
    ),
    "settings.damaged": QT_TRANSLATE_NOOP(
        "Messages", "The settings could not be read, so the defaults are used. The old file is kept as {path}."
    ),
    "selftest.timeout": QT_TRANSLATE_NOOP("Messages", "The self-test got no answer from {what}. Look at the log."),
    "selftest.empty": QT_TRANSLATE_NOOP("Messages", "This shop has no products. Run the self-test on the demo shop."),
    "selftest.no_pictures": QT_TRANSLATE_NOOP(
        "Messages", "This shop has no pictures. Run the self-test on the demo shop."
    ),
}
