"""What a request asks to be done with the product: look it up, price, stock, add, remove; or total and cancel.

Nothing here pays or deletes anything: a command is shown, and the owner confirms it.
"""

from __future__ import annotations

import re

from shopdesk.engine.voice.spoken import plain_words

COMMANDS = ("look_up", "price", "stock", "add", "remove", "total", "cancel")
_BEFORE = r"(?:please )?(?:can you |could you |will you |i want to |i would like to |id like to )?(?:please )?"
# Without a product these are the whole request; with one, its words follow or stand between.
_WHOLE = {
    "total": r"(?:the )?(?:sub)?total|(?:what is|whats|show|say)(?: me)? the (?:sub)?total|how much is (?:it|that|this)"
    r"(?: all| altogether| together| in total)?|sum",
    "cancel": r"cancel(?: that| it| this)?|never mind|nevermind|forget (?:it|that)|stop",
}
_WITH_PRODUCT = {
    "price": r"(?:what is |whats |tell me |check |show |show me )?(?:the )?(?:price|cost) (?:of|for) .+"
    r"|how much (?:is|are|for|does|do) .+|what (?:does|do) .+ cost|price .+",
    "stock": r"how many .+|how much .+ (?:is |are )?(?:left|in stock)"
    r"|(?:check |show |show me |tell me |what is |whats )?(?:the )?stock (?:of|for) .+|.+ in stock"
    r"|(?:do|have) (?:we|you) (?:have|got) .+ left|is there any .+ left",
    "remove": r"(?:remove|delete|take off|take out|take away) .+|take .+ (?:off|out)",
    "add": r"add .+|put .+|ring up .+",
}
_PATTERNS = {name: re.compile(rf"{_BEFORE}(?:{body})(?: please)?") for name, body in (_WHOLE | _WITH_PRODUCT).items()}
_ORDER = ("total", "cancel", "stock", "remove", "add", "price")


def parse_command(heard: str) -> str:
    """Return which of ``COMMANDS`` was said; anything else is a product to look up.

    Parameters
    ----------
    heard : str
        A request as the acoustic model wrote it.
    """
    said = " ".join(plain_words(heard))
    for name in _ORDER:
        if _PATTERNS[name].fullmatch(said):
            return name
    return "look_up"
