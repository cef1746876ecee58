"""Workers layer of ShopDesk."""
