"""What the demo grocery sells: kinds of goods, brands, sizes, names of regulars, and what is bought together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.store.values import check_digit

# Category: shape of its pictures, tax in hundredths of a per cent, brands.
CATEGORIES: dict[str, tuple[str, int, str]] = {
    "Fruit": ("fruit", 700, "Greenhill,Sunny Grove,Oakfield,Rosemead"),
    "Vegetables": ("fruit", 700, "Greenhill,Brookside,Oakfield,Field & Fork"),
    "Bakery": ("bag", 700, "Old Mill,Baker's Corner,Crustwell,Hearth"),
    "Dairy": ("carton", 700, "Meadowland,Alpenhof,Daisy Farm,Creamery Lane"),
    "Cheese & Eggs": ("box", 700, "Alpenhof,Daisy Farm,Valdoro,Shepherd's"),
    "Meat & Fish": ("tray", 700, "Northsea,Butcher & Son,Oakfield,Harbour"),
    "Pasta & Rice": ("bag", 700, "Bellanti,Valdoro,Lotus Garden,Casa Mia"),
    "Sauces & Oils": ("jar", 700, "Bellanti,Casa Mia,Olivetta,Hot Pepper Co"),
    "Canned Food": ("can", 700, "Harvest Pride,Northsea,Casa Mia,Pantry Best"),
    "Breakfast": ("box", 700, "Morning Star,Golden Oat,Bee Happy,Pantry Best"),
    "Coffee & Tea": ("bag", 700, "Monte Nero,Bluebird,Ceylon House,Roast & Co"),
    "Soft Drinks": ("bottle", 1900, "Fizzly,Crystal Spring,Zing,Orchard Press"),
    "Beer & Wine": ("bottle", 1900, "Brauhaus,Castelvero,Red Fox,Hopworks"),
    "Sweets & Snacks": ("bag", 1900, "Choco Dream,Crunchies,Nutty,Sweetheart"),
    "Frozen": ("box", 700, "Polar,Ice Queen,Bellanti,Northsea"),
    "Household": ("bottle", 1900, "Sparkle,Pure Home,Softie,Lemon Fresh"),
}

# category | kind | sizes | price of the first size | how often it is bought | month of its season, if any
_KINDS = """
Fruit|Bananas|kg|179|10|
Fruit|Apples|kg|249|8|10
Fruit|Oranges|kg|229|5|1
Fruit|Strawberries|250 g,500 g|279|5|6
Fruit|Grapes|500 g,1 kg|299|4|9
Fruit|Lemons|net of 4,net of 6|149|5|
Fruit|Peaches|kg|329|3|7
Fruit|Avocado|1 piece,2 pieces|129|4|
Vegetables|Tomatoes|kg|299|9|7
Vegetables|Potatoes|kg|139|7|
Vegetables|Onions|kg|129|7|
Vegetables|Cucumber|1 piece,2 pieces|89|6|7
Vegetables|Carrots|1 kg,500 g|119|6|
Vegetables|Lettuce|1 piece,2 pieces|129|4|6
Vegetables|Mushrooms|250 g,400 g|189|4|10
Vegetables|Pumpkin|kg|199|2|10
Bakery|Wholegrain Bread|500 g,750 g|279|9|
Bakery|Baguette|250 g,2 x 150 g|129|7|
Bakery|Butter Croissants|2 pieces,4 pieces|199|5|
Bakery|Burger Buns|4 pieces,6 pieces|169|4|7
Bakery|Toast|500 g,250 g|149|5|
Bakery|Blueberry Muffins|2 pieces,4 pieces|249|3|
Bakery|Rye Rolls|4 pieces,6 pieces|159|4|
Dairy|Whole Milk|1 l,500 ml|129|14|
Dairy|Oat Drink|1 l,500 ml|199|5|
Dairy|Natural Yoghurt|500 g,150 g|119|8|
Dairy|Strawberry Yoghurt|150 g,500 g|69|5|
Dairy|Salted Butter|250 g,125 g|239|9|
Dairy|Whipping Cream|200 ml,400 ml|109|5|
Dairy|Cottage Cheese|200 g,400 g|129|4|
Cheese & Eggs|Free Range Eggs|6 pieces,10 pieces|219|9|
Cheese & Eggs|Gouda|200 g,400 g|249|6|
Cheese & Eggs|Mozzarella|125 g,3 x 125 g|119|6|7
Cheese & Eggs|Parmesan|150 g,250 g|399|4|
Cheese & Eggs|Brie|150 g,250 g|229|3|
Cheese & Eggs|Cheddar|200 g,350 g|289|4|
Cheese & Eggs|Feta|150 g,200 g|199|3|7
Meat & Fish|Chicken Breast|kg|1099|5|
Meat & Fish|Minced Beef|400 g,800 g|449|6|
Meat & Fish|Smoked Bacon|150 g,300 g|229|5|
Meat & Fish|Cooked Ham|150 g,300 g|219|5|
Meat & Fish|Pork Sausages|4 pieces,8 pieces|349|4|7
Meat & Fish|Smoked Salmon|100 g,200 g|449|3|12
Meat & Fish|Salami|100 g,200 g|199|4|
Pasta & Rice|Spaghetti|500 g,1 kg|129|8|
Pasta & Rice|Penne|500 g,1 kg|129|6|
Pasta & Rice|Basmati Rice|1 kg,500 g|299|5|
Pasta & Rice|Egg Noodles|250 g,500 g|149|3|
Pasta & Rice|Lasagne Sheets|500 g,250 g|179|2|
Pasta & Rice|Couscous|500 g,1 kg|169|2|
Pasta & Rice|Wheat Flour|1 kg,500 g|99|5|12
Sauces & Oils|Tomato Sauce|400 g,700 g|199|7|
Sauces & Oils|Green Pesto|190 g,90 g|249|4|
Sauces & Oils|Olive Oil|500 ml,750 ml|699|4|
Sauces & Oils|Ketchup|500 ml,300 ml|199|4|7
Sauces & Oils|Mayonnaise|250 ml,500 ml|179|3|
Sauces & Oils|Curry Sauce|350 g,500 g|229|3|
Sauces & Oils|Mustard|200 ml,100 ml|119|3|7
Canned Food|Chopped Tomatoes|400 g,3 x 400 g|89|6|
Canned Food|Tuna Chunks|150 g,3 x 80 g|179|5|
Canned Food|Sweetcorn|300 g,150 g|109|4|
Canned Food|Kidney Beans|400 g,250 g|99|4|
Canned Food|Chickpeas|400 g,250 g|99|3|
Canned Food|Lentil Soup|400 g,800 g|219|3|1
Canned Food|Peach Halves|420 g,820 g|169|2|
Breakfast|Corn Flakes|375 g,750 g|229|4|
Breakfast|Rolled Oats|500 g,1 kg|99|5|1
Breakfast|Crunchy Muesli|500 g,750 g|299|4|
Breakfast|Strawberry Jam|340 g,450 g|229|4|
Breakfast|Wildflower Honey|500 g,250 g|499|3|12
Breakfast|Hazelnut Spread|400 g,750 g|329|4|
Breakfast|Peanut Butter|350 g,500 g|279|3|
Coffee & Tea|Ground Coffee|500 g,250 g|599|7|
Coffee & Tea|Espresso Beans|1 kg,500 g|1299|4|
Coffee & Tea|Coffee Capsules|10 pieces,20 pieces|329|4|
Coffee & Tea|Black Tea|25 bags,50 bags|249|3|
Coffee & Tea|Green Tea|20 bags,40 bags|229|2|
Coffee & Tea|Peppermint Tea|25 bags,40 bags|199|3|1
Coffee & Tea|Cane Sugar|1 kg,500 g|169|5|
Soft Drinks|Cola|1.5 l,330 ml|149|7|7
Soft Drinks|Mineral Water|1.5 l,6 x 1.5 l|59|10|7
Soft Drinks|Orange Juice|1 l,500 ml|229|6|
Soft Drinks|Apple Juice|1 l,500 ml|189|4|
Soft Drinks|Lemonade|1.5 l,330 ml|129|4|7
Soft Drinks|Tonic Water|1 l,500 ml|139|3|
Soft Drinks|Iced Tea|1.5 l,500 ml|139|4|7
Beer & Wine|Pilsner Beer|500 ml,6 x 330 ml|109|7|7
Beer & Wine|Wheat Beer|500 ml,6 x 500 ml|119|4|7
Beer & Wine|Red Wine|750 ml,375 ml|649|4|12
Beer & Wine|White Wine|750 ml,375 ml|599|4|7
Beer & Wine|Sparkling Wine|750 ml,200 ml|799|2|12
Beer & Wine|Dry Gin|700 ml,350 ml|1499|1|
Beer & Wine|Apple Cider|500 ml,330 ml|189|2|8
Sweets & Snacks|Milk Chocolate|100 g,200 g|129|7|12
Sweets & Snacks|Dark Chocolate|100 g,200 g|149|4|
Sweets & Snacks|Potato Crisps|150 g,250 g|199|6|
Sweets & Snacks|Tortilla Chips|200 g,300 g|189|4|
Sweets & Snacks|Tomato Salsa|300 g,200 g|229|3|
Sweets & Snacks|Roasted Peanuts|200 g,500 g|179|4|
Sweets & Snacks|Butter Biscuits|200 g,400 g|169|5|12
Sweets & Snacks|Wine Gums|200 g,300 g|129|4|
Frozen|Vanilla Ice Cream|900 ml,500 ml|349|4|7
Frozen|Pizza Margherita|320 g,2 x 320 g|299|5|
Frozen|Fish Fingers|450 g,300 g|399|4|
Frozen|Garden Peas|450 g,750 g|199|4|
Frozen|Spinach|450 g,750 g|179|3|
Frozen|Oven Chips|750 g,1 kg|229|4|
Frozen|Mixed Berries|300 g,500 g|329|3|
Household|Washing-up Liquid|500 ml,750 ml|149|3|
Household|Toilet Paper|8 rolls,16 rolls|399|4|
Household|Kitchen Towels|4 rolls,2 rolls|279|3|
Household|Laundry Detergent|1.5 l,750 ml|599|2|
Household|Hand Soap|300 ml,500 ml|169|3|
Household|Toothpaste|75 ml,125 ml|179|3|
Household|Shampoo|250 ml,400 ml|249|3|
"""

# If the first is in a basket, the second comes along with this probability.
TOGETHER: tuple[tuple[str, str, float], ...] = (
    ("Spaghetti", "Tomato Sauce", 0.45),
    ("Spaghetti", "Parmesan", 0.22),
    ("Penne", "Green Pesto", 0.38),
    ("Ground Coffee", "Whole Milk", 0.42),
    ("Ground Coffee", "Cane Sugar", 0.18),
    ("Espresso Beans", "Oat Drink", 0.28),
    ("Corn Flakes", "Whole Milk", 0.5),
    ("Crunchy Muesli", "Natural Yoghurt", 0.42),
    ("Wholegrain Bread", "Salted Butter", 0.3),
    ("Toast", "Strawberry Jam", 0.28),
    ("Toast", "Hazelnut Spread", 0.2),
    ("Baguette", "Brie", 0.28),
    ("Butter Croissants", "Strawberry Jam", 0.25),
    ("Tortilla Chips", "Tomato Salsa", 0.55),
    ("Burger Buns", "Minced Beef", 0.5),
    ("Burger Buns", "Ketchup", 0.28),
    ("Pork Sausages", "Mustard", 0.38),
    ("Pilsner Beer", "Potato Crisps", 0.25),
    ("Wheat Beer", "Roasted Peanuts", 0.25),
    ("Dry Gin", "Tonic Water", 0.65),
    ("Strawberries", "Whipping Cream", 0.4),
    ("Tomatoes", "Mozzarella", 0.26),
    ("Free Range Eggs", "Smoked Bacon", 0.24),
    ("Basmati Rice", "Curry Sauce", 0.4),
    ("Chicken Breast", "Basmati Rice", 0.2),
    ("Minced Beef", "Chopped Tomatoes", 0.25),
    ("Wheat Flour", "Cane Sugar", 0.3),
    ("Black Tea", "Butter Biscuits", 0.3),
    ("Lasagne Sheets", "Minced Beef", 0.5),
    ("Smoked Salmon", "Lemons", 0.35),
    ("Toilet Paper", "Kitchen Towels", 0.2),
    ("Fish Fingers", "Oven Chips", 0.35),
    ("Red Wine", "Cheddar", 0.2),
)

FIRST_NAMES = tuple(
    name
    for line in (
        "Anna Ben Clara David Emma Felix Grace Henry Ines Jonas Kate Liam Maria Noah Olga Paul Rosa Samuel Tina",
        "Viktor Zoë Adam Bianca Carlos Dora Erik Fiona Georg Hanna Ivan Julia Karim Lena Marek Nadia Oscar René",
    )
    for name in line.split()
)
LAST_NAMES = tuple(
    name
    for line in (
        "Adams Berger Costa Dubois Evans Fischer García Horvat Ibsen Jansen Kowalski Larsen Müller Novak O'Brien",
        "Petrov Quinn Rossi Schmidt Taylor Ueda Vogel Wagner Young Zimmer Baker Clark Durand Ferrari Green Haas",
        "Keller Lindqvist Moreau Nowak Olsen Peters Richter Santos Weber",
    )
    for name in line.split()
)
_BRAND_STARTS = "Al,Bel,Cor,Dan,El,Fer,Gal,Hol,Il,Jo,Kar,Lum,Mar,Nor,Or,Pal,Quin,Ros,Sol,Tor,Ul,Ver,Wil,Xan,Yor,Zel"
_BRAND_ENDS = "ba,cana,della,dora,fino,gold,hurst,lia,mar,mont,nova,oro,peak,ranto,rosa,son,tana,vale,ville,wood"
_EXTRAS = ("", "Organic", "Classic", "Family", "Premium", "Light")


@dataclass(frozen=True)
class Kind:
    """A kind of goods, of which the shop has one or several brands and sizes."""

    category: str
    name: str
    sizes: tuple[str, ...]
    price: int
    weight: float
    season: int | None


@dataclass(frozen=True)
class Goods:
    """All products of a demo shop; position i of each list belongs to product i."""

    kind: np.ndarray
    names: list[str]
    brands: list[str]
    sizes: list[str]
    price: np.ndarray
    weight: np.ndarray
    by_kilo: np.ndarray
    codes: list[list[str]]


def kinds() -> list[Kind]:
    """The kinds, the first of each category first, so that a tiny shop has something of everything."""
    everything = []
    for line in _KINDS.strip().splitlines():
        category, name, sizes, price, weight, season = line.split("|")
        everything.append(
            Kind(
                category,
                name,
                tuple(sizes.split(",")),
                int(price),
                float(weight),
                int(season) if season else None,
            )
        )
    rank: dict[str, int] = {}
    placed = []
    for kind in everything:
        rank[kind.category] = rank.get(kind.category, -1) + 1
        placed.append((rank[kind.category], kind))
    return [kind for _, kind in sorted(placed, key=lambda pair: pair[0])]


def _brands(category: str, wanted: int) -> list[str]:
    known = CATEGORIES[category][2].split(",")
    if wanted <= len(known):
        return known
    start = list(CATEGORIES).index(category) * 31
    made = [first + last for first in _BRAND_STARTS.split(",") for last in _BRAND_ENDS.split(",")]
    return known + [made[(start + i) % len(made)] for i in range(len(made))]


def make_goods(count: int, generator: np.random.Generator) -> Goods:
    """Draw up ``count`` different products: kinds in turn, each time with another brand or size."""
    table = kinds()
    rounds = -(-count // len(table))
    brands = {category: _brands(category, rounds) for category in CATEGORIES}
    names, brand_of, size_of, prices, codes = [], [], [], [], []
    for i in range(count):
        kind, variant = table[i % len(table)], i // len(table)
        known = brands[kind.category]
        turn, which = divmod(variant, len(known))
        extra, size_at = divmod(turn, len(kind.sizes))
        if extra >= len(_EXTRAS):
            raise DataError("demo.bad_size", products=count)
        brand = known[(which + i % len(table)) % len(known)]
        size = kind.sizes[(size_at + which) % len(kind.sizes)]
        name = " ".join(filter(None, (brand, _EXTRAS[extra], kind.name, "" if size == "kg" else size)))
        names.append(name)
        brand_of.append(brand)
        size_of.append(size)
        prices.append(kind.price * (1.0 if size == kind.sizes[0] else 1.7 if _larger(kind) else 0.62))
        codes.append(_codes(i, size == "kg"))
    kind_of = np.arange(count) % len(table)
    spread = np.exp(generator.normal(0, 0.12, count))
    popularity = np.exp(generator.normal(0, 0.35, count)) / (1 + np.arange(count) // len(table)) ** 0.6
    return Goods(
        kind=kind_of,
        names=names,
        brands=brand_of,
        sizes=size_of,
        price=np.array(prices) * spread,
        weight=np.array([kind.weight for kind in table])[kind_of] * popularity,
        by_kilo=np.array([size == "kg" for size in size_of]),
        codes=codes,
    )


def _larger(kind: Kind) -> bool:
    """Whether the second size is the larger one."""

    def amount(size: str) -> float:
        total = 1.0
        for part in size.split():
            if part.replace(".", "").isdigit():
                total *= float(part)
        return total * (1000 if size.endswith((" kg", " l")) else 1)

    return amount(kind.sizes[-1]) > amount(kind.sizes[0])


def _codes(number: int, by_kilo: bool) -> list[str]:
    """One or two valid EAN-13 codes; goods weighed in the shop have one of the shop's own range."""
    codes = []
    for prefix in ("200" if by_kilo else "401",) + (("502",) if number % 7 == 3 else ()):
        body = f"{prefix}{(number * 7919 + 1234567) % 1_000_000_000:09d}"
        codes.append(body + check_digit(body))
    return codes


def companions(goods: Goods) -> tuple[np.ndarray, np.ndarray]:
    """For each product up to three others that come along (-1 if none), and with which probability."""
    table = kinds()
    number = {kind.name: i for i, kind in enumerate(table)}
    count = len(goods.names)
    partner = np.full((count, 3), -1, dtype=np.int64)
    chance = np.zeros((count, 3))
    slot = [0] * len(table)
    for first, second, probability in TOGETHER:
        a, b = number[first], number[second]
        mine, theirs = np.arange(a, count, len(table)), np.arange(b, count, len(table))
        if len(mine) and len(theirs):
            partner[mine, slot[a]] = theirs[np.arange(len(mine)) % len(theirs)]
            chance[mine, slot[a]] = probability
            slot[a] += 1
    return partner, chance
