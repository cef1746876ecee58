"""How options are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Add = Callable[[str, str], argparse.ArgumentParser]
"""Adds a subcommand by its name and help text and returns its parser."""


def between(text: str, low: int, high: int) -> int:
    """Read a whole number from ``low`` to ``high``; argparse says what is wrong."""
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {low} to {high}")
    return number


def count(text: str) -> int:
    """Read how many."""
    return between(text, 1, 10_000_000)


def days(text: str) -> int:
    """Read a number of days."""
    return between(text, 1, 20_000)


def seed(text: str) -> int:
    """Read the seed of a random generator."""
    return between(text, 0, 2**32 - 1)


def share(text: str) -> float:
    """Read a share from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return value
