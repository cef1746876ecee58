"""Spoken commands beside products."""

import pytest

from shopdesk.engine.voice.commands import COMMANDS, parse_command


@pytest.mark.parametrize(
    ("heard", "command"),
    [
        ("Price of oat milk.", "price"),
        ("What is the price of Heinz ketchup?", "price"),
        ("How much is the oat milk?", "price"),
        ("What does the brie cost?", "price"),
        ("How many oat milks do we have left?", "stock"),
        ("Check the stock of Coca-Cola.", "stock"),
        ("Have we got any Vimto left?", "stock"),
        ("Add two oat milks.", "add"),
        ("Can you add half a kilo of tomatoes, please?", "add"),
        ("Remove the ketchup.", "remove"),
        ("Take the ketchup off", "remove"),
        ("Total.", "total"),
        ("What's the total?", "total"),
        ("How much is that altogether?", "total"),
        ("Cancel.", "cancel"),
        ("Never mind.", "cancel"),
        ("Oat milk one litre", "look_up"),
        ("Total Greek yoghurt", "look_up"),
        ("Total moisture shampoo", "look_up"),
        ("", "look_up"),
    ],
)
def test_a_command_is_told_from_a_product(heard, command):
    assert parse_command(heard) == command
    assert command in COMMANDS


@pytest.mark.parametrize("heard", ["pay", "pay now", "delete everything from the shop's catalog today"])
def test_nothing_said_pays(heard):
    assert parse_command(heard) in ("look_up", "remove")
