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

ERRORS |= {
    "prices.compare_many": QT_TRANSLATE_NOOP(
        "Messages", "At most {most} products can be compared. Take one away first."
    ),
    "prices.too_short": QT_TRANSLATE_NOOP(
        "Messages", "No history is long enough to try {horizon} weeks on it. Wait, or import older prices."
    ),
    "alert.kind": QT_TRANSLATE_NOOP("Messages", "There is nothing called {kind} to watch. Choose price or cost."),
    "alert.value": QT_TRANSLATE_NOOP("Messages", "An alert needs a value above zero. Type one."),
    "alert.same": QT_TRANSLATE_NOOP("Messages", "That is the value of today. Choose one that it has yet to pass."),
    "alert.no_cost": QT_TRANSLATE_NOOP("Messages", "The cost of this product is not known. Watch its price instead."),
    "alert.many": QT_TRANSLATE_NOOP("Messages", "{most} alerts are the most that can wait. Forget some first."),
    "model.version": QT_TRANSLATE_NOOP(
        "Messages", "What was learned of the shop's prices is of another version. Choose Learn now."
    ),
}

DECISIONS: dict[str, str] = {
    "buy_now.cost": QT_TRANSLATE_NOOP("Messages", "{rise} % that it costs you more in {weeks} weeks: buy now."),
    "wait.cost": QT_TRANSLATE_NOOP("Messages", "{fall} % that it costs you less in {weeks} weeks: wait."),
    "no_difference.cost": QT_TRANSLATE_NOOP(
        "Messages", "Your cost will most likely stay within {percent} % for {weeks} weeks: buying can wait or not."
    ),
    "buy_now.price": QT_TRANSLATE_NOOP("Messages", "{rise} % that the price is higher in {weeks} weeks: buy now."),
    "wait.price": QT_TRANSLATE_NOOP("Messages", "{fall} % that the price is lower in {weeks} weeks: wait."),
    "no_difference.price": QT_TRANSLATE_NOOP(
        "Messages", "Rise {rise} %, fall {fall} % in {weeks} weeks: no difference whether you buy now or wait."
    ),
}

LEARNED: dict[str, str] = {
    "missing": QT_TRANSLATE_NOOP("Messages", "The shop's prices have not been learned yet."),
    "damaged": QT_TRANSLATE_NOOP("Messages", "What was learned cannot be read. Learn again."),
    "old": QT_TRANSLATE_NOOP("Messages", "Learned from {products} products until {day}. Prices have changed since."),
    "ready": QT_TRANSLATE_NOOP("Messages", "Learned from {products} products until {day}."),
}

NEWS: dict[str, str] = {
    "prices.saved": QT_TRANSLATE_NOOP("Messages", "Saved as {path}."),
    "prices.tried": QT_TRANSLATE_NOOP(
        "Messages", "Tried on {products} products, {horizon} weeks ahead, each without what came after."
    ),
}

STAGES: dict[str, str] = {
    "read": QT_TRANSLATE_NOOP("Messages", "Reading prices"),
    "train": QT_TRANSLATE_NOOP("Messages", "Learning prices"),
    "train_mlp": QT_TRANSLATE_NOOP("Messages", "Learning prices, first net"),
    "train_rnn": QT_TRANSLATE_NOOP("Messages", "Learning prices, second net"),
    "train_lstm": QT_TRANSLATE_NOOP("Messages", "Learning prices, third net"),
    "backtest": QT_TRANSLATE_NOOP("Messages", "Trying it on past prices"),
    "forecast": QT_TRANSLATE_NOOP("Messages", "Forecasting"),
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
