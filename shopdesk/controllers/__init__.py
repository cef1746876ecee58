"""Controllers layer of ShopDesk."""
