"""Sentences of prices and forecasts: errors, reasons, caveats."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "prices.empty": QT_TRANSLATE_NOOP("Messages", "This product has no price history yet. Set its price first."),
    "prices.unknown_model": QT_TRANSLATE_NOOP(
        "Messages", "There is no price model {model}. Use auto for the best one."
    ),
    "prices.bad_horizon": QT_TRANSLATE_NOOP("Messages", "A forecast can reach 1 to 104 weeks ahead, not {horizon}."),
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
}

REASONS: dict[str, str] = {
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
    "unit_change": QT_TRANSLATE_NOOP(
        "Messages",
        "Some prices look like another unit (100 or 1,000 times as much). Check them; the forecast uses the newest.",
    ),
}
