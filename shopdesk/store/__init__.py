"""Store layer of ShopDesk."""
