"""Recommend layer of ShopDesk."""
