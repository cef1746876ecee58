"""Scores spoken orders against phrases: ``voice_score.py commands`` with the orders' vocabulary given to ShopDesk.

python benchmarks/voice_commands.py --bench ../shared/bench [--noise kitchen --snr 12] [--limit N]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

LISTS = {
    "start": [
        "brew",
        "can i get",
        "can i have",
        "could i get",
        "could i have",
        "i want",
        "get me",
        "give me",
        "i'd like",
        "i would like",
        "make me",
        "may i have",
        "may i get",
    ],
    "size": ["small", "medium", "large", "<ounces> (ounce | ounces)"],
    "ounces": ["eight", "twelve", "sixteen", "twenty"],
    "roast": ["light roast", "medium roast", "dark roast"],
    "shots": ["single shot", "double shot", "triple shot"],
    "drink": [
        "iced mocha",
        "drip coffee",
        "house coffee",
        "iced coffee",
        "americano",
        "cappuccino",
        "espresso",
        "latte",
        "mocha",
        "coffee",
    ],
    "amount": ["a little bit of", "a bit of", "some", "a lot of", "lots of"],
    "addition": [
        "skim milk",
        "whole milk",
        "soy milk",
        "almond milk",
        "milk",
        "cream",
        "brown sugar",
        "sugar",
        "sweetener",
    ],
    "kind": ["<size>", "<roast>", "<shots>"],
}
PATTERNS = [
    "[<start>] [a | an] [<kind>] [<kind>] [<kind>] <drink> [with [<amount>] <addition> [and [<amount>] <addition>]]"
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--noise")
    parser.add_argument("--snr", type=float, default=12)
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    import voice_score

    class Orders(voice_score.ShopDesk):
        def __init__(self, size: int) -> None:
            super().__init__(size)
            self.v.add_phrases(PATTERNS, LISTS)

    voice_score.engine = lambda name, size: Orders(size)
    options.engine = "shopdesk, told the orders' vocabulary"
    voice_score.commands(options)


if __name__ == "__main__":
    main()
