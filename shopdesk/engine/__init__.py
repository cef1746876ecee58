"""Engine layer of ShopDesk."""
