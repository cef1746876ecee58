"""Vision layer of ShopDesk."""
