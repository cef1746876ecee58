"""Voice layer of ShopDesk."""
