"""Numbered steps that build and change the tables."""
