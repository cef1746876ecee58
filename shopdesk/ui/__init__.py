"""Widgets only: passive views that show what they are given and say what the owner did."""
