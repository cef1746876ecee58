"""Ui layer of ShopDesk."""
