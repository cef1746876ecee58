"""The mark of texts that are translated later."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for lupdate; it is translated when it is shown."""
    return text
