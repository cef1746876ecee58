"""Sentences of recommendations: errors, reasons, stages."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

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
    "recommend.unknown_protocol": QT_TRANSLATE_NOOP(
        "Messages", "There is no evaluation called {name}. Choose last_basket or leave_one_item_out."
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
}

STAGES: dict[str, str] = {
    "fitting_recommender": QT_TRANSLATE_NOOP("Messages", "Learning from the sales"),
}
