"""ShopDesk: recommendations, price charts, product photos and voice look-up for a small shop."""

__version__ = "0.1.0"
__title__ = "ShopDesk"
