"""Settings layer of ShopDesk."""
