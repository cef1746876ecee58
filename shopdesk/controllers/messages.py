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
    "image.none": QT_TRANSLATE_NOOP("Messages", "There are no pictures in {path}. Choose photos or another folder."),
    "shop.bad_url": QT_TRANSLATE_NOOP("Messages", "This database cannot be opened. Check the URL after --database."),
    "barcode.unknown": QT_TRANSLATE_NOOP("Messages", "No product has the barcode {barcode}. Search for it by name."),
    "import.bad_mapping": QT_TRANSLATE_NOOP("Messages", "{text} names no column. Write FIELD=COLUMN."),
    "shop.busy": QT_TRANSLATE_NOOP("Messages", "Another program is using {path}. Try again in a moment."),
    "shop.disk_full": QT_TRANSLATE_NOOP("Messages", "{path} could not be saved. Check the free space of the disk."),
    "shop.newer": QT_TRANSLATE_NOOP(
        "Messages", "{path} was made by a newer ShopDesk (version {version}). Update ShopDesk."
    ),
    "product.no_name": QT_TRANSLATE_NOOP("Messages", "A product needs a name. Give it one."),
    "product.exists": QT_TRANSLATE_NOOP("Messages", "There is a product {product_id} already. Choose another number."),
    "sku.taken": QT_TRANSLATE_NOOP("Messages", "Another product has the SKU {sku}. Use a different one."),
    "barcode.taken": QT_TRANSLATE_NOOP("Messages", "Another product has the barcode {barcode}. Check the code."),
    "price.negative": QT_TRANSLATE_NOOP("Messages", "A price cannot be below zero. Enter another one."),
    "customer.exists": QT_TRANSLATE_NOOP(
        "Messages", "There is a customer {customer_id} already. Choose another number."
    ),
    "quantity.invalid": QT_TRANSLATE_NOOP(
        "Messages", "{quantity} is not a possible quantity. Enter a number from 0 to 100,000."
    ),
    "demo.exists": QT_TRANSLATE_NOOP("Messages", "There is a shop in {path} already. Choose another folder."),
    "demo.bad_size": QT_TRANSLATE_NOOP("Messages", "A demo shop of this size is not possible. Choose other numbers."),
    "import.too_large": QT_TRANSLATE_NOOP("Messages", "{path} is larger than 1 GB. Cut it into parts."),
    "import.unknown_kind": QT_TRANSLATE_NOOP(
        "Messages", "{kind} cannot be imported. Choose products, sales or prices."
    ),
    "import.unknown_mode": QT_TRANSLATE_NOOP("Messages", "{mode} is no way to import. Choose create, update or both."),
    "import.unknown": QT_TRANSLATE_NOOP("Messages", "There is no import {import_id}. Check the number."),
    "import.undone": QT_TRANSLATE_NOOP("Messages", "Import {import_id} was taken back already. Nothing is left to do."),
    "row.no_name": QT_TRANSLATE_NOOP("Messages", "The row has no name. Fill it in."),
    "row.no_price": QT_TRANSLATE_NOOP("Messages", "The row has no price. Fill it in."),
    "row.no_basket": QT_TRANSLATE_NOOP("Messages", "The row has no basket number. Fill it in."),
    "row.bad_money": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a clear price. Write it like 1.99."),
    "row.bad_number": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a usable number. Correct it."),
    "row.bad_date": QT_TRANSLATE_NOOP("Messages", "{text} in {column} is not a date. Write it like 2026-03-01 10:00."),
    "row.unknown_product": QT_TRANSLATE_NOOP("Messages", "There is no product {product}. Import the products first."),
    "prices.columns": QT_TRANSLATE_NOOP("Messages", "The price table lacks {columns}. Add them."),
    "prices.frequency": QT_TRANSLATE_NOOP("Messages", "The step {freq} is not known. Choose day, week or month."),
    "prices.horizon": QT_TRANSLATE_NOOP("Messages", "{horizon} steps cannot be forecast. Choose at least 1."),
    "prices.model": QT_TRANSLATE_NOOP("Messages", "There is no price model {model}. Choose one of {models}."),
    "prices.levels": QT_TRANSLATE_NOOP(
        "Messages", "The bands {levels} are not possible. Choose numbers between 0 and 100."
    ),
    "prices.origins": QT_TRANSLATE_NOOP("Messages", "{origins} backtests are too few. Choose at least 1."),
    "prices.window": QT_TRANSLATE_NOOP("Messages", "A window of {window} is not possible. Choose at least 1."),
    "prices.difference": QT_TRANSLATE_NOOP(
        "Messages", "Order {order} at lag {lag} does not fit this history. Choose smaller whole numbers."
    ),
    "recommend.not_fitted": QT_TRANSLATE_NOOP(
        "Messages", "Nothing has been learned yet. Import sales first, then try again."
    ),
    "recommend.columns_missing": QT_TRANSLATE_NOOP(
        "Messages", "The data has no column {columns}. Add it and import again."
    ),
    "recommend.no_ratings": QT_TRANSLATE_NOOP(
        "Messages", "There are no usable ratings. Import ratings with customer, product and a number."
    ),
    "recommend.unknown_similarity": QT_TRANSLATE_NOOP(
        "Messages", "There is no comparison called {name}. Choose pearson, euclidean or cosine."
    ),
    "recommend.unknown_weight": QT_TRANSLATE_NOOP(
        "Messages", "There is no weight called {name}. Use content, behaviour, repeat or popularity."
    ),
    "recommend.weight_not_a_number": QT_TRANSLATE_NOOP(
        "Messages", "A weight is not a number ({name}). Move the slider again."
    ),
    "recommend.unknown_protocol": QT_TRANSLATE_NOOP(
        "Messages", "There is no evaluation called {name}. Choose last_basket or leave_one_item_out."
    ),
    "vision.product_not_taught": QT_TRANSLATE_NOOP(
        "Messages", "No photos of this product were taught. Teach it a photo first."
    ),
    "vision.not_trained": QT_TRANSLATE_NOOP(
        "Messages", "Photos were added but not learned yet. Teach one of them again."
    ),
    "vision.too_few_photos": QT_TRANSLATE_NOOP(
        "Messages", "{need} photos are needed and there are {have}. Add more photos."
    ),
    "vision.not_fitted": QT_TRANSLATE_NOOP(
        "Messages", "Nothing was learned for this check yet. Teach it good specimens first."
    ),
    "audio.rate": QT_TRANSLATE_NOOP("Messages", "A sample rate of {rate} is not supported. Use 8,000 to 96,000."),
    "audio.shape": QT_TRANSLATE_NOOP("Messages", "The sound has a shape that is not known. Use one or two channels."),
    "voice.columns": QT_TRANSLATE_NOOP("Messages", "The products need a number and a name, but have {columns}."),
    "product.missing": QT_TRANSLATE_NOOP("Messages", "There is no product {product_id}. Choose one from the catalog."),
    "voice.take_silent": QT_TRANSLATE_NOOP(
        "Messages", "Nothing was heard in take {take}. Say it again, closer to the microphone."
    ),
    "voice.no_takes": QT_TRANSLATE_NOOP("Messages", "There is no recording to learn from. Say the name three times."),
    "voice.taught_damaged": QT_TRANSLATE_NOOP(
        "Messages", "The taught words in {path} are damaged. Delete the file and teach them again."
    ),
    "voice.clips": QT_TRANSLATE_NOOP(
        "Messages", "{clips} clips and {labels} labels do not fit. Give one label per clip."
    ),
    "voice.untaught": QT_TRANSLATE_NOOP("Messages", "The recogniser has learned nothing yet. Teach it some words."),
    "hmm.shape": QT_TRANSLATE_NOOP(
        "Messages", "A model with {states} states cannot be made. Check states, symbols and kind."
    ),
    "hmm.empty": QT_TRANSLATE_NOOP("Messages", "There are no observations. Give at least one sequence."),
    "hmm.symbols": QT_TRANSLATE_NOOP("Messages", "Symbols must be from 0 to below {symbols}."),
    "hmm.not_finite": QT_TRANSLATE_NOOP("Messages", "The observations contain missing or infinite values. Clean them."),
    "hmm.lengths": QT_TRANSLATE_NOOP(
        "Messages", "Observations and states differ in length. Give one state per observation."
    ),
    "hmm.impossible": QT_TRANSLATE_NOOP(
        "Messages", "The model gives these observations no chance. Start from other parameters."
    ),
    "import.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} is not a table that can be read. Save it as CSV."),
    "import.no_columns": QT_TRANSLATE_NOOP(
        "Messages", "{path} lacks a column it needs ({wanted}); it has {found}. Name the columns with a mapping."
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
    "last_price_as_good": QT_TRANSLATE_NOOP("Messages", "On past prices, the last price was at least as good a guess."),
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
