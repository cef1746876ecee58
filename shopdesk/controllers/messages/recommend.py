"""Sentences of recommendations: errors, reasons, stages."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP
from shopdesk.engine.types import Reason

ERRORS: dict[str, str] = {
    "recommend.unknown_method": QT_TRANSLATE_NOOP(
        "Messages", "There is no method {method}. Use hybrid, content, user, item or popularity."
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
    "recommend.pictures_differ": QT_TRANSLATE_NOOP(
        "Messages", "The pictures of the products were described in different ways ({lengths}). Prepare them again."
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
    "recommend.unknown_order": QT_TRANSLATE_NOOP(
        "Messages", "Pairs cannot be ordered by {name}. Use strength, product, other, count, confidence or lift."
    ),
    "recommend.unknown_protocol": QT_TRANSLATE_NOOP(
        "Messages", "There is no evaluation called {name}. Choose last_basket or leave_one_item_out."
    ),
}

REASONS: dict[str, str] = {
    "together": QT_TRANSLATE_NOOP(
        "Messages", "With {product} in {count} of {of} baskets, {lift} times more often than by chance"
    ),
    "together_plain": QT_TRANSLATE_NOOP("Messages", "With {product} in {count} of {of} baskets"),
    "similar": QT_TRANSLATE_NOOP("Messages", "Like {product} ({similarity} % alike)"),
    "neighbours": QT_TRANSLATE_NOOP("Messages", "Bought by {count} of the {of} customers most like this one"),
    "near_baskets": QT_TRANSLATE_NOOP("Messages", "In {count} of the {of} baskets most like this one"),
    "repeat_0": QT_TRANSLATE_NOOP("Messages", "Buys it about every {every_days} days, last today"),
    "repeat_1": QT_TRANSLATE_NOOP("Messages", "Buys it about every {every_days} days, last yesterday"),
    "repeat": QT_TRANSLATE_NOOP("Messages", "Buys it about every {every_days} days, last {days_ago} days ago"),
    "repeat_daily_0": QT_TRANSLATE_NOOP("Messages", "Buys it about every day, last today"),
    "repeat_daily_1": QT_TRANSLATE_NOOP("Messages", "Buys it about every day, last yesterday"),
    "repeat_daily": QT_TRANSLATE_NOOP("Messages", "Buys it about every day, last {days_ago} days ago"),
    "repeat_once_0": QT_TRANSLATE_NOOP("Messages", "Bought today"),
    "repeat_once_1": QT_TRANSLATE_NOOP("Messages", "Bought yesterday"),
    "repeat_once": QT_TRANSLATE_NOOP("Messages", "Bought {days_ago} days ago"),
    "popular": QT_TRANSLATE_NOOP("Messages", "Popular: in {count} baskets in the last {days} days"),
    "popular_1": QT_TRANSLATE_NOOP("Messages", "In one basket in the last {days} days"),
    "same_kind": QT_TRANSLATE_NOOP("Messages", "Same kind: {category}"),
    "time_monday": QT_TRANSLATE_NOOP("Messages", "Sells well on Mondays: in {count} baskets"),
    "time_tuesday": QT_TRANSLATE_NOOP("Messages", "Sells well on Tuesdays: in {count} baskets"),
    "time_wednesday": QT_TRANSLATE_NOOP("Messages", "Sells well on Wednesdays: in {count} baskets"),
    "time_thursday": QT_TRANSLATE_NOOP("Messages", "Sells well on Thursdays: in {count} baskets"),
    "time_friday": QT_TRANSLATE_NOOP("Messages", "Sells well on Fridays: in {count} baskets"),
    "time_saturday": QT_TRANSLATE_NOOP("Messages", "Sells well on Saturdays: in {count} baskets"),
    "time_sunday": QT_TRANSLATE_NOOP("Messages", "Sells well on Sundays: in {count} baskets"),
}

STAGES: dict[str, str] = {
    "fitting_recommender": QT_TRANSLATE_NOOP("Messages", "Learning from the sales"),
    "measuring_recommender": QT_TRANSLATE_NOOP("Messages", "Measuring on your own sales"),
}

VERDICTS: dict[str, str] = {
    "completion_better": QT_TRANSLATE_NOOP(
        "Messages",
        "In {hits} % of the baskets the missing product was among the ten recommended; "
        "best sellers alone: {popular} %.",
    ),
    "completion_same": QT_TRANSLATE_NOOP(
        "Messages",
        "In {hits} % of the baskets the missing product was among the ten recommended, among the ten best sellers "
        "in {popular} %: no clear difference.",
    ),
    "completion_worse": QT_TRANSLATE_NOOP(
        "Messages",
        "Best sellers do better here: the missing product was among them in {popular} % of the baskets, "
        "among the ten recommended in {hits} %.",
    ),
    "completion_too_few": QT_TRANSLATE_NOOP(
        "Messages", "Too few sales to say: {n} could be tried, {enough} are needed."
    ),
    "customer_better": QT_TRANSLATE_NOOP(
        "Messages",
        "{hits} % of the customers bought one of the ten recommended the next time; best sellers alone: {popular} %.",
    ),
    "customer_same": QT_TRANSLATE_NOOP(
        "Messages",
        "{hits} % of the customers bought one of the ten recommended the next time, {popular} % one of the ten best "
        "sellers: no clear difference.",
    ),
    "customer_worse": QT_TRANSLATE_NOOP(
        "Messages",
        "Best sellers do better here: {popular} % of the customers bought one of them the next time, "
        "{hits} % one of the ten recommended.",
    ),
    "customer_too_few": QT_TRANSLATE_NOOP(
        "Messages", "Too few sales to say: {n} customers came twice, {enough} are needed."
    ),
}

LINES: dict[str, str] = {
    "better": QT_TRANSLATE_NOOP("Messages", "Right for {hits} % of baskets; best sellers alone: {popular} %"),
    "same": QT_TRANSLATE_NOOP("Messages", "Right for {hits} % of baskets, as are best sellers: {popular} %"),
    "worse": QT_TRANSLATE_NOOP("Messages", "Best sellers do better: {popular} % of baskets, not {hits} %"),
    "too_few": QT_TRANSLATE_NOOP("Messages", "Too few sales to say how good these are"),
}


def variant(reason: Reason) -> str:
    """Return the key of the sentence that fits the numbers of a reason: "today" rather than "0 days ago"."""
    values = reason.values
    if reason.kind == "time":
        return f"time_{values.get('weekday', '')}"
    if reason.kind == "together" and float(values.get("lift", 0.0)) < 1.05:
        return "together_plain"
    if reason.kind == "popular" and values.get("count") == 1:
        return "popular_1"
    if reason.kind == "neighbours" and values.get("of_baskets"):
        return "near_baskets"
    if reason.kind != "repeat":
        return reason.kind
    every = float(values.get("every_days") or 0.0)
    kind = "repeat_once" if not every else "repeat_daily" if every < 1.5 else "repeat"
    return f"{kind}_{days_ago(reason)}" if days_ago(reason) in (0, 1) else kind


def days_ago(reason: Reason) -> int:
    """Return how many midnights lie between a purchase and now; by the hours where the days are not given."""
    return int(reason.values.get("days_ago", round(float(reason.values.get("days_since", 0.0)))))
