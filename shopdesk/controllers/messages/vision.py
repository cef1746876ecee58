"""Sentences of photos: errors, stages, how to take a better picture, and what teaching makes of it."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "image.unreadable": QT_TRANSLATE_NOOP(
        "Messages", "{path} is not a picture that can be read. Save it again as JPEG or PNG."
    ),
    "image.too_large": QT_TRANSLATE_NOOP("Messages", "{path} is too large. Make it smaller than 80 megapixels."),
    "image.empty": QT_TRANSLATE_NOOP("Messages", "{path} is empty. Copy it from the camera or phone again."),
    "image.zeros": QT_TRANSLATE_NOOP(
        "Messages", "{path} was not copied completely: it holds only zeros. Copy it from the camera or phone again."
    ),
    "image.cut_off": QT_TRANSLATE_NOOP(
        "Messages", "{path} begins as a picture but is cut off or damaged. Copy it again, or take the photo again."
    ),
    "image.heic": QT_TRANSLATE_NOOP(
        "Messages", "{path} is a HEIC photo, which cannot be read here. Export it from the phone as JPEG."
    ),
    "image.video": QT_TRANSLATE_NOOP("Messages", "{path} is a film, not a picture. Take a photo instead."),
    "image.document": QT_TRANSLATE_NOOP(
        "Messages", "{path} is a PDF document, not a picture. Save its picture as JPEG or PNG."
    ),
    "image.archive": QT_TRANSLATE_NOOP("Messages", "{path} is a packed archive. Unpack it and drop the pictures."),
    "image.drawing": QT_TRANSLATE_NOOP(
        "Messages", "{path} is an SVG drawing, not a photo. Save it as JPEG or PNG first."
    ),
    "image.web_page": QT_TRANSLATE_NOOP(
        "Messages", "{path} is a web page, not a picture. Save the picture itself from the page."
    ),
    "image.text": QT_TRANSLATE_NOOP("Messages", "{path} is a text, not a picture. Drop the photo that it belongs to."),
    "image.none": QT_TRANSLATE_NOOP("Messages", "There are no pictures in {path}. Choose photos or another folder."),
    "vision.folder_damaged": QT_TRANSLATE_NOOP(
        "Messages",
        "What was learned from photos is damaged. Rebuild it (shopdesk teach --rebuild): photos are kept.",
    ),
    "vision.folder_incomplete": QT_TRANSLATE_NOOP(
        "Messages",
        "A file of what was learned from photos is missing. Rebuild it (shopdesk teach --rebuild): photos are kept.",
    ),
    "vision.folder_version": QT_TRANSLATE_NOOP(
        "Messages",
        "What was learned from photos is of another version of ShopDesk. "
        "Rebuild it (shopdesk teach --rebuild): photos are kept.",
    ),
    "vision.no_kept_photos": QT_TRANSLATE_NOOP(
        "Messages", "There are no kept photos to learn from again. Teach the products anew."
    ),
    "vision.photo_not_taught": QT_TRANSLATE_NOOP(
        "Messages", "This photo is no longer among the taught ones. Open the product again."
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
    "vision.too_few_for_deep": QT_TRANSLATE_NOOP(
        "Messages",
        "Learning thoroughly needs {need} photos, of products with three or more; there are {have}. Add more.",
    ),
    "vision.deep_takes_all": QT_TRANSLATE_NOOP(
        "Messages",
        "Learning thoroughly takes the photos of all products. Teach them first, then give --deep alone.",
    ),
    "vision.taught_anew": QT_TRANSLATE_NOOP(
        "Messages", "The photos were learned anew meanwhile, so this was dropped. Start it again."
    ),
    "vision.not_fitted": QT_TRANSLATE_NOOP(
        "Messages", "Nothing was learned for this check yet. Teach it good specimens first."
    ),
    "vision.check_damaged": QT_TRANSLATE_NOOP(
        "Messages",
        "What this check had learned is damaged. Learn it again (shopdesk teach PRODUCT --good): its photos are kept.",
    ),
    "vision.check_incomplete": QT_TRANSLATE_NOOP(
        "Messages",
        "What this check learns is missing. Learn it again (shopdesk teach PRODUCT --good): its photos are kept.",
    ),
    "vision.check_version": QT_TRANSLATE_NOOP(
        "Messages",
        "What this check had learned is of another version of ShopDesk. "
        "Learn it again (shopdesk teach PRODUCT --good): its photos are kept.",
    ),
}

STAGES: dict[str, str] = {
    "learning_pictures": QT_TRANSLATE_NOOP("Messages", "Learning the catalog's pictures"),
    "looking": QT_TRANSLATE_NOOP("Messages", "Looking at the photos"),
    "calibrating": QT_TRANSLATE_NOOP("Messages", "Learning when to say “not sure”"),
    "generator": QT_TRANSLATE_NOOP("Messages", "Making extra examples"),
    "judging": QT_TRANSLATE_NOOP("Messages", "Trying every photo against the others"),
    "training": QT_TRANSLATE_NOOP("Messages", "Learning the photos"),
    "deep_training": QT_TRANSLATE_NOOP("Messages", "Learning thoroughly"),
    "classifying": QT_TRANSLATE_NOOP("Messages", "Recognising photos"),
    "reading_labels": QT_TRANSLATE_NOOP("Messages", "Reading labels"),
    "checking": QT_TRANSLATE_NOOP("Messages", "Checking photos"),
}

PROBLEMS: dict[str, str] = {
    "blurred": QT_TRANSLATE_NOOP("Messages", "blurred"),
    "too_dark": QT_TRANSLATE_NOOP("Messages", "too dark"),
    "too_bright": QT_TRANSLATE_NOOP("Messages", "too bright"),
    "too_small": QT_TRANSLATE_NOOP("Messages", "too small"),
    "tiny_object": QT_TRANSLATE_NOOP("Messages", "too far away"),
}

BETTER: dict[str, str] = {
    "blurred": QT_TRANSLATE_NOOP("Messages", "Hold the camera still and tap on the product, so that it is sharp."),
    "too_dark": QT_TRANSLATE_NOOP("Messages", "Take it again near a window or a lamp."),
    "too_bright": QT_TRANSLATE_NOOP("Messages", "Take it again without flash, away from the lamp or the sun."),
    "too_small": QT_TRANSLATE_NOOP("Messages", "Use the photo itself, not a small preview of it."),
    "tiny_object": QT_TRANSLATE_NOOP("Messages", "Go nearer, so that the product fills most of the picture."),
}

ADVICE: dict[str, str] = {
    "enough": QT_TRANSLATE_NOOP("Messages", "Enough: further photos bring little."),
    "more_photos": QT_TRANSLATE_NOOP("Messages", "More photos will help. Add two or three from other sides."),
    "confused": QT_TRANSLATE_NOOP("Messages", "Looks like another product. Add photos of what tells them apart."),
    "too_few": QT_TRANSLATE_NOOP("Messages", "One photo cannot be judged. Add at least two more."),
}
