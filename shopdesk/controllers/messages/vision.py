"""Sentences of photos: errors and stages."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "image.unreadable": QT_TRANSLATE_NOOP(
        "Messages", "{path} is not a picture that can be read. Save it again as JPEG or PNG."
    ),
    "image.too_large": QT_TRANSLATE_NOOP("Messages", "{path} is too large. Make it smaller than 80 megapixels."),
    "vision.folder_damaged": QT_TRANSLATE_NOOP(
        "Messages", "What was learned from photos is damaged. Teach the photos again."
    ),
    "image.none": QT_TRANSLATE_NOOP("Messages", "There are no pictures in {path}. Choose photos or another folder."),
    "vision.no_kept_photos": QT_TRANSLATE_NOOP(
        "Messages", "No photos were kept to learn from again. Teach the products anew."
    ),
    "vision.photo_not_taught": QT_TRANSLATE_NOOP("Messages", "This photo was taken out already. Choose another one."),
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
}

STAGES: dict[str, str] = {
    "learning_pictures": QT_TRANSLATE_NOOP("Messages", "Learning the catalog's pictures"),
    "looking": QT_TRANSLATE_NOOP("Messages", "Looking at the photos"),
    "calibrating": QT_TRANSLATE_NOOP("Messages", "Checking what is known"),
    "generator": QT_TRANSLATE_NOOP("Messages", "Making extra examples"),
    "judging": QT_TRANSLATE_NOOP("Messages", "Judging the taught photos"),
    "training": QT_TRANSLATE_NOOP("Messages", "Learning the photos"),
    "classifying": QT_TRANSLATE_NOOP("Messages", "Recognising photos"),
}
