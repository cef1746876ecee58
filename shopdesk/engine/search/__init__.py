"""Search layer of ShopDesk."""
