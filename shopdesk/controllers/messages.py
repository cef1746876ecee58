"""Every sentence that ShopDesk says of an error, a reason or a stage of work. No Qt: the translator is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import ProductCard, Reason

Translate = Callable[[str, str], str]


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for lupdate; it is translated when it is shown."""
    return text


def untranslated(context: str, text: str) -> str:
    """Return the English source: the command line's translator."""
    return text


ERRORS: dict[str, str] = {
    "internal": QT_TRANSLATE_NOOP(
        "Messages", "Something went wrong inside ShopDesk; the log has the details. Try again."
    ),
    "engine.crashed": QT_TRANSLATE_NOOP("Messages", "The engine stopped and was started again. Try once more."),
    "file.missing": QT_TRANSLATE_NOOP("Messages", "There is no file {path}. Check the name."),
    "file.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} cannot be read. Check that you may open it."),
    "file.exists": QT_TRANSLATE_NOOP("Messages", "{path} is there already. Choose another folder."),
    "file.not_written": QT_TRANSLATE_NOOP("Messages", "{path} cannot be written. Check the folder and the free space."),
    "product.unknown": QT_TRANSLATE_NOOP("Messages", "There is no product {product_id}. Search for it by name."),
    "customer.unknown": QT_TRANSLATE_NOOP("Messages", "There is no customer {customer_id}. Check the number."),
    "recommend.unknown_method": QT_TRANSLATE_NOOP(
        "Messages", "There is no method {method}. Use hybrid, content, user, item or popularity."
    ),
    "prices.empty": QT_TRANSLATE_NOOP("Messages", "This product has no price history yet. Set its price first."),
    "prices.unknown_model": QT_TRANSLATE_NOOP(
        "Messages", "There is no price model {model}. Use auto for the best one."
    ),
    "prices.bad_horizon": QT_TRANSLATE_NOOP("Messages", "A forecast can reach 1 to 104 weeks ahead, not {horizon}."),
    "image.unreadable": QT_TRANSLATE_NOOP(
        "Messages", "{path} is not a picture that can be read. Save it again as JPEG or PNG."
    ),
    "image.too_large": QT_TRANSLATE_NOOP("Messages", "{path} is too large. Make it smaller than 80 megapixels."),
    "audio.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} is not a sound file that can be read. Use a WAV file."),
    "model.missing": QT_TRANSLATE_NOOP("Messages", "The model {name} is not installed. Install ShopDesk again."),
    "model.damaged": QT_TRANSLATE_NOOP(
        "Messages", "The model {name} is damaged and was not used. Install ShopDesk again."
    ),
    "vision.folder_damaged": QT_TRANSLATE_NOOP(
        "Messages", "What was learned from photos is damaged. Teach the photos again."
    ),
    "microphone.no_library": QT_TRANSLATE_NOOP(
        "Messages", "Sound input is not installed. Install PortAudio, or type the words."
    ),
    "microphone.none": QT_TRANSLATE_NOOP(
        "Messages", "No microphone was found. Plug one in, or type the words or drop a WAV file."
    ),
    "microphone.failed": QT_TRANSLATE_NOOP(
        "Messages", "The microphone {name} gives no sound. Check it, or choose another."
    ),
    "microphone.silent": QT_TRANSLATE_NOOP(
        "Messages", "The microphone gives only silence. Check that it is switched on."
    ),
    "shop.missing": QT_TRANSLATE_NOOP(
        "Messages", "There is no shop in {path}. Make a demo shop with: shopdesk demo DIR"
    ),
    "shop.damaged": QT_TRANSLATE_NOOP("Messages", "The shop's file {path} is damaged. Restore a backup."),
    "shop.read_only": QT_TRANSLATE_NOOP(
        "Messages", "The shop's folder {path} cannot be written. Check its permissions."
    ),
    "basket.empty": QT_TRANSLATE_NOOP("Messages", "The basket is empty. Add a product first."),
    "selftest.timeout": QT_TRANSLATE_NOOP("Messages", "The self-test got no answer from {what}. Look at the log."),
    "selftest.empty": QT_TRANSLATE_NOOP("Messages", "This shop has no products. Run the self-test on the demo shop."),
    "selftest.no_pictures": QT_TRANSLATE_NOOP(
        "Messages", "This shop has no pictures. Run the self-test on the demo shop."
    ),
    "barcode.unknown": QT_TRANSLATE_NOOP("Messages", "No product has the barcode {barcode}. Search for it by name."),
    "import.bad_mapping": QT_TRANSLATE_NOOP("Messages", "{text} names no column. Write FIELD=COLUMN."),
    "import.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} is not a table that can be read. Save it as CSV."),
    "import.no_columns": QT_TRANSLATE_NOOP(
        "Messages", "{path} has no columns that ShopDesk knows. Name them as in the template."
    ),
}

