"""Prices layer of ShopDesk."""
