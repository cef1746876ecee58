"""Columns of a list: the last one, often a figure, is never cut for the sake of the others."""

from shopdesk.ui.column_list import column_widths


def test_wide_columns_give_way_to_the_last():
    assert column_widths(400, [380], 2, 70) == [318, 70]


def test_columns_have_their_widths_where_there_is_room():
    assert column_widths(400, [100, 80], 3, 70) == [100, 80, 196]


def test_no_column_is_ever_narrower_than_nothing():
    assert column_widths(50, [100, 80], 3, 70) == [0, 0, 26]


def test_one_column_takes_all():
    assert column_widths(300, [], 1, 70) == [300]