REASONS: dict[str, str] = {
    "together": QT_TRANSLATE_NOOP(
        "Messages", "With {product} in {count} of {of} baskets, {lift} times more often than by chance"
    ),
    "similar": QT_TRANSLATE_NOOP("Messages", "Like {product} ({similarity} % alike)"),
    "neighbours": QT_TRANSLATE_NOOP("Messages", "Bought by {count} of {of} similar shoppers"),
    "repeat": QT_TRANSLATE_NOOP("Messages", "Buys it about every {every_days} days, last {days_since} days ago"),
    "repeat_once": QT_TRANSLATE_NOOP("Messages", "Bought it {days_since} days ago"),
    "popular": QT_TRANSLATE_NOOP("Messages", "Popular: in {count} baskets in the last {days} days"),
    "same_kind": QT_TRANSLATE_NOOP("Messages", "Same kind: {category}"),
    "time": QT_TRANSLATE_NOOP("Messages", "Often bought at this time ({count} baskets)"),
    "trend": QT_TRANSLATE_NOOP("Messages", "Trend: {per_cent} % a month"),
    "season": QT_TRANSLATE_NOOP("Messages", "The season explains {share} % of the changes"),
    "accuracy": QT_TRANSLATE_NOOP("Messages", "Past error {mase} against {naive_mase} for the last price"),
    "last_price": QT_TRANSLATE_NOOP("Messages", "The price stays where it is"),
}

CAVEATS: dict[str, str] = {
    "short_history": QT_TRANSLATE_NOOP("Messages", "The history is too short for a firm forecast."),
    "nothing_beats_last_price": QT_TRANSLATE_NOOP(
        "Messages", "Nothing beats the last price here, so it is the forecast."
    ),
    "constant": QT_TRANSLATE_NOOP("Messages", "The price has never changed."),
}

STAGES: dict[str, str] = {
    "fitting_recommender": QT_TRANSLATE_NOOP("Messages", "Learning from the sales"),
    "learning_pictures": QT_TRANSLATE_NOOP("Messages", "Learning the catalog's pictures"),
    "training": QT_TRANSLATE_NOOP("Messages", "Learning the photos"),
    "classifying": QT_TRANSLATE_NOOP("Messages", "Recognising photos"),
    "loading_voice": QT_TRANSLATE_NOOP("Messages", "Loading the voice model"),
}


class _Missing(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


class Messages:
    """Makes sentences, in the language of the translator it was given."""

    def __init__(self, translate: Translate = untranslated) -> None:
        self._translate = translate

    def error(self, error: EngineError) -> str:
        """Return one sentence that says what happened and what to do."""
        return self.error_code(error.code, error.params)

    def error_code(self, code: str, params: Mapping[str, Any]) -> str:
        """Return the sentence of an error code; a code without one is said to be internal."""
        template = ERRORS.get(code, ERRORS["internal"])
        return self._translate("Messages", template).format_map(_Missing(params))

    def caveat(self, key: str | None) -> str:
        """Return the sentence of a caveat, or an empty string."""
        if key is None:
            return ""
        return self._translate("Messages", CAVEATS.get(key, key))

    def stage(self, key: str) -> str:
        """Return what is being done."""
        return self._translate("Messages", STAGES.get(key, QT_TRANSLATE_NOOP("Messages", "Working")))

    def reason(self, reason: Reason, cards: Mapping[str, ProductCard]) -> str:
        """Return a reason as a sentence with its numbers."""
        values = {key: _shown(value) for key, value in reason.values.items()}
        product = cards.get(str(reason.values.get("product_id", "")))
        values["product"] = product.name if product is not None else values.get("product_id", "")
        kind = reason.kind
        if kind == "repeat" and not reason.values.get("every_days"):
            kind = "repeat_once"
        for key in ("similarity", "share"):
            if key in reason.values:
                values[key] = f"{100 * float(reason.values[key]):.0f}"
        if "per_cent" in reason.values:
            values["per_cent"] = f"{float(reason.values['per_cent']):+.1f}"
        template = REASONS.get(kind, "{product}")
        return self._translate("Messages", template).format_map(_Missing(values))

    def reasons(self, reasons: list[Reason], cards: Mapping[str, ProductCard]) -> list[str]:
        """Return the sentences of several reasons."""
        return [self.reason(reason, cards) for reason in reasons]


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
    return str(value)
