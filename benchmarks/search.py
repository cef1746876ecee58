"""How long the search index takes: building it over 100,000 products, and answering each letter that is typed."""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time

import pandas as pd

from shopdesk.engine.search import SearchIndex

BRANDS = "Nordkorn Bellavita Alpina Casa-Verde Dr.Krume Løvenskjold Brüder Ostara Kellner's Zlatý Łąka Maison Polo"
KINDS = "Dairy Bakery Drinks Snacks Household Fruit Vegetables Frozen Meat Fish Sweets Tea Coffee Pasta Spices Toys"
HEADS = (
    "Milk Butter Yoghurt Bread Rolls Juice Water Cola Lemonade Crisps Nuts Soap Shampoo Detergent Apple Pear Tomato "
    "Pizza Salmon Chocolate Tea Espresso Spaghetti Penne Rice Pepper Curry Flour Sugar Honey Müsli Crème Käse Biscuit"
)
TRAITS = (
    "whole organic fresh dark white salted unsalted smoked sliced ground roasted mild hot sweet sparkling still light "
    "extra family mini large spicy herbal vanilla strawberry lemon orange cherry raspberry almond coconut ginger garlic"
)


def catalog(count: int, seed: int = 0) -> pd.DataFrame:
    """Generate products with plausible names, sizes, codes and about ten thousand distinct words."""
    dice = random.Random(seed)
    heads, traits, brands, kinds = HEADS.split(), TRAITS.split(), BRANDS.split(), KINDS.split()
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeio"]
    coined = ["".join(dice.choices(syllables, k=dice.randint(2, 5))).title() for _ in range(10_000)]
    rows = []
    for number in range(count):
        size = dice.choice(
            ["100 g", "250 g", "500g", "1 kg", "0.5 l", "1,5 l", "330 ml", "6 x 330 ml", "10 pcs", "75cl"]
        )
        brand = dice.choice(brands)
        name = f"{brand} {dice.choice(coined)} {dice.choice(heads)} {dice.choice(traits)} {dice.choice(traits)} {size}"
        barcode = [str(dice.randrange(10**12, 10**13))]
        rows.append((f"P{number}", name, dice.choice(kinds), brand, f"SKU-{number:06d}", barcode))
    return pd.DataFrame(rows, columns=["product_id", "name", "category", "brand", "sku", "barcodes"])


def main() -> None:
    """Print the figures."""
    products = catalog(100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, computed = time.perf_counter(), time.process_time()
    index = SearchIndex(products)
    wall, computed = time.perf_counter() - started, time.process_time() - computed
    print(f"build {wall:.2f} s ({computed:.2f} s of one core) for {len(index):,} products")
    print(f"memory {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MiB more at its peak")
    dice = random.Random(1)
    report("typed", index, [dice.choice(products["name"].tolist()) for _ in range(300)])
    report("misspelt", index, [misspelt(dice.choice(products["name"].tolist()), dice) for _ in range(60)])
    report("scanned", index, [dice.choice(products["barcodes"].tolist())[0] for _ in range(60)])
    added = []
    for number in range(300):
        started = time.perf_counter()
        index.add(
            {
                "product_id": f"N{number}",
                "name": f"Newcomer {number} 500 g",
                "barcodes": [str(9_000_000 + number)],
            }
        )
        index.search("newcomer")
        index.remove(f"P{number}")
        added.append((time.perf_counter() - started) * 1000)
    print(f"add, search and remove: p50 {statistics.median(added):.1f} ms, max {max(added):.1f} ms")


def misspelt(name: str, dice: random.Random) -> str:
    """Swap two letters of the second word."""
    words = name.split()[:3]
    place = dice.randrange(1, len(words[1]) - 1)
    words[1] = words[1][:place] + words[1][place + 1] + words[1][place] + words[1][place + 2 :]
    return " ".join(words)


def report(what: str, index: SearchIndex, names: list[str]) -> None:
    """Type names letter by letter and print how long each letter took."""
    times: list[tuple[float, str]] = []
    computed: list[float] = []
    for name in names:
        for end in range(1, len(name) + 1):
            started, cpu = time.perf_counter(), time.thread_time()
            index.search(name[:end])
            computed.append((time.thread_time() - cpu) * 1000)
            times.append(((time.perf_counter() - started) * 1000, name[:end]))
    times.sort()
    computed.sort()
    p95 = int(len(times) * 0.95)
    print(
        f"{what}: {len(times):,} keystrokes, p50 {times[len(times) // 2][0]:.1f} ms, p95 {times[p95][0]:.1f} ms, "
        f"max {times[-1][0]:.1f} ms ({times[-1][1]!r}); one core p95 {computed[p95]:.1f} ms, max {computed[-1]:.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
